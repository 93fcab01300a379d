/** What must never be provable: facts that leak, states that are mixed up, things that change and seem not to. */
import { expect, test } from "vitest";
import {
  add,
  and,
  arrayGet,
  arrayLength,
  atMost,
  falseTerm,
  forall,
  implies,
  int,
  intSort,
  lessThan,
  not,
  same,
  subtract,
  type Term,
  trueTerm,
} from "../../../src/ir/index.js";
import * as b from "./build.js";
import { failing } from "./decide.js";

const x = b.v("x");
const y = b.v("y");
const result = b.v("\\result");
const a = b.v("a", b.ints);
const old = (of: Term): Term => ({ kind: "old", of, sort: of.sort });

test("an assumption in a branch is not known after the branch", () => {
  const body = b.block(b.when(lessThan(x, b.n(0)), b.assumeThat(falseTerm)), b.assert(lessThan(x, b.n(0))));
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toEqual(["assert"]);
});

test("an assumption in a branch holds after it for the states that came through it", () => {
  const body = b.block(b.when(lessThan(x, b.n(0)), b.assumeThat(falseTerm)), b.assert(atMost(b.n(0), x)));
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toEqual([]);
});

test("an assertion that fails in a branch proves nothing in the other", () => {
  const body = b.when(lessThan(x, b.n(0)), b.assert(falseTerm), b.assert(lessThan(x, b.n(0))));
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toEqual(["assert", "assert"]);
});

test("what a loop changes through an element is unknown after it", () => {
  const s = b.param("a", b.ints);
  const body = b.block(
    b.declare("i", b.n(0)),
    b.loop(
      lessThan(b.v("i"), arrayLength(a)),
      {
        invariants: [and(atMost(b.n(0), b.v("i")), atMost(b.v("i"), arrayLength(a)))],
        step: b.assign("i", add(b.v("i"), b.n(1))),
      },
      b.block(b.write(s, [b.at(b.v("i"))], b.n(0))),
    ),
    b.assert(implies(lessThan(b.n(0), arrayLength(a)), same(arrayGet(a, b.n(0)), old(arrayGet(a, b.n(0)))))),
  );
  expect(failing(b.deriveOne({ params: [s], modifies: ["a"], body }))).toContain("assert");
});

test("a loop keeps what it does not assign", () => {
  const body = b.block(
    b.declare("k", x),
    b.declare("i", b.n(0)),
    b.loop(lessThan(b.v("i"), b.n(3)), { step: b.assign("i", add(b.v("i"), b.n(1))) }, b.skip),
    b.assert(same(b.v("k"), x)),
    b.assert(atMost(b.n(3), b.v("i"))),
  );
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toEqual([]);
});

test("what the prelude of a loop's condition assigns is unknown at its head", () => {
  const body = b.block(
    b.declare("t", b.n(0)),
    b.loop(
      lessThan(b.v("t"), x),
      { prelude: [b.assign("t", add(b.v("t"), b.n(1)))], invariants: [same(b.v("t"), b.n(0))] },
      b.skip,
    ),
  );
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toContain("invariant.preserved");
});

test("after a loop with break the guard may still hold", () => {
  const leave = b.when(same(b.v("i"), b.n(1)), b.breakTo());
  const counting = b.loop(
    lessThan(b.v("i"), b.n(3)),
    { invariants: [atMost(b.v("i"), b.n(3))], step: b.assign("i", add(b.v("i"), b.n(1))) },
    leave,
  );
  const after = (goal: Term) => b.block(b.declare("i", b.n(0)), counting, b.assert(goal));
  expect(failing(b.deriveOne({ body: after(same(b.v("i"), b.n(3))) }))).toEqual(["assert"]);
  expect(failing(b.deriveOne({ body: after(implies(lessThan(b.v("i"), b.n(3)), same(b.v("i"), b.n(1)))) }))).toEqual(
    [],
  );
});

test("a break leaves the invariant behind, as its state is", () => {
  const body = b.block(
    b.declare("i", b.n(0)),
    b.loop(trueTerm, { invariants: [same(b.v("i"), b.n(0))] }, b.block(b.assign("i", b.n(7)), b.breakTo())),
    b.assert(same(b.v("i"), b.n(0))),
  );
  expect(failing(b.deriveOne({ body }))).toEqual(["assert"]);
});

test("continue owes the invariant too", () => {
  const body = b.block(
    b.declare("i", b.n(0)),
    b.loop(
      lessThan(b.v("i"), x),
      { invariants: [atMost(b.v("i"), b.n(2))] },
      b.block(b.when(same(b.v("i"), b.n(2)), b.block(b.assign("i", b.n(4)), b.continueTo())), b.assign("i", b.n(1))),
    ),
  );
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toEqual(["invariant.preserved"]);
});

