/**
 * Takes the runs of a function that nobody wrote a contract for, those that broke something and those that did not; gives
 * the conditions on its arguments that tell them apart, where a few of the customary ones do: not empty, an index of,
 * not zero, as long as. Such a fault says what the function evidently asks of its callers, not that it is wrong.
 * Relies on: nothing is proved or refuted by this; it sorts findings that runs have shown.
 */
import type { DataTypes, FunctionIR, Value, Variable } from "../ir/index.js";
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
  readonly of: (args: readonly Value[]) => Value | undefined;
}

const deepest = 2;

function conditionsOn(parameters: readonly Variable[], types: DataTypes): readonly Condition[] {
  const parts = parameters.flatMap(({ name, sort }, i) =>
    partsOf({ text: name, of: (args) => args[i] }, sort, types, 0),
  );
  const pairs = parts.flatMap((a) => parts.flatMap((b) => (a === b ? [] : [[a, b] as const])));
  return [...parts.flatMap(ofOne), ...pairs.flatMap(([a, b]) => ofTwo(a, b))];
}

function partsOf(part: Part, sort: Variable["sort"], types: DataTypes, depth: number): readonly Part[] {
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
    return partsOf({ text, of }, field.sort, types, depth + 1);
  });
  return [part, ...fields];
}

function ofOne({ text, of }: Part): readonly Condition[] {
  const on = (said: string, holds: (value: Value) => boolean): Condition => ({
    text: said,
    holds: (args) => {
      const value = of(args);
      return value !== undefined && holds(value);
    },
  });
  const number = (said: string, holds: (n: number) => boolean) =>
    on(said, (value) => {
      const n = numberOf(value);
      return n !== undefined && holds(n);
    });
  const long = (said: string, holds: (n: number) => boolean) =>
    on(said, (value) => {
      const n = lengthOf(value);
      return n !== undefined && holds(n);
    });
  const each = (said: string, holds: (item: Value, all: readonly Value[]) => boolean) =>
    on(said, (value) => value.kind === "array" && value.items.every((item) => holds(item, value.items)));
  return [
    number(`${text} !== 0`, (n) => n !== 0),
    number(`${text} >= 0`, (n) => n >= 0),
    number(`${text} > 0`, (n) => n > 0),
    number(`${text} > 1`, (n) => n > 1),
    number(`Number.isFinite(${text})`, Number.isFinite),
    number(`Number.isInteger(${text})`, Number.isInteger),
    long(`${text} is not empty`, (n) => n > 0),
    long(`${text} has two elements or more`, (n) => n > 1),
    on(`${text} is there`, isThere),
    each(`each of ${text} is there`, isThere),
    each(`each of ${text} is not empty`, (item) => (lengthOf(item) ?? 0) > 0),
    each(`each of ${text} is as long as the first`, (item, [first]) => lengthOf(item) === lengthOf(first)),
    each(`${text} is square`, (item, all) => lengthOf(item) === all.length),
    each(`each of ${text} is >= 0`, (item) => (numberOf(item) ?? -1) >= 0),
    each(`each of ${text} is > 0`, (item) => (numberOf(item) ?? 0) > 0),
    each(`each of ${text} is an index of it`, (item, all) => isIndex(item, all.length)),
    each(`each of each of ${text} is an index of it`, (item, all) =>
      item.kind === "array" ? item.items.every((inner) => isIndex(inner, all.length)) : false,
    ),
  ];
}

function ofTwo(a: Part, b: Part): readonly Condition[] {
  const on = (said: string, holds: (x: Value, y: Value) => boolean): Condition => ({
    text: said,
    holds: (args) => {
      const [x, y] = [a.of(args), b.of(args)];
      return x !== undefined && y !== undefined && holds(x, y);
    },
  });
  const numbers = (said: string, holds: (x: number, y: number) => boolean) =>
    on(said, (x, y) => {
      const [n, m] = [numberOf(x), numberOf(y)];
      return n !== undefined && m !== undefined && holds(n, m);
    });
  const lengths = (said: string, holds: (x: number, y: number) => boolean) =>
    on(said, (x, y) => {
      const [n, m] = [lengthOf(x), lengthOf(y)];
      return n !== undefined && m !== undefined && holds(n, m);
    });
  const within = (said: string, holds: (n: number, length: number) => boolean) =>
    on(said, (x, y) => {
      const [n, length] = [numberOf(x), lengthOf(y)];
      return n !== undefined && length !== undefined && holds(n, length);
    });
  return [
    numbers(`${a.text} !== ${b.text}`, (n, m) => n !== m),
    numbers(`${a.text} <= ${b.text}`, (n, m) => n <= m),
    numbers(`${a.text} < ${b.text}`, (n, m) => n < m),
    lengths(`${a.text} is as long as ${b.text}`, (n, m) => n === m),
    lengths(`${a.text} is no longer than ${b.text}`, (n, m) => n <= m),
    within(`${a.text} is an index of ${b.text}`, (n, length) => Number.isInteger(n) && n >= 0 && n < length),
    within(`${a.text} is a position in ${b.text}`, (n, length) => Number.isInteger(n) && n >= 0 && n <= length),
    within(`${a.text} < the length of ${b.text}`, (n, length) => n < length),
    within(`${a.text} <= the length of ${b.text}`, (n, length) => n <= length),
    on(`${a.text} is in ${b.text}`, (x, y) => y.kind === "map" && y.entries.some(([key]) => sameScalar(key, x))),
    on(`each of ${a.text} is an index of ${b.text}`, (x, y) => {
      const length = lengthOf(y);
      return x.kind === "array" && length !== undefined && x.items.every((item) => isIndex(item, length));
    }),
  ];
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
