/**
 * Takes a function and what may be believed of its callees; gives what an earlier run found out about the same, however
 * the function has moved in its file since. What is kept of a refuted function is run again before it is believed.
 * Soundness: the key holds the function's whole meaning, its own text, what was believed of each callee, and everything
 * of the request that can change an answer. Positions are kept relative to the function; a finding that points outside
 * of it is not kept.
 */
import type { Store } from "../bank/index.js";
import { stableHash } from "../base/index.js";
import type { Knowledge } from "../calculus/index.js";
import type { FunctionIR } from "../ir/index.js";
import { fromTaggedJson, toTaggedJson } from "../prove/index.js";
import type { FoundClause, Problem, Range } from "../report/index.js";
import { positionAt, type SourceFile } from "../source/index.js";
import { verdictOf } from "./conclude.js";
import type { Examination } from "./examine.js";
import { fingerprint, meaningOf } from "./fingerprint.js";
import type { Bench } from "./program.js";
import { buildOf } from "./version.js";
import { stillSo } from "./witness.js";

type Kept = Omit<Examination, "function" | "durable" | "fromBank">;

export interface FunctionMemory {
  recall(): Promise<Examination | undefined>;
  remember(examination: Examination): void;
}

const withoutMemory: FunctionMemory = { recall: async () => undefined, remember: () => undefined };

export function functionMemory(fn: FunctionIR, known: Knowledge, bench: Bench): FunctionMemory {
  const { loaded, request, services } = bench;
  const { bank, replayer } = services;
  const source = loaded.sources.get(fn.extent.file);
  if (bank === undefined || source === undefined) return withoutMemory;
  let identity: string | undefined;
  const key = (suggest: boolean): string => {
    identity ??= identityOf(fn, source, known, bench);
    return stableHash({ identity, suggest });
  };
  /** What was found out where no suggestions were asked for lacks nothing where there is nothing to suggest. */
  const keptWithout = (): Kept | undefined => {
    const kept = keptAt(key(false), bank);
    return kept !== undefined && request.suggest && verdictOf(kept) !== "verified" ? undefined : kept;
  };
  return {
    async recall() {
      if (bank.isBlank?.() === true) return undefined;
      const kept = keptAt(key(true), bank) ?? keptWithout();
      if (kept === undefined) return undefined;
      if (request.retry && verdictOf(kept) === "unproven") return undefined;
      if (!(await stillSo(kept.witnesses, replayer))) return undefined;
      return { ...moved(kept, startLine(fn, source) - 1), function: fn, fromBank: true, durable: true };
    },
    remember({ function: _, durable, fromBank: __, ...kept }) {
      if (!durable || !staysInside(kept, fn, source)) return;
      bank.put("function", key(request.suggest), toTaggedJson(moved(kept, 1 - startLine(fn, source))));
    },
  };
}

function keptAt(key: string, bank: Store): Kept | undefined {
  const text = bank.get("function", key);
  const kept = text === undefined ? undefined : fromTaggedJson(text);
  return isKept(kept) ? kept : undefined;
}

function identityOf(
  fn: FunctionIR,
  source: SourceFile,
  known: Knowledge,
  { loaded, request, services }: Bench,
): string {
  const { limit, replay } = request;
  const meaning = meaningOf(fn, loaded.program);
  // What is known of a symbol matters wherever it is named: in the contract of a callee, too.
  const named = new Set([...fn.calls, ...meaning.logical.keys(), ...meaning.contracts.keys()]);
  const callees = [...named].map((id) => [id, known(id)] as const);
  return stableHash({
    build: buildOf(services),
    request: { limit, replay },
    file: fn.extent.file,
    text: source.text.slice(fn.extent.start, fn.extent.end),
    column: positionAt(source, fn.extent.start).column,
    meaning: fingerprint(meaning, fn.extent),
    callees: callees.map(([id, { facts, logical, proved, recursive, anyIntegers }]) => [
      id,
      facts,
      logical,
      proved === true,
      recursive,
      anyIntegers === true,
    ]),
  });
}

function startLine(fn: FunctionIR, source: SourceFile): number {
  return positionAt(source, fn.extent.start).line;
}

function problemsOf({ refuted, vacuous, unproven }: Kept): readonly Problem[] {
  return [...refuted.map(({ problem }) => problem), ...vacuous, ...unproven];
}

function staysInside(kept: Kept, fn: FunctionIR, source: SourceFile): boolean {
  const first = startLine(fn, source);
  const last = positionAt(source, fn.extent.end).line;
  const ranges = problemsOf(kept).flatMap((p) => [p.range, ...(p.related ?? []).map(({ range }) => range)]);
  return ranges.every(({ line, endLine }) => first <= line && endLine <= last);
}

function moved(kept: Kept, by: number): Kept {
  const range = (r: Range): Range => ({ ...r, line: r.line + by, endLine: r.endLine + by });
  const clause = (found: FoundClause): FoundClause => ({ ...found, line: found.line + by });
  const problem = (p: Problem): Problem => ({
    ...p,
    range: range(p.range),
    ...(p.related === undefined ? {} : { related: p.related.map((r) => ({ ...r, range: range(r.range) })) }),
  });
  return {
    ...kept,
    refuted: kept.refuted.map((r) => ({ ...r, problem: problem(r.problem) })),
    vacuous: kept.vacuous.map(problem),
    unproven: kept.unproven.map(problem),
    ...(kept.invariants === undefined ? {} : { invariants: kept.invariants.map(clause) }),
    ...(kept.measures === undefined ? {} : { measures: kept.measures.map(clause) }),
  };
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const lists = ["refuted", "vacuous", "unproven", "assumptions", "witnesses", "throwing", "missing"];
  const fields: Record<string, unknown> = { ...value };
  return lists.every((name) => Array.isArray(fields[name]));
}
