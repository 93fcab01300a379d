import { expect, test } from "vitest";
import { derive } from "../../../src/calculus/index.js";
import { measureCandidates, withMeasures } from "../../../src/infer/index.js";
import {
  add,
  and,
  arrayLength,
  atMost,
  bool,
  type FunctionIR,
  intSort,
  lessThan,
  not,
  or,
  type Statement,
  same,
  subtract,
  type Term,
  trueTerm,
} from "../../../src/ir/index.js";
import * as b from "../calculus/build.js";
import { failing } from "../calculus/decide.js";

const i = b.v("i");
const j = b.v("j");
const n = b.v("n");
const params = [b.param("n"), b.param("m")];

function measuresOf(fn: FunctionIR): readonly string[] {
  return measureCandidates(fn, b.makeProgram([fn])).map((candidate) => {
    const texts: string[] = [];
    const visit = (s: Statement): void => {
      if (s.kind === "block") s.body.forEach(visit);
      if (s.kind === "loop") {
        texts.push(s.variant?.kind === "measure" ? s.variant.text : "none");
        visit(s.body);
      }
    };
    if (candidate.body !== undefined) visit(candidate.body);
    return texts.join(" | ");
  });
}

const both = b.block(b.assign("i", add(i, b.n(1))), b.assign("j", subtract(j, b.n(1))));
const looping = (guard: Term, body: Statement = both) =>
  b.makeFunction("f", { params, body: b.block(b.declare("i", b.n(0)), b.declare("j", n), b.loop(guard, {}, body)) });

test.each<[string, Term, readonly string[]]>([
  ["i < n", lessThan(i, n), ["n - i"]],
  ["i <= n", atMost(i, n), ["n - i + 1"]],
  ["j > 0", lessThan(b.n(0), j), ["j"]],
  ["j >= 0", atMost(b.n(0), j), ["j + 1"]],
  ["!(j <= n)", not(atMost(j, n)), ["j - n"]],
  ["i < j", lessThan(i, j), ["j - i"]],
  ["each conjunct", and(lessThan(i, n), lessThan(b.n(0), j)), ["n - i", "j"]],
  ["both alternatives together", or(lessThan(i, n), lessThan(b.n(0), j)), ["Math.max(0, n - i) + Math.max(0, j)"]],
  ["!== either way", not(same(i, n)), ["n - i", "i - n"]],
  ["nothing that the loop changes", lessThan(n, b.v("m")), ["none"]],
])("a guard suggests the distance of its sides: %s", (_, guard, expected) => {
  expect(measuresOf(looping(guard))).toEqual(expected);
});

test("a guarded exit at the start of an endless loop suggests as a guard does", () => {
  const body = b.block(b.when(atMost(n, i), b.breakTo()), b.assign("i", add(i, b.n(1))));
  expect(measuresOf(looping(trueTerm, body))).toEqual(["n - i"]);
});

test("the flag of a first round falls before the rest has to", () => {
  const first = b.v("first", bool);
  const body = b.block(b.assign("first", b.v("never", bool), bool), both);
  expect(measuresOf(looping(or(first, lessThan(i, n)), body))).toEqual(["first ? 1 : 0, n - i"]);
});

test("alternatives of several loops come with the likeliest first", () => {
  const guard = and(lessThan(i, n), lessThan(b.n(0), j));
  const inner = b.loop(guard, { label: "L2" }, both);
  const choices = measuresOf(looping(guard, b.block(inner, both)));
  expect(choices).toEqual(["n - i | n - i", "j | n - i", "n - i | j", "j | j"]);
});

test("the author's measure is never replaced", () => {
  const body = b.loop(lessThan(i, n), { variant: b.measure(n) }, both);
  const fn = b.makeFunction("f", { params, body: b.block(b.declare("i", b.n(0)), b.declare("j", n), body) });
  expect(measuresOf(fn)).toEqual(["n"]);
});

test("what is inferred is proved as any other measure", () => {
  const fn = withMeasures(looping(lessThan(i, n)), b.makeProgram([]));
  const derivation = derive(fn, b.makeProgram([fn]), b.trusting());
  expect(derivation.unmeasured).toEqual([]);
  expect(derivation.obligations.map((o) => o.kind)).toEqual(["variant.bounded", "variant.decreases"]);
  expect(failing(derivation)).toEqual([]);
});

const recursive = (parameters: readonly string[], calls: readonly (readonly Term[])[]) =>
  b.makeFunction("f", {
    params: parameters.map((name) => b.param(name)),
    result: intSort,
    body: b.block(b.declare("r"), ...calls.map((args) => b.call("f", args, b.param("r"))), b.give(b.v("r"))),
  });

function recursionMeasuresOf(fn: FunctionIR): readonly string[] {
  return measureCandidates(fn, b.makeProgram([fn])).map(({ contract }) =>
    contract.variant?.kind === "measure" ? contract.variant.text : "none",
  );
}

test("recursion suggests what each call lowers", () => {
  expect(recursionMeasuresOf(recursive(["n"], [[subtract(n, b.n(1))], [subtract(n, b.n(2))]]))).toEqual(["n"]);
  expect(recursionMeasuresOf(recursive(["n"], [[b.divide(n, b.n(2))]]))).toEqual(["n"]);
  expect(recursionMeasuresOf(recursive(["i", "n"], [[add(i, b.n(1)), n]]))).toEqual(["n - i"]);
  expect(recursionMeasuresOf(recursive(["n"], [[n]]))).toEqual(["none"]);
});

test("recursion that lowers the second only while the first stays suggests a tuple", () => {
  const m = b.v("m");
  const calls = [
    [subtract(m, b.n(1)), b.n(1)],
    [m, subtract(n, b.n(1))],
    [subtract(m, b.n(1)), b.v("r")],
  ];
  expect(recursionMeasuresOf(recursive(["m", "n"], calls))[0]).toBe("m, n");
});

test("a position that moves up an array suggests what is left of it", () => {
  const fn = b.makeFunction("f", {
    params: [b.param("a", b.ints), b.param("i")],
    body: b.call("f", [b.v("a", b.ints), add(i, b.n(1))]),
  });
  expect(recursionMeasuresOf(fn)).toEqual(["a.length - i"]);
  expect(arrayLength(b.v("a", b.ints)).sort).toEqual({ kind: "int", nat: true });
});

test("a recursive call through a partner counts where the component is given", () => {
  const fn = b.makeFunction("f", { params: [b.param("n")], body: b.call("g", [subtract(n, b.n(1))]) });
  const [alone] = measureCandidates(fn, b.makeProgram([fn]));
  const [together] = measureCandidates(fn, b.makeProgram([fn]), ["g"]);
  expect(alone?.contract.variant).toBeUndefined();
  expect(together?.contract.variant).toMatchObject({ text: "n", inferred: true });
});
