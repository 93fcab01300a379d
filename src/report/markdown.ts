/**
 * Takes text from hostile code; gives Markdown that shows it and does nothing else: no mention, link, reference, HTML
 * or table cell of its own, fences that it cannot close. Gives also the cut of long bodies on a block's boundary.
 * Relies on: GitHub Flavored Markdown, sections 2.4 (escapes), 4.5 (fences), 6.1 (code spans), and GitHub's mentions and
 * references, which are found after escapes and entities are undone, so that only a zero-width space parts them.
 */
import { oneLine, printable } from "./printable.js";

/** GitHub refuses bodies over 65,536 characters; what lies between is room for markers and notices. */
export const bodyLimit = 60_000;

const parted = "&#8203;";

/** Prose of one line, every character of it literal. */
export function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+!|~$^=-]/gu, (c) => `\\${c}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", `@${parted}`)
    .replace(/\\#(?=\d)/gu, `\\#${parted}`)
    .replace(/\bGH\\-(?=\d)/giu, (c) => `${c}${parted}`)
    .replaceAll("://", `:${parted}//`)
    .replace(/\bwww\./giu, (c) => `${c.slice(0, -1)}${parted}.`)
    .replace(/^(\s*\d+)([.)])/u, "$1\\$2");
}

/** A code span; a pipe is escaped as tables need it, which is why this one is for tables alone. */
export function codeInTable(text: string): string {
  return codeSpan(text).replaceAll("|", "\\|");
}

export function codeSpan(text: string): string {
  const line = oneLine(text);
  if (line.trim() === "") return "(empty)";
  const fence = "`".repeat(longestRun(line) + 1);
  // A span that is one blank inside another keeps its edges: backticks and blanks need a blank between.
  const edge = /^[` ]|[` ]$/u.test(line) ? " " : "";
  return `${fence}${edge}${line}${edge}${fence}`;
}

/** Our own sentences quote code between backticks: those parts become code spans, the rest is literal. */
export function prose(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/u)
    .map((part) => (/^`[^`]+`$/u.test(part) ? codeSpan(part.slice(1, -1)) : escaped(part)))
    .join("");
}

/** A fenced block whose fence no line of the text can close. */
export function fenced(text: string, info: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${info}\n${printable(text).replace(/\n$/u, "")}\n${fence}`;
}

/** As `fenced`, but every character stays: a suggestion is applied as it is. */
export function suggestion(replacement: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(replacement) + 1));
  return `${fence}suggestion\n${replacement.replace(/\r?\n$/u, "").toWellFormed()}\n${fence}`;
}

/** Plain text where Markdown is not read: between HTML tags. */
export function htmlText(text: string): string {
  return oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[@#]|:(?=\/\/)/gu, (c) => `${c}${parted}`);
}

export function htmlCode(text: string): string {
  return `<code>${htmlText(text)}</code>`;
}

/** `summary` is HTML: made by `htmlText` and `htmlCode`. */
export function collapsed(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** Joins blocks by blank lines up to the limit; whole blocks are left out, and their number is told. */
export function joinedBlocks(blocks: readonly string[], limit = bodyLimit): string {
  const whole = blocks.join("\n\n");
  if (whole.length <= limit) return whole;
  const kept: string[] = [];
  let length = 0;
  const room = limit - 100;
  for (const block of blocks) {
    if (length + block.length + 2 > room) break;
    kept.push(block);
    length += block.length + 2;
  }
  const left = blocks.length - kept.length;
  return [
    ...kept,
    `_${left} more ${left === 1 ? "part is" : "parts are"} left out: this text may be only so long._`,
  ].join("\n\n");
}

function longestRun(text: string): number {
  return [...text.matchAll(/`+/gu)].reduce((longest, match) => Math.max(longest, match[0].length), 0);
}
