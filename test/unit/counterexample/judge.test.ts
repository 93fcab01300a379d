/** What one run may conclude: a case for each rule of SEMANTICS, section 7. */
import { afterAll, expect, test } from "vitest";
import { type Judgement, type JudgeOptions, judge, openReplayer } from "../../../src/counterexample/index.js";
import {
  apply,
  arrayGet,
  arrayLength,
  atMost,
  bool,
  type EffectiveContract,
  forall,
  int,
  intSort,
  lessThan,
  natSort,
  resultName,
  type Sort,
  same,
  subtract,
  type Term,
  type Value,
  variable,
} from "../../../src/ir/index.js";
import { replayFile } from "../../support/parts.js";
import type { SourceOptions } from "../../support/print-source.js";
import { clause, runnable } from "../../support/run-source.js";

const replayer = openReplayer({ childFile: replayFile, timeout: 500 });
afterAll(() => replayer.close());

const list: Sort = { kind: "array", element: intSort };
const [x, i, n] = ["x", "i", "n"].map((name) => variable(name, intSort));
if (x === undefined || i === undefined || n === undefined) throw new Error("three variables");
const result = variable(resultName, intSort);
const xs = variable("xs", list);
const number = (value: number): Value => ({ kind: "int", value: BigInt(value) });
const array = (...items: number[]): Value => ({ kind: "array", items: items.map(number) });
const zero = int(0n);
const span = { file: "a.ts", start: 0, end: 1 };
const positive = clause("x > 0", lessThan(zero, x));
const never = clause("false", lessThan(zero, zero));
/** No run can evaluate it. */
const unbounded = clause(
  "forall(k, k * k >= 0)",
  forall(
    [{ name: "k", sort: intSort }],
    atMost(zero, apply("int.multiply", [variable("k", intSort), variable("k", intSort)], intSort)),
  ),
);

async function judged(
  text: string,
  args: readonly Value[],
  contract: Partial<EffectiveContract>,
  options: SourceOptions & JudgeOptions = {},
): Promise<Judgement> {
  const { fn, program } = runnable(text, { ...options, contracts: { ...options.contracts, f: contract } });
  const { executable } = fn;
  if (executable === undefined) throw new Error("not printed");
  const [observation] = await replayer.run([{ executable, args, types: program.types }]);
  if (observation === undefined) throw new Error("not run");
  return judge(observation, executable, fn, program, options);
}

const increment = "function f(x: number): number { return x + 1; }";

test("a postcondition that is false of the actual values refutes", async () => {
  expect(await judged(increment, [number(4)], { ensures: [clause("\\result === x", same(result, x))] })).toMatchObject({
    kind: "refuted",
    what: "contract",
    code: "postcondition.refuted",
    blame: "a.ts#f",
    outcome: "returned 5",
    message: "`f(4)` returned 5, which breaks `\\result === x`.",
  });
});

test("a run on which every clause is true says no", async () => {
  expect(await judged(increment, [number(4)], { ensures: [clause("\\result > x", lessThan(x, result))] })).toEqual({
    kind: "no",
  });
});

test("an input that requires rules out is none, whatever happens on it", async () => {
  expect(await judged(increment, [number(-1)], { requires: [positive], ensures: [never] })).toEqual({
    kind: "not an input",
    clause: "x > 0",
  });
  expect(
    await judged(increment, [number(-1)], { ensures: [never], parameters: [{ name: "x", sort: natSort }] }),
  ).toMatchObject({
    kind: "not an input",
  });
});

test("a requires that cannot be evaluated decides nothing", async () => {
  expect(await judged(increment, [number(1)], { requires: [unbounded], ensures: [never] })).toMatchObject({
    kind: "unknown",
    clause: unbounded,
  });
});

test("an ensures that cannot be evaluated is reported, one that is false next to it still refutes", async () => {
  expect(await judged(increment, [number(1)], { ensures: [unbounded] })).toMatchObject({
    kind: "unknown",
    clause: unbounded,
  });
  expect(await judged(increment, [number(1)], { ensures: [unbounded, never] })).toMatchObject({ kind: "refuted" });
});

test("a recorded assumption that is false is no refutation", async () => {
  const assumption = {
    kind: "safe-integers",
    text: "x is small",
    span,
    predicate: { kind: "runs", term: lessThan(x, int(10n)) },
  } as const;
  const options = { ir: { entry: [assumption] } };
  expect(await judged(increment, [number(50)], { ensures: [never] }, options)).toMatchObject({
    kind: "assumption can fail",
    text: "x is small",
  });
  expect(await judged(increment, [{ kind: "double", value: 0.5 }], { ensures: [never] })).toMatchObject({
    kind: "assumption can fail",
  });
});

