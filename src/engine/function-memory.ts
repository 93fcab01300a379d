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

export async function recallFunction(
  fn: FunctionIR,
  known: Knowledge,
  { loaded, request, services }: Bench,
): Promise<Examination | undefined> {
  const source = loaded.sources.get(fn.extent.file);
  if (services.bank === undefined || source === undefined) return undefined;
  const bench = { loaded, request, services };
  const kept = keptAt(keyOf(fn, source, known, bench, true), services.bank) ?? keptWithout(fn, source, known, bench);
  if (kept === undefined) return undefined;
  if (request.retry && verdictOf(kept) === "unproven") return undefined;
  if (!(await stillSo(kept.witnesses, services.replayer))) return undefined;
  return { ...moved(kept, startLine(fn, source) - 1), function: fn, fromBank: true, durable: true };
}

/** What was found out where no suggestions were asked for lacks nothing where there is nothing to suggest. */
function keptWithout(
  fn: FunctionIR,
  source: SourceFile,
  known: Knowledge,
  bench: Pick<Bench, "loaded" | "request" | "services">,
): Kept | undefined {
  const { request, services } = bench;
  const kept = keptAt(keyOf(fn, source, known, bench, false), services.bank);
  return kept !== undefined && request.suggest && verdictOf(kept) !== "verified" ? undefined : kept;
}

function keptAt(key: string, bank: Store | undefined): Kept | undefined {
  const text = bank?.get("function", key);
  const kept = text === undefined ? undefined : fromTaggedJson(text);
  return isKept(kept) ? kept : undefined;
}

export function rememberFunction(examination: Examination, known: Knowledge, bench: Bench): void {
  const { function: fn, durable, fromBank: _, ...kept } = examination;
  const source = bench.loaded.sources.get(fn.extent.file);
  if (!durable || source === undefined || bench.services.bank === undefined || !staysInside(kept, fn, source)) return;
  const text = toTaggedJson(moved(kept, 1 - startLine(fn, source)));
  bench.services.bank.put("function", keyOf(fn, source, known, bench, bench.request.suggest), text);
}

function keyOf(
  fn: FunctionIR,
  source: SourceFile,
  known: Knowledge,
  { loaded, request, services }: Pick<Bench, "loaded" | "request" | "services">,
  suggest: boolean,
): string {
  const { limit, replay } = request;
  const meaning = meaningOf(fn, loaded.program);
  // What is known of a symbol matters wherever it is named: in the contract of a callee, too.
  const named = new Set([...fn.calls, ...meaning.logical.keys(), ...meaning.contracts.keys()]);
  const callees = [...named].map((id) => [id, known(id)] as const);
  return stableHash({
    build: buildOf(services),
    request: { limit, replay, suggest },
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
