/**
 * Takes a diff and both sides' files; gives a notice for each file that has fewer contract clauses in the head than in
 * the base: what nobody asks for any more is not checked, and a reader of a green run should know.
 */
import path from "node:path";
import { counted, type Report } from "./report/index.js";
import type { FileDiff, FileSystem } from "./source/index.js";

export interface BothSides {
  readonly base: FileSystem;
  readonly head: FileSystem;
  /** Absolute path that the diff's paths are relative to. */
  readonly root: string;
}

const clauseLine =
  /^[ \t]*\/\/[ \t]*@[ \t]*(?:requires|ensures|throws|invariant|decreases|assert|verify|example|modifies)\b/gmu;

/** Lines that are contract clauses, by their look alone. */
export function countClauses(text: string): number {
  return [...text.matchAll(clauseLine)].length;
}

export function clauseLosses(diff: readonly FileDiff[], sides: BothSides): Report["notices"] {
  return diff.flatMap((file) => {
    if (file.basePath === undefined || !/\.(?:[cm]?ts|tsx)$/u.test(file.path)) return [];
    const before = countIn(sides.base, path.join(sides.root, file.basePath));
    const after = file.status === "deleted" ? 0 : countIn(sides.head, path.join(sides.root, file.path));
    if (after >= before) return [];
    const message = `${counted(before, "contract clause")} before, ${after} now`;
    return [{ code: "clauses.fewer" as const, message, file: file.path }];
  });
}

function countIn(files: FileSystem, file: string): number {
  const bytes = files.readFile(file);
  return bytes === undefined ? 0 : countClauses(new TextDecoder().decode(bytes));
}
