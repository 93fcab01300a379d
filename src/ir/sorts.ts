/**
 * Takes sorts; gives their names, equality and the facts that being of a sort grants (`typeFacts`).
 * Soundness: two sorts have one representation exactly if `representation` gives the same text for them.
 */
import { assertNever, invariant } from "../base/index.js";
import {
  and,
  arrayGet,
  arrayLength,
  atMost,
  field,
  forall,
  implies,
  int,
  is,
  lessThan,
  mapGet,
  mapHas,
  mapKeys,
  mapPosition,
  mapSize,
  or,
  same,
  string,
  trueTerm,
  variable,
} from "./builders.js";
import type { DataType, DataTypes, MapSort, Sort } from "./sort.js";
import type { Term } from "./term.js";

export const bool: Sort = { kind: "bool" };
export const intSort: Sort = { kind: "int" };
export const natSort: Sort = { kind: "int", nat: true };
export const realSort: Sort = { kind: "real" };
export const doubleSort: Sort = { kind: "double" };
export const stringSort: Sort = { kind: "string" };
export const unitSort: Sort = { kind: "unit" };

/** A text that is equal for two sorts exactly if their values are represented alike; refinements are left out. */
export function representation(sort: Sort): string {
  switch (sort.kind) {
    case "array":
      return `${representation(sort.element)}[]`;
    case "map":
      return `${sort.form}<${representation(sort.key)},${representation(sort.value)}>`;
    case "data":
      return sort.name;
    case "bool":
    case "int":
    case "real":
    case "double":
    case "string":
    case "unit":
      return sort.kind;
    default:
      return assertNever(sort);
  }
}

export function sameRepresentation(a: Sort, b: Sort): boolean {
  return representation(a) === representation(b);
}

export function dataType(types: DataTypes, name: string): DataType {
  const found = types.get(name);
  invariant(found !== undefined, `data type ${name} is not declared`);
  return found;
}

/** Can a value of the sort be changed in place, or hold a part that can? Such values have owners (SEMANTICS, section 2). */
export function isMutable(sort: Sort, types: DataTypes, seen: ReadonlySet<string> = new Set()): boolean {
  switch (sort.kind) {
    case "array":
    case "map":
      return true;
    case "data": {
      if (seen.has(sort.name)) return false;
      const type = dataType(types, sort.name);
      if (type.shape !== "option") return true;
      const inside = new Set([...seen, sort.name]);
      return type.constructors.some((c) => c.fields.some((f) => isMutable(f.sort, types, inside)));
    }
    case "bool":
    case "int":
    case "real":
    case "double":
    case "string":
    case "unit":
      return false;
    default:
      return assertNever(sort);
  }
}

/**
 * What is known of any value of the sort, deeply: lengths at least 0, `nat`, literal unions. Holds for every value that
 * a checked program can hold, not only for inputs, since each marked place owes it at every assignment.
 */
export function typeFacts(term: Term, sort: Sort, types: DataTypes, depth = 0): Term {
  switch (sort.kind) {
    case "int":
      if (sort.literals !== undefined) return or(...sort.literals.map((value) => same(term, int(value))));
      return sort.nat === true ? atMost(int(0n), term) : trueTerm;
    case "string":
      return sort.literals === undefined ? trueTerm : or(...sort.literals.map((text) => same(term, string(text))));
    case "array":
      return and(
        atMost(int(0n), arrayLength(term)),
        everyElement(term, (element) => typeFacts(element, sort.element, types, depth + 1), depth),
      );
    case "map":
      return mapFacts(term, sort, types, depth);
    case "data": {
      const type = dataType(types, sort.name);
      return and(
        ...type.constructors.map((c) => {
          const facts = and(
            ...c.fields.map((f) => typeFacts(field(term, c.name, f.name, f.sort), f.sort, types, depth)),
          );
          return type.constructors.length === 1 ? facts : implies(is(term, c.name), facts);
        }),
      );
    }
    case "bool":
    case "real":
    case "double":
    case "unit":
      return trueTerm;
    default:
      return assertNever(sort);
  }
}

/**
 * Keys are distinct (a key stands where `map.position` says), and are keys of the map; keys and values have their types.
 * One quantifier over positions: what is known of any key is known of the one at its position.
 */
function mapFacts(map: Term, sort: MapSort, types: DataTypes, depth: number): Term {
  const keys = mapKeys(map);
  const atKey = (key: Term): Term =>
    and(
      mapHas(map, key),
      typeFacts(key, sort.key, types, depth + 1),
      sort.value.kind === "unit" ? trueTerm : typeFacts(mapGet(map, key), sort.value, types, depth + 1),
    );
  const name = `#${depth}`;
  const index = variable(name, intSort);
  const key = arrayGet(keys, index);
  return and(
    atMost(int(0n), mapSize(map)),
    forall(
      [{ name, sort: intSort }],
      implies(
        and(atMost(int(0n), index), lessThan(index, mapSize(map))),
        and(atKey(key), same(mapPosition(map, key), index)),
      ),
    ),
  );
}

/** `forall(k, 0 <= k < length ==> property(array[k]))`, or true where the property says nothing. */
export function everyElement(array: Term, property: (element: Term) => Term, depth: number): Term {
  const name = `#${depth}`;
  const index = variable(name, intSort);
  const body = property(arrayGet(array, index));
  if (body.kind === "literal") return body;
  return forall(
    [{ name, sort: intSort }],
    implies(and(atMost(int(0n), index), lessThan(index, arrayLength(array))), body),
  );
}
