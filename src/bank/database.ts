/**
 * Takes the place of a bank's file; gives the open database with its tables, or what is wrong with it. One file of
 * content-addressed entries: each carries a digest of all that it says, so that what was cut short or altered is noticed
 * entry by entry. Relies on SQLite's own locks for several processes at once (busy timeout, WAL).
 */
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { stableHash } from "../base/index.js";

/** The tables' layout; another layout is another version. */
export const layout = "1";

export interface Row {
  readonly kind: string;
  readonly key: string;
  readonly digest: string;
  readonly value: string;
  readonly cost: number;
}

export function entryDigest(version: string, kind: string, key: string, value: string): string {
  return stableHash([layout, version, kind, key, value]);
}

/** A carried file may hold views and triggers of somebody's making: they get no functions with effects. */
const distrust = "PRAGMA trusted_schema = OFF;";

/** Milliseconds that a process waits for another one's write. */
const patience = 5_000;

/** Throws SQLite's error where the file is no database, is damaged or cannot be written. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: patience });
  try {
    database.exec(`
      ${distrust}
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS entry (
        kind TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, value TEXT NOT NULL,
        cost REAL NOT NULL, uses INTEGER NOT NULL, created INTEGER NOT NULL, used INTEGER NOT NULL,
        PRIMARY KEY (kind, key)
      ) WITHOUT ROWID;
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** For a place that cannot be written; `immutable` spares SQLite the files that it would make beside it. */
export function openForReading(file: string): DatabaseSync {
  const url = pathToFileURL(file);
  url.searchParams.set("immutable", "1");
  const database = new DatabaseSync(url, { readOnly: true, timeout: patience });
  try {
    database.exec(distrust);
    database.prepare("SELECT kind, key, digest, value, cost FROM entry LIMIT 1").get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

export function metaValue(database: DatabaseSync, name: string): string | undefined {
  const row = database.prepare("SELECT value FROM meta WHERE name = ?").get(name);
  return typeof row?.["value"] === "string" ? row["value"] : undefined;
}

export function setMeta(database: DatabaseSync, name: string, value: string): void {
  database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)").run(name, value);
}

/** SQLite's CORRUPT and NOTADB: the file itself is of no use. */
export function isDamage(error: unknown): boolean {
  return [11, 26].includes(resultCode(error));
}

/** Does what another process at the same file may hinder without harm. */
export function unlessBusy(work: () => void): void {
  try {
    work();
  } catch (error) {
    // SQLite's BUSY and LOCKED.
    if (![5, 6].includes(resultCode(error))) throw error;
  }
}

function resultCode(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
}

/** Runs all of it or nothing of it. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    work();
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
