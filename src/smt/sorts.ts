/**
 * Takes sorts of the program; gives their SMT sorts. Refinements (`nat`, literal unions) are facts, not sorts.
 * Also says where SMT-LIB's identity differs from the program's `same`.
 */
import { assertNever, invariant } from "../base/index.js";
import { type DataConstructor, type DataType, type DataTypes, dataType, type Sort } from "../ir/index.js";
import { boolean, float, integer, rational, type SmtSort, text } from "./node.js";

export function smtSort(sort: Sort): SmtSort {
  switch (sort.kind) {
    case "bool":
      return boolean;
    case "int":
      return integer;
    case "real":
      return rational;
    case "double":
      return float;
    case "string":
      return text;
    case "unit":
      return { kind: "unit" };
    case "array":
      return { kind: "array", element: smtSort(sort.element) };
    case "map":
      return { kind: "map", key: smtSort(sort.key), value: smtSort(sort.value) };
    case "data":
      return { kind: "data", name: sort.name };
    default:
      return assertNever(sort);
  }
}

/**
 * Soundness: identity is never used for `same` on sorts that hold arrays, which have content beyond their length, maps,
 * which have an order, or doubles, which have two zeros.
 */
export function identityIsSameness(sort: Sort, types: DataTypes): boolean {
  switch (sort.kind) {
    case "array":
    case "map":
    case "double":
      return false;
    case "data":
      return dataType(types, sort.name).constructors.every((c) =>
        c.fields.every((f) => identityIsSameness(f.sort, types)),
      );
    case "bool":
    case "int":
    case "real":
    case "string":
    case "unit":
      return true;
    default:
      return assertNever(sort);
  }
}

export interface FoundConstructor {
  readonly type: DataType;
  readonly constructor: DataConstructor;
  readonly index: number;
}

export function findConstructor(types: DataTypes, typeName: string, name: string): FoundConstructor {
  const type = dataType(types, typeName);
  const index = type.constructors.findIndex((c) => c.name === name);
  const found = type.constructors[index];
  invariant(found !== undefined, `${typeName} has no constructor ${name}`);
  return { type, constructor: found, index };
}
