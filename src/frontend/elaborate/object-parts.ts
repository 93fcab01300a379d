/**
 * Takes the parts of object literals, spreads among them; gives for each field what the literal says of it: what the last
 * part that has it says (ECMA-262, section 13.2.5.5), under the tests on which parts depend.
 *
 * Soundness: an object may have fields that its type does not declare (SEMANTICS, section 3), so that a spread may
 * overwrite any field before it; an optional field may be missing or undefined, which differ here alone; and what is
 * written is evaluated, whatever takes its place.
 */
import { assertNever } from "../../base/index.js";
import type { Expression, Property } from "../../contract/index.js";
import {
  type DataConstructor,
  type DataType,
  dataType,
  type Field,
  field,
  is,
  ite,
  not,
  type Sort,
  sameRepresentation,
  type Term,
  use,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, joinOfSorts, settle, unwrap } from "../types/coerce.js";
import { afterEvaluating } from "../types/evaluated.js";
import { describe, outside } from "../types/mismatch.js";
import { unrefined } from "../types/refinements.js";
import { absentOf, optionOf } from "../types/type-table.js";
import { condition, elaborate } from "./elaborate.js";

export type Part =
  | { readonly kind: "field"; readonly property: Property }
  | {
      readonly kind: "spread";
      readonly term: Term;
      readonly type: DataType;
      readonly member: DataConstructor;
      readonly there: ReadonlyMap<string, string> | undefined;
      readonly span: Span;
    }
  /** `...(c ? { a } : {})`, `...(c && { a })`, `...maybe`: where the test holds the first parts, else the others. */
  | { readonly kind: "guarded"; readonly test: Term; readonly yes: readonly Part[]; readonly no: readonly Part[] };

export function partsOf(property: Property, cx: Surroundings): readonly Part[] {
  return property.spread === undefined ? [{ kind: "field", property }] : spreadParts(property.value, property, cx);
}

/** What `...e` puts there: of false, null, undefined and other values that are no objects nothing (ECMA-262, 7.3.26). */
function spreadParts(e: Expression, property: Property, cx: Surroundings): readonly Part[] {
  const inner = (part: Expression): readonly Part[] => spreadParts(part, property, cx);
  if (e.kind === "object") return e.properties.flatMap((p) => partsOf(p, cx));
  if (e.kind === "conditional" && (e.then.kind === "object" || e.else.kind === "object")) {
    return [{ kind: "guarded", test: condition(e.condition, cx), yes: inner(e.then), no: inner(e.else) }];
  }
  if (e.kind === "binary" && e.operator === "&&") {
    return [{ kind: "guarded", test: condition(e.left, cx), yes: inner(e.right), no: [] }];
  }
  if (e.kind === "binary" && (e.operator === "??" || e.operator === "||") && e.right.kind === "object") {
    return objectParts(elaborate(e.left, cx), inner(e.right), property, cx);
  }
  return objectParts(elaborate(e, cx), [], property, cx);
}

/** An object, or the other parts where it is absent. */
function objectParts(
  value: Elaborated,
  otherwise: readonly Part[],
  property: Property,
  cx: Surroundings,
): readonly Part[] {
  if (value.kind === "absent") return otherwise;
  const option = value.kind === "term" ? optionOf(value.term.sort, cx.table.types) : undefined;
  if (value.kind !== "term" || option === undefined) return [objectPart(value, property, cx)];
  const present = objectPart(ofTerm(unwrap(value.term, option, property.span)), property, cx);
  return [{ kind: "guarded", test: is(value.term, "some"), yes: [present], no: otherwise }];
}

function objectPart(value: Elaborated, property: Property, cx: Surroundings): Part {
  const { span, spread } = property;
  const type =
    value.kind === "term" && value.term.sort.kind === "data"
      ? dataType(cx.table.types, value.term.sort.name)
      : undefined;
  if (value.kind !== "term" || (type?.shape !== "record" && type?.shape !== "union")) {
    return outside(
      "unsupported.expression",
      span,
      `A spread of ${describe(value, cx).replace(/^of type/u, "a value of type")} is not read.`,
      "Spread an object, or write the fields one by one.",
    );
  }
  const [only] = type.constructors;
  const member = type.shape === "record" ? only : type.constructors.find((c) => c.tag === spread?.tag);
  if (member === undefined) {
    return outside(
      "unsupported.expression",
      span,
      `Which member of ${type.display} is spread here is not known.`,
      `Test \`${type.discriminant ?? ""}\` before, or write the fields one by one.`,
    );
  }
  if (spread?.assigned === true && member.fields.some((f) => f.optional)) refuseInherited(span);
  return { kind: "spread", term: value.term, type, member, there: spread?.there, span };
}

