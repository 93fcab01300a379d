/**
 * Gives what the rest knows of a solver: canonical queries in, answers out. The queue, the workers and Z3 itself stand
 * behind it.
 */
import type { Value } from "../ir/index.js";
import type { Readout } from "./readout.js";

/** Canonical SMT-LIB whose SHA-256 is its identity; names return through the side table. */
export interface Query {
  /** Declarations and assertions, without check-sat: unsatisfiable exactly if what was asked is valid. */
  readonly text: string;
  readonly hash: string;
  /**
   * The same over abstract texts, where that is worth a try: weaker, so that its unsatisfiability counts and nothing
   * else does. Made from the text alone, and no part of the identity.
   */
  readonly abstract?: string | undefined;
  /** The same with sums taken apart by what arrays are made of, in the same way weaker; tried before it. */
  readonly adding?: string | undefined;
  /** The same with divisions known by bounds alone, in the same way weaker; tried first. */
  readonly dividing?: string | undefined;
  /** Canonical constant -> SSA variable's name. */
  readonly names: ReadonlyMap<string, string>;
  /** How the values of those constants are read from a model; without it, models are empty. No part of the identity. */
  readonly readout?: readonly Readout[];
  /**
   * Facts were left out as without influence. A proof stands; a model is to be asked for again of the query with all
   * facts, whose answer counts.
   */
  readonly sliced?: boolean;
  /** A proof is to name the tracked facts of a core. */
  readonly tracked?: boolean;
}

/** Budget in Z3's resource units, and whether a model is wanted. */
export interface Effort {
  readonly rlimit: number;
  readonly model: boolean;
  /** Anything but a proof is of no use. */
  readonly proof?: true;
}

export type GaveUp =
  /** The resource limit was spent: deterministic, may be stored. */
  | "limit"
  /** Z3 said unknown for another reason: incomplete theory. Deterministic, may be stored. */
  | "incomplete"
  /** A safety net, a trap or a crash: shown as such, never stored. */
  | "resources";

/** SSA variable's name -> value, where it could be decoded. */
export type Model = ReadonlyMap<string, Value>;

export type Answer =
  | {
      readonly kind: "proved";
      readonly used: number;
      /** Of a query that tracks facts, the places of those that sufficed: a hint, of which nothing is believed. */
      readonly core?: readonly number[];
    }
  | { readonly kind: "model"; readonly model: Model; readonly used: number }
  | { readonly kind: "gaveUp"; readonly reason: GaveUp; readonly detail: string; readonly used: number };

export interface SolverStatistics {
  /** Instances of Z3 that were asked; 0 when everything came from the bank. */
  readonly started: number;
  readonly queries: number;
  /** Time spent inside queries, summed over workers. */
  readonly seconds: number;
}

export interface Solver {
  /** Queues the query; starts Z3 at the first one. Never rejects: trouble is `gaveUp: resources`. */
  ask(query: Query, effort: Effort): Promise<Answer>;
  /** Begins to start Z3, which takes a while, where a question is likely to come. */
  prepare?(): void;
  statistics(): SolverStatistics;
  close(): Promise<void>;
}
