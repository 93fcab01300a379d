/**
 * Gives the operators on IEEE 754 doubles their SMT-LIB terms, with JavaScript's edge cases (ECMA-262, "Number" and
 * "Math"). The traps that stand behind most lines are those of SEMANTICS, section 8, measured in Z3 itself.
 */
import type { Operator } from "../ir/index.js";
import type { Expressions } from "./expressions.js";
import { doubleLiteral } from "./literals.js";
import { bits64, boolean, float, integer, type Node } from "./node.js";
import { argument, binary, type Row, type Use, unary } from "./row.js";

type DoubleOperator = Extract<Operator, `double.${string}`>;

const literal = (x: Expressions, value: number): Node => x.builtin(doubleLiteral(value), [], float);
/** A rounding mode; it has no arguments, so that its sort is never printed. */
const mode = (x: Expressions, name: "RNE" | "RTN" | "RTP" | "RTZ"): Node => x.builtin(name, [], float);
const rounded = (x: Expressions, symbol: string, ...args: readonly Node[]): Node =>
  x.double(symbol, mode(x, "RNE"), ...args);
const toIntegral = (x: Expressions, name: "RTN" | "RTP" | "RTZ", a: Node): Node =>
  x.double("fp.roundToIntegral", mode(x, name), a);
const notANumber = (x: Expressions, a: Node): Node => x.bool("fp.isNaN", a);
const isNegative = (x: Expressions, a: Node): Node => x.bool("fp.isNegative", a);
const magnitude = (x: Expressions, a: Node): Node => x.double("fp.abs", a);
const finite = (x: Expressions, a: Node): Node => x.not(x.or(notANumber(x, a), x.bool("fp.isInfinite", a)));
const isInteger = (x: Expressions, a: Node): Node => x.and(finite(x, a), x.bool("fp.eq", toIntegral(x, "RTZ", a), a));

/** 2^53: up to here every integer is a double. */
const exactBound = 9007199254740992;

/**
 * An integer within ±2^53 is exactly its double; beyond, the value is unknown, which can only lose a proof.
 * Soundness: 0 may be either zero (SEMANTICS, section 1), for each integer expression on its own, since `x * 0` and
 * `y * 0` can differ in sign; a literal or a length is +0. The sign may depend on the bound variables in the expression.
 */
const fromInt: Row = (x, use) => {
  const n = argument(use, 0);
  const term = use.terms[0];
  if (term?.kind === "literal" && term.value.kind === "int") {
    return literal(x, Number(term.value.value));
  }
  const bits = x.builtin("(_ int2bv 64)", [n], bits64);
  const exact = rounded(x, "(_ to_fp 11 53)", bits);
  const value = x.ite(withinExact(x, n), exact, x.unknown("double.fromInt", [n], float));
  if (term?.kind === "apply" && (term.operator === "array.length" || term.operator === "string.length")) {
    return remembered(x, n, value);
  }
  const sign = x.unknown(`zero of ${n.id}`, boundVariables(n), boolean);
  const either = x.ite(sign, literal(x, -0), literal(x, 0));
  return remembered(x, n, x.ite(x.identical(n, x.integer(0n)), either, value));
};

const remembered = (x: Expressions, n: Node, double: Node): Node => {
  x.converted.set(double, n);
  return double;
};

/** The integer that an argument is: one that was converted, or a literal. */
const integerOf = (x: Expressions, use: Use, index: number): Node | undefined => {
  const term = use.terms[index];
  const literalTerm = term?.kind === "apply" && term.operator === "double.fromInt" ? term.args[0] : term;
  if (literalTerm?.kind !== "literal") return x.converted.get(argument(use, index));
  const { value } = literalTerm;
  if (value.kind === "int") return x.integer(value.value);
  return value.kind === "double" && Number.isSafeInteger(value.value) ? x.integer(BigInt(value.value)) : undefined;
};

