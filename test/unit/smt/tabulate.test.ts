/** Arrays by a length and an element: Z3 reads them as the reference interpreter does. */
import { expect, test } from "vitest";
import {
  add,
  and,
  arrayGet,
  arrayLength,
  atMost,
  forall,
  implies,
  int,
  intSort,
  lessThan,
  natSort,
  same,
  type Term,
  tabulate,
  variable,
} from "../../../src/ir/index.js";
import { evaluate } from "../../../src/semantics/index.js";
import { print } from "../../../src/smt/print.js";
import { translator } from "../../../src/smt/translate.js";

const theory = { types: new Map(), logical: new Map() };
const numbers = { kind: "array", element: intSort } as const;
const a = variable("a", numbers);
const k = variable("k", natSort);
const next = tabulate(arrayLength(a), { name: "k", sort: natSort }, add(arrayGet(a, k), int(1n)));

function text(term: Term): string {
  const translate = translator(theory.types);
  return print([translate.term(term)], theory, translate)
    .text.split("\n")
    .filter((line) => line.startsWith("(assert"))
    .join("");
}

test("reading an element is its body there, and the length is the length", () => {
  const i = variable("i", intSort);
  const inside = and(atMost(int(0n), i), lessThan(i, arrayLength(next)));
  const claim = forall([{ name: "i", sort: intSort }], implies(inside, same(arrayGet(next, i), arrayGet(a, i))));
  expect(text(claim)).toBe(
    "(assert (forall ((q0 Int)) (! (=> (and (<= 0 q0) (< q0 v0n)) (= (+ (select v0a q0) 1) (select v0a q0))) :pattern ((select v0a q0)))))",
  );
});

test("an array with a length below 0 is empty", () => {
  const none = tabulate(int(-3n), { name: "k", sort: natSort }, k);
  const environment = { values: new Map() };
  expect(evaluate(none, environment, theory)).toEqual({ kind: "array", items: [] });
  expect(text(same(arrayLength(none), int(0n)))).toBe("(assert (= (ite (<= 0 (- 3)) (- 3) 0) 0))");
});

test("elements are computed in order, each with its index", () => {
  const items = [5n, 6n].map((value) => ({ kind: "int", value }) as const);
  const environment = { values: new Map([["a", { kind: "array", items } as const]]) };
  expect(evaluate(next, environment, theory)).toEqual({
    kind: "array",
    items: [
      { kind: "int", value: 6n },
      { kind: "int", value: 7n },
    ],
  });
});
