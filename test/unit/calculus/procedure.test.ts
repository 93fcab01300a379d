/** Calls: what is owed of the arguments, what is known after, and of whom. */
import { expect, test } from "vitest";
import { derive } from "../../../src/calculus/index.js";
import {
  add,
  and,
  arrayGet,
  arrayLength,
  atMost,
  falseTerm,
  implies,
  int,
  intSort,
  lessThan,
  natSort,
  same,
  subtract,
  type Term,
} from "../../../src/ir/index.js";
import * as b from "./build.js";
import { failing, isProved } from "./decide.js";

const x = b.v("x");
const p = b.v("p");
const r = b.v("r");
const result = b.v("\\result");
const old = (of: Term): Term => ({ kind: "old", of, sort: of.sort });

const successor = b.makeFunction("g", {
  params: [b.param("p")],
  result: intSort,
  requires: [atMost(b.n(0), p)],
  ensures: [same(result, add(p, b.n(1)))],
});

const calling = (arg: Term) => ({
  params: [b.param("x")],
  body: b.block(b.declare("r"), b.call("g", [arg], b.param("r")), b.assert(same(r, add(arg, b.n(1))))),
});

test("a call owes what the callee requires and knows what it ensures", () => {
  const bad = b.deriveOne(calling(x), [successor]);
  expect(failing(bad, [successor])).toEqual(["precondition"]);
  const good = b.deriveOne({ ...calling(x), requires: [atMost(b.n(0), x)] }, [successor]);
  expect(failing(good, [successor])).toEqual([]);
  expect(good.callees).toEqual(["g"]);
});

test("a precondition names the call, the clause and the callee's own place", () => {
  const [demand] = b.deriveOne(calling(x), [successor]).obligations;
  const clause = successor.contract.requires[0];
  expect(demand?.why).toBe("The call `g(x)` must satisfy `0 <= p`, which `g` requires.");
  expect(demand?.clause).toBe(clause);
  expect(demand?.labels?.map(({ span }) => span)).toEqual([clause?.span]);
});

test("a callee that is not believed gives no facts", () => {
  const derivation = b.deriveOne(
    { ...calling(x), requires: [atMost(b.n(0), x)] },
    [successor],
    b.trusting({ facts: false }),
  );
  expect(failing(derivation, [successor])).toEqual(["assert"]);
  expect(derivation.probes.map(({ kind }) => kind)).toEqual(["entry"]);
});

test("a callee that is not believed owes what its result's type says", () => {
  const callee = b.makeFunction("g", { result: natSort });
  const body = b.block(b.declare("r"), b.call("g", [], b.param("r")), b.assert(atMost(b.n(0), r)));
  expect(failing(b.deriveOne({ body }, [callee]), [callee])).toEqual([]);
  expect(failing(b.deriveOne({ body }, [callee], b.trusting({ facts: false })), [callee])).toEqual(["mark"]);
});

test("what the callee ensures in a branch is not known outside of it", () => {
  const callee = b.makeFunction("g", { ensures: [falseTerm] });
  const body = b.block(b.when(lessThan(x, b.n(0)), b.call("g", [])), b.assert(lessThan(x, b.n(0))));
  expect(failing(b.deriveOne({ params: [b.param("x")], body }, [callee]), [callee])).toEqual(["assert"]);
});

test("a modified argument is unknown but for the contract, whose `old` is before the call", () => {
  const a = b.v("a", b.ints);
  const s = b.v("s", b.ints);
  const callee = b.makeFunction("g", {
    params: [b.param("s", b.ints)],
    modifies: ["s"],
    ensures: [same(arrayLength(s), old(arrayLength(s)))],
  });
  const body = b.block(
    b.call("g", [{ value: a, place: { root: b.param("a", b.ints), path: [] } }]),
    b.assert(same(arrayLength(a), old(arrayLength(a)))),
    b.assert(implies(lessThan(b.n(0), arrayLength(a)), same(arrayGet(a, b.n(0)), old(arrayGet(a, b.n(0)))))),
  );
  const derivation = b.deriveOne({ params: [b.param("a", b.ints)], modifies: ["a"], body }, [callee]);
  expect(failing(derivation, [callee])).toContain("assert");
  expect(derivation.obligations.filter((o) => o.kind === "assert").map((o) => failingOne(o, callee))).toEqual([
    false,
    true,
  ]);
});

