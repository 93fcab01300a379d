/**
 * Gives the text of a clause that may lie in several comments or behind the stars of one, with the place in the file of
 * every character of it.
 */
import type { Span } from "../source/index.js";

export interface ClauseText {
  /** The pieces, joined by line breaks. */
  readonly text: string;
  /** Where each piece starts: in `text`, and in the file. */
  readonly pieces: readonly { readonly at: number; readonly offset: number; readonly length: number }[];
  readonly file: string;
}

export function clauseText(
  file: string,
  parts: readonly { readonly text: string; readonly offset: number }[],
): ClauseText {
  const pieces: { readonly at: number; readonly offset: number; readonly length: number }[] = [];
  let text = "";
  for (const part of parts) {
    const trimmed = part.text.trimEnd();
    if (pieces.length > 0) text += "\n";
    pieces.push({ at: text.length, offset: part.offset, length: trimmed.length });
    text += trimmed;
  }
  return { text, pieces, file };
}

/** The span of `text.slice(start, end)` in the file. */
export function spanIn(clause: ClauseText, start: number, end: number): Span {
  const from = offsetIn(clause, start);
  const to = end > start ? offsetIn(clause, end - 1) + 1 : from;
  return { file: clause.file, start: from, end: Math.max(from, to) };
}

function offsetIn(clause: ClauseText, index: number): number {
  let piece = clause.pieces[0];
  for (const candidate of clause.pieces) if (candidate.at <= index) piece = candidate;
  return piece === undefined ? 0 : piece.offset + Math.min(index - piece.at, piece.length);
}

/** On one line, as it is shown in messages. */
export function shownText(text: string): string {
  return text.replace(/\s*\n\s*/gu, " ").trim();
}
