/**
 * Takes an operator and the values of its arguments; gives its value: JavaScript's meaning on doubles, strings and
 * arrays, exact arithmetic on integers and reals. The lazy operators (`and`, `or`, `implies`, `ite`) are `evaluate`'s.
 * Outside its domain a partial operator is unknown, never a value: what it would be is arbitrary.
 */
import { Bug, invariant } from "../base/index.js";
import type { Operator, Value } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { applyArrayMember, repeated } from "./array-members.js";
import { applyBigInt, isBigIntOperator } from "./bigint-operators.js";
import { applyBits, isBitOperator } from "./bit-operators.js";
import { sameValue } from "./equality.js";
import { type Evaluated, outOfFuel, outside } from "./evaluation.js";
import { applyMap } from "./maps.js";
import {
  absolute,
  addRationals,
  compareRationals,
  divideRationals,
  floorDivide,
  floorRational,
  multiplyRationals,
  negateRational,
  type Rational,
  rational,
  rootFloor,
} from "./rational.js";
import { applyStringMember, isStringOperator } from "./string-operators.js";

/** Those of recursive data need the types, see `recursive`; so do function values, see `functions`. */
export type StrictOperator = Exclude<
  Operator,
  "and" | "or" | "implies" | "ite" | "data.size" | "data.typed" | "data.safe" | "function.apply"
>;

/** Powers with more bits than this are not computed. */
const powerBits = 4096n;
/** Factors with more bits than this are not multiplied. */
const factorBits = 16_384;
/** Longer texts are not made. */
const longestText = 100_000;

export const boolValue = (value: boolean): Value => ({ kind: "bool", value });
export const intValue = (value: bigint): Value => ({ kind: "int", value });
export const doubleValue = (value: number): Value => ({ kind: "double", value });
export const stringValue = (value: string): Value => ({ kind: "string", value });
export const realValue = (r: Rational): Value => ({
  kind: "real",
  numerator: r.numerator,
  denominator: r.denominator,
});

/** Reads the arguments by the kind that the operator's sort promises. */
function argumentsOf(operator: Operator, values: readonly Value[]) {
  const any = (i: number): Value => {
    const found = values[i];
    invariant(found !== undefined, `${operator}: argument ${i} is missing`);
    return found;
  };
  const at = <K extends Value["kind"]>(i: number, kind: K): Extract<Value, { kind: K }> => {
    const found = any(i);
    if (!isKind(found, kind)) throw new Bug(`${operator}: argument ${i} is ${found.kind}, not ${kind}`);
    return found;
  };
  return {
    any,
    at,
    from: (i: number): readonly Value[] => values.slice(i),
    int: (i: number) => at(i, "int").value,
    double: (i: number) => at(i, "double").value,
    string: (i: number) => at(i, "string").value,
  };
}

export type Arguments = ReturnType<typeof argumentsOf>;

function isKind<K extends Value["kind"]>(value: Value, kind: K): value is Extract<Value, { kind: K }> {
  return value.kind === kind;
}

export function applyOperator(operator: StrictOperator, values: readonly Value[], span: Span | undefined): Evaluated {
  const args = argumentsOf(operator, values);
  switch (operator) {
    case "not":
      return boolValue(!args.at(0, "bool").value);
    case "iff":
      return boolValue(args.at(0, "bool").value === args.at(1, "bool").value);
    case "same":
      return boolValue(sameValue(args.any(0), args.any(1)));
    case "array.literal":
      return { kind: "array", items: values };
    case "map.empty":
      throw new Bug("an empty map is made by its sort");
  }
  if (isBitOperator(operator)) return intValue(applyBits(operator, args.int(0), values[1] && args.int(1)));
  if (isBigIntOperator(operator)) return applyBigInt(operator, whole(args, 0), whole(args, values.length - 1), span);
  if (isStringOperator(operator)) return applyStringMember(operator, args, span);
  if (operator.startsWith("int.")) return applyInteger(operator, args, span);
  if (operator.startsWith("real.")) return applyReal(operator, args, span);
  if (operator.startsWith("double.")) return applyDouble(operator, args, span);
  if (operator.startsWith("map.")) return applyMap(operator, values, span);
  if (operator.startsWith("string.")) return applyString(operator, args);
  if (operator === "array.repeat") return repeated(args.any(0), args.int(1), span);
  return applyArray(operator, args, span);
}

