/**
 * Gives the SMT expressions of maps that are made of whole maps or arrays: their keys are unknown functions of what they
 * are made of, of which `map-facts.ts` says what is known; their values are written out.
 */
import type { Expressions } from "./expressions.js";
import { hasKey, type KeyIndex, keyIndex, makeMap, mapPart, partSort, read } from "./maps.js";
import { integer, type Node, type SmtMap, type SmtSort } from "./node.js";
import { argument, type Row, type Use } from "./row.js";

export type Combination = "merge" | "restrict" | "without";

function sortOf({ sort }: Use): SmtMap {
  if (sort.kind !== "map") throw new TypeError(`no map: ${sort.kind}`);
  return sort;
}

const parts = ({ size, keys, places }: KeyIndex): readonly Node[] => [size, keys, places];

/** How many keys two maps have in common: one term for both orders, so that what is known of it is said once. */
export function common(x: Expressions, a: KeyIndex, b: KeyIndex): Node {
  const [ofA, ofB] = [parts(a), parts(b)];
  const differing = ofA.findIndex((part, i) => part !== ofB[i]);
  const isFirst = differing < 0 || (ofA[differing]?.id ?? 0) < (ofB[differing]?.id ?? 0);
  return x.unknown("map.common", isFirst ? [...ofA, ...ofB] : [...ofB, ...ofA], integer);
}

function unknownIndex(x: Expressions, name: string, given: readonly Node[], key: SmtSort, size: Node): KeyIndex {
  return {
    size,
    keys: x.unknown(`${name}.keys`, given, { kind: "items", element: key }),
    places: x.unknown(`${name}.places`, given, { kind: "items", element: integer, index: key }),
  };
}

export function combinedIndex(x: Expressions, how: Combination, a: KeyIndex, b: KeyIndex, key: SmtSort): KeyIndex {
  const shared = common(x, a, b);
  const sizes = {
    merge: x.difference(x.sum(a.size, b.size), shared),
    restrict: shared,
    without: x.difference(a.size, shared),
  };
  return unknownIndex(x, `map.${how}`, [...parts(a), ...parts(b)], key, sizes[how]);
}

const combined =
  (how: Combination): Row =>
  (x, use) => {
    const [a, b] = [argument(use, 0), argument(use, 1)];
    const of = sortOf(use);
    const index = combinedIndex(x, how, keyIndex(x, a), keyIndex(x, b), of.key);
    const [ofA, ofB] = [mapPart(x, a, "values"), mapPart(x, b, "values")];
    const isSet = of.value.kind === "unit";
    const values =
      how === "merge" && !isSet
        ? x.lambda([a, b], (k) => x.ite(hasKey(x, b, k), read(x, ofB, k), read(x, ofA, k)), of.key)
        : ofA;
    return makeMap(x, of, [...parts(index), values]);
  };

export function enumeratedIndex(x: Expressions, of: KeyIndex, key: SmtSort): KeyIndex {
  return unknownIndex(x, "map.enumerated", parts(of), key, of.size);
}

const enumerated: Row = (x, use) => {
  const map = argument(use, 0);
  const index = enumeratedIndex(x, keyIndex(x, map), sortOf(use).key);
  return makeMap(x, sortOf(use), [...parts(index), mapPart(x, map, "values")]);
};

/** The distinct elements of an array, in order of first occurrence. */
export function distinctIndex(x: Expressions, items: Node, length: Node, key: SmtSort): KeyIndex {
  const given = [items, length];
  return unknownIndex(x, "map.ofKeys", given, key, x.unknown("map.ofKeys.size", given, integer));
}

const ofKeys: Row = (x, use) => {
  const array = argument(use, 0);
  const of = sortOf(use);
  const index = distinctIndex(x, x.itemsOf(array), x.lengthOf(array), of.key);
  return makeMap(x, of, [...parts(index), x.unknown("no values", [], partSort(of, "values"))]);
};

const ofPairs: Row = (x, use) => {
  const [keys, values] = [argument(use, 0), argument(use, 1)];
  const of = sortOf(use);
  const given = [x.itemsOf(keys), x.lengthOf(keys)];
  const index = distinctIndex(x, x.itemsOf(keys), x.lengthOf(keys), of.key);
  const last = x.unknown("map.ofPairs.values", [...given, x.itemsOf(values)], partSort(of, "values"));
  return makeMap(x, of, [...parts(index), last]);
};

export const mapAlgebra = {
  "map.merge": combined("merge"),
  "map.restrict": combined("restrict"),
  "map.without": combined("without"),
  "map.enumerated": enumerated,
  "map.ofKeys": ofKeys,
  "map.ofPairs": ofPairs,
} as const;
