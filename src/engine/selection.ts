/**
 * Takes a program and the lines that a change touches; gives the functions to work on: those whose contract or body is
 * touched, and all whose obligations can depend on them.
 * Soundness: a line outside every function may hold a type, a constant or an import that any function reads; which ones
 * is not tracked here, so that then every function is selected. The bank makes this cheap.
 */
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

/** Ids of the functions, declined ones included, that the change concerns; all where no change is given. */
export function selectChanged(
  program: Program,
  sources: ReadonlyMap<string, SourceFile>,
  changed: ChangedLines | undefined,
): ReadonlySet<string> {
  const all = [...program.targets, ...program.declined.map(({ id }) => id)];
  if (changed === undefined) return new Set(all);
  const extents = [
    ...[...program.functions.values(), ...program.declined].map((f) => ({ id: f.id, span: f.extent })),
    ...program.unmarked.map((f) => ({ id: f.id, span: f.span })),
  ].map(({ id, span }) => ({ id, file: span.file, lines: linesOf(span, sources) }));
  const touched = new Set(
    extents.filter((e) => (changed.get(e.file) ?? []).some((range) => overlaps(e.lines, range))).map((e) => e.id),
  );
  const elsewhere = [...changed].some(([file, ranges]) =>
    touchesTheRest(
      sources.get(file),
      ranges,
      extents.filter((e) => e.file === file).map((e) => e.lines),
    ),
  );
  if (elsewhere) return new Set(all);
  const reached = dependents(touched, callGraph(program));
  return new Set(all.filter((id) => reached.has(id)));
}

function linesOf(span: Span, sources: ReadonlyMap<string, SourceFile>): LineRange {
  const source = sources.get(span.file);
  // Without the text nothing can be ruled out.
  if (source === undefined) return { start: 1, end: Number.MAX_SAFE_INTEGER };
  return { start: positionAt(source, span.start).line, end: positionAt(source, span.end).line };
}

function overlaps(a: LineRange, b: LineRange): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Does a changed line that is neither blank nor an ordinary comment lie outside every function? */
function touchesTheRest(
  source: SourceFile | undefined,
  ranges: readonly LineRange[],
  functions: readonly LineRange[],
): boolean {
  if (source === undefined) return ranges.length > 0;
  const lines = source.text.split(/\r\n|[\n\r\u2028\u2029]/u);
  return ranges.some((range) => {
    for (let line = range.start; line <= Math.min(range.end, lines.length); line++) {
      if (functions.some((f) => f.start <= line && line <= f.end)) continue;
      const text = (lines[line - 1] ?? "").trim();
      if (text !== "" && !/^\/\/(?!\s*@)/u.test(text)) return true;
    }
    return false;
  });
}
