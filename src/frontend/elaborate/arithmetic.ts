/**
 * Takes elaborated operands; gives the terms of JavaScript's arithmetic, comparison and concatenation on them, by the
 * kind of number that both have (SEMANTICS, section 1). Two literals are folded by JavaScript itself.
 */
import {
  apply,
  bool,
  boolTerm,
  doubleSort,
  intSort,
  not,
  type Operator,
  realSort,
  type Sort,
  stringSort,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, refuseBelieved, settle, unwrap } from "../types/coerce.js";
import { describe, mismatch, outside } from "../types/mismatch.js";
import { asMember, type MemberName, mixedOf } from "../types/mixed.js";
import { joinKinds, kindOf, kindOfLiteral, type NumberKind, sortOfKind } from "../types/number-kind.js";
import { optionOf } from "../types/type-table.js";
import { asInteger, compareBig, isBig, negateBig, onBigInts } from "./bigints.js";
import { comparedRoot } from "./roots.js";
import { toText } from "./text.js";

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "**";
export type ComparisonOperator = "<" | "<=" | ">" | ">=";

export interface Operand {
  readonly value: Elaborated;
  readonly span: Span;
}

/** Without an option around it: the value is needed here. */
export function needed(operand: Operand, cx: Surroundings): Elaborated {
  if (operand.value.kind !== "term") return operand.value;
  const option = optionOf(operand.value.term.sort, cx.table.types);
  return option === undefined ? operand.value : ofTerm(unwrap(operand.value.term, option, operand.span));
}

/** Of a mixed union the member that fits (p): that the value is one is owed. */
function memberOr({ value, span }: Operand, name: MemberName, cx: Surroundings): Operand {
  const type = value.kind === "term" ? mixedOf(value.term.sort, cx.table.types) : undefined;
  if (type !== undefined) refuseBelieved(type, span, cx);
  const term = value.kind === "term" && type !== undefined ? asMember(value.term, type, name, span) : undefined;
  return { value: term === undefined ? value : ofTerm(term), span };
}

/** The kind of number that both operands have or become; refused where one is not a number. */
export function commonKind(operands: readonly Operand[], cx: Surroundings): "int" | "real" | "double" {
  const kinds = operands.map(({ value, span }): NumberKind => {
    const own = value.kind === "number" ? kindOfLiteral(value.value) : value.kind === "term" && kindOf(value.term.sort);
    return own || mismatch(cx, span, `A number is wanted here; this is ${describe(value, cx)}.`);
  });
  const joined = kinds.reduce(joinKinds, "int");
  return joined === "nat" ? "int" : joined;
}

export function arithmetic(
  operator: ArithmeticOperator,
  first: Operand,
  second: Operand,
  span: Span,
  cx: Surroundings,
): Elaborated {
  const left = { value: needed(first, cx), span: first.span };
  const right = { value: needed(second, cx), span: second.span };
  if (left.value.kind === "number" && right.value.kind === "number") {
    return { kind: "number", value: fold(operator, left.value.value, right.value.value), span };
  }
  if (operator === "+" && (isString(left.value) || isString(right.value)))
    return concatenation(first, second, span, cx);
  if (isBig(left.value) || isBig(right.value)) return onBigInts(operator, left, right, span, cx);
  return onNumbers(operator, memberOr(left, "number", cx), memberOr(right, "number", cx), span, cx);
}

function onNumbers(
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
  span: Span,
  cx: Surroundings,
): Elaborated {
  const kind = commonKind([left, right], cx);
  if (operator === "**") return power(left, right, kind, span, cx);
  // Exact integers are not closed under division: the quotient is a real.
  const domain = operator === "/" && kind === "int" ? "real" : kind;
  const name = operators[domain][operator];
  if (name === undefined) {
    return outside(
      "unsupported.operator",
      span,
      `\`${operator}\` on exact reals has no meaning here.`,
      "A quotient `a / b` makes a real of a number: round it (`Math.floor(a / b)`), or mark the operands `double`.",
    );
  }
  const sort = sortOfKind(domain);
  return ofTerm(
    apply(
      name,
      [left, right].map((o) => coerce(o.value, sort, o.span, cx)),
      sort,
      span,
    ),
  );
}

const operators: Record<"int" | "real" | "double", Partial<Record<Exclude<ArithmeticOperator, "**">, Operator>>> = {
  int: { "+": "int.add", "-": "int.subtract", "*": "int.multiply", "%": "int.remainder" },
  real: { "+": "real.add", "-": "real.subtract", "*": "real.multiply", "/": "real.divide" },
  double: {
    "+": "double.add",
    "-": "double.subtract",
    "*": "double.multiply",
    "/": "double.divide",
    "%": "double.remainder",
  },
};

