/**
 * Takes elaborated operands; gives the terms of JavaScript's bit operations, which see 32 bits of the integer part of
 * their operands (ECMA-262, section 7.1.6). Two literals are folded by JavaScript itself.
 */
import { apply, type BitOperator, int, intSort, natSort, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce } from "../types/coerce.js";
import { sortOfKind } from "../types/number-kind.js";
import { commonKind, needed, type Operand } from "./arithmetic.js";
import { isBig, onBigInts } from "./bigints.js";
import { truncated } from "./builtins.js";

export type BitSymbol = "&" | "|" | "^" | "<<" | ">>" | ">>>";

export function isBitSymbol(text: string): text is BitSymbol {
  return Object.hasOwn(operators, text);
}

const operators: Readonly<Record<BitSymbol, BitOperator>> = {
  "&": "int.bitAnd",
  "|": "int.bitOr",
  "^": "int.bitXor",
  "<<": "int.shiftLeft",
  ">>": "int.shiftRight",
  ">>>": "int.shiftRightUnsigned",
};

export function bits(operator: BitSymbol, first: Operand, second: Operand, span: Span, cx: Surroundings): Elaborated {
  const [left, right] = [needed(first, cx), needed(second, cx)];
  if (left.kind === "number" && right.kind === "number") {
    return { kind: "number", value: fold(operator, left.value, right.value), span };
  }
  if (isBig(left) || isBig(right)) {
    return onBigInts(operator, { value: left, span: first.span }, { value: right, span: second.span }, span, cx);
  }
  const [a, b] = [whole({ value: left, span: first.span }, cx), whole({ value: right, span: second.span }, cx)];
  const sort = operator === ">>>" ? natSort : intSort;
  if (isZero(b) && operator === "|") return ofTerm(apply("int.toInt32", [a], sort, span));
  if (isZero(b) && operator === ">>>") return ofTerm(apply("int.toUint32", [a], sort, span));
  return ofTerm(apply(operators[operator], [a, b], sort, span));
}

/** `~x` is `x ^ -1`. */
export function complementBits(of: Operand, span: Span, cx: Surroundings): Elaborated {
  return bits("^", of, { value: { kind: "number", value: -1, span }, span }, span, cx);
}

/** The integer part; NaN and the infinities are 0. */
export function whole(of: Operand, cx: Surroundings): Term {
  const value = needed(of, cx);
  if (value.kind === "number") return int(Number.isFinite(value.value) ? BigInt(Math.trunc(value.value)) : 0n);
  const kind = commonKind([{ value, span: of.span }], cx);
  const term = coerce(value, sortOfKind(kind), of.span, cx);
  if (kind === "int") return term;
  return kind === "real" ? truncated(term, of.span) : apply("double.integerPart", [term], intSort, of.span);
}

function isZero(term: Term): boolean {
  return term.kind === "literal" && term.value.kind === "int" && term.value.value === 0n;
}

function fold(operator: BitSymbol, a: number, b: number): number {
  switch (operator) {
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    case ">>>":
      return a >>> b;
  }
}
