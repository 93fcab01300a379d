/**
 * Takes an operator on maps and its arguments' values; gives its value. Entries stand in order of insertion, as
 * JavaScript's Map and Set have them; keys are one key where `sameValue` says so, which on scalars is SameValueZero.
 */
import { Bug } from "../base/index.js";
import { inheritedNames, type Operator, type Value } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { sameValue } from "./equality.js";
import { type Evaluated, outside } from "./evaluation.js";

export type MapValue = Extract<Value, { kind: "map" }>;
type Entry = MapValue["entries"][number];

export function applyMap(operator: Operator, values: readonly Value[], span: Span | undefined): Evaluated {
  const [map, key, value] = values;
  if (operator === "map.ofKeys" || operator === "map.ofPairs") return ofArrays(operator, map, key);
  if (map?.kind !== "map") throw new Bug(`${operator} takes a map`);
  const { entries } = map;
  switch (operator) {
    case "map.size":
      return { kind: "int", value: BigInt(entries.length) };
    case "map.copy":
      return map;
    case "map.keys":
      return { kind: "array", items: entries.map(([k]) => k) };
    case "map.enumerated":
      return { ...map, entries: enumerated(entries) };
    case "map.merge":
    case "map.restrict":
    case "map.without":
      if (key?.kind !== "map") throw new Bug(`${operator} takes two maps`);
      return combined(operator, map, key);
  }
  if (key === undefined) throw new Bug(`${operator} takes a key`);
  const at = positionOf(map, key);
  switch (operator) {
    case "map.has":
      return { kind: "bool", value: at >= 0 };
    case "map.found": {
      const isInherited = key.kind === "string" && inheritedNames.includes(key.value);
      return at < 0 && isInherited ? outside("prototype", span) : { kind: "bool", value: at >= 0 };
    }
    case "map.get":
      return entries[at]?.[1] ?? outside("absent", span);
    case "map.position":
      return at < 0 ? outside("absent", span) : { kind: "int", value: BigInt(at) };
    case "map.set":
      if (value === undefined) throw new Bug("map.set takes a value");
      return withEntry(map, key, value);
    case "map.delete":
      return { ...map, entries: entries.filter((_, i) => i !== at) };
    default:
      throw new Bug(`no meaning for ${operator}`);
  }
}

/** A Set of an array, and a Map of an array of keys and one of values. */
function ofArrays(
  operator: "map.ofKeys" | "map.ofPairs",
  keys: Value | undefined,
  values: Value | undefined,
): MapValue {
  const isSet = operator === "map.ofKeys";
  if (keys?.kind !== "array" || (!isSet && values?.kind !== "array")) throw new Bug(`${operator} takes arrays`);
  const none: MapValue = { kind: "map", form: isSet ? "set" : "map", entries: [] };
  return keys.items.reduce<MapValue>((made, key, i) => {
    const value = values?.kind === "array" ? values.items[i] : undefined;
    return withEntry(made, key, value ?? { kind: "unit" });
  }, none);
}

function combined(operator: "map.merge" | "map.restrict" | "map.without", a: MapValue, b: MapValue): MapValue {
  if (operator === "map.merge") return b.entries.reduce((made, [key, value]) => withEntry(made, key, value), a);
  const wanted = operator === "map.restrict";
  return { ...a, entries: a.entries.filter(([key]) => positionOf(b, key) >= 0 === wanted) };
}

/** ECMA-262, section 10.1.11.1: array indices in ascending order, then the other names in order of creation. */
function enumerated(entries: MapValue["entries"]): MapValue["entries"] {
  const index = ([key]: Entry): number | undefined => {
    if (key.kind !== "string")
      return key.kind === "int" && isArrayIndex(Number(key.value)) ? Number(key.value) : undefined;
    const number = Number(key.value);
    return isArrayIndex(number) && String(number) === key.value ? number : undefined;
  };
  const indices = entries.flatMap((entry) => {
    const at = index(entry);
    return at === undefined ? [] : [{ at, entry }];
  });
  const others = entries.filter((entry) => index(entry) === undefined);
  return [...indices.sort((a, b) => a.at - b.at).map(({ entry }) => entry), ...others];
}

/** ECMA-262, section 6.1.7 */
function isArrayIndex(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number < 2 ** 32 - 1 && !Object.is(number, -0);
}

/** Where the key stands, or -1. */
export function positionOf(map: MapValue, key: Value): number {
  return map.entries.findIndex(([known]) => sameValue(known, key));
}

/** A new key comes last, an old one keeps its place. */
export function withEntry(map: MapValue, key: Value, value: Value): MapValue {
  const at = positionOf(map, key);
  const added: Entry = [normalKey(key), value];
  if (at < 0) return { ...map, entries: [...map.entries, added] };
  return { ...map, entries: map.entries.map((old, i): Entry => (i === at ? [old[0], value] : old)) };
}

/** ECMA-262, section 24.1.3.9: -0 is stored as +0. */
function normalKey(key: Value): Value {
  return key.kind === "double" && key.value === 0 ? { kind: "double", value: 0 } : key;
}