/** JavaScript's own arithmetic on two literals. */
function fold(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "**":
      return a ** b;
  }
}

function isString(value: Elaborated): boolean {
  return value.kind === "term" && value.term.sort.kind === "string";
}

function concatenation(left: Operand, right: Operand, span: Span, cx: Surroundings): Elaborated {
  const terms = [left, right].map(({ value, span: at }) => toText(value, at, cx));
  return ofTerm(apply("string.concat", terms, stringSort, span));
}

/** `**` on integers (p: exponent at least 0), and on reals and doubles with a small literal exponent. */
function power(
  left: Operand,
  right: Operand,
  kind: "int" | "real" | "double",
  span: Span,
  cx: Surroundings,
): Elaborated {
  if (kind === "int") {
    return ofTerm(
      apply(
        "int.power",
        [left, right].map((o) => coerce(o.value, intSort, o.span, cx)),
        intSort,
        span,
      ),
    );
  }
  const exponent = right.value.kind === "number" ? right.value.value : Number.NaN;
  if (kind !== "real" || !Number.isInteger(exponent) || exponent < 1 || exponent > 8) {
    return outside("unsupported.operator", span, "`**` is read on integers only.", "Write the product: `x * x`.");
  }
  const base = coerce(left.value, realSort, left.span, cx);
  let product = base;
  for (let i = 1; i < exponent; i++) product = apply("real.multiply", [product, base], realSort, span);
  return ofTerm(product);
}

export function comparison(
  operator: ComparisonOperator,
  first: Operand,
  second: Operand,
  span: Span,
  cx: Surroundings,
): Elaborated {
  const plain = [first, second].map((o): Operand => ({ value: needed(o, cx), span: o.span }));
  const wanted = plain.some((o) => isString(o.value)) ? "string" : "number";
  const [left = first, right = second] = plain.map((o) => memberOr(o, wanted, cx));
  if (left.value.kind === "number" && right.value.kind === "number") {
    const [a, b] = [left.value.value, right.value.value];
    const answer = { "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b }[operator];
    return ofTerm({ ...boolTerm(answer), span });
  }
  // `a > b` is `b < a`: nothing here has effects, so that the order of the operands does not matter.
  const [low, high] = operator === "<" || operator === "<=" ? [left, right] : [right, left];
  const strict = operator === "<" || operator === ">";
  if (isString(left.value) && isString(right.value)) {
    const terms = [settle(low.value, cx), settle(high.value, cx)];
    return ofTerm(apply(strict ? "string.lessThan" : "string.atMost", terms, bool, span));
  }
  if ([low, high].every((o) => isBig(o.value) || isWhole(o.value)) && [low, high].some((o) => isBig(o.value))) {
    return compareBig(strict, low, high, span, cx);
  }
  return compareNumbers(strict, asInteger(low, high), asInteger(high, low), span, cx);
}

function isWhole(value: Elaborated): boolean {
  return value.kind === "number" && Number.isSafeInteger(value.value);
}

function compareNumbers(strict: boolean, low: Operand, high: Operand, span: Span, cx: Surroundings): Elaborated {
  const kind = commonKind([low, high], cx);
  const terms = [low, high].map((o) => coerce(o.value, sortOfKind(kind), o.span, cx));
  const [a, b] = terms;
  const ofRoot = a === undefined || b === undefined ? undefined : comparedRoot(strict, a, b);
  return ofTerm(ofRoot ?? apply(strict ? `${kind}.lessThan` : `${kind}.atMost`, terms, bool, span));
}

export function negate(operand: Operand, span: Span, cx: Surroundings): Elaborated {
  const { value } = memberOr({ value: needed(operand, cx), span: operand.span }, "number", cx);
  if (value.kind === "number") return { kind: "number", value: -value.value, span };
  if (isBig(value)) return negateBig({ value, span: operand.span }, span, cx);
  const kind = commonKind([{ value, span: operand.span }], cx);
  const sort: Sort = kind === "int" ? intSort : kind === "real" ? realSort : doubleSort;
  return ofTerm(apply(`${kind}.negate`, [coerce(value, sort, operand.span, cx)], sort, span));
}

export function complement(term: Term, span: Span): Term {
  const negated = not(term);
  return negated.kind === "apply" && negated.operator === "not" ? { ...negated, span } : negated;
}
