/**
 * Takes values; gives simpler ones, each strictly smaller by `size`, so that shrinking ends: integers towards 0, arrays
 * and strings shorter, doubles rounder, options absent.
 */
import { type DataTypes, dataType, type Value } from "../ir/index.js";
import { sameValue } from "../semantics/index.js";

/** How much there is to read in a value. */
export function size(value: Value): number {
  switch (value.kind) {
    case "bool":
      return value.value ? 1 : 0;
    case "unit":
      return 0;
    case "int":
    case "bigint":
      return sizeOfInteger(value.value);
    case "opaque":
      return sizeOfInteger(value.id);
    case "real":
      return sizeOfInteger(value.numerator) + (value.denominator === 1n ? 0 : 3 + sizeOfInteger(value.denominator));
    case "double":
      return sizeOfDouble(value.value);
    case "string":
      return [...value.value].reduce((sum, c) => sum + sizeOfCharacter(c), 0);
    case "array":
      return value.items.reduce((sum, item) => sum + 3 + size(item), 0);
    case "map":
      return value.entries.reduce((sum, [k, v]) => sum + 3 + size(k) + size(v), 0);
    case "data":
      return value.fields.reduce((sum, field) => sum + 1 + size(field), value.fields.length === 0 ? 0 : 1);
  }
}

/** A character that a reader sees as what it is comes first. */
function sizeOfCharacter(c: string): number {
  if (c === "a") return 2;
  if (/[a-z]/.test(c)) return 3;
  if (c === " " || /[A-Z0-9]/.test(c)) return 5;
  return /[!-~]/.test(c) ? 6 : 9;
}

function sizeOfInteger(n: bigint): number {
  if (n < 0n) return sizeOfInteger(-n) + 1;
  if (n <= 10n) return 2 * Number(n);
  const isRound = n % 10n === 0n || (n & (n - 1n)) === 0n;
  return 20 + 2 * n.toString(2).length + (isRound ? 0 : 1);
}

function sizeOfDouble(value: number): number {
  if (Number.isNaN(value)) return 30;
  if (!Number.isFinite(value)) return 40;
  if (Object.is(value, -0)) return 3;
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 53) return sizeOfInteger(BigInt(value));
  return 24 + 4 * String(value).length;
}

/** Is there a number in it that is none? */
export function holdsNaN(values: readonly Value[]): boolean {
  return values.some((value) => {
    if (value.kind === "double") return Number.isNaN(value.value);
    return holdsNaN(partsOf(value));
  });
}

/** Simpler argument lists, the simplest first, at most `count`. */
export function simplerArguments(
  args: readonly Value[],
  types: DataTypes,
  count: number,
): readonly (readonly Value[])[] {
  const found: { readonly args: readonly Value[]; readonly size: number }[] = [];
  args.forEach((arg, i) => {
    for (const simpler of simplerValues(arg, types)) {
      found.push({ args: args.map((old, k) => (k === i ? simpler : old)), size: size(simpler) - size(arg) });
    }
  });
  found.sort((a, b) => a.size - b.size);
  return [...renamed(args), ...found.slice(0, count).map((entry) => entry.args)];
}

/** What stands at several places, and must go on to be the same at all of them: a key that is there, a value sought. */
function renamed(args: readonly Value[]): readonly (readonly Value[])[] {
  const places = new Map<string, { readonly value: Value; count: number }>();
  const visit = (value: Value): void => {
    const key = scalarKey(value);
    const known = key === undefined ? undefined : places.get(key);
    if (known !== undefined) known.count += 1;
    else if (key !== undefined) places.set(key, { value, count: 1 });
    partsOf(value).forEach(visit);
  };
  args.forEach(visit);
  return [...places].flatMap(([key, { value, count }]) => {
    if (count < 2) return [];
    return simplest(value)
      .filter((simpler) => size(simpler) < size(value) && !places.has(scalarKey(simpler) ?? ""))
      .map((simpler) => args.map((arg) => everywhere(arg, key, simpler)));
  });
}

function scalarKey(value: Value): string | undefined {
  if (value.kind === "int" || value.kind === "bigint" || value.kind === "double") return `${value.kind} ${value.value}`;
  return value.kind === "string" ? `string ${value.value}` : undefined;
}

function simplest(value: Value): readonly Value[] {
  if (value.kind === "string") return ["", "a", "b"].map((text) => ({ kind: "string", value: text }));
  if (value.kind === "int" || value.kind === "bigint") return [0n, 1n, 2n].map((n) => ({ kind: value.kind, value: n }));
  return value.kind === "double" ? [0, 1, 2].map((n) => ({ kind: "double", value: n })) : [];
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind === "array") return value.items;
  if (value.kind === "map") return value.entries.flat();
  return value.kind === "data" ? value.fields : [];
}

function everywhere(value: Value, key: string, by: Value): Value {
  if (scalarKey(value) === key) return by;
  const inside = (part: Value): Value => everywhere(part, key, by);
  if (value.kind === "array") return { ...value, items: value.items.map(inside) };
  if (value.kind === "map")
    return { ...value, entries: value.entries.map(([k, v]) => [inside(k), inside(v)] as const) };
  return value.kind === "data" ? { ...value, fields: value.fields.map(inside) } : value;
}

