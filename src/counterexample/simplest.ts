/**
 * Takes a run that broke something; gives the simplest input found that breaks the same thing in the same place, with what
 * is told of it: the call, what came of it, and the path.
 */
import type { Value } from "../ir/index.js";
import { asRun, showValue } from "../semantics/index.js";
import {
  attempt,
  defaultSeed,
  faultOf,
  type Inputs,
  type Judged,
  keyOf,
  merged,
  mostEndless,
  type Search,
  total,
} from "./attempts.js";
import { isInput, randomInputs, smallInputs } from "./inputs.js";
import { judge } from "./judge.js";
import type { Refuted } from "./judgement.js";
import { callText, pasteText, sharedCallText } from "./outcome-text.js";
import { type PathStep, pathOf } from "./path.js";
import type { Observation, Run } from "./replayer.js";
import { holdsNaN, simplerArguments } from "./shrink.js";

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

export const mostFaults = 4;
const mostRounds = 30;

export async function simplest(broken: readonly Judged[], state: Search): Promise<readonly [Found, ...Found[]]> {
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
export async function shrunk(start: Judged, state: Search): Promise<Found> {
  const best = await smallest(start, state);
  if (!holdsNaN(best.args)) return foundOf(best, state);
  const instead = await breaksWithout(best, state);
  if (instead !== undefined) return foundOf(await smallest(instead, state), state);
  return { ...(await foundOf(best, state)), onlyNaN: true };
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
  { request: { fn, program, replayer }, options }: Search,
): Promise<Found> {
  if (judgement.kind !== "refuted" || observation === undefined)
    throw new Error("only a refuting run is a counterexample");
  const [followed] = await replayer.run([{ ...run, follow: true }]);
  const path = followed === undefined ? [] : pathOf(run.executable, followed, observation, judgement);
  const told = judge(observation, run.executable, fn, program, { ...options, explain: true });
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
