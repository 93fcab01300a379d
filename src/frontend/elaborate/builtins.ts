/**
 * Takes calls of JavaScript's own functions on elaborated arguments; gives their terms (SEMANTICS, sections 1 and 8).
 * What is not in the table is refused by name.
 */
import {
  and,
  apply,
  atMost,
  bool,
  boolTerm,
  double,
  doubleSort,
  int,
  intSort,
  ite,
  lessThan,
  mapHas,
  type Operator,
  realOf,
  realSort,
  string,
  stringSort,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, truth } from "../types/coerce.js";
import { afterEvaluating, both } from "../types/evaluated.js";
import { outside } from "../types/mismatch.js";
import { sortOfKind } from "../types/number-kind.js";
import { arithmetic, commonKind, needed, type Operand } from "./arithmetic.js";
import { bigintCall } from "./bigints.js";
import { whole } from "./bits.js";
import { dictionaryOf, keyOf } from "./dictionaries.js";
import { sameValue } from "./equality.js";
import { isIntegerRoot, roundedRoot } from "./roots.js";
import { toNumber, toText } from "./text.js";

const largest = int(2n ** 53n - 1n);

/** `Math.abs(x)`, `Number.isInteger(x)`, `Object.is(a, b)`; `name` is the dotted name. */
export function callGlobal(name: string, operands: readonly Operand[], span: Span, cx: Surroundings): Elaborated {
  const takesAny = name === "String" || name === "Boolean";
  const args = operands.map((o) => ({ value: takesAny ? o.value : needed(o, cx), span: o.span }));
  const [first, second] = args;
  const folded = foldGlobal(name, args);
  if (folded !== undefined) return { kind: "number", value: folded, span };
  if (name === "Object.is" && operands.length === 2 && operands[0] && operands[1]) {
    return ofTerm(sameValue(operands[0], operands[1], span, cx));
  }
  if (name === "Object.hasOwn" && first !== undefined && second !== undefined && operands.length === 2) {
    const of = dictionaryOf(first, cx);
    if (of !== undefined) return ofTerm(mapHas(of, keyOf(second, of.sort, cx), span));
  }
  const converted = conversion(name, operands, span, cx);
  if (converted !== undefined) return converted;
  if (first === undefined) return decline(name, span);
  if (name === "Math.min" || name === "Math.max") return extreme(name, args, span, cx);
  if (name === "Math.pow" && second !== undefined && args.length === 2) return power(first, second, span, cx);
  if (second !== undefined) return decline(name, span);
  const kind = commonKind([first], cx);
  const term = coerce(first.value, sortOfKind(kind), first.span, cx);
  switch (name) {
    case "Math.floor":
    case "Math.ceil":
    case "Math.trunc":
    case "Math.round":
      return ofTerm(round(name, term, span));
    case "Math.abs":
      return ofTerm(apply(`${kind}.absolute`, [term], term.sort, span));
    case "Math.sign":
      return ofTerm(sign(term, kind, span));
    case "Math.sqrt":
      return ofTerm(apply("double.sqrt", [coerce(first.value, doubleSort, first.span, cx)], doubleSort, span));
    case "Number.isInteger":
    case "Number.isSafeInteger":
    case "Number.isNaN":
    case "Number.isFinite":
    case "isNaN":
    case "isFinite":
      return ofTerm(classify(name.replace("Number.", ""), term, span));
    default:
      return decline(name, span);
  }
}

const roundings: Record<string, { readonly real: Operator; readonly double: Operator; readonly divide: Operator }> = {
  "Math.floor": { real: "real.floor", double: "double.floor", divide: "int.floorDivide" },
  "Math.ceil": { real: "real.ceiling", double: "double.ceiling", divide: "int.ceilDivide" },
  "Math.trunc": { real: "real.truncate", double: "double.truncate", divide: "int.truncateDivide" },
  "Math.round": { real: "real.round", double: "double.round", divide: "int.roundDivide" },
};

function round(name: string, term: Term, span: Span): Term {
  const operators = roundings[name];
  if (operators === undefined || term.sort.kind === "int") return term;
  const root = roundedRoot(name, term);
  if (root !== undefined) return root;
  if (term.sort.kind === "double") return apply(operators.double, [term], doubleSort, span);
  // floor(a / b) of integers is exact: the quotient's rounding never crosses an integer while both are safe, nor a half
  // while the dividend is within ±2^52, which is owed (SEMANTICS, section 1).
  const parts = integerQuotient(term);
  if (parts !== undefined) return apply(operators.divide, parts, intSort, span);
  return apply(operators.real, [term], intSort, span);
}

