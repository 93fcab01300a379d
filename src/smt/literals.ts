/**
 * Takes values of scalar sorts; gives their SMT-LIB text. Relies on `encoding=bmp` for strings: a character of Z3 is
 * then one UTF-16 code unit, lone surrogates included.
 */
import { assertNever, invariant } from "../base/index.js";
import type { Value } from "../ir/index.js";

export function intLiteral(value: bigint): string {
  return value < 0n ? `(- ${-value})` : `${value}`;
}

/** A quotient of two decimals; SMT-LIB reads `5` as an integer, `5.0` as a real. */
export function realLiteral(numerator: bigint, denominator: bigint): string {
  invariant(denominator > 0n, "a rational's denominator is above 0");
  const magnitude = numerator < 0n ? -numerator : numerator;
  const text = denominator === 1n ? `${magnitude}.0` : `(/ ${magnitude}.0 ${denominator}.0)`;
  return numerator < 0n ? `(- ${text})` : text;
}

/** By its bits (IEEE 754 binary64): sign, 11 bits of exponent, 52 of fraction. All NaN are one value. */
export function doubleLiteral(value: number): string {
  if (Number.isNaN(value)) return "(_ NaN 11 53)";
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0).toString(2).padStart(64, "0");
  return `(fp #b${bits.slice(0, 1)} #b${bits.slice(1, 12)} #b${bits.slice(12)})`;
}

/** Every code unit outside `[A-Za-z0-9 _]` is escaped (SEMANTICS, section 8). */
export function stringLiteral(value: string): string {
  let out = "";
  for (let i = 0; i < value.length; i++) {
    const unit = value.charAt(i);
    out += /[A-Za-z0-9 _]/.test(unit) ? unit : `\\u{${value.charCodeAt(i).toString(16)}}`;
  }
  return `"${out}"`;
}

export type ScalarValue = Exclude<Value, { kind: "array" | "map" | "data" | "unit" | "opaque" }>;

export function scalarLiteral(value: ScalarValue): string {
  switch (value.kind) {
    case "bool":
      return value.value ? "true" : "false";
    case "int":
    case "bigint":
      return intLiteral(value.value);
    case "real":
      return realLiteral(value.numerator, value.denominator);
    case "double":
      return doubleLiteral(value.value);
    case "string":
      return stringLiteral(value.value);
    default:
      return assertNever(value);
  }
}
