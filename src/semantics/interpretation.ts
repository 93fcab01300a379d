/**
 * Gives what interpreting a function on values can come to. `broken` is what the calculus must have an obligation for:
 * where every obligation of a function is proved, no input can end so.
 */
import type { Value } from "../ir/index.js";
import type { Span } from "../source/index.js";
import type { Hazard, Unknown } from "./evaluation.js";

/** The words of `ObligationKind`. */
export type BrokenKind =
  | Exclude<Hazard, "power">
  | "postcondition"
  | "throw"
  | "exhaustive"
  | "overflow"
  | "mark"
  | "assert"
  | "invariant.initial"
  | "invariant.preserved"
  | "done_with"
  | "variant.decreases"
  | "variant.bounded"
  | "recursion.decreases";

export interface Broken {
  readonly what: BrokenKind;
  /** Id of the function at whose text it happened. */
  readonly function: string;
  readonly span: Span;
  /** Text of the clause that is false. */
  readonly clause?: string;
}

export type Interpreted =
  | {
      readonly kind: "returned";
      readonly value: Value;
      /** The parameters' final contents. */
      readonly finals: ReadonlyMap<string, Value>;
    }
  | { readonly kind: "threw"; readonly error: string; readonly span: Span }
  | { readonly kind: "broken"; readonly broken: Broken }
  /** A `requires`, an assumption or an `assume` is false: the run says nothing. */
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "unknown"; readonly why: Unknown }
  | { readonly kind: "exhausted" };
