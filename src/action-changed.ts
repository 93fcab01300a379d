/**
 * Takes what a run changes; gives the lines by file that the engine selects functions by. Besides TypeScript, a change of
 * what decides which file an import means (tsconfig, workspaces, a package's own entries) may change any function.
 * Soundness: a file that the engine has no text of, as a deleted one, makes it select everything; that is meant.
 */
import { isDeepStrictEqual } from "node:util";
import type { LineRange } from "./engine/index.js";
import type { Change } from "./github/index.js";

const settings = /(?:^|\/)(?:tsconfig[^/]*\.json|pnpm-workspace\.yaml)$/u;
const manifest = /(?:^|\/)package\.json$/u;
const typescript = /\.(?:[cm]?ts|tsx)$/u;

/** Files whose text before and after is worth reading. */
export function isWanted(file: string): boolean {
  return typescript.test(file) || manifest.test(file);
}

const anywhere: readonly LineRange[] = [{ start: 1, end: 1 }];

export function changedOf(change: Change): ReadonlyMap<string, readonly LineRange[]> {
  const changed = new Map<string, readonly LineRange[]>();
  for (const [file, { changed: lines }] of change.files) if (typescript.test(file)) changed.set(file, lines);
  for (const { path: file, basePath, status } of change.diff) {
    const gone = status === "deleted" || status === "renamed" ? basePath : undefined;
    if (gone !== undefined && typescript.test(gone)) changed.set(gone, anywhere);
    if (settings.test(file) || (manifest.test(file) && !sameEntries(change, file))) changed.set(file, anywhere);
  }
  return changed;
}

/** Fields by which an import finds its file; a new version of a dependency is none. */
const entries = ["name", "type", "main", "module", "types", "typings", "imports", "exports", "workspaces"];

function sameEntries(change: Change, file: string): boolean {
  const [before, after] = [parsed(change.before.get(file)), parsed(change.files.get(file)?.headText)];
  if (before === undefined || after === undefined) return false;
  return entries.every((key) => isDeepStrictEqual(before[key], after[key]));
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    // What does not parse says nothing.
    return undefined;
  }
}
