/**
 * Takes a value and the name or index of a part; gives the part. Fields of a union and of an option owe their
 * constructor (SEMANTICS, section 4): the checker's narrowing is never believed.
 */
import { nearest } from "../../base/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  type DataType,
  dataType,
  field,
  int,
  intSort,
  is,
  ite,
  lessThan,
  mapSize,
  natSort,
  type Sort,
  same,
  sameRepresentation,
  string,
  stringSort,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, fits, joinOfSorts, settle } from "../types/coerce.js";
import { isOfAnyType, refuseInside } from "../types/foreign.js";
import { describe, mismatch, outside } from "../types/mismatch.js";
import { byMember, memberCases, mixedOf } from "../types/mixed.js";
import { absentOf, optionOf } from "../types/type-table.js";
import { needed, type Operand } from "./arithmetic.js";
import { entryIfAny, entryOf, isDictionaryTerm, keyNamed, keyOf } from "./dictionaries.js";
import { discriminant } from "./equality.js";
import { textIfAny } from "./strings.js";

/**
 * A part of a value that was only just built: the refinements that its sort promises have not been shown yet.
 * Soundness: a field of such a value would be believed to be `nat` because its type says so.
 */
function refuseUnshown(term: Term, span: Span, cx: Surroundings): void {
  const inner = term.kind === "field" ? term.of : term;
  if (cx.place === "clause" || fits(inner, inner.sort, cx)) return;
  outside("unsupported.expression", span, "A part of this literal is not read.", "Give the literal a name first.");
}

function refuseUnread({ sort }: Term, span: Span, cx: Surroundings): void {
  if (sort.kind === "opaque" && sort.foreign !== undefined) refuseInside(sort.name, span);
  const mixed = cx.place === "code" ? mixedOf(sort, cx.table.types) : undefined;
  if (mixed !== undefined && isOfAnyType(mixed)) refuseInside(mixed.display, span);
}

/** `object.property`. `wanted` helps to choose where members of a union have fields of that name and of several sorts. */
export function member(
  object: Operand,
  property: string,
  span: Span,
  wanted: Sort | undefined,
  cx: Surroundings,
): Elaborated {
  const value = needed(object, cx);
  if (value.kind !== "term") return mismatch(cx, object.span, `This is ${describe(value, cx)}; it has no fields.`);
  const { term } = value;
  refuseUnread(term, span, cx);
  const mixed = byCases(
    term,
    (sort) => hasMember(sort, property, cx),
    (of) => member(of, property, span, wanted, cx),
    object.span,
    cx,
  );
  if (mixed !== undefined) return mixed;
  refuseUnshown(term, span, cx);
  if (isDictionaryTerm(term)) {
    return entryOf(term, keyOf(keyNamed(property, span), term.sort, cx), span, cx);
  }
  if (property === "size" && term.sort.kind === "map") return ofTerm(mapSize(term, span));
  if (property === "length") {
    if (term.sort.kind === "array") return ofTerm({ ...arrayLength(term), span } as Term);
    if (term.sort.kind === "string") return ofTerm(apply("string.length", [term], natSort, span));
  }
  // The dialect's own: an integer cut off below 0, in clauses alone.
  if (property === "toNat" && cx.place === "clause" && term.sort.kind === "int")
    return ofTerm(apply("int.maximum", [term, int(0n)], natSort, span));
  if (term.sort.kind !== "data") {
    if (term.sort.kind === "string" || term.sort.kind === "array") {
      return outside("unsupported.call", span, `\`.${property}\` of ${describe(value, cx)} is not read yet.`);
    }
    return mismatch(cx, span, `This is ${describe(value, cx)}; it has no field \`${property}\`.`);
  }
  const type = dataType(cx.table.types, term.sort.name);
  if (type.shape === "tuple") return tupleMember(term, type, property, span, cx);
  if (type.discriminant === property) return discriminant(term, span, cx);
  return dataField(term, type, property, span, wanted, cx);
}

/** Of a mixed union, the part that each member with such a part has; that it is one of these is owed. */
function byCases(
  term: Term,
  has: (sort: Sort) => boolean,
  part: (of: Operand) => Elaborated,
  span: Span,
  cx: Surroundings,
): Elaborated | undefined {
  if (mixedOf(term.sort, cx.table.types) === undefined) return undefined;
  const having = memberCases(term, span, cx.table.types).filter(({ value }) => has(value.sort));
  const parts = having.map(({ test, value }) => ({ test, value: settle(part({ value: ofTerm(value), span }), cx) }));
  const sort = parts
    .map(({ value }) => value.sort)
    .reduce<Sort | undefined>((joined, one) => joined && joinOfSorts(joined, one, cx), parts[0]?.value.sort);
  if (sort === undefined) return undefined;
  const found = byMember(parts.map((p) => ({ ...p, value: coerce(ofTerm(p.value), sort, span, cx) })));
  return found && ofTerm(found);
}

