/**
 * Takes what was found out; gives the report: findings, what is said of the run, totals, and what it cost.
 */
import type { Loaded } from "../frontend/index.js";
import type { Finding, Report, Verdict } from "../report/index.js";
import type { Diagnostic } from "../source/index.js";
import { rangeOf, type Sources } from "./place.js";
import type { Services } from "./request.js";

/** What a report says besides the work that it took: what a later run with the same inputs says again. */
export type Outcome = Pick<Report, "findings" | "notices" | "notChecked" | "asks" | "counts">;

export function outcomeOf(
  findings: readonly Finding[],
  notices: Report["notices"],
  { program, sources, notices: ofFiles }: Loaded,
  selected: ReadonlySet<string>,
  everything: boolean,
): Outcome {
  const { files, functions, contracted, readable, unread } = program.counts;
  const swept = program.swept.length + unread > 0 ? { swept: program.swept.length, unread } : {};
  const unmarked = program.unmarked.filter(({ id }) => everything || selected.has(id));
  return {
    findings,
    notices: [...ofFiles.map((d) => noticeOf(d, sources)), ...leftOut(program.counts.leftOut), ...notices],
    notChecked: unmarked.map(({ name, span }) => ({
      file: span.file,
      function: name,
      line: rangeOf(span, sources).line,
    })),
    counts: { files, functions, contracted, readable, ...swept },
  };
}

function noticeOf(diagnostic: Diagnostic, sources: Sources): Report["notices"][number] {
  const { code, message, span } = diagnostic;
  return { code, message, file: span.file, line: rangeOf(span, sources).line };
}

function leftOut(reasons: Readonly<Record<string, number>>): Report["notices"] {
  return Object.entries(reasons)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({
      code: "files.left-out" as const,
      message: `${count} ${count === 1 ? "file" : "files"} with contracts left out: ${reason}.`,
    }));
}

export function reportOf(outcome: Outcome, services: Services, seconds: number): Report {
  return {
    version: 1,
    ...outcome,
    totals: totalsOf(outcome),
    solver: services.solver.statistics(),
    bank: services.bank?.statistics() ?? { hits: 0, misses: 0 },
    seconds,
  };
}

function totalsOf({ findings, notChecked }: Outcome): Report["totals"] {
  const count = (verdict: Verdict): number => findings.filter((f) => f.verdict === verdict).length;
  return {
    verified: count("verified"),
    refuted: count("refuted"),
    unproven: count("unproven"),
    vacuous: count("vacuous"),
    unsupported: count("unsupported"),
    invalid: count("invalid"),
    generated: count("generated"),
    notChecked: notChecked.length,
  };
}
