/**
 * Takes a range of a file; gives its lines with numbers and a caret under what is meant, cut to the width of the
 * terminal. Tabs become blanks and wide characters count twice, so that the caret stands where the eye looks for it.
 */
import { lineText, type SourceFile } from "../source/index.js";
import type { Range } from "./finding.js";
import { printable } from "./printable.js";
import type { Style } from "./style.js";

export interface FrameOptions {
  readonly style: Style;
  readonly width: number;
  /** Said after the caret. */
  readonly label?: string;
}

/** Lines of a range that are shown; the rest is left out, which the frame says. */
const shownLines = 4;
const wide =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

export function codeFrame(source: SourceFile, range: Range, options: FrameOptions): string[] {
  const count = source.lineStarts.length;
  if (range.line < 1 || range.line > count) return [];
  const last = Math.min(range.endLine, range.line + shownLines - 1, count);
  const gutter = String(last).length;
  const frame: string[] = [];
  for (let line = range.line; line <= last; line++) frame.push(...frameLine(source, range, line, gutter, options));
  const more = Math.min(range.endLine, count) - last;
  if (more > 0) frame.push(options.style.dim(`${" ".repeat(gutter)} … ${more} more`));
  return frame;
}

function frameLine(source: SourceFile, range: Range, line: number, gutter: number, options: FrameOptions): string[] {
  const { style, width, label } = options;
  const text = lineText(source, line);
  const indent = text.length - text.trimStart().length;
  const from = line === range.line ? range.column - 1 : indent;
  const to = line === range.endLine ? range.endColumn - 1 : text.length;
  const number = style.dim(`${String(line).padStart(gutter)} |`);
  const room = Math.max(20, width - gutter - 3);
  const cut = window(shown(text.slice(0, from)), shown(text.slice(from, to)), shown(text.slice(to)), room);
  const marks = style.red("^".repeat(Math.max(1, displayWidth(cut.marked))));
  const said = label !== undefined && line === Math.min(range.endLine, range.line) ? ` ${style.red(label)}` : "";
  const caret = `${" ".repeat(gutter)} ${style.dim("|")} ${" ".repeat(displayWidth(cut.before))}${marks}${said}`;
  return [`${number} ${cut.before}${cut.marked}${cut.after}`.trimEnd(), caret];
}

/** The part of a line that fits, with what is marked inside it. */
function window(before: string, marked: string, after: string, room: number) {
  const total = displayWidth(before) + displayWidth(marked) + displayWidth(after);
  if (total <= room) return { before, marked, after };
  const lead = displayWidth(before) > room / 2 ? `…${tail(before, Math.floor(room / 4))}` : before;
  const kept = head(marked, room - displayWidth(lead));
  // What is marked was cut already: one ellipsis says so.
  const rest = kept === marked ? head(after, room - displayWidth(lead) - displayWidth(kept)) : "";
  return { before: lead, marked: kept, after: rest };
}

function head(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let left = Math.max(0, width - 1);
  const kept: string[] = [];
  for (const point of text) {
    left -= displayWidth(point);
    if (left < 0) break;
    kept.push(point);
  }
  return `${kept.join("")}…`;
}

function tail(text: string, width: number): string {
  const points = [...text].slice(-width);
  while (displayWidth(points.join("")) > width) points.shift();
  return points.join("");
}

function shown(text: string): string {
  return printable(text.replaceAll("\t", "  "));
}

function displayWidth(text: string): number {
  let width = 0;
  for (const point of text) width += /\p{M}/u.test(point) ? 0 : wide.test(point) ? 2 : 1;
  return width;
}