function whole(args: Arguments, i: number): bigint {
  const value = args.any(i);
  return value.kind === "bigint" ? value.value : args.int(i);
}

function applyInteger(operator: StrictOperator, args: Arguments, span: Span | undefined): Evaluated {
  const a = args.int(0);
  switch (operator) {
    case "int.negate":
      return intValue(-a);
    case "int.absolute":
      return intValue(absolute(a));
    case "int.sign":
      return intValue(a < 0n ? -1n : a > 0n ? 1n : 0n);
    case "int.isSquare":
      return boolValue(a >= 0n && rootFloor(a) ** 2n === a);
    case "int.rootFloor":
      return a < 0n ? outside("range", span) : intValue(rootFloor(a));
    case "int.rootCeiling":
      return a < 0n ? outside("range", span) : intValue(rootFloor(a) + (rootFloor(a) ** 2n === a ? 0n : 1n));
  }
  const b = args.int(1);
  switch (operator) {
    case "int.atMostRoot":
      return boolValue(b >= 0n && a <= rootFloor(b));
    case "int.belowRoot":
      return boolValue(b >= 0n && (a < rootFloor(b) || (a === rootFloor(b) && a * a !== b)));
    case "int.add":
      return intValue(a + b);
    case "int.subtract":
      return intValue(a - b);
    case "int.multiply":
      return isComputed(a) && isComputed(b) ? intValue(a * b) : outOfFuel;
    case "int.power":
      return power(a, b, span);
    case "int.minimum":
      return intValue(lesser(a, b));
    case "int.maximum":
      return intValue(-lesser(-a, -b));
    case "int.lessThan":
      return boolValue(a < b);
    case "int.atMost":
      return boolValue(a <= b);
  }
  if (b === 0n) return outside("division", span);
  switch (operator) {
    case "int.floorDivide":
      return intValue(floorDivide(a, b));
    case "int.truncateDivide":
      return intValue(a / b);
    case "int.ceilDivide":
      return intValue(-floorDivide(-a, b));
    case "int.roundDivide":
      return intValue(floorDivide(2n * a + b, 2n * b));
    // ECMA-262, 6.1.6.1.6: the result has the sign of the dividend, as BigInt's.
    case "int.remainder":
      return intValue(a % b);
    default:
      throw new Bug(`no meaning for ${operator}`);
  }
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

/** A number that is squared again and again soon has more digits than there is memory. */
function isComputed(factor: bigint): boolean {
  return BigInt.asIntN(factorBits, factor) === factor;
}

function power(a: bigint, b: bigint, span: Span | undefined): Evaluated {
  if (b < 0n) return outside("power", span);
  const bits = BigInt(absolute(a).toString(2).length);
  return absolute(a) > 1n && bits * b > powerBits ? outOfFuel : intValue(a ** b);
}

function applyReal(operator: StrictOperator, args: Arguments, span: Span | undefined): Evaluated {
  if (operator === "real.fromInt") return realValue(rational(args.int(0)));
  const a: Rational = args.at(0, "real");
  switch (operator) {
    case "real.negate":
      return realValue(negateRational(a));
    case "real.absolute":
      return realValue({ numerator: absolute(a.numerator), denominator: a.denominator });
    case "real.floor":
      return intValue(floorRational(a));
    case "real.ceiling":
      return intValue(-floorRational(negateRational(a)));
    case "real.truncate":
      return intValue(a.numerator / a.denominator);
    // ECMA-262, 21.3.2.28: halves go towards +∞.
    case "real.round":
      return intValue(floorRational(addRationals(a, rational(1n, 2n))));
    case "real.isInteger":
      return boolValue(a.denominator === 1n);
    case "real.toInt":
      return a.denominator === 1n ? intValue(a.numerator) : outside("integral", span);
  }
  const b: Rational = args.at(1, "real");
  switch (operator) {
    case "real.add":
      return realValue(addRationals(a, b));
    case "real.subtract":
      return realValue(addRationals(a, negateRational(b)));
    case "real.multiply":
      return [a.numerator, a.denominator, b.numerator, b.denominator].every(isComputed)
        ? realValue(multiplyRationals(a, b))
        : outOfFuel;
    case "real.divide":
      return b.numerator === 0n ? outside("division", span) : realValue(divideRationals(a, b));
    case "real.minimum":
      return realValue(compareRationals(a, b) < 0 ? a : b);
    case "real.maximum":
      return realValue(compareRationals(a, b) > 0 ? a : b);
    case "real.lessThan":
      return boolValue(compareRationals(a, b) < 0);
    case "real.atMost":
      return boolValue(compareRationals(a, b) <= 0);
    default:
      throw new Bug(`no meaning for ${operator}`);
  }
}

const unaryDoubles: Readonly<Record<string, (a: number) => number>> = {
  "double.negate": (a) => -a,
  "double.absolute": Math.abs,
  "double.floor": Math.floor,
  "double.ceiling": Math.ceil,
  "double.truncate": Math.trunc,
  "double.round": Math.round,
  "double.sqrt": Math.sqrt,
};

const binaryDoubles: Readonly<Record<string, (a: number, b: number) => number>> = {
  "double.add": (a, b) => a + b,
  "double.subtract": (a, b) => a - b,
  "double.multiply": (a, b) => a * b,
  "double.divide": (a, b) => a / b,
  "double.remainder": (a, b) => a % b,
  "double.minimum": Math.min,
  "double.maximum": Math.max,
};

const doubleTests: Readonly<Record<string, (a: number) => boolean>> = {
  "double.isNaN": Number.isNaN,
  "double.isFinite": Number.isFinite,
  "double.isInteger": Number.isInteger,
  "double.isSafeInteger": Number.isSafeInteger,
};

const doubleComparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "double.lessThan": (a, b) => a < b,
  "double.atMost": (a, b) => a <= b,
  "double.equal": (a, b) => a === b,
  "double.is": Object.is,
};

