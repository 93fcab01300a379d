/**
 * Gives contracts in typed form, and the effective contract by which alone a caller knows a function
 * (SEMANTICS, section 5): clauses, resolved sorts, frame, throws, purity, totality, sharing.
 */
import type { Span } from "../source/index.js";
import type { Sort } from "./sort.js";
import type { Term, Variable } from "./term.js";

/** One boolean clause. `text` is what the author wrote after the keyword, for messages. */
export interface Clause {
  readonly text: string;
  readonly term: Term;
  readonly span: Span;
  /** Not the author's: an invariant that the engine found. */
  readonly inferred?: boolean;
}

/** A termination measure: a lexicographic tuple of integer terms, each bounded below by 0. */
export type Variant =
  | {
      readonly kind: "measure";
      readonly terms: readonly Term[];
      readonly text: string;
      readonly span: Span;
      readonly inferred: boolean;
    }
  /** `decreases *`: partial correctness is asked for. */
  | { readonly kind: "partial"; readonly span: Span };

/** Something a verdict rests on that was not proved. */
export interface Assumption {
  /** Stable word for grouping: "input.types", "safe-integers", "no-rounding", "assume", "overflow", "callee", … */
  readonly kind: AssumptionKind;
  readonly text: string;
  /** A boolean term over the parameters at entry that a run can evaluate, or why there is none. */
  readonly predicate:
    | { readonly kind: "runs"; readonly term: Term }
    | { readonly kind: "uncheckable"; readonly why: string };
  readonly span: Span;
}

export type AssumptionKind =
  | "input.types"
  | "input.forest"
  | "input.functions"
  | "safe-integers"
  | "no-overflow"
  | "no-rounding"
  | "memory"
  | "assume"
  | "extern"
  | "havoc"
  | "callee"
  | "strict-null-off"
  | "other-code"
  | "not-shown-satisfiable";

/** A place in an argument or in the result: fields as `.name`, all positions of an array as `[]`. */
export interface SharedPlace {
  /** `\result`, or a parameter. */
  readonly root: string;
  readonly path: readonly string[];
}

/** After the call there may be one object at both places; where not exact, one that lies there or below. */
export interface SharedPlaces {
  readonly a: SharedPlace;
  readonly b: SharedPlace;
  readonly exact: boolean;
}

/** An object of an argument, at that place on entry, or below where `deep`, is changed: one slot, or all of it. */
export interface SharedChange {
  readonly object: SharedPlace;
  readonly slot: string | undefined;
  readonly how: "slot" | "grows" | "rearranges";
  readonly deep: boolean;
}

/** What a function does to the objects it is given, and what of them it keeps (SEMANTICS, section 2). */
export interface SharingSummary {
  readonly shares: readonly SharedPlaces[];
  readonly changes: readonly SharedChange[];
  /** Pairs of parameters for which one object may be passed: that is proved, too. */
  readonly same: readonly (readonly [string, string])[];
}

export interface EffectiveContract {
  readonly parameters: readonly Variable[];
  readonly result: Sort;
  readonly requires: readonly Clause[];
  readonly ensures: readonly Clause[];
  /** Undefined: no `throws` clause, so that it may not throw. Several clauses: it may throw where one of them held. */
  readonly throws: readonly Clause[] | undefined;
  readonly variant: Variant | undefined;
  /** Names of the parameters whose contents may change. */
  readonly modifies: readonly string[];
  readonly pure: boolean;
  readonly sharing: SharingSummary;
  /** Pairs of parameters that `requires distinct(a, b)` says are different objects. */
  readonly distinct: readonly (readonly [string, string])[];
  /** SHA-256 of all of the above without spans and texts. */
  readonly hash: string;
}
