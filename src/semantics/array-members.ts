/**
 * Takes the elements of an array and the other arguments of a library member; gives the member's value, by JavaScript's
 * own functions on arrays of values. Positions beyond what a JavaScript number holds exactly mean what ±2^53 means.
 */
import { Bug } from "../base/index.js";
import type { Operator, Value } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { sameValue } from "./equality.js";
import { type Evaluated, outOfFuel, outside } from "./evaluation.js";
import type { Arguments } from "./operators.js";
import { compareRationals } from "./rational.js";

/** Arrays longer than this are not built. */
const longest = 100_000n;

export function applyArrayMember(
  operator: Operator,
  items: readonly Value[],
  args: Arguments,
  span: Span | undefined,
): Evaluated {
  const array = (found: readonly Value[]): Value => ({ kind: "array", items: found });
  const position = (i: number): number => Number(args.int(i));
  const integer = (value: number): Value => ({ kind: "int", value: BigInt(value) });
  const doubles = items.flatMap((item) => (item.kind === "double" ? [item.value] : []));
  switch (operator) {
    case "array.slice":
      return array(items.slice(position(1), position(2)));
    case "array.concat": {
      const added = args.from(1).flatMap((part) => (part.kind === "array" ? part.items : []));
      return items.length + added.length > longest ? outOfFuel : array([...items, ...added]);
    }
    case "array.reverse":
      return array([...items].reverse());
    case "array.fill":
      return array([...items].fill(args.any(1), position(2), position(3)));
    case "array.splice": {
      const copy = [...items];
      copy.splice(position(1), position(2), ...args.at(3, "array").items);
      return array(copy);
    }
    case "array.truncate": {
      const length = args.int(1);
      if (length < 0n || length > BigInt(items.length)) return outside("range", span);
      return array(items.slice(0, Number(length)));
    }
    case "array.includes": {
      const found = items.findIndex((item, i) => i >= start(items, position(2)) && sameValue(item, args.any(1)));
      return { kind: "bool", value: found >= 0 };
    }
    case "array.indexOf":
      return integer(items.findIndex((item, i) => i >= start(items, position(2)) && strictlyEqual(item, args.any(1))));
    case "array.lastIndexOf": {
      const from = position(2);
      const last = from < 0 ? items.length + from : from;
      return integer(items.findLastIndex((item, i) => i <= last && strictlyEqual(item, args.any(1))));
    }
    case "array.join": {
      const texts = items.map((item) => (item.kind === "string" ? item.value : ""));
      return { kind: "string", value: texts.join(args.string(1)) };
    }
    case "array.minimum":
      if (doubles.length > 0) return { kind: "double", value: Math.min(...doubles) };
      return (
        items.reduce<Value | undefined>((a, b) => (a === undefined || below(b, a) ? b : a), undefined) ?? none(span)
      );
    case "array.maximum":
      if (doubles.length > 0) return { kind: "double", value: Math.max(...doubles) };
      return (
        items.reduce<Value | undefined>((a, b) => (a === undefined || below(a, b) ? b : a), undefined) ?? none(span)
      );
    default:
      throw new Bug(`no meaning for ${operator}`);
  }
}

export function repeated(value: Value, count: bigint, span: Span | undefined): Evaluated {
  if (count < 0n || count >= 2n ** 32n) return outside("range", span);
  if (count > longest) return outOfFuel;
  return { kind: "array", items: Array.from({ length: Number(count) }, () => value) };
}

function none(span: Span | undefined): Evaluated {
  return outside("range", span);
}

/** ECMA-262, 23.1.3.16: a start below 0 counts from the end. */
function start(items: readonly Value[], from: number): number {
  return from < 0 ? Math.max(items.length + from, 0) : from;
}

/** `===` on scalars and options of them: NaN differs from itself. */
function strictlyEqual(a: Value, b: Value): boolean {
  if (a.kind === "double" && b.kind === "double") return a.value === b.value;
  if (a.kind === "data" && b.kind === "data") {
    return a.constructor === b.constructor && a.fields.every((f, i) => equalField(f, b.fields[i]));
  }
  return sameValue(a, b);
}

function equalField(a: Value, b: Value | undefined): boolean {
  return b !== undefined && strictlyEqual(a, b);
}

function below(a: Value, b: Value): boolean {
  if (a.kind === "int" && b.kind === "int") return a.value < b.value;
  if (a.kind === "real" && b.kind === "real") return compareRationals(a, b) < 0;
  throw new Bug(`no order of ${a.kind} and ${b.kind}`);
}
