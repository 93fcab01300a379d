/**
 * Takes values to and from the tagged JSON in which a run exchanges them with us, which keeps what plain JSON loses:
 *   null, booleans, strings and finite numbers other than -0 are themselves; an array is an array;
 *   { "$": "number", "is": "NaN" | "Infinity" | "-Infinity" | "-0" },  { "$": "undefined" },  { "$": "hole" },
 *   { "$": "object", "of": [[key, value], …] }: own enumerable data properties,
 *   { "$": "bigint", "is": "123" },
 *   { "$": "opaque", "as": "object" | …, "is": id }: a value that stands for one of a type outside the subset; of a function that
 *   can be called, "behaves" says what it does (`ir/behaviour.ts`),
 *   { "$": "map", "of": [[key, value], …] }, { "$": "set", "of": [key, …] }, in order,
 *   { "$": "other", "is": … }: what is no value of the subset.
 * `counterexample/runtime-text.ts` writes and reads the same on the other side.
 */
import { assertNever } from "../base/index.js";
import {
  type Behaviour,
  behaviourOf,
  type DataConstructor,
  type DataType,
  type DataTypes,
  dataType,
  type Foreign,
  type MapSort,
  type OpaqueSort,
  type Sort,
  type Value,
} from "../ir/index.js";
import { boolValue, doubleValue, intValue, realValue, stringValue } from "./operators.js";
import { doubleOfRational, rationalOfDouble } from "./rational.js";
import { isUndefined, showNumber, showValue } from "./show.js";

/** A value of the sort, or why the JavaScript value is not one. */
export type Read =
  | { readonly kind: "read"; readonly value: Value }
  | { readonly kind: "mismatch"; readonly problem: string };

export type Tagged =
  | null
  | boolean
  | number
  | string
  | readonly Tagged[]
  | { readonly $: "number"; readonly is: string }
  | { readonly $: "bigint"; readonly is: string }
  | { readonly $: "undefined" }
  | { readonly $: "hole" }
  | { readonly $: "object"; readonly of: readonly (readonly [string, Tagged])[] }
  | { readonly $: "opaque"; readonly as: string; readonly is: string; readonly behaves?: Behaviour }
  | { readonly $: "map"; readonly of: readonly (readonly [Tagged, Tagged])[] }
  | { readonly $: "set"; readonly of: readonly Tagged[] }
  | { readonly $: "other"; readonly is: string };

function read(value: Value): Read {
  return { kind: "read", value };
}

function mismatch(problem: string): Read {
  return { kind: "mismatch", problem };
}

/** The JavaScript number that a tagged value is, if it is one. */
export function numberOf(json: unknown): number | undefined {
  if (typeof json === "number") return json;
  const tagged = asTagged(json);
  return tagged?.["$"] === "number" && typeof tagged["is"] === "string" ? Number(tagged["is"]) : undefined;
}

function asTagged(json: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  return json as Readonly<Record<string, unknown>>;
}

export function fromObserved(json: unknown, sort: Sort, types: DataTypes): Read {
  switch (sort.kind) {
    case "bool":
      return typeof json === "boolean" ? read(boolValue(json)) : mismatch(`${nameOf(json)} is not a boolean`);
    case "string":
      return typeof json === "string" ? read(stringValue(json)) : mismatch(`${nameOf(json)} is not a string`);
    case "unit":
      // What a `void` function happens to return is nobody's business.
      return read({ kind: "unit" });
    case "opaque":
      return sort.foreign === undefined ? readNumber(json, "int") : readOpaque(json, sort, sort.foreign, types);
    case "bigint":
      return readBigInt(json);
    case "int":
    case "real":
    case "double":
      return readNumber(json, sort.kind);
    case "array":
      return readArray(json, sort.element, types);
    case "map":
      return readMap(json, sort, types);
    case "data":
      return readData(json, dataType(types, sort.name), types);
    default:
      return assertNever(sort);
  }
}