/** The integer part of an exact real. */
export function truncated(term: Term, span: Span): Term {
  return round("Math.trunc", term, span);
}

/** The integers a and b of the real a / b. */
function integerQuotient(term: Term): readonly [Term, Term] | undefined {
  if (term.kind !== "apply" || term.operator !== "real.divide") return undefined;
  const [a, b] = term.args.map(asInteger);
  return a === undefined || b === undefined ? undefined : [a, b];
}

function asInteger(term: Term): Term | undefined {
  if (term.kind === "apply" && term.operator === "real.fromInt") return term.args[0];
  if (term.kind === "literal" && term.value.kind === "real" && term.value.denominator === 1n) {
    return int(term.value.numerator);
  }
  return undefined;
}

function extreme(name: "Math.min" | "Math.max", args: readonly Operand[], span: Span, cx: Surroundings): Elaborated {
  const kind = commonKind(args, cx);
  const operator: Operator = `${kind}.${name === "Math.min" ? "minimum" : "maximum"}`;
  const [head, ...rest] = args.map((o) => coerce(o.value, sortOfKind(kind), o.span, cx));
  if (head === undefined) return decline(name, span);
  return ofTerm(rest.reduce((a, b) => apply(operator, [a, b], sortOfKind(kind), span), head));
}

/** `base ** exponent` of numbers; of bigints `Math.pow` throws. */
function power(base: Operand, exponent: Operand, span: Span, cx: Surroundings): Elaborated {
  commonKind([base, exponent], cx);
  return arithmetic("**", base, exponent, span, cx);
}

/** Functions that take any scalar and give another kind of value; undefined for other names. */
function conversion(name: string, operands: readonly Operand[], span: Span, cx: Surroundings): Elaborated | undefined {
  const [first, second] = operands;
  if (name === "String.fromCharCode") {
    const units = operands.map((o) => apply("string.fromUnit", [whole(o, cx)], stringSort, span));
    const [head, ...rest] = units;
    return ofTerm(rest.reduce((a, b) => apply("string.concat", [a, b], stringSort, span), head ?? string("")));
  }
  const big = bigintCall(name, operands, span, cx);
  if (big !== undefined) return big;
  if (name === "Math.imul" && first !== undefined && second !== undefined && operands.length === 2) {
    return ofTerm(apply("int.multiply32", [whole(first, cx), whole(second, cx)], intSort, span));
  }
  if (first === undefined) return undefined;
  if (name === "parseInt" || name === "Number.parseInt") return parsed(first, second, span, cx);
  if (operands.length > 1) return undefined;
  switch (name) {
    case "String":
      return ofTerm({ ...toText(first.value, span, cx), span });
    case "Number":
      return toNumber(first.value, span, cx);
    case "Boolean":
      return ofTerm(truth(first.value, span, { ...cx, place: "code" }));
    case "Math.clz32":
      return ofTerm(apply("int.leadingZeros", [whole(first, cx)], intSort, span));
    case "parseFloat":
    case "Number.parseFloat":
      return ofTerm(apply("string.parseFloat", [textArgument(first, cx)], doubleSort, span));
    default:
      return undefined;
  }
}

function parsed(first: Operand, radix: Operand | undefined, span: Span, cx: Surroundings): Elaborated {
  // Without a radix it is 10, or 16 after `0x`: what 0 says too.
  const base = radix === undefined ? int(0n) : coerce(needed(radix, cx), intSort, radix.span, cx);
  return ofTerm(apply("string.parseInt", [textArgument(first, cx), base], doubleSort, span));
}

function textArgument(of: Operand, cx: Surroundings): Term {
  const value = needed(of, cx);
  if (value.kind === "term" && value.term.sort.kind === "string") return value.term;
  return outside("unsupported.call", of.span, "This is read of a string.", "Write `Math.trunc(n)` for a number.");
}

function sign(term: Term, kind: "int" | "real" | "double", span: Span): Term {
  if (kind === "int") return apply("int.sign", [term], intSort, span);
  if (kind === "double") return signOfDouble(term);
  const zero = realOf(0);
  const below = apply("real.lessThan", [term, zero], bool);
  const above = apply("real.lessThan", [zero, term], bool);
  return ite(below, int(-1n), ite(above, int(1n), int(0n)));
}

