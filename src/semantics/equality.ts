/**
 * Takes two values of one sort; gives the operator `same`: structural equality, leaves by `Object.is`, except that the
 * two zeros are equal (SEMANTICS, section 3). Numbers of different kinds are compared by what they denote.
 */
import type { Value } from "../ir/index.js";

export function sameValue(a: Value, b: Value): boolean {
  if (a.kind === "array" && b.kind === "array") return sameList(a.items, b.items);
  if (a.kind === "map" && b.kind === "map") return sameMap(a, b);
  if (a.kind === "data" && b.kind === "data") {
    return a.type === b.type && a.constructor === b.constructor && sameList(a.fields, b.fields);
  }
  if (a.kind === "real" && b.kind === "real") return a.numerator * b.denominator === b.numerator * a.denominator;
  if (a.kind === "double" && b.kind === "double") return a.value === b.value || Object.is(a.value, b.value);
  if (a.kind === "unit" && b.kind === "unit") return true;
  if (a.kind === "opaque" && b.kind === "opaque") {
    // Functions of different types that have one number are two in a run.
    return a.foreign === b.foreign && a.id === b.id && JSON.stringify(a.behaves) === JSON.stringify(b.behaves);
  }
  return a.kind === b.kind && "value" in a && "value" in b && a.value === b.value;
}

/** The same keys with the same values, in whatever order. */
function sameMap(a: Extract<Value, { kind: "map" }>, b: Extract<Value, { kind: "map" }>): boolean {
  const other = (key: Value): Value | undefined => b.entries.find(([known]) => sameValue(known, key))?.[1];
  return a.entries.length === b.entries.length && a.entries.every(([key, value]) => sameAt(value, other(key)));
}

function sameList(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, i) => sameAt(item, b[i]));
}

function sameAt(a: Value, b: Value | undefined): boolean {
  return b !== undefined && sameValue(a, b);
}
