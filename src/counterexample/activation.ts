/**
 * Gives the calls that are under way at a moment of a run: which function, with which arguments, and what its loops have
 * shown so far. Snapshots are read as values of the sites' variables here.
 */
import type { FunctionIR, Sort, Value, Variable } from "../ir/index.js";
import { type Environment, fromObserved, type Theory } from "../semantics/index.js";
import type { Span } from "../source/index.js";
import type { Event, Observed } from "./replayer.js";

export interface Activation {
  /** Undefined for a printed function that has no contract. */
  readonly fn: FunctionIR | undefined;
  readonly id: string;
  readonly entry: ReadonlyMap<string, Value>;
  /** Where the caller called it. */
  readonly call: Span | undefined;
  /** By site: how often a loop's clause was seen in the loop's present activation, and its measure last time. */
  readonly seen: Map<number, number>;
  readonly measures: Map<number, readonly bigint[]>;
}

export interface Snapshot {
  readonly values: ReadonlyMap<string, Value>;
  /** Why a variable has no value of its sort. */
  readonly problems: ReadonlyMap<string, string>;
}

export function readSnapshot(event: Event, variables: readonly Variable[], theory: Theory): Snapshot {
  const values = new Map<string, Value>();
  const problems = new Map<string, string>();
  for (const { name, sort } of variables) {
    const read = readObserved(event.values?.get(name), sort, theory);
    if (typeof read === "string") problems.set(name, read);
    else values.set(name, read);
  }
  return { values, problems };
}

function readObserved(observed: Observed | undefined, sort: Sort, theory: Theory): Value | string {
  if (observed === undefined) return "it was not seen";
  if (observed.kind === "too large") return "it is too large to be looked at";
  const read = fromObserved(observed.json, sort, theory.types);
  return read.kind === "read" ? read.value : read.problem;
}

/** Clauses inside a function read the variables as they are, and `\old` as they were at its entry. */
export function environmentAt(activation: Activation, snapshot: Snapshot): Environment {
  return { values: new Map([...activation.entry, ...snapshot.values]), entry: activation.entry };
}