function readNumber(json: unknown, kind: "int" | "real" | "double"): Read {
  const value = numberOf(json);
  if (value === undefined) return mismatch(`${nameOf(json)} is not a number`);
  if (kind === "double") return read(doubleValue(value));
  if (!Number.isFinite(value)) return mismatch(`${showNumber(value)} is not a finite number`);
  if (kind === "real") return read(realValue(rationalOfDouble(value)));
  return Number.isInteger(value) ? read(intValue(BigInt(value))) : mismatch(`${value} is not an integer`);
}

function readBigInt(json: unknown): Read {
  const tagged = asTagged(json);
  const text = tagged?.["$"] === "bigint" ? tagged["is"] : undefined;
  if (typeof text !== "string" || !/^-?\d+$/u.test(text)) return mismatch(`${nameOf(json)} is not a bigint`);
  return read({ kind: "bigint", value: BigInt(text) });
}

/** What the run was given in place of a value of a type outside the subset, wherever it went. */
function readOpaque(json: unknown, sort: OpaqueSort, foreign: Foreign, types: DataTypes): Read {
  const type = sort.name;
  const as = opaqueAs(json);
  const id = asTagged(json)?.["is"];
  if (as === undefined || typeof id !== "string" || !/^-?\d+$/u.test(id) || (foreign !== "any" && as !== foreign)) {
    return mismatch(`${nameOf(json)} is not a ${type}`);
  }
  const value = { kind: "opaque", type, foreign: as, id: BigInt(id) } as const;
  // What it was made to do may be measured in another way than the type says by which it is known here.
  const behaves = behaviourOf(sort, types);
  const isSame = JSON.stringify(asTagged(json)?.["behaves"]) === JSON.stringify(behaves);
  return read(behaves !== undefined && isSame ? { ...value, behaves } : value);
}

function opaqueAs(json: unknown): Foreign | undefined {
  const tagged = asTagged(json);
  return tagged?.["$"] === "opaque" ? foreignKinds.find((kind) => kind === tagged["as"]) : undefined;
}

const foreignKinds: readonly Foreign[] = ["array", "function", "object", "symbol", "any"];

function readArray(json: unknown, element: Sort, types: DataTypes): Read {
  if (!Array.isArray(json)) return mismatch(`${nameOf(json)} is not an array`);
  const items: Value[] = [];
  for (const [i, part] of (json as readonly unknown[]).entries()) {
    const item = fromObserved(part, element, types);
    if (item.kind === "mismatch") return mismatch(`[${i}]: ${item.problem}`);
    items.push(item.value);
  }
  return read({ kind: "array", items });
}

/** `{ "$": "map", "of": [[key, value], …] }`, `{ "$": "set", "of": [key, …] }`; a record's are its own properties. */
function readMap(json: unknown, sort: MapSort, types: DataTypes): Read {
  const tagged = asTagged(json);
  const wanted = sort.form === "record" ? "object" : sort.form;
  const of = tagged?.["$"] === wanted ? tagged["of"] : undefined;
  if (!Array.isArray(of)) return mismatch(`${nameOf(json)} is no ${sort.form}`);
  const entries: (readonly [Value, Value])[] = [];
  for (const part of of as readonly unknown[]) {
    const [k, v] = sort.form === "set" ? [part, undefined] : (part as readonly unknown[]);
    const key = fromObserved(k, sort.key, types);
    if (key.kind === "mismatch") return mismatch(`a key: ${key.problem}`);
    const value = fromObserved(v, sort.value, types);
    if (value.kind === "mismatch") return mismatch(`[${showValue(key.value, types)}]: ${value.problem}`);
    entries.push([key.value, value.value]);
  }
  return read({ kind: "map", form: sort.form, entries });
}

