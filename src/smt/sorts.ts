/**
 * Takes sorts of the program; gives their SMT sorts. Refinements (`nat`, literal unions) are facts, not sorts.
 * Also says where SMT-LIB's identity differs from the program's `same`.
 */
import { assertNever, invariant } from "../base/index.js";
import { anySort, type DataConstructor, type DataType, type DataTypes, dataType, type Sort } from "../ir/index.js";
import { boolean, float, integer, rational, type SmtSort, text } from "./node.js";

export function smtSort(sort: Sort): SmtSort {
  switch (sort.kind) {
    case "bool":
      return boolean;
    case "int":
    case "bigint":
      return integer;
    // Soundness: the integers are enough to tell apart as many values as there are; nothing quantifies over the sort.
    case "opaque":
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
  return !anySort(sort, types, ({ kind }) => kind === "array" || kind === "map" || kind === "double");
}

/**
 * Recursion through arrays alone is not well founded in SMT-LIB, whose arrays are total: such a type has one more value,
 * which stands beyond the length of arrays and is no value of the program (SEMANTICS, section 8).
 * Soundness: that it is there can only lose proofs. Where an element lies in range, `data.typed` rules it out.
 */
export function hasHidden(name: string, types: DataTypes): boolean {
  if (dataType(types, name).recursive !== true) return false;
  const seen = new Set<string>();
  const visit = (sort: Sort, inArray: boolean): boolean => {
    if (sort.kind === "array") return visit(sort.element, true);
    if (sort.kind !== "data") return false;
    if (sort.name === name && inArray) return true;
    const key = `${inArray} ${sort.name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return dataType(types, sort.name).constructors.some((c) => c.fields.some((f) => visit(f.sort, inArray)));
  };
  return dataType(types, name).constructors.some((c) => c.fields.some((f) => visit(f.sort, false)));
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
