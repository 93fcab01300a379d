/**
 * Takes a function and candidate inputs; gives the runs that refute it, each shrunk to the simplest input found that
 * breaks the same thing in the same place. Candidates come from models, then small inputs are tried, then smaller models
 * are asked for, then seeded random inputs are tried. Nothing is said but by a run that was judged.
 */
import { type FunctionIR, inCase, type Value } from "../ir/index.js";
import { asRun, interpret, showValue } from "../semantics/index.js";
import { evidentRequirement, restsOnReceiver } from "./evident.js";
import { isInput, randomInputs, smallInputs, withOtherFunctions } from "./inputs.js";
import { judge } from "./judge.js";
import type { Judgement, Refuted } from "./judgement.js";
import type { JudgedProgram, JudgeOptions } from "./judging.js";
import { callText, pasteText, sharedCallText } from "./outcome-text.js";
import { type PathStep, pathOf } from "./path.js";
import type { Observation, Replayer, Run } from "./replayer.js";
import { holdsNaN, simplerArguments, size } from "./shrink.js";

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

/** A confirmed counterexample. */
export interface Found {
  readonly judgement: Refuted;
  readonly args: readonly Value[];
  /** Names and pasteable texts of the arguments. */
  readonly arguments: readonly { readonly name: string; readonly text: string }[];
  readonly call: string;
  /** The call as statements, where it cannot be pasted as it is. */
  readonly paste: string | undefined;
  readonly outcome: string;
  readonly run: Run;
  readonly observation: Observation;
  /** No input without a NaN was found that breaks it. */
  readonly onlyNaN?: true;
  /** Where the run came by, and what changed there. */
  readonly path: readonly PathStep[];
  /** What holds of the inputs on which it is not broken, and of none on which it is; see `evident.ts`. */
  readonly evident?: string;
}

export type Refutation =
  /** One for each thing that is broken, the first found first. */
  | { readonly kind: "refuted"; readonly found: readonly [Found, ...Found[]] }
  /** `notes` says what kept runs from deciding: at most one of a kind. */
  | { readonly kind: "not refuted"; readonly tried: number; readonly notes: readonly Judgement[] }
  | { readonly kind: "not run"; readonly why: string };

const defaultSeed = 20_240_229;

interface Judged {
  readonly args: readonly Value[];
  readonly run: Run;
  readonly judgement: Judgement;
  /** Of a run that broke something: what others saw is of no more use, and endless ones saw much. */
  readonly observation: Observation | undefined;
}

/** Nodes of clauses evaluated in one search: a second or two. What comes after decides nothing. */
const fuelOfSearch = 5_000_000;

/** Inputs by their text, with what their runs showed. */
export type TriedInputs = Map<string, Judged>;

export function triedInputs(): TriedInputs {
  return new Map();
}

interface Search {
  readonly request: RefuteRequest;
  readonly options: JudgeOptions;
  readonly tried: TriedInputs;
}

export async function refute(request: RefuteRequest): Promise<Refutation> {
  const { overflowBreaks } = request;
  return search(request, overflowBreaks === undefined ? {} : { overflowBreaks });
}

/** As `refute`, with a say in what counts as false. */
export async function search(request: RefuteRequest, options: JudgeOptions): Promise<Refutation> {
  const { fn } = request;
  if (fn.executable === undefined) return { kind: "not run", why: fn.notRunnable ?? "it cannot be run" };
  const tried = request.tried ?? triedInputs();
  const state: Search = { request, options: { meter: { left: fuelOfSearch }, ...options }, tried };
  for (const inputs of sources(request)) {
    const broken = breaking(await attempt(await inputs(), state, mostEndless), fn);
    if (broken.size === 0) continue;
    const found = await simplest([...broken.values()], state);
    return { kind: "refuted", found: request.evident === true ? await withEvident(found, state) : found };
  }
  return { kind: "not refuted", tried: state.tried.size, notes: notesOf([...state.tried.values()]) };
}

const spread = { small: 100, random: 150 };

