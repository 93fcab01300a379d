/**
 * Gives each operator of the program its SMT-LIB term: the table of SEMANTICS, section 8. A differential test runs every
 * row against JavaScript. Rows for integers, reals, strings, logic and arrays stand here; doubles in `double-operators`.
 * Relies on `x.y` outside an operator's domain being arbitrary but fixed, as `ir/operator.ts` says; so `div` and `/` by
 * zero, which Z3 leaves uninterpreted, need no guard.
 */
import { invariant } from "../base/index.js";
import type { Operator } from "../ir/index.js";
import { arrayOperators, type SearchOperator } from "./array-operators.js";
import { bigintOperators } from "./bigint-operators.js";
import { bitOperators } from "./bit-operators.js";
import { doubleOperators } from "./double-operators.js";
import type { Expressions } from "./expressions.js";
import { mapAlgebra } from "./map-algebra.js";
import { mapOperators } from "./maps.js";
import { boolean, integer, type Node, type SmtSort, text } from "./node.js";
import { predicateKey } from "./predicates.js";
import { argument, binary, type Row, type Use, unary } from "./row.js";
import { stringOperators } from "./string-operators.js";

/** The operators that this table gives; `same` needs the data types and stands in `sameness`. */
export type TableOperator = Exclude<Operator, "same" | SearchOperator>;

const zero = (x: Expressions): Node => x.integer(0n);
const negative = (x: Expressions, a: Node): Node => x.int("-", a);

/** Floor of the quotient. `div` is Euclidean, which is the floor for a positive divisor. */
const floorDivide = (x: Expressions, a: Node, b: Node): Node =>
  x.ite(x.bool(">", b, zero(x)), x.int("div", a, b), x.int("div", negative(x, a), negative(x, b)));

/** For a dividend of at least 0, Euclidean and truncating division agree. */
const truncateDivide = (x: Expressions, a: Node, b: Node): Node =>
  x.ite(x.bool(">=", a, zero(x)), x.int("div", a, b), negative(x, x.int("div", negative(x, a), b)));

/** The sign of the dividend; `mod` is at least 0 whatever the signs. */
const remainder = (x: Expressions, a: Node, b: Node): Node =>
  x.ite(x.bool(">=", a, zero(x)), x.int("mod", a, b), negative(x, x.int("mod", negative(x, a), b)));

const least = (x: Expressions, below: string, a: Node, b: Node): Node => x.ite(x.bool(below, a, b), a, b);
const greatest = (x: Expressions, below: string, a: Node, b: Node): Node => x.ite(x.bool(below, b, a), a, b);

const truncate = (x: Expressions, a: Node): Node =>
  x.ite(x.bool(">=", a, realZero(x)), x.int("to_int", a), negative(x, x.int("to_int", x.real("-", a))));

const realZero = (x: Expressions): Node => x.literal({ kind: "real", numerator: 0n, denominator: 1n });
const half = (x: Expressions): Node => x.literal({ kind: "real", numerator: 1n, denominator: 2n });

/** Largest exponent that is written out as a product. */
const longestProduct = 8n;

/**
 * Constant exponents are products. Others are known at 0, 1 and 2 and at the base 1; elsewhere the power is an unknown
 * function, so that a claim about it is never proved by mistake. An exponent below 0 has no integer value.
 */
const power: Row = (x, use) => {
  const base = argument(use, 0);
  const exponent = argument(use, 1);
  const term = use.terms[1];
  const value = term?.kind === "literal" ? term.value : undefined;
  if ((value?.kind === "int" || value?.kind === "bigint") && value.value >= 0n) {
    const count = value.value;
    if (count === 0n) return x.integer(1n);
    if (count === 1n) return base;
    if (count <= longestProduct) return x.int("*", ...Array.from({ length: Number(count) }, () => base));
  }
  const is = (value: bigint): Node => x.identical(exponent, x.integer(value));
  const other = x.unknown("int.power", [base, exponent], integer);
  const square = x.ite(is(2n), x.int("*", base, base), other);
  return x.ite(is(0n), x.integer(1n), x.ite(is(1n), base, square));
};

