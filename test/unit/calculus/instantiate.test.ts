import { expect, test } from "vitest";
import { evaluations } from "../../../src/calculus/evaluations.js";
import { inState } from "../../../src/calculus/in-state.js";
import { showTerm } from "../../../src/calculus/index.js";
import { instantiate } from "../../../src/calculus/instantiate.js";
import { add, apply, arrayGet, forall, freeVariables, ite, lessThan, type Term } from "../../../src/ir/index.js";
import * as b from "./build.js";

const k = b.v("k");
const x = b.v("x");
const old = (of: Term): Term => ({ kind: "old", of, sort: of.sort });

test("an argument is not captured by a binder of the callee's clause", () => {
  const clause = forall([b.param("k")], lessThan(k, x));
  const result = instantiate(clause, new Map([["x", k]]));
  expect([...freeVariables(result).keys()]).toEqual(["k"]);
});

test("a bound variable of the parameter's name stays bound", () => {
  const clause = forall([b.param("x")], lessThan(x, b.n(1)));
  expect(instantiate(clause, new Map([["x", b.n(7)]]))).toEqual(clause);
});

test("`old` reads the state at entry, and its bound variables keep their meaning", () => {
  const a = b.v("a", b.ints);
  const clause = forall([b.param("k")], lessThan(old(arrayGet(a, k)), arrayGet(a, k)));
  const read = inState(clause, new Map([["a", b.v("a@1", b.ints)]]), new Map([["a", b.v("a@0", b.ints)]]));
  expect([...freeVariables(read).keys()]).toEqual(["a@0", "a@1"]);
});

test("a shared part is read once a chain, not once a path", () => {
  let chain: Term = b.v("o");
  for (let i = 0; i < 40; i++)
    chain = ite(lessThan(b.n(0), chain), add(chain, b.n(1)), apply("int.negate", [chain], chain.sort));
  expect(evaluations(chain).length).toBeLessThan(40 * 5);
});

test("what is read under a guard is read again outside of it", () => {
  const part = arrayGet(b.v("a", b.ints), x);
  const guarded = ite(lessThan(b.n(0), x), part, b.n(0));
  const conditions = evaluations(add(guarded, part))
    .filter((e) => e.node === part)
    .map((e) => showTerm(e.under(lessThan(x, b.n(9)))));
  expect(conditions).toEqual(["0 < x ==> x < 9", "x < 9"]);
});
