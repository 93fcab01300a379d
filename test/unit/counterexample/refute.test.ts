/** Finding, shrinking and confirming inputs, and the runs that test what is assumed of numbers. */
import { afterAll, expect, test } from "vitest";
import {
  openReplayer,
  type RefuteRequest,
  refute,
  roundingRuns,
  roundingSearch,
} from "../../../src/counterexample/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  forall,
  implies,
  int,
  intSort,
  lessThan,
  not,
  realSort,
  resultName,
  type Sort,
  type Statement,
  same,
  type Term,
  type Value,
  variable,
} from "../../../src/ir/index.js";
import { replayFile } from "../../support/parts.js";
import type { SourceOptions } from "../../support/print-source.js";
import { clause, runnable } from "../../support/run-source.js";

const replayer = openReplayer({ childFile: replayFile, timeout: 1000 });
afterAll(() => replayer.close());

const list: Sort = { kind: "array", element: intSort };
const [x, lo, hi, k] = ["x", "lo", "hi", "k"].map((name) => variable(name, intSort));
if (x === undefined || lo === undefined || hi === undefined || k === undefined) throw new Error("four variables");
const result = variable(resultName, intSort);
const xs = variable("xs", list);
const number = (value: number): Value => ({ kind: "int", value: BigInt(value) });
const array = (...items: number[]): Value => ({ kind: "array", items: items.map(number) });

function request(text: string, options: SourceOptions, more: Partial<RefuteRequest> = {}): RefuteRequest {
  return { ...runnable(text, options), replayer, candidates: [], fuzz: true, ...more };
}

async function found(asked: RefuteRequest) {
  const refutation = await refute(asked);
  if (refutation.kind !== "refuted") throw new Error(JSON.stringify(refutation));
  return refutation.found;
}

const clampWrong =
  "function clamp(x: number, lo: number, hi: number): number { if (x < lo) return lo; if (x > hi) return lo - 1; return x; }";
const ordered = clause("lo <= hi", atMost(lo, hi));
const inside = clause("lo <= \\result && \\result <= hi", and(atMost(lo, result), atMost(result, hi)));
const clampContract = { contracts: { clamp: { requires: [ordered], ensures: [inside] } } };

test("a candidate is confirmed by a run and shrunk to a simple one", async () => {
  const candidate = [number(9_007_199_254_740_001), number(-77), number(123_456)];
  const [first, ...others] = await found(request(clampWrong, clampContract, { candidates: [candidate], fuzz: false }));
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    call: "clamp(1, 0, 0)",
    outcome: "returned -1",
    arguments: [
      { name: "x", text: "1" },
      { name: "lo", text: "0" },
      { name: "hi", text: "0" },
    ],
    judgement: { code: "postcondition.refuted", clause: inside },
  });
});

test("what makes the clause false is said, and the path that led there", async () => {
  const [first] = await found(request(clampWrong, clampContract));
  expect(first?.judgement.because).toBe("`lo` is 0, `\\result` is -1");
  expect(first?.path.map(({ text }) => text)).toEqual(["x < lo is false", "x > hi is true", "return lo - 1"]);
});

test("a path has the values that changed, round by round", async () => {
  const source = `function total(xs: number): number {
    let s = 0;
    for (let i = 1; i < 2; i++) { s += i; }
    while (s > 0) s = s - 1;
    return s + 1;
  }`;
  const small = clause("\\result < 1", lessThan(result, int(1n)));
  const [first] = await found(request(source, { contracts: { total: { ensures: [small] } } }));
  expect(first?.path.map(({ text }) => text)).toEqual([
    "s = 0",
    "i = 1",
    "s = 1",
    "s > 0 is true",
    "s = 0",
    "s > 0 is false",
    "return s + 1",
  ]);
});

test("without a candidate, inputs of its own are tried, the same each time", async () => {
  const once = await found(request(clampWrong, clampContract));
  const again = await found(request(clampWrong, clampContract));
  expect(once[0].call).toBe("clamp(1, 0, 0)");
  expect(again[0].call).toBe(once[0].call);
});

test("rare inputs are found by the literals of the function", async () => {
  const text = "function f(x: number): number { return x === 48611 ? 0 : x; }";
  const body: Statement = { kind: "return", value: same(x, int(48611n)), span: ordered.span };
  const asked = request(text, { contracts: { f: { ensures: [clause("same", same(result, x))] } }, ir: { body } });
  expect((await found(asked))[0].call).toBe("f(48611)");
});

