/** Invariants that the proof does not need are left out, by cores and by trial; what a core says is not believed. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryBank } from "../../../src/bank/index.js";
import { statementsOf } from "../../../src/calculus/index.js";
import type { Desk, Found } from "../../../src/infer/desk.js";
import { withMeasures } from "../../../src/infer/index.js";
import { minimised } from "../../../src/infer/minimised.js";
import { openShown } from "../../../src/prove/index.js";
import { openEncoder, openSolver, type Query, type Solver } from "../../../src/smt/index.js";
import { setup } from "../../support/build-parts.js";
import { loadText } from "../../support/load-source.js";
import { z3WorkerFile } from "../../support/parts.js";

const source = `
//@ requires n >= 0
//@ ensures \\result === 2 * n
export function twice(n: number): number {
  let i = 0;
  let s = 0;
  let far = 100;
  while (i < n) {
    //@ invariant 0 <= s
    //@ invariant 0 <= i
    //@ invariant far >= 100
    //@ invariant i <= n
    //@ invariant s === 2 * i
    //@ invariant i <= n + 1
    i++;
    s += 2;
    far++;
  }
  return s;
}
`;

let solver: Solver;
beforeAll(async () => {
  await setup();
  solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
});
afterAll(() => solver.close());

async function needed(ask: Solver["ask"]): Promise<{ readonly texts: readonly string[]; readonly queries: number }> {
  const { program } = loadText(source);
  const [fn] = [...program.functions.values()];
  if (fn?.body === undefined) throw new Error("no function");
  let found: Found = new Map();
  for (const loop of statementsOf(fn.body)) if (loop.kind === "loop") found = new Map([[loop.label, loop.invariants]]);
  const bare = { ...fn, body: without(fn.body) };
  let queries = 0;
  const counting: Solver = {
    ...solver,
    ask: (query, effort) => {
      queries += 1;
      return ask(query, effort);
    },
  };
  const desk: Desk = {
    fn: withMeasures(bare, program),
    program,
    known: () => ({ facts: true, logical: true, recursive: false }),
    inputs: [],
    questions: () => openEncoder({ types: program.types, logical: program.logical }),
    services: { solver: counting, bank: memoryBank(), build: "test", own: new Set(), shown: openShown() },
    budget: { query: 60_000, total: 600_000, candidates: 20 },
    anyIntegers: false,
    spent: 0,
    measures: new Map(),
  };
  const kept = await minimised(found, desk);
  return { texts: [...kept.values()].flat().map(({ text }) => text), queries };
}

type Body = NonNullable<Parameters<typeof statementsOf>[0]>;

function without(body: Body): Body {
  if (body.kind === "block") return { ...body, body: body.body.map(without) };
  return body.kind === "loop" ? { ...body, invariants: [] } : body;
}

test("what a proof does not use is left out at once", async () => {
  const { texts, queries } = await needed((query, effort) => solver.ask(query, effort));
  expect(texts).toEqual(["i <= n", "s === 2 * i"]);
  // Of the end, of what the end needs, of all together; then one for each that is kept.
  expect(queries).toBeLessThanOrEqual(7);
});

test("where cores name too little or nothing, trial finds the same", async () => {
  const lying = (core: readonly number[] | undefined) => async (query: Query, effort: Parameters<Solver["ask"]>[1]) => {
    const answer = await solver.ask(query, effort);
    if (answer.kind !== "proved" || query.tracked !== true) return answer;
    return { kind: "proved" as const, used: answer.used, ...(core && { core }) };
  };
  expect((await needed(lying([0]))).texts).toEqual(["i <= n", "s === 2 * i"]);
  expect((await needed(lying(undefined))).texts).toEqual(["i <= n", "s === 2 * i"]);
});