test("the measure is compared with the head of the round, not with its own state", () => {
  const body = b.block(
    b.declare("i", x),
    b.loop(
      lessThan(b.n(0), b.v("i")),
      { variant: b.measure(b.v("i")) },
      b.block(b.assign("i", add(b.v("i"), b.n(1))), b.assign("i", subtract(b.v("i"), b.n(1)))),
    ),
  );
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toEqual(["variant.decreases"]);
});

test("a measure below 0 at the head of a round is no measure", () => {
  const body = b.block(
    b.declare("i", x),
    b.loop(not(same(b.v("i"), b.n(0))), { variant: b.measure(b.v("i")) }, b.assign("i", subtract(b.v("i"), b.n(1)))),
  );
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toEqual(["variant.bounded"]);
});

test("a lexicographic measure may raise what comes after the part that falls, and needs that part at 0 at least", () => {
  const round = b.block(
    b.when(
      lessThan(b.n(0), b.v("q")),
      b.assign("q", subtract(b.v("q"), b.n(1))),
      b.block(b.assign("p", subtract(b.v("p"), b.n(1))), b.assign("q", b.n(2))),
    ),
  );
  const body = (guard: Term) =>
    b.block(
      b.declare("p", x),
      b.declare("q", b.n(0)),
      b.loop(guard, { variant: b.measure(b.v("p"), b.v("q")) }, round),
    );
  const params = [b.param("x")];
  expect(failing(b.deriveOne({ params, body: body(lessThan(b.n(0), b.v("p"))) }))).toEqual([]);
  expect(failing(b.deriveOne({ params, body: body(not(same(b.v("p"), b.n(0)))) }))).toEqual(["variant.decreases"]);
});

test("overflow under `warn` is listed and never assumed", () => {
  const big = 2n ** 53n;
  const body = b.block(b.declare("m", add(x, int(big))), b.assert(lessThan(b.v("m"), int(big))));
  const derivation = b.deriveOne({ params: [b.param("x")], body, overflow: "warn" });
  expect(derivation.listed.map((o) => o.kind)).toEqual(["overflow"]);
  expect(failing(derivation)).toEqual(["assert"]);
  const demanded = b.deriveOne({ params: [b.param("x")], body, overflow: "check" });
  expect(demanded.obligations.map((o) => o.kind)).toEqual(["overflow", "assert"]);
  expect(failing(demanded)).toEqual(["overflow"]);
});

test("a postcondition speaks of the final contents of a parameter, and `old` of those at entry", () => {
  const s = b.param("a", b.ints);
  const options = { params: [s], modifies: ["a"], requires: [lessThan(b.n(0), arrayLength(a))] };
  const body = b.block(b.write(s, [b.at(b.n(0))], b.n(4)));
  const first = arrayGet(a, b.n(0));
  const guard = lessThan(b.n(0), arrayLength(a));
  expect(failing(b.deriveOne({ ...options, body, ensures: [implies(guard, same(first, b.n(4)))] }))).toEqual([]);
  expect(failing(b.deriveOne({ ...options, body, ensures: [implies(guard, same(old(first), b.n(4)))] }))).toEqual([
    "postcondition",
  ]);
});

test("a throw is judged by the arguments at entry, not by what they have become", () => {
  const s = b.param("a", b.ints);
  const throws = [lessThan(b.n(0), arrayLength(a))];
  const body = b.block(b.write(s, [b.at(arrayLength(a))], b.n(1)), b.fail());
  expect(failing(b.deriveOne({ params: [s], modifies: ["a"], throws, body }))).toEqual(["throw"]);
});

test("a throw without a clause must not be reached", () => {
  const body = b.when(lessThan(x, b.n(0)), b.fail());
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toEqual(["throw"]);
  expect(failing(b.deriveOne({ params: [b.param("x")], requires: [atMost(b.n(0), x)], body }))).toEqual([]);
});

test("falling off the end of a function with a result must not happen", () => {
  const body = b.when(lessThan(x, b.n(0)), b.give(x));
  expect(failing(b.deriveOne({ params: [b.param("x")], result: intSort, body }))).toEqual(["exhaustive"]);
});

test("the definedness of a quantified clause is owed for every value of its variable", () => {
  const k = b.v("k");
  const inside = (guard: Term) => forall([b.param("k")], implies(guard, atMost(b.n(0), arrayGet(a, k))));
  const params = [b.param("a", b.ints)];
  expect(failing(b.deriveOne({ params, requires: [inside(atMost(b.n(0), k))], body: b.skip }))).toEqual([
    "clause.defined",
  ]);
  const bounds = and(atMost(b.n(0), k), lessThan(k, arrayLength(a)));
  expect(failing(b.deriveOne({ params, requires: [inside(bounds)], body: b.skip }))).toEqual([]);
});