function hasMember(sort: Sort, property: string, cx: Surroundings): boolean {
  if (sort.kind === "array" || sort.kind === "string") return property === "length";
  if (sort.kind === "map") return property === "size" && sort.form !== "record";
  const type = sort.kind === "data" ? dataType(cx.table.types, sort.name) : undefined;
  if (type === undefined) return false;
  if (type.shape === "tuple") return property === "length";
  return type.discriminant === property || type.constructors.some((c) => c.fields.some((f) => f.name === property));
}

function tupleMember(term: Term, type: DataType, property: string, span: Span, cx: Surroundings): Elaborated {
  if (property === "length") {
    return { kind: "number", value: type.constructors[0]?.fields.length ?? 0, span };
  }
  return mismatch(cx, span, `A tuple has no field \`${property}\`.`, term.sort.kind);
}

/** Objects of two classes with public members alone are told apart by nothing. */
export function refuseSeveral(name: string, type: string, span: Span): never {
  return outside(
    "unsupported.expression",
    span,
    `Several classes have the fields of ${type} and a member \`${name}\`: a clause cannot tell which is meant.`,
    "Make a field of the class private, or name its fields in the clause.",
  );
}

/** A getter has a meaning in logic, or is refused. */
function getterCall(id: string, object: Term, span: Span, cx: Surroundings): Elaborated {
  const callee = cx.pureCallee(id, span);
  const args = callee.parameters.length === 0 ? [] : [object];
  return ofTerm({ kind: "call", function: id, args, sort: callee.result, span });
}

function dataField(
  term: Term,
  type: DataType,
  property: string,
  span: Span,
  wanted: Sort | undefined,
  cx: Surroundings,
): Elaborated {
  const having = type.constructors.flatMap((c) => {
    const found = c.fields.find((f) => f.name === property);
    return found === undefined ? [] : [{ constructor: c.name, sort: found.sort }];
  });
  const sorts = having.filter((h, i) => having.findIndex((o) => sameRepresentation(o.sort, h.sort)) === i);
  const chosen = sorts.length === 1 ? sorts[0] : sorts.find((s) => wanted && sameRepresentation(s.sort, wanted));
  if (chosen === undefined && having.length > 0) {
    return outside(
      "unsupported.type",
      span,
      `Members of ${type.display} have fields \`${property}\` of different types.`,
      "Give them different names.",
    );
  }
  const own = chosen === undefined ? cx.memberOf(type.name, property) : undefined;
  if (own === "several") refuseSeveral(property, type.display, span);
  if (own?.getter === true) return getterCall(own.id, term, span, cx);
  if (chosen === undefined) {
    const names = type.constructors.flatMap((c) => c.fields.map((f) => f.name));
    const near = nearest(property, names);
    return mismatch(cx, span, `${type.display} has no field \`${property}\`.`, near && `Did you mean \`${near}\`?`);
  }
  const fitting = having.filter((h) => sameRepresentation(h.sort, chosen.sort));
  const last = fitting[fitting.length - 1] ?? chosen;
  const bare = field(term, last.constructor, property, last.sort, span);
  const term2 = fitting
    .slice(0, -1)
    .reduceRight<Term>(
      (otherwise, h) => ite(is(term, h.constructor), field(term, h.constructor, property, h.sort, span), otherwise),
      bare,
    );
  return ofTerm(term2);
}

/** Of a mixed union of arrays and strings the array is meant. */
function hasElements(sort: Sort): boolean {
  return sort.kind === "array";
}

