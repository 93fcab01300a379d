/**
 * Gives the SMT expressions of the array members without callbacks: the pair of a length and a lambda from index to
 * element. What an index outside gives is arbitrary, so that no case is made for it. Positions are JavaScript's: below 0
 * they count from the end, and all are cut to the array (ECMA-262, 23.1.3).
 * Searches stand in `array-searches.ts`, since they compare elements by sort.
 */
import type { Operator, Term } from "../ir/index.js";
import type { Expressions } from "./expressions.js";
import { child, integer, type Node, text } from "./node.js";
import { argument, type Row, type Use } from "./row.js";

export type SearchOperator = Extract<Operator, "array.includes" | "array.indexOf" | "array.lastIndexOf">;

type ArrayOperator = Extract<
  Operator,
  | "array.slice"
  | "array.concat"
  | "array.reverse"
  | "array.fill"
  | "array.repeat"
  | "array.splice"
  | "array.truncate"
  | "array.join"
  | "array.minimum"
  | "array.maximum"
>;

/** A position as JavaScript reads it: from 0 to the length. */
export function position(x: Expressions, index: Node, length: Node): Node {
  const zero = x.integer(0n);
  const { base, by } = x.offset(index);
  const fromEnd = x.sum(length, index);
  const below = x.ite(x.bool("<", fromEnd, zero), zero, fromEnd);
  const above = x.ite(x.bool("<=", index, length), index, length);
  if (base === undefined) return by === 0n ? zero : by < 0n ? below : above;
  if (index === length) return length;
  return x.ite(x.bool("<", index, zero), below, above);
}

const slice: Row = (x, use) => {
  const array = argument(use, 0);
  const length = x.lengthOf(array);
  const from = position(x, argument(use, 1), length);
  const to = position(x, argument(use, 2), length);
  const count = x.difference(to, from);
  const none = x.integer(0n);
  const items = x.itemsOf(array);
  const kept = from === none ? to : x.ite(x.bool("<=", from, to), count, none);
  return x.pair(
    kept,
    x.lambda([items, from], (k) => x.element(items, x.sum(k, from))),
  );
};

const truncate: Row = (x, use) => x.pair(argument(use, 1), x.itemsOf(argument(use, 0)));

/** An array as its length and what it has at an index in range; a literal is a choice among its values. */
interface Piece {
  readonly length: Node;
  readonly at: (index: Node) => Node;
  readonly over: readonly Node[];
}

/** Literals with more values are read like other arrays. */
const mostChoices = 8;

function piece(x: Expressions, array: Node, term: Term | undefined, values: readonly Node[] | undefined): Piece {
  const length = x.lengthOf(array);
  const items = x.itemsOf(array);
  const isLiteral = term?.kind === "apply" && term.operator === "array.literal";
  if (!isLiteral || values === undefined || values.length === 0 || values.length > mostChoices) {
    return { length, at: (index) => x.element(items, index), over: [array] };
  }
  const last = child({ args: values }, values.length - 1);
  const at = (index: Node): Node =>
    values
      .slice(0, -1)
      .reduceRight((rest, value, i) => x.ite(x.identical(index, x.integer(BigInt(i))), value, rest), last);
  return { length, at, over: values };
}

/** The values stored into an array literal, in order. */
function literalValues(array: Node): readonly Node[] | undefined {
  const values: Node[] = [];
  let items = array.head.kind === "array.pair" ? child(array, 1) : undefined;
  while (items?.head.kind === "builtin" && items.head.text === "store") {
    values.unshift(child(items, 2));
    items = child(items, 0);
  }
  return items?.head.kind === "unknown" ? values : undefined;
}

function pieceOf(x: Expressions, use: Use, index: number): Piece {
  const array = argument(use, index);
  return piece(x, array, use.terms[index], literalValues(array));
}

const concat: Row = (x, use) => {
  const filled = use.args.map((_, i) => i).filter((i) => x.lengthOf(argument(use, i)) !== x.integer(0n));
  const [first, second] = filled;
  if (first === undefined || second === undefined) return argument(use, first ?? 0);
  let end: Node = x.integer(0n);
  const placed = filled.map((i) => {
    const from = end;
    const p = pieceOf(x, use, i);
    end = x.sum(end, p.length);
    return { ...p, from, end };
  });
  const over = [...placed.flatMap((p) => p.over), ...placed.map((p) => p.end)];
  const items = x.lambda(
    over,
    (k) =>
      placed
        .map((p) => ({ end: p.end, value: p.at(x.difference(k, p.from)) }))
        .reduceRight((rest, p) => ({ end: rest.end, value: x.ite(x.bool("<", k, p.end), p.value, rest.value) })).value,
  );
  return x.pair(end, items);
};