test("an argument that the callee modifies is changed even where no place was noted", () => {
  const a = b.v("a", b.ints);
  const callee = b.makeFunction("g", { params: [b.param("s", b.ints)], modifies: ["s"] });
  const body = b.block(b.call("g", [a]), b.assert(same(arrayLength(a), old(arrayLength(a)))));
  expect(failing(b.deriveOne({ params: [b.param("a", b.ints)], body }, [callee]), [callee])).toEqual(["assert"]);
});

test("a loop forgets what a call in it modifies", () => {
  const a = b.v("a", b.ints);
  const callee = b.makeFunction("g", { params: [b.param("s", b.ints)], modifies: ["s"] });
  const place = { root: b.param("a", b.ints), path: [] };
  const body = b.block(
    b.declare("i", b.n(0)),
    b.loop(
      lessThan(b.v("i"), b.n(2)),
      { step: b.assign("i", add(b.v("i"), b.n(1))) },
      b.call("g", [{ value: a, place }]),
    ),
    b.assert(same(arrayLength(a), old(arrayLength(a)))),
  );
  expect(failing(b.deriveOne({ params: [b.param("a", b.ints)], body }, [callee]), [callee])).toEqual(["assert"]);
});

test("a callee that may throw makes the caller owe its own clause, judged by both entries", () => {
  const callee = b.makeFunction("g", { params: [b.param("p")], throws: [lessThan(p, b.n(0))] });
  const options = { params: [b.param("x")], body: b.call("g", [subtract(x, b.n(1))]) };
  expect(failing(b.deriveOne(options, [callee]), [callee])).toEqual(["throw"]);
  expect(failing(b.deriveOne({ ...options, throws: [lessThan(x, b.n(1))] }, [callee]), [callee])).toEqual([]);
  expect(failing(b.deriveOne({ ...options, throws: [lessThan(x, b.n(0))] }, [callee]), [callee])).toEqual(["throw"]);
});

const countdown = (arg: Term, options: Partial<b.FunctionOptions> = {}): b.FunctionOptions => ({
  params: [b.param("x")],
  result: intSort,
  requires: [atMost(b.n(0), x)],
  ensures: [same(result, b.n(0))],
  body: b.block(b.when(same(x, b.n(0)), b.give(b.n(0))), b.declare("r"), b.call("f", [arg], b.param("r")), b.give(r)),
  ...options,
});

const inside = b.trusting({ recursive: true });

test("a recursive call with a smaller measure knows the contract", () => {
  const derivation = b.deriveOne(countdown(subtract(x, b.n(1)), { variant: b.measure(x) }), [], inside);
  expect(derivation.obligations.map((o) => o.kind)).toContain("recursion.decreases");
  expect(failing(derivation)).toEqual([]);
  expect(derivation.unmeasured).toEqual([]);
});

test("a recursive call whose measure does not become smaller owes it", () => {
  expect(failing(b.deriveOne(countdown(x, { variant: b.measure(x) }), [], inside))).toEqual(["recursion.decreases"]);
});

test("a recursive call without measure knows nothing, and is unmeasured", () => {
  const derivation = b.deriveOne(countdown(subtract(x, b.n(1))), [], inside);
  expect(derivation.unmeasured.map(({ what }) => what)).toEqual(["recursion"]);
  expect(failing(derivation)).toEqual(["postcondition"]);
});

