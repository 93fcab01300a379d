/**
 * Takes a function and what may be believed of its callees; gives all that can be found out about it: derived, proved,
 * and where something is not proved, run. Measures that nobody wrote are sought first.
 */
import { invariant } from "../base/index.js";
import { derive, type FunctionDerivation, type Knowledge, showDerivation } from "../calculus/index.js";
import { measureCandidates } from "../infer/index.js";
import type { FunctionIR, LogicalFunction } from "../ir/index.js";
import { type Answered, type FunctionProof, type Limits, proveFunction } from "../prove/index.js";
import type { Problem } from "../report/index.js";
import { defaultRlimit, openEncoder, type Theory } from "../smt/index.js";
import { assumed } from "./assumed.js";
import type { Examined } from "./conclude.js";
import { isEndless } from "./endless.js";
import { recallFunction, rememberFunction } from "./function-memory.js";
import { alwaysOverflows, isTold, terminationProblems, unprovenProblem, vacuousProblems } from "./problems.js";
import type { Bench } from "./program.js";
import { runsOf, type Subject } from "./runs.js";
import { throwingConditions } from "./throw-condition.js";
import { proverBuild } from "./version.js";
import type { Witness } from "./witness.js";

/** What examining a function gives; what its callees add to the verdict is added by `program.ts`. */
export interface Examination extends Omit<Examined, "given"> {
  /** When it throws although no clause says so, a condition a throw; empty where that cannot be said. */
  readonly throwing: readonly string[];
  readonly witnesses: readonly Witness[];
  /** No answer came from a safety net, so that another run would get the same. */
  readonly durable: boolean;
}

/** Resource units for all queries of one function, in multiples of the limit of one. */
const queriesInFull = 10;

export async function examine(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Examination> {
  const recalled = await recallFunction(fn, known, bench);
  if (recalled !== undefined) return recalled;
  const fresh = await workOut(fn, known, bench);
  rememberFunction(fresh, known, bench);
  return fresh;
}

async function workOut(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Examination> {
  const { sources } = bench.loaded;
  const subject = await proved(fn, known, bench);
  const { proof } = subject;
  const vacuous = vacuousProblems(proof, sources);
  const endless = terminationProblems(proof.derivation, sources);
  const settled = vacuous.length > 0 || endless.length > 0;
  const runs = await runsOf({ ...subject, settled }, bench);
  const told = runs.refuted.map(({ problem }) => problem);
  const unproven: Problem[] = [
    ...open(proof)
      .filter((o) => !isTold(o, told, sources))
      .map((o) => unprovenProblem(o, proof.derivation.function, runs.unsettled, sources)),
    ...alwaysOverflows(proof, told, sources),
    ...endless,
  ];
  return {
    function: fn,
    throwing: throwingConditions(proof),
    refuted: runs.refuted,
    vacuous,
    unproven,
    assumptions: [...assumed(proof, sources), ...runs.assumptions],
    partial: proof.derivation.partial || unproven.some(({ code }) => code === "termination.unproven"),
    exactOnly: runs.exactOnly,
    fromBank: proof.obligations.length > 0 && proof.obligations.every(({ fromBank }) => fromBank),
    derivation: derivationText(proof.derivation, proof),
    witnesses: runs.witnesses,
    durable: isDurable(proof) && runs.durable,
  };
}

/**
 * Proved with the likeliest measures; where these are what is not proved, with the next ones. If none does, what the
 * first left open is told.
 */
async function proved(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Omit<Subject, "settled">> {
  const { program } = bench.loaded;
  const { services, request } = bench;
  const theory: Theory = { types: program.types, logical: admitted(program.logical, known) };
  const limit = Math.max(1, Math.round(defaultRlimit * request.limit));
  const limits: Limits = { query: limit, total: limit * queriesInFull };
  const proving = { solver: services.solver, bank: bench.answers, build: proverBuild() };
  let first: Omit<Subject, "settled"> | undefined;
  for (const measured of measureCandidates(fn, program)) {
    const encoder = openEncoder(theory);
    const proof = await proveFunction(derive(measured, program, known), encoder, proving, limits);
    const subject = { proof, encoder, limits };
    if (!open(proof).some(({ obligation }) => isEndless(obligation, measured))) return subject;
    first ??= subject;
  }
  invariant(first !== undefined, "a function is the last of its own alternatives");
  return first;
}

function open({ obligations }: FunctionProof): readonly Answered[] {
  return obligations.filter(({ answer }) => answer.kind !== "proved");
}

/** Soundness: only functions proved total with their callees are known by their bodies; others are bare symbols. */
function admitted(
  logical: ReadonlyMap<string, LogicalFunction>,
  known: Knowledge,
): ReadonlyMap<string, LogicalFunction> {
  return new Map([...logical].filter(([id]) => known(id).logical));
}

function isDurable(proof: FunctionProof): boolean {
  const answers = [...proof.obligations, ...proof.listed].map(({ answer }) => answer);
  return !answers.some((answer) => answer.kind === "gaveUp" && answer.reason === "resources");
}

function derivationText(derivation: FunctionDerivation, proof: FunctionProof): string {
  const answers = new Map([...proof.obligations, ...proof.listed].map((a) => [a.obligation, a]));
  return showDerivation(derivation, (obligation) => {
    const answered = answers.get(obligation);
    return answered === undefined ? "not asked" : answerText(answered);
  });
}

function answerText({ answer, fromBank }: Answered): string {
  const word =
    answer.kind === "proved" ? "proved" : answer.kind === "model" ? "not proved" : `gave up: ${answer.reason}`;
  return fromBank ? `${word}, from the bank` : word;
}
