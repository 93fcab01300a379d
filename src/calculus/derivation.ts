/**
 * Gives derivations: which law carries each piece of code, with its provisos. Pre- and postconditions of nodes are
 * computed only when printed or searched from, so that a derivation costs no more than the program.
 */
import type { Clause, FunctionIR, Variable } from "../ir/index.js";
import type { Span } from "../source/index.js";
import type { LawName } from "./law-name.js";
import type { Obligation, Probe } from "./obligation.js";

export interface Derivation {
  readonly law: LawName;
  readonly span: Span;
  /** What the law was applied to, in a few words: `x := x + 1`, `while i < n`. */
  readonly title: string;
  readonly provisos: readonly Obligation[];
  readonly children: readonly Derivation[];
}

/** What `derive` gives of a function: the tree, and what it owes, in program order. */
export interface FunctionDerivation {
  readonly function: FunctionIR;
  readonly root: Derivation;
  readonly obligations: readonly Obligation[];
  /** Overflow obligations under `warn`: asked, listed where not proved, never assumed. */
  readonly listed: readonly Obligation[];
  readonly probes: readonly Probe[];
  /** The parameters' values at entry, in order: what a model is read by. */
  readonly entry: readonly Variable[];
  /** Callees known by contract, for trust and order. */
  readonly callees: readonly string[];
  /** Termination is not claimed: `decreases *` here. */
  readonly partial: boolean;
  /** `assume` statements, in program order: what the verdict trusts. */
  readonly assumed: readonly { readonly clause: Clause; readonly span: Span }[];
  /** What is taken on trust of code that is not in the model, in program order. */
  readonly trusted: readonly { readonly text: string; readonly span: Span }[];
  /** A loop or recursion without measure: it cannot be verified as total. Where, and what it lacks. */
  readonly unmeasured: readonly { readonly span: Span; readonly what: "loop" | "recursion" }[];
}
