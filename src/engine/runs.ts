/**
 * Takes what was proved of a function and what was not; gives what running it shows: refutations where something is
 * open, and where all is proved, runs that put the assumptions about numbers to the test.
 * Relies on `counterexample` for what a run may conclude; nothing here says "refuted" by itself.
 */
import {
  type Found,
  type Judgement,
  type ModelBounds,
  type Refutation,
  refute,
  roundingRuns,
  roundingSearch,
  type TriedInputs,
} from "../counterexample/index.js";
import type { Value } from "../ir/index.js";
import type { Answered, FunctionProof, Limits } from "../prove/index.js";
import type { FindingAssumption, Problem } from "../report/index.js";
import type { Encoder } from "../smt/index.js";
import { isEndless } from "./endless.js";
import { entryValues } from "./entry-values.js";
import type { Sources } from "./place.js";
import { clauseText, problem, type Unsettled } from "./problems.js";
import type { Bench } from "./program.js";
import { counterexampleOf } from "./told-run.js";
import { type Witness, witness } from "./witness.js";

export interface RefutedProblem {
  readonly problem: Problem;
  readonly kind: "contract" | "hazard" | "annotation";
  /** What the function evidently asks of its callers, of one that is looked at without a contract. */
  readonly evident?: string;
}

export interface Runs {
  readonly refuted: readonly RefutedProblem[];
  /** Why no run settled what is open. */
  readonly unsettled: Unsettled | undefined;
  readonly exactOnly: string | undefined;
  readonly assumptions: readonly FindingAssumption[];
  readonly witnesses: readonly Witness[];
  readonly durable: boolean;
}

const none: Runs = {
  refuted: [],
  unsettled: undefined,
  exactOnly: undefined,
  assumptions: [],
  witnesses: [],
  durable: true,
};

export interface Subject {
  readonly proof: FunctionProof;
  readonly encoder: Encoder;
  readonly limits: Limits;
  /** Vacuous, or not shown to return: no run can make it verified or refuted. */
  readonly settled: boolean;
  /** See `RefuteRequest`. */
  readonly evident?: boolean;
  /** What runs of this very function showed before. */
  readonly tried: TriedInputs;
  /** The solver has not had its whole limit yet: only what costs little is run. */
  readonly brief: boolean;
}

export async function runsOf(subject: Subject, bench: Bench): Promise<Runs> {
  const { proof } = subject;
  const open = proof.obligations.filter(({ answer }) => answer.kind !== "proved");
  const always = proof.listed.filter(({ always }) => always);
  // A measure that nobody wrote is nothing that a run could break.
  const breakable = [...open.filter(({ obligation }) => !isEndless(obligation, proof.derivation.function)), ...always];
  if (breakable.length > 0) return refutation(breakable, subject, bench);
  return open.length > 0 || subject.settled ? none : numbersTried(subject, bench);
}

async function refutation(open: readonly Answered[], subject: Subject, bench: Bench): Promise<Runs> {
  const { proof, encoder, limits, tried, brief } = subject;
  const { function: fn, entry } = proof.derivation;
  const { program, sources } = bench.loaded;
  if (!bench.request.replay) return { ...none, unsettled: notRunHere };
  const models = open.flatMap(({ answer }) => (answer.kind === "model" ? [answer.model] : []));
  const first = open.find(({ answer }) => answer.kind === "model")?.obligation;
  const smaller = async ({ length, magnitude }: ModelBounds): Promise<readonly Value[] | undefined> => {
    if (first === undefined) return undefined;
    const query = encoder.bounded(first, { variables: entry, magnitude: BigInt(magnitude), length });
    const answer = await bench.services.solver.ask(query, { rlimit: Math.ceil(limits.query / 10), model: true });
    return answer.kind === "model" ? entryValues(answer.model, entry, program.types) : undefined;
  };
  const found = await refute({
    fn,
    program,
    replayer: bench.services.replayer,
    candidates: models.flatMap((model) => [entryValues(model, entry, program.types) ?? []]),
    ...(brief ? {} : { smaller }),
    fuzz: true,
    brief,
    tried,
    overflowBreaks: proof.listed.some(({ always }) => always),
    evident: subject.evident === true,
  });
  return concluded(found, sources);
}

