/**
 * Takes a report; gives Markdown for a whole page: the job summary, and `--format markdown`. A table of verdicts, then a
 * section for each finding that is not proved, with its derivation collapsed, then the proved ones in one list.
 */
import type { SourceFile } from "../source/index.js";
import { renderComment } from "./comment.js";
import type { Finding, Report } from "./finding.js";
import { headline, inOrder, isProved, noContractsText, verdictMeaning, verdictOrder } from "./headline.js";
import {
  codeInTable,
  codeSpan,
  collapsed,
  escaped,
  fenced,
  htmlCode,
  htmlText,
  joinedBlocks,
  prose,
} from "./markdown.js";
import { counted } from "./printable.js";
import { noticeLine } from "./summary.js";

export interface MarkdownOptions {
  readonly sources?: ReadonlyMap<string, SourceFile>;
  /** Characters; what is longer is cut between sections. */
  readonly limit?: number;
}

/** A job summary may have 1,024 KiB; a UTF-16 unit takes at most three bytes. */
export const summaryLimit = 340_000;

export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const findings = inOrder(report.findings);
  const blocks = [
    "## Countercheck",
    noContracts(report) ?? table(report),
    ...findings.filter((finding) => !isProved(finding)).map((finding) => section(finding, options)),
    ...provedList(findings.filter(isProved)),
    ...notChecked(report),
    ...(report.notices.length === 0 ? [] : [report.notices.map((notice) => `- ${noticeLine(notice)}`).join("\n")]),
    work(report),
  ];
  return `${joinedBlocks(blocks, options.limit ?? summaryLimit)}\n`;
}

function noContracts(report: Report): string | undefined {
  const text = noContractsText(report);
  return text === undefined ? undefined : prose(text);
}

function table(report: Report): string {
  const rows = verdictOrder
    .filter((verdict) => report.totals[verdict] > 0)
    .map((verdict) => `| ${verdict} | ${report.totals[verdict]} | ${verdictMeaning[verdict]} |`);
  if (report.totals.notChecked > 0)
    rows.push(
      `| not checked | ${report.totals.notChecked} | another function of the file is marked ${codeInTable("verify")} |`,
    );
  return ["| Verdict | Functions | Meaning |", "| --- | ---: | --- |", ...rows].join("\n");
}

function section(finding: Finding, options: MarkdownOptions): string {
  const summary = `${htmlCode(finding.function)} ${htmlText(headline(finding))} — ${htmlCode(`${finding.file}:${finding.line}`)}`;
  return collapsed(summary, renderComment(finding, options.sources?.get(finding.file), undefined));
}

function provedList(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const items = findings.map((finding) => {
    const place = codeSpan(`${finding.file}:${finding.line}`);
    const breaks = finding.exactOnly === undefined ? "" : `, breaks on doubles: ${codeSpan(finding.exactOnly)}`;
    return `- ${codeSpan(finding.function)} ${escaped(headline(finding))} (${place})${breaks}`;
  });
  const derivations = findings.flatMap(({ function: name, derivation }) =>
    derivation === undefined ? [] : [`${codeSpan(name)}\n\n${fenced(derivation, "text")}`],
  );
  const rest = assumptions(findings);
  const parts = [collapsed(`${counted(findings.length, "function")} proved`, items.join("\n")), ...rest];
  if (derivations.length > 0) parts.push(collapsed("Derivations", derivations.join("\n\n")));
  return parts;
}

function assumptions(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const finding of findings)
    for (const text of new Set(finding.assumptions.map((assumption) => assumption.text)))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.size === 0) return [];
  const items = [...counts].map(([text, count]) => `- ${prose(text)}: ${counted(count, "function")}`);
  return [collapsed("What is proved rests on", items.join("\n"))];
}

function notChecked(report: Report): string[] {
  if (report.notChecked.length === 0) return [];
  const items = report.notChecked.map(
    ({ file, function: name, line }) => `- ${codeSpan(name)} (${codeSpan(`${file}:${line}`)})`,
  );
  return [collapsed("Not checked", items.join("\n"))];
}

function work(report: Report): string {
  const { solver, bank } = report;
  const queries = counted(solver.queries, "query", "queries");
  const found = `bank: ${counted(bank.hits, "hit")}, ${counted(bank.misses, "miss", "misses")}`;
  return `<sub>${queries}, ${counted(solver.started, "solver")} started; ${found}; ${report.seconds.toFixed(1)} s</sub>`;
}
