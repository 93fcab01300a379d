/**
 * Gives the questions that proving a function asks, as the encoder words them: `openEncoder` of `smt` for one theory.
 * An interface, so that the order of asking can be tested without a solver.
 */
import type { Obligation, Probe } from "../calculus/index.js";
import type { Term } from "../ir/index.js";
import type { Query } from "../smt/index.js";

export interface Questions {
  /** With `slice`, only the facts that share symbols with the goal, transitively. */
  obligation(obligation: Obligation, options: { readonly slice: boolean }): Query;
  /** It follows from its facts by form alone, so that nothing is asked. */
  evident(obligation: Obligation): boolean;
  /**
   * All of them as one conjunction of closed implications, each with all its facts. With `tracked`, the conditions of
   * clauses, a proof names those whose facts it used.
   */
  together(obligations: readonly Obligation[], tracked?: readonly Term[]): Query;
  /** Unsatisfiable exactly if the state cannot be. */
  probe(side: Probe["before"]): Query;
}
