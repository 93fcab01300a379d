/**
 * Takes a function and what may be believed of its callees; gives all that can be found out about it: derived, proved,
 * and where something is not proved, run. Measures that nobody wrote are sought first.
 */
import { type FunctionDerivation, type Knowledge, showDerivation } from "../calculus/index.js";
import { triedInputs } from "../counterexample/index.js";
import { measureCandidates } from "../infer/index.js";
import type { FunctionIR } from "../ir/index.js";
import type { Answered, FunctionProof } from "../prove/index.js";
import type { Problem } from "../report/index.js";
import { assumed } from "./assumed.js";
import type { Examined } from "./conclude.js";
import { isEndless } from "./endless.js";
import { examplesTried } from "./examples.js";
import { functionMemory } from "./function-memory.js";
import { look } from "./look.js";
import { hasLoops, invariantsOf, type Told, toldOf } from "./loops.js";
import { missingPrecondition } from "./missing-precondition.js";
import {
  alwaysOverflows,
  endlessProblems,
  isTold,
  terminationProblems,
  unprovenProblem,
  vacuousProblems,
} from "./problems.js";
import type { Bench } from "./program.js";
import {
  type Form,
  type Forms,
  formsOf,
  isClosed,
  open,
  type Proved,
  provedOfAll,
  subjectOf,
  told,
  withCases,
} from "./proved-forms.js";
import { isDurable } from "./resources.js";
import { type Runs, runsOf } from "./runs.js";
import { type ThrowCondition, throwingConditions } from "./throw-condition.js";
import type { Witness } from "./witness.js";

/** What examining a function gives; what its callees add to the verdict is added by `program.ts`. */
export interface Examination extends Omit<Examined, "given"> {
  /** When it throws although no clause says so, a condition a throw; empty where that cannot be said. */
  readonly throwing: readonly ThrowCondition[];
  /** Clauses to require that would make it provable; sought only where suggestions are asked for. */
  readonly missing: readonly string[];
  /** Proved of all integers: its callers need not show theirs to be safe. */
  readonly anyIntegers: boolean;
  readonly witnesses: readonly Witness[];
  /** No answer came from a safety net, so that another run would get the same. */
  readonly durable: boolean;
}

/** Of the limit, what the first try has. */
const firstShare = 0.1;