test("an assume that is false ends the judgement, an assert that is false refutes as an annotation", async () => {
  const text = "function f(x: number): number { const y = x + 1; return y; }";
  const assertions = (kind: "assert" | "assume") => ({ assertions: [{ before: "return", kind, clause: positive }] });
  expect(await judged(text, [number(-3)], { ensures: [never] }, assertions("assume"))).toMatchObject({
    kind: "assumption can fail",
  });
  expect(await judged(text, [number(-3)], {}, assertions("assert"))).toMatchObject({
    kind: "refuted",
    what: "annotation",
    code: "assert.refuted",
    message: "In `f(-3)`, at x = -3, `x > 0` is false.",
  });
});

test("hazards refute where they happen, before what comes of them", async () => {
  const read = "function f(xs: number[], i: number): number { return xs[i]; }";
  const parameters = [
    { name: "xs", sort: list },
    { name: "i", sort: intSort },
  ];
  expect(await judged(read, [array(1, 2), number(2)], { parameters, ensures: [never] })).toMatchObject({
    what: "hazard",
    code: "index.refuted",
    outcome: "read index 2 of an array of length 2",
  });
  const write = "function f(xs: number[], i: number): void { xs[i] = 0; }";
  const unit: Sort = { kind: "unit" };
  expect(await judged(write, [array(), number(1)], { parameters, result: unit })).toMatchObject({
    code: "write.refuted",
  });
  expect(await judged(write, [array(), number(0)], { parameters, result: unit })).toEqual({ kind: "no" });
  expect(await judged("function f(x: number): number { return 7 % x; }", [number(0)], {})).toMatchObject({
    code: "division.refuted",
    outcome: "divided by zero: 7 % 0",
  });
  const absent = "function f(x?: number): number { return x!; }";
  const optional = { name: "x", sort: { kind: "bool" } as const };
  expect(await judged(absent, [{ kind: "unit" }], { parameters: [optional] })).toMatchObject({
    kind: "assumption can fail",
  });
});

test("leaving the safe integers refutes under check, under warn only where it was asked", async () => {
  const large = [number(Number.MAX_SAFE_INTEGER)];
  expect(await judged(increment, large, {}, { ir: { overflow: "check" } })).toMatchObject({ code: "overflow.refuted" });
  expect(await judged(increment, large, {})).toEqual({ kind: "no" });
  expect(await judged(increment, large, {}, { overflowBreaks: true })).toMatchObject({ code: "overflow.refuted" });
  expect(await judged(increment, large, { ensures: [never] }, { ir: { overflow: "ignore" } })).toMatchObject({
    kind: "assumption can fail",
  });
});

const thrower = 'function f(x: number): number { if (x < 0) throw new RangeError("no"); return x; }';

test("an undeclared throw refutes, one that a clause allows does not, one outside the clause does", async () => {
  expect(await judged(thrower, [number(-1)], {})).toMatchObject({
    code: "throw.undeclared",
    outcome: "threw RangeError: no",
    message: "`f(-1)` throws RangeError and no clause allows it.",
  });
  const below = clause("x < 0", lessThan(x, zero));
  expect(await judged(thrower, [number(-1)], { throws: [below] })).toEqual({ kind: "no" });
  const far = clause("x < -5", lessThan(x, int(-5n)));
  expect(await judged(thrower, [number(-1)], { throws: [far] })).toMatchObject({ code: "throw.refuted", clause: far });
});

test("JavaScript's own RangeError, fuel and stack prove nothing", async () => {
  expect(await judged("function f(x: number): number { return f(x) + 1; }", [number(1)], { ensures: [never] })).toEqual(
    { kind: "exhausted", what: "stack" },
  );
  expect(
    await judged("function f(x: number): number { while (true) { x = x; } }", [number(1)], { ensures: [never] }),
  ).toEqual({ kind: "exhausted", what: "fuel" });
});

const caller = `function g(n: number): number { return n - 1; }
function f(x: number): number { return g(x); }`;

test("a callee's requires blames the caller, its ensures the callee", async () => {
  const natural = clause("n >= 0", atMost(zero, n));
  expect(await judged(caller, [number(-1)], {}, { contracts: { g: { requires: [natural] } } })).toMatchObject({
    code: "precondition.refuted",
    blame: "a.ts#f",
    clause: natural,
    message: "`f(-1)` calls `g(-1)`, which requires `n >= 0`.",
  });
  const grows = clause("\\result > n", lessThan(n, result));
  expect(await judged(caller, [number(1)], {}, { contracts: { g: { ensures: [grows] } } })).toMatchObject({
    code: "postcondition.refuted",
    blame: "a.ts#g",
  });
});

test("a throw that leaves a callee must be allowed by both", async () => {
  const text = `function g(n: number): number { throw new Error("always"); }
  function f(x: number): number { return g(x); }`;
  const always = clause("true", bool.kind === "bool" ? same(zero, zero) : zero);
  expect(await judged(text, [number(1)], {}, { contracts: { g: { throws: [always] } } })).toMatchObject({
    code: "throw.undeclared",
    blame: "a.ts#f",
  });
  expect(await judged(text, [number(1)], { throws: [always] })).toMatchObject({
    code: "throw.undeclared",
    blame: "a.ts#g",
  });
});

