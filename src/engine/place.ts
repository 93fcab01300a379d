/** Takes spans; gives the ranges that people count by, lines and columns from 1, as findings carry them. */

import type { Range } from "../report/index.js";
import { positionAt, type SourceFile, type Span } from "../source/index.js";

export type Sources = ReadonlyMap<string, SourceFile>;

/** The range of a span; the first character of the file where its text is not at hand. */
export function rangeOf(span: Span, sources: Sources): Range {
  const source = sources.get(span.file);
  if (source === undefined) return { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const start = positionAt(source, span.start);
  const end = positionAt(source, span.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** The text of a span, on one line and cut to a length that a sentence can carry. */
export function textOf(span: Span, sources: Sources, longest = 60): string {
  const text = (sources.get(span.file)?.text ?? "").slice(span.start, span.end).replace(/\s+/gu, " ");
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
