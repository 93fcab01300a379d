/**
 * Gives what proving a function has shown: the answer of each obligation, listed operation and probe.
 */
import type { FunctionDerivation, Obligation, Probe } from "../calculus/index.js";
import type { Answer } from "../smt/index.js";

export interface Answered {
  readonly obligation: Obligation;
  readonly answer: Answer;
  readonly fromBank: boolean;
}

/** `unreachable`: contradictory already before the place, so that the place is not to blame. */
export type ProbeStatus = "satisfiable" | "contradictory" | "unreachable" | "unknown";

export interface FunctionProof {
  readonly derivation: FunctionDerivation;
  readonly obligations: readonly Answered[];
  /** Overflow under `warn`; `always` where it fails on every path that reaches it: a break, not a warning. */
  readonly listed: readonly (Answered & { readonly always: boolean })[];
  readonly probes: readonly { readonly probe: Probe; readonly status: ProbeStatus }[];
  /** rlimit spent in this run. */
  readonly spent: number;
}
