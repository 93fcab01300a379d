/**
 * Holds the procedure and recursion laws against executions: a caller is derived from the callee's contract alone and
 * run with the callee's body. The contracts are random, less the clauses that some run of the callee breaks.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { derive, type Knowledge, statementsOf } from "../../src/calculus/index.js";
import {
  add,
  and,
  arrayGet,
  arrayLength,
  atMost,
  type Clause,
  type FunctionIR,
  implies,
  lessThan,
  or,
  type Program,
  same,
  subtract,
  type Term,
  type Value,
} from "../../src/ir/index.js";
import * as b from "../unit/calculus/build.js";
import { type Domain, falsifier, TooMany, valuesOf } from "./brute-force.js";
import { type Outcome, run } from "./execution.js";
import { body, condition, parameters, precondition, show } from "./programs.js";

const domain: Domain = { low: -2n, high: 3n, longest: 1 };
const result = b.v("\\result");
const [x, y] = [b.v("x"), b.v("y")];
const s = b.v("s", b.ints);
const old = (of: Term): Term => ({ kind: "old", of, sort: of.sort });
const first = (array: Term): Term => arrayGet(array, b.n(0));

/** All at once; those that are false of the body go. */
const promises: readonly Term[] = [
  atMost(result, x),
  atMost(y, result),
  same(result, b.n(0)),
  same(result, add(x, b.n(1))),
  lessThan(b.n(0), result),
  same(arrayLength(s), old(arrayLength(s))),
  atMost(arrayLength(s), old(arrayLength(s))),
  implies(and(lessThan(b.n(0), arrayLength(s)), lessThan(b.n(0), old(arrayLength(s)))), same(first(s), old(first(s)))),
  or(same(arrayLength(s), b.n(0)), atMost(b.n(0), first(s))),
];

function allArguments(within: Domain): Value[][] {
  return parameters.reduce<Value[][]>(
    (lists, p) => lists.flatMap((list) => [...valuesOf(p.sort, within)].map((value) => [...list, value])),
    [[]],
  );
}

interface Made {
  readonly callee: FunctionIR;
  readonly caller: FunctionIR;
}

const hasAssumption = (fn: FunctionIR): boolean =>
  fn.body !== undefined && statementsOf(fn.body).some((p) => p.kind === "assume");

const callees: fc.Arbitrary<FunctionIR> = fc
  .record({
    body: body({ loops: false, depth: 1 }),
    requires: fc.array(precondition, { maxLength: 1 }),
    throws: fc.option(fc.array(precondition, { minLength: 1, maxLength: 1 }), { nil: undefined }),
  })
  .map(({ throws, ...rest }) => {
    const options = { params: parameters, result: { kind: "int" } as const, modifies: ["s"], ...rest };
    return b.makeFunction("g", throws === undefined ? options : { ...options, throws });
  })
  .filter((fn) => !hasAssumption(fn))
  .map((fn) => ({ ...fn, contract: { ...fn.contract, ensures: kept(fn) } }))
  .filter((fn) => outcomes(fn).every(({ kind }) => kind !== "broke"));

function outcomes(fn: FunctionIR): readonly Outcome[] {
  return allArguments(domain).map((args) => run(fn, args, b.makeProgram([fn])));
}

function kept(fn: FunctionIR): readonly Clause[] {
  return promises.map(b.clause).filter((clause) => {
    const alone = { ...fn, contract: { ...fn.contract, ensures: [clause] } };
    return outcomes(alone).every((o) => o.kind !== "broke" || o.what !== "postcondition");
  });
}

const argument = fc.constantFrom<Term>(x, y, b.v("a"), b.n(0), b.n(1), add(x, b.n(1)));

/** What a caller may claim after the call: anything, or that the array is as it was. */
const claim: fc.Arbitrary<Term> = fc.oneof(
  condition,
  fc.constantFrom<Term>(
    same(arrayLength(s), old(arrayLength(s))),
    implies(
      and(lessThan(b.n(0), arrayLength(s)), lessThan(b.n(0), old(arrayLength(s)))),
      same(first(s), old(first(s))),
    ),
  ),
);

const programs: fc.Arbitrary<Made> = fc
  .record({
    callee: callees,
    p: argument,
    q: argument,
    after: fc.array(claim, { minLength: 1, maxLength: 3 }),
    guard: condition,
  })
  .map(({ callee, p, q, after, guard }) => {
    const call = b.call("g", [p, q, { value: s, place: { root: b.param("s", b.ints), path: [] } }], b.param("a"));
    const lines = [b.declare("a", x), b.declare("b", y), b.when(guard, call), ...after.map((c) => b.assert(c))];
    const caller = b.makeFunction("f", {
      params: parameters,
      modifies: ["s"],
      body: b.block(...lines),
      throws: [lessThan(x, b.n(0))],
    });
    return { callee, caller };
  });

