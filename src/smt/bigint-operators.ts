/**
 * Gives the rows of JavaScript's operators on `bigint`: exact integers, bits in two's complement without end. As for 32
 * bits (`bit-operators.ts`), shifts by constants are multiplications and divisions, a constant mask is a sum of its runs of
 * ones, and `|` and `^` follow from `&`. Of `&` of two unknown values only that equal operands give equal results is known.
 */
import type { BigIntOperator } from "../ir/index.js";
import { runsOfOnes } from "./bit-operators.js";
import type { Expressions } from "./expressions.js";
import { integer, type Node } from "./node.js";
import { argument, binary, type Row, unary } from "./row.js";

/** The value of a literal. */
function known(x: Expressions, a: Node): bigint | undefined {
  const { base, by } = x.offset(a);
  return base === undefined ? by : undefined;
}

const times = (x: Expressions, a: Node, by: bigint): Node => (by === 1n ? a : x.int("*", x.integer(by), a));
/** `div` and `mod` by a positive constant are floor and what is left. */
const divided = (x: Expressions, a: Node, by: bigint): Node => (by === 1n ? a : x.int("div", a, x.integer(by)));
const modulo = (x: Expressions, a: Node, by: bigint): Node => x.int("mod", a, x.integer(by));

/** `a & mask` for a mask of at least 0: each run is cut out by division and remainder. */
function masked(x: Expressions, a: Node, mask: bigint): Node {
  const parts = runsOfOnes(mask).map(({ at, length }) =>
    times(x, modulo(x, divided(x, a, 2n ** at), 2n ** length), 2n ** at),
  );
  return parts.reduce((sum, part) => x.sum(sum, part), x.integer(0n));
}

function bitAnd(x: Expressions, a: Node, b: Node): Node {
  const [p, q] = [known(x, a), known(x, b)];
  if (p !== undefined && q !== undefined) return x.integer(p & q);
  if (p !== undefined) return bitAnd(x, b, a);
  if (q === undefined) return x.unknown("bigint.bitAnd", [a, b], integer);
  // a & q is a without the bits outside q.
  return q >= 0n ? masked(x, a, q) : x.difference(a, masked(x, a, ~q));
}

function bitXor(x: Expressions, a: Node, b: Node): Node {
  return x.difference(x.sum(a, b), x.int("*", x.integer(2n), bitAnd(x, a, b)));
}

/** Further than this no literal is written out. */
const farthest = 4096n;

/** By a literal; else nothing but congruence is known. A count below 0 shifts the other way. */
function shift(left: boolean): Row {
  return (x, use) => {
    const [a, count] = [argument(use, 0), argument(use, 1)];
    const value = known(x, count);
    if (value !== undefined && value <= farthest && value >= -farthest) {
      const by = left ? value : -value;
      return by >= 0n ? times(x, a, 2n ** by) : divided(x, a, 2n ** -by);
    }
    return x.unknown(left ? "bigint.shiftLeft" : "bigint.shiftRight", [a, count], integer);
  };
}

/** The number of bits, a literal; of others only congruence is known. */
function wrapped(signed: boolean): Row {
  return (x, use) => {
    const [bits, a] = [known(x, argument(use, 0)), argument(use, 1)];
    if (bits === undefined || bits < 0n || bits > farthest) {
      return x.unknown(signed ? "bigint.asIntN" : "bigint.asUintN", use.args, integer);
    }
    if (bits === 0n) return x.integer(0n);
    if (!signed) return modulo(x, a, 2n ** bits);
    const half = x.integer(2n ** (bits - 1n));
    return x.difference(modulo(x, x.sum(a, half), 2n ** bits), half);
  };
}

export function bigintOperators(
  arithmetic: Readonly<Record<"int.negate" | "int.power" | "int.truncateDivide" | "int.remainder", Row>>,
): Readonly<Record<BigIntOperator, Row>> {
  return {
    "bigint.ofInt": unary((_, a) => a),
    "bigint.toInt": unary((_, a) => a),
    "bigint.toNumber": unary((_, a) => a),
    "bigint.lessThan": binary((x, a, b) => x.bool("<", a, b)),
    "bigint.atMost": binary((x, a, b) => x.bool("<=", a, b)),
    "bigint.negate": arithmetic["int.negate"],
    "bigint.add": binary((x, a, b) => x.sum(a, b)),
    "bigint.subtract": binary((x, a, b) => x.difference(a, b)),
    "bigint.multiply": binary((x, a, b) => x.int("*", a, b)),
    "bigint.power": arithmetic["int.power"],
    "bigint.divide": arithmetic["int.truncateDivide"],
    "bigint.remainder": arithmetic["int.remainder"],
    "bigint.bitAnd": binary(bitAnd),
    "bigint.bitOr": binary((x, a, b) => x.difference(x.sum(a, b), bitAnd(x, a, b))),
    "bigint.bitXor": binary(bitXor),
    "bigint.shiftLeft": shift(true),
    "bigint.shiftRight": shift(false),
    "bigint.asUintN": wrapped(false),
    "bigint.asIntN": wrapped(true),
  };
}