test("a function that keeps its contract is not refuted, and what stood in the way is said", async () => {
  const clamp = clampWrong.replace("lo - 1", "hi");
  expect(await refute(request(clamp, clampContract))).toMatchObject({ kind: "not refuted", notes: [] });
  const unbounded = clause(
    "unbounded",
    forall([{ name: "k", sort: intSort }], not(same(apply("int.multiply", [k, k], intSort), int(2n)))),
  );
  const asked = request(clamp, { contracts: { clamp: { requires: [ordered], ensures: [unbounded] } } });
  expect(await refute(asked)).toMatchObject({ kind: "not refuted", notes: [{ kind: "unknown", clause: unbounded }] });
});

test("a model that starts inside a loop is replaced by a run from the outside", async () => {
  const text = `function find(xs: number[], x: number): number {
    let i = 0;
    while (i < xs.length) { if (xs[i] === x) return i; i = i + 2; }
    return -1;
  }`;
  const parameters = [
    { name: "xs", sort: list },
    { name: "x", sort: intSort },
  ];
  const inRange = and(atMost(int(0n), k), lessThan(k, arrayLength(xs)));
  const absent = clause(
    "no element is x",
    implies(
      same(result, int(-1n)),
      forall([{ name: "k", sort: intSort }], implies(inRange, not(same(arrayGet(xs, k), x)))),
    ),
  );
  const [first] = await found(
    request(text, { contracts: { find: { parameters, ensures: [absent] } } }, { candidates: [[array(), number(3)]] }),
  );
  expect(first).toMatchObject({ call: "find([1, 0], 0)", outcome: "returned -1" });
});

test("smaller models are asked for where the first are of no use", async () => {
  const asked: number[] = [];
  const smaller = async ({ length }: { readonly length: number }): Promise<readonly Value[] | undefined> => {
    asked.push(length);
    return length < 5 ? undefined : [number(4), number(2), number(3)];
  };
  const outsideInput = [number(0), number(5), number(1)];
  const [first] = await found(request(clampWrong, clampContract, { candidates: [outsideInput], smaller, fuzz: false }));
  expect(asked).toEqual([2, 5]);
  expect(first.call).toBe("clamp(1, 0, 0)");
});

test("each broken thing is shown once, with an input of its own", async () => {
  const text = 'function f(xs: number[], x: number): number { if (x > 5) throw new Error("big"); return xs[x]; }';
  const parameters = [
    { name: "xs", sort: list },
    { name: "x", sort: intSort },
  ];
  const all = await found(request(text, { contracts: { f: { parameters } } }));
  expect(all.map(({ judgement, call }) => [judgement.code, call])).toEqual(
    expect.arrayContaining([
      ["index.refuted", "f([], 0)"],
      ["throw.undeclared", "f([], 6)"],
    ]),
  );
});

test("a callee's fault is not the caller's", async () => {
  const text = `function g(x: number): number { return x; }
  function f(x: number): number { return g(x); }`;
  const wrong = clause("\\result > x", lessThan(x, result));
  expect(await refute(request(text, { contracts: { g: { ensures: [wrong] } } }))).toMatchObject({
    kind: "not refuted",
  });
});

test("an endless and a hungry function end within their limits and refute nothing", async () => {
  const never = clause("false", lessThan(int(0n), int(0n)));
  const contracts = { f: { ensures: [never], parameters: [] } };
  const endless = "function f(): number { while (true) {} }";
  expect(await refute(request(endless, { contracts }))).toMatchObject({ notes: [{ kind: "exhausted", what: "fuel" }] });
  const hungry = 'function f(): string { let s = "x"; while (true) { s = s + s; } }';
  expect(await refute(request(hungry, { contracts, double: true }))).toMatchObject({ notes: [{ kind: "exhausted" }] });
});

test("a function that cannot be run says so", async () => {
  const asked = request(clampWrong, clampContract);
  const { executable: _, ...rest } = asked.fn;
  const fn = { ...rest, executable: undefined, notRunnable: "it has a closure" };
  expect(await refute({ ...asked, fn })).toEqual({ kind: "not run", why: "it has a closure" });
});

const halfReal = apply(
  "real.divide",
  [apply("real.add", [variable("a", realSort), variable("b", realSort)], realSort), realTerm(2)],
  realSort,
);

function realTerm(value: number): Term {
  return { kind: "literal", value: { kind: "real", numerator: BigInt(value), denominator: 1n }, sort: realSort };
}

