/**
 * Takes a value of a recursive data type and the types; gives its size, and whether it has what its sort promises: the
 * operators `data.*`. Relies on values being trees, as all values of the interpreter are.
 */
import { type DataTypes, dataType, type Sort, type Value } from "../ir/index.js";
import { boolValue, intValue } from "./operators.js";

export type DataOperator = "data.size" | "data.typed" | "data.safe";

export function applyToData(operator: DataOperator, value: Value, sort: Sort, types: DataTypes): Value {
  if (operator === "data.size") return intValue(sizeOfValue(value));
  return boolValue(everyPart(value, sort, types, operator === "data.typed" ? isTyped : isSafe));
}

/** A whole is larger than each of its parts, and data at least 1. */
function sizeOfValue(value: Value): bigint {
  if (value.kind === "array") return value.items.reduce((sum, item) => sum + sizeOfValue(item), 1n);
  if (value.kind === "data") return value.fields.reduce((sum, part) => sum + sizeOfValue(part), 1n);
  return 0n;
}

function everyPart(
  value: Value,
  sort: Sort,
  types: DataTypes,
  property: (value: Value, sort: Sort) => boolean,
): boolean {
  if (!property(value, sort)) return false;
  if (value.kind === "array" && sort.kind === "array") {
    return value.items.every((item) => everyPart(item, sort.element, types, property));
  }
  if (value.kind !== "data" || sort.kind !== "data") return true;
  const made = dataType(types, sort.name).constructors.find((c) => c.name === value.constructor);
  return value.fields.every((part, i) => {
    const field = made?.fields[i];
    return field === undefined || everyPart(part, field.sort, types, property);
  });
}

function isTyped(value: Value, sort: Sort): boolean {
  if (sort.kind === "int") {
    if (value.kind !== "int") return false;
    return (
      (sort.nat !== true || value.value >= 0n) && (sort.literals === undefined || sort.literals.includes(value.value))
    );
  }
  if (sort.kind !== "string" || sort.literals === undefined) return true;
  return value.kind === "string" && sort.literals.includes(value.value);
}

const largest = 2n ** 53n - 1n;

function isSafe(value: Value, sort: Sort): boolean {
  if (sort.kind === "array") return value.kind === "array" && value.items.length <= 2 ** 32 - 1;
  return sort.kind !== "int" || (value.kind === "int" && value.value <= largest && value.value >= -largest);
}
