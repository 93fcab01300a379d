/**
 * Takes inputs of one search; runs those that were not tried yet, a few at a time, and judges each run. What leaves the
 * safe integers or rests on exact reals counts as broken only where exact arithmetic breaks it, too.
 */
import { type FunctionIR, inCase, type Value } from "../ir/index.js";
import { asRun, interpret, showValue } from "../semantics/index.js";
import { isInput } from "./inputs.js";
import { judge } from "./judge.js";
import type { Judgement, Refuted } from "./judgement.js";
import type { JudgedProgram, JudgeOptions } from "./judging.js";
import type { Observation, Replayer, Run } from "./replayer.js";
import { size } from "./shrink.js";

export const defaultSeed = 20_240_229;

/** What a smaller model may hold: array lengths and absolute values up to these. */
export interface ModelBounds {
  readonly length: number;
  readonly magnitude: number;
}

export interface RefuteRequest {
  readonly fn: FunctionIR;
  readonly program: JudgedProgram;
  readonly replayer: Replayer;
  /** Values of the parameters, in order, as decoded from models or remembered. */
  readonly candidates: readonly (readonly Value[])[];
  /** Asks the solver again under bounds. */
  readonly smaller?: (bounds: ModelBounds) => Promise<readonly Value[] | undefined>;
  /** Try inputs of our own where no candidate refutes: a model may start inside a loop, or there is none. */
  readonly fuzz: boolean;
  /** Of our own inputs, the small ones only. */
  readonly brief?: boolean;
  /** What earlier searches of the same function tried is not run again; what this one tries is added. */
  readonly tried?: TriedInputs;
  readonly seed?: number;
  /** Random inputs to run at most, and no more small ones than that. */
  readonly runs?: number;
  /** See `JudgeOptions`. */
  readonly overflowBreaks?: boolean;
  /** Nobody wrote a contract: say of each thing that is broken what the function evidently asks of its callers. */
  readonly evident?: boolean;
}

export interface Judged {
  readonly args: readonly Value[];
  readonly run: Run;
  readonly judgement: Judgement;
  /** Of a run that broke something: what others saw is of no more use, and endless ones saw much. */
  readonly observation: Observation | undefined;
}

/** Inputs by their text, with what their runs showed. */
export type TriedInputs = Map<string, Judged>;

export function triedInputs(): TriedInputs {
  return new Map();
}

export interface Search {
  readonly request: RefuteRequest;
  readonly options: JudgeOptions;
  readonly tried: TriedInputs;
}

export type Inputs = readonly (readonly Value[])[];

/** Runs whose observations are held at once: a run without an end may have seen megabytes. */
const partSize = 20;
/** Of the first runs of a function, any may take seconds. */
const firstPart = 5;

/** What runs without an end may cost, after which a search is given up: more of them say nothing new. */
export const mostEndless = 24;

/** One that fuel did not stop has taken seconds. */
const costOfEndless = { fuel: 1, stack: 1, memory: 1, time: 8 } as const;

function partAfter(tried: TriedInputs): number {
  if (tried.size === 0) return firstPart;
  const slow = [...tried.values()].some(({ judgement }) => judgement.kind === "exhausted" && judgement.what === "time");
  return slow ? 1 : partSize;
}

function endlessOf(judged: Iterable<Judged>): number {
  let cost = 0;
  for (const { judgement } of judged) if (judgement.kind === "exhausted") cost += costOfEndless[judgement.what];
  return cost;
}

/** Runs and judges the inputs that were not tried yet. */
export async function attempt(
  inputs: Inputs,
  { request, options, tried }: Search,
  endless = Number.POSITIVE_INFINITY,
): Promise<readonly Judged[]> {
  const { fn, program, replayer } = request;
  const { executable } = fn;
  if (executable === undefined) return [];
  const fresh = new Map<string, Run>();
  for (const given of inputs.map((values) => values.map(asRun))) {
    if (given.length !== fn.contract.parameters.length) continue;
    const key = keyOf(given, request);
    if (!tried.has(key)) fresh.set(key, { executable, args: given, types: program.types });
    for (const { shared } of fn.cases ?? []) {
      const args = merged(given, shared);
      const inIt = keyOf(args, request, shared);
      if (tried.has(inIt) || (args !== given && !isInput(fn, args, program))) continue;
      fresh.set(inIt, { executable, args, types: program.types, shared });
    }
  }
  const entries = [...fresh];
  const all: Judged[] = [];
  let from = 0;
  while (from < entries.length && endlessOf(tried.values()) < endless) {
    const part = entries.slice(from, from + partAfter(tried));
    from += part.length;
    const observations = await replayer.run(part.map(([, run]) => run));
    for (const [i, [key, run]] of part.entries()) {
      const observation = observations[i] ?? { kind: "failed", reason: "the run has no result" };
      const judgement = exactly(judge(observation, executable, fn, program, options), run, observation, request);
      const kept = judgement.kind === "refuted" ? observation : undefined;
      const judged: Judged = { args: run.args, run, judgement, observation: kept };
      tried.set(key, judged);
      all.push(judged);
    }
  }
  return all;
}

type Shared = NonNullable<Run["shared"]>;

export function keyOf(args: readonly Value[], { program }: RefuteRequest, shared: Shared = []): string {
  const text = args.map((arg) => `${arg.kind} ${showValue(arg, program.types)}`).join(", ");
  return [text, ...shared.map((pair) => pair.join("="))].join(" ");
}

/** The arguments where some are one object. */
export function merged(args: readonly Value[], shared: Shared): readonly Value[] {
  return args.map((arg, i) => args[shared.find(([, other]) => other === i)?.[0] ?? i] ?? arg);
}

/**
 * A run whose fault may be rounding alone is no refutation: where the author marked reals, or integers left the safe
 * ones under `warn` (ANNOTATIONS, "Numbers and values"), the same input must break in exact arithmetic too.
 */
function exactly(
  judgement: Judgement,
  { args, shared }: Run,
  observation: Observation,
  request: RefuteRequest,
): Judgement {
  const { program } = request;
  const own = request.fn.cases?.find((c) => c.shared === shared);
  const fn = own === undefined ? request.fn : inCase(request.fn, own);
  if (judgement.kind !== "refuted" || judgement.code === "overflow.refuted") return judgement;
  const rounded = fn.usesReals && !fn.roundingUnmarked;
  if (!rounded && !overflowed(observation, fn)) return judgement;
  const exact = interpret(fn, args, program);
  if (exact.kind === "broken") return judgement;
  if (exact.kind === "returned" || exact.kind === "threw") {
    const text = rounded ? "rounding is ignored" : "integers stay within ±(2^53 − 1)";
    return { kind: "assumption can fail", text, span: judgement.span };
  }
  return { kind: "unknown", why: "whether rounding alone is at fault cannot be told" };
}

function overflowed(observation: Observation, fn: FunctionIR): boolean {
  if (observation.kind !== "ran") return false;
  return observation.events.some(({ site }) => fn.executable?.sites[site]?.kind === "overflow");
}

export function faultOf({ code, clause, span }: Refuted): string {
  return `${code} ${(clause?.span ?? span).start}`;
}

export function total(args: readonly Value[]): number {
  return args.reduce((sum, arg) => sum + size(arg), 0);
}
