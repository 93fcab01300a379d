/**
 * Takes a function and candidate inputs; gives the runs that refute it, each shrunk to the simplest input found that
 * breaks the same thing in the same place. Candidates come from models, then small inputs are tried, then smaller models
 * are asked for, then seeded random inputs are tried. Nothing is said but by a run that was judged.
 */
import type { FunctionIR } from "../ir/index.js";
import { theoryAsDoubles } from "../semantics/index.js";
import {
  attempt,
  defaultSeed,
  faultOf,
  type Inputs,
  type Judged,
  mostEndless,
  type RefuteRequest,
  type Search,
  total,
  triedInputs,
} from "./attempts.js";
import { evidentRequirement, restsOnReceiver } from "./evident.js";
import { asDoubleEnvironment, inDoubles } from "./in-doubles.js";
import { randomInputs, smallInputs, withOtherFunctions } from "./inputs.js";
import type { Judgement } from "./judgement.js";
import type { JudgeOptions } from "./judging.js";
import { type Found, mostFaults, shrunk, simplest } from "./simplest.js";

export type Refutation =
  /** One for each thing that is broken, the first found first. */
  | { readonly kind: "refuted"; readonly found: readonly [Found, ...Found[]] }
  /** `notes` says what kept runs from deciding: at most one of a kind. */
  | { readonly kind: "not refuted"; readonly tried: number; readonly notes: readonly Judgement[] }
  | { readonly kind: "not run"; readonly why: string };

/** Nodes of clauses evaluated in one search: a second or two. What comes after decides nothing. */
const fuelOfSearch = 5_000_000;

export async function refute(request: RefuteRequest): Promise<Refutation> {
  const { fn, program, overflowBreaks } = request;
  const given = overflowBreaks === undefined ? {} : { overflowBreaks };
  if (!fn.roundingUnmarked) return search(request, given);
  const theory = theoryAsDoubles(program);
  const alsoFalse: JudgeOptions["alsoFalse"] = (term, environment) =>
    inDoubles(term, asDoubleEnvironment(environment), theory) !== true;
  return search(request, { ...given, alsoFalse });
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

function notesOf(judged: readonly Judged[]): readonly Judgement[] {
  const notes = new Map<string, Judgement>();
  for (const { judgement } of judged) {
    if (judgement.kind === "no" || judgement.kind === "not an input") continue;
    if (!notes.has(judgement.kind)) notes.set(judgement.kind, judgement);
  }
  return [...notes.values()];
}
