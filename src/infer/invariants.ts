/**
 * Takes a function whose loops are not proved; gives it with invariants and measures that are: candidates stage by stage,
 * thinned by runs, then filtered by proof until those that are left keep each other, and reduced to what is needed.
 * Soundness: nothing is believed of what is found here; the function that it gives is proved like one that was written so.
 */
import type { Clause, FunctionIR } from "../ir/index.js";
import { stages } from "./candidates/index.js";
import { candidatesOf } from "./candidates-of.js";
import {
  type Desk,
  type Found,
  type InferenceRequest,
  isEmpty,
  isSpent,
  joined,
  withInvariants,
  without,
} from "./desk.js";
import { filtered, isClosed, standingAlone } from "./houdini.js";
import { loopsOf } from "./loop-context.js";
import { notable, withMeasuresOf } from "./loop-variants.js";
import { alternativesOf, isMeasured } from "./measured.js";
import type { MeasureVariant } from "./measures.js";
import { minimised } from "./minimised.js";
import { traces } from "./traces.js";

export interface Inferred {
  readonly fn: FunctionIR;
  /** All is proved with what was found. */
  readonly closed: boolean;
  /** What was added; where all is proved, no more than is needed. */
  readonly invariants: readonly Clause[];
  /** Of loops whose guard does not suggest them at once. */
  readonly measures: readonly MeasureVariant[];
  readonly spent: number;
}

/** Of the limit of a query, what a candidate may cost at first and then: what can be shown, mostly can for little. */
const quickShare = 0.1;
const usualShare = 0.3;
/** So many dropped candidates are tried again at once: later stages might add what leads the solver astray. */
const few = 16;

/** All stages at little cost; then, of what was dropped, each stage again at more. */
export async function inferInvariants(request: InferenceRequest): Promise<Inferred> {
  const { fn, program, inputs, budget } = request;
  const desk: Desk = { ...request, spent: 0, measures: new Map() };
  const places = loopsOf(fn, program);
  const states = traces(fn, inputs, program);
  const alternatives = alternativesOf(places, states, desk);
  let found: Found = new Map();
  let alone: Found = new Map();
  let tried: Found | undefined;
  let triedFor = 0;
  const settled = async (candidates: Found, query: number): Promise<Found | undefined> => {
    if (!isEmpty(candidates)) found = await filtered(found, candidates, query, desk);
    const isShown = async (by: Found): Promise<boolean> =>
      (await isClosed(by, query, desk)) && (await isMeasured(by, alternatives, query, desk));
    const isNews = tried === undefined || sizeOf(tried) !== sizeOf(found) || query > triedFor;
    [tried, triedFor] = [found, query];
    if (isNews && (await isShown(found))) return minimised(found, desk);
    const lone = await standingAlone(without(candidates, found), query, desk);
    if (isEmpty(lone)) return undefined;
    found = joined(found, lone);
    alone = joined(alone, lone);
    return (await isShown(alone)) ? minimised(alone, desk) : undefined;
  };
  const settledIfFew = async (candidates: Found, query: number): Promise<Found | undefined> => {
    const size = sizeOf(candidates);
    return size > 0 && size <= few && !isSpent(desk) ? settled(candidates, query) : undefined;
  };
  const quick = Math.ceil(budget.query * quickShare);
  const usual = Math.ceil(budget.query * usualShare);
  let guessed: Found = new Map();
  let dropped: Found[] = [];
  for (const stage of request.stages ?? stages) {
    const fresh = candidatesOf(stage, places, states, guessed, desk);
    request.told?.(`${stage.name}: ${[...fresh].map(([label, list]) => `${label} ${list.length}`).join(", ")}`);
    guessed = joined(guessed, fresh);
    if (isEmpty(fresh) && dropped.length > 0) continue;
    const needed = (await settled(fresh, quick)) ?? (await settledIfFew(without(fresh, found), usual));
    if (needed !== undefined) return resultOf(needed, true, desk);
    dropped.push(without(fresh, found));
    if (isSpent(desk)) break;
  }
  for (const query of [usual, budget.query]) {
    const open: Found[] = [];
    for (const candidates of dropped) {
      if (isSpent(desk)) break;
      if (isEmpty(candidates)) continue;
      request.told?.(`again, for ${query} units`);
      const needed = await settled(candidates, query);
      if (needed !== undefined) return resultOf(needed, true, desk);
      open.push(without(candidates, found));
    }
    dropped = open;
  }
  return resultOf(found, false, desk);
}

function sizeOf(found: Found): number {
  return [...found.values()].flat().length;
}

function resultOf(found: Found, closed: boolean, { fn, program, spent, measures }: Desk): Inferred {
  return {
    fn: withMeasuresOf(withInvariants(fn, found), measures),
    closed,
    invariants: [...found.values()].flat(),
    measures: notable(fn, measures, program),
    spent,
  };
}