function readData(json: unknown, type: DataType, types: DataTypes): Read {
  switch (type.shape) {
    case "option":
      return readOption(json, type, types);
    case "tuple": {
      const [only] = type.constructors;
      if (!Array.isArray(json) || only === undefined || json.length !== only.fields.length) {
        return mismatch(`${nameOf(json)} is not a ${type.display}`);
      }
      return readFields(type, only, (name) => (json as readonly unknown[])[Number(name)], types);
    }
    case "mixed":
      return readMixed(json, type, types);
    case "record":
    case "union":
      return readObject(json, type, types);
    default:
      return assertNever(type.shape);
  }
}

function readOption(json: unknown, type: DataType, types: DataTypes): Read {
  const absent = json === null ? "null" : isTaggedUndefined(json) ? "undefined" : undefined;
  if (absent !== undefined) {
    const found = type.constructors.find((c) => c.absent === absent);
    if (found === undefined) return mismatch(`${absent} is not a ${type.display}`);
    return read({ kind: "data", type: type.name, constructor: found.name, fields: [] });
  }
  const some = type.constructors.find((c) => c.absent === undefined);
  const [inner] = some?.fields ?? [];
  if (some === undefined || inner === undefined) return mismatch(`${nameOf(json)} is not a ${type.display}`);
  const value = fromObserved(json, inner.sort, types);
  if (value.kind === "mismatch") return value;
  return read({ kind: "data", type: type.name, constructor: some.name, fields: [value.value] });
}

/** Which member it is, is what JavaScript's `typeof` and `Array.isArray` say of it. */
function readMixed(json: unknown, type: DataType, types: DataTypes): Read {
  const isBig = asTagged(json)?.["$"] === "bigint";
  const name =
    (isBig ? "bigint" : opaqueAs(json)) ??
    (numberOf(json) !== undefined ? "number" : Array.isArray(json) ? "array" : typeof json);
  const found = json === null || isTaggedUndefined(json) ? undefined : type.constructors.find((c) => c.name === name);
  const [inner] = found?.fields ?? [];
  if (found === undefined || inner === undefined) return mismatch(`${nameOf(json)} is no member of ${type.display}`);
  const value = fromObserved(json, inner.sort, types);
  if (value.kind === "mismatch") return value;
  return read({ kind: "data", type: type.name, constructor: found.name, fields: [value.value] });
}

function isTaggedUndefined(json: unknown): boolean {
  return json === undefined || asTagged(json)?.["$"] === "undefined";
}

function readObject(json: unknown, type: DataType, types: DataTypes): Read {
  const tagged = asTagged(json);
  if (tagged?.["$"] !== "object" || !Array.isArray(tagged["of"])) {
    return mismatch(`${nameOf(json)} is not a ${type.display}`);
  }
  const properties = new Map(tagged["of"] as readonly (readonly [string, unknown])[]);
  const tag = type.discriminant === undefined ? undefined : properties.get(type.discriminant);
  const member =
    type.shape === "record"
      ? type.constructors[0]
      : type.constructors.find((c) => c.tag !== undefined && c.tag === tag);
  if (member === undefined) return mismatch(`${nameOf(json)} is no member of ${type.display}`);
  return readFields(type, member, (name) => properties.get(name), types);
}

function readFields(
  type: DataType,
  member: DataConstructor,
  property: (name: string) => unknown,
  types: DataTypes,
): Read {
  const fields: Value[] = [];
  for (const field of member.fields) {
    // A missing field reads as undefined, which only an option takes.
    const value = fromObserved(property(field.name) ?? orUndefined(property(field.name)), field.sort, types);
    if (value.kind === "mismatch") return mismatch(`${field.name}: ${value.problem}`);
    fields.push(value.value);
  }
  return read({ kind: "data", type: type.name, constructor: member.name, fields });
}

function orUndefined(json: unknown): unknown {
  return json === undefined ? { $: "undefined" } : json;
}

