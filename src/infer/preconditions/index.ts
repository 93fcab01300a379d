/**
 * Takes what a function owes and is not proved; gives conditions over its parameters that may be missing from its
 * `requires`. They are guesses: runs sift them, and only a proof says anything.
 */
import type { Obligation } from "../../calculus/index.js";
import { and, type FunctionIR, type Program, type Term, type Variable } from "../../ir/index.js";
import type { Candidate } from "./choose.js";
import { customaryConditions } from "./customary.js";
import { owedAtEntry, termsAtEntry } from "./owed.js";

export { entryView, overParameters, withDefinitions } from "./at-entry.js";
export { type Candidate, type Choice, choices, isTrueOf } from "./choose.js";
export { conditionText, inClauses } from "./condition-text.js";
export { type EntryRun, type EntryRuns, entryRuns } from "./entry-runs.js";
export { negation, plain } from "./plain.js";
export { isRange, leavesAJob } from "./worth.js";

const mostSums = 4;

/** Of claims about the body only customary orders between numbers: what they come to at entry restates them. */
const claims: ReadonlySet<string> = new Set(["postcondition", "assert", "clause.defined", "done_with"]);

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** What all that is owed comes to, as far as it can be said: where runs that are fine are to be looked for. */
  readonly likely: readonly Term[];
}

export function preconditionCandidates(
  obligations: readonly Obligation[],
  entry: readonly Variable[],
  fn: FunctionIR,
  program: Program,
): Candidates {
  const hazards = obligations.filter(({ kind }) => !claims.has(kind));
  const needs = hazards.map((obligation) => owedAtEntry(obligation, entry, fn, program));
  const sums = hazards.flatMap((obligation) => termsAtEntry(obligation, entry, fn)).slice(0, mostSums);
  const customary = customaryConditions(fn, program, sums).filter(({ isOrder }) => isOrder || hazards.length > 0);
  const bundles = [
    ...needs.flatMap(({ bare, guarded }) => [bare, guarded]),
    needs.flatMap(({ bare }) => bare),
    needs.flatMap(({ guarded }) => guarded),
  ].flatMap((terms) => (terms.length > 1 ? [and(...terms)] : []));
  const owed = [...needs.flatMap(({ bare, guarded }) => [...bare, ...guarded]), ...bundles];
  return {
    candidates: [
      ...owed.map((term) => ({ term, isOwed: true })),
      ...customary.map(({ term }) => ({ term, isOwed: false })),
    ],
    likely: needs.flatMap(({ bare }) => bare),
  };
}
