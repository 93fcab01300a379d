/**
 * A broken generator of candidates costs time and proves nothing false: whatever is guessed of the loops of wrong functions,
 * they are not proved, neither with the guesses as invariants nor by the inference that they are given to.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryBank } from "../../src/bank/index.js";
import { derive, type Knowledge, showTerm, statementsOf } from "../../src/calculus/index.js";
import { inferInvariants, withInvariants, withMeasures } from "../../src/infer/index.js";
import {
  and,
  arrayGet,
  arrayLength,
  atMost,
  type FunctionIR,
  falseTerm,
  forall,
  implies,
  int,
  intSort,
  lessThan,
  not,
  or,
  same,
  type Term,
  use,
  type Value,
  type Variable,
} from "../../src/ir/index.js";
import { openShown, proveFunction } from "../../src/prove/index.js";
import { openEncoder, openSolver, type Solver } from "../../src/smt/index.js";
import { setup } from "../support/build-parts.js";
import { loadText } from "../support/load-source.js";
import { z3WorkerFile } from "../support/parts.js";

const source = `
//@ requires n >= 0
//@ ensures \\result === n + 1
export function offByOne(n: number): number {
  let i = 0;
  while (i < n) i++;
  return i;
}
//@ requires xs.length > 0
//@ ensures forall(k, 0 <= k && k < xs.length ==> xs[k] < \\result)
export function strictlyAbove(xs: number[]): number {
  let best = xs[0];
  for (let i = 1; i < xs.length; i++) if (xs[i] > best) best = xs[i];
  return best;
}
//@ ensures forall(k, 0 <= k && k < xs.length ==> xs[k] !== x)
export function neverThere(xs: number[], x: number): number {
  let i = 0;
  while (i < xs.length && xs[i] !== x) i++;
  return i;
}
`;

const known: Knowledge = () => ({ facts: true, logical: true, recursive: false });
const budget = { query: 60_000, total: 600_000, candidates: 20 };
const two: Value = { kind: "int", value: 2n };
const list: Value = { kind: "array", items: [two, two] };
/** Too few to deny much: what is false is to be left to the prover. */
const inputs: Readonly<Record<string, readonly (readonly Value[])[]>> = {
  offByOne: [[two]],
  strictlyAbove: [[list]],
  neverThere: [[list, { kind: "int", value: 3n }]],
};
let solver: Solver;

beforeAll(async () => {
  await setup();
  solver = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
});
afterAll(() => solver.close());

/** Any condition over the variables at the head, true or not, also one that contradicts itself. */
function conditions(scope: readonly Variable[]): fc.Arbitrary<Term> {
  const index: Variable = { name: "at$1000", sort: intSort };
  const arrays = scope.filter(({ sort }) => sort.kind === "array").map(use);
  const integers = [
    ...scope.filter(({ sort }) => sort.kind === "int").map(use),
    ...arrays.map(arrayLength),
    int(0n),
    int(1n),
  ];
  const integer = fc.constantFrom(...integers);
  const compare = (of: fc.Arbitrary<Term>): fc.Arbitrary<Term> =>
    fc
      .tuple(
        of,
        of,
        fc.constantFrom(lessThan, atMost, (a: Term, b: Term) => same(a, b)),
      )
      .map(([a, b, relation]) => relation(a, b));
  const elements = arrays.map((array) => arrayGet(array, use(index)));
  const ranged = fc
    .tuple(integer, integer, compare(fc.constantFrom(...integers, ...elements)))
    .map(([low, high, fact]) =>
      forall([index], implies(and(atMost(low, use(index)), lessThan(use(index), high)), fact)),
    );
  const plain = fc.oneof(compare(integer), ranged, fc.constant(falseTerm));
  return fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 1, arbitrary: plain.map(not) },
    { weight: 1, arbitrary: fc.tuple(plain, plain).map(([a, b]) => or(a, b)) },
  );
}

function scopeOf(fn: FunctionIR): readonly Variable[] {
  const inside = fn.body === undefined ? [] : statementsOf(fn.body);
  const before = inside.slice(
    0,
    inside.findIndex(({ kind }) => kind === "loop"),
  );
  return [...fn.contract.parameters, ...before.flatMap((s) => (s.kind === "let" ? [s.variable] : []))];
}

test("wrong functions stay unproved, whatever is guessed", { timeout: 120_000 }, async () => {
  const { program } = loadText(source);
  const theory = { types: program.types, logical: program.logical };
  const services = { solver, bank: memoryBank(), build: "test", own: new Set<string>(), shown: openShown() };
  for (const fn of program.functions.values()) {
    const loop = fn.body && statementsOf(fn.body).find((s) => s.kind === "loop");
    if (loop?.kind !== "loop") continue;
    const sets = fc.sample(fc.array(conditions(scopeOf(fn)), { minLength: 1, maxLength: 6 }), { seed: 7, numRuns: 12 });
    for (const terms of sets) {
      const clauses = terms.map((term) => ({ text: showTerm(term), term, span: loop.span, inferred: true }));
      const guessed = withMeasures(withInvariants(fn, new Map([[loop.label, clauses]])), program);
      const limits = { query: 60_000, total: 600_000, aside: { query: 6_000, total: 60_000 } };
      const proof = await proveFunction(derive(guessed, program, known), openEncoder(theory), services, limits);
      const isProved = proof.obligations.every(({ answer }) => answer.kind === "proved");
      expect(isProved, clauses.map(({ text }) => text).join("; ")).toBe(false);
    }
    const { closed } = await inferInvariants({
      fn,
      program,
      known,
      inputs: inputs[fn.name] ?? [],
      questions: () => openEncoder(theory),
      services,
      budget,
      anyIntegers: false,
      stages: [{ name: "random", generators: [() => sets.flat()] }],
    });
    expect(closed).toBe(false);
  }
});