/** In a few words, for messages. */
function nameOf(json: unknown): string {
  if (json === null) return "null";
  if (isTaggedUndefined(json)) return "undefined";
  const number = numberOf(json);
  if (number !== undefined) return showNumber(number);
  if (typeof json === "boolean") return String(json);
  if (typeof json === "string") return "a string";
  if (asTagged(json)?.["$"] === "bigint") return "a bigint";
  return Array.isArray(json) ? "an array" : "an object";
}

export function taggedNumber(value: number): Tagged {
  return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: "number", is: showNumber(value) };
}

/** The value as a run has it: JavaScript's numbers are doubles, so that an integer or real becomes the nearest one. */
export function asRun(value: Value): Value {
  switch (value.kind) {
    case "int":
      return Number.isFinite(Number(value.value)) ? intValue(BigInt(Number(value.value))) : value;
    case "real": {
      const nearest = doubleOfRational(value);
      return Number.isFinite(nearest) ? realValue(rationalOfDouble(nearest)) : value;
    }
    case "array":
      return { kind: "array", items: value.items.map(asRun) };
    case "map":
      return { ...value, entries: value.entries.map(([k, v]) => [asRun(k), asRun(v)] as const) };
    case "data":
      return { ...value, fields: value.fields.map(asRun) };
    case "bool":
    case "double":
    case "string":
    case "bigint":
    case "unit":
    case "opaque":
      return value;
    default:
      return assertNever(value);
  }
}

/** The JavaScript value, as tagged JSON. An integer or real that no double equals becomes the nearest one. */
export function toJavaScript(value: Value, types: DataTypes): Tagged {
  switch (value.kind) {
    case "bool":
    case "string":
      return value.value;
    case "unit":
      return { $: "undefined" };
    case "int":
      return taggedNumber(Number(value.value));
    case "bigint":
      return { $: "bigint", is: value.value.toString() };
    case "real":
      return taggedNumber(doubleOfRational(value));
    case "double":
      return taggedNumber(value.value);
    case "opaque":
      return opaqueToJavaScript(value);
    case "array":
      return value.items.map((item) => toJavaScript(item, types));
    case "map":
      return mapToJavaScript(value, types);
    case "data":
      return dataToJavaScript(value, dataType(types, value.type), types);
    default:
      return assertNever(value);
  }
}

/** A function that can be called goes with what a run lets it return. */
function opaqueToJavaScript({ foreign, id, behaves }: Extract<Value, { kind: "opaque" }>): Tagged {
  const tagged = { $: "opaque", as: foreign, is: id.toString() } as const;
  return behaves === undefined ? tagged : { ...tagged, behaves };
}

function mapToJavaScript({ form, entries }: Extract<Value, { kind: "map" }>, types: DataTypes): Tagged {
  const parts = entries.map(([k, v]) => [toJavaScript(k, types), toJavaScript(v, types)] as const);
  if (form === "set") return { $: "set", of: parts.map(([k]) => k) };
  if (form === "map") return { $: "map", of: parts };
  return { $: "object", of: parts.map(([k, v]) => [String(k), v] as const) };
}

function dataToJavaScript(value: Extract<Value, { kind: "data" }>, type: DataType, types: DataTypes): Tagged {
  const parts = value.fields.map((field) => toJavaScript(field, types));
  const member = type.constructors.find((c) => c.name === value.constructor);
  if (type.shape === "tuple") return parts;
  if (type.shape === "option") return member?.absent === "null" ? null : (parts[0] ?? { $: "undefined" });
  if (type.shape === "mixed") return parts[0] ?? { $: "undefined" };
  const of: (readonly [string, Tagged])[] = [];
  if (type.discriminant !== undefined && member?.tag !== undefined) of.push([type.discriminant, member.tag]);
  member?.fields.forEach((field, i) => {
    const part = parts[i];
    const source = value.fields[i];
    const missing = field.optional && source !== undefined && isUndefined(source);
    if (part !== undefined && !missing) of.push([field.name, part]);
  });
  return { $: "object", of };
}