function applyDouble(operator: StrictOperator, args: Arguments, span: Span | undefined): Evaluated {
  if (operator === "double.fromInt") return doubleValue(Number(args.int(0)));
  const a = args.double(0);
  if (operator === "double.toInt") {
    return Number.isInteger(a) ? intValue(BigInt(a)) : outside("integral", span);
  }
  if (operator === "double.integerPart") return intValue(Number.isFinite(a) ? BigInt(Math.trunc(a)) : 0n);
  const unary = unaryDoubles[operator];
  if (unary !== undefined) return doubleValue(unary(a));
  const test = doubleTests[operator];
  if (test !== undefined) return boolValue(test(a));
  const b = args.double(1);
  const binary = binaryDoubles[operator];
  if (binary !== undefined) return doubleValue(binary(a, b));
  const comparison = doubleComparisons[operator];
  if (comparison !== undefined) return boolValue(comparison(a, b));
  throw new Bug(`no meaning for ${operator}`);
}

function applyString(operator: StrictOperator, args: Arguments): Evaluated {
  const a = args.string(0);
  if (operator === "string.length") return intValue(BigInt(a.length));
  const b = args.string(1);
  switch (operator) {
    case "string.concat":
      return a.length + b.length > longestText ? outOfFuel : stringValue(a + b);
    // JavaScript compares strings by code unit.
    case "string.lessThan":
      return boolValue(a < b);
    case "string.atMost":
      return boolValue(a <= b);
    default:
      throw new Bug(`no meaning for ${operator}`);
  }
}

function applyArray(operator: StrictOperator, args: Arguments, span: Span | undefined): Evaluated {
  const { items } = args.at(0, "array");
  switch (operator) {
    case "array.length":
      return intValue(BigInt(items.length));
    case "array.get":
      return items[position(args.int(1), items.length)] ?? outside("index", span);
    case "array.set": {
      const i = position(args.int(1), items.length + 1);
      if (i < 0) return outside("write", span);
      return { kind: "array", items: [...items.slice(0, i), args.any(2), ...items.slice(i + 1)] };
    }
    case "array.push":
      return { kind: "array", items: [...items, args.any(1)] };
    default:
      return applyArrayMember(operator, items, args, span);
  }
}

/** The index as a number where 0 <= index < limit, else -1. */
function position(index: bigint, limit: number): number {
  return index >= 0n && index < BigInt(limit) ? Number(index) : -1;
}
