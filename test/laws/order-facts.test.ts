/**
 * What a proof takes for granted of `sort` is true of JavaScript's own, whatever the comparison does: a permutation always,
 * and an order, with equal elements where they were, only where the comparison is consistent.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Statement, Value } from "../../src/ir/index.js";
import { truth } from "../../src/semantics/index.js";
import { loadText } from "../support/load-source.js";

type Order = Extract<Statement, { kind: "order" }>;

function ordersIn(statement: Statement): readonly Order[] {
  switch (statement.kind) {
    case "order":
      return [statement];
    case "block":
      return statement.body.flatMap(ordersIn);
    case "if":
      return [...ordersIn(statement.then), ...ordersIn(statement.else)];
    case "labelled":
    case "loop":
      return ordersIn(statement.body);
    default:
      return [];
  }
}

type Compare = (a: number, b: number) => number;

const comparisons: readonly (readonly [string, Compare])[] = [
  ["a - b", (a, b) => a - b],
  ["b - a", (a, b) => b - a],
  ["(a % 2) - (b % 2)", (a, b) => (a % 2) - (b % 2)],
  ["(a % 2) - (b % 2) || b - a", (a, b) => (a % 2) - (b % 2) || b - a],
  ["a < b ? -1 : a > b ? 1 : 0", (a, b) => (a < b ? -1 : a > b ? 1 : 0)],
  ["a < b ? -1 : 1", (a, b) => (a < b ? -1 : 1)],
  ["1", () => 1],
  ["-1", () => -1],
  ["0", () => 0],
  ["a", (a) => a],
  ["a > b ? 1 : 0", (a, b) => (a > b ? 1 : 0)],
  ["a * b - 1", (a, b) => a * b - 1],
];

const ints = (list: readonly number[]): Value => ({
  kind: "array",
  items: list.map((n): Value => ({ kind: "int", value: BigInt(n) })),
});

test.each(comparisons)("sorted by %s: what is known is true", (text, compare) => {
  const { program } = loadText(
    `//@ verify\nexport function f(xs: number[]): number[] {\n  return xs.toSorted((a, b) => ${text});\n}`,
  );
  const fn = [...program.functions.values()].find(({ name }) => name === "f");
  const [order, ...more] = fn?.body === undefined ? [] : ordersIn(fn.body);
  expect(more).toEqual([]);
  if (order === undefined) throw new Error(JSON.stringify(program.declined));
  let decided = 0;
  const holds = (list: readonly number[]): void => {
    const positions = list.map((_, k) => k).sort((i, j) => compare(list[i] ?? 0, list[j] ?? 0));
    const values = new Map<string, Value>([
      ["xs", ints(list)],
      [order.array.kind === "variable" ? order.array.name : "xs", ints(list)],
      [order.positions.name, ints(positions)],
      [order.places.name, ints(positions.map((_, k) => positions.indexOf(k)))],
      [order.result.name, ints(positions.map((p) => list[p] ?? 0))],
    ]);
    const found = truth(order.known, { values, entry: values }, program);
    expect(found).not.toBe(false);
    if (found === true) decided += 1;
  };
  fc.assert(fc.property(fc.array(fc.integer({ min: -3, max: 5 }), { maxLength: 7 }), holds), { numRuns: 150 });
  expect(decided).toBeGreaterThan(100);
});
