/**
 * Gives how a variable's value is read from a model: which SMT-LIB expressions to ask Z3 for, sort by sort. Plain data,
 * since it is sent to a worker.
 */
import { assertNever } from "../base/index.js";
import { type DataTypes, dataType, type MapForm, type MapSort, type Sort } from "../ir/index.js";
import { type Names, partSuffix } from "./names.js";
import { smtSort } from "./sorts.js";

export type Shape =
  | { readonly kind: "bool" | "int" | "real" | "double" | "string" | "unit" }
  /** `length` and `items` are the names of the parts' accessors, for arrays that are parts of values. */
  | { readonly kind: "array"; readonly length: string; readonly items: string; readonly element: Shape }
  /** A map's parts by the names of their accessors. */
  | {
      readonly kind: "map";
      readonly form: MapForm;
      readonly size: string;
      readonly keys: string;
      readonly values: string;
      readonly key: Shape;
      readonly value: Shape;
    }
  | { readonly kind: "data"; readonly type: string; readonly constructors: readonly ConstructorShape[] };

export type MapShape = Extract<Shape, { kind: "map" }>;

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
    }
  /** Here the parts' names in the shape are those of constants. */
  | { readonly kind: "map"; readonly variable: string; readonly shape: MapShape };

/** Numbers any sort that was not yet named; call it before the declarations of sorts are printed. */
export function readoutOf(variable: string, sort: Sort, types: DataTypes, names: Names): Readout {
  const constant = names.constant(variable);
  if (sort.kind === "map") return { kind: "map", variable, shape: mapShape(sort, constant, types, names) };
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
    case "map":
      return mapShape(
        sort,
        names.map({ kind: "map", key: smtSort(sort.key), value: smtSort(sort.value) }),
        types,
        names,
      );
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

/** `prefix` is the variable's name or the sort's. */
function mapShape(sort: MapSort, prefix: string, types: DataTypes, names: Names): MapShape {
  return {
    kind: "map",
    form: sort.form,
    size: `${prefix}${partSuffix.size}`,
    keys: `${prefix}${partSuffix.keys}`,
    values: `${prefix}${partSuffix.values}`,
    key: shapeOf(sort.key, types, names),
    value: shapeOf(sort.value, types, names),
  };
}
