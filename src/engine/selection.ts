/**
 * Takes a program and the lines that a change touches; gives the functions to work on: those whose contract or body is
 * touched, and all whose obligations can depend on them.
 * Soundness: a line outside every function may hold a type, a constant or an import; which functions read it is not
 * tracked here, so that then every function is selected that can see the file. The bank makes this cheap.
 */
import { commentLines } from "../contract/index.js";
import type { Program } from "../ir/index.js";
import { positionAt, type SourceFile, type Span } from "../source/index.js";
import { dependents } from "./components.js";
import type { LineRange } from "./request.js";

export type ChangedLines = ReadonlyMap<string, readonly LineRange[]>;

/** Who calls whom, for functions with and without IR. */
export function callGraph(program: Program): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...program.declined.map((d) => [d.id, d.calls] as const),
    ...[...program.functions.values()].map((f) => [f.id, f.calls] as const),
  ]);
}

/** What was read for the program, and everything that was looked for. */
export interface Read {
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly readSet: ReadonlyMap<string, string>;
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

/** Ids of the functions, declined ones included, that the change concerns; all where no change is given. */
export function selectChanged(program: Program, read: Read, changed: ChangedLines | undefined): ReadonlySet<string> {
  const { sources } = read;
  const all = [...program.targets, ...program.declined.map(({ id }) => id)];
  if (changed === undefined) return new Set(all);
  const extents = [
    ...[...program.functions.values(), ...program.declined].map((f) => ({ id: f.id, span: f.extent })),
    ...program.unmarked.map((f) => ({ id: f.id, span: f.span })),
  ].map(({ id, span }) => ({ id, file: span.file, lines: linesOf(span, sources) }));
  const touched = new Set(
    extents.filter((e) => (changed.get(e.file) ?? []).some((range) => overlaps(e.lines, range))).map((e) => e.id),
  );
  if ([...changed.keys()].some((file) => decidesForAll(file, read))) return new Set(all);
  const elsewhere = [...changed].filter(([file, ranges]) => {
    const source = sources.get(file);
    const functions = extents.filter((e) => e.file === file).map((e) => e.lines);
    return source !== undefined && touchesTheRest(source, ranges, functions);
  });
  const seeing = dependents(new Set(elsewhere.map(([file]) => file)), read.imports);
  for (const { id, file } of extents) if (seeing.has(file)) touched.add(id);
  const reached = dependents(touched, callGraph(program));
  return new Set(all.filter((id) => reached.has(id)));
}

/** A file that is no source, but that was read or looked for: a configuration, say. */
function decidesForAll(file: string, { sources, readSet }: Read): boolean {
  return !sources.has(file) && (readSet.has(file) || decidesResolution.test(file));
}

/** A file that nobody has read can still decide what an import means, if it is new or gone. */
const decidesResolution = /\.[cm]?tsx?$|(?:^|\/)(?:tsconfig[^/]*\.json|package\.json|pnpm-workspace\.yaml)$/u;

function linesOf(span: Span, sources: ReadonlyMap<string, SourceFile>): LineRange {
  const source = sources.get(span.file);
  // Without the text nothing can be ruled out.
  if (source === undefined) return { start: 1, end: Number.MAX_SAFE_INTEGER };
  return { start: positionAt(source, span.start).line, end: positionAt(source, span.end).line };
}

function overlaps(a: LineRange, b: LineRange): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Does a changed line that is neither blank nor mere comment lie outside every function? */
function touchesTheRest(source: SourceFile, ranges: readonly LineRange[], functions: readonly LineRange[]): boolean {
  const idle = commentLines(source.text);
  return ranges.some((range) => {
    for (let line = range.start; line <= Math.min(range.end, source.lineStarts.length); line++) {
      if (!idle.has(line) && !functions.some((f) => f.start <= line && line <= f.end)) return true;
    }
    return false;
  });
}
