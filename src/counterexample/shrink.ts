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
      return [...value.value].reduce((sum, c) => sum + (/[a-z]/.test(c) ? (c === "a" ? 2 : 3) : 5), 0);
    case "array":
      return value.items.reduce((sum, item) => sum + 3 + size(item), 0);
    case "map":
      return value.entries.reduce((sum, [k, v]) => sum + 3 + size(k) + size(v), 0);
    case "data":
      return value.fields.reduce((sum, field) => sum + 1 + size(field), value.fields.length === 0 ? 0 : 1);
  }
}

function sizeOfInteger(n: bigint): number {
  if (n < 0n) return sizeOfInteger(-n) + 1;
  return n <= 10n ? 2 * Number(n) : 20 + 2 * n.toString(2).length + (n % 10n === 0n ? 0 : 1);
}

function sizeOfDouble(value: number): number {
  if (Number.isNaN(value)) return 30;
  if (!Number.isFinite(value)) return 40;
  if (Object.is(value, -0)) return 3;
  if (Number.isInteger(value)) return sizeOfInteger(BigInt(value));
  return 24 + 4 * String(value).length;
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
  return found.slice(0, count).map((entry) => entry.args);
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

function integers(n: bigint): readonly bigint[] {
  const towards = n < 0n ? n + 1n : n - 1n;
  return [0n, 1n, -1n, 2n, 3n, 10n, -n, n / 2n, n / 10n, towards];
}

function doubles(value: number): readonly number[] {
  const whole = Number.isFinite(value) ? [Math.trunc(value), Math.round(value / 2), Number(value.toPrecision(2))] : [];
  return [0, 1, -1, 2, 0.5, 0.1, ...whole, Math.abs(value)];
}

function strings(text: string): readonly string[] {
  const half = Math.floor(text.length / 2);
  const shorter = [...text].map((_, i) => [...text].filter((_c, k) => k !== i).join(""));
  return ["", text.slice(0, half), text.slice(half), ...shorter.slice(0, 8), "a".repeat(Math.min(text.length, 20))];
}

function lists(items: readonly Value[], types: DataTypes): readonly (readonly Value[])[] {
  const half = Math.floor(items.length / 2);
  const without = items.slice(0, 10).map((_, i) => items.filter((_item, k) => k !== i));
  const changed = items.slice(0, 10).flatMap((item, i) =>
    simplerValues(item, types)
      .slice(0, 4)
      .map((simpler) => items.map((old, k) => (k === i ? simpler : old))),
  );
  return [[], items.slice(0, half), items.slice(half), ...without, ...changed];
}

/** Fewer entries, simpler values, simpler keys that are not there yet. */
function maps(value: Extract<Value, { kind: "map" }>, types: DataTypes): readonly Value[] {
  const { entries } = value;
  const half = Math.floor(entries.length / 2);
  const without = entries.slice(0, 10).map((_, i) => entries.filter((_entry, k) => k !== i));
  const changed = entries.slice(0, 10).flatMap(([key, item], i) => [
    ...simplerValues(item, types)
      .slice(0, 4)
      .map((simpler) => entries.map((old, k) => (k === i ? ([key, simpler] as const) : old))),
    ...simplerValues(key, types)
      .filter((simpler) => !entries.some(([known]) => sameValue(known, simpler)))
      .slice(0, 4)
      .map((simpler) => entries.map((old, k) => (k === i ? ([simpler, item] as const) : old))),
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
    simplerValues(field, types)
      .slice(0, 6)
      .map((simpler): Value => ({ ...value, fields: value.fields.map((old, k) => (k === i ? simpler : old)) })),
  );
  return [...absent, ...changed];
}