/** The largest integer whose square is not above it; see `axioms.ts`. */
const root = (x: Expressions, a: Node): Node => x.unknown("int.rootFloor", [a], integer);

const natural = (x: Expressions, a: Node): Node => x.bool("<=", x.integer(0n), a);

const arraySet: Row = (x, use) => {
  const array = argument(use, 0);
  const index = argument(use, 1);
  const length = x.lengthOf(array);
  const grown = x.ite(x.identical(index, length), x.sum(length, x.integer(1n)), length);
  return x.pair(grown, store(x, x.itemsOf(array), index, argument(use, 2)));
};

const arrayPush: Row = (x, use) => {
  const array = argument(use, 0);
  const values = use.args.slice(1);
  const length = x.lengthOf(array);
  const at = (i: number): Node => x.sum(length, x.integer(BigInt(i)));
  const items = values.reduce((known, value, i) => store(x, known, at(i), value), x.itemsOf(array));
  return x.pair(at(values.length), items);
};

/** What lies beyond the last element is one unknown content for all literals; nothing can read it. */
const arrayLiteral: Row = (x, use) => {
  invariant(use.sort.kind === "array", "array.literal gives an array");
  const items: SmtSort = { kind: "items", element: use.sort.element };
  const content = use.args.reduce(
    (known, value, i) => store(x, known, x.integer(BigInt(i)), value),
    x.unknown("beyond", [], items),
  );
  return x.pair(x.integer(BigInt(use.args.length)), content);
};

const store = (x: Expressions, items: Node, index: Node, value: Node): Node =>
  x.builtin("store", [items, index, value], items.sort);

/** Recursive predicates are unknown functions with axioms, see `recursive`. */
function dataKey(predicate: "data.size" | "data.typed" | "data.safe", use: Use): string {
  const sort = use.terms[0]?.sort;
  invariant(sort?.kind === "data", `${predicate} is of data`);
  return predicateKey(predicate, sort.name);
}

/** One symbol for each way in which arguments and result are represented. */
function applicationKey({ args, sort }: Use): string {
  return `function.apply ${JSON.stringify([...args.map((arg) => arg.sort), sort])}`;
}

