/**
 * Gives the messages between the pool and a worker, and the fixed options of every query. Plain data.
 */
import type { Value } from "../ir/index.js";
import type { Readout } from "./readout.js";

/** What a worker is started with. */
export interface WorkerSetup {
  /** Holds `z3-built.wasm`. */
  readonly folder: string;
  readonly memoryMb: number;
}

export interface Question {
  readonly id: number;
  readonly text: string;
  /** A weaker form, of which only `unsat` counts. */
  readonly abstract?: string | undefined;
  readonly adding?: string | undefined;
  readonly dividing?: string | undefined;
  readonly rlimit: number;
  /** Anything but `unsat` is of no use. */
  readonly proof?: boolean;
  /** `unsat` is to come with a core of the named assertions. */
  readonly tracked?: boolean;
  /** Undefined: no model is wanted. */
  readonly readout: readonly Readout[] | undefined;
}

export type Outcome =
  | { readonly kind: "unsat"; readonly core?: readonly number[] }
  | { readonly kind: "sat"; readonly model: readonly (readonly [string, Value])[] }
  /** `spent`: the limit was used up, whatever Z3 gives as the reason. */
  | { readonly kind: "unknown"; readonly why: string; readonly spent: boolean }
  /** Z3 refused the text or ran out of memory; nothing is concluded. `fatal`: the instance must not be used again. */
  | { readonly kind: "failed"; readonly why: string; readonly fatal: boolean };

export interface Reply {
  readonly id: number;
  readonly outcome: Outcome;
  /** Resource units that the check spent. */
  readonly used: number;
  readonly milliseconds: number;
}

/** The name of the tracked fact at a place. */
export function coreName(place: number): string {
  return `core_${place}`;
}

export function placesOfCore(said: string): readonly number[] {
  return [...said.matchAll(/\bcore_(\d+)\b/gu)].map(([, place]) => Number(place));
}

/** Set before every query, since options outlive contexts: what one strategy sets must not reach the next query. */
export const queryOptions: readonly string[] = [
  "(set-option :print-success false)",
  "(set-option :produce-unsat-cores false)",
  "(set-option :smt.random_seed 0)",
  "(set-option :sat.random_seed 0)",
  "(set-option :smt.mbqi true)",
  "(set-option :smt.arith.solver 6)",
];