const reverse: Row = (x, use) => {
  const array = argument(use, 0);
  const items = x.itemsOf(array);
  const last = x.difference(x.lengthOf(array), x.integer(1n));
  return x.pair(
    x.lengthOf(array),
    x.lambda([items, last], (k) => x.element(items, x.difference(last, k))),
  );
};

const fill: Row = (x, use) => {
  const array = argument(use, 0);
  const value = argument(use, 1);
  const length = x.lengthOf(array);
  const from = position(x, argument(use, 2), length);
  const to = position(x, argument(use, 3), length);
  const items = x.itemsOf(array);
  const whole = from === x.integer(0n) && to === length;
  return x.pair(
    length,
    x.lambda([items, value, from, to], (k) =>
      whole ? value : x.ite(x.and(x.bool("<=", from, k), x.bool("<", k, to)), value, x.element(items, k)),
    ),
  );
};

const repeat: Row = (x, use) => {
  const value = argument(use, 0);
  return x.pair(
    argument(use, 1),
    x.lambda([value], () => value),
  );
};

const splice: Row = (x, use) => {
  const array = argument(use, 0);
  const length = x.lengthOf(array);
  const from = position(x, argument(use, 1), length);
  const wanted = argument(use, 2);
  const zero = x.integer(0n);
  const rest = x.difference(length, from);
  const atMost = x.ite(x.bool("<=", wanted, rest), wanted, rest);
  const { base, by } = x.offset(wanted);
  const count =
    base === undefined
      ? by <= 0n
        ? zero
        : atMost
      : wanted === length
        ? rest
        : x.ite(x.bool("<", wanted, zero), zero, atMost);
  const inserted = pieceOf(x, use, 3);
  const items = x.itemsOf(array);
  const end = x.sum(from, inserted.length);
  const moved = x.difference(count, inserted.length);
  const body = (k: Node): Node => {
    const after = x.element(items, x.sum(k, moved));
    const middle =
      inserted.length === zero ? after : x.ite(x.bool("<", k, end), inserted.at(x.difference(k, from)), after);
    return x.ite(x.bool("<", k, from), x.element(items, k), middle);
  };
  return x.pair(
    x.sum(x.difference(length, count), inserted.length),
    x.lambda([items, from, count, ...inserted.over, inserted.length], body),
  );
};

/** What an unknown function of the encoding is known to be stands in `axioms`, for wherever it is used. */
const join: Row = (x, use) => {
  const array = argument(use, 0);
  return x.unknown("array.join", [x.itemsOf(array), x.lengthOf(array), argument(use, 1)], text);
};

const extreme =
  (key: "array.minimum" | "array.maximum"): Row =>
  (x, use) => {
    const array = argument(use, 0);
    return x.unknown(key, [x.itemsOf(array), x.lengthOf(array)], use.sort);
  };

export const arrayOperators: Readonly<Record<ArrayOperator, Row>> = {
  "array.slice": slice,
  "array.concat": concat,
  "array.reverse": reverse,
  "array.fill": fill,
  "array.repeat": repeat,
  "array.splice": splice,
  "array.truncate": truncate,
  "array.join": join,
  "array.minimum": extreme("array.minimum"),
  "array.maximum": extreme("array.maximum"),
};

/** `a.indexOf(v, from)` as an unknown of where the search starts. */
export function indexOf(x: Expressions, array: Node, value: Node, from: Node): Node {
  const start = position(x, from, x.lengthOf(array));
  return x.unknown("array.indexOf", [x.itemsOf(array), x.lengthOf(array), value, start], integer);
}

/** `a.lastIndexOf(v, from)` as an unknown of where the search ends: only what stands before is looked at. */
export function lastIndexOf(x: Expressions, array: Node, value: Node, from: Node): Node {
  const length = x.lengthOf(array);
  const after = x.sum(from, x.integer(1n));
  const fromEnd = x.sum(length, after);
  const below = x.ite(x.bool("<", fromEnd, x.integer(0n)), x.integer(0n), fromEnd);
  const above = x.ite(x.bool("<", from, length), after, length);
  const end = after === length ? length : x.ite(x.bool("<", from, x.integer(0n)), below, above);
  return x.unknown("array.lastIndexOf", [x.itemsOf(array), end, value], integer);
}
