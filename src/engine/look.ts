/**
 * Takes a function that nobody wrote a contract for, under `--all`; gives what breaks in it by itself. Nothing rests on its
 * being proved, and only what a run shows is told: so it gets a small share of the usual effort, none of it for measures,
 * overflow and probes. What runs break only where the function evidently asks for other arguments is told apart.
 */
import { derive, type FunctionDerivation, type Knowledge, type ObligationKind } from "../calculus/index.js";
import { triedInputs } from "../counterexample/index.js";
import { withBounds } from "../infer/index.js";
import { type FunctionIR, not } from "../ir/index.js";
import { proveFunction } from "../prove/index.js";
import type { Problem } from "../report/index.js";
import { openEncoder } from "../smt/index.js";
import type { Code } from "../source/index.js";
import type { Examination } from "./examine.js";
import { isTold, unprovenProblem } from "./problems.js";
import type { Bench } from "./program.js";
import { isDurable, isOfNet } from "./resources.js";
import { runsOf } from "./runs.js";
import { settingOf } from "./setting.js";

/** Of the effort that a contract is worth. */
const share = 0.1;

const ends: ReadonlySet<ObligationKind> = new Set(["variant.decreases", "variant.bounded", "recursion.decreases"]);

/** What a run can break where nobody claimed anything; that a number is an integer is our reading, not the author's. */
const breaks: ReadonlySet<Code> = new Set([
  "index.refuted",
  "write.refuted",
  "division.refuted",
  "absent.refuted",
  "range.refuted",
  "exhaustive.refuted",
  "throw.undeclared",
  // What a helper's body needs is asked of who calls it.
  "precondition.refuted",
]);

export async function look(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Examination> {
  const { program, sources } = bench.loaded;
  const { theory, limits: full, proving } = settingOf(known, bench);
  const budget = { query: Math.ceil(full.query * share), total: Math.ceil(full.total * share) };
  const limits = { ...budget, aside: budget };
  const encoder = openEncoder(theory);
  const whole = derive(withBounds(fn, program), program, known);
  const derivation = breakable(whole);
  const proof = await proveFunction(derivation, encoder, proving, limits);
  let durable = isDurable(proof);
  const subject = { proof, encoder, limits, settled: true, tried: triedInputs(), brief: false, evident: true };
  /** Nothing that comes to the place passes it: no caller could ask for better. */
  const breaksWherever = async (told: Problem): Promise<boolean> => {
    const there = proof.obligations.filter((o) => isTold(o, [told], sources));
    for (const { obligation } of there) {
      const denied = encoder.obligation({ ...obligation, goal: not(obligation.goal) }, { slice: false });
      const answer = await bench.services.solver.ask(denied, { rlimit: limits.query, model: false });
      durable &&= !isOfNet(answer);
      if (answer.kind !== "proved") return false;
    }
    return there.length > 0;
  };
  const runs = await runsOf(subject, bench);
  const broken = runs.refuted.filter(({ problem }) => breaks.has(problem.code));
  const always: Problem[] = [];
  for (const { problem, evident } of broken)
    if (evident !== undefined && problem.code !== "throw.undeclared" && (await breaksWherever(problem)))
      always.push(problem);
  const wrong = broken.filter(({ problem, evident }) => evident === undefined || always.includes(problem));
  const open = proof.obligations.filter(({ answer }) => answer.kind !== "proved");
  return {
    function: fn,
    throwing: [],
    missing: [],
    refuted: wrong.length > 0 ? wrong.map(({ problem, kind }) => ({ problem, kind })) : broken,
    vacuous: [],
    unproven: open.map((o) => unprovenProblem(o, runs.unsettled, fn, program, sources)),
    assumptions: [],
    partial: whole.partial || whole.unmeasured.length > 0 || whole.obligations.some(({ kind }) => ends.has(kind)),
    exactOnly: undefined,
    fromBank: false,
    derivation: undefined,
    anyIntegers: false,
    witnesses: [],
    durable: durable && runs.durable,
  };
}

/** A bound that nobody wrote is never blamed, and neither is an end that nobody claimed. */
function breakable(derivation: FunctionDerivation): FunctionDerivation {
  const obligations = derivation.obligations.filter(
    ({ kind, clause }) => kind !== "overflow" && !ends.has(kind) && clause?.inferred !== true,
  );
  return { ...derivation, obligations, listed: [], probes: [] };
}
