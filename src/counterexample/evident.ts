/**
 * Takes the runs of a function that nobody wrote a contract for, those that broke something and those that did not; gives
 * the conditions on its arguments that tell them apart, where a few of the customary ones do: not empty, an index of,
 * not zero, as long as. Such a fault says what the function evidently asks of its callers, not that it is wrong.
 * Relies on: nothing is proved or refuted by this; it sorts findings that runs have shown.
 */
import type { DataTypes, FunctionIR, Sort, Value, Variable } from "../ir/index.js";
import { dataType } from "../ir/index.js";

/** The arguments of a run, and whether it broke the thing in question. */
export interface Tried {
  readonly args: readonly Value[];
  readonly broke: boolean;
}

interface Condition {
  readonly text: string;
  /** False where the arguments have no such parts. */
  readonly holds: (args: readonly Value[]) => boolean;
}

/** Runs that must be left, without a break, when the conditions are true: fewer say nothing. */
const enough = 5;
/** More conditions than these are not evident. */
const mostConditions = 3;

/** `xs.length > 0 && i < xs.length`; undefined where no such conditions part the runs. */
export function evidentRequirement(fn: FunctionIR, tried: readonly Tried[], types: DataTypes): string | undefined {
  const conditions = conditionsOn(fn.contract.parameters, types).map(({ text, holds }) => ({
    text,
    kept: new Set(tried.filter(({ args }) => holds(args))),
  }));
  const chosen: string[] = [];
  let left = tried;
  while (chosen.length < mostConditions && left.some(({ broke }) => broke)) {
    const [best] = conditions
      .map(({ text, kept }) => ({ text, left: left.filter((one) => kept.has(one)) }))
      .filter((one) => breaks(one.left) < breaks(left) && one.left.length - breaks(one.left) >= enough)
      .sort((a, b) => breaks(a.left) - breaks(b.left) || b.left.length - a.left.length);
    if (best === undefined) return undefined;
    chosen.push(best.text);
    left = best.left;
  }
  return breaks(left) === 0 ? chosen.join(" && ") : undefined;
}

/** Receivers that must break alike before it is no matter of the receiver. */
const receivers = 3;

/**
 * Of a method: whether it rests on the object, whose private fields only its class writes. It does not where some other
 * arguments break it on every object tried.
 */
export function restsOnReceiver(fn: FunctionIR, tried: readonly Tried[]): boolean {
  if (fn.contract.parameters[0]?.name !== "this") return false;
  const byRest = new Map<string, Tried[]>();
  for (const one of tried) {
    const rest = canonicalText(one.args.slice(1));
    byRest.set(rest, [...(byRest.get(rest) ?? []), one]);
  }
  return ![...byRest.values()].some((group) => group.length >= receivers && group.every(({ broke }) => broke));
}

