/**
 * Gives what the rest knows of running the author's function: arguments in, what was observed out.
 */
import type { DataTypes, Executable, Value } from "../ir/index.js";

export interface Run {
  readonly executable: Executable;
  readonly args: readonly Value[];
  /** The shapes of the arguments. */
  readonly types: DataTypes;
  /** Pairs of parameter positions that are one and the same object in this run. */
  readonly shared?: readonly (readonly [number, number])[];
  /** Its path is written down too. */
  readonly follow?: true;
}

/** What one monitored place saw, in order of time. Values are read back by the sorts of the site's variables. */
export interface Event {
  /** Below 0 a step of the path: -1 is the first of `Executable.steps`. */
  readonly site: number;
  /** Absent for hazards that only say "it went wrong here" (index, division, absent, throw, overflow). */
  readonly values?: ReadonlyMap<string, Observed>;
  /** Of hazards: what was seen, in JavaScript's words: `index 3, length 3`. */
  readonly seen?: string;
}

/** A value as JavaScript had it: tagged JSON that keeps NaN, -0, infinities, undefined, missing fields. */
export type Observed = { readonly kind: "value"; readonly json: unknown } | { readonly kind: "too large" };

export type Outcome =
  | { readonly kind: "returned"; readonly value: Observed }
  | { readonly kind: "threw"; readonly error: string; readonly message: string }
  /** Fuel, stack, memory or time ran out: proves nothing. */
  | { readonly kind: "exhausted"; readonly what: "fuel" | "stack" | "memory" | "time" };

export type Observation =
  | { readonly kind: "ran"; readonly events: readonly Event[]; readonly outcome: Outcome }
  /** The process could not run it: a failure of ours or of the machine, never of the function. */
  | { readonly kind: "failed"; readonly reason: string };

export interface Replayer {
  /** Runs a batch in the locked-down process; one observation a run, in order. Never rejects. */
  run(runs: readonly Run[]): Promise<readonly Observation[]>;
  close(): Promise<void>;
}