/** With enough runs of all kinds that what parts those that broke from the others can be seen. */
async function withEvident(
  [first, ...others]: readonly [Found, ...Found[]],
  state: Search,
): Promise<readonly [Found, ...Found[]]> {
  const { fn, program, candidates, seed = defaultSeed } = state.request;
  await attempt(smallInputs(fn, program, spread.small), state, mostEndless);
  await attempt(randomInputs(fn, program, candidates, seed, spread.random), state, mostEndless);
  const known = new Set([first, ...others].map(({ judgement }) => faultOf(judgement)));
  // What the first inputs broke may have hidden what only these break.
  const more = [...breaking([...state.tried.values()], fn)].filter(([fault]) => !known.has(fault));
  const rest = [...others];
  for (const [, entry] of more.slice(0, mostFaults - known.size)) rest.push(await shrunk(entry, state));
  const judged = [...state.tried.values()].filter(({ run }) => run.shared === undefined);
  const told = (found: Found): Found => {
    const tried = judged.flatMap(({ args, judgement }) => {
      if (judgement.kind === "no") return [{ args, broke: false }];
      const same = judgement.kind === "refuted" && faultOf(judgement) === faultOf(found.judgement);
      return same ? [{ args, broke: true }] : [];
    });
    const everything = judged.map(({ args, judgement }) => ({
      args,
      broke: judgement.kind === "refuted" && faultOf(judgement) === faultOf(found.judgement),
    }));
    const asked = evidentRequirement(fn, tried, program.types) ?? refusalOf(found, judged);
    const evident = asked ?? (restsOnReceiver(fn, everything) ? "an object as its class makes them" : undefined);
    return evident === undefined ? found : { ...found, evident };
  };
  return [told(first), ...rest.map(told)];
}

/** A `throw` is what its author wrote for inputs that are not wanted, where other inputs are. */
function refusalOf({ judgement }: Found, judged: readonly Judged[]): string | undefined {
  const others = judged.some(
    (one) => one.judgement.kind !== "refuted" || faultOf(one.judgement) !== faultOf(judgement),
  );
  return judgement.code === "throw.undeclared" && others ? "what keeps it from its own `throw`" : undefined;
}

type Inputs = readonly (readonly Value[])[];

/** Where inputs come from, each asked only if those before it refuted nothing. */
function sources(request: RefuteRequest): readonly (() => Inputs | Promise<Inputs>)[] {
  const { fn, program, candidates, smaller, fuzz, brief = false, seed, runs } = request;
  const own = fn.contract.parameters.length === 0 ? [[]] : [];
  const given = [() => [...candidates, ...withOtherFunctions(candidates), ...own]];
  const bounded = [2, 5, 20].map((bound) => async () => {
    const found = await smaller?.({ length: bound, magnitude: bound * bound });
    return found === undefined ? [] : [found, ...withOtherFunctions([found])];
  });
  // A run costs far less than a question, and what it finds is shrunk alike.
  const small = () => smallInputs(fn, program, Math.min(150, runs ?? 150));
  const random = () => randomInputs(fn, program, candidates, seed ?? defaultSeed, runs ?? 600);
  const asked = smaller === undefined ? [] : bounded;
  if (!fuzz) return [...given, ...asked];
  return brief ? [...given, small] : [...given, small, ...asked, random];
}

/** Runs whose observations are held at once: a run without an end may have seen megabytes. */
const partSize = 20;
/** Of the first runs of a function, any may take seconds. */
const firstPart = 5;

