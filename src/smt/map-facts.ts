/**
 * Takes an unknown function of the encoding that stands for the keys of a map; gives what is known of it, as `axioms.ts`
 * does for all unknown functions. Keys are distinct, and stand where their places say.
 * Soundness: for all maps and arrays there are keys and places of which each fact is true.
 */
import type { Expressions } from "./expressions.js";
import { type Combination, combinedIndex, distinctIndex, enumeratedIndex } from "./map-algebra.js";
import { holdsKey, type KeyIndex, keyNode, read } from "./maps.js";
import { boolean, child, float, integer, type Node, type SmtSort } from "./node.js";
import { reachable } from "./symbols.js";

export function mapFact(x: Expressions, node: Node): Node | undefined {
  const { head } = node;
  if (head.kind !== "unknown" || !head.key.startsWith("map.") || !isOfMaps(node)) return undefined;
  switch (head.key) {
    case "map.common":
      return commonFact(x, node);
    case "map.merge.keys":
      return combinedFact(x, "merge", node, (inA, inB) => x.or(inA, inB));
    case "map.restrict.keys":
      return combinedFact(x, "restrict", node, (inA, inB) => x.and(inA, inB));
    case "map.without.keys":
      return combinedFact(x, "without", node, (inA, inB) => x.and(inA, x.not(inB)));
    case "map.enumerated.keys": {
      const of = indexAt(node, 0);
      const made = enumeratedIndex(x, of, keySort(node));
      return x.and(
        valid(x, made, [node]),
        sameKeys(x, made, node, (k) => holdsKey(x, of, k), [of.places]),
      );
    }
    case "map.ofKeys.size":
      return distinctSize(x, node);
    case "map.ofKeys.keys":
      return distinctKeys(x, node);
    case "map.ofPairs.values":
      return lastValues(x, node);
    default:
      return undefined;
  }
}

/** Soundness: a bound variable may stand for what is no map: keys that stand nowhere. Nothing is said of such a use. */
function isOfMaps(node: Node): boolean {
  if (node.levels.length === 0) return true;
  return [...reachable([node])].every(
    (part) => part.head.kind !== "bound" || part.sort.kind === "plain" || part.sort.kind === "items",
  );
}

function indexAt(node: Node, from: number): KeyIndex {
  return { size: child(node, from), keys: child(node, from + 1), places: child(node, from + 2) };
}

function keySort({ sort }: Node): SmtSort {
  if (sort.kind !== "items") throw new TypeError(`no keys: ${sort.kind}`);
  return sort.element;
}

function inRange(x: Expressions, i: Node, length: Node): Node {
  return x.and(x.bool("<=", x.integer(0n), i), x.bool("<", i, length));
}

/** For each position below the length. */
function each(x: Expressions, length: Node, over: readonly Node[], body: (i: Node) => Node): Node {
  return x.quantified("forall", [length, ...over], (i) => x.implies(inRange(x, i, length), body(i)));
}

/** Each key stands where its place says. */
function valid(x: Expressions, { size, keys, places }: KeyIndex, over: readonly Node[]): Node {
  return each(x, size, over, (i) => {
    const key = read(x, keys, i);
    return x.and(x.identical(read(x, places, key), i), x.identical(keyNode(x, key), key));
  });
}

function sameKeys(
  x: Expressions,
  made: KeyIndex,
  node: Node,
  isKey: (key: Node) => Node,
  others: readonly Node[] = [],
): Node {
  return eachKey(x, node, [made.places, ...others], keySort(node), (k) =>
    x.ite(isKey(k), holdsKey(x, made, k), isNowhere(x, made, k)),
  );
}

/** What is no key stands at -1, so that asking for the key there is the last question. */
function isNowhere(x: Expressions, { places }: KeyIndex, key: Node): Node {
  return x.identical(read(x, places, keyNode(x, key)), x.integer(-1n));
}

/**
 * For all keys, brought in by who asks for the place of one. What is asked of the maps that a map is made of brings in
 * nothing: each answer would be a question again.
 */
function eachKey(x: Expressions, node: Node, places: readonly Node[], key: SmtSort, body: (key: Node) => Node): Node {
  const level = Math.max(-1, ...[node, ...places].flatMap((part) => part.levels)) + 1;
  const bound = x.make({ kind: "bound", level }, [], key);
  // Of doubles the place is asked of the one zero.
  const patterns = key === float ? [] : places.map((of) => [read(x, of, bound)]);
  const head = { kind: "quantifier", quantifier: "forall", level, sorts: [key], patterns } as const;
  return x.make(head, [body(bound)], boolean);
}

function combinedFact(x: Expressions, how: Combination, node: Node, isKey: (inA: Node, inB: Node) => Node): Node {
  const [a, b] = [indexAt(node, 0), indexAt(node, 3)];
  const made = combinedIndex(x, how, a, b, keySort(node));
  const order =
    how === "merge" ? [each(x, a.size, [node], (i) => x.identical(read(x, made.keys, i), read(x, a.keys, i)))] : [];
  return x.and(
    valid(x, made, [node]),
    sameKeys(x, made, node, (k) => isKey(holdsKey(x, a, k), holdsKey(x, b, k))),
    ...order,
  );
}

