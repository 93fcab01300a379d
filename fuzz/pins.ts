/**
 * Takes a term and a value of its sort; gives the clause that the term has this value and no other, written out part by
 * part, without quantifiers: what a solver knows of an input at once, and what it is asked of a result.
 */
import { assertNever, invariant } from "../src/base/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  type DataTypes,
  dataType,
  falseTerm,
  field,
  iff,
  int,
  is,
  mapGet,
  mapHas,
  mapKeys,
  mapPosition,
  mapSize,
  same,
  string,
  type Term,
  trueTerm,
  type Value,
} from "../src/ir/index.js";

const boolSort = { kind: "bool" } as const;

export function pinned(term: Term, value: Value, types: DataTypes): Term {
  switch (value.kind) {
    case "bool":
      return iff(term, value.value ? trueTerm : falseTerm);
    case "int":
      return same(term, int(value.value));
    case "string":
      return same(term, string(value.value));
    case "double":
      return apply("double.is", [term, literal(value)], boolSort);
    case "bigint":
    case "real":
      return same(term, literal(value));
    case "unit":
      return trueTerm;
    case "array":
      return pinnedArray(term, value, types);
    case "map":
      return pinnedMap(term, value, types);
    case "data":
      return pinnedData(term, value, types);
    // Nothing of it can be said in a term: a model with another of its type is one against the obligation as well.
    case "opaque":
      return trueTerm;
    default:
      return assertNever(value);
  }
}

function literal(value: Extract<Value, { kind: "bigint" | "double" | "real" }>): Term {
  return { kind: "literal", value, sort: { kind: value.kind } };
}

function pinnedArray(term: Term, { items }: Extract<Value, { kind: "array" }>, types: DataTypes): Term {
  const elements = items.map((item, k) => pinned(arrayGet(term, int(BigInt(k))), item, types));
  return and(same(arrayLength(term), int(BigInt(items.length))), ...elements);
}

/** Keys in their order, where each stands, and what it leads to. Keys are scalars. */
function pinnedMap(term: Term, { form, entries }: Extract<Value, { kind: "map" }>, types: DataTypes): Term {
  invariant(term.sort.kind === "map", "a map's value is pinned of a map");
  const parts = entries.map(([key, value], k) => {
    const at = arrayGet(mapKeys(term), int(BigInt(k)));
    const found = scalar(key);
    const here = and(mapHas(term, found), same(mapPosition(term, found), int(BigInt(k))));
    return and(pinned(at, key, types), here, form === "set" ? trueTerm : pinned(mapGet(term, found), value, types));
  });
  return and(same(mapSize(term), int(BigInt(entries.length))), ...parts);
}

function scalar(value: Value): Term {
  switch (value.kind) {
    case "bool":
      return value.value ? trueTerm : falseTerm;
    case "int":
      return int(value.value);
    case "string":
      return string(value.value);
    case "double":
    case "real":
      return literal(value);
    default:
      throw new Error(`a key of kind ${value.kind}`);
  }
}

function pinnedData(term: Term, value: Extract<Value, { kind: "data" }>, types: DataTypes): Term {
  const type = dataType(types, value.type);
  const member = type.constructors.find((c) => c.name === value.constructor);
  invariant(member !== undefined, `${value.constructor} is a constructor of ${value.type}`);
  const parts = member.fields.flatMap((f, i) => {
    const part = value.fields[i];
    return part === undefined ? [] : [pinned(field(term, member.name, f.name, f.sort), part, types)];
  });
  return and(type.constructors.length > 1 ? is(term, member.name) : trueTerm, ...parts);
}
