/**
 * Takes a function and what may be believed of its callees; gives the proof of it, with the measures and bounds that nobody
 * wrote and that serve best, and of each way in which some of its parameters may be one object.
 */
import { invariant } from "../base/index.js";
import { derive, type Knowledge } from "../calculus/index.js";
import { measureCandidates, withBounds, withoutInvariants } from "../infer/index.js";
import { type FunctionIR, inCase, type Program } from "../ir/index.js";
import { type Answered, type FunctionProof, proveAtOnce, proveFunction } from "../prove/index.js";
import { openEncoder } from "../smt/index.js";
import { isEndless } from "./endless.js";
import type { Bench } from "./program.js";
import type { Subject } from "./runs.js";
import { settingOf } from "./setting.js";

export interface Proved extends Omit<Subject, "settled" | "tried" | "brief"> {
  readonly anyIntegers: boolean;
}

/** A function as it may be proved. */
export interface Form {
  readonly fn: FunctionIR;
  /** With bounds that nobody wrote and the measures worth trying, the likeliest first. */
  readonly candidates: readonly [FunctionIR, ...FunctionIR[]];
}

export interface Forms {
  readonly itself: Form;
  /** Where some of its parameters are one object, each way to be proved like the function itself. */
  readonly cases: readonly { readonly form: Form; readonly text: string }[];
}

export function formsOf(fn: FunctionIR, program: Program): Forms {
  const form = (given: FunctionIR): Form => {
    const bounded = withBounds(given, program);
    const [first = bounded, ...rest] = measureCandidates(bounded, program);
    return { fn: given, candidates: [first, ...rest] };
  };
  const cases = (fn.cases ?? []).map((c) => ({ form: form(inCase(fn, c)), text: c.text }));
  return { itself: form(fn), cases };
}

/** What it owes says in which case. */
export function told({ proof, ...rest }: Proved, text: string): Proved {
  const inIt = <T extends Answered>(answered: T): T => {
    const { obligation } = answered;
    const { why, id } = obligation;
    return { ...answered, obligation: { ...obligation, why: `Where ${text}: ${why}`, id: `${id} where ${text}` } };
  };
  const { obligations, listed } = proof;
  return { ...rest, proof: { ...proof, obligations: obligations.map(inIt), listed: listed.map(inIt) } };
}

/** Soundness: proved is what is proved in each case, and of all integers what is so in each. A case may well be impossible. */
export function withCases(subject: Proved, cases: readonly Proved[]): Proved {
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
export async function provedOfAll(
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

/** Times that what is not proved of the clauses that nobody wrote is left out and the rest kept. */
const mostRounds = 2;

/**
 * A clause that nobody wrote is never blamed: those that are not proved are left out and the function is looked at anew,
 * so that what follows from the others is not told as open; at last without any.
 */
async function proved({ fn, candidates }: Form, known: Knowledge, bench: Bench, share: number): Promise<Proved> {
  let forms: readonly FunctionIR[] = candidates;
  for (let round = 0; round <= mostRounds; round++) {
    const found = await provedWithMeasures(forms, known, bench, share);
    const clauses = open(found.proof).flatMap(({ obligation: { clause } }) => clause ?? []);
    const blamed = new Set(clauses.filter(({ inferred }) => inferred === true).map(({ term }) => term));
    if (blamed.size === 0) return found;
    forms = forms.map((form) => withoutInvariants(form, blamed));
  }
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

export async function subjectOf(forms: Forms, known: Knowledge, bench: Bench, share: number): Promise<Proved> {
  const found = async (form: Form): Promise<Proved> =>
    (await provedOfAll(form, known, bench, share)) ?? (await proved(form, known, bench, share));
  const subject = await found(forms.itself);
  const cases: Proved[] = [];
  for (const { form, text } of forms.cases) cases.push(told(await found(form), text));
  return withCases(subject, cases);
}

/** Nothing is left to run for. */
export function isClosed(proof: FunctionProof): boolean {
  return open(proof).length === 0 && !proof.listed.some(({ always }) => always);
}

export function open({ obligations }: Pick<FunctionProof, "obligations">): readonly Answered[] {
  return obligations.filter(({ answer }) => answer.kind !== "proved");
}