function inDomain(value: Value): boolean {
  if (value.kind === "int") return value.value >= domain.low && value.value <= domain.high;
  return value.kind !== "array" || (value.items.length <= domain.longest && value.items.every(inDomain));
}

function failsAt(
  fn: FunctionIR,
  program: Program,
  args: readonly Value[],
  starts: readonly number[],
  knowledge: Knowledge,
): boolean {
  const derivation = derive(fn, program, knowledge);
  const entry = new Map(derivation.entry.flatMap((p, i) => (args[i] === undefined ? [] : [[p.name, args[i]]])));
  const about = derivation.obligations.filter(
    (o) => starts.includes(o.span.start) || starts.includes(o.clause?.span.start ?? -1),
  );
  try {
    return about.some((o) => falsifier(o, program, domain, entry) !== undefined);
  } catch (error) {
    if (error instanceof TooMany) fc.pre(false);
    throw error;
  }
}

function about({ id, body: code, contract }: FunctionIR): string {
  const clauses = (["requires", "throws", "ensures"] as const).flatMap((keyword) =>
    (contract[keyword] ?? []).map(({ text }) => `${keyword} ${text}`),
  );
  return [id, ...clauses, code ? show(code) : ""].join("\n");
}

function shown(args: readonly Value[]): string {
  return JSON.stringify(args, (_, value) => (typeof value === "bigint" ? Number(value) : value));
}

/**
 * Every run within the domain that breaks something breaks an obligation of that place, or one of the call before it:
 * the contract may allow what the body does not do.
 */
function agree(fn: FunctionIR, program: Program, knowledge: Knowledge): void {
  const parts = fn.body === undefined ? [] : statementsOf(fn.body);
  const calls = parts.flatMap((part) => (part.kind === "call" ? [part.span.start] : []));
  for (const args of allArguments({ low: -1n, high: 1n, longest: 1 })) {
    let within = true;
    const outcome = run(fn, args, program, (values) => {
      within &&= [...values.values()].every(inDomain);
    });
    if (!within || outcome.kind !== "broke") continue;
    const told = [...program.functions.values()]
      .map(about)
      .join("\n")
      .concat(`\n${outcome.what} ${shown(args)}`);
    expect(failsAt(fn, program, args, [outcome.at.start, ...calls], knowledge), told).toBe(true);
  }
}

test("whatever a caller breaks, with the callee's body in place of its contract, is an obligation that fails", () => {
  fc.assert(
    fc.property(programs, ({ callee, caller }) => agree(caller, b.makeProgram([caller, callee]), b.trusting())),
    { numRuns: 60 },
  );
});

test("a function whose obligations all hold with its own contract assumed at smaller calls keeps its contract", () => {
  const steps = fc.constantFrom<Term>(subtract(x, b.n(1)), x, add(x, b.n(1)), b.n(0), y);
  const values = fc.constantFrom<Term>(b.v("r"), add(b.v("r"), b.n(1)), x, b.n(0));
  const recursion = fc.record({ step: steps, other: steps, last: values, base: values, stop: condition });
  let held = 0;
  fc.assert(
    fc.property(recursion, fc.subarray([...promises.slice(0, 5)]), ({ step, other, last, base, stop }, ensures) => {
      const fn = b.makeFunction("f", {
        params: parameters,
        result: { kind: "int" },
        variant: b.measure(x),
        ensures,
        body: b.block(
          b.declare("a", x),
          b.declare("b", y),
          b.declare("r", b.n(0)),
          b.when(stop, b.give(base)),
          b.when(atMost(x, b.n(0)), b.give(base)),
          b.call("f", [step, other, s], b.param("r")),
          b.give(last),
        ),
      });
      const program = b.makeProgram([fn]);
      const { obligations } = derive(fn, program, b.trusting({ recursive: true }));
      const wide: Domain = { low: -3n, high: 4n, longest: 1 };
      fc.pre(obligations.every((o) => falsifier(o, program, wide) === undefined));
      held++;
      for (const args of allArguments({ low: -1n, high: 2n, longest: 1 })) {
        const outcome = run(fn, args, program);
        expect(["broke", "endless"], show(fn.body ?? b.skip)).not.toContain(outcome.kind);
      }
    }),
    { numRuns: 30 },
  );
  expect(held).toBeGreaterThan(0);
});
