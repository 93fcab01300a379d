/**
 * Takes what a run is about; gives what it changes: the diff with the head's line numbers, the lines that changed in the
 * files as they are checked out, and the map between the two. Local git is asked where the history is there, GitHub
 * otherwise. Of a pull request the merge commit is checked out, which is not the head: a file is the head's only if its
 * blob is; where it is not, the head's text is read and its lines are matched.
 * Relies on: git's object format (a blob's name is the hash of `blob <size>\0<bytes>`); GitHub lists at most 3,000 files
 * of a pull request and 300 of a comparison, and no patch of binary or very large files.
 */
import { createHash } from "node:crypto";
import { changedLines, type FileDiff, type LineSpan, parsePatch, parseUnifiedDiff } from "../source/index.js";
import { baseText } from "./base-text.js";
import type { GitHubClient, ListedFile } from "./client.js";
import type { RunEvent } from "./context.js";
import { type Result, type RunProblem, success } from "./failure.js";
import { type LineMap, lineMap, sameLines } from "./line-map.js";

/** What is asked of the checked-out repository. */
export interface LocalGit {
  commit(revision: string): string | undefined;
  mergeBase(a: string, b: string): string | undefined;
  diff(base: string, head: string | undefined): string;
  /** Path -> blob of a commit's files. */
  tree(commit: string): ReadonlyMap<string, string>;
  blobs(ids: readonly string[]): readonly (Uint8Array | undefined)[];
}

export interface FileChange {
  /** Numbers are the head's. */
  readonly diff: FileDiff;
  /** From the checked-out file to the head's. */
  readonly lines: LineMap;
  /** Of the checked-out file. */
  readonly changed: readonly LineSpan[];
  /** The head's text. */
  readonly headText: string;
}

export interface Change {
  /** The files read, without deleted ones. */
  readonly files: ReadonlyMap<string, FileChange>;
  /** Every file of the diff, numbers as the head's. */
  readonly diff: readonly FileDiff[];
  /** Texts before the change of the files that are worth reading, where the diff tells them. */
  readonly before: ReadonlyMap<string, string>;
  /** False where GitHub's list ends before the change does. */
  readonly complete: boolean;
}

export interface ChangeSources {
  readonly client: GitHubClient;
  readonly git: LocalGit | undefined;
  /** A checked-out file's bytes. */
  readonly read: (path: string) => Uint8Array | undefined;
  /** Which files are worth reading: the rest of a diff is kept for its lines alone. */
  readonly wanted: (path: string) => boolean;
}

export interface Range {
  readonly from: string;
  readonly to: string;
}

interface ListedEntry {
  readonly diff: FileDiff;
  /** The head's; undefined where it cannot be named. */
  readonly blob: string | undefined;
  /** No lines are known: all of it counts as changed. */
  readonly whole: boolean;
}

interface Listed {
  readonly entries: readonly ListedEntry[];
  readonly complete: boolean;
}

/** Commits that a run compares; undefined where there is nothing to compare with, and everything counts as changed. */
export function rangeOf(event: RunEvent): Range | undefined {
  switch (event.kind) {
    case "pull request":
    case "merge group":
      return { from: event.baseSha, to: event.headSha };
    case "push":
      return event.before === undefined ? undefined : { from: event.before, to: event.after };
    case "everything":
      return undefined;
  }
}

export async function readChange(event: RunEvent, range: Range, sources: ChangeSources): Promise<Result<Change>> {
  const local = sources.git === undefined ? undefined : fromGit(range, sources.git);
  const listed = local === undefined ? await fromGitHub(event, range, sources.client) : success(local);
  if (!listed.ok) return listed;
  const files = new Map<string, FileChange>();
  const before = new Map<string, string>();
  for (const entry of listed.value.entries) {
    const { path, status } = entry.diff;
    if (!sources.wanted(path)) continue;
    const file = status === "deleted" ? undefined : await fileChange(entry, sources);
    if (file !== undefined) files.set(path, file);
    const text = entry.whole ? undefined : baseText(entry.diff, file?.headText ?? "");
    if (text !== undefined) before.set(path, text);
  }
  const diff = listed.value.entries.map((entry) => files.get(entry.diff.path)?.diff ?? entry.diff);
  return success({ files, diff, before, complete: listed.value.complete });
}

