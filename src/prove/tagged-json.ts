/**
 * Takes plain immutable data of ours (values, models, findings); gives JSON text that reads back as the same data, with
 * what JSON has no word for under a tag: big integers, maps, objects with a field of the tag's name, and the numbers
 * −0, NaN and the infinities.
 * Relies on: the store, which hands back only text whose digest is right, under a key that names the writer's version.
 */
import { Bug } from "../base/index.js";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const tag = "$";

export function toTaggedJson(value: unknown): string {
  return JSON.stringify(encode(value));
}

/** The data, or undefined where the text is not what `toTaggedJson` writes. */
export function fromTaggedJson(text: string): unknown {
  try {
    return decode(JSON.parse(text) as Json);
  } catch (error) {
    // A text that does not read back is an entry to drop: nothing is lost but time.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function encode(value: unknown): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") return { [tag]: "bigint", value: value.toString() };
  if (typeof value === "number")
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { [tag]: "number", value: Object.is(value, -0) ? "-0" : String(value) };
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Map) return { [tag]: "map", value: [...value].map(([k, v]) => [encode(k), encode(v)]) };
  if (typeof value !== "object") throw new Bug(`no JSON for a ${typeof value}`);
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  // Data of others may use the same field name: then the fields are listed, so that they are not read as a tag.
  if (fields.some(([key]) => key === tag || key === "__proto__"))
    return { [tag]: "object", value: fields.map(([key, item]) => [key, encode(item)]) };
  return Object.fromEntries(fields.map(([key, item]) => [key, encode(item)]));
}

function decode(json: Json): unknown {
  if (json === null || typeof json !== "object") return json;
  if (isList(json)) return json.map(decode);
  const value = json["value"];
  switch (json[tag]) {
    case undefined:
      return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, decode(item)]));
    case "bigint":
      if (typeof value !== "string" || !/^-?\d+$/u.test(value)) throw new SyntaxError("not a big integer");
      return BigInt(value);
    case "number":
      return Number(value);
    case "map":
      if (!isList(value)) throw new SyntaxError("not a map");
      return new Map(value.map(entryOf));
    case "object":
      if (!isList(value)) throw new SyntaxError("not an object");
      return Object.fromEntries(value.map(entryOf).map(([key, item]) => [String(key), item]));
    default:
      throw new SyntaxError("unknown tag");
  }
}

function entryOf(json: Json): readonly [unknown, unknown] {
  if (!isList(json) || json.length !== 2) throw new SyntaxError("not an entry");
  return [decode(json[0] ?? null), decode(json[1] ?? null)];
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}
