/**
 * Takes a request and the bank; gives the findings of an earlier run whose inputs were the same, so that a warm run
 * loads neither TypeScript nor Z3.
 * What a run reads is known only after it has run. Entries are therefore a chain: the key of the first names the engine,
 * the options and the targets; an entry says which files to look at next, and their hashes make the next key; the last
 * holds the result. Every file, failed look-up and configuration that the checker consulted is on the chain.
 * Soundness: a result is put only at a key that covers the whole read set; texts are hashed, never dates.
 */

import type { Store } from "../bank/index.js";
import { hashText, stableHash } from "../base/index.js";
import { fromTaggedJson, toTaggedJson } from "../prove/index.js";
import type { FileSystem } from "../source/index.js";

/** Relative path -> SHA-256 of its text, or "absent". */
export type ReadSet = ReadonlyMap<string, string>;

interface Link {
  readonly kind: "look";
  readonly paths: readonly string[];
}

interface End {
  readonly kind: "result";
  readonly result: unknown;
}

/** A chain longer than this is a sign of a read set that never settles; then nothing is gained by going on. */
const longest = 32;

interface Walked {
  readonly key: string;
  readonly seen: ReadSet;
  readonly end: End | undefined;
}

/** The stored result, if all that it was made from is unchanged. */
export function recallRun(start: string, root: string, files: FileSystem, bank: Store): unknown {
  return walk(start, root, files, bank).end?.result;
}

export function rememberRun(
  start: string,
  read: ReadSet,
  result: unknown,
  place: { readonly root: string; readonly files: FileSystem; readonly bank: Store },
): void {
  const { key, seen, end } = walk(start, place.root, place.files, place.bank);
  if (end !== undefined) return;
  // The files may have changed since they were read: then this result belongs to no state that can be named now.
  const missing = [...read.keys()].filter((path) => !seen.has(path)).sort();
  const now = new Map(missing.map((path) => [path, hashOf(place.root, place.files, path)]));
  if ([...read].some(([path, hash]) => (seen.get(path) ?? now.get(path)) !== hash)) return;
  const entry: End = { kind: "result", result };
  const link: Link = { kind: "look", paths: missing };
  if (missing.length > 0) place.bank.put("function", key, toTaggedJson(link));
  place.bank.put("function", missing.length > 0 ? nextKey(key, now) : key, toTaggedJson(entry));
}

function walk(start: string, root: string, files: FileSystem, bank: Store): Walked {
  const seen = new Map<string, string>();
  let key = start;
  for (let step = 0; step < longest; step++) {
    const entry = entryAt(bank, key);
    if (entry === undefined) break;
    if (entry.kind === "result") return { key, seen, end: entry };
    const found = new Map(entry.paths.map((path) => [path, hashOf(root, files, path)]));
    for (const [path, hash] of found) seen.set(path, hash);
    key = nextKey(key, found);
  }
  return { key, seen, end: undefined };
}

function nextKey(key: string, found: ReadSet): string {
  return stableHash({ after: key, found: [...found].map(([path, hash]) => [path, hash]) });
}

function hashOf(root: string, files: FileSystem, path: string): string {
  const bytes = files.readFile(path.startsWith("/") ? path : `${root}/${path}`);
  return bytes === undefined ? "absent" : hashText(new TextDecoder().decode(bytes));
}

function entryAt(bank: Store, key: string): Link | End | undefined {
  const text = bank.get("function", key);
  if (text === undefined) return undefined;
  const entry = fromTaggedJson(text);
  return isEntry(entry) ? entry : undefined;
}

function isEntry(value: unknown): value is Link | End {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (value.kind === "result") return "result" in value;
  return (
    value.kind === "look" &&
    "paths" in value &&
    Array.isArray(value.paths) &&
    value.paths.every((path) => typeof path === "string")
  );
}