test("where the author marked reals, rounding alone refutes nothing, a wrong formula does", async () => {
  const text = "function f(a: number, b: number): number { return a + b - a; }";
  const parameters = ["a", "b"].map((name) => ({ name, sort: realSort }));
  const [a, b] = parameters.map(({ name }) => variable(name, realSort));
  if (a === undefined || b === undefined) throw new Error("two variables");
  const value = apply("real.subtract", [apply("real.add", [a, b], realSort), a], realSort);
  const body: Statement = { kind: "return", value, span: ordered.span };
  const isB = clause("\\result === b", same(variable(resultName, realSort), b));
  const base = { parameters, result: realSort };
  const tenths: Value[] = [
    { kind: "real", numerator: 1n, denominator: 10n },
    { kind: "real", numerator: 2n, denominator: 10n },
  ];
  const options = { double: true, ir: { body, usesReals: true } };
  const right = request(text, { ...options, contracts: { f: { ...base, ensures: [isB] } } }, { candidates: [tenths] });
  expect(await refute(right)).toMatchObject({ kind: "not refuted", notes: [{ kind: "assumption can fail" }] });
  const isHalf = clause("\\result === (a + b) / 2", same(variable(resultName, realSort), halfReal));
  const wrong = request(
    text,
    { ...options, contracts: { f: { ...base, ensures: [isHalf] } } },
    { candidates: [tenths] },
  );
  expect(await refute(wrong)).toMatchObject({ kind: "refuted" });
});

test("what rests on exact numbers is tried on numbers that are not", async () => {
  const successor = { fn: "function f(x: number): number { return x + 1; }", term: lessThan(x, result) };
  const { fn, program } = runnable(successor.fn, {
    contracts: { f: { ensures: [clause("\\result > x", successor.term)] } },
  });
  expect(await roundingRuns(fn, program, replayer)).toMatchObject({
    call: "f(10000000000000000)",
    outcome: "returned 10000000000000000",
  });
  const guarded = runnable(successor.fn, {
    contracts: {
      f: {
        requires: [clause("small", and(atMost(int(0n), x), atMost(x, int(1000n))))],
        ensures: [clause("\\result > x", successor.term)],
      },
    },
  });
  expect(await roundingRuns(guarded.fn, guarded.program, replayer)).toBeUndefined();
});

test("clauses over integers are run on doubles with their quantifiers bounded", async () => {
  const text =
    "function f(xs: number[]): number { let m = xs[0]; for (const x of xs) { if (x > m) m = x; } return m; }";
  const inRange = and(atMost(int(0n), k), lessThan(k, arrayLength(xs)));
  const greatest = clause(
    "forall",
    forall([{ name: "k", sort: intSort }], implies(inRange, atMost(arrayGet(xs, k), result))),
  );
  const some = clause("not empty", lessThan(int(0n), arrayLength(xs)));
  const parameters = [{ name: "xs", sort: list }];
  const { fn, program } = runnable(text, { contracts: { f: { parameters, requires: [some], ensures: [greatest] } } });
  expect(await roundingRuns(fn, program, replayer)).toMatchObject({ call: "f([NaN])" });
});

test("fractions that came in unmarked are run on doubles before a verdict", async () => {
  const text = "function f(x: number): number { return Math.floor(x / 49 * 49); }";
  const unmarked = { ir: { roundingUnmarked: true, usesReals: true } };
  const isX = clause("\\result === x", same(result, x));
  const small = clause("0 <= x", and(atMost(int(0n), x), atMost(x, int(100_000n))));
  const { fn, program } = runnable(text, { ...unmarked, contracts: { f: { requires: [small], ensures: [isX] } } });
  const refutation = await roundingSearch({ fn, program, replayer });
  expect(refutation).toMatchObject({ kind: "refuted" });
  const constant = runnable("function f(): number { return Math.floor(0.29 * 100); }", {
    ...unmarked,
    contracts: { f: { parameters: [], ensures: [clause("\\result === 29", same(result, int(29n)))] } },
  });
  expect(await roundingSearch({ ...constant, replayer })).toMatchObject({
    kind: "refuted",
    found: [{ call: "f()", outcome: "returned 28" }],
  });
  const half = runnable("function f(x: number): number { return x / 3; }", {
    ...unmarked,
    contracts: {
      f: {
        result: realSort,
        ensures: [
          clause(
            "\\result === x / 3",
            same(
              variable(resultName, realSort),
              apply("real.divide", [apply("real.fromInt", [x], realSort), realTerm(3)], realSort),
            ),
          ),
        ],
      },
    },
  });
  // False in exact arithmetic only: JavaScript would say that it is true.
  expect(await roundingSearch({ ...half, replayer })).toMatchObject({ kind: "not refuted" });
});
