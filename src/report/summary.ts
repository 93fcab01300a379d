/**
 * Takes a report; gives the body of a review: the counts, what has no comment of its own, and what is to be known of the
 * run. A refuted function outside the diff is told whole; unproven and unsupported ones have a line each.
 */
import type { SourceFile } from "../source/index.js";
import { renderComment } from "./comment.js";
import { defaultFailOn, type FailOn, fails } from "./fail-on.js";
import type { Finding, Report } from "./finding.js";
import { headline, inOrder, isProved, noContractsText, totalsText } from "./headline.js";
import { bodyLimit, codeSpan, collapsed, escaped, htmlCode, htmlText, joinedBlocks, prose } from "./markdown.js";

export interface SummaryOptions {
  readonly failOn?: FailOn;
  /** Ids of the findings that a comment tells. */
  readonly inline?: ReadonlySet<string>;
  readonly sources?: ReadonlyMap<string, SourceFile>;
  readonly limit?: number;
}

export function renderSummary(report: Report, options: SummaryOptions = {}): string {
  const failOn = options.failOn ?? defaultFailOn;
  const untold = inOrder(report.findings).filter(({ id }) => options.inline?.has(id) !== true);
  const wrong = untold.filter((finding) => isWrong(finding) || (fails(finding, failOn) && !isProved(finding)));
  const open = untold.filter((finding) => !wrong.includes(finding) && !isProved(finding));
  const resting = untold.filter((finding) => isProved(finding) && headline(finding) !== finding.verdict);
  const blocks = [
    `**Countercheck** read ${escaped(totalsText(report))}.`,
    ...listed([noContractsText(report)].filter((text) => text !== undefined).map(prose)),
    ...wrong.map((finding) => toldWhole(finding, options)),
    ...listed([...open, ...resting].map(lineOf)),
    ...notChecked(report),
    ...listed(report.notices.map(noticeLine)),
  ];
  return joinedBlocks(blocks, options.limit ?? bodyLimit);
}

function isWrong({ verdict }: Finding): boolean {
  return verdict === "refuted" || verdict === "invalid" || verdict === "vacuous";
}

/** Place, function and message of a finding on one line of a list. */
export function lineOf(finding: Finding): string {
  const head = `${codeSpan(`${finding.file}:${finding.line}`)} ${codeSpan(finding.function)} ${escaped(headline(finding))}`;
  if (finding.exactOnly !== undefined) return `${head}; it breaks on doubles: ${codeSpan(finding.exactOnly)}`;
  return isProved(finding) ? head : `${head}: ${prose(finding.message)}`;
}

export function noticeLine(notice: Report["notices"][number]): string {
  const line = notice.line === undefined ? "" : `:${notice.line}`;
  const place = notice.file === undefined ? "" : `${codeSpan(`${notice.file}${line}`)} `;
  return `${place}${prose(notice.message)} (${codeSpan(notice.code)})`;
}

function listed(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.map((line) => `- ${line}`).join("\n")];
}

function toldWhole(finding: Finding, options: SummaryOptions): string {
  const place = codeSpan(`${finding.file}:${finding.line}`);
  const comment = renderComment(finding, options.sources?.get(finding.file), undefined);
  const summary = `${htmlCode(finding.function)} ${htmlText(headline(finding))}, outside the diff`;
  return collapsed(summary, `${place}\n\n${comment}`);
}

function notChecked(report: Report): string[] {
  if (report.notChecked.length === 0) return [];
  const lines = report.notChecked.map(
    ({ file, function: name, line }) => `${codeSpan(`${file}:${line}`)} ${codeSpan(name)}`,
  );
  return [
    collapsed("Not checked, since another function of the file is marked <code>verify</code>", listed(lines).join("")),
  ];
}
