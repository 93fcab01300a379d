/**
 * Takes object literals where a dictionary is wanted, or where one is spread; gives the dictionary that they build. A key
 * that comes again keeps its place and gets the later value (ECMA-262, section 13.2.5.5); a written or computed key makes
 * an own property, whatever its name.
 */
import type { Expression, Property } from "../contract/index.js";
import { type MapSort, mapEmpty, mapSet, type Sort, sameRepresentation, type Term } from "../ir/index.js";
import { coerce } from "./coerce.js";
import { elaborate } from "./elaborate.js";
import { type Dictionary, isDictionaryTerm, keyNamed, keyOf } from "./elaborate-dictionaries.js";
import { type Elaborated, ofTerm, type Surroundings } from "./entity.js";
import { describe, outside } from "./mismatch.js";

type ObjectExpression = Extract<Expression, { kind: "object" }>;

export function dictionaryLiteral(
  e: ObjectExpression,
  wanted: Sort | undefined,
  cx: Surroundings,
): Elaborated | undefined {
  const sort = wanted?.kind === "map" && wanted.form === "record" ? plain(wanted) : sortOfSpread(e, cx);
  if (sort === undefined) return undefined;
  return ofTerm(
    e.properties.reduce<Term>(
      (made, property) => {
        if (property.spread !== undefined) return withSpread(made, property, sort, cx);
        const key = keyOf(keyOperand(property, cx), sort, cx);
        const value = coerce(elaborate(property.value, cx, sort.value), sort.value, property.value.span, cx);
        return mapSet(made, key, value, property.span);
      },
      mapEmpty(sort, e.span),
    ),
  );
}

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
