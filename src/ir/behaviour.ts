/**
 * Gives what a run lets the functions do that it passes: by their number, of a small integer that is made of the
 * arguments. Plain data, since it goes into the process of the run as part of the value (`counterexample/runtime-text.ts`
 * and `semantics/functions.ts` compute with it alike). Every such function returns, changes nothing, and gives equal
 * results for equal arguments, as is recorded of function values.
 */
import type { DataTypes, OpaqueSort, Sort } from "./sort.js";
import { dataType } from "./sorts.js";

export interface Behaviour {
  /** How each argument is measured; those beyond are not looked at. */
  readonly takes: readonly Measure[];
  readonly gives: "boolean" | "integer" | "text";
}

/** What is read of an argument as tagged JSON; an absent value is -1 whatever is asked of it. */
export type Measure =
  | "number"
  | "text"
  | "boolean"
  /** Of an array, its length; of a Map, a Set or an object that serves as one, how many entries it has. */
  | "length"
  | "size"
  | "nothing"
  | { readonly fields: readonly (readonly [string, Measure])[] };

/** Undefined for what cannot be called. */
export function behaviourOf({ signature }: OpaqueSort, types: DataTypes): Behaviour | undefined {
  if (signature === undefined) return undefined;
  return { takes: signature.parameters.map((p) => measureOf(p, types, 1)), gives: givenBy(signature.result) };
}

function givenBy(result: Sort): Behaviour["gives"] {
  if (result.kind === "bool") return "boolean";
  return result.kind === "string" ? "text" : "integer";
}

function measureOf(sort: Sort, types: DataTypes, levels: number): Measure {
  switch (sort.kind) {
    case "bool":
      return "boolean";
    case "int":
    case "real":
    case "double":
      return "number";
    case "string":
      return "text";
    case "array":
      return "length";
    case "map":
      return "size";
    case "opaque":
      // A run lets integers stand for the values of a type parameter.
      return sort.foreign === undefined ? "number" : "nothing";
    case "data":
      return measureOfData(sort.name, types, levels);
    case "bigint":
    case "unit":
      return "nothing";
  }
}

function measureOfData(name: string, types: DataTypes, levels: number): Measure {
  const type = dataType(types, name);
  const [only, ...others] = type.constructors;
  if (type.shape === "option") {
    const some = type.constructors.find((c) => c.absent === undefined)?.fields[0];
    return some === undefined ? "nothing" : measureOf(some.sort, types, levels);
  }
  if (type.shape !== "record" || only === undefined || others.length > 0 || levels === 0) return "nothing";
  return { fields: only.fields.map((f) => [f.name, measureOf(f.sort, types, levels - 1)] as const) };
}
