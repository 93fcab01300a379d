import type { Expression } from "../../contract/index.js";
import { apply, boolTerm, is, ite, type Sort, string, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, joinOfSorts, joinSorts, truthiness, unwrap } from "../types/coerce.js";
import { afterEvaluating, both, either } from "../types/evaluated.js";
import { describe, mismatch } from "../types/mismatch.js";
import { memberName, mixedOf } from "../types/mixed.js";
import { kindOfLiteral, sortOfKind } from "../types/number-kind.js";
import { unrefined } from "../types/refinements.js";
import { absentOf, displayOf, optionOf, someSort } from "../types/type-table.js";
import { needed, type Operand } from "./arithmetic.js";
import { asked, condition, elaborate, maybeAbsent, sortHint, spanned } from "./elaborate.js";
import { isAbsent } from "./equality.js";
import { insideOption } from "./literals.js";

/**
 * `a && b` and `a || b` (ECMA-262, section 13.13.1): one of the two values, by whether the left one counts as true. What
 * a clause demands or ensures is a boolean all the same.
 */
export function logical(
  e: Extract<Expression, { kind: "binary" }>,
  operator: "&&" | "||",
  cx: Surroundings,
  wanted: Sort | undefined,
): Elaborated {
  const left = asked(e.left, cx, wanted);
  const right = elaborate(e.right, cx, wanted ?? presentArray(left, cx));
  if (isBool(left) && isBool(right)) {
    return ofTerm(spanned(operator === "&&" ? both(left.term, right.term) : either(left.term, right.term), e.span));
  }
  const test = truthiness(left, e.left.span, cx);
  if (operator === "||") {
    const kept = needed({ value: left, span: e.left.span }, cx);
    if (kept.kind === "absent") return right;
    return branches(test, kept, e.left.span, right, e.right.span, e.span, wanted, cx);
  }
  const kept = valueIfFalse(left, right, e.left.span, cx);
  if (kept !== undefined) return branches(test, right, e.right.span, kept, e.left.span, e.span, wanted, cx);
  if (left.kind !== "term" || right.kind !== "term") return right;
  return ofTerm(afterEvaluating(left.term, right.term));
}

/** The array that may be there: an empty one as the other operand of `??` or `||` holds the same. */
function presentArray(value: Elaborated, cx: Surroundings): Sort | undefined {
  const inside = value.kind === "term" ? insideOption(value.term.sort, cx) : undefined;
  return inside?.kind === "array" ? inside : undefined;
}

function isBool(value: Elaborated): value is Extract<Elaborated, { kind: "term" }> {
  return value.kind === "term" && value.term.sort.kind === "bool";
}

/** What the value is where it counts as false, to stand beside the other; undefined where it always counts as true. */
export function valueIfFalse(
  value: Elaborated,
  beside: Elaborated,
  span: Span,
  cx: Surroundings,
): Elaborated | undefined {
  if (value.kind !== "term") return value;
  const { term } = value;
  if (term.sort.kind === "bool") return ofTerm({ ...boolTerm(false), span });
  if (term.sort.kind === "string") return ofTerm({ ...string(""), span });
  const option = optionOf(term.sort, cx.table.types);
  if (option === undefined) return isAlwaysTrue(term.sort, cx) ? undefined : value;
  if (!isAlwaysTrue(someSort(option), cx)) return value;
  const [first, second] = absentOf(option);
  if (first === undefined || second === undefined) return { kind: "absent", which: first ?? "undefined", span };
  const sort = joinSorts(beside, { kind: "absent", which: "undefined", span }, cx);
  if (sort === undefined) return mismatch(cx, span, "Nothing says which type this belongs to.");
  const both = cx.table.option(sort, [first, second]);
  const of = (which: string): Term => ({ kind: "construct", sort: both, constructor: which, args: [], span });
  return ofTerm(ite(is(term, "null"), of("null"), of("undefined")));
}

/** Objects, arrays and Maps count as true. */
function isAlwaysTrue(sort: Sort, cx: Surroundings): boolean {
  if (sort.kind === "array" || sort.kind === "map") return true;
  return sort.kind === "data" && mixedOf(sort, cx.table.types) === undefined;
}

/** The sort that holds both values, be it a union of them. */
export function unionSort(a: Elaborated, b: Elaborated, cx: Surroundings): Sort | undefined {
  const joined = joinSorts(a, b, cx);
  if (joined !== undefined || a.kind === "absent" || b.kind === "absent") return joined;
  const [left, right] = [ownSort(a), ownSort(b)];
  const { types } = cx.table;
  const options = [left, right].flatMap((sort) => optionOf(sort, types) ?? []);
  const members = new Map<string, Sort>();
  for (const sort of [left, right]) {
    const option = optionOf(sort, types);
    for (const [name, part] of membersOf(option === undefined ? sort : someSort(option), cx)) {
      const known = members.get(name);
      const both = known === undefined ? part : joinOfSorts(known, part, cx);
      if (both === undefined) return undefined;
      members.set(name, both);
    }
  }
  if (members.size < 2) return undefined;
  const parts = [...members];
  const made = cx.table.mixed(parts, parts.map(([, sort]) => displayOf(sort, types)).join(" | "));
  return options.length === 0 ? made : cx.table.option(made, options.flatMap(absentOf));
}

function ownSort(value: Exclude<Elaborated, { kind: "absent" }>): Sort {
  return value.kind === "number" ? sortOfKind(kindOfLiteral(value.value)) : value.term.sort;
}

/** What `typeof` tells apart in the sort; nothing where it does not tell. */
function membersOf(sort: Sort, cx: Surroundings): readonly (readonly [string, Sort])[] {
  const mixed = mixedOf(sort, cx.table.types);
  if (mixed !== undefined) return mixed.constructors.flatMap((c) => c.fields.map((f) => [c.name, f.sort] as const));
  const name = memberName(sort, cx.table.types);
  return name === undefined ? [] : [[name, unrefined(sort)]];
}

export function coalesce(
  e: Extract<Expression, { kind: "binary" }>,
  cx: Surroundings,
  wanted: Sort | undefined,
): Elaborated {
  const left = maybeAbsent(e.left, cx);
  const right = elaborate(e.right, cx, wanted ?? presentArray(left, cx));
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
  // `c ? [] : xs`: the other branch says what the array holds.
  const hint = wanted ?? (isEmptyArray(e.then) ? sortHint(elaborate(e.else, cx)) : undefined);
  const then = elaborate(e.then, cx, hint);
  const otherwise = elaborate(e.else, cx, wanted ?? sortHint(then));
  return branches(test, then, e.then.span, otherwise, e.else.span, e.span, wanted, cx);
}

function isEmptyArray(e: Expression): boolean {
  return e.kind === "array" && e.items.length === 0;
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
  const sort = unionSort(then, otherwise, cx) ?? wanted;
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