export function simplerValues(value: Value, types: DataTypes): readonly Value[] {
  const limit = size(value);
  return candidates(value, types).filter((candidate) => size(candidate) < limit);
}

function candidates(value: Value, types: DataTypes): readonly Value[] {
  switch (value.kind) {
    case "bool":
      return value.value ? [{ kind: "bool", value: false }] : [];
    case "unit":
    // Which one of many it is matters only to what else is that one.
    case "opaque":
      return [];
    case "int":
      return integers(value.value).map((n) => ({ kind: "int", value: n }));
    case "bigint":
      return integers(value.value).map((n) => ({ kind: "bigint", value: n }));
    case "real":
      return [value.numerator / value.denominator, ...integers(value.numerator / value.denominator)].map(
        (numerator) => ({
          kind: "real",
          numerator,
          denominator: 1n,
        }),
      );
    case "double":
      return doubles(value.value).map((n) => ({ kind: "double", value: n }));
    case "string":
      return strings(value.value).map((text) => ({ kind: "string", value: text }));
    case "array":
      return lists(value.items, types).map((items) => ({ kind: "array", items }));
    case "map":
      return maps(value, types);
    case "data":
      return dataCandidates(value, types);
  }
}

/** The simplest of many, and those that are nearly as they were: one may break what the other does not. */
function few(values: readonly Value[], count: number): readonly Value[] {
  if (values.length <= count) return values;
  const sorted = values.toSorted((a, b) => size(a) - size(b));
  const half = Math.ceil(count / 2);
  return [...sorted.slice(0, half), ...sorted.slice(half - count)];
}

function integers(n: bigint): readonly bigint[] {
  const towards = n < 0n ? n + 1n : n - 1n;
  const power = n === 0n ? 1n : 1n << BigInt((n < 0n ? -n : n).toString(2).length - 1);
  return [0n, 1n, -1n, 2n, 3n, 10n, -n, n / 2n, n / 10n, n < 0n ? -power : power, towards];
}

function doubles(value: number): readonly number[] {
  const whole = Number.isFinite(value)
    ? [Math.trunc(value), Math.round(value / 2), Number(value.toPrecision(2)), Number(value.toPrecision(1))]
    : [];
  return [0, 1, -1, 2, 0.5, 0.1, ...whole, Math.abs(value)];
}

function strings(text: string): readonly string[] {
  const half = Math.floor(text.length / 2);
  const points = [...text];
  const shorter = points.map((_, i) => points.filter((_c, k) => k !== i).join(""));
  const plainer = points
    .slice(0, 8)
    .flatMap((old, i) =>
      ["a", "b", " ", "0"].map((c) => points.map((p, k) => (k === i || p === old ? c : p)).join("")),
    );
  const same = "a".repeat(Math.min(text.length, 20));
  return ["", text.slice(0, half), text.slice(half), ...shorter.slice(0, 8), same, ...plainer];
}

function lists(items: readonly Value[], types: DataTypes): readonly (readonly Value[])[] {
  const half = Math.floor(items.length / 2);
  const without = items.slice(0, 10).map((_, i) => items.filter((_item, k) => k !== i));
  const changed = items
    .slice(0, 10)
    .flatMap((item, i) =>
      few(simplerValues(item, types), 6).map((simpler) => items.map((old, k) => (k === i ? simpler : old))),
    );
  return [[], items.slice(0, half), items.slice(half), ...without, ...changed];
}

/** Fewer entries, simpler values, simpler keys that are not there yet. */
function maps(value: Extract<Value, { kind: "map" }>, types: DataTypes): readonly Value[] {
  const { entries } = value;
  const half = Math.floor(entries.length / 2);
  const without = entries.slice(0, 10).map((_, i) => entries.filter((_entry, k) => k !== i));
  const changed = entries.slice(0, 10).flatMap(([key, item], i) => [
    ...few(simplerValues(item, types), 6).map((simpler) =>
      entries.map((old, k) => (k === i ? ([key, simpler] as const) : old)),
    ),
    ...few(
      simplerValues(key, types).filter((simpler) => !entries.some(([known]) => sameValue(known, simpler))),
      6,
    ).map((simpler) => entries.map((old, k) => (k === i ? ([simpler, item] as const) : old))),
  ]);
  return [[], entries.slice(0, half), entries.slice(half), ...without, ...changed].map((some) => ({
    ...value,
    entries: some,
  }));
}

function dataCandidates(value: Extract<Value, { kind: "data" }>, types: DataTypes): readonly Value[] {
  const absent = dataType(types, value.type)
    .constructors.filter((c) => c.absent !== undefined)
    .map((c): Value => ({ kind: "data", type: value.type, constructor: c.name, fields: [] }));
  const changed = value.fields.flatMap((field, i) =>
    few(simplerValues(field, types), 10).map(
      (simpler): Value => ({ ...value, fields: value.fields.map((old, k) => (k === i ? simpler : old)) }),
    ),
  );
  return [...absent, ...changed];
}
