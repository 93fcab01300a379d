/** Size stays linear in the program, and depth within JavaScript's stack. */
import { expect, test } from "vitest";
import type { FunctionDerivation } from "../../../src/calculus/index.js";
import { add, children, lessThan, type Statement, type Term } from "../../../src/ir/index.js";
import { factsOf } from "../../laws/brute-force.js";
import * as b from "./build.js";

const x = b.v("x");

/** Distinct nodes of all facts, paths and goals together. */
function size(derivation: FunctionDerivation): number {
  const seen = new Set<unknown>();
  const visit = (term: Term): void => {
    if (seen.has(term)) return;
    seen.add(term);
    for (const child of children(term)) visit(child);
  };
  for (const { context, path, goal } of derivation.obligations) {
    visit(path);
    visit(goal);
    for (let at = context; at !== undefined && !seen.has(at); at = at.before) {
      seen.add(at);
      visit(at.fact.kind === "define" ? at.fact.value : at.fact.fact);
    }
  }
  return seen.size;
}

function sequentialIfs(count: number, arm: () => Statement): FunctionDerivation {
  const ifs = Array.from({ length: count }, (_, i) => b.when(lessThan(x, b.n(i)), arm()));
  const body = b.block(b.declare("k", b.n(0)), ...ifs, b.assert(lessThan(x, b.v("k"))));
  return b.deriveOne({ params: [b.param("x")], body });
}

const count = (): Statement => b.assign("k", add(b.v("k"), b.n(1)));

test("sequential ifs make obligations of linear size, up to 2,000", () => {
  const [small, large] = [size(sequentialIfs(1000, count)), size(sequentialIfs(2000, count))];
  expect(large / small).toBeGreaterThan(1.9);
  expect(large / small).toBeLessThan(2.1);
  expect(large).toBeLessThan(2000 * 30);
});

test("sequential ifs that return or assert make obligations of linear size, too", () => {
  const leaving = (): Statement => b.block(b.assert(lessThan(x, b.v("k"))), b.give());
  const [small, large] = [size(sequentialIfs(1000, leaving)), size(sequentialIfs(2000, leaving))];
  expect(large / small).toBeLessThan(2.1);
});

test("after an if without exits the path is what it was before", () => {
  const [last] = sequentialIfs(5, count).obligations;
  expect(last?.path).toEqual({ kind: "literal", value: { kind: "bool", value: true }, sort: { kind: "bool" } });
});

test("an `else if` chain of 2,000 is derived, in linear size", () => {
  const chain = Array.from({ length: 2000 }).reduce<Statement>(
    (rest, _, i) => b.when(lessThan(x, b.n(i)), count(), rest),
    b.assert(lessThan(x, b.n(0))),
  );
  const derivation = b.deriveOne({ params: [b.param("x")], body: b.block(b.declare("k", b.n(0)), chain) });
  expect(derivation.obligations).toHaveLength(1);
  expect(size(derivation)).toBeLessThan(2000 * 30);
});

test("facts of a branch that nothing leaves burden nobody else", () => {
  const noisy = b.block(b.assert(lessThan(b.n(3), x)), b.assert(lessThan(b.n(4), x)), b.give());
  const body = b.block(b.when(lessThan(x, b.n(0)), noisy), b.assert(lessThan(x, b.n(9))));
  const derivation = b.deriveOne({ params: [b.param("x")], body });
  const last = derivation.obligations.at(-1);
  expect(factsOf(last?.context).filter((fact) => fact.kind === "assume")).toEqual([]);
});
