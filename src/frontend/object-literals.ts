/**
 * Takes object literals, with spreads; gives the records they build, of the sort that is wanted where it fits, else of a
 * sort made from their parts. A field is what the last part that has it says (ECMA-262, section 13.2.5.5).
 *
 * Soundness: an object may have fields that its type does not declare (SEMANTICS, section 3), so that a spread may
 * overwrite any field before it; and an optional field may be missing or undefined, which differ here alone.
 */
import type { Expression, Property } from "../contract/index.js";
import {
  type DataConstructor,
  type DataSort,
  type DataType,
  dataType,
  type Field,
  field,
  type Sort,
  sameRepresentation,
  type Term,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { coerce, settle } from "./coerce.js";
import { elaborate } from "./elaborate.js";
import { type Elaborated, ofTerm, type Surroundings } from "./entity.js";
import { insideOption } from "./literals.js";
import { describe, mismatch, outside } from "./mismatch.js";
import { unrefined } from "./refinements.js";

type ObjectExpression = Extract<Expression, { kind: "object" }>;
type Tag = string | number | boolean;

type Part =
  | { readonly kind: "field"; readonly property: Property }
  | {
      readonly kind: "spread";
      readonly term: Term;
      readonly type: DataType;
      readonly member: DataConstructor;
      readonly span: Span;
    };

export function objectLiteral(e: ObjectExpression, wanted: Sort | undefined, cx: Surroundings): Elaborated {
  const named = e.properties.filter((p) => p.spread === undefined);
  const names = named.map((p) => p.name);
  const twice = named.find((p, i) => names.indexOf(p.name) !== i);
  if (twice !== undefined) return outside("unsupported.expression", twice.span, "A field is written twice.");
  const proto = named.find((p) => p.name === "__proto__");
  if (proto !== undefined) return outside("unsupported.expression", proto.span, "`__proto__` is not read.");
  const parts = e.properties.map((p) => partOf(p, cx));
  const sort = insideOption(wanted, cx) ?? unionOfSpread(parts);
  const type = sort?.kind === "data" ? dataType(cx.table.types, sort.name) : undefined;
  if (sort?.kind === "data" && (type?.shape === "record" || type?.shape === "union")) {
    return build(e, parts, sort, type, cx);
  }
  return ofParts(e, parts, cx);
}

function partOf(property: Property, cx: Surroundings): Part {
  if (property.spread === undefined) return { kind: "field", property };
  const { span } = property;
  const value = elaborate(property.value, cx);
  const type =
    value.kind === "term" && value.term.sort.kind === "data"
      ? dataType(cx.table.types, value.term.sort.name)
      : undefined;
  if (value.kind !== "term" || (type?.shape !== "record" && type?.shape !== "union")) {
    return outside(
      "unsupported.expression",
      span,
      `A spread of ${describe(value, cx)} is not read.`,
      "Spread an object that is surely there, or write the fields one by one.",
    );
  }
  const { tag } = property.spread;
  const [only] = type.constructors;
  const member = type.shape === "record" ? only : type.constructors.find((c) => c.tag === tag);
  if (member === undefined) {
    return outside(
      "unsupported.expression",
      span,
      `Which member of ${type.display} is spread here is not known.`,
      `Test \`${type.discriminant ?? ""}\` before, or write the fields one by one.`,
    );
  }
  return { kind: "spread", term: value.term, type, member, span };
}

/** Without a wanted sort, a member of a union with some fields changed is one of the union again. */
function unionOfSpread(parts: readonly Part[]): DataSort | undefined {
  const [first] = parts;
  if (first?.kind !== "spread" || first.type.shape !== "union") return undefined;
  const known = [first.type.discriminant, ...first.member.fields.map((f) => f.name)];
  const isWithin = parts.slice(1).every((p) => p.kind === "field" && known.includes(p.property.name));
  return isWithin && first.term.sort.kind === "data" ? first.term.sort : undefined;
}

/** What the literal says of a field: a written value, or a part of a spread object. */
type Said =
  | { readonly kind: "written"; readonly property: Property }
  | { readonly kind: "taken"; readonly field: Field; readonly term: Term; readonly span: Span };

function said(name: string, parts: readonly Part[]): Said | undefined {
  let hidden: Span | undefined;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    if (part === undefined) continue;
    const found = saidBy(name, part);
    if (found === undefined) {
      if (part.kind === "spread") hidden = part.span;
      continue;
    }
    if (hidden !== undefined) refuseHidden(name, hidden);
    const before = parts.slice(0, i);
    if (found.kind === "taken" && found.field.optional) refuseBeneath(name, found.span, before);
    if (found.kind === "taken") refuseOverwritten(name, before);
    return found;
  }
  if (hidden !== undefined) refuseHidden(name, hidden);
  return undefined;
}

