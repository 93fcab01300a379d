/**
 * Gives how a variable's value is read from a model: which SMT-LIB expressions to ask Z3 for, sort by sort. Plain data,
 * since it is sent to a worker.
 */
import { assertNever } from "../base/index.js";
import { type DataTypes, dataType, type Sort } from "../ir/index.js";
import type { Names } from "./names.js";
import { smtSort } from "./sorts.js";

export type Shape =
  | { readonly kind: "bool" | "int" | "real" | "double" | "string" | "unit" }
  /** `length` and `items` are the names of the parts' accessors, for arrays that are parts of values. */
  | { readonly kind: "array"; readonly length: string; readonly items: string; readonly element: Shape }
  | { readonly kind: "data"; readonly type: string; readonly constructors: readonly ConstructorShape[] };

export interface ConstructorShape {
  readonly name: string;
  /** The name of the constructor in the query. */
  readonly symbol: string;
  readonly fields: readonly { readonly accessor: string; readonly shape: Shape }[];
}

/** One variable and where its value stands in the query: one constant, or for an array one for each part. */
export type Readout =
  | { readonly kind: "whole"; readonly variable: string; readonly constant: string; readonly shape: Shape }
  | {
      readonly kind: "parts";
      readonly variable: string;
      readonly length: string;
      readonly items: string;
      readonly element: Shape;
    };

/** Numbers any sort that was not yet named; call it before the declarations of sorts are printed. */
export function readoutOf(variable: string, sort: Sort, types: DataTypes, names: Names): Readout {
  const constant = names.constant(variable);
  if (sort.kind !== "array") return { kind: "whole", variable, constant, shape: shapeOf(sort, types, names) };
  const element = shapeOf(sort.element, types, names);
  return { kind: "parts", variable, length: `${constant}n`, items: `${constant}a`, element };
}

function shapeOf(sort: Sort, types: DataTypes, names: Names): Shape {
  switch (sort.kind) {
    case "bool":
    case "int":
    case "real":
    case "double":
    case "string":
    case "unit":
      return { kind: sort.kind };
    case "array": {
      const pair = names.pair(smtSort(sort.element));
      return { kind: "array", length: `${pair}n`, items: `${pair}a`, element: shapeOf(sort.element, types, names) };
    }
    case "data":
      return {
        kind: "data",
        type: sort.name,
        constructors: dataType(types, sort.name).constructors.map((c, i) => ({
          name: c.name,
          symbol: names.constructor(sort.name, i),
          fields: c.fields.map((f, j) => ({
            accessor: names.field(sort.name, i, j),
            shape: shapeOf(f.sort, types, names),
          })),
        })),
      };
    default:
      return assertNever(sort);
  }
}