/** Why everything is checked where only a change was to be. */
export function withoutChange(event: RunEvent, problem: string): RunProblem {
  const what = event.kind === "push" ? "the commit before this push is" : "the commits to compare are";
  const message = `${what} neither here nor to be had from GitHub (${problem}), so everything is checked`;
  return { code: "github.history-missing", message };
}

function fromGit({ from, to }: Range, git: LocalGit): Listed | undefined {
  if (git.commit(from) === undefined || git.commit(to) === undefined) return undefined;
  const base = git.mergeBase(from, to);
  if (base === undefined) return undefined;
  const blobs = git.tree(to);
  const entries = parseUnifiedDiff(git.diff(base, to)).map((diff) => ({
    diff,
    blob: blobs.get(diff.path),
    whole: diff.status === "modified" && diff.hunks.length === 0,
  }));
  return { entries, complete: true };
}

async function fromGitHub(event: RunEvent, { from, to }: Range, client: GitHubClient): Promise<Result<Listed>> {
  const pull = event.kind === "pull request" ? await client.changedFiles(event.number) : undefined;
  // Where the token may not read pull requests, it may still compare commits.
  const listed = pull?.ok === true ? pull : await client.compare(from, to);
  if (!listed.ok) return pull?.ok === false ? pull : listed;
  const most = pull?.ok === true ? 3_000 : 300;
  return success({ entries: listed.value.map(entryOf), complete: listed.value.length < most });
}

const statuses: Readonly<Record<string, FileDiff["status"]>> = {
  added: "added",
  copied: "added",
  removed: "deleted",
  renamed: "renamed",
};

function entryOf(file: ListedFile): ListedEntry {
  const status = statuses[file.status] ?? "modified";
  const basePath = status === "added" ? undefined : (file.previousPath ?? file.path);
  const diff: FileDiff = { path: file.path, basePath, status, hunks: parsePatch(file.patch ?? "") };
  const untouched = file.status === "unchanged" || (file.status === "renamed" && file.patch === undefined);
  return { diff, blob: file.sha === "" ? undefined : file.sha, whole: file.patch === undefined && !untouched };
}

async function fileChange({ diff, blob, whole }: ListedEntry, sources: ChangeSources): Promise<FileChange | undefined> {
  const bytes = sources.read(diff.path);
  if (bytes === undefined) return undefined;
  const here = decode(bytes);
  const everyLine = [{ start: 1, end: here.split("\n").length }];
  const same = blob !== undefined && blobName(bytes, blob.length) === blob;
  const headText = same ? here : await headOf(blob, sources);
  // Without the head's text no line of the diff can be told: all of it is read, and nothing said inside it.
  if (headText === undefined) {
    return { diff: { ...diff, hunks: [] }, lines: sameLines, changed: everyLine, headText: here };
  }
  const lines = headText === here ? sameLines : lineMap(here, headText);
  return { diff, lines, changed: whole ? everyLine : checkedOut(changedLines(diff), lines), headText };
}

async function headOf(blob: string | undefined, { git, client }: ChangeSources): Promise<string | undefined> {
  if (blob === undefined) return undefined;
  const [local] = git?.blobs([blob]) ?? [];
  if (local !== undefined) return decode(local);
  const found = await client.blob(blob);
  return found.ok ? decode(found.value) : undefined;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function blobName(bytes: Uint8Array, length: number): string {
  const hash = createHash(length === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** Head lines as lines of the checked-out file; what the merge took from elsewhere is not the change's. */
function checkedOut(spans: readonly LineSpan[], lines: LineMap): readonly LineSpan[] {
  if (lines === sameLines) return spans;
  return spans.flatMap(({ start, end }) => {
    const found: LineSpan[] = [];
    for (let line = start; line <= end; line++) {
      const here = lines.backward(line);
      if (here !== undefined) found.push({ start: here, end: here });
    }
    return found;
  });
}