const loop = "function f(x: number): number { let i = 0; while (i < x) { i = i + 1; } return i; }";

test("an invariant that is false blames the annotation, at first and later by different codes", async () => {
  const bounded = (limit: bigint) => ({ invariants: [clause(`i < ${limit}`, lessThan(i, int(limit)))] });
  expect(await judged(loop, [number(3)], {}, bounded(0n))).toMatchObject({
    what: "annotation",
    code: "invariant.initial.refuted",
    outcome: "reached i = 0",
  });
  expect(await judged(loop, [number(3)], {}, bounded(2n))).toMatchObject({ code: "invariant.preserved.refuted" });
  expect(await judged(loop, [number(1)], {}, bounded(2n))).toEqual({ kind: "no" });
});

test("a loop that begins again has its invariant hold at first again", async () => {
  const nested =
    "function f(x: number): number { let n = 0; while (n < x) { let i = n; while (i < 1) { i = i + 1; } n = n + 1; } return n; }";
  const { fn } = runnable(nested, {});
  expect(fn.executable?.sites.filter((site) => site.kind === "loop")).toHaveLength(2);
  const two =
    "function f(x: number): number { let n = 0; while (n < x) { n = n + 1; let i = n; while (i < 1) { i = i + 1; } } return n; }";
  const variant = { kind: "measure", terms: [subtract(int(5n), n)], text: "5 - n", span, inferred: false } as const;
  // The inner loop's measure starts anew each time: it never fails to shrink between two of its activations.
  expect(await judged(two, [number(3)], {}, { variant })).toEqual({ kind: "no" });
});

test("the author's measure must shrink and start at 0 or more, an inferred one is nobody's fault", async () => {
  const measure = (term: Term, text: string, inferred = false) =>
    ({ variant: { kind: "measure", terms: [term], text, span, inferred } }) as const;
  expect(await judged(loop, [number(2)], {}, measure(i, "i"))).toMatchObject({
    what: "annotation",
    code: "variant.decreases.refuted",
    outcome: "went a round with the measure from 0 to 1",
  });
  expect(await judged(loop, [number(2)], {}, measure(i, "i", true))).toEqual({ kind: "no" });
  const negative = subtract(zero, i);
  expect(await judged(loop, [number(2)], {}, measure(negative, "-i"))).toMatchObject({
    code: "variant.bounded.refuted",
  });
  expect(await judged(loop, [number(2)], {}, measure(subtract(x, i), "x - i"))).toEqual({ kind: "no" });
});

test("a recursion's measure must shrink", async () => {
  const text = "function f(x: number): number { return x === 0 ? 0 : f(x - 1); }";
  const variant = { kind: "measure", terms: [subtract(int(9n), x)], text: "9 - x", span, inferred: false } as const;
  expect(await judged(text, [number(2)], { variant })).toMatchObject({ code: "recursion.decreases.refuted" });
  expect(await judged(text, [number(2)], { variant: { ...variant, terms: [x], text: "x" } })).toEqual({ kind: "no" });
});

test("parameters of ensures are the arguments passed, arrays with their final contents, old ones by old", async () => {
  const text = "function f(xs: number[], x: number): void { xs.push(x); x = 0; }";
  const parameters = [
    { name: "xs", sort: list },
    { name: "x", sort: intSort },
  ];
  const base = { parameters, result: { kind: "unit" } as const };
  const last = clause("the last is x", same(arrayGet(xs, subtract(arrayLength(xs), int(1n))), x));
  expect(await judged(text, [array(1), number(7)], { ...base, ensures: [last] })).toEqual({ kind: "no" });
  const unchanged = clause(
    "as long as before",
    same(arrayLength(xs), { kind: "old", of: arrayLength(xs), sort: intSort }),
  );
  expect(await judged(text, [array(1), number(7)], { ...base, ensures: [unchanged] })).toMatchObject({
    code: "postcondition.refuted",
    outcome: "left xs as [1, 7]",
  });
});

test("a mark of the result is owed, and a fraction is no integer", async () => {
  expect(
    await judged("function f(x: number): number { return x - 1; }", [number(0)], { result: natSort }),
  ).toMatchObject({ code: "mark.refuted" });
  expect(await judged("function f(x: number): number { return x / 2; }", [number(1)], {})).toMatchObject({
    code: "integral.refuted",
    outcome: "returned 0.5",
  });
});

test("a run that failed to be one is unknown", async () => {
  const { fn, program } = runnable(increment, {});
  if (fn.executable === undefined) throw new Error("not printed");
  expect(judge({ kind: "failed", reason: "no process" }, fn.executable, fn, program)).toEqual({
    kind: "unknown",
    why: "no process",
  });
});
