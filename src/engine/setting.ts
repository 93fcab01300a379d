/** Takes what may be believed of callees; gives what proving a function goes by: theory, limits, services. */
import type { Knowledge } from "../calculus/index.js";
import type { LogicalFunction } from "../ir/index.js";
import type { Limits, ProveServices } from "../prove/index.js";
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

export function settingOf(known: Knowledge, { loaded: { program }, request, services, answers, own }: Bench): Setting {
  const limit = Math.max(1, Math.round(defaultRlimit * request.limit));
  return {
    theory: { types: program.types, logical: admitted(program.logical, known) },
    limits: { query: limit, total: limit * queriesInFull },
    proving: { solver: services.solver, bank: answers, build: proverBuild(), own },
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
