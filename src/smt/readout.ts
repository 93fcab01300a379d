/**
 * Gives how a variable's value is read from a model: which SMT-LIB expressions to ask Z3 for, sort by sort. Plain data,
 * since it is sent to a worker.
 */
import { assertNever } from "../base/index.js";
import {
  type Behaviour,
  behaviourOf,
  type DataTypes,
  dataType,
  type Foreign,
  type MapForm,
  type MapSort,
  type Sort,
} from "../ir/index.js";
import { type Names, partSuffix } from "./names.js";
import { hasHidden, smtSort } from "./sorts.js";

export type Shape =
  | { readonly kind: "bool" | "int" | "bigint" | "real" | "double" | "string" | "unit" }
  | {
      readonly kind: "opaque";
      readonly type: string;
      readonly foreign: Foreign;
      readonly behaves: Behaviour | undefined;
    }
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
  | {
      readonly kind: "data";
      readonly type: string;
      readonly constructors: readonly ConstructorShape[];
      readonly hidden: boolean;
    };

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
  const known: Known = new Map();
  if (sort.kind === "map") return { kind: "map", variable, shape: mapShape(sort, constant, types, names, known) };
  if (sort.kind !== "array") return { kind: "whole", variable, constant, shape: shapeOf(sort, types, names, known) };
  const element = shapeOf(sort.element, types, names, known);
  return { kind: "parts", variable, length: `${constant}n`, items: `${constant}a`, element };
}

type Known = Map<string, Shape>;

/** The shape of recursive data holds itself, which is sent to a worker like other data. */
function shapeOf(sort: Sort, types: DataTypes, names: Names, known: Known): Shape {
  switch (sort.kind) {
    case "opaque":
      return sort.foreign === undefined
        ? { kind: "int" }
        : { kind: "opaque", type: sort.name, foreign: sort.foreign, behaves: behaviourOf(sort, types) };
    case "bool":
    case "int":
    case "bigint":
    case "real":
    case "double":
    case "string":
    case "unit":
      return { kind: sort.kind };
    case "array": {
      const pair = names.pair(smtSort(sort.element));
      return {
        kind: "array",
        length: `${pair}n`,
        items: `${pair}a`,
        element: shapeOf(sort.element, types, names, known),
      };
    }
    case "data": {
      const found = known.get(sort.name);
      if (found !== undefined) return found;
      const constructors: ConstructorShape[] = [];
      const shape: Shape = { kind: "data", type: sort.name, constructors, hidden: hasHidden(sort.name, types) };
      known.set(sort.name, shape);
      dataType(types, sort.name).constructors.forEach((c, i) => {
        const fields = c.fields.map((f, j) => ({
          accessor: names.field(sort.name, i, j),
          shape: shapeOf(f.sort, types, names, known),
        }));
        constructors.push({ name: c.name, symbol: names.constructor(sort.name, i), fields });
      });
      return shape;
    }
    case "map": {
      const name = names.map({ kind: "map", key: smtSort(sort.key), value: smtSort(sort.value) });
      return mapShape(sort, name, types, names, known);
    }
    default:
      return assertNever(sort);
  }
}

/** `prefix` is the variable's name or the sort's. */
function mapShape(sort: MapSort, prefix: string, types: DataTypes, names: Names, known: Known): MapShape {
  return {
    kind: "map",
    form: sort.form,
    size: `${prefix}${partSuffix.size}`,
    keys: `${prefix}${partSuffix.keys}`,
    values: `${prefix}${partSuffix.values}`,
    key: shapeOf(sort.key, types, names, known),
    value: shapeOf(sort.value, types, names, known),
  };
}