function concluded(found: Refutation, sources: Sources): Runs {
  switch (found.kind) {
    case "refuted":
      return {
        ...none,
        refuted: found.found.map((f) => refutedProblem(f, sources)),
        witnesses: found.found.map(({ run, observation }) => witness(run, observation)),
      };
    case "not refuted":
      return { ...none, unsettled: unsettledBy(found.notes, found.tried), durable: isDurable(found.notes) };
    case "not run":
      return { ...none, unsettled: { why: `it was not run: ${found.why}` } };
  }
}

const notRunHere: Unsettled = {
  code: "replay.off",
  why: "not run here",
};

function refutedProblem(found: Found, sources: Sources): RefutedProblem {
  const { judgement, evident } = found;
  const counterexample = counterexampleOf(found, sources);
  const { code, message, span, clause, what } = judgement;
  const told = problem(code, found.onlyNaN === true ? `${message} ${onlyNaN}` : message, span, sources, {
    counterexample,
    ...(found.onlyNaN === true ? { hint: ruleOutNaN(found) } : {}),
    ...clauseText(clause),
  });
  return { kind: what, problem: told, ...(evident === undefined ? {} : { evident }) };
}

const onlyNaN = "No input without `NaN` was found that does.";

function ruleOutNaN({ arguments: args }: Found): string {
  const names = args.filter(({ text }) => text === "NaN").map(({ name }) => `\`requires !Number.isNaN(${name})\``);
  const how = names.length === 0 ? "with `requires`" : `with ${names.join(" and ")}`;
  return `Rule \`NaN\` out ${how}, or say what is due then: \`Number.isNaN(x) || …\`.`;
}

/** A failure of the machine or the clock is none of the function's, and another run might fare better. */
function isDurable(notes: readonly Judgement[]): boolean {
  return !notes.some((note) => note.kind === "exhausted" && (note.what === "time" || note.what === "memory"));
}

function unsettledBy(notes: readonly Judgement[], tried: number): Unsettled {
  const count = `${tried} ${tried === 1 ? "input was" : "inputs were"} tried`;
  for (const note of notes) {
    if (note.kind === "unknown" && note.clause !== undefined)
      return { clause: note.clause.text, why: `a run cannot decide \`${note.clause.text}\`: ${note.why}` };
    if (note.kind === "assumption can fail") return { why: `runs break what is assumed: ${note.text}` };
    if (note.kind === "exhausted") return { why: `runs did not come to an end (${note.what})` };
    if (note.kind === "unknown") return { why: `runs decided nothing: ${note.why}` };
  }
  return { why: `no failing run was found; ${count}` };
}

/** SEMANTICS, section 1: what rests on exact numbers is tried on numbers that are not, before it is shown. */
async function numbersTried({ proof }: Subject, bench: Bench): Promise<Runs> {
  const { function: fn } = proof.derivation;
  const { program, sources } = bench.loaded;
  const { replayer } = bench.services;
  const exact = fn.executable === undefined || !bench.request.replay;
  if (exact) return fn.roundingUnmarked ? { ...none, assumptions: [untried] } : none;
  if (fn.roundingUnmarked) {
    const found = concluded(await roundingSearch({ fn, program, replayer }), sources);
    if (found.refuted.length > 0) return found;
  }
  const broken = await roundingRuns(fn, program, replayer);
  if (broken === undefined) return none;
  const { call, outcome, onlyNaN } = broken;
  return {
    ...none,
    exactOnly: `${call} ${outcome}${onlyNaN ? "; of the numbers tried only NaN breaks it" : ", which breaks the contract"}`,
  };
}

const untried: FindingAssumption = {
  kind: "no-rounding",
  text: "rounding was not put to the test, since nothing is run",
};