test("`decreases *` knows the contract of a recursive call, and claims partial correctness alone", () => {
  const variant = { kind: "partial", span: b.newSpan() } as const;
  const derivation = b.deriveOne(countdown(subtract(x, b.n(1)), { variant }), [], inside);
  expect(derivation.partial).toBe(true);
  expect(failing(derivation)).toEqual([]);
});

test("the lemma that calls itself proves nothing", () => {
  const options = { params: [b.param("x")], ensures: [falseTerm], body: b.call("f", [x]) };
  expect(failing(b.deriveOne(options, [], inside))).toEqual(["postcondition"]);
  expect(failing(b.deriveOne({ ...options, variant: b.measure(x) }, [], inside))).toEqual(["recursion.decreases"]);
});

test("mutual recursion compares the callee's measure with the caller's", () => {
  const partner = b.makeFunction("g", { params: [b.param("p")], variant: b.measure(p, b.n(0)) });
  const options = (arg: Term) => ({
    params: [b.param("x")],
    variant: b.measure(x, b.n(1)),
    body: b.when(atMost(b.n(0), x), b.call("g", [arg])),
  });
  expect(failing(b.deriveOne(options(x), [partner], inside), [partner])).toEqual([]);
  expect(failing(b.deriveOne(options(add(x, b.n(1))), [partner], inside), [partner])).toEqual(["recursion.decreases"]);
});

const self = (arg: Term): Term => ({ kind: "call", function: "f", args: [arg], sort: intSort, span: b.newSpan() });

function withSymbol(options: b.FunctionOptions) {
  const fn = b.makeFunction("f", options);
  const symbol = { ...b.logicalOf("f", [b.param("x")], x), recursive: true };
  return derive(fn, b.makeProgram([fn], [], [symbol]), inside);
}

test("recursion inside a term of code owes its measure under the guards around it", () => {
  const guarded = (arg: Term): Term => ({
    kind: "apply",
    operator: "ite",
    args: [lessThan(b.n(0), x), self(arg), b.n(0)],
    sort: intSort,
  });
  const options = (arg: Term) => ({
    params: [b.param("x")],
    result: intSort,
    variant: b.measure(x),
    body: b.give(guarded(arg)),
  });
  expect(failing(withSymbol(options(subtract(x, b.n(1)))))).toEqual([]);
  expect(failing(withSymbol(options(x)))).toEqual(["recursion.decreases"]);
});

test("a precondition that calls its own function is recursion", () => {
  const options = { params: [b.param("x")], requires: [same(self(x), b.n(0))], body: b.skip };
  expect(withSymbol(options).unmeasured.map(({ what }) => what)).toEqual(["recursion"]);
});

test("the measure of a function that logic unfolds must fall for all integers, not only for safe ones", () => {
  const safe = and(atMost(b.n(0), x), atMost(x, b.n(2)));
  const assumption = {
    kind: "safe-integers",
    text: "x is safe",
    predicate: { kind: "runs", term: safe },
    span: b.newSpan(),
  } as const;
  const body = b.give({ kind: "apply", operator: "ite", args: [lessThan(b.n(2), x), self(x), b.n(0)], sort: intSort });
  const derivation = withSymbol({
    params: [b.param("x")],
    result: intSort,
    variant: b.measure(x),
    entry: [assumption],
    body,
  });
  expect(failing(derivation)).toEqual(["recursion.decreases"]);
});

test("a contract proved for safe integers is known of safe arguments alone", () => {
  const largest = int(3n);
  const safe = atMost(p, largest);
  const entry = [
    { kind: "safe-integers", text: "p is safe", predicate: { kind: "runs", term: safe }, span: b.newSpan() },
  ] as const;
  const callee = b.makeFunction("g", { params: [b.param("p")], ensures: [atMost(p, largest)], entry });
  const options = {
    params: [b.param("x")],
    overflow: "warn" as const,
    body: b.block(b.call("g", [add(x, b.n(1))]), b.assert(atMost(x, b.n(2)))),
  };
  const derivation = b.deriveOne(options, [callee]);
  expect(derivation.listed.map((o) => o.kind)).toEqual(["overflow", "overflow"]);
  expect(failing(derivation, [callee])).toEqual(["assert"]);
  expect(failing(b.deriveOne({ ...options, overflow: "check" }, [callee]), [callee])).toEqual(["overflow"]);
});