/** What runs without an end may cost, after which a search is given up: more of them say nothing new. */
const mostEndless = 24;

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
async function attempt(
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

function keyOf(args: readonly Value[], { program }: RefuteRequest, shared: Shared = []): string {
  const text = args.map((arg) => `${arg.kind} ${showValue(arg, program.types)}`).join(", ");
  return [text, ...shared.map((pair) => pair.join("="))].join(" ");
}

/** The arguments where some are one object. */
function merged(args: readonly Value[], shared: Shared): readonly Value[] {
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

/** What each thing that broke was broken by, the simplest input of each. Faults of other functions are not counted. */
function breaking(judged: readonly Judged[], fn: FunctionIR): ReadonlyMap<string, Judged> {
  const found = new Map<string, Judged>();
  for (const entry of judged) {
    if (entry.judgement.kind !== "refuted" || entry.judgement.blame !== fn.id) continue;
    const key = faultOf(entry.judgement);
    const known = found.get(key);
    if (known === undefined || total(entry.args) < total(known.args)) found.set(key, entry);
  }
  return found;
}

function faultOf({ code, clause, span }: Refuted): string {
  return `${code} ${(clause?.span ?? span).start}`;
}

function total(args: readonly Value[]): number {
  return args.reduce((sum, arg) => sum + size(arg), 0);
}

const mostFaults = 4;
const mostRounds = 30;

async function simplest(broken: readonly Judged[], state: Search): Promise<readonly [Found, ...Found[]]> {
  const found: Found[] = [];
  // A clause that is false says more than one that has no value.
  const isFalse = ({ judgement }: Judged): boolean =>
    judgement.kind !== "refuted" || judgement.code !== "clause.defined.refuted";
  const ordered = [...broken.filter(isFalse), ...broken.filter((entry) => !isFalse(entry))];
  for (const entry of ordered.slice(0, mostFaults)) found.push(await shrunk(entry, state));
  const [first, ...rest] = found;
  if (first === undefined) throw new Error("nothing is broken");
  return [first, ...rest];
}

/** A number that is none breaks almost any comparison: where a call with others breaks the same, that one is told. */
async function shrunk(start: Judged, state: Search): Promise<Found> {
  const best = await smallest(start, state);
  if (!holdsNaN(best.args)) return foundOf(best, state.request);
  const instead = await breaksWithout(best, state);
  if (instead !== undefined) return foundOf(await smallest(instead, state), state.request);
  return { ...(await foundOf(best, state.request)), onlyNaN: true };
}

const spreadOfNumbers = 200;

async function breaksWithout({ judgement }: Judged, state: Search): Promise<Judged | undefined> {
  const { fn, program, seed = defaultSeed } = state.request;
  if (judgement.kind !== "refuted") return undefined;
  const others = [
    ...smallInputs(fn, program, spreadOfNumbers),
    ...randomInputs(fn, program, [], seed, spreadOfNumbers),
  ].filter((args) => !holdsNaN(args));
  const fault = faultOf(judgement);
  const breaks = (one: Judged): boolean =>
    one.judgement.kind === "refuted" && one.judgement.blame === judgement.blame && faultOf(one.judgement) === fault;
  return [...known(others, state), ...(await attempt(others, state, mostEndless))]
    .filter(breaks)
    .sort((a, b) => total(a.args) - total(b.args))[0];
}

async function smallest(start: Judged, state: Search): Promise<Judged> {
  const { fn, program } = state.request;
  let best = start;
  for (let round = 0; round < mostRounds; round++) {
    const inner = best.judgement.kind === "refuted" ? [best.judgement.args] : [];
    const { shared = [] } = best.run;
    const simpler = [
      ...inner,
      ...simplerArguments(best.args, program.types, 40).map((args) => merged(args, shared)),
    ].filter((args) => total(args) < total(best.args) && isInput(fn, args, program));
    const next = better(best, [...known(simpler, state), ...(await attempt(simpler, state))]);
    if (next === undefined) break;
    best = next;
  }
  return best;
}

function known(inputs: Inputs, { request, tried }: Search): readonly Judged[] {
  const ways = [[], ...(request.fn.cases ?? []).map(({ shared }) => shared)];
  return inputs.flatMap((given) =>
    ways.flatMap((shared) => tried.get(keyOf(merged(given.map(asRun), shared), request, shared)) ?? []),
  );
}

/** The simplest that breaks the same thing. */
function better(best: Judged, judged: readonly Judged[]): Judged | undefined {
  const { judgement } = best;
  if (judgement.kind !== "refuted") return undefined;
  const same = judged.filter(
    (entry) =>
      entry.judgement.kind === "refuted" &&
      entry.judgement.blame === judgement.blame &&
      faultOf(entry.judgement) === faultOf(judgement) &&
      total(entry.args) < total(best.args),
  );
  return same.sort((a, b) => total(a.args) - total(b.args))[0];
}

async function foundOf(
  { args, run, observation, judgement }: Judged,
  { fn, program, replayer }: RefuteRequest,
): Promise<Found> {
  if (judgement.kind !== "refuted" || observation === undefined)
    throw new Error("only a refuting run is a counterexample");
  const [followed] = await replayer.run([{ ...run, follow: true }]);
  const path = followed === undefined ? [] : pathOf(run.executable, followed, observation, judgement);
  const told = judge(observation, run.executable, fn, program, { explain: true });
  const why = told.kind === "refuted" ? told.because : undefined;
  const call = sharedCallText(fn, args, run.shared ?? [], program.types);
  const message = judgement.message.replace(callText(fn, args, program.types), () => call);
  return {
    judgement: { ...judgement, message, ...(why === undefined ? {} : { because: why }) },
    args,
    arguments: fn.contract.parameters.map(({ name }, i) => {
      const arg = args[i];
      return { name, text: arg === undefined ? "undefined" : showValue(arg, program.types) };
    }),
    call,
    paste: pasteText(fn, args, run.shared ?? [], program.types),
    outcome: judgement.outcome,
    run,
    observation,
    path,
  };
}

function notesOf(judged: readonly Judged[]): readonly Judgement[] {
  const notes = new Map<string, Judgement>();
  for (const { judgement } of judged) {
    if (judgement.kind === "no" || judgement.kind === "not an input") continue;
    if (!notes.has(judgement.kind)) notes.set(judgement.kind, judgement);
  }
  return [...notes.values()];
}
