/**
 * Takes a unified diff as git and GitHub print it; gives its files, hunks and lines with their numbers on both sides,
 * and from those the lines that a review comment may stand on and the lines that changed. Hunks are read by the counts
 * in their headers, so that text that looks like a header stays text. A diff that was cut short gives what is there.
 * Relies on: the diff format of git-diff(1), "Generating patch text with -p".
 */
export interface DiffLine {
  readonly kind: "context" | "added" | "deleted";
  /** Without the leading mark and the line feed; a carriage return stays. */
  readonly text: string;
  /** Line number in the base file, from 1; of context and deleted lines. */
  readonly baseLine?: number;
  /** Line number in the head file, from 1; of context and added lines. */
  readonly headLine?: number;
}

export interface DiffHunk {
  readonly baseStart: number;
  readonly headStart: number;
  /** What git prints after the second `@@`: the enclosing function, usually. */
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}

export interface FileDiff {
  /** Path in the head; of a deleted file, the path that it had. */
  readonly path: string;
  /** Path in the base; undefined for an added file. */
  readonly basePath: string | undefined;
  readonly status: "added" | "modified" | "deleted" | "renamed";
  readonly hunks: readonly DiffHunk[];
}

/** First and last line, counted from 1, both inclusive. */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
}

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/u;

/** Reads the output of `git diff`. */
export function parseUnifiedDiff(text: string): readonly FileDiff[] {
  const lines = text.split("\n");
  const files: FileDiff[] = [];
  let at = 0;
  while (at < lines.length) {
    if (!lines[at]?.startsWith("diff --git ")) {
      at += 1;
      continue;
    }
    const header = parseHeader(lines, at);
    const { hunks, next } = parseHunks(lines, header.next);
    if (header.file !== undefined) files.push({ ...header.file, hunks });
    at = next;
  }
  return files;
}

/** Reads the hunks alone, as the field `patch` of GitHub's list of a pull request's files has them. */
export function parsePatch(patch: string): readonly DiffHunk[] {
  return parseHunks(patch.split("\n"), 0).hunks;
}

/** Head lines that a comment of side RIGHT may stand on: added and context lines of the hunks. */
export function commentableLines(file: FileDiff): ReadonlySet<number> {
  return new Set(file.hunks.flatMap((hunk) => headLines(hunk)));
}

/** Whether a comment may span these head lines: all of them in one hunk. */
export function inOneHunk(file: FileDiff, span: LineSpan): boolean {
  return file.hunks.some((hunk) => {
    const lines = new Set(headLines(hunk));
    for (let line = span.start; line <= span.end; line++) if (!lines.has(line)) return false;
    return true;
  });
}

/**
 * Head lines that the diff changes, joined into spans. Where lines were only deleted, the head lines on both sides of
 * the gap count as changed: something of the code between them is gone.
 */
export function changedLines(file: FileDiff): readonly LineSpan[] {
  const touched = new Set<number>();
  for (const hunk of file.hunks) {
    let next = hunk.headStart;
    for (const line of hunk.lines) {
      if (line.headLine !== undefined) next = line.headLine + 1;
      if (line.kind === "added" && line.headLine !== undefined) touched.add(line.headLine);
      if (line.kind === "deleted") {
        touched.add(Math.max(1, next - 1));
        touched.add(Math.max(1, next));
      }
    }
  }
  return joined([...touched].sort((a, b) => a - b));
}

function joined(lines: readonly number[]): readonly LineSpan[] {
  const spans: LineSpan[] = [];
  for (const line of lines) {
    const last = spans.at(-1);
    if (last !== undefined && line === last.end + 1) spans[spans.length - 1] = { start: last.start, end: line };
    else spans.push({ start: line, end: line });
  }
  return spans;
}

function headLines(hunk: DiffHunk): readonly number[] {
  return hunk.lines.flatMap((line) => (line.headLine === undefined ? [] : [line.headLine]));
}

interface Header {
  readonly file: Omit<FileDiff, "hunks"> | undefined;
  readonly next: number;
}

