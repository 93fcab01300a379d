/**
 * Takes a fixture's text and what the engine found in it; gives every difference between the marks and the findings.
 *
 * Marks are plain comment lines, which formatters keep:
 *   // expect: <verdict> [<code>]   above a function's clauses; `not checked` where another is marked `verify`
 *   // expect-at: <code>            above the line that a problem blames
 *   // gap(<reason>)                beside an `expect`: it is not met yet. The finding may only say less, never more.
 */
import type { Finding, Report } from "../../src/report/index.js";

export interface Expectation {
  readonly line: number;
  readonly verdict: string;
  readonly code: string | undefined;
  readonly gap: string | undefined;
}

export interface PlaceMark {
  /** The line that is blamed: the next one that is not a comment mark. */
  readonly line: number;
  readonly code: string;
}

export interface Marks {
  readonly functions: readonly Expectation[];
  readonly places: readonly PlaceMark[];
}

const expected = /^\s*\/\/\s*expect:\s*(not checked|[a-z]+)(?:\s+([a-z][\w.-]*))?\s*$/u;
const expectedAt = /^\s*\/\/\s*expect-at:\s*([a-z][\w.-]*)\s*$/u;
const gap = /^\s*\/\/\s*gap\((.*)\)/u;
const looksLikeMark = /^\s*\/\/\s*(expect\b|gap\b)/u;

export function readMarks(text: string): Marks {
  const lines = text.split(/\r\n|\n/u);
  const functions: Expectation[] = [];
  const places: PlaceMark[] = [];
  lines.forEach((line, i) => {
    const verdict = expected.exec(line);
    const place = expectedAt.exec(line);
    if (verdict !== null)
      functions.push({ line: i + 1, verdict: verdict[1] ?? "", code: verdict[2], gap: gapAt(lines, i) });
    else if (place !== null) places.push({ line: lineAfter(lines, i), code: place[1] ?? "" });
    else if (looksLikeMark.test(line) && !gap.test(line))
      throw new Error(`line ${i + 1}: a mark that cannot be read: ${line}`);
  });
  return { functions, places };
}

/** A gap is noted on the line above or below the mark. */
function gapAt(lines: readonly string[], i: number): string | undefined {
  return [lines[i - 1], lines[i + 1]].flatMap((line) => gap.exec(line ?? "")?.[1] ?? [])[0];
}

function lineAfter(lines: readonly string[], from: number): number {
  let i = from + 1;
  while (expectedAt.test(lines[i] ?? "") || expected.test(lines[i] ?? "")) i++;
  return i + 1;
}

interface Found {
  readonly line: number;
  readonly name: string;
  readonly finding: Finding | undefined;
}

/** One sentence a difference; empty where the marks are met exactly. */
export function differences(file: string, text: string, report: Report): string[] {
  const marks = readMarks(text);
  const findings = report.findings.filter((f) => f.file === file);
  const found: Found[] = [
    ...findings.map((finding) => ({ line: finding.extent.startLine, name: finding.function, finding })),
    ...report.notChecked
      .filter((entry) => entry.file === file)
      .map((entry) => ({ line: entry.line, name: entry.function, finding: undefined })),
  ].sort((a, b) => a.line - b.line);
  return [...functionDifferences(marks, found), ...placeDifferences(marks, findings)].map((said) => `${file}:${said}`);
}

function functionDifferences({ functions }: Marks, found: readonly Found[]): string[] {
  const taken = new Map<Found, Expectation>();
  const said = functions.flatMap((mark) => {
    const next = found.find((f) => f.line > mark.line);
    if (next === undefined || taken.has(next)) return [`${mark.line}: the mark belongs to no function that was found`];
    taken.set(next, mark);
    return difference(mark, next);
  });
  const unmarked = found.filter((f) => !taken.has(f));
  return [...said, ...unmarked.map((f) => `${f.line}: ${f.name} has no mark but is ${outcome(f)}`)];
}

function difference(mark: Expectation, found: Found): string[] {
  const { finding } = found;
  const verdict = finding === undefined ? "not checked" : finding.verdict;
  const met = verdict === mark.verdict && (mark.code === undefined || mark.code === finding?.code);
  const where = `${mark.line}: ${found.name}`;
  if (met && mark.gap !== undefined) return [`${where} meets its mark: the gap is closed`];
  if (met && verdict === "refuted" && finding?.counterexample?.confirmed !== true)
    return [`${where} is refuted without a confirmed run`];
  if (met) return [];
  const lesser = verdict === "unproven" || verdict === "unsupported";
  if (mark.gap !== undefined && lesser) return [];
  return [`${where} is ${outcome(found)}, expected ${mark.verdict} ${mark.code ?? ""}`.trimEnd()];
}

function outcome({ finding }: Found): string {
  if (finding === undefined) return "not checked";
  return `${finding.verdict} ${finding.code} (line ${finding.line}: ${finding.message})`;
}

function placeDifferences({ places }: Marks, findings: readonly Finding[]): string[] {
  const problems = findings.flatMap((finding) => finding.problems);
  return places.flatMap(({ line, code }) =>
    problems.some((p) => p.code === code && p.range.line === line) ? [] : [`${line}: no problem ${code} is shown here`],
  );
}

export function gapsOf(text: string): number {
  return readMarks(text).functions.filter((mark) => mark.gap !== undefined).length;
}
