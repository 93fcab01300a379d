import type { Expression } from "../contract/index.js";
import { apply, is, type Sort, type Term } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { needed, type Operand } from "./arithmetic.js";
import { coerce, joinSorts, truth, unwrap } from "./coerce.js";
import { condition, elaborate, maybeAbsent, sortHint, spanned } from "./elaborate.js";
import { type Elaborated, ofTerm, type Surroundings } from "./entity.js";
import { isAbsent } from "./equality.js";
import { both, either } from "./evaluated.js";
import { describe, mismatch, outside } from "./mismatch.js";
import { optionOf } from "./type-table.js";

export function logical(
  e: Extract<Expression, { kind: "binary" }>,
  operator: "&&" | "||",
  cx: Surroundings,
  wanted: Sort | undefined,
): Elaborated {
  const left = elaborate(e.left, cx, wanted);
  const isBool = left.kind === "term" && left.term.sort.kind === "bool";
  if (isBool || cx.place === "clause") {
    const first = truth(left, e.left.span, cx);
    const right = elaborate(e.right, cx, wanted);
    if (right.kind === "term" && right.term.sort.kind === "bool") {
      return ofTerm(spanned(operator === "&&" ? both(first, right.term) : either(first, right.term), e.span));
    }
    return mismatch(
      cx,
      e.right.span,
      `Both sides of \`${operator}\` are booleans here; this is ${describe(right, cx)}.`,
    );
  }
  if (operator === "&&") {
    return outside(
      "unsupported.operator",
      e.span,
      "`&&` of values that are no booleans is not read.",
      "Write `c ? a : b`.",
    );
  }
  return choose(
    truth(left, e.left.span, cx),
    left,
    e.left.span,
    elaborate(e.right, cx, wanted),
    e.right.span,
    e.span,
    cx,
  );
}

/** The left value where the test holds (there it is present), else the right one. */
function choose(
  test: Term,
  left: Elaborated,
  leftSpan: Span,
  right: Elaborated,
  rightSpan: Span,
  span: Span,
  cx: Surroundings,
): Elaborated {
  const present = left.kind === "term" ? needed({ value: left, span: leftSpan }, cx) : left;
  if (present.kind === "absent") return right;
  return branches(test, present, leftSpan, right, rightSpan, span, undefined, cx);
}

export function coalesce(
  e: Extract<Expression, { kind: "binary" }>,
  cx: Surroundings,
  wanted: Sort | undefined,
): Elaborated {
  const left = maybeAbsent(e.left, cx);
  const right = elaborate(e.right, cx, wanted);
  if (left.kind === "absent") return right;
  if (left.kind === "term" && left.term.sort.kind === "opaque") isAbsent(left, ["undefined", "null"], e.left.span, cx);
  const option = left.kind === "term" ? optionOf(left.term.sort, cx.table.types) : undefined;
  if (left.kind !== "term" || option === undefined) return left;
  const present = ofTerm(unwrap(left.term, option, e.left.span));
  return branches(is(left.term, "some"), present, e.left.span, right, e.right.span, e.span, wanted, cx);
}

export function conditional(
  e: Extract<Expression, { kind: "conditional" }>,
  cx: Surroundings,
  wanted: Sort | undefined,
): Elaborated {
  const test = condition(e.condition, cx);
  const then = elaborate(e.then, cx, wanted);
  const otherwise = elaborate(e.else, cx, wanted ?? sortHint(then));
  return branches(test, then, e.then.span, otherwise, e.else.span, e.span, wanted, cx);
}

function branches(
  test: Term,
  then: Elaborated,
  thenSpan: Span,
  otherwise: Elaborated,
  otherwiseSpan: Span,
  span: Span,
  wanted: Sort | undefined,
  cx: Surroundings,
): Elaborated {
  const sort = joinSorts(then, otherwise, cx) ?? wanted;
  if (sort === undefined) {
    return mismatch(cx, span, `The branches are ${describe(then, cx)} and ${describe(otherwise, cx)}.`);
  }
  const [a, b] = [coerce(then, sort, thenSpan, cx), coerce(otherwise, sort, otherwiseSpan, cx)];
  return ofTerm(apply("ite", [test, a, b], sort, span));
}

/** `x?.part`: undefined where x is absent. */
export function optionalPart(
  object: Elaborated,
  objectSpan: Span,
  span: Span,
  cx: Surroundings,
  part: (object: Operand) => Elaborated,
): Elaborated {
  const option = object.kind === "term" ? optionOf(object.term.sort, cx.table.types) : undefined;
  if (object.kind !== "term" || option === undefined) return part({ value: object, span: objectSpan });
  const value = part({ value: ofTerm(unwrap(object.term, option, objectSpan)), span: objectSpan });
  const absent: Elaborated = { kind: "absent", which: "undefined", span };
  return branches(is(object.term, "some"), value, span, absent, span, span, undefined, cx);
}
