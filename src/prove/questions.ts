/**
 * Gives the questions that proving a function asks, as the encoder words them: what `smt` provides for one theory.
 * An interface, so that the order of asking can be tested without a solver.
 */
import type { Obligation, Probe } from "../calculus/index.js";
import type { Query } from "../smt/index.js";

export interface Questions {
  /** With the facts that share symbols with the goal, transitively. */
  sliced(obligation: Obligation): Query;
  /** With all facts: a model of it is a state of the whole function. */
  whole(obligation: Obligation): Query;
  /** All of them as one conjunction of closed implications. */
  together(obligations: readonly Obligation[]): Query;
  /** Unsatisfiable exactly if the state cannot be. */
  probe(probe: Probe, side: "before" | "after"): Query;
}
