/**
 * Takes object literals where a dictionary is wanted, or where one is spread; gives the dictionary that they build. A key
 * that comes again keeps its place and gets the later value (ECMA-262, section 13.2.5.5); a written or computed key makes
 * an own property, whatever its name.
 */
import type { Expression, Property } from "../../contract/index.js";
import {
  type MapSort,
  mapDelete,
  mapEmpty,
  mapSet,
  prototypeName,
  type Sort,
  sameRepresentation,
  string,
  type Term,
} from "../../ir/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce } from "../types/coerce.js";
import { describe, outside } from "../types/mismatch.js";
import { type Dictionary, isDictionaryTerm, keyNamed, keyOf } from "./dictionaries.js";
import { elaborate } from "./elaborate.js";

type ObjectExpression = Extract<Expression, { kind: "object" }>;

export function dictionaryLiteral(
  e: ObjectExpression,
  wanted: Sort | undefined,
  cx: Surroundings,
): Elaborated | undefined {
  const sort = wanted?.kind === "map" && wanted.form === "record" ? plain(wanted) : sortOfSpread(e, cx);
  if (sort === undefined) return undefined;
  const isAssigned = e.properties.some((p) => p.spread?.assigned === true);
  if (isAssigned) refuseAsPrototype(sort, e);
  const made = e.properties.reduce<Term>(
    (entries, property) => {
      if (property.spread !== undefined) return withSpread(entries, property, sort, cx);
      const key = keyOf(keyOperand(property, cx), sort, cx);
      const value = coerce(elaborate(property.value, cx, sort.value), sort.value, property.value.span, cx);
      return mapSet(entries, key, value, property.span);
    },
    mapEmpty(sort, e.span),
  );
  return ofTerm(isAssigned && sort.key.kind === "string" ? mapDelete(made, string(prototypeName), e.span) : made);
}

/** Soundness: a value that can be a prototype would lend its own properties to the object that is made. */
function refuseAsPrototype(sort: MapSort, e: ObjectExpression): void {
  if (sort.key.kind !== "string" || neverPrototype.has(sort.value.kind)) return;
  outside(
    "unsupported.call",
    e.span,
    "`Object.assign` would make a value that stands under `__proto__` the prototype of the object made.",
    "Write `{ ...a, ...b }`.",
  );
}

/** Assigned to `__proto__` they do nothing (ECMA-262, section B.2.2.1.2). */
const neverPrototype: ReadonlySet<Sort["kind"]> = new Set(["bool", "int", "bigint", "real", "double", "string"]);

/** A literal has Object.prototype. */
function plain({ form, key, value }: MapSort): MapSort {
  return { kind: "map", form, key, value };
}

function keyOperand(property: Property, cx: Surroundings) {
  if (property.key === undefined) return keyNamed(property.name, property.span);
  return { value: elaborate(property.key, cx), span: property.key.span };
}

/** Without a wanted sort, what begins as a copy of a dictionary is one. */
function sortOfSpread(e: ObjectExpression, cx: Surroundings): MapSort | undefined {
  const [first] = e.properties;
  if (first?.spread === undefined) return undefined;
  const value = elaborate(first.value, cx);
  return value.kind === "term" && isDictionaryTerm(value.term) ? plain(value.term.sort) : undefined;
}

function withSpread(made: Term, property: Property, sort: MapSort, cx: Surroundings): Term {
  const { span } = property;
  const value = elaborate(property.value, cx);
  const of: Dictionary | undefined =
    value.kind === "term" && isDictionaryTerm(value.term) && sameRepresentation(value.term.sort, sort)
      ? value.term
      : undefined;
  if (of === undefined) {
    return outside(
      "unsupported.expression",
      span,
      `A spread of ${describe(value, cx)} into a dictionary is not read.`,
      "Write the entries one by one, or spread a dictionary of the same type.",
    );
  }
  const isFirst = made.kind === "apply" && made.operator === "map.empty";
  return { kind: "apply", operator: isFirst ? "map.copy" : "map.merge", args: isFirst ? [of] : [made, of], sort, span };
}
