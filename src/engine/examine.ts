/**
 * Takes a function and what may be believed of its callees; gives all that can be found out about it: derived, proved,
 * and where something is not proved, run. Measures that nobody wrote are sought first.
 */
import { invariant } from "../base/index.js";
import { derive, type FunctionDerivation, type Knowledge, showDerivation } from "../calculus/index.js";
import { measureCandidates, withBounds, withMeasures } from "../infer/index.js";
import { type FunctionIR, inCase } from "../ir/index.js";
import { type Answered, type FunctionProof, proveAtOnce, proveFunction } from "../prove/index.js";
import type { Problem } from "../report/index.js";
import { openEncoder } from "../smt/index.js";
import { assumed } from "./assumed.js";
import type { Examined } from "./conclude.js";
import { isEndless } from "./endless.js";
import { examplesTried } from "./examples.js";
import { recallFunction, rememberFunction } from "./function-memory.js";
import { look } from "./look.js";
import {
  alwaysOverflows,
  endlessProblems,
  isTold,
  terminationProblems,
  unprovenProblem,
  vacuousProblems,
} from "./problems.js";
import type { Bench } from "./program.js";
import { runsOf, type Subject } from "./runs.js";
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

export async function examine(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Examination> {
  if (bench.looked.has(fn.id)) return look(fn, known, bench);
  const recalled = await recallFunction(fn, known, bench);
  if (recalled !== undefined) return recalled;
  const fresh = await workOut(fn, known, bench);
  rememberFunction(fresh, known, bench);
  return fresh;
}

async function workOut(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Examination> {
  const subject = (await provedOfAll(fn, known, bench)) ?? (await proved(fn, known, bench));
  const cases: Proved[] = [];
  for (const { given, text } of casesOf(fn)) {
    cases.push(told((await provedOfAll(given, known, bench)) ?? (await proved(given, known, bench)), text));
  }
  return concludedOf(fn, withCases(subject, cases), bench);
}

/** As `examine`, but only if the contract can be proved of all integers at once; see `DeriveOptions`. */
export async function examineOfAll(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Examination | undefined> {
  const subject = await provedOfAll(fn, known, bench);
  if (subject === undefined) return undefined;
  const cases: Proved[] = [];
  for (const { given, text } of casesOf(fn)) {
    const found = await provedOfAll(given, known, bench);
    if (found === undefined) return undefined;
    cases.push(told(found, text));
  }
  return concludedOf(fn, withCases(subject, cases), bench);
}

async function concludedOf(fn: FunctionIR, subject: Proved, bench: Bench): Promise<Examination> {
  const { sources } = bench.loaded;
  const { proof } = subject;
  const vacuous = vacuousProblems(proof, sources);
  const endless = terminationProblems(proof.derivation, sources);
  const settled = vacuous.length > 0 || endless.length > 0;
  const runs = await runsOf({ ...subject, settled }, bench);
  const examples = await examplesTried(fn, bench);
  const told = runs.refuted.map(({ problem }) => problem);
  const measured = proof.derivation.function;
  const unended = open(proof).filter(({ obligation }) => isEndless(obligation, measured));
  const unproven: Problem[] = [
    ...open(proof)
      .filter((o) => !unended.includes(o) && !isTold(o, told, sources))
      .map((o) => unprovenProblem(o, runs.unsettled, sources)),
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

interface Proved extends Omit<Subject, "settled"> {
  readonly anyIntegers: boolean;
}

/** The function where some of its parameters are one object, each way to be proved like the function itself. */
function casesOf(fn: FunctionIR): readonly { readonly given: FunctionIR; readonly text: string }[] {
  return (fn.cases ?? []).map((c) => ({ given: inCase(fn, c), text: c.text }));
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
async function provedOfAll(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Proved | undefined> {
  if (!fn.entry.some(({ kind }) => kind === "safe-integers")) return undefined;
  const { program } = bench.loaded;
  const { theory, limits, proving } = settingOf(known, bench);
  const measured = withMeasures(withBounds(fn, program), program);
  const encoder = openEncoder(theory);
  const derivation = derive(measured, program, known, { anyIntegers: true });
  const proof = await proveAtOnce(derivation, encoder, proving, limits);
  return proof === undefined ? undefined : { proof, encoder, limits, anyIntegers: true };
}

/** A bound that nobody wrote is never blamed: where one is not proved, the function is looked at anew without. */
async function proved(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Proved> {
  const found = await provedWithMeasures(withBounds(fn, bench.loaded.program), known, bench);
  const blamed = open(found.proof).some(({ obligation }) => obligation.clause?.inferred === true);
  return blamed ? provedWithMeasures(fn, known, bench) : found;
}

/**
 * Proved with the likeliest measures; where these are what is not proved, with the next ones. If none does, what the
 * first left open is told.
 */
async function provedWithMeasures(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Proved> {
  const { program } = bench.loaded;
  const { theory, limits, proving } = settingOf(known, bench);
  let first: Proved | undefined;
  for (const measured of measureCandidates(fn, program)) {
    const encoder = openEncoder(theory);
    const proof = await proveFunction(derive(measured, program, known), encoder, proving, limits);
    const subject = { proof, encoder, limits, anyIntegers: false };
    if (!open(proof).some(({ obligation }) => isEndless(obligation, measured))) return subject;
    first ??= subject;
  }
  invariant(first !== undefined, "a function is the last of its own alternatives");
  return first;
}

function open({ obligations }: FunctionProof): readonly Answered[] {
  return obligations.filter(({ answer }) => answer.kind !== "proved");
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