export async function examine(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Examination> {
  if (bench.looked.has(fn.id)) return look(fn, known, bench);
  const memory = functionMemory(fn, known, bench);
  const recalled = await memory.recall();
  if (recalled !== undefined) return recalled;
  const fresh = await workOut(fn, known, bench);
  memory.remember(fresh);
  return fresh;
}

/**
 * A part of the limit proves nearly all that the whole does, and where it does not, runs may well refute for much less
 * than the rest of it costs. What neither settles is asked again in full.
 */
async function workOut(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Examination> {
  const forms = formsOf(fn, bench.loaded.program);
  const tried = triedInputs();
  const first = await subjectOf(forms, known, bench, firstShare);
  const runs = await runsOf({ ...first, settled: isSettled(first, bench), tried, brief: true }, bench);
  if (runs.refuted.length > 0 || isClosed(first.proof)) return concludedOf(fn, first, runs, known, bench);
  const helped = await withInference(forms, known, bench);
  if (helped !== undefined && helped.found.invariants.length + helped.found.measures.length > 0) {
    const subject = await subjectOf(helped.forms, known, bench, firstShare);
    if (isClosed(subject.proof)) {
      const settled = isSettled(subject, bench);
      const tested = await runsOf({ ...subject, settled, tried: triedInputs(), brief: false }, bench);
      return { ...(await concludedOf(fn, subject, tested, known, bench)), ...helped.found };
    }
  }
  const whole = await subjectOf(helped?.forms ?? forms, known, bench, 1);
  // What was found of another form of the function may not hold of this one.
  const same = whole.proof.derivation.function === first.proof.derivation.function;
  const again = { ...whole, settled: isSettled(whole, bench), tried: same ? tried : triedInputs(), brief: false };
  return concludedOf(fn, whole, await runsOf(again, bench), known, bench);
}

/** The forms with invariants that nobody wrote; undefined where there are no loops to find any for. */
async function withInference(
  forms: Forms,
  known: Knowledge,
  bench: Bench,
): Promise<{ readonly forms: Forms; readonly found: Told } | undefined> {
  const { program } = bench.loaded;
  if (!hasLoops(forms.itself.fn)) return undefined;
  const helped = async (form: Form): Promise<{ readonly form: Form; readonly found: Told }> => {
    const inferred = await invariantsOf(form.candidates[0], known, bench);
    const [first = inferred.fn, ...rest] = measureCandidates(inferred.fn, program);
    return { form: { fn: form.fn, candidates: [first, ...rest] }, found: toldOf(inferred, bench) };
  };
  const { form: itself, found } = await helped(forms.itself);
  const cases: Forms["cases"][number][] = [];
  for (const { form, text } of forms.cases) cases.push({ form: (await helped(form)).form, text });
  return { forms: { itself, cases }, found };
}

/** As `examine`, but only if the contract can be proved of all integers at once; see `DeriveOptions`. */
export async function examineOfAll(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Examination | undefined> {
  const { itself, cases } = formsOf(fn, bench.loaded.program);
  const found = await provedOfAll(itself, known, bench, 1);
  if (found === undefined) return undefined;
  const also: Proved[] = [];
  for (const { form, text } of cases) {
    const inIt = await provedOfAll(form, known, bench, 1);
    if (inIt === undefined) return undefined;
    also.push(told(inIt, text));
  }
  const subject = withCases(found, also);
  const settled = isSettled(subject, bench);
  const runs = await runsOf({ ...subject, settled, tried: triedInputs(), brief: false }, bench);
  return concludedOf(fn, subject, runs, known, bench);
}

/** Vacuous, or not shown to return. */
function isSettled({ proof }: Proved, { loaded: { sources } }: Bench): boolean {
  return vacuousProblems(proof, sources).length > 0 || terminationProblems(proof.derivation, sources).length > 0;
}

async function concludedOf(
  fn: FunctionIR,
  subject: Proved,
  runs: Runs,
  known: Knowledge,
  bench: Bench,
): Promise<Examination> {
  const { sources, program } = bench.loaded;
  const { proof } = subject;
  const vacuous = vacuousProblems(proof, sources);
  const endless = terminationProblems(proof.derivation, sources);
  const examples = await examplesTried(fn, bench);
  const told = runs.refuted.map(({ problem }) => problem);
  const measured = proof.derivation.function;
  const unended = open(proof).filter(({ obligation }) => isEndless(obligation, measured));
  const unproven: Problem[] = [
    ...open(proof)
      .filter((o) => !unended.includes(o) && !isTold(o, told, sources))
      .map((o) => unprovenProblem(o, runs.unsettled, measured, program, sources)),
    ...alwaysOverflows(proof, told, sources),
    ...endlessProblems(unended, measured, sources),
    ...endless,
    ...examples.unproven,
  ];
  const throwing = throwingConditions(proof, program.types);
  const isOpen = vacuous.length === 0 && (told.length > 0 || unproven.length > 0);
  return {
    function: fn,
    throwing,
    missing: bench.request.suggest && isOpen ? await missingPrecondition(fn, subject, known, bench) : [],
    refuted: [...runs.refuted, ...examples.refuted],
    vacuous,
    unproven,
    assumptions: [...assumed(proof, sources), ...runs.assumptions],
    partial: proof.derivation.partial || unproven.some(({ code }) => code === "termination.unproven"),
    exactOnly: runs.exactOnly,
    fromBank: proof.obligations.length > 0 && told.length === 0 && proof.obligations.every(({ fromBank }) => fromBank),
    derivation: derivationText(proof.derivation, proof),
    anyIntegers: subject.anyIntegers,
    witnesses: runs.witnesses,
    // What only a run of an example refutes is run again each time.
    durable: isDurable(proof) && runs.durable && examples.refuted.length === 0,
  };
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