const withinExact = (x: Expressions, n: Node): Node => {
  const bound = x.integer(BigInt(exactBound));
  return x.and(x.bool("<=", x.int("-", bound), n), x.bool("<=", n, bound));
};

/**
 * Two converted integers compare as integers, which spares Z3 the bits; beyond ±2^53, where both could round to one
 * double, the comparison is unknown. The sign of zero does not matter to any of the three comparisons.
 */
const comparison =
  (symbol: "fp.lt" | "fp.leq" | "fp.eq", onIntegers: "<" | "<=" | "="): Row =>
  (x, use) => {
    const [a, b] = [argument(use, 0), argument(use, 1)];
    const [m, n] = [integerOf(x, use, 0), integerOf(x, use, 1)];
    if (m === undefined || n === undefined) return x.bool(symbol, a, b);
    const exact = x.and(withinExact(x, m), withinExact(x, n));
    return x.ite(exact, x.bool(onIntegers, m, n), x.unknown(`beyond ${symbol}`, [m, n], boolean));
  };

/** What is asked of a converted integer is known without its bits; beyond ±2^53 they are asked. */
const ofConverted =
  (answer: boolean, natural: (x: Expressions, a: Node) => Node): Row =>
  (x, use) => {
    const a = argument(use, 0);
    const origin = x.converted.get(a);
    if (origin === undefined) return natural(x, a);
    return x.ite(withinExact(x, origin), x.literal({ kind: "bool", value: answer }), natural(x, a));
  };

function boundVariables(node: Node): readonly Node[] {
  const found = new Map<number, Node>();
  const walk = (n: Node): void => {
    if (n.head.kind === "bound" && node.levels.includes(n.head.level)) found.set(n.head.level, n);
    else if (n.levels.length > 0) n.args.forEach(walk);
  };
  walk(node);
  return [...found.entries()].sort(([a], [b]) => a - b).map(([, n]) => n);
}

/** Exact within ±2^53, where the double is an integer; elsewhere unknown. */
const toInt: Row = (x, use) => {
  const a = argument(use, 0);
  const origin = x.converted.get(a);
  if (origin !== undefined) return x.ite(withinExact(x, origin), origin, x.unknown("double.toInt", [a], integer));
  const natural = (d: Node): Node => x.int("bv2nat", x.builtin("(_ fp.to_ubv 64)", [mode(x, "RTZ"), d], bits64));
  const exact = x.ite(isNegative(x, a), x.int("-", natural(x.double("fp.neg", a))), natural(a));
  const within = x.bool("fp.leq", magnitude(x, a), literal(x, exactBound));
  return x.ite(within, exact, x.unknown("double.toInt", [a], integer));
};

/** ECMA-262, 7.1.6: NaN and the infinities are 0; exact within ±2^53, elsewhere unknown. */
const integerPart: Row = (x, use) => {
  const a = argument(use, 0);
  const origin = x.converted.get(a);
  if (origin !== undefined) return x.ite(withinExact(x, origin), origin, x.unknown("double.integerPart", [a], integer));
  const natural = (d: Node): Node => x.int("bv2nat", x.builtin("(_ fp.to_ubv 64)", [mode(x, "RTZ"), d], bits64));
  const exact = x.ite(isNegative(x, a), x.int("-", natural(x.double("fp.neg", a))), natural(a));
  const within = x.bool("fp.leq", magnitude(x, a), literal(x, exactBound));
  const large = x.unknown("double.integerPart", [a], integer);
  return x.ite(finite(x, a), x.ite(within, exact, large), x.integer(0n));
};

/**
 * `%` of JavaScript is C's fmod. The special cases and those with |a| ≤ |b| are exact; otherwise only that the result
 * has the sign of a and is smaller than |b|. `fp.rem` rounds the quotient to nearest, and can exhaust memory.
 */
