/**
 * Gives obligations: one thing to prove each, a proviso of a named law at a place. The verification condition is
 * `facts of context ==> (path ==> goal)`, closed over its free variables.
 */
import type { Clause, Term, Variable } from "../ir/index.js";
import type { Label, Span } from "../source/index.js";
import type { LawName } from "./law-name.js";

export type ObligationKind =
  | "postcondition"
  | "precondition"
  | "throw"
  | "index"
  | "write"
  | "division"
  | "absent"
  /** A key that an object does not have itself is no name that it has from Object.prototype. */
  | "prototype"
  /** An argument of a library member lies where the member has a value and does not throw. */
  | "range"
  | "exhaustive"
  | "overflow"
  | "integral"
  | "mark"
  | "assert"
  | "invariant.initial"
  | "invariant.preserved"
  | "done_with"
  | "lemma"
  | "variant.decreases"
  | "variant.bounded"
  | "recursion.decreases"
  | "clause.defined";

export type Fact =
  /** The variable is the value, by construction: never false, so that it needs no path. SMT equality, not `same`. */
  | { readonly kind: "define"; readonly variable: Variable; readonly value: Term }
  /** Already guarded by its path condition. `origin` names the obligation or clause that it comes from. */
  | {
      readonly kind: "assume";
      readonly fact: Term;
      readonly origin: string;
      /** Of an invariant, and of whatever a clause demanded before. */
      readonly clause?: Clause;
    };

/** A persistent list of facts, newest first; sharing tails keeps a function's contexts linear in its size. */
export interface Context {
  readonly fact: Fact;
  readonly before: Context | undefined;
  readonly length: number;
}

export interface Obligation {
  /** Unique in the function; stable under edits elsewhere: kind, clause, and a count. */
  readonly id: string;
  readonly law: LawName;
  readonly kind: ObligationKind;
  readonly span: Span;
  readonly context: Context | undefined;
  /** Boolean term that says the place is reached. */
  readonly path: Term;
  /** Without `old`. */
  readonly goal: Term;
  /** One sentence: what has to hold, in the user's terms. */
  readonly why: string;
  readonly clause?: Clause;
  readonly labels?: readonly Label[];
  /** The state at the place: program variable to its term there; for the trace of a candidate model. */
  readonly state: ReadonlyMap<string, Term>;
}

/** A question whether a state can be at all (SEMANTICS, section 6): satisfiable is well, contradictory is `vacuous`. */
export interface Probe {
  readonly id: string;
  readonly kind: "entry" | "assume" | "call" | "use" | "loop";
  readonly span: Span;
  /** Facts and path just before the thing, and with it. */
  readonly before: { readonly context: Context | undefined; readonly path: Term };
  readonly after: { readonly context: Context | undefined; readonly path: Term };
  /** The clauses that would contradict each other. */
  readonly clauses: readonly Clause[];
}