/** Soundness: a key `__proto__` of the object sets the prototype, where a field that is missing would be found. */
function refuseInherited(span: Span): never {
  return outside(
    "unsupported.call",
    span,
    "Of an object with optional fields `Object.assign` may make fields that are inherited.",
    "Write `{ ...a, ...b }`.",
  );
}

/**
 * What the literal says of a field: a written value, a part of a spread object, undefined, nothing, or one of two.
 * `before`: values that were written for it earlier, which are evaluated all the same.
 */
export type Said = { readonly before: readonly Property[] } & (
  | { readonly kind: "written"; readonly property: Property }
  | { readonly kind: "taken"; readonly field: Field; readonly term: Term; readonly span: Span }
  | { readonly kind: "undefined" | "missing"; readonly span: Span }
  | { readonly kind: "either"; readonly test: Term; readonly yes: Said; readonly no: Said; readonly span: Span }
);

export function said(name: string, parts: readonly Part[], cx: Surroundings): Said | undefined {
  let hidden: Span | undefined;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    if (part === undefined) continue;
    const found = saidBy(name, part, parts.slice(0, i), cx);
    if (found === undefined) {
      if (part.kind === "spread") hidden = part.span;
      continue;
    }
    if (hidden !== undefined) refuseHidden(name, hidden);
    return found;
  }
  if (hidden !== undefined) refuseHidden(name, hidden);
  return undefined;
}

/** Undefined where the part says nothing of the field. */
export function saidBy(name: string, part: Part, earlier: readonly Part[], cx: Surroundings): Said | undefined {
  const before = earlier.flatMap((p) => (p.kind === "field" && p.property.name === name ? [p.property] : []));
  if (part.kind === "field") {
    return part.property.name === name ? { kind: "written", property: part.property, before } : undefined;
  }
  if (part.kind === "guarded") {
    const [first] = spans([part]);
    if (first === undefined) return undefined;
    const branch = (parts: readonly Part[]): Said =>
      said(name, [...earlier, ...parts], cx) ?? { kind: "missing", span: first, before: [] };
    if (!mentions(name, part)) return undefined;
    return { kind: "either", test: part.test, yes: branch(part.yes), no: branch(part.no), span: first, before };
  }
  const { term, type, member, span } = part;
  if (type.discriminant === name && member.tag !== undefined) return undefined;
  const found = member.fields.find((f) => f.name === name);
  if (found === undefined) return undefined;
  const value = field(term, member.name, found.name, found.sort, span);
  const taken: Said = { kind: "taken", field: found, term: value, span, before };
  const beneath = found.optional && earlier.length > 0 ? said(name, earlier, cx) : undefined;
  return beneath === undefined ? taken : overlaid(name, part, taken, beneath, cx);
}

/** A field that may be missing, over what was there before: where it is there and undefined, so is the result. */
function overlaid(
  name: string,
  part: Extract<Part, { kind: "spread" }>,
  taken: Extract<Said, { kind: "taken" }>,
  beneath: Said,
  cx: Surroundings,
): Said {
  const { term, span, before } = taken;
  if (part.there === undefined) return refuseBeneath(name, span);
  const option = optionOf(term.sort, cx.table.types);
  const bare = option !== undefined && absentOf(option).length === 1 ? unwrap(term, option, span) : term;
  const there = part.there.get(name);
  const entity = there === undefined ? undefined : cx.resolve(there);
  const below: Said =
    entity?.kind === "variable"
      ? {
          kind: "either",
          test: use(entity.variable),
          yes: { kind: "undefined", span, before: [] },
          no: beneath,
          span,
          before: [],
        }
      : beneath;
  const present: Said = { ...taken, field: { ...taken.field, sort: bare.sort }, term: bare, before: [] };
  return { kind: "either", test: not(is(term, "undefined")), yes: present, no: below, span, before };
}

/** A spread may hide any field: what one of unlike fields does is refused where the branch is looked into. */
export function mentions(name: string, part: Part): boolean {
  if (part.kind === "field") return part.property.name === name;
  return part.kind === "spread" || [...part.yes, ...part.no].some((p) => mentions(name, p));
}