export const operators: Readonly<Record<TableOperator, Row>> = {
  not: unary((x, a) => x.not(a)),
  and: (x, use) => x.and(...use.args),
  or: (x, use) => x.or(...use.args),
  implies: binary((x, a, b) => x.implies(a, b)),
  iff: binary((x, a, b) => x.identical(a, b)),
  ite: (x, use) => x.ite(argument(use, 0), argument(use, 1), argument(use, 2)),

  "data.size": (x, use) => x.unknown(dataKey("data.size", use), use.args, integer),
  "data.typed": (x, use) => x.unknown(dataKey("data.typed", use), use.args, boolean),
  "data.safe": (x, use) => x.unknown(dataKey("data.safe", use), use.args, boolean),

  // An array goes in as its parts: what lies beyond its length is then one with it, which can only lose proofs.
  "function.apply": (x, use) =>
    x.unknown(
      applicationKey(use),
      use.args.flatMap((arg) => (arg.sort.kind === "array" ? [x.itemsOf(arg), x.lengthOf(arg)] : [arg])),
      use.sort,
    ),

  "int.negate": unary(negative),
  "int.add": binary((x, a, b) => x.sum(a, b)),
  "int.subtract": binary((x, a, b) => x.difference(a, b)),
  "int.multiply": (x, use) => x.int("*", ...use.args),
  "int.power": power,
  "int.floorDivide": binary(floorDivide),
  "int.truncateDivide": binary(truncateDivide),
  // ceil(q) is -floor(-q).
  "int.ceilDivide": binary((x, a, b) => negative(x, floorDivide(x, negative(x, a), b))),
  // round(q) is floor(q + 1/2).
  "int.roundDivide": binary((x, a, b) => {
    const two = x.integer(2n);
    return floorDivide(x, x.sum(x.int("*", two, a), b), x.int("*", two, b));
  }),
  "int.remainder": binary(remainder),
  "int.rootFloor": unary(root),
  "int.rootCeiling": unary((x, a) => {
    const floor = root(x, a);
    return x.ite(x.identical(x.int("*", floor, floor), a), floor, x.sum(floor, x.integer(1n)));
  }),
  // By products, which numbers are compared with in code, rather than by the root itself.
  "int.atMostRoot": binary((x, k, a) =>
    x.and(natural(x, a), x.or(x.bool("<=", k, zero(x)), x.bool("<=", x.int("*", k, k), a))),
  ),
  "int.belowRoot": binary((x, k, a) =>
    x.and(natural(x, a), x.or(x.bool("<", k, zero(x)), x.bool("<", x.int("*", k, k), a))),
  ),
  "int.isSquare": unary((x, a) => {
    const floor = root(x, a);
    return x.and(natural(x, a), x.identical(x.int("*", floor, floor), a));
  }),
  "int.absolute": unary((x, a) => x.ite(x.bool(">=", a, zero(x)), a, negative(x, a))),
  "int.minimum": binary((x, a, b) => least(x, "<=", a, b)),
  "int.maximum": binary((x, a, b) => greatest(x, "<=", a, b)),
  "int.sign": unary((x, a) =>
    x.ite(x.bool(">", a, zero(x)), x.integer(1n), x.ite(x.bool("<", a, zero(x)), x.integer(-1n), zero(x))),
  ),
  "int.lessThan": binary((x, a, b) => x.bool("<", a, b)),
  "int.atMost": binary((x, a, b) => x.bool("<=", a, b)),

  "real.fromInt": unary((x, a) => x.real("to_real", a)),
  "real.negate": unary((x, a) => x.real("-", a)),
  "real.add": (x, use) => x.real("+", ...use.args),
  "real.subtract": binary((x, a, b) => x.real("-", a, b)),
  "real.multiply": (x, use) => x.real("*", ...use.args),
  "real.divide": binary((x, a, b) => x.real("/", a, b)),
  "real.absolute": unary((x, a) => x.ite(x.bool(">=", a, realZero(x)), a, x.real("-", a))),
  "real.minimum": binary((x, a, b) => least(x, "<=", a, b)),
  "real.maximum": binary((x, a, b) => greatest(x, "<=", a, b)),
  "real.lessThan": binary((x, a, b) => x.bool("<", a, b)),
  "real.atMost": binary((x, a, b) => x.bool("<=", a, b)),
  // `to_int` is the floor.
  "real.floor": unary((x, a) => x.int("to_int", a)),
  "real.ceiling": unary((x, a) => negative(x, x.int("to_int", x.real("-", a)))),
  "real.truncate": unary(truncate),
  // Math.round: halves go up.
  "real.round": unary((x, a) => x.int("to_int", x.real("+", a, half(x)))),
  "real.isInteger": unary((x, a) => x.bool("is_int", a)),
  "real.toInt": unary((x, a) => x.int("to_int", a)),

  ...doubleOperators,

  ...bitOperators,
  ...bigintOperators({
    "int.negate": unary(negative),
    "int.power": power,
    "int.truncateDivide": binary(truncateDivide),
    "int.remainder": binary(remainder),
  }),

  "string.length": unary((x, a) => x.int("str.len", a)),
  "string.concat": (x, use) => x.builtin("str.++", use.args, text),
  // The order of Z3 is by character, which `encoding=bmp` makes the code unit.
  "string.lessThan": binary((x, a, b) => x.bool("str.<", a, b)),
  "string.atMost": binary((x, a, b) => x.bool("str.<=", a, b)),
  ...stringOperators,

  ...mapOperators,
  ...mapAlgebra,

  "array.length": unary((x, a) => x.lengthOf(a)),
  "array.get": binary((x, a, i) => x.select(a, i)),
  "array.set": arraySet,
  "array.push": arrayPush,
  "array.permutation": (_, use) => argument(use, 2),
  "array.literal": arrayLiteral,
  ...arrayOperators,
};
