/**
 * Takes queries; gives their answers, from the bank where it knows them, else from the solver, and puts new ones there.
 * What may be believed (DESIGN, "Obligations and Z3"): `proved` holds for every limit; `gaveUp` at limits not larger than
 * its own; a model is a claim that later stages run. Answers from a safety net are never stored.
 * Soundness: the key is the query's own text (its SHA-256) with the encoder and solver that answered; names of the source
 * are not in it, so that a stored model is kept by canonical names and read back through the query's side table.
 */

import type { Store } from "../bank/index.js";
import { stableHash } from "../base/index.js";
import type { Value } from "../ir/index.js";
import type { Answer, Effort, GaveUp, Query, Solver } from "../smt/index.js";
import { fromTaggedJson, toTaggedJson } from "./tagged-json.js";
import type { Shown } from "./weakening.js";

export interface ProveServices {
  readonly solver: Solver;
  readonly bank: Store | undefined;
  /** Names the encoder, solver build and options: part of every key. */
  readonly build: string;
  /** Keys that this run has put: what is found there is no work of an earlier one. */
  readonly own: Set<string>;
  /** What is proved already of the function under way. */
  readonly shown: Shown;
}

export interface Given {
  readonly answer: Answer;
  readonly fromBank: boolean;
}

/** The bank's answer, where it has one that may be believed at this effort. */
export function recall(query: Query, effort: Effort, services: ProveServices): Given | undefined {
  if (services.bank?.isBlank?.() === true) return undefined;
  const key = keyOf(query, effort, services);
  const text = services.bank?.get("obligation", key);
  const stored = text === undefined ? undefined : fromTaggedJson(text);
  const answer = isStored(stored) ? believed(stored, query, effort) : undefined;
  return answer === undefined ? undefined : { answer, fromBank: !services.own.has(key) };
}

/** The bank's answer, else the solver's. */
export async function answer(query: Query, effort: Effort, services: ProveServices): Promise<Given> {
  const known = recall(query, effort, services);
  if (known !== undefined) return known;
  const fresh = await services.solver.ask(query, effort);
  remember(query, effort, fresh, services);
  return { answer: fresh, fromBank: false };
}

export function remember(query: Query, effort: Effort, given: Answer, services: ProveServices): void {
  const stored = storedForm(query, effort, given);
  if (stored === undefined) return;
  const key = keyOf(query, effort, services);
  services.own.add(key);
  services.bank?.put("obligation", key, toTaggedJson(stored), given.used);
}

/** Whether a model is wanted is part of the key: "satisfiable" without a model is no answer to who wants one. */
function keyOf(query: Query, effort: Effort, services: ProveServices): string {
  return stableHash({ query: query.hash, model: effort.model, build: services.build });
}

type Stored =
  | { readonly answer: "proved"; readonly core?: readonly number[] }
  | { readonly answer: "model"; readonly model: ReadonlyMap<string, Value> }
  | { readonly answer: "gaveUp"; readonly reason: GaveUp; readonly detail: string; readonly limit: number };

function storedForm(query: Query, effort: Effort, given: Answer): Stored | undefined {
  switch (given.kind) {
    case "proved":
      return { answer: "proved", ...(given.core && { core: given.core }) };
    case "model":
      return { answer: "model", model: canonical(query, given.model) };
    case "gaveUp":
      if (given.reason === "resources") return undefined;
      return { answer: "gaveUp", reason: given.reason, detail: given.detail, limit: effort.rlimit };
  }
}

function believed(stored: Stored, query: Query, effort: Effort): Answer | undefined {
  switch (stored.answer) {
    case "proved":
      return { kind: "proved", used: 0, ...(stored.core && { core: stored.core }) };
    case "model":
      return { kind: "model", model: sourced(query, stored.model), used: 0 };
    case "gaveUp":
      // More effort may find more, so that only an equal or smaller one is settled by this.
      if (effort.rlimit > stored.limit) return undefined;
      return { kind: "gaveUp", reason: stored.reason, detail: stored.detail, used: 0 };
  }
}

function canonical(query: Query, model: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const entries = [...query.names].flatMap(([name, source]): [string, Value][] => {
    const value = model.get(source);
    return value === undefined ? [] : [[name, value]];
  });
  return new Map(entries);
}

function sourced(query: Query, model: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const entries = [...model].flatMap(([name, value]): [string, Value][] => {
    const source = query.names.get(name);
    return source === undefined ? [] : [[source, value]];
  });
  return new Map(entries);
}

/** The digest and the key vouch for the content; the outer shape is tested so that a stranger's text is dropped. */
function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null || !("answer" in value)) return false;
  switch (value.answer) {
    case "proved":
      return !("core" in value) || (Array.isArray(value.core) && value.core.every(Number.isSafeInteger));
    case "model":
      return "model" in value && value.model instanceof Map;
    case "gaveUp":
      return "limit" in value && typeof value.limit === "number" && "reason" in value && "detail" in value;
    default:
      return false;
  }
}