function spans(parts: readonly Part[]): readonly Span[] {
  return parts.flatMap((p) => {
    if (p.kind === "guarded") return spans([...p.yes, ...p.no]);
    return [p.kind === "field" ? p.property.span : p.span];
  });
}

/** Written fields, also those in branches. */
export function writtenIn(parts: readonly Part[]): readonly Property[] {
  return parts.flatMap((p) => {
    if (p.kind === "guarded") return writtenIn([...p.yes, ...p.no]);
    return p.kind === "field" ? [p.property] : [];
  });
}

export function fieldsIn(parts: readonly Part[]): readonly Field[] {
  return parts.flatMap((p) => {
    if (p.kind === "guarded") return fieldsIn([...p.yes, ...p.no]);
    return p.kind === "spread" ? p.member.fields : [];
  });
}

/** Can the field be missing, or be there and undefined, by the way the literal is made? */
function mayLack(of: Said): boolean {
  if (of.kind === "either") return mayLack(of.yes) || mayLack(of.no);
  return of.kind === "undefined" || of.kind === "missing";
}

export function mayBeMissing(of: Said): boolean {
  if (of.kind === "either") return mayBeMissing(of.yes) || mayBeMissing(of.no);
  return of.kind === "missing" || (of.kind === "taken" && of.field.optional);
}

/** The value that is said, in the sort; what is written is evaluated, also where something later takes its place. */
export function valueSaid(of: Said, sort: Sort, span: Span, cx: Surroundings): Term {
  const option = optionOf(sort, cx.table.types);
  if (mayLack(of) && (option === undefined || !absentOf(option).includes("undefined"))) {
    const wide = cx.table.option(sort, ["undefined"]);
    return coerce(ofTerm(valueSaid(of, wide, span, cx)), sort, span, cx);
  }
  const value = bareValue(of, sort, span, cx);
  return of.before.reduce(
    (term, { value: lost }) => afterEvaluating(settle(elaborate(lost, cx, sort), cx), term),
    value,
  );
}

function bareValue(of: Said, sort: Sort, span: Span, cx: Surroundings): Term {
  switch (of.kind) {
    case "taken":
      return coerce(ofTerm(of.term), sort, of.span, cx);
    case "written":
      return coerce(elaborate(of.property.value, cx, sort), sort, of.property.span, cx);
    case "undefined":
    case "missing":
      return coerce({ kind: "absent", which: "undefined", span }, sort, span, cx);
    case "either":
      return ite(of.test, valueSaid(of.yes, sort, span, cx), valueSaid(of.no, sort, span, cx));
    default:
      return assertNever(of);
  }
}

/** The sort of what is said; `declared` is that of a field of that name in what is spread. */
export function sortOfSaid(of: Said, declared: Sort | undefined, cx: Surroundings): Sort | undefined {
  switch (of.kind) {
    case "taken":
      return of.term.sort;
    case "written": {
      const { sort } = settle(elaborate(of.property.value, cx, declared), cx);
      return declared !== undefined && sameRepresentation(declared, sort) ? declared : unrefined(sort);
    }
    case "undefined":
    case "missing":
      return undefined;
    case "either": {
      const [a, b] = [sortOfSaid(of.yes, declared, cx), sortOfSaid(of.no, declared, cx)];
      const joined = a === undefined || b === undefined ? (a ?? b) : joinOfSorts(a, b, cx);
      return joined && mayLack(of) ? cx.table.option(joined, ["undefined"]) : joined;
    }
    default:
      return assertNever(of);
  }
}

function refuseHidden(name: string, span: Span): never {
  return outside(
    "unsupported.expression",
    span,
    `The object spread here may have a field \`${name}\` that its type does not say, which would be taken.`,
    "Spread it first, and write the other fields after it.",
  );
}

function refuseBeneath(name: string, span: Span): never {
  return outside(
    "unsupported.expression",
    span,
    `Where \`${name}\` is there but undefined, this spread overwrites the value before it with undefined.`,
    `Write \`${name}: options.${name} ?? …\` with the value that stands in.`,
  );
}

export function namesIn(part: Part): readonly string[] {
  if (part.kind === "guarded") return [...part.yes, ...part.no].flatMap((p) => namesIn(p));
  return part.kind === "spread" ? part.member.fields.map((f) => f.name) : [part.property.name];
}
