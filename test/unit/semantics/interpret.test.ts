/** Running IR: statements, exits, places, calls, and what breaks on the way. */
import { expect, test } from "vitest";
import {
  add,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  boolTerm,
  type Clause,
  type EffectiveContract,
  type FunctionIR,
  falseTerm,
  int,
  intSort,
  lessThan,
  resultName,
  type Sort,
  type Statement,
  same,
  subtract,
  type Term,
  type Value,
  type Variable,
  variable,
} from "../../../src/ir/index.js";
import { interpret } from "../../../src/semantics/index.js";

const span = { file: "a.ts", start: 0, end: 1 };
const list: Sort = { kind: "array", element: intSort };
const named = (name: string, sort: Sort = intSort): Variable => ({ name, sort });
const read = (name: string, sort: Sort = intSort): Term => variable(name, sort);
const clause = (text: string, term: Term): Clause => ({ text, term, span });
const block = (...body: Statement[]): Statement => ({ kind: "block", body, span });
const declare = (name: string, value: Term, sort: Sort = intSort): Statement => ({
  kind: "let",
  variable: named(name, sort),
  value,
  span,
});
const assign = (name: string, value: Term): Statement => ({
  kind: "assign",
  target: { root: named(name), path: [] },
  value,
  span,
});
const giveBack = (value: Term): Statement => ({ kind: "return", value, span });
const number = (value: number): Value => ({ kind: "int", value: BigInt(value) });
const array = (...items: number[]): Value => ({ kind: "array", items: items.map(number) });

function fn(
  name: string,
  parameters: readonly Variable[],
  body: Statement,
  contract: Partial<EffectiveContract> = {},
  more: Partial<FunctionIR> = {},
): FunctionIR {
  const empty = { requires: [], ensures: [], throws: undefined, variant: undefined, modifies: [], distinct: [] };
  return {
    id: name,
    name,
    contract: {
      parameters,
      result: intSort,
      ...empty,
      pure: false,
      sharing: { shares: [], changes: [], same: [] },
      hash: "",
      ...contract,
    },
    body,
    entry: [],
    overflow: "warn",
    calls: [],
    uses: [],
    span,
    extent: span,
    declaration: span,
    roundingUnmarked: false,
    usesReals: false,
    executable: undefined,
    ...more,
  };
}

function run(f: FunctionIR, args: readonly Value[], others: readonly FunctionIR[] = []) {
  const functions = new Map([f, ...others].map((entry) => [entry.id, entry]));
  return interpret(f, args, { types: new Map(), logical: new Map(), functions });
}

/** s := 0; for (i = 0; i < n; i++) s += i */
function sum(invariants: readonly Clause[], measure?: Term): FunctionIR {
  const loop: Statement = {
    kind: "loop",
    label: "loop",
    prelude: [],
    condition: lessThan(read("i"), read("n")),
    body: assign("s", add(read("s"), read("i"))),
    step: assign("i", add(read("i"), int(1n))),
    invariants,
    span,
    ...(measure === undefined
      ? {}
      : { variant: { kind: "measure", terms: [measure], text: "m", span, inferred: false } as const }),
  };
  return fn("sum", [named("n")], block(declare("s", int(0n)), declare("i", int(0n)), loop, giveBack(read("s"))));
}

test("loops run to their end with their invariants true", () => {
  const invariant = clause("0 <= i", atMost(int(0n), read("i")));
  expect(run(sum([invariant], subtract(read("n"), read("i"))), [number(5)])).toMatchObject({
    kind: "returned",
    value: number(10),
  });
  expect(run(sum([]), [number(-5)])).toMatchObject({ kind: "returned", value: number(0) });
});

test("an invariant that fails says whether it failed at first", () => {
  const below = (limit: bigint) => clause("i < limit", lessThan(read("i"), int(limit)));
  expect(run(sum([below(0n)]), [number(5)])).toMatchObject({ broken: { what: "invariant.initial" } });
  expect(run(sum([below(3n)]), [number(5)])).toMatchObject({ broken: { what: "invariant.preserved" } });
});

test("a measure must shrink and start a round at 0 or more", () => {
  expect(run(sum([], read("i")), [number(5)])).toMatchObject({ broken: { what: "variant.decreases" } });
  expect(run(sum([], subtract(int(-1n), read("i"))), [number(5)])).toMatchObject({
    broken: { what: "variant.bounded" },
  });
});

test("break and continue leave by their labels, and a step runs after continue", () => {
  const skip: Statement = {
    kind: "if",
    condition: same(read("i"), int(1n)),
    // biome-ignore lint/suspicious/noThenProperty: the IR calls the branch by its name; nobody awaits it.
    then: { kind: "continue", label: "loop", span },
    else: block(),
    span,
  };
  const leave: Statement = {
    ...skip,
    condition: same(read("i"), int(3n)),
    // biome-ignore lint/suspicious/noThenProperty: the IR calls the branch by its name; nobody awaits it.
    then: { kind: "break", label: "outer", span },
  };
  const loop: Statement = {
    kind: "loop",
    label: "loop",
    prelude: [],
    condition: boolTerm(true),
    body: block(skip, leave, assign("s", add(read("s"), read("i")))),
    step: assign("i", add(read("i"), int(1n))),
    invariants: [],
    span,
  };
  const body = block(
    declare("s", int(0n)),
    declare("i", int(0n)),
    { kind: "labelled", label: "outer", body: loop, span },
    giveBack(read("s")),
  );
  expect(run(fn("f", [], body), [])).toMatchObject({ value: number(2) });
});

