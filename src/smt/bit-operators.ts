/**
 * Gives the rows of JavaScript's bit operations, exact for integers of any size: operands are taken modulo 2^32.
 * By arithmetic as far as that goes, since Z3 reasons about `mod` and `div` by constants, and slowly across bit-vectors:
 * shifts are multiplications and divisions, a constant mask is a sum of its runs of ones, and `|` and `^` follow from
 * `&` by a + b = (a | b) + (a & b) = (a ^ b) + 2 (a & b), which holds in two's complement. Two unknown operands of `&`
 * go through bit-vectors.
 */
import type { BitOperator } from "../ir/index.js";
import type { Expressions } from "./expressions.js";
import { bits32, integer, type Node } from "./node.js";
import { argument, binary, type Row, unary } from "./row.js";

const two32 = 2n ** 32n;
const two31 = 2n ** 31n;

/** The value of a literal. */
function known(x: Expressions, a: Node): bigint | undefined {
  const { base, by } = x.offset(a);
  return base === undefined ? by : undefined;
}

const between = (x: Expressions, low: bigint, a: Node, high: bigint): Node =>
  x.and(x.bool("<=", x.integer(low), a), x.bool("<", a, x.integer(high)));

const modulo = (x: Expressions, a: Node, by: bigint): Node => x.int("mod", a, x.integer(by));
const divided = (x: Expressions, a: Node, by: bigint): Node => (by === 1n ? a : x.int("div", a, x.integer(by)));
const times = (x: Expressions, a: Node, by: bigint): Node => (by === 1n ? a : x.int("*", x.integer(by), a));

/** ECMA-262, 7.1.6. The plain case first: most operands are in range, and then there is nothing to compute. */
export function toInt32(x: Expressions, a: Node): Node {
  const value = known(x, a);
  if (value !== undefined) return x.integer(BigInt.asIntN(32, value));
  if (x.narrow.has(a)) return a;
  const wrapped = x.difference(modulo(x, x.sum(a, x.integer(two31)), two32), x.integer(two31));
  return marked(x, x.ite(between(x, -two31, a, two31), a, wrapped));
}

function toUint32(x: Expressions, a: Node): Node {
  const value = known(x, a);
  if (value !== undefined) return x.integer(BigInt.asUintN(32, value));
  return x.ite(between(x, 0n, a, two32), a, modulo(x, a, two32));
}

/** Remembers that the value is a 32-bit integer, so that it is not taken modulo 2^32 again. */
function marked(x: Expressions, a: Node): Node {
  x.narrow.add(a);
  return a;
}

/** Runs of ones of a mask of at least 0: where they begin and how long they are. */
export function runsOfOnes(mask: bigint): readonly { readonly at: bigint; readonly length: bigint }[] {
  const found: { at: bigint; length: bigint }[] = [];
  for (let bit = 0n; mask >> bit > 0n; bit++) {
    if (((mask >> bit) & 1n) === 0n) continue;
    const last = found.at(-1);
    if (last !== undefined && last.at + last.length === bit) last.length += 1n;
    else found.push({ at: bit, length: 1n });
  }
  return found;
}

/** `a & mask` for a mask of at least 0 (below 2^31): each run is cut out by division and remainder. */
function masked(x: Expressions, a: Node, mask: bigint): Node {
  const parts = runsOfOnes(mask).map(({ at, length }) =>
    times(x, modulo(x, divided(x, a, 2n ** at), 2n ** length), 2n ** at),
  );
  return parts.reduce((sum, part) => x.sum(sum, part), x.integer(0n));
}

function bitAnd(x: Expressions, a: Node, b: Node): Node {
  const [p, q] = [known(x, a), known(x, b)];
  if (p !== undefined && q !== undefined) return x.integer(BigInt.asIntN(32, p & q));
  if (p !== undefined) return bitAnd(x, b, a);
  if (q === undefined) return throughVectors(x, a, b);
  const mask = BigInt.asIntN(32, q);
  // x & m is x without the bits outside m.
  return marked(x, mask >= 0n ? masked(x, a, mask) : x.difference(toInt32(x, a), masked(x, a, ~mask)));
}

function throughVectors(x: Expressions, a: Node, b: Node): Node {
  const vector = (of: Node): Node => x.builtin("(_ int2bv 32)", [of], bits32);
  const both = x.builtin("bvand", [vector(a), vector(b)], bits32);
  return marked(x, x.builtin("sbv_to_int", [both], integer));
}

function bitOr(x: Expressions, a: Node, b: Node): Node {
  return marked(x, x.difference(x.sum(toInt32(x, a), toInt32(x, b)), bitAnd(x, a, b)));
}

function bitXor(x: Expressions, a: Node, b: Node): Node {
  return marked(x, x.difference(x.sum(toInt32(x, a), toInt32(x, b)), x.int("*", x.integer(2n), bitAnd(x, a, b))));
}

/** A shift by the low five bits of the count: by a literal one operation, else one for each count. */
function shift(by: (x: Expressions, a: Node, count: bigint) => Node): Row {
  return (x, use) => {
    const [a, count] = [argument(use, 0), argument(use, 1)];
    const value = known(x, count);
    if (value !== undefined) return by(x, a, BigInt.asUintN(5, value));
    const low = modulo(x, count, 32n);
    const counts = Array.from({ length: 31 }, (_, i) => BigInt(i));
    return counts.reduceRight((rest, n) => x.ite(x.identical(low, x.integer(n)), by(x, a, n), rest), by(x, a, 31n));
  };
}

/** Where the highest of 32 bits stands, by comparison with each power. */
function leadingZeros(x: Expressions, a: Node): Node {
  const value = toUint32(x, a);
  const powers = Array.from({ length: 32 }, (_, i) => BigInt(i));
  return powers.reduce(
    (rest, bit) => x.ite(x.bool("<=", x.integer(2n ** bit), value), x.integer(31n - bit), rest),
    x.integer(32n),
  );
}

export const bitOperators: Readonly<Record<BitOperator, Row>> = {
  "int.bitAnd": binary(bitAnd),
  "int.bitOr": binary(bitOr),
  "int.bitXor": binary(bitXor),
  "int.shiftLeft": shift((x, a, count) => toInt32(x, times(x, a, 2n ** count))),
  "int.shiftRight": shift((x, a, count) => marked(x, divided(x, toInt32(x, a), 2n ** count))),
  "int.shiftRightUnsigned": shift((x, a, count) => divided(x, toUint32(x, a), 2n ** count)),
  "int.toInt32": unary(toInt32),
  "int.toUint32": unary(toUint32),
  "int.multiply32": binary((x, a, b) => toInt32(x, x.int("*", a, b))),
  "int.leadingZeros": unary(leadingZeros),
};
