/** Takes what may be believed of callees; gives what proving a function goes by: theory, limits, services. */
import type { Knowledge } from "../calculus/index.js";
import type { LogicalFunction } from "../ir/index.js";
import type { Budget, Limits, ProveServices } from "../prove/index.js";
import { defaultRlimit, type Theory } from "../smt/index.js";
import type { Bench } from "./program.js";
import { proverBuild } from "./version.js";

/** Resource units for all queries of one function, in multiples of the limit of one. */
const queriesInFull = 10;

export interface Setting {
  readonly theory: Theory;
  readonly limits: Limits;
  readonly proving: ProveServices;
}

/** Of what is asked beside: nothing rests on it, and what is not found early is mostly not found. */
const asideShare = 0.1;

/** `share` is the part of the limit that the obligations have. */
export function settingOf(
  known: Knowledge,
  { loaded: { program }, request, services, answers, own, shown }: Bench,
  share = 1,
): Setting {
  const limit = Math.max(1, Math.round(defaultRlimit * request.limit));
  const part = (of: number): Budget => {
    const query = Math.ceil(limit * of);
    return { query, total: query * queriesInFull };
  };
  return {
    theory: { types: program.types, logical: admitted(program.logical, known) },
    limits: { ...part(share), aside: part(asideShare) },
    proving: { solver: services.solver, bank: answers, build: proverBuild(), own, shown },
  };
}

/**
 * Soundness: only functions proved total with their callees are known by their bodies; others are bare symbols. What was
 * made of a fold is total by construction, whatever the symbols in it mean.
 */
function admitted(
  logical: ReadonlyMap<string, LogicalFunction>,
  known: Knowledge,
): ReadonlyMap<string, LogicalFunction> {
  return new Map([...logical].filter(([id, f]) => f.lifted !== undefined || known(id).logical));
}