/** The lines from `diff --git` to the first hunk, or to the next file where there is none. */
function parseHeader(lines: readonly string[], start: number): Header {
  let at = start + 1;
  let base: string | undefined;
  let head: string | undefined;
  let status: FileDiff["status"] = "modified";
  for (; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.startsWith("@@ ") || line.startsWith("diff --git ")) break;
    if (line.startsWith("new file mode ")) status = "added";
    else if (line.startsWith("deleted file mode ")) status = "deleted";
    else if (line.startsWith("rename from ")) base = unquoted(line.slice("rename from ".length));
    else if (line.startsWith("rename to ")) head = unquoted(line.slice("rename to ".length));
    else if (line.startsWith("--- ")) base ??= sidePath(line.slice(4));
    else if (line.startsWith("+++ ")) head ??= sidePath(line.slice(4));
  }
  const both = bothPaths((lines[start] ?? "").slice("diff --git ".length));
  const basePath = status === "added" ? undefined : (base ?? both);
  const path = (status === "deleted" ? basePath : head) ?? both;
  if (path === undefined) return { file: undefined, next: at };
  const renamed = status === "modified" && basePath !== undefined && basePath !== path;
  return { file: { path, basePath, status: renamed ? "renamed" : status }, next: at };
}

/** `a/x b/x`: both halves are one path where there is no `---` line (an empty file, a change of mode). */
function bothPaths(rest: string): string | undefined {
  if (rest.startsWith('"')) {
    const end = /^"(?:[^"\\]|\\.)*"/u.exec(rest)?.[0];
    return end === undefined ? undefined : sidePath(end);
  }
  const half = (rest.length - 1) / 2;
  return Number.isInteger(half) ? sidePath(rest.slice(0, half)) : undefined;
}

function sidePath(text: string): string | undefined {
  const path = unquoted(text.replace(/\r?\t?$/u, ""));
  return path === "/dev/null" ? undefined : path.replace(/^[^/]+\//u, "");
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Undoes git's quoting of unusual path names: C escapes, bytes in octal. */
function unquoted(text: string): string {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return text;
  const parts: Buffer[] = [];
  for (const match of text.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gu)) {
    if (match[1] !== undefined) parts.push(Buffer.from([Number.parseInt(match[1], 8) & 255]));
    else if (match[2] !== undefined) parts.push(unescaped(match[2]));
    else parts.push(Buffer.from(match[0]));
  }
  return Buffer.concat(parts).toString("utf8");
}

function unescaped(letter: string): Buffer {
  const code = escapes[letter];
  return Buffer.from(code === undefined ? letter : String.fromCharCode(code));
}

function parseHunks(lines: readonly string[], start: number): { readonly hunks: DiffHunk[]; readonly next: number } {
  const hunks: DiffHunk[] = [];
  let at = start;
  while (at < lines.length && !lines[at]?.startsWith("diff --git ")) {
    const match = hunkHeader.exec((lines[at] ?? "").replace(/\r$/u, ""));
    at += 1;
    if (match === null) continue;
    const [, baseStart = "0", baseCount = "1", headStart = "0", headCount = "1", heading = ""] = match;
    const counts = { base: Number(baseCount), head: Number(headCount) };
    const body = parseBody(lines, at, { base: Number(baseStart), head: Number(headStart) }, counts);
    hunks.push({ baseStart: Number(baseStart), headStart: Number(headStart), heading, lines: body.lines });
    at = body.next;
  }
  return { hunks, next: at };
}

interface Sides {
  readonly base: number;
  readonly head: number;
}

function parseBody(lines: readonly string[], start: number, first: Sides, counts: Sides) {
  const body: DiffLine[] = [];
  let { base, head } = first;
  let at = start;
  for (; at < lines.length && (base < first.base + counts.base || head < first.head + counts.head); at++) {
    const line = lines[at] ?? "";
    const text = line.slice(1);
    if (line.startsWith("+")) body.push({ kind: "added", text, headLine: head++ });
    else if (line.startsWith("-")) body.push({ kind: "deleted", text, baseLine: base++ });
    // Some tools strip the blank of an empty context line.
    else if (line.startsWith(" ") || (line === "" && at + 1 < lines.length))
      body.push({ kind: "context", text, baseLine: base++, headLine: head++ });
    else if (!line.startsWith("\\")) break;
  }
  return { lines: body, next: at };
}
