/** What the parts of inference share: the request, what is spent, and the function with what is found so far. */
import { derive, type FunctionDerivation, type Knowledge, type Obligation } from "../calculus/index.js";
import type { Clause, FunctionIR, Program, Term, Value } from "../ir/index.js";
import { allProved, type Budget, coreOf, type ProveServices, type Questions, sift } from "../prove/index.js";
import type { Stage } from "./candidates/index.js";
import { type Measures, withMeasuresOf } from "./loop-variants.js";
import { withLoops } from "./rewritten-loops.js";

export interface InferenceRequest {
  readonly fn: FunctionIR;
  readonly program: Program;
  readonly known: Knowledge;
  /** Arguments to run the function on. */
  readonly inputs: readonly (readonly Value[])[];
  readonly questions: () => Questions;
  readonly services: ProveServices;
  readonly budget: InferenceBudget;
  /** See `DeriveOptions`. */
  readonly anyIntegers: boolean;
  /** Told what is under way, for who looks into it. */
  readonly told?: (text: string) => void;
  /** Only these; the usual ones where absent. */
  readonly stages?: readonly Stage[];
}

/** In the solver's resource units. */
export interface InferenceBudget {
  readonly query: number;
  readonly total: number;
  /** Candidates of one loop that are put to the prover at once. */
  readonly candidates: number;
}

/** Invariants by the loop's label. */
export type Found = ReadonlyMap<string, readonly Clause[]>;

export interface Desk extends InferenceRequest {
  spent: number;
  /** What was last seen not to follow: the obligation's id. */
  open?: string;
  /** Of loops that nobody gave one, as far as they are shown. */
  measures: Measures;
}

/** With the measures that are shown so far, and no other guesses of measures. */
export function derivedWith(found: Found, desk: Desk, measures: Measures = desk.measures): FunctionDerivation {
  const { fn, program, known, anyIntegers } = desk;
  const whole = withMeasuresOf(withInvariants(fn, found), measures, "only");
  return derive(whole, program, known, anyIntegers ? { anyIntegers } : {});
}

export function withInvariants(fn: FunctionIR, found: Found): FunctionIR {
  if (fn.body === undefined) return fn;
  const body = withLoops(fn.body, (loop) => ({
    ...loop,
    invariants: [...loop.invariants, ...(found.get(loop.label) ?? [])],
  }));
  return { ...fn, body };
}

export function withoutInvariants(fn: FunctionIR, terms: ReadonlySet<Term>): FunctionIR {
  if (fn.body === undefined) return fn;
  const body = withLoops(fn.body, (loop) => ({
    ...loop,
    invariants: loop.invariants.filter(({ term }) => !terms.has(term)),
  }));
  return { ...fn, body };
}

/** Whether one query shows all of them. */
export async function together(
  asked: readonly Obligation[],
  rlimit: number,
  desk: Desk,
  questions = desk.questions(),
): Promise<boolean> {
  const { proved, spent } = await allProved(asked, questions, desk.services, rlimit);
  desk.spent += spent;
  return proved;
}

/** The places of the tracked clauses whose facts sufficed for all of them; undefined where one query does not show them. */
export async function usedOf(
  asked: readonly Obligation[],
  tracked: readonly Term[],
  rlimit: number,
  desk: Desk,
): Promise<readonly number[] | undefined> {
  const { core, spent } = await coreOf(asked, tracked, desk.questions(), desk.services, rlimit);
  desk.spent += spent;
  return core;
}

/** Which groups are shown, all of each. */
export async function sifted(
  groups: readonly (readonly Obligation[])[],
  query: number,
  desk: Desk,
): Promise<ReadonlySet<readonly Obligation[]>> {
  const limits: Budget = { query, total: desk.budget.total - desk.spent };
  const { proved, spent } = await sift(groups, desk.questions(), desk.services, limits);
  desk.spent += spent;
  return proved;
}

export function isSpent({ spent, budget }: Desk): boolean {
  return spent >= budget.total;
}

export function isEmpty(found: Found): boolean {
  return [...found.values()].every((list) => list.length === 0);
}

export function joined(a: Found, b: Found): Found {
  const labels = new Set([...a.keys(), ...b.keys()]);
  return new Map([...labels].map((label) => [label, [...(a.get(label) ?? []), ...(b.get(label) ?? [])]]));
}

/** What of `all` is not in `some`. */
export function without(all: Found, some: Found): Found {
  return new Map(
    [...all].map(([label, list]) => [label, list.filter((clause) => !(some.get(label) ?? []).includes(clause))]),
  );
}
