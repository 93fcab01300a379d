/**
 * Takes object literals, with spreads; gives the records they build, of the sort that is wanted where it fits, else of a
 * sort made from their parts. A field is what the last part that has it says (ECMA-262, section 13.2.5.5).
 *
 * Soundness: an object may have fields that its type does not declare (SEMANTICS, section 3), so that a spread may
 * overwrite any field before it; and an optional field may be missing or undefined, which differ here alone.
 */
import type { Expression } from "../../contract/index.js";
import {
  type DataConstructor,
  type DataSort,
  type DataType,
  dataType,
  field,
  ite,
  type Sort,
  same,
  string,
  type Term,
} from "../../ir/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce } from "../types/coerce.js";
import { mismatch, outside } from "../types/mismatch.js";
import { fieldsOfRecord } from "../types/type-table.js";
import { dictionaryLiteral } from "./dictionary-literals.js";
import { elaborate } from "./elaborate.js";
import { insideOption } from "./literals.js";
import {
  fieldsIn,
  mayBeMissing,
  mentions,
  namesIn,
  type Part,
  partsOf,
  said,
  saidBy,
  sortOfSaid,
  valueSaid,
  writtenIn,
} from "./object-parts.js";

type ObjectExpression = Extract<Expression, { kind: "object" }>;
type Tag = string | number | boolean;

export function objectLiteral(e: ObjectExpression, wanted: Sort | undefined, cx: Surroundings): Elaborated {
  const written = e.properties.find((p) => p.name === "__proto__");
  if (written !== undefined) return outside("unsupported.expression", written.span, "`__proto__` is not read.");
  const dictionary = dictionaryLiteral(e, insideOption(wanted, cx), cx);
  if (dictionary !== undefined) return dictionary;
  const computed = e.properties.find((p) => p.key !== undefined);
  if (computed !== undefined) {
    const changed = withNamedField(e, wanted, cx);
    if (changed !== undefined) return changed;
    return outside(
      "unsupported.expression",
      computed.span,
      "A computed key is read in a dictionary only.",
      "Say that the object is a `Record<string, T>`, or write each field as `name: value`.",
    );
  }
  const named = e.properties.filter((p) => p.spread === undefined);
  const names = named.map((p) => p.name);
  const twice = named.find((p, i) => names.indexOf(p.name) !== i);
  if (twice !== undefined) return outside("unsupported.expression", twice.span, "A field is written twice.");
  const parts = e.properties.flatMap((p) => partsOf(p, cx));
  const sort = insideOption(wanted, cx) ?? unionOfSpread(parts);
  const type = sort?.kind === "data" ? dataType(cx.table.types, sort.name) : undefined;
  if (sort?.kind === "data" && (type?.shape === "record" || type?.shape === "union")) {
    return build(e, parts, sort, type, cx);
  }
  return ofParts(e, parts, cx);
}

/**
 * `{ …, [k]: v }` where k comes last, and its type lists names that are all fields of what stands before: that object with
 * the field of that name changed.
 */
function withNamedField(e: ObjectExpression, wanted: Sort | undefined, cx: Surroundings): Elaborated | undefined {
  const last = e.properties.at(-1);
  const key = last?.key === undefined ? undefined : elaborate(last.key, cx);
  const names = key?.kind === "term" && key.term.sort.kind === "string" ? key.term.sort.literals : undefined;
  const before = e.properties.slice(0, -1);
  if (last?.key === undefined || key?.kind !== "term" || names === undefined || before.length === 0) return undefined;
  const base = objectLiteral({ ...e, properties: before }, wanted, cx);
  const type =
    base.kind === "term" && base.term.sort.kind === "data" ? dataType(cx.table.types, base.term.sort.name) : undefined;
  const [ctor] = type?.constructors ?? [];
  if (base.kind !== "term" || base.term.sort.kind !== "data" || type?.shape !== "record" || ctor === undefined)
    return undefined;
  if (!names.every((name) => ctor.fields.some((f) => f.name === name))) return undefined;
  const { term } = base;
  const args = ctor.fields.map((f): Term => {
    const held = field(term, ctor.name, f.name, f.sort, e.span);
    if (!names.includes(f.name)) return held;
    return ite(same(key.term, string(f.name)), coerce(elaborate(last.value, cx, f.sort), f.sort, last.span, cx), held);
  });
  return ofTerm({ kind: "construct", sort: base.term.sort, constructor: ctor.name, args, span: e.span });
}

