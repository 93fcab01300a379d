/**
 * Takes a value; gives it as TypeScript that can be pasted into a call: `-0`, `NaN`, `"a\u{1f600}"`, nested records,
 * the discriminant of a union. Relies on the data types for the shapes.
 */
import { assertNever, Bug } from "../base/index.js";
import { type Behaviour, type DataTypes, dataType, type Measure, type Value } from "../ir/index.js";
import { whichOf } from "./functions.js";
import { doubleOfRational, rationalOfDouble } from "./rational.js";

export function showValue(value: Value, types: DataTypes): string {
  switch (value.kind) {
    case "bool":
      return String(value.value);
    case "int":
      return value.value.toString();
    case "bigint":
      return `${value.value}n`;
    case "real":
      return showReal(value);
    case "double":
      return showNumber(value.value);
    case "string":
      return showString(value.value);
    case "unit":
      return "undefined";
    case "opaque":
      return showOpaque(value);
    case "array":
      return `[${value.items.map((item) => showValue(item, types)).join(", ")}]`;
    case "map":
      return showMap(value, types);
    case "data":
      return showData(value, types);
    default:
      return assertNever(value);
  }
}

/**
 * No text makes a value of a type outside the subset: which of them it is, is all that matters. Of functions that a run
 * can call the simple ones are written out.
 */
function showOpaque(value: Extract<Value, { kind: "opaque" }>): string {
  const { type, id, behaves } = value;
  return (behaves && writtenFunction(whichOf(value), behaves)) ?? `<${type} ${id}>`;
}

function writtenFunction(which: number, { takes, gives }: Behaviour): string | undefined {
  const constant = { boolean: ["false", "true"], integer: ["0", undefined, undefined, undefined, "1"], text: ['""', undefined, '"a"'] }[gives][which]; // biome-ignore format: a table
  if (constant !== undefined) return `() => ${constant}`;
  const names = ["x", "y", "z"].slice(0, takes.length);
  const measured = names.map((name, i) => writtenMeasure(name, takes[i] ?? "nothing"));
  if (names.length < takes.length || names.length > 2 || measured.includes(undefined)) return undefined;
  const n = measured.join(" - ");
  const whole = /^[\w.]+$/u.test(n) ? n : `(${n})`;
  const body = {
    boolean: [undefined, undefined, `${n} > 0`, `${whole} % 2 === 0`, `${n} === 1`, `${n} < 0`],
    integer: [undefined, n, `-${whole}`, `${n} + 1`, undefined, `Math.abs(${n})`],
    text: [undefined, `String(${n})`],
  }[gives][which];
  return body === undefined ? undefined : `${names.length === 1 ? names.join() : `(${names.join(", ")})`} => ${body}`;
}

/** Undefined where it takes more than a few words. */
function writtenMeasure(name: string, how: Measure): string | undefined {
  if (how === "number") return name;
  if (how === "length") return `${name}.length`;
  if (typeof how === "string") return undefined;
  const [only, ...others] = how.fields;
  return only !== undefined && others.length === 0 ? writtenMeasure(`${name}.${only[0]}`, only[1]) : undefined;
}

export function showNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** As a decimal where a double is exactly that number, else as a quotient. */
function showReal(value: Extract<Value, { kind: "real" }>): string {
  const { numerator, denominator } = value;
  if (denominator === 1n) return numerator.toString();
  const nearest = doubleOfRational(value);
  const exact = Number.isFinite(nearest) ? rationalOfDouble(nearest) : undefined;
  if (exact?.numerator === numerator && exact.denominator === denominator) return showNumber(nearest);
  return `${numerator} / ${denominator}`;
}

/** Printable ASCII as it is, the rest escaped, so that no character can be mistaken or hidden. */
export function showString(text: string): string {
  const simple: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const shown = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    return simple[character] ?? (code >= 0x20 && code < 0x7f ? character : `\\u{${code.toString(16)}}`);
  });
  return `"${shown.join("")}"`;
}

function showMap(value: Extract<Value, { kind: "map" }>, types: DataTypes): string {
  const parts = value.entries.map(([k, v]) => [showValue(k, types), showValue(v, types)] as const);
  if (value.form === "set") return parts.length === 0 ? "new Set()" : `new Set([${parts.map(([k]) => k).join(", ")}])`;
  if (value.form === "map") {
    return parts.length === 0 ? "new Map()" : `new Map([${parts.map(([k, v]) => `[${k}, ${v}]`).join(", ")}])`;
  }
  const entries = value.entries.map(([k, v]) => {
    const key = k.kind === "string" ? showKey(k.value) : `[${showValue(k, types)}]`;
    return `${key}: ${showValue(v, types)}`;
  });
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function showData(value: Extract<Value, { kind: "data" }>, types: DataTypes): string {
  const type = dataType(types, value.type);
  const found = type.constructors.find((c) => c.name === value.constructor);
  if (found === undefined) throw new Bug(`${value.type} has no ${value.constructor}`);
  if (type.shape === "option" || type.shape === "mixed") {
    const [inner] = value.fields;
    return found.absent ?? (inner === undefined ? "undefined" : showValue(inner, types));
  }
  if (type.shape === "tuple") return `[${value.fields.map((f) => showValue(f, types)).join(", ")}]`;
  const entries: string[] = [];
  if (type.discriminant !== undefined && found.tag !== undefined) {
    entries.push(`${showKey(type.discriminant)}: ${showTag(found.tag)}`);
  }
  found.fields.forEach((field, i) => {
    const part = value.fields[i];
    if (part === undefined || (field.optional && isUndefined(part))) return;
    entries.push(`${showKey(field.name)}: ${showValue(part, types)}`);
  });
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** The absent value `undefined` of an option, which an optional field need not have. */
export function isUndefined(value: Value): boolean {
  return value.kind === "data" && value.constructor === "undefined" && value.fields.length === 0;
}

function showTag(tag: string | number | boolean): string {
  return typeof tag === "string" ? showString(tag) : String(tag);
}

export function showKey(name: string): string {
  // A private name is written as in its class: no text makes such a field from outside.
  if (/^#[A-Za-z_$][\w$]*$/.test(name)) return name;
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : showString(name);
}
