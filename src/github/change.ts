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
import type { GitHubClient, ListedFile } from "./client.js";
import type { RunContext } from "./context.js";
import { type Result, success } from "./failure.js";
import { type LineMap, lineMap, sameLines } from "./line-map.js";
import type { LocalGit } from "./local-git.js";

export interface FileChange {
  /** Numbers are the head's. */
  readonly diff: FileDiff;
  /** From the checked-out file to the head's. */
  readonly lines: LineMap;
  /** Of the checked-out file. */
  readonly changed: readonly LineSpan[];
  /** The head's text. */
  readonly headText: string;
  /** The base's text, where it could be read. */
  readonly baseText: string | undefined;
}

export interface Change {
  readonly files: ReadonlyMap<string, FileChange>;
  /** Every file of the diff, deleted ones included, numbers as the head's. */
  readonly diff: readonly FileDiff[];
  /** False where GitHub's list ends before the change does. */
  readonly complete: boolean;
}

export interface ChangeSources {
  readonly client: GitHubClient;
  readonly git: LocalGit;
  /** A checked-out file's bytes. */
  readonly read: (path: string) => Uint8Array | undefined;
}

/** Which files are worth reading: the rest of a diff is kept for its lines alone. */
export type Wanted = (path: string) => boolean;

interface Range {
  readonly from: string;
  readonly to: string;
}

interface ListedChange {
  readonly files: readonly { readonly diff: FileDiff; readonly blob: string | undefined; readonly whole: boolean }[];
  readonly complete: boolean;
  readonly base: string | undefined;
}

/** Undefined: there is nothing to compare with, and everything counts as changed. */
export async function readChange(
  context: RunContext,
  sources: ChangeSources,
  wanted: Wanted,
): Promise<Result<Change | undefined>> {
  const range = rangeOf(context);
  if (range === undefined) return success(undefined);
  const listed = (await fromGit(range, sources.git)) ?? (await fromGitHub(context, range, sources.client));
  if ("failure" in listed) return { ok: false, failure: listed.failure };
  const files = new Map<string, FileChange>();
  for (const entry of listed.files) {
    if (entry.diff.status === "deleted" || !wanted(entry.diff.path)) continue;
    const file = await fileChange(entry, range, listed.base, sources);
    if (file !== undefined) files.set(entry.diff.path, file);
  }
  const diff = listed.files.map((entry) => files.get(entry.diff.path)?.diff ?? entry.diff);
  return success({ files, diff, complete: listed.complete });
}

function rangeOf({ event }: RunContext): Range | undefined {
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

async function fromGit({ from, to }: Range, git: LocalGit): Promise<ListedChange | undefined> {
  if (!(await git.hasCommit(from)) || !(await git.hasCommit(to))) return undefined;
  const base = await git.mergeBase(from, to);
  const text = base === undefined ? undefined : await git.diff(base, to);
  if (base === undefined || text === undefined) return undefined;
  const files = parseUnifiedDiff(text).map((diff) => ({ diff, blob: undefined, whole: false }));
  return { files, complete: true, base };
}

type Listing = ListedChange | Extract<Result<never>, { readonly ok: false }>;

async function fromGitHub({ event }: RunContext, { from, to }: Range, client: GitHubClient): Promise<Listing> {
  const ofPull = event.kind === "pull request";
  const listed = ofPull ? await client.changedFiles(event.number) : await client.compare(from, to);
  if (!listed.ok) return listed;
  const most = ofPull ? 3_000 : 300;
  return { files: listed.value.map(fromListed), complete: listed.value.length < most, base: undefined };
}

const statuses: Readonly<Record<string, FileDiff["status"]>> = {
  added: "added",
  copied: "added",
  removed: "deleted",
  renamed: "renamed",
};

function fromListed(file: ListedFile): ListedChange["files"][number] {
  const status = statuses[file.status] ?? "modified";
  const basePath = status === "added" ? undefined : (file.previousPath ?? file.path);
  const diff: FileDiff = { path: file.path, basePath, status, hunks: parsePatch(file.patch ?? "") };
  const untouched = file.status === "unchanged" || (file.status === "renamed" && file.patch === undefined);
  return { diff, blob: file.sha, whole: file.patch === undefined && !untouched };
}

async function fileChange(
  { diff, blob, whole }: ListedChange["files"][number],
  range: Range,
  base: string | undefined,
  { client, git, read }: ChangeSources,
): Promise<FileChange | undefined> {
  const bytes = read(diff.path);
  if (bytes === undefined) return undefined;
  const here = decode(bytes);
  const same = blob !== undefined && blobName(bytes, blob.length) === blob;
  const basePath = diff.basePath;
  const baseText = base === undefined || basePath === undefined ? undefined : await git.text(base, basePath);
  const everyLine = [{ start: 1, end: here.split("\n").length }];
  const headText = same ? here : await headOf(diff.path, blob, range.to, git, client);
  // Without the head's text no line of the diff can be told: all of it is read, and nothing said inside it.
  if (headText === undefined) {
    return { diff: { ...diff, hunks: [] }, lines: sameLines, changed: everyLine, headText: here, baseText };
  }
  const lines = headText === here ? sameLines : lineMap(here, headText);
  const changed = whole ? everyLine : checkedOut(changedLines(diff), lines);
  return { diff, lines, changed, headText, baseText };
}

async function headOf(
  path: string,
  blob: string | undefined,
  head: string,
  git: LocalGit,
  client: GitHubClient,
): Promise<string | undefined> {
  if (blob === undefined) return git.text(head, path);
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
