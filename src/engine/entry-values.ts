/**
 * Takes a model; gives the arguments that it stands for. A parameter that the model says nothing of does not matter, and
 * gets the simplest value of its sort; what came of it is known only when the function has been run.
 */
import { assertNever } from "../base/index.js";
import {
  behaviourOf,
  type DataTypes,
  dataType,
  type OpaqueSort,
  type Sort,
  type Value,
  type Variable,
} from "../ir/index.js";
import type { Model } from "../smt/index.js";

/** The values of the entry variables in order; undefined where a needed one cannot be made. */
export function entryValues(model: Model, entry: readonly Variable[], types: DataTypes): readonly Value[] | undefined {
  const values = entry.map(({ name, sort }) => model.get(name) ?? simplestAtAll(sort, types));
  const known = values.filter((value) => value !== undefined);
  return known.length === entry.length ? known : undefined;
}

/** Of recursive data the least deep: its first constructor may hold more of it. */
function simplestAtAll(sort: Sort, types: DataTypes): Value | undefined {
  for (let most = 0; most <= 8; most++) {
    const found = simplest(sort, types, 8 - most);
    if (found !== undefined) return found;
  }
  return undefined;
}

function simplest(sort: Sort, types: DataTypes, depth = 0): Value | undefined {
  switch (sort.kind) {
    case "bool":
      return { kind: "bool", value: false };
    case "int":
      return { kind: "int", value: 0n };
    case "bigint":
      return { kind: "bigint", value: 0n };
    case "opaque":
      return simplestOpaque(sort, types);
    case "real":
      return { kind: "real", numerator: 0n, denominator: 1n };
    case "double":
      return { kind: "double", value: 0 };
    case "string":
      return { kind: "string", value: sort.literals?.[0] ?? "" };
    case "unit":
      return { kind: "unit" };
    case "array":
      return { kind: "array", items: [] };
    case "map":
      return { kind: "map", form: sort.form, entries: [] };
    case "data":
      return depth > 8 ? undefined : simplestData(sort.name, types, depth);
    default:
      return assertNever(sort);
  }
}

function simplestData(name: string, types: DataTypes, depth: number): Value | undefined {
  for (const c of dataType(types, name).constructors) {
    const fields = c.fields.map((field) => simplest(field.sort, types, depth + 1));
    const known = fields.filter((field) => field !== undefined);
    if (known.length === fields.length) return { kind: "data", type: name, constructor: c.name, fields: known };
  }
  return undefined;
}

function simplestOpaque(sort: OpaqueSort, types: DataTypes): Value {
  if (sort.foreign === undefined) return { kind: "int", value: 0n };
  const behaves = behaviourOf(sort, types);
  const value = { kind: "opaque", type: sort.name, foreign: sort.foreign, id: 0n } as const;
  return behaves === undefined ? value : { ...value, behaves };
}