/** A zero or NaN is its own sign. */
function signOfDouble(term: Term): Term {
  const below = apply("double.lessThan", [term, double(0)], bool);
  const above = apply("double.lessThan", [double(0), term], bool);
  return ite(below, double(-1), ite(above, double(1), term));
}

/** `Number.isInteger` and its like; on exact numbers the answer follows from the kind. */
function classify(name: string, term: Term, span: Span): Term {
  if (term.sort.kind === "double") {
    const ofRoot = name === "isInteger" || name === "isSafeInteger" ? isIntegerRoot(term) : undefined;
    if (ofRoot !== undefined) return ofRoot;
    const operators: Record<string, Operator> = {
      isInteger: "double.isInteger",
      isSafeInteger: "double.isSafeInteger",
      isNaN: "double.isNaN",
      isFinite: "double.isFinite",
    };
    return apply(operators[name] ?? "double.isFinite", [term], bool, span);
  }
  if (name === "isNaN") return afterEvaluating(term, boolTerm(false));
  if (name === "isFinite") return afterEvaluating(term, boolTerm(true));
  const isWhole =
    term.sort.kind === "real" ? apply("real.isInteger", [term], bool) : afterEvaluating(term, boolTerm(true));
  if (name === "isInteger") return isWhole;
  const magnitude =
    term.sort.kind === "real"
      ? apply("real.atMost", [apply("real.absolute", [term], realSort), realOf(2 ** 53 - 1)], bool)
      : and(atMost(int(1n - 2n ** 53n), term), lessThan(term, int(2n ** 53n)));
  return both(isWhole, magnitude);
}

/** JavaScript's own answer on literals. */
function foldGlobal(name: string, args: readonly Operand[]): number | undefined {
  const values = args.flatMap(({ value }) => (value.kind === "number" ? [value.value] : []));
  const [first] = values;
  if (values.length < args.length || first === undefined) return undefined;
  const unary: Record<string, (x: number) => number> = {
    "Math.floor": Math.floor,
    "Math.ceil": Math.ceil,
    "Math.trunc": Math.trunc,
    "Math.round": Math.round,
    "Math.abs": Math.abs,
    "Math.sign": Math.sign,
    "Math.sqrt": Math.sqrt,
  };
  if (name === "Math.min") return Math.min(...values);
  if (name === "Math.max") return Math.max(...values);
  const own = Object.hasOwn(unary, name) ? unary[name] : undefined;
  return values.length === 1 && own !== undefined ? own(first) : undefined;
}

/** Whose last digits ECMA-262 leaves to the engine (section 21.3.2), so that nothing exact is known of them. */
const approximated: ReadonlySet<string> = new Set(
  "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 sin sinh tan tanh"
    .split(" ")
    .map((name) => `Math.${name}`),
);

function decline(name: string, span: Span): never {
  if (name === "Math.random") {
    const message = "`Math.random` gives another value at each call.";
    return outside("unsupported.call", span, message, "Take the random number as a parameter.");
  }
  if (approximated.has(name)) {
    const message = `\`${name}\` is not read: JavaScript leaves its exact value to the engine.`;
    const hint = "Call it in a function of its own, marked `//@ extern`, whose `ensures` says what you rely on.";
    return outside("unsupported.call", span, message, hint);
  }
  return outside(
    "unsupported.call",
    span,
    `\`${name}\` is not read yet.`,
    "Give it a contracted function of your own.",
  );
}

/** Numbers that JavaScript gives names. */
export function numberConstant(name: string): number | undefined {
  const constants: Record<string, number> = {
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    "Number.NaN": Number.NaN,
    "Number.POSITIVE_INFINITY": Number.POSITIVE_INFINITY,
    "Number.NEGATIVE_INFINITY": Number.NEGATIVE_INFINITY,
    "Number.MAX_SAFE_INTEGER": Number.MAX_SAFE_INTEGER,
    "Number.MIN_SAFE_INTEGER": Number.MIN_SAFE_INTEGER,
    "Number.MAX_VALUE": Number.MAX_VALUE,
    "Number.MIN_VALUE": Number.MIN_VALUE,
    "Number.EPSILON": Number.EPSILON,
    "Math.PI": Math.PI,
    "Math.E": Math.E,
  };
  return Object.hasOwn(constants, name) ? constants[name] : undefined;
}

export { largest as largestSafeInteger };