/**
 * None exactly where no key of the one is a key of the other, all of a map's keys exactly where the other has all of them.
 * That none is shared is said of the keys of one: said of both, each key of one would ask for one of the other for ever.
 */
function commonFact(x: Expressions, count: Node): Node {
  const [a, b] = [indexAt(count, 0), indexAt(count, 3)];
  const zero = x.integer(0n);
  const isShared = (of: KeyIndex, other: KeyIndex, i: Node): Node => holdsKey(x, other, read(x, of.keys, i));
  const some = (name: string, of: KeyIndex, holds: (i: Node) => Node): Node => {
    const at = x.unknown(`map.common.${name}`, count.args, integer);
    return x.and(inRange(x, at, of.size), holds(at));
  };
  const all = (name: string, of: KeyIndex, other: KeyIndex): readonly Node[] => [
    x.bool("<=", count, of.size),
    x.or(
      x.identical(count, of.size),
      some(name, of, (i) => x.not(isShared(of, other, i))),
    ),
    x.implies(
      x.identical(count, of.size),
      each(x, of.size, [count], (i) => isShared(of, other, i)),
    ),
  ];
  return x.and(
    x.bool("<=", zero, count),
    x.or(
      x.identical(count, zero),
      some("shared", a, (i) => isShared(a, b, i)),
    ),
    x.implies(
      x.identical(count, zero),
      each(x, a.size, [count], (i) => x.not(isShared(a, b, i))),
    ),
    ...all("first", a, b),
    ...all("second", b, a),
  );
}

/** As many as there are elements exactly where no two are equal. */
function distinctSize(x: Expressions, size: Node): Node {
  const [items, length] = [child(size, 0), child(size, 1)];
  if (items.sort.kind !== "items") throw new TypeError("the elements of an array are items");
  const { places } = distinctIndex(x, items, length, items.sort.element);
  const [first, second] = [1, 2].map((i) => x.unknown(`map.ofKeys.twice ${i}`, size.args, integer));
  const key = (i: Node | undefined): Node => keyNode(x, read(x, items, i ?? x.integer(0n)));
  const twice =
    first === undefined || second === undefined
      ? x.bool("=", size, length)
      : x.and(inRange(x, first, second), x.bool("<", second, length), x.identical(key(first), key(second)));
  return x.implies(
    x.bool("<=", x.integer(0n), length),
    x.and(
      x.bool("<=", x.integer(0n), size),
      x.bool("<=", size, length),
      x.implies(x.bool("<", x.integer(0n), length), x.bool("<", x.integer(0n), size)),
      x.or(x.identical(size, length), twice),
      x.implies(
        x.identical(size, length),
        each(x, length, [size], (i) => x.identical(read(x, places, key(i)), i)),
      ),
    ),
  );
}

/** Exactly the elements, none later than where it first stands. */
function distinctKeys(x: Expressions, node: Node): Node {
  const [items, length] = [child(node, 0), child(node, 1)];
  const made = distinctIndex(x, items, length, keySort(node));
  const key = (i: Node): Node => keyNode(x, read(x, items, i));
  const stands = (k: Node): Node => {
    const at = x.unknown("map.ofKeys.at", [items, length, k], integer);
    return x.and(
      inRange(x, at, length),
      x.identical(key(at), keyNode(x, k)),
      x.bool("<=", read(x, made.places, keyNode(x, k)), at),
    );
  };
  return x.and(
    valid(x, made, [node]),
    each(x, length, [node], (i) => x.and(holdsKey(x, made, key(i)), x.bool("<=", read(x, made.places, key(i)), i))),
    eachKey(x, node, [made.places], keySort(node), (k) =>
      x.or(isNowhere(x, made, k), x.and(holdsKey(x, made, k), stands(k))),
    ),
  );
}

/** The value that stands beside the last occurrence of the key. */
function lastValues(x: Expressions, values: Node): Node {
  const [items, length, beside] = [child(values, 0), child(values, 1), child(values, 2)];
  if (items.sort.kind !== "items") throw new TypeError("the elements of an array are items");
  const { element } = items.sort;
  const made = distinctIndex(x, items, length, element);
  const key = (i: Node): Node => keyNode(x, read(x, items, i));
  const last = (k: Node): Node => x.unknown("map.ofPairs.last", [items, length, keyNode(x, k)], integer);
  const known = (k: Node): Node =>
    x.and(
      inRange(x, last(k), length),
      x.identical(key(last(k)), keyNode(x, k)),
      x.identical(read(x, values, keyNode(x, k)), read(x, beside, last(k))),
    );
  return x.and(
    eachKey(x, values, [values], element, (k) => x.implies(holdsKey(x, made, k), known(k))),
    each(x, length, [values], (i) => x.bool("<=", i, last(read(x, items, i)))),
  );
}
