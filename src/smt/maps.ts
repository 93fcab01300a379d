/**
 * Gives maps in SMT-LIB: (size, keys, places, values). The keys stand in order of insertion in `keys`, from 0 to below
 * the size; `places` says of a key where it stands, and `values` what it is mapped to. A key is in the map exactly if it
 * stands where its place says:
 *
 *   has(k)  :=  0 <= places[k] < size  and  keys[places[k]] = k
 *
 * so that size and content can never contradict each other, whatever a model puts in the arrays. That the keys are
 * distinct (`places[keys[i]] = i`, a type fact) is all that a map must satisfy, and every operation keeps it.
 * Source: Briggs, Torczon, "An efficient representation for sparse sets" (LOPLAS 1993).
 */
import { invariant } from "../base/index.js";
import type { Expressions } from "./expressions.js";
import { boolean, child, float, integer, type MapPart, type Node, type SmtMap, type SmtSort } from "./node.js";
import { argument, binary, type Row, unary } from "./row.js";

export const mapParts: readonly MapPart[] = ["size", "keys", "places", "values"];

export function partSort(of: SmtMap, part: MapPart): SmtSort {
  switch (part) {
    case "size":
      return integer;
    case "keys":
      return { kind: "items", element: of.key };
    case "places":
      return { kind: "items", element: integer, index: of.key };
    case "values":
      return { kind: "items", element: of.value, index: of.key };
  }
}

export function makeMap(x: Expressions, of: SmtMap, parts: readonly Node[]): Node {
  return x.make({ kind: "map.make", of }, parts, of);
}

/** A part of a map; of one that is made of parts, the part itself. */
export function mapPart(x: Expressions, map: Node, part: MapPart): Node {
  const { sort } = map;
  if (sort.kind !== "map") throw new TypeError(`no map: ${sort.kind}`);
  if (map.head.kind === "map.make") return child(map, mapParts.indexOf(part));
  return x.make({ kind: "map.part", of: sort, part }, [map], partSort(sort, part));
}

/** SameValueZero (ECMA-262, section 7.2.11): the zeros are one key, and so is NaN, which SMT-LIB has once. */
export function keyNode(x: Expressions, key: Node): Node {
  if (key.sort !== float) return key;
  return x.ite(x.bool("fp.isZero", key), x.literal({ kind: "double", value: 0 }), key);
}

export function read(x: Expressions, items: Node, index: Node): Node {
  if (items.sort.kind !== "items") throw new TypeError(`no items: ${items.sort.kind}`);
  return x.element(items, index);
}

const store = (x: Expressions, items: Node, index: Node, value: Node): Node =>
  x.builtin("store", [items, index, value], items.sort);

export function placeOfKey(x: Expressions, map: Node, key: Node): Node {
  return read(x, mapPart(x, map, "places"), keyNode(x, key));
}

export function keyAt(x: Expressions, map: Node, position: Node): Node {
  return read(x, mapPart(x, map, "keys"), position);
}

/** The keys of a map, by position and the other way round. */
export interface KeyIndex {
  readonly size: Node;
  readonly keys: Node;
  readonly places: Node;
}

export function keyIndex(x: Expressions, map: Node): KeyIndex {
  return { size: mapPart(x, map, "size"), keys: mapPart(x, map, "keys"), places: mapPart(x, map, "places") };
}

export function holdsKey(x: Expressions, { size, keys, places }: KeyIndex, key: Node): Node {
  const place = read(x, places, keyNode(x, key));
  return x.and(
    x.bool("<=", x.integer(0n), place),
    x.bool("<", place, size),
    x.builtin("=", [read(x, keys, place), keyNode(x, key)], boolean),
  );
}

export function hasKey(x: Expressions, map: Node, key: Node): Node {
  return holdsKey(x, keyIndex(x, map), key);
}

export function valueAt(x: Expressions, map: Node, key: Node): Node {
  return read(x, mapPart(x, map, "values"), keyNode(x, key));
}

/** A key that is there is stored at its own place again, so that one store serves both cases. */
function set(x: Expressions, map: Node, key: Node, value: Node): Node {
  const { sort } = map;
  if (sort.kind !== "map") throw new TypeError(`no map: ${sort.kind}`);
  const known = hasKey(x, map, key);
  const size = mapPart(x, map, "size");
  const place = x.ite(known, placeOfKey(x, map, key), size);
  const normal = keyNode(x, key);
  return makeMap(x, sort, [
    x.ite(known, size, x.sum(size, x.integer(1n))),
    store(x, mapPart(x, map, "keys"), place, normal),
    store(x, mapPart(x, map, "places"), normal, place),
    store(x, mapPart(x, map, "values"), normal, value),
  ]);
}

/** The keys behind it move up by one place. */
function without(x: Expressions, map: Node, key: Node): Node {
  const { sort } = map;
  if (sort.kind !== "map") throw new TypeError(`no map: ${sort.kind}`);
  const known = hasKey(x, map, key);
  const [size, keys, places, values] = mapParts.map((part) => mapPart(x, map, part));
  invariant(size !== undefined && keys !== undefined && places !== undefined && values !== undefined, "four parts");
  const gone = placeOfKey(x, map, key);
  const normal = keyNode(x, key);
  const one = x.integer(1n);
  const moved = x.lambda([map, key], (i) =>
    x.ite(x.bool("<", i, gone), read(x, keys, i), read(x, keys, x.sum(i, one))),
  );
  const replaced = x.lambda(
    [map, key],
    (other) => {
      const place = read(x, places, other);
      const inMap = hasKey(x, map, other);
      const stays = x.ite(x.bool("<", gone, place), x.difference(place, one), place);
      return x.ite(x.or(x.identical(other, normal), x.not(inMap)), x.integer(-1n), stays);
    },
    sort.key,
  );
  return makeMap(x, sort, [
    x.ite(known, x.difference(size, one), size),
    x.ite(known, moved, keys),
    x.ite(known, replaced, places),
    values,
  ]);
}

/** What stands in the arrays is one unknown content for all empty maps; nothing can read it. */
const empty: Row = (x, use) => {
  const { sort } = use;
  if (sort.kind !== "map") throw new TypeError(`no map: ${sort.kind}`);
  const rest = mapParts.slice(1).map((part) => x.unknown(`no ${part}`, [], partSort(sort, part)));
  return makeMap(x, sort, [x.integer(0n), ...rest]);
};

export const mapOperators = {
  "map.empty": empty,
  "map.size": unary((x, m) => mapPart(x, m, "size")),
  "map.has": binary((x, m, k) => hasKey(x, m, k)),
  "map.found": binary((x, m, k) => hasKey(x, m, k)),
  "map.get": binary((x, m, k) => valueAt(x, m, k)),
  "map.set": ((x, use) => set(x, argument(use, 0), argument(use, 1), argument(use, 2))) satisfies Row,
  "map.delete": binary((x, m, k) => without(x, m, k)),
  "map.copy": unary((_x, m) => m),
  "map.keys": unary((x, m) => x.pair(mapPart(x, m, "size"), mapPart(x, m, "keys"))),
  "map.position": binary((x, m, k) => placeOfKey(x, m, k)),
} as const;
