/**
 * Takes elaborated operands of which one is a `bigint`; gives JavaScript's arithmetic, bit operations and conversions on
 * them, exact. TypeScript refuses to mix them with numbers; a literal beside one stands for that integer (`i++`, clauses).
 */
import type ts from "typescript";
import {
  apply,
  type BigIntOperator,
  bigintSort,
  bool,
  intSort,
  ite,
  bigint as literal,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce } from "../types/coerce.js";
import { describe, mismatch, outside } from "../types/mismatch.js";
import { type ArithmeticOperator, needed, type Operand } from "./arithmetic.js";
import type { BitSymbol } from "./bits.js";

/** `0xffn`, `1_000n` */
export function bigintOf(node: ts.BigIntLiteral): bigint {
  return BigInt(node.text.replace(/n$/u, "").replaceAll("_", ""));
}

export function isBig(value: Elaborated): boolean {
  return value.kind === "term" && value.term.sort.kind === "bigint";
}

const operators: Readonly<Record<ArithmeticOperator | Exclude<BitSymbol, ">>>">, BigIntOperator>> = {
  "+": "bigint.add",
  "-": "bigint.subtract",
  "*": "bigint.multiply",
  "/": "bigint.divide",
  "%": "bigint.remainder",
  "**": "bigint.power",
  "&": "bigint.bitAnd",
  "|": "bigint.bitOr",
  "^": "bigint.bitXor",
  "<<": "bigint.shiftLeft",
  ">>": "bigint.shiftRight",
};

export function onBigInts(
  operator: ArithmeticOperator | BitSymbol,
  left: Operand,
  right: Operand,
  span: Span,
  cx: Surroundings,
): Elaborated {
  if (operator === ">>>") return mismatch(cx, span, "`>>>` has no meaning on bigints.", "Use `>>`.");
  return ofTerm(apply(operators[operator], [bigTerm(left, cx), bigTerm(right, cx)], bigintSort, span));
}

function bigTerm(of: Operand, cx: Surroundings): Term {
  const value = needed(of, cx);
  if (!isBig(value) && value.kind !== "number") {
    return mismatch(
      cx,
      of.span,
      `A bigint is wanted here; this is ${describe(value, cx)}.`,
      "Convert it: `BigInt(n)`.",
    );
  }
  return coerce(value, bigintSort, of.span, cx);
}

export function negateBig(of: Operand, span: Span, cx: Surroundings): Elaborated {
  return ofTerm(apply("bigint.negate", [bigTerm(of, cx)], bigintSort, span));
}

/** Beside numbers as the integer that it is: JavaScript compares them exactly (ECMA-262, section 7.2.12). */
export function asInteger(of: Operand, other: Operand): Operand {
  if (!isBig(of.value) || of.value.kind !== "term") return of;
  if (other.value.kind === "term" && other.value.term.sort.kind === "double") {
    return outside("unsupported.operator", of.span, "A bigint and a double are not compared.", "Compare bigints.");
  }
  return { value: ofTerm(apply("bigint.toInt", [of.value.term], intSort)), span: of.span };
}

/** `BigInt(n)` of an integer or a boolean, `BigInt.asIntN(bits, b)`, `BigInt.asUintN(bits, b)`; undefined for other names. */
export function bigintCall(
  name: string,
  operands: readonly Operand[],
  span: Span,
  cx: Surroundings,
): Elaborated | undefined {
  const [first, second] = operands;
  if (name === "BigInt" && first !== undefined && operands.length === 1) return ofTerm(made(first, span, cx));
  if ((name !== "BigInt.asIntN" && name !== "BigInt.asUintN") || first === undefined || second === undefined)
    return undefined;
  if (first.value.kind !== "number" || !Number.isSafeInteger(first.value.value) || first.value.value < 0) {
    return outside("unsupported.call", first.span, "How many bits these are is not written here.", "Write the number.");
  }
  const operator = name === "BigInt.asIntN" ? "bigint.asIntN" : "bigint.asUintN";
  const bits = coerce(first.value, intSort, first.span, cx);
  return ofTerm(apply(operator, [bits, bigTerm(second, cx)], bigintSort, span));
}

function made(of: Operand, span: Span, cx: Surroundings): Term {
  const value = needed(of, cx);
  if (isBig(value)) return coerce(value, bigintSort, of.span, cx);
  if (value.kind === "term" && value.term.sort.kind === "bool") return ite(value.term, literal(1n), literal(0n));
  if (value.kind === "term" && value.term.sort.kind === "string") {
    return outside(
      "unsupported.call",
      span,
      "`BigInt` of a string is not read.",
      "Convert a number, or write a literal.",
    );
  }
  return apply("bigint.ofInt", [coerce(value, intSort, of.span, cx)], bigintSort, span);
}

/** `Number(b)`: exact up to 2^53 - 1, which it owes. */
export function numberOfBig(term: Term, span: Span): Elaborated {
  return ofTerm(apply("bigint.toNumber", [term], intSort, span));
}

/** `a < b` and its like of two bigints. */
export function compareBig(strict: boolean, low: Operand, high: Operand, span: Span, cx: Surroundings): Elaborated {
  const operator = strict ? "bigint.lessThan" : "bigint.atMost";
  return ofTerm(apply(operator, [bigTerm(low, cx), bigTerm(high, cx)], bool, span));
}
