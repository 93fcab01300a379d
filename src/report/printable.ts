/**
 * Takes text from hostile code; gives text that can do nothing to a terminal, a log or the reader's eye: control
 * characters, escapes and direction marks become visible, lone surrogates are replaced. Relies on nothing.
 */

// Controls but tab and line feed, marks that change direction (CVE-2021-42574), line separators, zero-width characters.
const hidden = /[^\P{Cc}\t\n]|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Several lines: line feeds and tabs stay, CRLF becomes a line feed. */
export function printable(text: string): string {
  const visible = (c: string): string => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;
  return text.toWellFormed().replaceAll("\r\n", "\n").replace(hidden, visible);
}

/** One line: every run of line breaks and tabs is a blank. */
export function oneLine(text: string): string {
  return printable(text.replace(/[\r\n\t]+/gu, " "));
}

/** A path at the start of a line of a log, where a leading `::` or `##[` would be a command to the runner. */
export function shownPath(path: string): string {
  const line = oneLine(path);
  return /^\s*(?:::|##\[)/u.test(line) ? `./${line.trimStart()}` : line;
}

/** At most so many UTF-16 units, marked where cut, never in the middle of a character. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, Math.max(0, limit - 1));
  return `${/[\ud800-\udbff]$/u.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** `1 function`, `2 functions`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
