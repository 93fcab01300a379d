/**
 * Takes a function and inputs; gives what runs of the reference interpreter come to on them: those that keep everything
 * and those that break something. What a run cannot decide, and what is a callee's fault, is left out.
 */
import type { FunctionIR, Program, Value, Variant } from "../../ir/index.js";
import { type BrokenKind, type Interpreted, interpret } from "../../semantics/index.js";
import { withLoops } from "../rewritten-loops.js";

export interface EntryRun {
  readonly values: ReadonlyMap<string, Value>;
  /** What it breaks, or that it did not end; undefined where it keeps its contract. */
  readonly broke: BrokenKind | "endless" | undefined;
  /** Rounds that its loops came to. */
  readonly rounds: number;
  readonly result: Value | undefined;
}

export interface EntryRuns {
  readonly passing: readonly EntryRun[];
  readonly failing: readonly EntryRun[];
}

const fuel = 3_000;
const mostEndless = 24;
// Two calls a call, as of Fibonacci, are thousands at 16.
const largest = 8n;
const most = { passing: 160, failing: 80 };

/** `endless`: not coming to an end counts as broken. */
export function entryRuns(
  fn: FunctionIR,
  inputs: readonly (readonly Value[])[],
  program: Program,
  options: { readonly endless: boolean },
): EntryRuns {
  const passing: EntryRun[] = [];
  const failing: EntryRun[] = [];
  const run = withoutGuesses(fn);
  const runnable = { ...program, functions: new Map(program.functions).set(fn.id, run) };
  let endless = 0;
  for (const args of inputs) {
    if (endless >= mostEndless) break;
    let heads = 0;
    const labels = new Set<string>();
    const onHead = (label: string): void => {
      heads += 1;
      labels.add(label);
    };
    const interpreted = interpret(run, args, runnable, { fuel, onHead });
    const isEndless = interpreted.kind === "exhausted";
    if (isEndless) endless += 1;
    const endlessly = options.endless && args.every(isSmall) ? "endless" : "other";
    const broke = isEndless ? endlessly : brokenBy(interpreted, fn);
    if (broke === "other") continue;
    const list = broke === undefined ? passing : failing;
    if (list.length >= (broke === undefined ? most.passing : most.failing)) continue;
    const values = new Map(fn.contract.parameters.flatMap(({ name }, i) => pair(name, args[i])));
    const result = interpreted.kind === "returned" ? interpreted.value : undefined;
    list.push({ values, broke, rounds: heads - labels.size, result });
  }
  return { passing, failing };
}

/** A measure that nobody wrote is nothing that a run could break. */
function withoutGuesses(fn: FunctionIR): FunctionIR {
  const { contract, body } = fn;
  const isGuess = (variant: Variant | undefined): boolean => variant?.kind === "measure" && variant.inferred;
  const variant = isGuess(contract.variant) ? undefined : contract.variant;
  const written =
    body &&
    withLoops(body, ({ variant: own, ...loop }) => ({
      ...loop,
      ...(own === undefined || isGuess(own) ? {} : { variant: own }),
    }));
  return { ...fn, contract: { ...contract, variant }, body: written };
}

/** A run on larger numbers may be long and still end. */
function isSmall(value: Value): boolean {
  if (value.kind === "int" || value.kind === "bigint") return value.value <= largest && value.value >= -largest;
  return value.kind !== "array" || value.items.every(isSmall);
}

function pair(name: string, value: Value | undefined): [string, Value][] {
  return value === undefined ? [] : [[name, value]];
}

function brokenBy(interpreted: Interpreted, { id }: FunctionIR): BrokenKind | "other" | undefined {
  switch (interpreted.kind) {
    case "returned":
    case "threw":
      return undefined;
    case "broken":
      return interpreted.broken.function === id ? interpreted.broken.what : "other";
    case "refused":
    case "unknown":
    case "exhausted":
      return "other";
  }
}
