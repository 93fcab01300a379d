import { expect, test } from "vitest";
import { contradict } from "../../../src/smt/evident.js";
import { type Expressions, expressions } from "../../../src/smt/expressions.js";
import { boolean, integer, type Node, nodeBuilder, rational } from "../../../src/smt/node.js";

type Given = (x: Expressions, p: Node, q: Node) => readonly Node[];

const given = (assertions: Given): boolean => {
  const x = expressions(nodeBuilder());
  const named = (name: string): Node => x.make({ kind: "constant", name, part: "whole" }, [], boolean);
  return contradict(assertions(x, named("p"), named("q")));
};
const compared = (x: Expressions, symbol: string, a: bigint, b: bigint): Node =>
  x.bool(symbol, x.integer(a), x.integer(b));

const contradictory: readonly (readonly [string, Given])[] = [
  ["false", (x) => [x.literal({ kind: "bool", value: false })]],
  ["a fact and its denial", (x, p, q) => [x.not(p), q, p]],
  ["a fact inside a conjunction", (x, p, q) => [x.not(p), x.and(q, p)]],
  ["a denied choice of which one holds", (x, p, q) => [x.not(x.or(p, q)), q]],
  ["a denied implication whose conclusion is known", (x, p, q) => [x.not(x.bool("=>", p, q)), q]],
  ["a denied implication whose condition is denied", (x, p, q) => [x.not(x.bool("=>", p, q)), x.not(p)]],
  ["a denied implication of itself", (x, p) => [x.not(x.bool("=>", p, p))]],
  ["a denied conjunction inside a denied denial", (x, p, q) => [x.bool("not", x.bool("not", x.and(p, q))), x.not(q)]],
  ["0 <= 0, denied", (x) => [x.bool("not", compared(x, "<=", 0n, 0n))]],
  ["1 <= -1", (x) => [compared(x, "<=", 1n, -1n)]],
  ["2 < 2", (x) => [compared(x, "<", 2n, 2n)]],
  ["-3 >= -2", (x) => [compared(x, ">=", -3n, -2n)]],
  ["10 > 9, denied", (x) => [x.bool("not", compared(x, ">", 10n, 9n))]],
];

test.each(contradictory)("no model has %s", (_, assertions) => expect(given(assertions)).toBe(true));

const open: readonly (readonly [string, Given])[] = [
  ["nothing", () => []],
  ["a fact", (_, p, q) => [p, q]],
  ["a choice, and one of it denied", (x, p, q) => [x.or(p, q), x.not(p)]],
  ["a denied conjunction, and one of it", (x, p, q) => [x.not(x.and(p, q)), p]],
  ["an implication, and its conclusion denied", (x, p, q) => [x.bool("=>", p, q), x.not(q)]],
  ["a denied implication, and its condition", (x, p, q) => [x.not(x.bool("=>", p, q)), p]],
  ["an implication of itself", (x, p) => [x.bool("=>", p, p)]],
  ["1 <= 2", (x) => [compared(x, "<=", 1n, 2n)]],
  ["2 <= 1, denied", (x) => [x.bool("not", compared(x, "<=", 2n, 1n))]],
  ["a choice in which something stands beside its denial", (x, p, q) => [x.bool("or", x.and(p, x.not(p)), q)]],
  [
    "other sorts and symbols of literals",
    (x) => [
      x.bool("<=", x.builtin("2.0", [], rational), x.builtin("1.0", [], rational)),
      x.bool("distinct", x.builtin("1", [], integer), x.builtin("1", [], integer)),
    ],
  ],
];

test.each(open)("nothing is said of %s", (_, assertions) => expect(given(assertions)).toBe(false));
