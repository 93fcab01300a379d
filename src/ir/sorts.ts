/**
 * Takes sorts; gives their names, equality and the facts that being of a sort grants (`typeFacts`).
 * Soundness: two sorts have one representation exactly if `representation` gives the same text for them.
 */
import { assertNever, invariant } from "../base/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  field,
  forall,
  implies,
  int,
  is,
  ite,
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
export const bigintSort: Sort = { kind: "bigint" };
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
    case "opaque":
      return sort.foreign === undefined ? `type ${sort.name}` : `value ${sort.foreign}`;
    case "bool":
    case "int":
    case "bigint":
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
      if (type.shape !== "option" && type.shape !== "mixed") return true;
      const inside = new Set([...seen, sort.name]);
      return type.constructors.some((c) => c.fields.some((f) => isMutable(f.sort, types, inside)));
    }
    case "bool":
    case "int":
    case "bigint":
    case "real":
    case "double":
    case "string":
    case "unit":
      return false;
    // What it stands for may be an object; nothing that has the sort can change it.
    case "opaque":
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
      if (type.recursive === true) {
        return promises(sort, types) ? apply("data.typed", [term], bool) : trueTerm;
      }
      return everyField(term, type, (part) => typeFacts(part, part.sort, types, depth));
    }
    case "bool":
    case "bigint":
    case "real":
    case "double":
    case "unit":
    case "opaque":
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

const largest = 2n ** 53n - 1n;

/** |n| <= 2^53 - 1 */
export function safeInteger(term: Term): Term {
  return term.sort.kind === "int" ? atMost(apply("int.absolute", [term], intSort), int(largest)) : trueTerm;
}

/** An array has at most 2^32 - 1 elements (ECMA-262, section 10.4.2). */
export function lengthFact(term: Term): Term {
  if (term.sort.kind === "map") return atMost(mapSize(term), int(2n ** 32n - 1n));
  return term.sort.kind === "array" ? atMost(arrayLength(term), int(2n ** 32n - 1n)) : trueTerm;
}

/** What is taken for granted of the numbers and lengths in an argument, see the operator `data.safe`. */
export function safeFacts(term: Term, sort: Sort, types: DataTypes, depth = 0): Term {
  return deepFacts(term, sort, (part) => and(safeInteger(part), lengthFact(part)), types, "data.safe", depth);
}

/** The property of a value and of everything in it; inside recursive data it is the predicate, if there is one. */
export function deepFacts(
  term: Term,
  sort: Sort,
  leaf: (part: Term) => Term,
  types: DataTypes,
  predicate: "data.safe" | undefined,
  depth = 0,
): Term {
  const own = leaf(term);
  if (sort.kind === "array") {
    return and(
      own,
      everyElement(term, (element) => deepFacts(element, sort.element, leaf, types, predicate, depth + 1), depth),
    );
  }
  if (sort.kind === "map") {
    const inside = (part: Term, of: Sort): Term => deepFacts(part, of, leaf, types, predicate, depth + 1);
    const entry = (key: Term): Term =>
      and(inside(key, sort.key), sort.value.kind === "unit" ? trueTerm : inside(mapGet(term, key), sort.value));
    return and(own, everyElement(mapKeys(term), entry, depth));
  }
  if (sort.kind !== "data") return own;
  const type = dataType(types, sort.name);
  if (type.recursive === true) {
    return predicate !== undefined && holdsSafe(sort, types) ? apply(predicate, [term], bool) : trueTerm;
  }
  return and(
    own,
    everyField(term, type, (part) => deepFacts(part, part.sort, leaf, types, predicate, depth)),
  );
}

function everyField(term: Term, type: DataType, property: (part: Term) => Term): Term {
  return and(
    ...type.constructors.map((c) => {
      const facts = and(...c.fields.map((f) => property(field(term, c.name, f.name, f.sort))));
      return type.constructors.length === 1 ? facts : implies(is(term, c.name), facts);
    }),
  );
}

/** Does the sort say more of its values than how they are represented? */
function promises(sort: Sort, types: DataTypes): boolean {
  return anySort(sort, types, (part) => {
    if (part.kind === "int") return part.nat === true || part.literals !== undefined;
    return part.kind === "array" || (part.kind === "string" && part.literals !== undefined);
  });
}

function holdsSafe(sort: Sort, types: DataTypes): boolean {
  return anySort(sort, types, (part) => part.kind === "int" || part.kind === "array");
}

/** Has the sort, or some sort of its parts, the property? Each data type is looked into once. */
export function anySort(sort: Sort, types: DataTypes, property: (part: Sort) => boolean): boolean {
  const seen = new Set<string>();
  const visit = (part: Sort): boolean => {
    if (property(part)) return true;
    if (part.kind === "array") return visit(part.element);
    if (part.kind === "map") return visit(part.key) || visit(part.value);
    if (part.kind !== "data" || seen.has(part.name)) return false;
    seen.add(part.name);
    return dataType(types, part.name).constructors.some((c) => c.fields.some((f) => visit(f.sort)));
  };
  return visit(sort);
}

/**
 * How large the recursive data in a value is, as a measure: absent values count nothing. Undefined where the sort is
 * no recursive data type and no option of one.
 */
export function sizeOf(term: Term, types: DataTypes): Term | undefined {
  if (term.sort.kind !== "data") return undefined;
  const type = dataType(types, term.sort.name);
  if (type.recursive === true) return apply("data.size", [term], natSort);
  const value = type.shape === "option" ? type.constructors.find((c) => c.name === "some")?.fields[0] : undefined;
  const inner = value && sizeOf(field(term, "some", value.name, value.sort), types);
  return inner && ite(is(term, "some"), inner, int(0n));
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
