/**
 * Takes an operator on maps and its arguments' values; gives its value. Entries stand in order of insertion, as
 * JavaScript's Map and Set have them; keys are one key where `sameValue` says so, which on scalars is SameValueZero.
 */
import { Bug } from "../base/index.js";
import type { Operator, Value } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { sameValue } from "./equality.js";
import { type Evaluated, outside } from "./evaluation.js";

export type MapValue = Extract<Value, { kind: "map" }>;
type Entry = MapValue["entries"][number];

export function applyMap(operator: Operator, values: readonly Value[], span: Span | undefined): Evaluated {
  const [map, key, value] = values;
  if (map?.kind !== "map") throw new Bug(`${operator} takes a map`);
  const { entries } = map;
  switch (operator) {
    case "map.size":
      return { kind: "int", value: BigInt(entries.length) };
    case "map.copy":
      return map;
    case "map.keys":
      return { kind: "array", items: entries.map(([k]) => k) };
  }
  if (key === undefined) throw new Bug(`${operator} takes a key`);
  const at = positionOf(map, key);
  switch (operator) {
    case "map.has":
      return { kind: "bool", value: at >= 0 };
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