function canonicalText(args: readonly Value[]): string {
  return JSON.stringify(args, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}

function breaks(tried: readonly Tried[]): number {
  return tried.filter(({ broke }) => broke).length;
}

/** An argument, or a field inside one. */
interface Part {
  readonly text: string;
  readonly sort: Sort;
  readonly of: (args: readonly Value[]) => Value | undefined;
}

const deepest = 2;

function conditionsOn(parameters: readonly Variable[], types: DataTypes): readonly Condition[] {
  const parts = parameters.flatMap(({ name, sort }, i) =>
    partsOf({ text: name, sort, of: (args) => args[i] }, types, 0),
  );
  const pairs = parts.flatMap((a) => parts.flatMap((b) => (a === b ? [] : [[a, b] as const])));
  return [...parts.flatMap(ofOne), ...pairs.flatMap(([a, b]) => ofTwo(a, b))];
}

function partsOf(part: Part, types: DataTypes, depth: number): readonly Part[] {
  const { sort } = part;
  if (sort.kind !== "data" || depth >= deepest) return [part];
  const { shape, constructors } = dataType(types, sort.name);
  const [only] = constructors;
  if ((shape !== "record" && shape !== "tuple") || only === undefined) return [part];
  const fields = only.fields.flatMap((field, i) => {
    const of = (args: readonly Value[]): Value | undefined => {
      const whole = part.of(args);
      return whole?.kind === "data" ? whole.fields[i] : undefined;
    };
    const text = shape === "tuple" ? `${part.text}[${i}]` : `${part.text}.${field.name}`;
    return partsOf({ text, sort: field.sort, of }, types, depth + 1);
  });
  return [part, ...fields];
}

type On = (said: string, holds: (value: Value) => boolean) => Condition;

/** Those that can be true of its sort: of an empty array anything is true of each element. */
function ofOne({ text, sort, of }: Part): readonly Condition[] {
  const on: On = (said, holds) => ({
    text: said,
    holds: (args) => {
      const value = of(args);
      return value !== undefined && holds(value);
    },
  });
  switch (sort.kind) {
    case "int":
    case "real":
    case "double":
      return ofNumber(text, on);
    case "string":
    case "map":
      return ofLength(text, on);
    case "array":
      return [...ofLength(text, on), ...ofElements(text, sort.element, on)];
    case "data":
      return [on(`${text} is there`, isThere)];
    default:
      return [];
  }
}

function ofNumber(text: string, on: On): readonly Condition[] {
  const number = (said: string, holds: (n: number) => boolean) =>
    on(said, (value) => holds(numberOf(value) ?? Number.NaN));
  return [
    number(`${text} !== 0`, (n) => n !== 0 && !Number.isNaN(n)),
    number(`${text} >= 0`, (n) => n >= 0),
    number(`${text} > 0`, (n) => n > 0),
    number(`${text} > 1`, (n) => n > 1),
    number(`Number.isFinite(${text})`, Number.isFinite),
    number(`Number.isInteger(${text})`, Number.isInteger),
  ];
}

function ofLength(text: string, on: On): readonly Condition[] {
  return [
    on(`${text} is not empty`, (value) => (lengthOf(value) ?? 0) > 0),
    on(`${text} has two elements or more`, (value) => (lengthOf(value) ?? 0) > 1),
  ];
}

function ofElements(text: string, { kind }: Sort, on: On): readonly Condition[] {
  const each = (said: string, holds: (item: Value, all: readonly Value[]) => boolean) =>
    on(said, (value) => value.kind === "array" && value.items.every((item) => holds(item, value.items)));
  switch (kind) {
    case "data":
      return [each(`each of ${text} is there`, isThere)];
    case "array":
      return [
        each(`each of ${text} is not empty`, (item) => lengthOf(item) !== 0),
        each(`each of ${text} has two elements or more`, (item) => (lengthOf(item) ?? 0) > 1),
        each(`each of ${text} is as long as the first`, (item, [first]) => lengthOf(item) === lengthOf(first)),
        each(`${text} is square`, (item, all) => lengthOf(item) === all.length),
        each(`each of each of ${text} is an index of it`, (item, all) =>
          item.kind === "array" ? item.items.every((inner) => isIndex(inner, all.length)) : false,
        ),
      ];
    case "string":
      return [each(`each of ${text} is not empty`, (item) => lengthOf(item) !== 0)];
    case "int":
    case "real":
    case "double":
      return [
        each(`each of ${text} is >= 0`, (item) => (numberOf(item) ?? -1) >= 0),
        each(`each of ${text} is > 0`, (item) => (numberOf(item) ?? 0) > 0),
        each(`each of ${text} is an index of it`, (item, all) => isIndex(item, all.length)),
      ];
    default:
      return [];
  }
}

function ofTwo(a: Part, b: Part): readonly Condition[] {
  const on = (said: string, holds: (x: Value, y: Value) => boolean): Condition => ({
    text: said,
    holds: (args) => {
      const [x, y] = [a.of(args), b.of(args)];
      return x !== undefined && y !== undefined && holds(x, y);
    },
  });
  if (isNumber(a.sort))
    return isNumber(b.sort) ? ofNumbers(a, b, on) : isList(b.sort) ? ofPlace(a, b, on) : ofKey(a, b, on);
  if (!isList(a.sort) || !isList(b.sort)) return ofKey(a, b, on);
  const lengths = (said: string, holds: (n: number, m: number) => boolean) =>
    on(said, (x, y) => holds(lengthOf(x) ?? Number.NaN, lengthOf(y) ?? Number.NaN));
  const inside = on(`each of ${a.text} is an index of ${b.text}`, (x, y) =>
    x.kind === "array" ? x.items.every((item) => isIndex(item, lengthOf(y) ?? 0)) : false,
  );
  return [
    lengths(`${a.text} is as long as ${b.text}`, (n, m) => n === m),
    lengths(`${a.text} is no longer than ${b.text}`, (n, m) => n <= m),
    ...(a.sort.kind === "array" && isNumber(a.sort.element) ? [inside] : []),
    ...ofKey(a, b, on),
  ];
}

type OnTwo = (said: string, holds: (x: Value, y: Value) => boolean) => Condition;

function ofNumbers(a: Part, b: Part, on: OnTwo): readonly Condition[] {
  const numbers = (said: string, holds: (n: number, m: number) => boolean) =>
    on(said, (x, y) => holds(numberOf(x) ?? Number.NaN, numberOf(y) ?? Number.NaN));
  return [
    numbers(`${a.text} !== ${b.text}`, (n, m) => n !== m && !Number.isNaN(n - m)),
    numbers(`${a.text} <= ${b.text}`, (n, m) => n <= m),
    numbers(`${a.text} < ${b.text}`, (n, m) => n < m),
  ];
}

/** A number and what it may be a place in. */
function ofPlace(a: Part, b: Part, on: OnTwo): readonly Condition[] {
  const within = (said: string, holds: (n: number, length: number) => boolean) =>
    on(said, (x, y) => holds(numberOf(x) ?? Number.NaN, lengthOf(y) ?? Number.NaN));
  return [
    within(`${a.text} is an index of ${b.text}`, (n, length) => Number.isInteger(n) && n >= 0 && n < length),
    within(`${a.text} is a position in ${b.text}`, (n, length) => Number.isInteger(n) && n >= 0 && n <= length),
    within(`${a.text} is less than the length of ${b.text}`, (n, length) => n < length),
    within(`${a.text} is at most the length of ${b.text}`, (n, length) => n <= length),
  ];
}

/** A scalar, or the scalars of an array, and a Map or Set that may have it. */
function ofKey(a: Part, b: Part, on: OnTwo): readonly Condition[] {
  if (b.sort.kind !== "map") return [];
  const has = (map: Value, key: Value) => map.kind === "map" && map.entries.some(([other]) => sameScalar(other, key));
  if (a.sort.kind === b.sort.key.kind) return [on(`${a.text} is in ${b.text}`, (x, y) => has(y, x))];
  if (a.sort.kind !== "array" || a.sort.element.kind !== b.sort.key.kind) return [];
  return [
    on(`each of ${a.text} is in ${b.text}`, (x, y) => x.kind === "array" && x.items.every((item) => has(y, item))),
  ];
}

function isNumber({ kind }: Sort): boolean {
  return kind === "int" || kind === "real" || kind === "double";
}

function isList({ kind }: Sort): boolean {
  return kind === "array" || kind === "string";
}

function numberOf(value: Value | undefined): number | undefined {
  if (value?.kind === "int") return Number(value.value);
  if (value?.kind === "real") return Number(value.numerator) / Number(value.denominator);
  return value?.kind === "double" ? value.value : undefined;
}

function lengthOf(value: Value | undefined): number | undefined {
  if (value?.kind === "array") return value.items.length;
  if (value?.kind === "string") return value.value.length;
  return value?.kind === "map" ? value.entries.length : undefined;
}

function isIndex(value: Value, length: number): boolean {
  const n = numberOf(value);
  return n !== undefined && Number.isInteger(n) && n >= 0 && n < length;
}

/** Absent values are the constructors without fields of an option. */
function isThere(value: Value): boolean {
  return value.kind === "data" && value.constructor !== "undefined" && value.constructor !== "null";
}

function sameScalar(a: Value, b: Value): boolean {
  if (a.kind === "string" && b.kind === "string") return a.value === b.value;
  return numberOf(a) !== undefined && numberOf(a) === numberOf(b);
}