test("writing through a place changes that part only, and grows at the length", () => {
  const write = (index: bigint): Statement => ({
    kind: "assign",
    target: { root: named("xs", list), path: [{ kind: "index", index: int(index), span }] },
    value: int(9n),
    span,
  });
  const f = (index: bigint) => fn("f", [named("xs", list)], write(index), { result: { kind: "unit" } });
  expect(run(f(1n), [array(1, 2, 3)])).toMatchObject({ finals: new Map([["xs", array(1, 9, 3)]]) });
  expect(run(f(3n), [array(1, 2, 3)])).toMatchObject({ finals: new Map([["xs", array(1, 2, 3, 9)]]) });
  expect(run(f(4n), [array(1, 2, 3)])).toMatchObject({ kind: "broken", broken: { what: "write" } });
  const get = fn("f", [named("xs", list)], giveBack(arrayGet(read("xs", list), int(0n))));
  expect(run(get, [array()])).toMatchObject({ kind: "broken", broken: { what: "index" } });
});

const push: FunctionIR = fn(
  "push",
  [named("ys", list)],
  {
    kind: "assign",
    target: { root: named("ys", list), path: [] },
    value: apply("array.push", [read("ys", list), int(1n)], list),
    span,
  },
  { result: { kind: "unit" }, requires: [clause("short", lessThan(arrayLength(read("ys", list)), int(2n)))] },
);
const callPush: Statement = {
  kind: "call",
  callee: "push",
  args: [{ value: read("xs", list), place: { root: named("xs", list), path: [] } }],
  span,
};

test("a call gives its changes back through the places of its arguments, and must satisfy requires", () => {
  const twice = fn("twice", [named("xs", list)], block(callPush, callPush, giveBack(arrayLength(read("xs", list)))));
  expect(run(twice, [array()], [push])).toMatchObject({ value: number(2), finals: new Map([["xs", array(1, 1)]]) });
  expect(run(twice, [array(0)], [push])).toMatchObject({
    broken: { what: "precondition", function: "twice", clause: "short" },
  });
});

test("throws must be allowed by every function they leave", () => {
  const allowed = clause("true", boolTerm(true));
  const thrower = fn("g", [], { kind: "throw", error: "RangeError", span }, { throws: [allowed] });
  const caller = (throws?: readonly Clause[]) => fn("f", [], { kind: "call", callee: "g", args: [], span }, { throws });
  expect(run(thrower, [])).toMatchObject({ kind: "threw", error: "RangeError" });
  expect(run(caller([allowed]), [], [thrower])).toMatchObject({ kind: "threw" });
  expect(run(caller(), [], [thrower])).toMatchObject({ broken: { what: "throw", function: "f" } });
  expect(run(caller([clause("false", falseTerm)]), [], [thrower])).toMatchObject({
    broken: { what: "throw", function: "f" },
  });
});

test("ensures, asserts and assumes are evaluated where they stand", () => {
  const big = clause("\\result > n", lessThan(read("n"), read(resultName)));
  const same5 = clause("n === 5", same(read("n"), int(5n)));
  expect(run(fn("f", [named("n")], giveBack(read("n")), { ensures: [big] }), [number(1)])).toMatchObject({
    broken: { what: "postcondition", clause: "\\result > n" },
  });
  expect(run(fn("f", [named("n")], giveBack(read("n")), { requires: [same5] }), [number(1)])).toEqual({
    kind: "refused",
    text: "n === 5",
  });
  expect(
    run(fn("f", [named("n")], { kind: "assert", clause: same5, owes: "assert", span }), [number(1)]),
  ).toMatchObject({ broken: { what: "assert" } });
  expect(run(fn("f", [named("n")], { kind: "assume", clause: same5, span }), [number(1)])).toEqual({
    kind: "refused",
    text: "n === 5",
  });
});

test("leaving the safe integers breaks under check only, endless runs are exhausted", () => {
  const next = giveBack(add(read("n"), int(1n)));
  const most = [number(Number.MAX_SAFE_INTEGER)];
  expect(run(fn("f", [named("n")], next, {}, { overflow: "check" }), most)).toMatchObject({
    broken: { what: "overflow" },
  });
  expect(run(fn("f", [named("n")], next), most)).toMatchObject({ value: { kind: "int", value: 2n ** 53n } });
  const endless: Statement = {
    kind: "loop",
    label: "l",
    prelude: [],
    condition: boolTerm(true),
    body: block(),
    step: block(),
    invariants: [],
    span,
  };
  expect(run(fn("f", [], endless), [])).toEqual({ kind: "exhausted" });
  const recursive = fn("f", [], { kind: "call", callee: "f", args: [], span });
  expect(run(recursive, [])).toEqual({ kind: "exhausted" });
});