const small = atMost(x, b.n(2));
const taken = [
  { kind: "safe-integers", text: "x is safe", predicate: { kind: "runs", term: small }, span: b.newSpan() },
] as const;

test("where all integers are asked for, that the arguments are safe is no fact but a guard of overflow", () => {
  const body = b.block(b.declare("k", add(x, b.n(1))), b.assert(small));
  const fn = b.makeFunction("f", { params: [b.param("x")], entry: taken, overflow: "check", body });
  const program = b.makeProgram([fn]);
  expect(failingIn(derive(fn, program, b.trusting()), program)).toEqual([]);
  const open = derive(fn, program, b.trusting(), { anyIntegers: true });
  expect(failingIn(open, program)).toEqual(["assert"]);
  const [overflow] = open.obligations;
  expect(overflow?.goal).toMatchObject({ operator: "implies" });
});

test("a contract proved of all integers is known at every call, one proved of safe ones is not", () => {
  const callee = b.makeFunction("g", {
    params: [b.param("p")],
    ensures: [atMost(p, b.n(2))],
    entry: [
      { kind: "safe-integers", text: "", predicate: { kind: "runs", term: atMost(p, b.n(2)) }, span: b.newSpan() },
    ],
  });
  const options = { params: [b.param("x")], body: b.block(b.call("g", [x]), b.assert(small)) };
  const proves = (anyIntegers: boolean) =>
    failing(b.deriveOne(options, [callee], b.trusting({ anyIntegers })), [callee]);
  expect(proves(false)).toEqual(["assert"]);
  expect(proves(true)).toEqual([]);
});

test("a recursive call knows of unsafe arguments only where the contract is being proved of them, too", () => {
  const fn = b.makeFunction("f", {
    params: [b.param("x")],
    entry: taken,
    ensures: [small],
    variant: b.measure(x),
    body: b.when(atMost(b.n(3), x), b.block(b.call("f", [subtract(x, b.n(1))]), b.assert(atMost(x, b.n(3))))),
  });
  const program = b.makeProgram([fn]);
  // Safe integers never reach the call; of all integers, the postcondition is what fails.
  expect(failingIn(derive(fn, program, inside), program)).toEqual([]);
  expect(failingIn(derive(fn, program, inside, { anyIntegers: true }), program)).toEqual(["postcondition"]);
});

test("a pure callee's value is its meaning where that is known", () => {
  const callee = b.makeFunction("g", { params: [b.param("p")], result: intSort });
  const symbol = b.logicalOf("g", [b.param("p")], add(p, b.n(1)));
  const fn = b.makeFunction("f", {
    params: [b.param("x")],
    body: b.block(b.declare("r"), b.call("g", [x], b.param("r")), b.assert(same(r, add(x, b.n(1))))),
  });
  const program = b.makeProgram([fn, callee], [], [symbol]);
  const proves = (logical: boolean) => failingIn(derive(fn, program, b.trusting({ logical })), program);
  expect(proves(true)).toEqual([]);
  expect(proves(false)).toEqual(["assert"]);
});

function failingOne(o: Parameters<typeof isProved>[0], callee: Parameters<typeof b.makeProgram>[0][number]): boolean {
  return !isProved(o, b.makeProgram([callee]));
}

function failingIn(
  derivation: ReturnType<typeof derive>,
  program: ReturnType<typeof b.makeProgram>,
): readonly string[] {
  return derivation.obligations.filter((o) => !isProved(o, program)).map((o) => o.kind);
}