function saidBy(name: string, part: Part): Said | undefined {
  if (part.kind === "field") {
    return part.property.name === name ? { kind: "written", property: part.property } : undefined;
  }
  const { term, type, member, span } = part;
  if (type.discriminant === name && member.tag !== undefined) return undefined;
  const found = member.fields.find((f) => f.name === name);
  if (found === undefined) return undefined;
  return { kind: "taken", field: found, term: field(term, member.name, found.name, found.sort, span), span };
}

function refuseHidden(name: string, span: Span): never {
  return outside(
    "unsupported.expression",
    span,
    `The object spread here may have a field \`${name}\` that its type does not say, which would be taken.`,
    "Spread it first, and write the other fields after it.",
  );
}

function refuseBeneath(name: string, span: Span, before: readonly Part[]): void {
  const isGiven = before.some((p) => p.kind === "spread" || p.property.name === name);
  if (!isGiven) return;
  outside(
    "unsupported.expression",
    span,
    `Where \`${name}\` is there but undefined, this spread overwrites the value before it with undefined.`,
    `Write \`${name}: options.${name} ?? …\` with the value that stands in.`,
  );
}

/** What is evaluated for nothing owes what it owes, which would be lost. */
function refuseOverwritten(name: string, before: readonly Part[]): void {
  const lost = before.find((p) => p.kind === "field" && p.property.name === name);
  if (lost?.kind !== "field") return;
  outside("unsupported.expression", lost.property.span, "The spread after it overwrites this field.", "Delete it.");
}

/** The tag that the literal gives, written or by the object that is spread. */
function tagOf(type: DataType, parts: readonly Part[], cx: Surroundings): Tag | undefined {
  const name = type.discriminant;
  for (const part of [...parts].reverse()) {
    if (part.kind === "spread" && part.type.discriminant === name && part.member.tag !== undefined) {
      return part.member.tag;
    }
    const found = name === undefined ? undefined : saidBy(name, part);
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
  const extra = e.properties.find(
    (p) => p.spread === undefined && p.name !== type.discriminant && !ctor.fields.some((f) => f.name === p.name),
  );
  if (extra !== undefined) return mismatch(cx, extra.span, `${type.display} has no field \`${extra.name}\`.`);
  const args = ctor.fields.map((field): Term => {
    const found = said(field.name, parts);
    if (found?.kind === "taken") return coerce(ofTerm(found.term), field.sort, found.span, cx);
    if (found?.kind === "written") {
      const { value, span } = found.property;
      return coerce(elaborate(value, cx, field.sort), field.sort, span, cx);
    }
    if (!field.optional) return mismatch(cx, e.span, `The field \`${field.name}\` is missing.`);
    return coerce({ kind: "absent", which: "undefined", span: e.span }, field.sort, e.span, cx);
  });
  return ofTerm({ kind: "construct", sort, constructor: ctor.name, args, span: e.span });
}

/** A record of the fields that the parts have, in the order in which they come. */
function ofParts(e: ObjectExpression, parts: readonly Part[], cx: Surroundings): Elaborated {
  const declared = parts.flatMap((p) => (p.kind === "spread" ? p.member.fields : []));
  const names = parts.flatMap((p) => (p.kind === "spread" ? p.member.fields.map((f) => f.name) : [p.property.name]));
  const fields = [...new Set(names)].flatMap((name) => {
    const found = said(name, parts);
    if (found === undefined) return [];
    if (found.kind === "taken") return [{ field: found.field, term: found.term }];
    const before = declared.find((f) => f.name === name)?.sort;
    const term = settle(elaborate(found.property.value, cx, before), cx);
    const own = before !== undefined && sameRepresentation(before, term.sort) ? before : unrefined(term.sort);
    return [{ field: { name, sort: own, optional: false }, term }];
  });
  if (fields.length === 0) return mismatch(cx, e.span, "Nothing says what this object holds.");
  const record = cx.table.record(fields.map((f) => f.field));
  const args = fields.map((f) => f.term);
  return ofTerm({ kind: "construct", sort: record, constructor: record.name, args, span: e.span });
}