test("a clause may use those before it, and not those after it", () => {
  const params = [b.param("a", b.ints)];
  const nonEmpty = lessThan(b.n(0), arrayLength(a));
  const first = atMost(b.n(0), arrayGet(a, b.n(0)));
  expect(failing(b.deriveOne({ params, requires: [nonEmpty, first], body: b.skip }))).toEqual([]);
  expect(failing(b.deriveOne({ params, requires: [first, nonEmpty], body: b.skip }))).toEqual(["clause.defined"]);
});

test("a postcondition has a value whatever the body does, and its own truth is not assumed of the body", () => {
  const params = [b.param("a", b.ints)];
  const inRange = and(atMost(b.n(0), result), lessThan(result, arrayLength(a)));
  const ensures = [and(inRange, same(arrayGet(a, result), b.n(0)))];
  const body = b.give(b.n(0));
  expect(failing(b.deriveOne({ params, result: intSort, ensures, body }))).toEqual(["postcondition"]);
  const bare = [same(arrayGet(a, result), b.n(0))];
  expect(failing(b.deriveOne({ params, result: intSort, ensures: bare, body }))).toContain("clause.defined");
});

test("whether a postcondition has a value is asked where the function returns, with what the body has done", () => {
  const s = b.param("a", b.ints);
  const ensures = [same(arrayGet(a, b.n(0)), b.n(2))];
  const filled = b.write(s, [b.at(b.n(0))], b.n(2));
  expect(failing(b.deriveOne({ params: [s], modifies: ["a"], ensures, body: filled }))).toEqual([]);
  expect(failing(b.deriveOne({ params: [s], ensures, body: b.skip }))).toEqual(["clause.defined", "postcondition"]);
});

test("a postcondition of a function without a body has a value in every state that fits the contract", () => {
  const params = [b.param("a", b.ints)];
  const first = same(arrayGet(a, b.n(0)), b.n(2));
  expect(failing(b.deriveOne({ params, modifies: ["a"], ensures: [first] }))).toEqual(["clause.defined"]);
  const ensures = [lessThan(b.n(0), arrayLength(a)), first];
  expect(failing(b.deriveOne({ params, modifies: ["a"], ensures }))).toEqual([]);
});

test("a variable of a branch does not take the place of the one that it shadows", () => {
  const body = b.block(
    b.declare("k", b.n(1)),
    b.when(lessThan(x, b.n(0)), b.block(b.declare("k$2", b.n(2)), b.assign("k$2", b.n(3)))),
    b.assert(same(b.v("k"), b.n(1))),
  );
  expect(failing(b.deriveOne({ params: [b.param("x")], body }))).toEqual([]);
});

test("an uninitialised variable is arbitrary, in each round anew", () => {
  const body = b.block(
    b.declare("i", b.n(0)),
    b.loop(
      lessThan(b.v("i"), b.n(2)),
      { step: b.assign("i", add(b.v("i"), b.n(1))) },
      b.block(b.declare("t"), b.assert(same(b.v("t"), b.n(0)))),
    ),
  );
  expect(failing(b.deriveOne({ body }))).toEqual(["assert"]);
});

test("both sides of an `or` are read under the denial of what is left of them", () => {
  const nonZero = not(same(y, b.n(0)));
  const value = (guard: Term): Term => and(guard, atMost(b.divide(x, y), b.n(1)));
  const body = (guard: Term) => b.when(value(guard), b.skip);
  const params = [b.param("x"), b.param("y")];
  expect(failing(b.deriveOne({ params, body: body(nonZero) }))).toEqual([]);
  expect(failing(b.deriveOne({ params, body: body(same(y, b.n(0))) }))).toEqual(["division"]);
});

test("code after an exit is not derived, and owes nothing", () => {
  const body = b.block(b.give(), b.assert(falseTerm), b.fail());
  expect(b.deriveOne({ body }).obligations).toEqual([]);
});

test("an endless loop without exits makes what follows unreachable, and stays unmeasured", () => {
  const body = b.block(b.loop(trueTerm, {}, b.skip), b.assert(falseTerm));
  const derivation = b.deriveOne({ body });
  expect(derivation.obligations).toEqual([]);
  expect(derivation.unmeasured.map(({ what }) => what)).toEqual(["loop"]);
});

test("a clause that reads a local at entry is a defect of ours, not a guess", () => {
  const body = b.block(b.declare("k", b.n(1)), b.assert(same(old(b.v("k")), b.n(1))));
  expect(() => b.deriveOne({ body })).toThrow("k has no value at entry");
});