const remainder: Row = (x, use) => {
  const a = argument(use, 0);
  const b = argument(use, 1);
  const signedZero = x.ite(isNegative(x, a), literal(x, -0), literal(x, 0));
  const guess = magnitude(x, x.unknown("double.remainder", [a, b], float));
  const smaller = x.bool("fp.lt", guess, magnitude(x, b));
  const signed = x.ite(isNegative(x, a), x.double("fp.neg", guess), guess);
  const bounded = x.ite(smaller, signed, signedZero);
  const none = x.or(notANumber(x, a), notANumber(x, b), x.bool("fp.isInfinite", a), x.bool("fp.isZero", b));
  const equal = x.bool("fp.eq", magnitude(x, a), magnitude(x, b));
  const below = x.bool("fp.lt", magnitude(x, a), magnitude(x, b));
  return x.ite(none, literal(x, Number.NaN), x.ite(below, a, x.ite(equal, signedZero, bounded)));
};

/** NaN wins, and −0 is below +0; `fp.min` and `fp.max` do neither. */
const extremum =
  (first: "lower" | "higher"): Row =>
  (x, use) => {
    const a = argument(use, 0);
    const b = argument(use, 1);
    const before = (p: Node, q: Node): Node => (first === "lower" ? x.bool("fp.lt", p, q) : x.bool("fp.lt", q, p));
    const tie = first === "lower" ? x.ite(isNegative(x, a), a, b) : x.ite(isNegative(x, a), b, a);
    const ordered = x.ite(before(a, b), a, x.ite(before(b, a), b, tie));
    return x.ite(notANumber(x, a), a, x.ite(notANumber(x, b), b, ordered));
  };

/**
 * Math.round: up from the half, else down. The distance to the floor is exact but for tiny negative numbers, where it
 * rounds to 1, so that they go up to −0 as they should. Rounding mode RNA takes −2.5 to −3, JavaScript to −2.
 */
const round = (x: Expressions, a: Node): Node => {
  const floor = toIntegral(x, "RTN", a);
  const up = x.bool("fp.geq", rounded(x, "fp.sub", a, floor), literal(x, 0.5));
  return x.ite(up, toIntegral(x, "RTP", a), floor);
};

export const doubleOperators: Readonly<Record<DoubleOperator, Row>> = {
  "double.fromInt": fromInt,
  "double.negate": unary((x, a) => x.double("fp.neg", a)),
  "double.add": binary((x, a, b) => rounded(x, "fp.add", a, b)),
  "double.subtract": binary((x, a, b) => rounded(x, "fp.sub", a, b)),
  "double.multiply": binary((x, a, b) => rounded(x, "fp.mul", a, b)),
  "double.divide": binary((x, a, b) => rounded(x, "fp.div", a, b)),
  "double.remainder": remainder,
  "double.absolute": unary(magnitude),
  "double.minimum": extremum("lower"),
  "double.maximum": extremum("higher"),
  "double.floor": unary((x, a) => toIntegral(x, "RTN", a)),
  "double.ceiling": unary((x, a) => toIntegral(x, "RTP", a)),
  "double.truncate": unary((x, a) => toIntegral(x, "RTZ", a)),
  "double.round": unary(round),
  "double.sqrt": unary((x, a) => rounded(x, "fp.sqrt", a)),
  "double.lessThan": comparison("fp.lt", "<"),
  "double.atMost": comparison("fp.leq", "<="),
  // ===: NaN differs from itself, the zeros are equal.
  "double.equal": comparison("fp.eq", "="),
  // Object.is: SMT-LIB's identity has one NaN and two zeros.
  "double.is": binary((x, a, b) => x.identical(a, b)),
  "double.isNaN": ofConverted(false, notANumber),
  "double.isFinite": ofConverted(true, finite),
  "double.isInteger": ofConverted(true, isInteger),
  "double.isSafeInteger": unary((x, a) =>
    x.and(isInteger(x, a), x.bool("fp.leq", magnitude(x, a), literal(x, exactBound - 1))),
  ),
  // Owes isInteger.
  "double.toInt": toInt,
  "double.integerPart": integerPart,
};
