/**
 * Takes a function and what may be believed of its callees; gives all that can be found out about it: derived, proved,
 * and where something is not proved, run. Measures that nobody wrote are sought first.
 */
import { invariant } from "../base/index.js";
import { derive, type FunctionDerivation, type Knowledge, showDerivation } from "../calculus/index.js";
import { triedInputs } from "../counterexample/index.js";
import { measureCandidates, withBounds } from "../infer/index.js";
import { type FunctionIR, inCase, type Program } from "../ir/index.js";
import { type Answered, type FunctionProof, proveAtOnce, proveFunction } from "../prove/index.js";
import type { Problem } from "../report/index.js";
import { openEncoder } from "../smt/index.js";
import { assumed } from "./assumed.js";
import type { Examined } from "./conclude.js";
import { isEndless } from "./endless.js";
import { examplesTried } from "./examples.js";
import { recallFunction, rememberFunction } from "./function-memory.js";
import { look } from "./look.js";
import { hasLoops, invariantsOf, type Told, toldOf } from "./loops.js";
import {
  alwaysOverflows,
  endlessProblems,
  isTold,
  terminationProblems,
  unprovenProblem,
  vacuousProblems,
} from "./problems.js";
import type { Bench } from "./program.js";
import { isDurable } from "./resources.js";
import { type Runs, runsOf, type Subject } from "./runs.js";
import { settingOf } from "./setting.js";
import { type ThrowCondition, throwingConditions } from "./throw-condition.js";
import type { Witness } from "./witness.js";

