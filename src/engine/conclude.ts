/**
 * Takes all that was found out about a function; gives its finding. When several verdicts apply, the order is that of
 * SEMANTICS, section 7: invalid, unsupported, refuted, vacuous, unproven, verified.
 */
import { hashText } from "../base/index.js";
import type { Declined, FunctionIR } from "../ir/index.js";
import type { Finding, FindingAssumption, FoundClause, Problem, Verdict } from "../report/index.js";
import { type Code, catalogue, type Span } from "../source/index.js";
import { rangeOf, type Sources } from "./place.js";
import { problem, related } from "./problems.js";
import type { RefutedProblem } from "./runs.js";

export interface Examined {
  readonly function: FunctionIR;
  /** Confirmed by runs, the first to fail first. */
  readonly refuted: readonly RefutedProblem[];
  readonly vacuous: readonly Problem[];
  readonly unproven: readonly Problem[];
  readonly assumptions: readonly FindingAssumption[];
  readonly given: readonly string[];
  /** Everything but that it returns is shown, or that is all that was asked for. */
  readonly partial: boolean;
  /** A call on doubles that breaks a contract which holds for exact arithmetic. */
  readonly exactOnly: string | undefined;
  readonly fromBank: boolean;
  /** Of loops, found by inference; the proof needs them. */
  readonly invariants?: readonly FoundClause[];
  readonly measures?: readonly FoundClause[];
  readonly derivation: string | undefined;
}

/** The verdicts that problems decide, the gravest first. */
export function verdictOf(examined: Pick<Examined, "refuted" | "vacuous" | "unproven">): Verdict {
  if (examined.refuted.length > 0) return "refuted";
  if (examined.vacuous.length > 0) return "vacuous";
  return examined.unproven.length > 0 ? "unproven" : "verified";
}

export function conclude(examined: Examined, sources: Sources): Finding {
  const { function: fn } = examined;
  const verdict = verdictOf(examined);
  const problems = [...examined.refuted.map((r) => r.problem), ...examined.vacuous, ...examined.unproven];
  const kind = examined.refuted[0]?.kind;
  const { invariants = [], measures = [] } = verdict === "verified" ? examined : {};
  return {
    ...findingOf(fn, verdict, problems, `${fn.name} keeps its contract.`, sources),
    ...(kind === undefined ? {} : { kind }),
    assumptions: examined.assumptions,
    ...(examined.partial ? { partial: true } : {}),
    ...(verdict === "verified" && fn.usesReals ? { arithmetic: "exact reals" as const } : {}),
    ...(verdict === "verified" && examined.exactOnly !== undefined ? { exactOnly: examined.exactOnly } : {}),
    ...(examined.given.length > 0 ? { given: examined.given } : {}),
    ...(invariants.length > 0 ? { invariants } : {}),
    ...(measures.length > 0 ? { measures } : {}),
    ...(examined.fromBank ? { fromBank: true } : {}),
    ...(examined.derivation === undefined ? {} : { derivation: examined.derivation }),
  };
}

export function declinedFinding(declined: Declined, sources: Sources): Finding {
  const problems = declined.diagnostics.map((d) =>
    problem(d.code, d.message, d.span, sources, {
      hint: d.hint ?? catalogue[d.code].remedy,
      ...related(d.labels, d.span.file, sources),
    }),
  );
  return findingOf(declined, declined.verdict, problems, `${declined.name} cannot be read.`, sources);
}

type Subject = Pick<FunctionIR, "id" | "name" | "span" | "extent">;

/** A finding shows its first problem as its own; without one, the function's name is the place. */
function findingOf(
  fn: Subject,
  verdict: Verdict,
  problems: readonly Problem[],
  fine: string,
  sources: Sources,
): Finding {
  const first = problems[0];
  const code: Code = first?.code ?? "function.verified";
  const { range, ...told } = first ?? { code, message: fine, range: rangeOf(fn.span, sources), patches: [] };
  const { code: _, related: __, detail: ___, ...shown } = { related: undefined, detail: undefined, ...told };
  const extent = rangeOf(fn.extent, sources);
  return {
    id: findingId(fn, code),
    file: fn.extent.file,
    function: fn.name,
    verdict,
    code,
    ...range,
    ...shown,
    problems,
    assumptions: [],
    extent: { startLine: extent.line, endLine: extent.endLine },
  };
}

export function findingId(fn: { readonly id: string; readonly extent: Span }, code: Code): string {
  return hashText([fn.extent.file, fn.id, code].join("\0")).slice(0, 16);
}
