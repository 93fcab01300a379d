/**
 * Takes what the command line and the configuration name; gives the files to read, as paths relative to the workspace
 * root, and those left out that hold a clause, by reason. What git ignores is left out; where there is no repository,
 * folders that start with a dot are. What a file's own text says against reading it (declarations alone, generated, too
 * large) is the engine's to see and to tell.
 */
import { readdirSync } from "node:fs";
import path from "node:path";
import type { Configuration } from "./configuration.js";
import type { GitRepository } from "./git.js";
import type { FileSystem } from "./source/index.js";

export type LeftOutReason = "dependencies" | "excluded" | "generated";

export interface Selection {
  /** Relative to the root, with forward slashes, sorted. */
  readonly files: readonly string[];
  /** Arguments that match no file to check. */
  readonly unmatched: readonly string[];
  /** Files with a clause that are not checked. */
  readonly leftOut: ReadonlyMap<LeftOutReason, readonly string[]>;
}

export interface SelectionRequest {
  /** Absolute, its links followed. */
  readonly root: string;
  readonly cwd: string;
  /** Files, folders and globs as written; none stands for the folder itself. */
  readonly args: readonly string[];
  readonly configuration: Configuration;
  readonly files: FileSystem;
  readonly git: GitRepository | undefined;
}

const typescript = /\.(?:ts|tsx|mts|cts)$/u;
const clause = /\/\/\s*@\s*(?:requires|ensures|throws|invariant|decreases|verify|extern|pure|refine)\b/u;

export function selectFiles(request: SelectionRequest): Selection {
  const all = candidates(request).filter((file) => typescript.test(file) && isFile(request, file));
  const { chosen, unmatched } = named(request, all);
  const generated = request.git?.generated(chosen) ?? new Set<string>();
  const files: string[] = [];
  const leftOut = new Map<LeftOutReason, string[]>();
  for (const file of chosen) {
    const reason = generated.has(file) ? "generated" : reasonFor(file, request);
    if (reason === undefined) files.push(file);
    else if (holdsClause(request, file)) leftOut.set(reason, [...(leftOut.get(reason) ?? []), file]);
  }
  return { files, unmatched: [...unmatched, ...withoutFiles(request, chosen, files, unmatched)], leftOut };
}

function reasonFor(file: string, { root, configuration }: SelectionRequest): LeftOutReason | undefined {
  if (file.split("/").includes("node_modules")) return "dependencies";
  const inFolder = slashed(path.relative(configuration.folder, path.join(root, file)));
  if (matches(inFolder, configuration.exclude)) return "excluded";
  if (configuration.include !== undefined && !matches(inFolder, configuration.include)) return "excluded";
  return undefined;
}

function holdsClause(request: SelectionRequest, file: string): boolean {
  const bytes = request.files.readFile(path.join(request.root, file));
  return bytes !== undefined && clause.test(new TextDecoder().decode(bytes));
}

/** A path or pattern matches if it is the file, a folder above it, or a glob that fits it. */
export function matches(file: string, patterns: readonly string[]): boolean {
  return patterns.some((p) => p === "." || file === p || file.startsWith(`${p}/`) || path.matchesGlob(file, p));
}

function candidates(request: SelectionRequest): readonly string[] {
  const listed = request.git?.files() ?? walked(request.root, request.cwd);
  // A file that is named outright is read even where git ignores it.
  const asked = request.args.map((arg) => relativeToRoot(request, arg)).filter((file) => isFile(request, file));
  return [...new Set([...listed, ...asked])].sort();
}

function isFile(request: SelectionRequest, file: string): boolean {
  return !file.startsWith("../") && request.files.fileExists(path.join(request.root, file));
}

function named(request: SelectionRequest, all: readonly string[]) {
  const patterns = request.args.length === 0 ? [relativeToRoot(request, ".")] : [];
  const byArgument = request.args.map((arg) => {
    const pattern = relativeToRoot(request, arg);
    return { arg, found: all.filter((file) => matches(file, [pattern])) };
  });
  const unmatched = byArgument.filter(({ found }) => found.length === 0).map(({ arg }) => arg);
  const found = [...all.filter((file) => matches(file, patterns)), ...byArgument.flatMap((one) => one.found)];
  return { chosen: [...new Set(found)].sort(), unmatched };
}

/** Arguments all of whose files were left out. */
function withoutFiles(
  request: SelectionRequest,
  chosen: readonly string[],
  files: readonly string[],
  unmatched: readonly string[],
): readonly string[] {
  const kept = new Set(files);
  return request.args.filter((arg) => {
    if (unmatched.includes(arg)) return false;
    const pattern = relativeToRoot(request, arg);
    return !chosen.some((file) => kept.has(file) && matches(file, [pattern]));
  });
}

/** Relative to the root; `.` is the root itself. */
function relativeToRoot(request: SelectionRequest, arg: string): string {
  const absolute = path.resolve(request.cwd, arg);
  const relative = slashed(path.relative(request.root, absolute));
  return relative === "" ? "." : relative;
}

function slashed(file: string): string {
  return path.sep === "/" ? file : file.replaceAll(path.sep, "/");
}

function walked(root: string, from: string): readonly string[] {
  const found: string[] = [];
  const queue = [from];
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    for (const entry of entriesOf(folder)) {
      const absolute = path.join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) queue.push(absolute);
      if (entry.isFile()) found.push(slashed(path.relative(root, absolute)));
    }
  }
  return found;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder that may not be read holds nothing that could be checked.
    return [];
  }
}