/** What examining a function gives; what its callees add to the verdict is added by `program.ts`. */
export interface Examination extends Omit<Examined, "given"> {
  /** When it throws although no clause says so, a condition a throw; empty where that cannot be said. */
  readonly throwing: readonly ThrowCondition[];
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
  const recalled = await recallFunction(fn, known, bench);
  if (recalled !== undefined) return recalled;
  const fresh = await workOut(fn, known, bench);
  rememberFunction(fresh, known, bench);
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
  if (runs.refuted.length > 0 || isClosed(first.proof)) return concludedOf(fn, first, runs, bench);
  const helped = await withInference(forms, known, bench);
  if (helped !== undefined && helped.found.invariants.length + helped.found.measures.length > 0) {
    const subject = await subjectOf(helped.forms, known, bench, firstShare);
    if (isClosed(subject.proof)) {
      const settled = isSettled(subject, bench);
      const tested = await runsOf({ ...subject, settled, tried: triedInputs(), brief: false }, bench);
      return { ...(await concludedOf(fn, subject, tested, bench)), ...helped.found };
    }
  }
  const whole = await subjectOf(helped?.forms ?? forms, known, bench, 1);
  // What was found of another form of the function may not hold of this one.
  const same = whole.proof.derivation.function === first.proof.derivation.function;
  const again = { ...whole, settled: isSettled(whole, bench), tried: same ? tried : triedInputs(), brief: false };
  return concludedOf(fn, whole, await runsOf(again, bench), bench);
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

async function subjectOf(forms: Forms, known: Knowledge, bench: Bench, share: number): Promise<Proved> {
  const found = async (form: Form): Promise<Proved> =>
    (await provedOfAll(form, known, bench, share)) ?? (await proved(form, known, bench, share));
  const subject = await found(forms.itself);
  const cases: Proved[] = [];
  for (const { form, text } of forms.cases) cases.push(told(await found(form), text));
  return withCases(subject, cases);
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
  return concludedOf(fn, subject, runs, bench);
}

/** Vacuous, or not shown to return. */
function isSettled({ proof }: Proved, { loaded: { sources } }: Bench): boolean {
  return vacuousProblems(proof, sources).length > 0 || terminationProblems(proof.derivation, sources).length > 0;
}

async function concludedOf(fn: FunctionIR, subject: Proved, runs: Runs, bench: Bench): Promise<Examination> {
  const { sources } = bench.loaded;
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
      .map((o) => unprovenProblem(o, runs.unsettled, measured, sources)),
    ...alwaysOverflows(proof, told, sources),
    ...endlessProblems(unended, measured, sources),
    ...endless,
    ...examples.unproven,
  ];
  return {
    function: fn,
    throwing: throwingConditions(proof),
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

interface Proved extends Omit<Subject, "settled" | "tried" | "brief"> {
  readonly anyIntegers: boolean;
}

/** A function as it may be proved. */
interface Form {
  readonly fn: FunctionIR;
  /** With bounds that nobody wrote and the measures worth trying, the likeliest first. */
  readonly candidates: readonly [FunctionIR, ...FunctionIR[]];
}

interface Forms {
  readonly itself: Form;
  /** Where some of its parameters are one object, each way to be proved like the function itself. */
  readonly cases: readonly { readonly form: Form; readonly text: string }[];
}

function formsOf(fn: FunctionIR, program: Program): Forms {
  const form = (given: FunctionIR): Form => {
    const bounded = withBounds(given, program);
    const [first = bounded, ...rest] = measureCandidates(bounded, program);
    return { fn: given, candidates: [first, ...rest] };
  };
  const cases = (fn.cases ?? []).map((c) => ({ form: form(inCase(fn, c)), text: c.text }));
  return { itself: form(fn), cases };
}

/** What it owes says in which case. */
function told({ proof, ...rest }: Proved, text: string): Proved {
  const inIt = <T extends Answered>(answered: T): T => {
    const { obligation } = answered;
    const { why, id } = obligation;
    return { ...answered, obligation: { ...obligation, why: `Where ${text}: ${why}`, id: `${id} where ${text}` } };
  };
  const { obligations, listed } = proof;
  return { ...rest, proof: { ...proof, obligations: obligations.map(inIt), listed: listed.map(inIt) } };
}

/** Soundness: proved is what is proved in each case, and of all integers what is so in each. A case may well be impossible. */
function withCases(subject: Proved, cases: readonly Proved[]): Proved {
  if (cases.length === 0) return subject;
  const { proof } = subject;
  const all = [proof, ...cases.map((c) => c.proof)];
  const { derivation } = proof;
  const nodes = all.map((p) => p.derivation);
  return {
    ...subject,
    anyIntegers: subject.anyIntegers && cases.every((c) => c.anyIntegers),
    proof: {
      ...proof,
      derivation: {
        ...derivation,
        root: { ...derivation.root, children: nodes.flatMap((d) => d.root.children) },
        obligations: nodes.flatMap((d) => d.obligations),
        listed: nodes.flatMap((d) => d.listed),
        callees: [...new Set(nodes.flatMap((d) => d.callees))],
        partial: nodes.some((d) => d.partial),
        unmeasured: nodes.flatMap((d) => d.unmeasured),
      },
      obligations: all.flatMap((p) => p.obligations),
      listed: all.flatMap((p) => p.listed),
      spent: all.reduce((sum, p) => sum + p.spent, 0),
    },
  };
}

/** Most contracts hold of all integers; where one query shows it, callers are spared showing theirs to be safe. */
async function provedOfAll(
  { fn, candidates: [measured] }: Form,
  known: Knowledge,
  bench: Bench,
  share: number,
): Promise<Proved | undefined> {
  if (!fn.entry.some(({ kind }) => kind === "safe-integers")) return undefined;
  const { theory, limits, proving } = settingOf(known, bench, share);
  const encoder = openEncoder(theory);
  const derivation = derive(measured, bench.loaded.program, known, { anyIntegers: true });
  const proof = await proveAtOnce(derivation, encoder, proving, limits);
  return proof === undefined ? undefined : { proof, encoder, limits, anyIntegers: true };
}

/** A bound that nobody wrote is never blamed: where one is not proved, the function is looked at anew without. */
async function proved({ fn, candidates }: Form, known: Knowledge, bench: Bench, share: number): Promise<Proved> {
  const found = await provedWithMeasures(candidates, known, bench, share);
  const blamed = open(found.proof).some(({ obligation }) => obligation.clause?.inferred === true);
  if (!blamed) return found;
  return provedWithMeasures(measureCandidates(fn, bench.loaded.program), known, bench, share);
}

/**
 * Proved with the likeliest measures; where these are what is not proved, with the next ones. If none does, what the
 * first left open is told.
 */
async function provedWithMeasures(
  candidates: readonly FunctionIR[],
  known: Knowledge,
  bench: Bench,
  share: number,
): Promise<Proved> {
  const { theory, limits, proving } = settingOf(known, bench, share);
  let first: Proved | undefined;
  for (const measured of candidates) {
    const encoder = openEncoder(theory);
    const derivation = derive(measured, bench.loaded.program, known);
    const proof = await proveFunction(derivation, encoder, proving, limits);
    const subject = { proof, encoder, limits, anyIntegers: false };
    if (!open(proof).some(({ obligation }) => isEndless(obligation, measured))) return subject;
    first ??= subject;
  }
  invariant(first !== undefined, "a function is the last of its own alternatives");
  return first;
}

/** Nothing is left to run for. */
function isClosed(proof: FunctionProof): boolean {
  return open(proof).length === 0 && !proof.listed.some(({ always }) => always);
}

function open({ obligations }: FunctionProof): readonly Answered[] {
  return obligations.filter(({ answer }) => answer.kind !== "proved");
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
