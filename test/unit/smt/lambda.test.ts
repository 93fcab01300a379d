/** Arrays by their elements: reading is substitution, which catches no variable, and binders print by their depth. */
import { expect, test } from "vitest";
import { intSort } from "../../../src/ir/index.js";
import { integer, type Node } from "../../../src/smt/node.js";
import { print } from "../../../src/smt/print.js";
import { translator } from "../../../src/smt/translate.js";

const theory = { types: new Map(), logical: new Map() };

function tools() {
  const translate = translator(theory.types);
  const { x } = translate;
  const array = (name: string): Node => x.itemsOf(translate.constant(name, { kind: "array", element: intSort }));
  const show = (...nodes: readonly Node[]): string => {
    const { text } = print(nodes, theory, translate);
    return text
      .split("\n")
      .filter((line) => line.startsWith("(assert") || line.startsWith("(define"))
      .join("\n");
  };
  return { x, array, show, translate };
}

test("a lambda read at an index is its body there", () => {
  const { x, array } = tools();
  const [a, i] = [array("a"), x.unknown("i", [], integer)];
  const moved = x.lambda([a], (k) => x.element(a, x.sum(k, x.integer(2n))));
  expect(x.element(moved, x.difference(i, x.integer(2n)))).toBe(x.element(a, i));
});

test("what reads an array at every index is that array", () => {
  const { x, array } = tools();
  const a = array("a");
  expect(x.lambda([a], (k) => x.element(a, k))).toBe(a);
});

test("a store answers where the index is known to be, or not to be, its own", () => {
  const { x, array } = tools();
  const [a, i] = [array("a"), x.unknown("i", [], integer)];
  const next = x.sum(i, x.integer(1n));
  const stored = x.builtin("store", [a, next, x.integer(7n)], a.sort);
  expect(x.element(stored, x.sum(i, x.integer(1n)))).toBe(x.integer(7n));
  expect(x.element(stored, i)).toBe(x.element(a, i));
});

test("reading under a binder catches no variable, whatever the levels were", () => {
  const { x, array, show } = tools();
  const a = array("a");
  // Items by k: is there a j with a[j] = k?
  const present = x.lambda([a], (k) => x.quantified("exists", [a, k], (j) => x.identical(x.element(a, j), k)));
  const everywhere = x.quantified("forall", [a], (i) => x.not(x.element(present, x.element(a, i))));
  expect(show(everywhere)).toBe(
    "(assert (forall ((q0 Int)) (! (not (exists ((q1 Int)) (! (= (select v0a q1) (select v0a q0)) :pattern ((select v0a q1))))) :pattern ((select v0a q0)))))",
  );
  // The same shape made the other way round, with other levels on the way.
  const [b, k] = [array("a"), x.unknown("k", [], integer)];
  const inner = x.quantified("exists", [b, k], (j) => x.identical(x.element(b, j), k));
  expect(
    show(
      x.bool(
        "=",
        inner,
        x.element(
          x.lambda([b], () => inner),
          x.integer(0n),
        ),
      ),
    ),
  ).toBe(show(x.bool("=", inner, inner)));
});

test("a closed lambda inside a binder of its own level shares nothing with what is around it", () => {
  const { x, array, show } = tools();
  const a = array("a");
  const square = (k: Node): Node => x.int("*", x.sum(k, x.integer(5n)), x.sum(k, x.integer(5n)), x.integer(3n));
  const squares = x.lambda([a], (k) => square(k));
  const known = x.unknown("is", [squares], integer);
  const statement = x.quantified("forall", [a], (i) => x.bool("<", square(i), x.int("+", known, square(i))));
  const text = show(statement);
  expect(text).toContain("(lambda ((q1 Int)) ");
  expect(text).toContain("forall ((q0 Int))");
});
