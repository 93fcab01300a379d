/**
 * Takes two elaborated values; gives what `===` says of them. In code it is JavaScript's, refused on objects, where it
 * would compare identities; in a clause it is structural (SEMANTICS, section 3), and on scalars JavaScript's too.
 */
import {
  and,
  apply,
  bool,
  boolTerm,
  dataType,
  doubleSort,
  falseTerm,
  int,
  intSort,
  is,
  or,
  type Sort,
  same,
  type Term,
  trueTerm,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { coerce, joinSorts, settle, unwrap } from "../types/coerce.js";
import { afterEvaluating, both, either } from "../types/evaluated.js";
import { isOfAnyType } from "../types/foreign.js";
import { describe, mismatch } from "../types/mismatch.js";
import { memberCases, mixedInside, textTest } from "../types/mixed.js";
import { type Absent, absentOf, optionOf, someSort } from "../types/type-table.js";
import type { Operand } from "./arithmetic.js";
import { equalRoot } from "./roots.js";

/** `a === b`. */
export function equality(left: Operand, right: Operand, span: Span, cx: Surroundings): Term {
  const [a, b] = [left.value, right.value];
  if (a.kind === "absent" && b.kind === "absent") return boolTerm(a.which === b.which);
  if (a.kind === "absent") return isAbsent(b, [a.which], span, cx);
  if (b.kind === "absent") return isAbsent(a, [b.which], span, cx);
  if (a.kind === "number" && b.kind === "number") return boolTerm(a.value === b.value);
  const tag = tagTest(a, b, cx) ?? tagTest(b, a, cx) ?? wordTest(a, b) ?? wordTest(b, a);
  if (tag !== undefined) return tag;
  const unknown = unknownEquality(a, b, span, cx);
  if (unknown !== undefined) return unknown;
  const mixed = mixedEquality(left, right, span, cx);
  if (mixed !== undefined) return mixed;
  const sort = joinSorts(a, b, cx);
  if (sort === undefined) {
    return mismatch(cx, span, `${describe(a, cx)} and ${describe(b, cx)} are never equal.`.replace(/^a/u, "A"));
  }
  if (cx.place === "code") refuseOpaque(sort, span, cx);
  if (cx.place === "code" && !isScalar(sort, cx)) {
    return unsupported({
      code: "unsupported.identity",
      span,
      message: "`===` on objects compares identities, which have no meaning here.",
      hint: "Compare the fields or the elements.",
    });
  }
  return compared(a, b, sort, left.span, right.span, cx, span);
}

/** In a clause, values of type `unknown` are equal as parts of objects are: NaN equals itself. */
function unknownEquality(a: Elaborated, b: Elaborated, span: Span, cx: Surroundings): Term | undefined {
  const isAny = (value: Elaborated): boolean => {
    const inside = value.kind === "term" ? mixedInside(value.term.sort, cx.table.types) : undefined;
    return inside !== undefined && isOfAnyType(inside);
  };
  if (cx.place === "code" || (!isAny(a) && !isAny(b))) return undefined;
  const sort = joinSorts(a, b, cx);
  return sort && same(coerce(a, sort, span, cx), coerce(b, sort, span, cx), span);
}

/** Where one may be of several members: of the same member, and equal as values of it. */
function mixedEquality(left: Operand, right: Operand, span: Span, cx: Surroundings): Term | undefined {
  const { types } = cx.table;
  const isMixed = ({ value }: Operand): boolean =>
    value.kind === "term" && mixedInside(value.term.sort, types) !== undefined;
  if (!isMixed(left) && !isMixed(right)) return undefined;
  const [a, b] = [split(left.value, left.span, cx), split(right.value, right.span, cx)];
  const cases = [a, b].map(({ value }, i) => memberCases(settle(value, cx), (i === 0 ? left : right).span, types));
  const pairs = (cases[0] ?? []).flatMap((x) => (cases[1] ?? []).map((y) => [x, y] as const));
  const equal = pairs
    .filter(([x, y]) => x.name !== undefined && x.name === y.name)
    .map(([x, y]) => {
      const of = (value: Term, { span: at }: Operand): Operand => ({ value: ofTerm(value), span: at });
      return both(both(x.test, y.test), equality(of(x.value, left), of(y.value, right), span, cx));
    });
  if (equal.length === 0) {
    return mismatch(
      cx,
      span,
      `${describe(left.value, cx)} and ${describe(right.value, cx)} are never equal.`.replace(/^a/u, "A"),
    );
  }
  const absent = (["undefined", "null"] as const).map((which) => and(a.absent(which), b.absent(which)));
  return or(
    ...absent,
    both(
      and(a.present, b.present),
      equal.reduceRight((rest, one) => either(one, rest)),
    ),
  );
}

function compared(
  a: Elaborated,
  b: Elaborated,
  sort: Sort,
  left: Span,
  right: Span,
  cx: Surroundings,
  span: Span,
): Term {
  const option = optionOf(sort, cx.table.types);
  if (option === undefined) {
    return sameScalar(coerce(a, sort, left, cx), coerce(b, sort, right, cx), sort, span);
  }
  const [first, second] = [split(a, left, cx), split(b, right, cx)];
  const both = absentOf(option).map((which) => and(first.absent(which), second.absent(which)));
  const inner = someSort(option);
  const values = sameScalar(coerce(first.value, inner, left, cx), coerce(second.value, inner, right, cx), inner, span);
  return or(...both, and(first.present, second.present, values));
}

interface Split {
  readonly absent: (which: Absent) => Term;
  readonly present: Term;
  readonly value: Elaborated;
}

/** A value as an option, whether or not it is one. */
function split(value: Elaborated, span: Span, cx: Surroundings): Split {
  const option = value.kind === "term" ? optionOf(value.term.sort, cx.table.types) : undefined;
  if (value.kind !== "term" || option === undefined) {
    return { absent: () => falseTerm, present: trueTerm, value };
  }
  return {
    absent: (which) => (absentOf(option).includes(which) ? is(value.term, which) : falseTerm),
    present: is(value.term, "some"),
    value: ofTerm(unwrap(value.term, option, span)),
  };
}

function sameScalar(a: Term, b: Term, sort: Sort, span: Span): Term {
  // A scalar === on doubles stays JavaScript's: NaN differs from itself.
  if (sort.kind !== "double") return same(a, b, span);
  return equalRoot(a, b) ?? apply("double.equal", [a, b], bool, span);
}

/**
 * Soundness: `===` tells objects of equal content apart, and NaN from itself: on a type parameter it is taken to be
 * equality only where the author says so (`type T (==)`), which is recorded.
 */
export function refuseOpaque(sort: Sort, span: Span, cx: Surroundings): void {
  const option = optionOf(sort, cx.table.types);
  const inner = option === undefined ? sort : someSort(option);
  if (inner.kind !== "opaque" || inner.compared === true) return;
  if (inner.foreign !== undefined) {
    unsupported({
      code: "unsupported.type",
      span,
      message: `What \`===\` says of values of type \`${inner.name}\` is not known from their type.`,
      hint: "Compare something of them that is read: a number, a string.",
    });
  }
  unsupported({
    code: "unsupported.type-parameter",
    span,
    message: `Comparing values of type ${inner.name} compares identities where they are objects.`,
    hint: `If they are compared by what they are, say so: \`//@ type ${inner.name} (==)\`.`,
  });
}

/** Values that JavaScript compares by what they are. */
function isScalar(sort: Sort, cx: Surroundings): boolean {
  if (sort.kind === "array" || sort.kind === "map") return false;
  const option = optionOf(sort, cx.table.types);
  return option === undefined ? sort.kind !== "data" : isScalar(someSort(option), cx);
}

/** `x === undefined`, `x == null`: never true of what cannot be absent. */
export function isAbsent(value: Elaborated, which: readonly Absent[], span: Span, cx: Surroundings): Term {
  if (value.kind === "absent") return boolTerm(which.includes(value.which));
  const option = value.kind === "term" ? optionOf(value.term.sort, cx.table.types) : undefined;
  if (value.kind !== "term") return falseTerm;
  const { sort } = value.term;
  if (option === undefined && sort.kind === "opaque" && (sort.foreign === undefined || sort.foreign === "any")) {
    return unsupported({
      code: "unsupported.type-parameter",
      span,
      message: `Whether a value of type ${sort.name} is absent depends on what it stands for.`,
      hint: `Declare it as \`${sort.name} | undefined\`.`,
    });
  }
  if (option === undefined) return afterEvaluating(value.term, falseTerm);
  return or(...absentOf(option).flatMap((absent) => (which.includes(absent) ? [is(value.term, absent)] : [])));
}

/** The discriminant of a union as a value: its tag by cases. */
export function discriminant(of: Term, span: Span, cx: Surroundings): Elaborated {
  const members = of.sort.kind === "data" ? dataType(cx.table.types, of.sort.name).constructors : [];
  const tags = members.flatMap((m) => (m.tag === undefined ? [] : [m.tag]));
  const sort = sortOfTags(tags);
  if (sort === undefined) {
    return unsupported({
      code: "unsupported.type",
      span,
      message: "The tags of this union are of several types.",
      hint: "Use string literals as tags.",
    });
  }
  const cases = members.map((m) => ({ test: is(of, m.name), value: tagLiteral(m.tag, sort) }));
  const last = cases.at(-1)?.value ?? trueTerm;
  const term = cases
    .slice(0, -1)
    .reduceRight<Term>((otherwise, { test, value }) => apply("ite", [test, value, otherwise], sort), last);
  return { kind: "term", term, discriminantOf: of };
}

function sortOfTags(tags: readonly (string | number | boolean)[]): Sort | undefined {
  const literals = tags.filter((tag) => typeof tag === "string");
  if (literals.length === tags.length) return { kind: "string", literals: [...literals].sort() };
  if (tags.every((tag) => typeof tag === "boolean")) return bool;
  return tags.every((tag) => Number.isSafeInteger(tag)) ? intSort : undefined;
}

function tagLiteral(tag: string | number | boolean | undefined, sort: Sort): Term {
  if (typeof tag === "boolean") return boolTerm(tag);
  if (typeof tag === "number") return int(BigInt(tag));
  return { kind: "literal", value: { kind: "string", value: tag ?? "" }, sort };
}

/** `s.kind === "circle"` is a test of the constructor. */
function tagTest(tag: Elaborated, literal: Elaborated, cx: Surroundings): Term | undefined {
  if (tag.kind !== "term" || tag.discriminantOf === undefined || tag.discriminantOf.sort.kind !== "data")
    return undefined;
  const value = literalValue(literal);
  if (value === undefined) return undefined;
  const members = dataType(cx.table.types, tag.discriminantOf.sort.name).constructors;
  const member = members.find((m) => m.tag === value);
  return member === undefined ? afterEvaluating(tag.discriminantOf, falseTerm) : is(tag.discriminantOf, member.name);
}

/** `typeof x === "number"`, and what else is one of some literals by cases. */
function wordTest(of: Elaborated, literal: Elaborated): Term | undefined {
  const text = literalValue(literal);
  if (of.kind !== "term" || of.term.kind === "literal" || typeof text !== "string") return undefined;
  return textTest(of.term, text);
}

function literalValue(of: Elaborated): string | number | boolean | undefined {
  if (of.kind === "number") return of.value;
  if (of.kind !== "term" || of.term.kind !== "literal") return undefined;
  const { value } = of.term;
  return value.kind === "string" || value.kind === "bool" ? value.value : undefined;
}

/** `Object.is(a, b)`. */
export function sameValue(left: Operand, right: Operand, span: Span, cx: Surroundings): Term {
  const [a, b] = [settle(left.value, cx), settle(right.value, cx)];
  if (a.sort.kind === "double" || b.sort.kind === "double") {
    return apply(
      "double.is",
      [coerce(left.value, doubleSort, left.span, cx), coerce(right.value, doubleSort, right.span, cx)],
      bool,
      span,
    );
  }
  const plain = (sort: Sort): boolean => sort.kind === "bool" || sort.kind === "string";
  if (plain(a.sort) && plain(b.sort)) return equality(left, right, span, cx);
  return unsupported({
    code: "unsupported.identity",
    span,
    message: "`Object.is` is read on doubles, booleans and strings only.",
    hint: "Write `===`, or mark the number `//@ type x double`.",
  });
}
