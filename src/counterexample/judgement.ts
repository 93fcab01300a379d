/**
 * Gives what one run may conclude (SEMANTICS, section 7). Only `refuted` says that something is wrong.
 */
import type { Clause, Value } from "../ir/index.js";
import type { Code, Span } from "../source/index.js";

export interface Refuted {
  readonly kind: "refuted";
  readonly what: "contract" | "hazard" | "annotation";
  readonly code: Code;
  /** The clause that is false. */
  readonly clause?: Clause;
  /** Where: the clause's place for clauses, else the operation. */
  readonly span: Span;
  /** Id of the function whose fault it is: of a callee's `requires` the caller, of its `ensures` the callee. */
  readonly blame: string;
  /** The call of that function in the run: the outermost one, or one inside it. */
  readonly args: readonly Value[];
  /** What happened, after the call: `returned 3`, `read index 3 of an array of length 3`. */
  readonly outcome: string;
  /** One sentence in the user's terms. */
  readonly message: string;
  /** What makes the clause false: the values of its parts. Only where it was asked for. */
  readonly because?: string;
}

export type Judgement =
  | Refuted
  /** It ran to its end and every clause was true. */
  | { readonly kind: "no" }
  /** A `requires` is false of the input: it is none of the function's. */
  | { readonly kind: "not an input"; readonly clause: string }
  /** Something recorded as assumed is false in this run. */
  | { readonly kind: "assumption can fail"; readonly text: string; readonly span: Span }
  | { readonly kind: "exhausted"; readonly what: "fuel" | "stack" | "memory" | "time" }
  /** Nothing was false, but something could not be evaluated; `clause` where it is one (`contract.not-runnable`). */
  | { readonly kind: "unknown"; readonly why: string; readonly clause?: Clause };
