/**
 * Takes plain data; gives a SHA-256 that depends on its content alone: object keys are sorted, so that two
 * equal values have one hash on every machine. Relies on: node:crypto (FIPS 180-4).
 */
import { hash } from "node:crypto";
import { Bug } from "./invariant.js";

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain | undefined };

/** JSON with sorted keys and without absent fields. Not-a-number and infinities have no JSON and are refused. */
export function canonicalJson(value: Plain): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new Bug(`no canonical JSON for ${value}`);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Plain) => canonicalJson(item)).join(",")}]`;
  const fields = Object.entries(value as { readonly [key: string]: Plain | undefined });
  const present = fields.filter((entry): entry is [string, Plain] => entry[1] !== undefined);
  present.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${present.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
}

/** SHA-256 of text, as 64 hexadecimal digits. */
export function hashText(text: string): string {
  return hash("sha256", text, "hex");
}

/** SHA-256 of the canonical JSON of a value. */
export function stableHash(value: Plain): string {
  return hashText(canonicalJson(value));
}
