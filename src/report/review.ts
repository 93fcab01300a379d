/**
 * Takes a report and the diff of a pull request; gives the review to post: which finding goes on which line as a
 * comment, what goes to the body, and the markers by which a rerun knows its own texts again. Pure, and shared by the
 * Action, which posts it, and by the command, which shows it.
 * Relies on: GitHub takes a comment only on lines inside a hunk, and a range only inside one hunk; a suggestion replaces
 * exactly the comment's lines.
 */
import type { FileDiff, LineSpan, SourceFile } from "../source/index.js";
import { commentableLines, inOneHunk } from "../source/index.js";
import { renderComment } from "./comment.js";
import { defaultFailOn, type FailOn, fails } from "./fail-on.js";
import type { Finding, Patch, Report } from "./finding.js";
import { renderSummary } from "./summary.js";

export interface ReviewComment {
  readonly path: string;
  /** Last line that the comment stands on, in the head. */
  readonly line: number;
  /** First line, where it stands on several; always less than `line`, and in the same hunk. */
  readonly startLine?: number;
  readonly side: "RIGHT";
  /** Markdown, with the marker of `findingId` in its first line. */
  readonly body: string;
  readonly findingId: string;
}

export interface ReviewPlan {
  /** Markdown, with `reviewMarker` in its first line; what is in no comment is told here. */
  readonly body: string;
  readonly comments: readonly ReviewComment[];
  /** Findings worth a comment that have no line inside the diff; they are in the body. */
  readonly outside: readonly Finding[];
  /** Nothing but verified functions: a first review need not be written. */
  readonly quiet: boolean;
}

export interface ReviewOptions {
  /** The head's files, by path. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly failOn?: FailOn;
}

/** First line of a review's body. */
export const reviewMarker = "<!-- countercheck:review -->";

/** First line of a comment on a finding. */
export function findingMarker(id: string): string {
  return `<!-- countercheck:finding ${id} -->`;
}

/** The finding that a comment's body speaks of, if it starts with our marker. */
export function findingOf(body: string): string | undefined {
  return /^<!-- countercheck:finding ([\w.-]+) -->/u.exec(body)?.[1];
}

/** Whether a finding is told in a comment, wherever its lines are: it says that something is wrong, or fails the run. */
export function isCommented(finding: Finding, failOn: FailOn): boolean {
  return ["refuted", "invalid", "vacuous"].includes(finding.verdict) || fails(finding, failOn);
}

export function planReview(report: Report, diff: readonly FileDiff[], options: ReviewOptions): ReviewPlan {
  const failOn = options.failOn ?? defaultFailOn;
  const byPath = new Map(diff.map((file) => [file.path, file]));
  const comments: ReviewComment[] = [];
  const outside: Finding[] = [];
  for (const finding of report.findings) {
    if (!isCommented(finding, failOn)) continue;
    const file = byPath.get(finding.file);
    const place = file === undefined ? undefined : placeOf(finding, file);
    if (place === undefined) outside.push(finding);
    else comments.push(commentAt(finding, place, options));
  }
  const inline = new Set(comments.map(({ findingId }) => findingId));
  const body = `${reviewMarker}\n${renderSummary(report, { failOn, inline, sources: options.sources })}`;
  const quiet = report.findings.every(({ verdict }) => verdict === "verified" || verdict === "generated");
  return { body, comments, outside, quiet };
}

function commentAt(finding: Finding, place: LineSpan, options: ReviewOptions): ReviewComment {
  const body = `${findingMarker(finding.id)}\n${renderComment(finding, options.sources.get(finding.file), place)}`;
  const range = place.start < place.end ? { startLine: place.start, line: place.end } : { line: place.end };
  return { path: finding.file, ...range, side: "RIGHT", body, findingId: finding.id };
}

/**
 * The lines a comment stands on: those of the first proved patch where it fits, else the blamed line, else what the
 * problem points at, else the first line of the function that is in the diff.
 */
function placeOf(finding: Finding, file: FileDiff): LineSpan | undefined {
  const lines = commentableLines(file);
  const patch = patchesOf(finding).find((candidate) => candidate.proved && inOneHunk(file, patchSpan(candidate)));
  if (patch !== undefined) return patchSpan(patch);
  const related = finding.problems.flatMap((problem) => [
    problem.range,
    ...(problem.related ?? []).map((r) => r.range),
  ]);
  const wanted = [finding, ...related].map(({ line }) => line).find((line) => lines.has(line));
  if (wanted !== undefined) return { start: wanted, end: wanted };
  const { startLine, endLine } = finding.extent;
  const inExtent = [...lines].filter((line) => line >= startLine && line <= endLine).sort((a, b) => a - b)[0];
  return inExtent === undefined ? undefined : { start: inExtent, end: inExtent };
}

/** A finding's patches, those of its problems included, each once. */
export function patchesOf(finding: Finding): readonly Patch[] {
  const all = [...finding.patches, ...finding.problems.flatMap(({ patches }) => patches)];
  return all.filter((patch, index) => all.findIndex((other) => samePatch(other, patch)) === index);
}

export function patchSpan(patch: Patch): LineSpan {
  return { start: patch.startLine, end: patch.endLine };
}

function samePatch(a: Patch, b: Patch): boolean {
  return a.startLine === b.startLine && a.endLine === b.endLine && a.replacement === b.replacement;
}
