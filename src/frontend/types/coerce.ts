/**
 * Takes elaborated values and the sort that a place wants; gives terms of that sort. Conversions that can fail are the
 * partial operators of the IR (`field` of `some`, `real.toInt`, `double.toInt`), so that they are owed where they stand.
 * Refinements (`nat`, literal unions) are not seen to here: `refinements` says where they are owed.
 */
import {
  apply,
  bigint,
  boolTerm,
  type DataSort,
  type DataType,
  double,
  doubleSort,
  field,
  int,
  intSort,
  is,
  ite,
  type MapSort,
  realOf,
  realSort,
  representation,
  type Sort,
  sameRepresentation,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { afterEvaluating } from "./evaluated.js";
import { isOfAnyType } from "./foreign.js";
import { describe, describeSort, mismatch, outside } from "./mismatch.js";
import { asMember, byMember, memberCases, memberName, memberSort, mixedOf } from "./mixed.js";
import { joinKinds, kindOf, kindOfLiteral, sortOfKind } from "./number-kind.js";
import { provides, unrefined } from "./refinements.js";
import { asMemberOfUnion } from "./tagged-members.js";
import { absentOf, optionOf, someSort } from "./type-table.js";

/** A number as a literal of a sort. */
export function numberLiteral(value: number, sort: Sort, span: Span): Term {
  const kind = kindOfLiteral(value);
  if (sort.kind === "double" || kind === "double") {
    return sort.kind === "int" ? apply("double.toInt", [double(value)], intSort, span) : { ...double(value), span };
  }
  if (sort.kind === "real") return { ...realOf(value), span };
  if (kind === "real") return apply("real.toInt", [realOf(value)], intSort, span);
  // Soundness: an integer literal 0 stands for +0 when it becomes a double; -0 must not become one.
  if (Object.is(value, -0)) return apply("int.negate", [int(0n)], intSort);
  return { ...int(BigInt(value)), span };
}

/** The term in the sort that the value has by itself. */
export function settle(value: Elaborated, cx: Surroundings): Term {
  if (value.kind === "term") return value.term;
  if (value.kind === "number") return numberLiteral(value.value, sortOfKind(kindOfLiteral(value.value)), value.span);
  return mismatch(cx, value.span, `Nothing says which type this ${value.which} belongs to.`);
}

export function coerce(value: Elaborated, to: Sort, span: Span, cx: Surroundings): Term {
  const option = optionOf(to, cx.table.types);
  if (option !== undefined) return toOption(value, to, option, span, cx);
  if (value.kind === "absent") return refuse(value, to, span, cx);
  const mixed = mixedOf(to, cx.table.types);
  if (mixed !== undefined && to.kind === "data") return toMixed(value, to, mixed, span, cx);
  if (value.kind === "number") {
    if (to.kind === "bigint" && Number.isSafeInteger(value.value)) {
      return { ...bigint(BigInt(value.value)), span: value.span };
    }
    if (kindOf(to) === undefined) return refuse(value, to, span, cx);
    if (to.kind === "real" && !Number.isFinite(value.value)) return refuse(value, to, span, cx);
    return numberLiteral(value.value, to, value.span);
  }
  const { term } = value;
  const from = optionOf(term.sort, cx.table.types);
  if (from !== undefined) return coerce(ofTerm(unwrap(term, from, span)), to, span, cx);
  if (sameRepresentation(term.sort, to)) return term;
  if (to.kind === "opaque" && to.foreign === "any" && isForeign(term.sort)) return term;
  const members = mixedOf(term.sort, cx.table.types);
  if (members !== undefined) refuseBelieved(members, span, cx);
  const name = members && memberName(to, cx.table.types);
  const member = members && name && asMember(term, members, name, span);
  if (member !== undefined) return coerce(ofTerm(member), to, span, cx);
  if (term.kind === "apply" && term.operator === "array.literal" && to.kind === "array") {
    // An array that is only just written can be written with other numbers.
    const args = term.args.map((item) => coerce(ofTerm(item), to.element, item.span ?? span, cx));
    return { ...term, args, sort: to };
  }
  if (to.kind === "map") return mapWithSort(term, to, span, cx);
  const same = asMemberOfUnion(term, to, span, cx.table.types);
  if (same !== undefined) return same;
  return convertNumber(term, to, span, cx);
}

/** SEMANTICS, section 4: from `any` and `unknown` no type is believed that no test shows. */
export function refuseBelieved(type: DataType, span: Span, cx: Surroundings): void {
  if (cx.place === "clause" || !isOfAnyType(type)) return;
  outside(
    "unsupported.conversion",
    span,
    "This value may be anything: nothing shows what it is.",
    'Test it before: `typeof x === "number"`.',
  );
}

function isForeign(sort: Sort): boolean {
  return sort.kind === "opaque" && sort.foreign !== undefined;
}

/** One member becomes the union; of another mixed union the members that both have, of which the value owes to be one. */
function toMixed(
  value: Exclude<Elaborated, { kind: "absent" }>,
  to: DataSort,
  mixed: DataType,
  span: Span,
  cx: Surroundings,
): Term {
  const { types } = cx.table;
  if (value.kind === "term" && sameRepresentation(value.term.sort, to)) return value.term;
  const from = value.kind === "term" ? optionOf(value.term.sort, types) : undefined;
  if (value.kind === "term" && from !== undefined) {
    return coerce(ofTerm(unwrap(value.term, from, span)), to, span, cx);
  }
  const made = (name: string | undefined, inner: Elaborated): Term | undefined => {
    const sort = name === undefined ? undefined : memberSort(mixed, name);
    if (name === undefined || sort === undefined) return undefined;
    return { kind: "construct", sort: to, constructor: name, args: [coerce(inner, sort, span, cx)], span };
  };
  if (value.kind === "number") return made("number", value) ?? refuse(value, to, span, cx);
  const cases = memberCases(value.term, span, types).flatMap(({ name, test, value: inner }) => {
    const term = made(name, ofTerm(inner));
    return term === undefined ? [] : [{ test, value: term }];
  });
  return byMember(cases) ?? refuse(value, to, span, cx);
}

/** A Map or Set that is only just made can be made with other numbers. */
function mapWithSort(term: Term, to: MapSort, span: Span, cx: Surroundings): Term {
  const [map, key, value] = term.kind === "apply" ? term.args : [];
  const isForm = term.kind === "apply" && term.sort.kind === "map" && term.sort.form === to.form;
  if (isForm && term.operator === "map.empty") return { ...term, sort: to };
  if (!isForm || term.operator !== "map.set" || map === undefined || key === undefined || value === undefined) {
    return refuse(ofTerm(term), to, span, cx);
  }
  const item = to.form === "set" ? value : coerce(ofTerm(value), to.value, value.span ?? span, cx);
  const args = [mapWithSort(map, to, span, cx), coerce(ofTerm(key), to.key, key.span ?? span, cx), item];
  return { ...term, args, sort: to };
}

/** The value inside an option (p): owed where it may be absent. */
export function unwrap(term: Term, option: DataType, span: Span): Term {
  return field(term, "some", "value", someSort(option), span);
}

/** `m.get(k)!` is the value under the key: that the key is there is what it owes either way, and it is then a path. */
export function valueOfKey(term: Term): Term | undefined {
  if (term.kind !== "apply" || term.operator !== "ite") return undefined;
  const [test, held, none] = term.args;
  const value = held?.kind === "construct" && held.constructor === "some" ? held.args[0] : undefined;
  const asks = test?.kind === "apply" && (test.operator === "map.has" || test.operator === "map.found");
  const isAsked = asks && none?.kind === "construct";
  if (!isAsked || value?.kind !== "apply" || value.operator !== "map.get") return undefined;
  return value.args.every((arg, i) => arg === test.args[i]) ? value : undefined;
}

function toOption(value: Elaborated, to: Sort, option: DataType, span: Span, cx: Surroundings): Term {
  const target = to.kind === "data" ? to : undefined;
  if (target === undefined) return refuse(value, to, span, cx);
  if (value.kind === "absent") {
    if (!absentOf(option).includes(value.which)) return refuse(value, to, span, cx);
    return { kind: "construct", sort: target, constructor: value.which, args: [], span };
  }
  if (value.kind === "term" && sameRepresentation(value.term.sort, to)) return value.term;
  const some = (inner: Elaborated): Term => ({
    kind: "construct",
    sort: target,
    constructor: "some",
    args: [coerce(inner, someSort(option), span, cx)],
    span,
  });
  const from = value.kind === "term" ? optionOf(value.term.sort, cx.table.types) : undefined;
  if (value.kind !== "term" || from === undefined) return some(value);
  return absentOf(from).reduce<Term>(
    (otherwise, which) =>
      absentOf(option).includes(which)
        ? ite(is(value.term, which), { kind: "construct", sort: target, constructor: which, args: [] }, otherwise)
        : otherwise,
    some(ofTerm(unwrap(value.term, from, span))),
  );
}

function convertNumber(term: Term, to: Sort, span: Span, cx: Surroundings): Term {
  if (term.sort.kind === "int" && to.kind === "real") return apply("real.fromInt", [term], realSort);
  if (term.sort.kind === "int" && to.kind === "double") return apply("double.fromInt", [term], doubleSort);
  if (term.sort.kind === "real" && to.kind === "int") return apply("real.toInt", [term], intSort, span);
  if (term.sort.kind === "double" && to.kind === "int") return apply("double.toInt", [term], intSort, span);
  if (term.sort.kind === "real" && to.kind === "double" && term.kind === "literal" && term.value.kind === "real") {
    return outside("unsupported.conversion", span, "An exact real does not become a double.");
  }
  return refuse(ofTerm(term), to, span, cx);
}

function refuse(value: Elaborated, to: Sort, span: Span, cx: Surroundings): never {
  if (to.kind === "opaque" && to.foreign !== undefined) {
    return outside(
      "unsupported.conversion",
      span,
      `This is ${describe(value, cx)}, and is to become a \`${to.name}\`, which is only passed on.`,
      "Where any value is wanted, numbers, strings and booleans are read, and values that are passed on.",
    );
  }
  const kinds = value.kind === "term" && kindOf(value.term.sort) !== undefined && kindOf(to) !== undefined;
  return mismatch(
    cx,
    span,
    `This is ${describe(value, cx)}, where ${describeSort(to, cx)} is wanted.`,
    kinds ? "Mark both with the same kind of number: `//@ type x double`." : undefined,
  );
}

/** The sort that holds both values; undefined if there is none. */
export function joinSorts(a: Elaborated, b: Elaborated, cx: Surroundings): Sort | undefined {
  if (a.kind === "absent" && b.kind === "absent") return undefined;
  if (a.kind === "absent") return joinSorts(b, a, cx);
  const big = bigSort(a, b, cx) ?? bigSort(b, a, cx);
  if (big !== undefined) return big;
  const left = sortOf(a);
  if (b.kind === "absent") return cx.table.option(left, [b.which]);
  return joinOfSorts(left, sortOf(b), cx);
}

/** In a clause a literal of an integer stands for a bigint where it meets one: `x >= 0`, `x === 0`. */
function bigSort(a: Elaborated, b: Elaborated, cx: Surroundings): Sort | undefined {
  if (a.kind !== "number" || b.kind !== "term" || !Number.isSafeInteger(a.value)) return undefined;
  const option = optionOf(b.term.sort, cx.table.types);
  return (option === undefined ? b.term.sort : someSort(option)).kind === "bigint" ? b.term.sort : undefined;
}

function sortOf(value: Exclude<Elaborated, { kind: "absent" }>): Sort {
  return value.kind === "number" ? sortOfKind(kindOfLiteral(value.value)) : value.term.sort;
}

export function joinOfSorts(a: Sort, b: Sort, cx: Surroundings): Sort | undefined {
  const left = optionOf(a, cx.table.types);
  const right = optionOf(b, cx.table.types);
  if (left !== undefined || right !== undefined) {
    const inner = joinOfSorts(left ? someSort(left) : a, right ? someSort(right) : b, cx);
    const absent = [...(left ? absentOf(left) : []), ...(right ? absentOf(right) : [])];
    return inner === undefined ? undefined : cx.table.option(inner, absent);
  }
  const kinds = [kindOf(a), kindOf(b)] as const;
  if (kinds[0] !== undefined && kinds[1] !== undefined) return sortOfKind(joinKinds(kinds[0], kinds[1]));
  if (representation(a) !== representation(b)) return joinMixed(a, b, cx);
  if (a.kind === "string" && b.kind === "string" && a.literals !== undefined && b.literals !== undefined) {
    return { kind: "string", literals: [...new Set([...a.literals, ...b.literals])].sort() };
  }
  return unrefined(a);
}

/** A mixed union and what is one of its members. */
function joinMixed(a: Sort, b: Sort, cx: Surroundings): Sort | undefined {
  const { types } = cx.table;
  const holds = (type: DataType | undefined, part: Sort): boolean => {
    const name = memberName(part, types);
    const own = type === undefined || name === undefined ? undefined : memberSort(type, name);
    return own !== undefined && joinOfSorts(own, part, cx) !== undefined;
  };
  if (holds(mixedOf(a, types), b)) return a;
  return holds(mixedOf(b, types), a) ? b : undefined;
}

/**
 * As a condition (JavaScript's ToBoolean, ECMA-262, section 7.1.2): false are false, 0, -0, NaN, "", undefined, null.
 * In a clause only booleans are conditions, and booleans that may be missing.
 */
export function truth(value: Elaborated, span: Span, cx: Surroundings): Term {
  if (value.kind === "term" && value.term.sort.kind === "bool") return value.term;
  const option = value.kind === "term" ? optionOf(value.term.sort, cx.table.types) : undefined;
  const isMaybeBoolean = option !== undefined && someSort(option).kind === "bool";
  if (cx.place === "clause" && !isMaybeBoolean) {
    return mismatch(cx, span, `A condition in a clause is a boolean; this is ${describe(value, cx)}.`);
  }
  return truthiness(value, span, cx);
}

export function truthiness(value: Elaborated, span: Span, cx: Surroundings): Term {
  if (value.kind === "absent") return boolTerm(false);
  if (value.kind === "number") return boolTerm(Boolean(value.value));
  return truthOfTerm(value.term, span, cx);
}

function truthOfTerm(term: Term, span: Span, cx: Surroundings): Term {
  const bool: Sort = { kind: "bool" };
  const differs = (zero: Term): Term => apply("not", [apply("same", [term, zero], bool)], bool);
  switch (term.sort.kind) {
    case "bool":
      return term;
    case "int":
      return differs(int(0n));
    case "bigint":
      return differs(bigint(0n));
    case "real":
      return differs(realOf(0));
    case "double": {
      const isZero = apply("double.equal", [term, double(0)], bool);
      return apply("not", [apply("or", [isZero, apply("double.isNaN", [term], bool)], bool)], bool);
    }
    case "string":
      return differs({ kind: "literal", value: { kind: "string", value: "" }, sort: { kind: "string" } });
    case "array":
    case "map":
      return afterEvaluating(term, boolTerm(true));
    case "unit":
      return afterEvaluating(term, boolTerm(false));
    case "opaque":
      if (term.sort.foreign !== undefined && term.sort.foreign !== "any") return afterEvaluating(term, boolTerm(true));
      return outside(
        "unsupported.type-parameter",
        span,
        `Whether a value of type ${term.sort.name} counts as true depends on what it stands for.`,
        "Write the function for the concrete type.",
      );
    case "data": {
      const option = optionOf(term.sort, cx.table.types);
      const mixed = mixedOf(term.sort, cx.table.types);
      if (mixed !== undefined) {
        const cases = memberCases(term, span, cx.table.types);
        return byMember(cases.map((c) => ({ ...c, value: truthOfTerm(c.value, span, cx) }))) ?? boolTerm(true);
      }
      if (option === undefined) return afterEvaluating(term, boolTerm(true));
      const inside = someSort(option);
      const isMixed = mixedOf(inside, cx.table.types) !== undefined;
      const always = inside.kind === "array" || inside.kind === "map" || (inside.kind === "data" && !isMixed);
      const present = is(term, "some");
      return always ? present : apply("and", [present, truthOfTerm(unwrap(term, option, span), span, cx)], bool);
    }
  }
}

/** Does the value have all refinements of the sort by its form? */
export function fits(term: Term, to: Sort, cx: Surroundings): boolean {
  return provides(term, to, cx.table.types);
}