/** Without a wanted sort, a member of a union with some fields changed is one of the union again. */
function unionOfSpread(parts: readonly Part[]): DataSort | undefined {
  const [first] = parts;
  if (first?.kind !== "spread" || first.type.shape !== "union") return undefined;
  const known = [first.type.discriminant, ...first.member.fields.map((f) => f.name)];
  const isWithin = parts.slice(1).every((p) => p.kind === "field" && known.includes(p.property.name));
  return isWithin && first.term.sort.kind === "data" ? first.term.sort : undefined;
}

/** The tag that the literal gives, written or by the object that is spread. */
function tagOf(type: DataType, parts: readonly Part[], cx: Surroundings): Tag | undefined {
  const name = type.discriminant;
  for (const part of [...parts].reverse()) {
    if (part.kind === "spread" && part.type.discriminant === name && part.member.tag !== undefined) {
      return part.member.tag;
    }
    if (part.kind === "guarded") {
      if (name !== undefined && mentions(name, part)) return undefined;
      continue;
    }
    const found = name === undefined ? undefined : saidBy(name, part, [], cx);
    if (found?.kind === "written") return literalOf(elaborate(found.property.value, cx));
    if (found?.kind === "taken") {
      const { sort } = found.field;
      return sort.kind === "string" && sort.literals?.length === 1 ? sort.literals[0] : undefined;
    }
  }
  return undefined;
}

function literalOf(value: Elaborated): Tag | undefined {
  if (value.kind === "number") return value.value;
  if (value.kind !== "term" || value.term.kind !== "literal") return undefined;
  const { value: literal } = value.term;
  return literal.kind === "string" || literal.kind === "bool" ? literal.value : undefined;
}

/** The member of a union that the literal's tag says. */
function constructorOf(e: ObjectExpression, parts: readonly Part[], type: DataType, cx: Surroundings): DataConstructor {
  const [only] = type.constructors;
  if (type.shape === "record" && only !== undefined) return only;
  const tag = tagOf(type, parts, cx);
  const found = type.constructors.find((c) => c.tag === tag);
  if (found !== undefined) return found;
  return mismatch(
    cx,
    e.span,
    `The literal must say which member of ${type.display} it is, by \`${type.discriminant ?? ""}\`.`,
  );
}

function build(
  e: ObjectExpression,
  parts: readonly Part[],
  sort: DataSort,
  type: DataType,
  cx: Surroundings,
): Elaborated {
  const ctor = constructorOf(e, parts, type, cx);
  const extra = writtenIn(parts).find(
    (p) => p.name !== type.discriminant && !ctor.fields.some((f) => f.name === p.name),
  );
  if (extra !== undefined) return mismatch(cx, extra.span, `${type.display} has no field \`${extra.name}\`.`);
  const args = ctor.fields.map((of): Term => {
    const found = said(of.name, parts, cx);
    if (found !== undefined) return valueSaid(found, of.sort, e.span, cx);
    if (!of.optional) return mismatch(cx, e.span, `The field \`${of.name}\` is missing.`);
    return coerce({ kind: "absent", which: "undefined", span: e.span }, of.sort, e.span, cx);
  });
  return ofTerm({ kind: "construct", sort, constructor: ctor.name, args, span: e.span });
}

/** A record of the fields that the parts have, in the order in which they come. */
function ofParts(e: ObjectExpression, parts: readonly Part[], cx: Surroundings): Elaborated {
  const declared = fieldsIn(parts);
  const names = parts.flatMap((p) => namesIn(p));
  const fields = [...new Set(names)].flatMap((name) => {
    const found = said(name, parts, cx);
    if (found === undefined) return [];
    if (found.kind === "taken" && found.before.length === 0) return [{ field: found.field, term: found.term }];
    const sort = sortOfSaid(found, declared.find((f) => f.name === name)?.sort, cx);
    if (sort === undefined) return mismatch(cx, e.span, `Nothing says what \`${name}\` is.`);
    return [{ field: { name, sort, optional: mayBeMissing(found) }, term: valueSaid(found, sort, e.span, cx) }];
  });
  if (fields.length === 0) return mismatch(cx, e.span, "Nothing says what this object holds.");
  const record = cx.table.record(fields.map((f) => f.field));
  const terms = new Map(fields.map((f) => [f.field.name, f.term]));
  const args = fieldsOfRecord(record, cx.table).flatMap((f) => terms.get(f.name) ?? []);
  return ofTerm({ kind: "construct", sort: record, constructor: record.name, args, span: e.span });
}