/** `object[index]`, where an element that is not there is a hazard. */
export function element(object: Operand, index: Operand, span: Span, cx: Surroundings): Elaborated {
  const value = needed(object, cx);
  if (value.kind === "term") refuseUnread(value.term, span, cx);
  const mixed =
    value.kind === "term"
      ? byCases(value.term, hasElements, (of) => element(of, index, span, cx), object.span, cx)
      : undefined;
  if (mixed !== undefined) return mixed;
  if (value.kind === "term") refuseUnshown(value.term, span, cx);
  if (value.kind === "term" && value.term.sort.kind === "array") {
    const array = value.term;
    const at = coerce(needed(index, cx), intSort, index.span, cx);
    const option = optionOf(value.term.sort.element, cx.table.types);
    // No obligation where the element's type already says undefined (SEMANTICS, section 3).
    if (option !== undefined && absentOf(option).includes("undefined"))
      return ofTerm(elementOrAbsent(array, at, span, cx));
    return ofTerm(arrayGet(array, at, span));
  }
  if (value.kind === "term" && isDictionaryTerm(value.term)) {
    return entryOf(value.term, keyOf(index, value.term.sort, cx), span, cx);
  }
  if (value.kind === "term" && value.term.sort.kind === "data") {
    const type = dataType(cx.table.types, value.term.sort.name);
    if (type.shape === "tuple") return tupleElement(value.term, type, index, span, cx);
    const named = type.shape === "record" ? fieldByName(value.term, type, index, span, cx) : undefined;
    if (named !== undefined) return named;
  }
  if (value.kind === "term" && value.term.sort.kind === "string") {
    const at = coerce(needed(index, cx), intSort, index.span, cx);
    return ofTerm(apply("string.get", [value.term, at], stringSort, span));
  }
  return mismatch(cx, span, `This is ${describe(value, cx)}; it has no elements.`);
}

/** `object[index]` as an operand of `??`, `=== undefined` and the like: absent outside the bounds, and no hazard. */
export function elementIfAny(object: Operand, index: Operand, span: Span, cx: Surroundings): Elaborated | undefined {
  const value = needed(object, cx);
  if (value.kind === "term" && value.term.sort.kind === "string") {
    const at = coerce(needed(index, cx), intSort, index.span, cx);
    return ofTerm(textIfAny(value.term, "string.get", at, stringSort, { span, cx }));
  }
  if (value.kind === "term" && isDictionaryTerm(value.term)) {
    refuseUnshown(value.term, span, cx);
    return ofTerm(entryIfAny(value.term, keyOf(index, value.term.sort, cx), span, cx));
  }
  if (value.kind !== "term" || value.term.sort.kind !== "array") return undefined;
  refuseUnshown(value.term, span, cx);
  return ofTerm(elementOrAbsent(value.term, coerce(needed(index, cx), intSort, index.span, cx), span, cx));
}

export function elementOrAbsent(array: Term, index: Term, span: Span, cx: Surroundings): Term {
  const read = ofTerm(arrayGet(array, index, span));
  const elementSort = array.sort.kind === "array" ? array.sort.element : array.sort;
  const sort = cx.table.option(elementSort, ["undefined"]);
  const inside = and(atMost(int(0n), index), lessThan(index, arrayLength(array)));
  return ite(inside, coerce(read, sort, span, cx), { kind: "construct", sort, constructor: "undefined", args: [] });
}

/** The names that a key's type lists; of integers, as properties are called by them. */
export function listedNames({ sort }: Term): readonly string[] | undefined {
  if (sort.kind === "int") return sort.literals?.map(String);
  return sort.kind === "string" ? sort.literals : undefined;
}

/** A name as a value of the key's sort. */
export function nameAs({ sort }: Term, name: string): Term {
  return sort.kind === "int" ? int(BigInt(name)) : string(name);
}

/** `record[key]`, where the key's type lists names that are all fields: the field of that name. */
function fieldByName(
  record: Term,
  type: DataType,
  index: Operand,
  span: Span,
  cx: Surroundings,
): Elaborated | undefined {
  const key = settle(needed(index, cx), cx);
  const [ctor] = type.constructors;
  const names = listedNames(key);
  const fields = names?.map((name) => ctor?.fields.find((f) => f.name === name));
  if (ctor === undefined || fields === undefined || fields.length === 0) return undefined;
  const values = fields.flatMap((f) => (f === undefined ? [] : [field(record, ctor.name, f.name, f.sort, span)]));
  if (values.length < fields.length) return undefined;
  const sort = values
    .map((one) => one.sort)
    .reduce<Sort | undefined>((joined, one) => joined && joinOfSorts(joined, one, cx), values[0]?.sort);
  if (sort === undefined) return undefined;
  const parts = values.map((one, i) => ({
    test: same(key, nameAs(key, names?.[i] ?? "")),
    value: coerce(ofTerm(one), sort, span, cx),
  }));
  const found = byMember(parts);
  return found && ofTerm(found);
}

function tupleElement(tuple: Term, type: DataType, index: Operand, span: Span, cx: Surroundings): Elaborated {
  const at = index.value.kind === "number" ? index.value.value : undefined;
  const ctor = type.constructors[0];
  const found = at === undefined ? undefined : ctor?.fields.find((f) => f.name === String(at));
  if (ctor === undefined || found === undefined) {
    return mismatch(cx, index.span, `A position of ${type.display} is a number below ${ctor?.fields.length ?? 0}.`);
  }
  return ofTerm(field(tuple, ctor.name, found.name, found.sort, span));
}
