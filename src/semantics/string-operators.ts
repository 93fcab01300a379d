/**
 * Takes a member of strings and its arguments; gives JavaScript's own value. What depends on the place (`localeCompare`)
 * or has no bound is unknown. Outside its domain a partial operator is unknown, as everywhere.
 */
import { Bug } from "../base/index.js";
import type { StringOperator, Value } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { type Evaluated, outOfFuel, outside } from "./evaluation.js";

/** Arguments by the kind that the operator's sort promises. */
export interface StringArguments {
  readonly string: (i: number) => string;
  readonly int: (i: number) => bigint;
  readonly double: (i: number) => number;
}

/** Longer texts are not made. */
const longest = 100_000n;

const text = (value: string): Value => ({ kind: "string", value });
const whole = (value: number): Value => ({ kind: "int", value: BigInt(value) });
const truth = (value: boolean): Value => ({ kind: "bool", value });
const real = (value: number): Value => ({ kind: "double", value });
const list = (values: readonly string[]): Value => ({ kind: "array", items: values.map(text) });

/** Beyond the lengths of strings all positions are alike. */
function position(value: bigint): number {
  const far = 2n ** 40n;
  return Number(value > far ? far : value < -far ? -far : value);
}

export function isStringOperator(operator: string): operator is StringOperator {
  return Object.hasOwn(members, operator) || Object.hasOwn(atPosition, operator) || operator === "string.compare";
}

export function applyStringMember(operator: StringOperator, args: StringArguments, span: Span | undefined): Evaluated {
  if (operator === "string.compare") {
    // The order of a locale is not known; that equal texts are equal is.
    return args.string(0) === args.string(1)
      ? whole(0)
      : { kind: "unknown", reason: "no meaning", function: "localeCompare" };
  }
  const there = atPosition[operator];
  if (there !== undefined) {
    const s = args.string(0);
    const i = args.int(1);
    return i >= 0n && i < BigInt(s.length) ? there(s, Number(i)) : outside("index", span);
  }
  const lengthens = operator === "string.repeat" || operator === "string.padStart" || operator === "string.padEnd";
  if (lengthens && args.int(1) * (operator === "string.repeat" ? BigInt(args.string(0).length) : 1n) > longest)
    return outOfFuel;
  if (operator === "string.repeat" && args.int(1) < 0n) return outside("range", span);
  const member = members[operator];
  if (member === undefined) throw new Bug(`no meaning for ${operator}`);
  return member(args);
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const atPosition: Partial<Record<StringOperator, (s: string, i: number) => Value>> = {
  "string.get": (s, i) => text(s.charAt(i)),
  "string.unit": (s, i) => whole(s.charCodeAt(i)),
  "string.codePoint": (s, i) => whole(s.codePointAt(i) ?? 0),
  "string.pointWidth": (s, i) => whole(isHigh(s.charCodeAt(i)) && (s.codePointAt(i) ?? 0) > 0xffff ? 2 : 1),
};

const members: Partial<Record<StringOperator, (args: StringArguments) => Value>> = {
  "string.charAt": (a) => text(a.string(0).charAt(position(a.int(1)))),
  "string.fromUnit": (a) => text(String.fromCharCode(Number(BigInt.asUintN(16, a.int(0))))),
  "string.slice": (a) => text(a.string(0).slice(position(a.int(1)), position(a.int(2)))),
  "string.substring": (a) => text(a.string(0).substring(position(a.int(1)), position(a.int(2)))),
  "string.indexOf": (a) => whole(a.string(0).indexOf(a.string(1), position(a.int(2)))),
  "string.lastIndexOf": (a) => whole(a.string(0).lastIndexOf(a.string(1), position(a.int(2)))),
  "string.includes": (a) => truth(a.string(0).includes(a.string(1), position(a.int(2)))),
  "string.startsWith": (a) => truth(a.string(0).startsWith(a.string(1), position(a.int(2)))),
  "string.endsWith": (a) => truth(a.string(0).endsWith(a.string(1), position(a.int(2)))),
  "string.trim": (a) => text(a.string(0).trim()),
  "string.trimStart": (a) => text(a.string(0).trimStart()),
  "string.trimEnd": (a) => text(a.string(0).trimEnd()),
  "string.toLowerCase": (a) => text(a.string(0).toLowerCase()),
  "string.toUpperCase": (a) => text(a.string(0).toUpperCase()),
  "string.repeat": (a) => text(a.string(0).repeat(position(a.int(1)))),
  "string.padStart": (a) => text(a.string(0).padStart(position(a.int(1)), a.string(2))),
  "string.padEnd": (a) => text(a.string(0).padEnd(position(a.int(1)), a.string(2))),
  "string.replace": (a) => text(a.string(0).replace(a.string(1), a.string(2))),
  "string.replaceAll": (a) => text(a.string(0).replaceAll(a.string(1), a.string(2))),
  "string.split": (a) => list(a.string(0).split(a.string(1))),
  "string.points": (a) => list([...a.string(0)]),
  "string.ofInt": (a) => text(String(a.int(0))),
  "string.ofDouble": (a) => text(String(a.double(0))),
  "string.toNumber": (a) => real(Number(a.string(0))),
  "string.parseInt": (a) => real(Number.parseInt(a.string(0), position(a.int(1)))),
  "string.parseFloat": (a) => real(Number.parseFloat(a.string(0))),
};
