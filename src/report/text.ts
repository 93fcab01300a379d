/**
 * Takes a report and the sources it speaks of; gives what a terminal shows: a finding's first line is
 * `path:line:column: code message`, below it the code, the run, the next step; then what many verdicts rest on, once;
 * then the totals.
 */
import type { Code, SourceFile } from "../source/index.js";
import { codeFrame } from "./code-frame.js";
import type { Counterexample, Finding, FindingAssumption, FoundClause, Patch, Problem, Report } from "./finding.js";
import { headline, inOrder, isAside, isProved, noContractsText, totalsText } from "./headline.js";
import { counted, oneLine, printable, shortened, shownPath } from "./printable.js";
import { type Style, style } from "./style.js";

export interface TextOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Derivations, the prover's words, and every assumption with its functions. */
  readonly verbose?: boolean;
}

interface Page {
  readonly style: Style;
  readonly width: number;
  readonly verbose: boolean;
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Texts of the assumptions that more than one finding has. */
  readonly shared: ReadonlySet<string>;
}

const valueLimit = 600;
const longCall = 60;

export function renderText(
  report: Report,
  sources: ReadonlyMap<string, SourceFile>,
  options: TextOptions = { color: false, width: 100 },
): string {
  const findings = inOrder(report.findings);
  const resting = assumptionTable(findings.filter(isProved));
  const shared = new Set([...resting].filter(([, names]) => names.length > 1).map(([text]) => text));
  const { color, width, verbose = false } = options;
  const page: Page = { style: style(color), width, verbose, sources, shared };
  const told = [
    ...grouped(findings, page),
    ...sharedAssumptions(resting, shared, page),
    ...notChecked(report, page),
    ...asks(report, page),
    ...report.notices.map((notice) => [noticeText(notice, page)]),
    [footer(report, page)],
  ];
  return `${told.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Proved functions are a line each, without a gap between them; the others are told whole. */
function grouped(findings: readonly Finding[], page: Page): string[][] {
  const groups: string[][] = [];
  let open = false;
  for (const finding of findings) {
    const lines = isProved(finding) ? provedText(finding, page) : findingText(finding, page);
    const last = groups.at(-1);
    if (open && isProved(finding) && last !== undefined) last.push(...lines);
    else groups.push(lines);
    open = isProved(finding);
  }
  return groups;
}

function provedText(finding: Finding, page: Page): string[] {
  const bank = finding.fromBank === true ? page.style.dim(" (from the bank)") : "";
  const words = page.style.green(headline(finding));
  const lines = [`${placeText(finding.file, finding)} ${words} ${page.style.bold(oneLine(finding.function))}${bank}`];
  if (finding.exactOnly !== undefined) lines.push(`  breaks on doubles: ${value(finding.exactOnly)}`);
  const found = (keyword: string, { line, text, writable }: FoundClause): string =>
    page.style.dim(`  found for the loop in line ${line}: ${oneLine(writable ? `//@ ${keyword} ${text}` : text)}`);
  for (const clause of finding.invariants ?? []) lines.push(found("invariant", clause));
  for (const clause of finding.measures ?? []) lines.push(found("decreases", clause));
  for (const { text } of ownAssumptions(finding, page)) lines.push(page.style.dim(`  rests on: ${oneLine(text)}`));
  if (page.verbose && finding.derivation !== undefined) lines.push(...indented(finding.derivation, "  "));
  return lines;
}

function ownAssumptions(finding: Finding, page: Page): readonly FindingAssumption[] {
  return finding.assumptions.filter(({ text }) => !page.shared.has(text));
}

function findingText(finding: Finding, page: Page): string[] {
  const problems: readonly Problem[] = finding.problems.length > 0 ? finding.problems : [problemOf(finding)];
  const lines = problems.flatMap((problem) =>
    isAside(finding, problem) ? asideText(problem, page) : problemText(finding, problem, page),
  );
  if (page.verbose && finding.derivation !== undefined) lines.push(...indented(finding.derivation, "  "));
  return lines;
}

/** What is also not proved of a function that a run refutes: a line, since most of it goes with what is broken. */
function asideText(problem: Problem, page: Page): string[] {
  const label = page.style.bold("also");
  const lines = [`  ${label}     line ${problem.range.line}: ${value(said(problem))}`];
  if (page.verbose && problem.detail !== undefined) lines.push(...indented(problem.detail, "    "));
  return lines;
}

/** A finding without problems of its own is its only problem. */
function problemOf(finding: Finding): Problem {
  const { line, column, endLine, endColumn, code, message, patches } = finding;
  const { hint, counterexample } = finding;
  return {
    code,
    message,
    patches,
    range: { line, column, endLine, endColumn },
    ...(hint === undefined ? {} : { hint }),
    ...(counterexample === undefined ? {} : { counterexample }),
  };
}

function problemText(finding: Finding, problem: Problem, page: Page): string[] {
  const source = page.sources.get(finding.file);
  const lines = [`${placeText(finding.file, problem.range)} ${codeText(problem.code, finding, page)} ${said(problem)}`];
  const frame = { style: page.style, width: page.width };
  if (source !== undefined) {
    lines.push(...codeFrame(source, problem.range, frame));
    for (const { range, text } of problem.related ?? [])
      lines.push(...codeFrame(source, range, { ...frame, label: oneLine(text) }));
  }
  if (problem.counterexample !== undefined) lines.push(...runText(problem.counterexample, page));
  if (problem.hint !== undefined) lines.push(`  ${page.style.blue("hint")}     ${oneLine(problem.hint)}`);
  for (const patch of problem.patches.filter(({ proved }) => proved)) lines.push(...patchText(patch, page));
  if (page.verbose && problem.detail !== undefined) lines.push(...indented(problem.detail, "  "));
  return lines;
}

function said(problem: Problem): string {
  return oneLine(problem.message);
}

function placeText(file: string, { line, column }: { readonly line: number; readonly column: number }): string {
  return `${shownPath(file)}:${line}:${column}:`;
}

function codeText(code: Code, finding: Finding, page: Page): string {
  const wrong = finding.verdict === "refuted" || finding.verdict === "invalid" || finding.verdict === "vacuous";
  return wrong ? page.style.red(code) : page.style.yellow(code);
}

function runText(example: Counterexample, page: Page): string[] {
  const lines = [`  ${page.style.bold("input")}    ${value(example.call)}`];
  // A short call says all there is; in a long one the arguments are easier to find by name.
  if (example.call.length > longCall)
    for (const { name, text } of example.arguments) lines.push(`             ${oneLine(name)} = ${value(text)}`);
  const outcome = page.style.bold(example.confirmed ? "outcome" : "not run");
  lines.push(`  ${outcome}  ${value(example.outcome)}`);
  if (example.because !== undefined) lines.push(`  ${page.style.bold("because")}  ${value(example.because)}`);
  return [...lines, ...pathText(example.path ?? [], page)];
}

/** Lines of a path that are shown of a long one, unless all are asked for. */
const shownOfPath = { first: 5, last: 4 };

function pathText(path: NonNullable<Counterexample["path"]>, page: Page): string[] {
  const { first, last } = shownOfPath;
  const left = page.verbose || path.length <= first + last + 1 ? 0 : path.length - first - last;
  const shown = left === 0 ? path : [...path.slice(0, first), undefined, ...path.slice(-last)];
  const width = Math.max(...path.map(({ line }) => String(line).length));
  return shown.map((step, i) => {
    const label = i === 0 ? `${page.style.bold("path")}   ` : "       ";
    if (step === undefined) return page.style.dim(`  ${label}  … ${left} more (--verbose shows them)`);
    return `  ${label}  line ${String(step.line).padStart(width)}: ${value(step.text)}`;
  });
}

function value(text: string): string {
  return oneLine(shortened(text, valueLimit));
}

function patchText(patch: Patch, page: Page): string[] {
  const lines = patch.replacement.replace(/\r?\n$/u, "").split(/\r?\n/u);
  const range =
    patch.startLine === patch.endLine ? `line ${patch.startLine}` : `lines ${patch.startLine}–${patch.endLine}`;
  const title = `  ${page.style.blue("patch")}    ${oneLine(patch.title)} (proved), ${range}:`;
  return [title, ...lines.map((line) => page.style.green(`    + ${printable(line)}`))];
}

/** Assumption -> the functions whose verdicts rest on it, in order. */
function assumptionTable(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const finding of findings)
    for (const text of new Set(finding.assumptions.map((assumption) => assumption.text)))
      table.set(text, [...(table.get(text) ?? []), finding.function]);
  return table;
}

function sharedAssumptions(
  table: ReadonlyMap<string, readonly string[]>,
  shared: ReadonlySet<string>,
  page: Page,
): string[][] {
  if (shared.size === 0) return [];
  const lines = [...table].flatMap(([text, names]) => {
    if (!shared.has(text)) return [];
    const who = page.verbose ? ` (${names.map(oneLine).join(", ")})` : "";
    return [`  ${oneLine(text)}: ${counted(names.length, "function")}${who}`];
  });
  return [["What is verified rests on:", ...lines].map(page.style.dim)];
}

function notChecked(report: Report, page: Page): string[][] {
  if (report.notChecked.length === 0) return [];
  const lines = report.notChecked.map(
    ({ file, function: name, line }) => `${shownPath(file)}:${line}: not checked ${oneLine(name)}`,
  );
  return [[...lines, page.style.dim("  another function of the file is marked `verify`")]];
}

/** No findings: a place, what is asked, and the run that shows it. */
function asks(report: Report, page: Page): string[][] {
  if (!page.verbose || report.asks === undefined || report.asks.length === 0) return [];
  const lines = report.asks.flatMap(({ call, outcome, asks: what, ...one }) => [
    `${placeText(one.file, one)} asks of its callers: ${oneLine(what)}`,
    page.style.dim(`  ${value(call)} ${value(outcome)}`),
  ]);
  return [lines];
}

function noticeText(notice: Report["notices"][number], page: Page): string {
  const line = notice.line === undefined ? "" : `${notice.line}:`;
  const place = notice.file === undefined ? "" : `${shownPath(notice.file)}:${line} `;
  return `${place}${page.style.yellow(notice.code)} ${oneLine(notice.message)}`;
}

function footer(report: Report, page: Page): string {
  const { solver, bank } = report;
  const work = [
    counted(solver.queries, "query", "queries"),
    `${counted(solver.started, "solver")} started`,
    `bank ${counted(bank.hits, "hit")}, ${counted(bank.misses, "miss", "misses")}`,
    `${report.seconds.toFixed(1)} s`,
  ].join(" · ");
  const totals = noContractsText(report) ?? totalsText(report);
  return `${page.style.bold(totals)}\n${page.style.dim(work)}`;
}

function indented(text: string, by: string): string[] {
  return printable(text)
    .split("\n")
    .map((line) => `${by}${line}`.trimEnd());
}
