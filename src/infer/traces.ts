/**
 * Takes a function and inputs; gives the states in which runs of it come to the heads of its loops. A candidate that is
 * false in one of them is no invariant, whatever a prover would say of it.
 * Source: Ernst et al., "The Daikon system for dynamic detection of likely invariants" (Science of Computer Programming 2007).
 */

import { stableHash } from "../base/index.js";
import type { FunctionIR, Program, Value } from "../ir/index.js";
import { interpret, type OnHead } from "../semantics/index.js";

export interface LoopState {
  readonly values: ReadonlyMap<string, Value>;
  readonly entry: ReadonlyMap<string, Value>;
  /** Which coming to the loop, counted over all runs, and the how-manieth round since: the next head is the next number. */
  readonly execution: number;
  readonly round: number;
}

const perRun = 12;
const perLoop = 160;
const fuel = 3_000;

/** By the loop's label. */
export function traces(
  fn: FunctionIR,
  inputs: readonly (readonly Value[])[],
  program: Program,
): ReadonlyMap<string, readonly LoopState[]> {
  const found = new Map<string, LoopState[]>();
  const seen = new Set<string>();
  const executions = new Map<string, number>();
  for (const args of inputs) {
    const heads = new Map<string, number>();
    const onHead: OnHead = (label, state, entry, round) => {
      const head = heads.get(label) ?? 0;
      heads.set(label, head + 1);
      const execution = (executions.get(label) ?? 0) + (round === 0 ? 1 : 0);
      executions.set(label, execution);
      const states = found.get(label) ?? [];
      found.set(label, states);
      if (head >= perRun || states.length >= perLoop || ![...state.values()].every(isSmall)) return;
      const key = `${label} ${stableHash([[...state], [...entry]].map((part) => part.map(plain)))}`;
      if (seen.has(key)) return;
      seen.add(key);
      states.push({ values: new Map(state), entry: new Map(entry), execution, round });
    };
    interpret(fn, args, program, { fuel, onHead });
  }
  return found;
}

/** Powers of larger numbers, in candidates, would outgrow memory. */
const largest = 4096n;

function isSmall(value: Value): boolean {
  if (value.kind === "int" || value.kind === "bigint") return value.value <= largest && value.value >= -largest;
  if (value.kind === "array") return value.items.every(isSmall);
  return value.kind !== "data" || value.fields.every(isSmall);
}

function plain([name, value]: readonly [string, Value]): readonly [string, string] {
  return [name, JSON.stringify(value, (_, part) => (typeof part === "bigint" ? `${part}n` : part))];
}
