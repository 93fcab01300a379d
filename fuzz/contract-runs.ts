/**
 * Takes a function that is said to be verified; runs it on many inputs within its recorded assumptions and gives every way
 * in which a run broke the contract. Functions that rest on exact reals are run over exact rationals by the reference
 * interpreter; others as JavaScript, where a run that leaves the safe integers says nothing of an overflow not shown.
 */
import { judge } from "../src/counterexample/index.js";
import { randomInputs, smallInputs } from "../src/counterexample/inputs.js";
import type { FunctionIR, Program, Value } from "../src/ir/index.js";
import { interpret, showValue } from "../src/semantics/index.js";
import { hostile, random } from "./adversary.js";
import { type Runner, runnerOf } from "./in-process.js";

export type Input = readonly Value[];

export interface Break {
  readonly text: string;
  readonly args: Input;
  /** Some parameters were one object. */
  readonly shared: boolean;
}

export interface Runs {
  /** Inputs on which the contract was judged. */
  readonly judged: number;
  /** Left ±(2^53 - 1) where nothing shows that they do not. */
  readonly discarded: number;
  /** Out of fuel, or a clause without a value. */
  readonly undecided: number;
  /** An assumption or a `requires` is false. */
  readonly outside: number;
  readonly breaks: readonly Break[];
  /** Why the first run ended that did what no printed function may do: of what is verified none does. */
  readonly stopped: string | undefined;
}

const chunk = 500;

/** Inputs within what is recorded and required, the smallest first; fewer where a contract admits few. */
export function* inputsOf(fn: FunctionIR, program: Program, count: number, seed: number): Iterable<Input> {
  yield* smallInputs(fn, program, Math.min(200, count));
  // Where a contract admits few inputs, more sampling finds no more of them.
  for (let round = 0; round * chunk < count * 2; round++) {
    const inputs = randomInputs(fn, program, [], seed + round, Math.min(chunk, count));
    if (inputs.length === 0) return;
    yield* inputs;
  }
}

export interface RunsWanted {
  readonly count: number;
  readonly seed: number;
  /** Breaks after which no further run is made. */
  readonly breaks: number;
  /** Runs without an outcome after which, if they are the most, no further one is made. */
  readonly undecided: number;
}

export function runsOf(fn: FunctionIR, program: Program, inputs: Iterable<Input>, wanted: RunsWanted): Runs {
  const tally = { judged: 0, discarded: 0, undecided: 0, outside: 0 };
  const breaks: Break[] = [];
  let ended: readonly Range[] = [];
  let stopped: string | undefined;
  const one = fn.usesReals ? exactly(fn, program) : asJavaScript(fn, program, random(wanted.seed));
  for (const args of inputs) {
    if (tally.undecided >= manyUndecided && isBeyond(args, ended)) {
      tally.undecided += 1;
      continue;
    }
    const found = one(args);
    if (found.kind === "judged") ended = widened(ended, args);
    if (found.kind === "broken") breaks.push({ text: found.text, args, shared: found.shared });
    else if (found.kind === "stopped") {
      stopped ??= found.text;
      tally.undecided += 1;
    } else tally[found.kind] += 1;
    if (tally.judged >= wanted.count || breaks.length >= wanted.breaks) break;
    // Runs that do not end are long, and say nothing.
    if (tally.undecided > wanted.undecided && tally.undecided > tally.judged) break;
  }
  return { ...tally, breaks, stopped };
}

/** After so many runs without an outcome, what lies beyond all that ended is taken to have none either. */
const manyUndecided = 20;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** The numbers among the arguments, which a loop may count to; of what is no number, nothing. */
function numbersOf(args: Input): readonly (number | undefined)[] {
  return args.map((arg) =>
    arg.kind === "int" || arg.kind === "bigint" || arg.kind === "double" ? Number(arg.value) : undefined,
  );
}

function widened(ranges: readonly Range[], args: Input): readonly Range[] {
  return numbersOf(args).map((n, i) => {
    const { low, high } = ranges[i] ?? { low: 0, high: 0 };
    return n === undefined || Number.isNaN(n) ? { low, high } : { low: Math.min(low, n), high: Math.max(high, n) };
  });
}

function isBeyond(args: Input, ranges: readonly Range[]): boolean {
  return numbersOf(args).some((n, i) => {
    const { low, high } = ranges[i] ?? { low: 0, high: 0 };
    return n !== undefined && (n < low || n > high);
  });
}

type Verdict =
  | { readonly kind: "judged" | "discarded" | "undecided" | "outside" }
  | { readonly kind: "stopped"; readonly text: string }
  | { readonly kind: "broken"; readonly text: string; readonly shared: boolean };

function exactly(fn: FunctionIR, program: Program): (args: readonly Value[]) => Verdict {
  return (args) => {
    const found = interpret(fn, args, program);
    switch (found.kind) {
      case "returned":
        return { kind: "judged" };
      case "threw":
        return { kind: "judged" };
      case "refused":
        return { kind: "outside" };
      case "unknown":
      case "exhausted":
        return { kind: "undecided" };
      case "broken":
        if (found.broken.what === "overflow" && fn.overflow !== "check") return { kind: "discarded" };
        return {
          kind: "broken",
          shared: false,
          text: `${callText(fn, args, program)}: ${found.broken.what} ${found.broken.clause ?? ""}`,
        };
    }
  };
}

function asJavaScript(fn: FunctionIR, program: Program, next: () => number): (args: readonly Value[]) => Verdict {
  const { executable } = fn;
  if (executable === undefined) return () => ({ kind: "undecided" });
  const run: Runner = runnerOf(executable);
  return (args) => {
    const given = hostile(fn, args, program.types, next);
    const observation = run(given);
    if (observation.kind === "failed")
      return { kind: "stopped", text: `${callText(fn, args, program)}: ${observation.reason}` };
    const overflowed = observation.events.some(({ site }) => executable.sites[site]?.kind === "overflow");
    if (overflowed && fn.overflow !== "check") return { kind: "discarded" };
    const judgement = judge(observation, executable, fn, program);
    switch (judgement.kind) {
      case "no":
        return { kind: "judged" };
      case "not an input":
      case "assumption can fail":
        return { kind: "outside" };
      case "exhausted":
      case "unknown":
        return { kind: "undecided" };
      case "refuted":
        // The fault of a callee, whose own contract is refuted: the caller is said to be verified given that.
        if (judgement.blame !== fn.id) return { kind: "undecided" };
        return {
          kind: "broken",
          shared: given.shared.length > 0,
          text: `${callText(fn, args, program)} [${JSON.stringify(given)}]: ${judgement.message}`,
        };
    }
  };
}

function callText(fn: FunctionIR, args: readonly Value[], program: Program): string {
  return `${fn.name}(${args.map((arg) => showValue(arg, program.types)).join(", ")})`;
}
