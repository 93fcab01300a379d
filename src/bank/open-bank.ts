/**
 * Takes a folder; gives the bank that lives there as one SQLite file. Whatever is wrong with the file (damaged, cut
 * short, of another version, not to be written) costs its entries and gives one warning; it never fails a run.
 * Trust: an entry is given only if its digest covers exactly its version, kind, key and value.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import {
  entryDigest,
  inTransaction,
  isDamage,
  layout,
  metaValue,
  openDatabase,
  openForReading,
  setMeta,
  unlessBusy,
} from "./database.js";
import { evict } from "./eviction.js";
import { memoryBank } from "./memory-bank.js";
import type { EntryKind, Store } from "./store.js";

export interface BankOptions {
  readonly folder: string;
  /** Engine, encoder and solver build: entries of another version are dropped. */
  readonly version: string;
  /** Bytes of all values; what is least worth keeping goes at `close`. */
  readonly sizeLimit?: number;
  /** What is put then lasts for this run only. */
  readonly readOnly?: boolean;
}

/** The one file to carry, in the bank's folder. */
export const bankFileName = "bank.sqlite";

const defaultSizeLimit = 64 * 2 ** 20;

export function openBank(options: BankOptions): Store {
  const file = join(options.folder, bankFileName);
  try {
    if (options.readOnly === true) return readingBank(openForReading(file), options.version, []);
    mkdirSync(options.folder, { recursive: true });
    return writtenBank(file, options);
  } catch (error) {
    return withoutWriting(file, options, error);
  }
}

function withoutWriting(file: string, options: BankOptions, cause: unknown): Store {
  const warning = `the bank ${file} cannot be used: ${reasonOf(cause)}`;
  if (options.readOnly === true) return memoryBank([warning]);
  try {
    return readingBank(openForReading(file), options.version, [
      `the bank ${file} cannot be written: ${reasonOf(cause)}`,
    ]);
  } catch {
    // That it cannot be read either adds nothing to the reason that is given.
    return memoryBank([warning]);
  }
}

/** Opens it for reading and writing; a damaged file is started anew. */
function writtenBank(file: string, options: BankOptions): Store {
  const warnings: string[] = [];
  const open = (): DatabaseSync => {
    const database = openDatabase(file);
    try {
      settleVersion(database, `${layout} ${options.version}`, warnings);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
  try {
    return fileBank(open(), file, options, warnings);
  } catch (error) {
    if (!isDamage(error)) throw error;
    for (const ending of ["", "-wal", "-shm"]) rmSync(`${file}${ending}`, { force: true });
    warnings.push(`the bank ${file} was damaged and is started anew: ${reasonOf(error)}`);
    return fileBank(open(), file, options, warnings);
  }
}

function settleVersion(database: DatabaseSync, version: string, warnings: string[]): void {
  inTransaction(database, () => {
    const found = metaValue(database, "version");
    if (found !== undefined && found !== version) {
      database.exec("DELETE FROM entry");
      warnings.push("what an earlier version of Countercheck remembered is not used: everything is proved anew, once");
    }
    setMeta(database, "version", version);
    setMeta(database, "run", String(Number(metaValue(database, "run") ?? 0) + 1));
  });
}

interface Pending {
  readonly kind: EntryKind;
  readonly key: string;
  readonly value: string;
  readonly cost: number;
}

/** Entries in one transaction; a process that dies loses no more. */
const putTogether = 64;

function fileBank(database: DatabaseSync, file: string, options: BankOptions, warnings: string[]): Store {
  const run = Number(metaValue(database, "run") ?? 0);
  const select = database.prepare("SELECT digest, value FROM entry WHERE kind = ? AND key = ?");
  const insert = database.prepare(
    "INSERT OR REPLACE INTO entry (kind, key, digest, value, cost, uses, created, used) VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
  );
  const touch = database.prepare("UPDATE entry SET uses = uses + 1, used = ? WHERE kind = ? AND key = ?");
  const served = new Map<string, readonly [EntryKind, string]>();
  /** Written together, since a transaction costs more than what is in it; by kind and key. */
  const pending = new Map<string, Pending>();
  const counts = { hits: 0, misses: 0 };
  let blank = database.prepare("SELECT 1 FROM entry LIMIT 1").get() === undefined;
  let usable = true;

  /** From the first failure on, the bank is an empty one. */
  const guarded = <T>(work: () => T, otherwise: T): T => {
    if (!usable) return otherwise;
    try {
      return work();
    } catch (error) {
      usable = false;
      warnings.push(`the bank ${file} failed and is left alone: ${reasonOf(error)}`);
      return otherwise;
    }
  };

  const writePending = (): void => {
    const entries = [...pending.values()];
    pending.clear();
    guarded(() => {
      inTransaction(database, () => {
        for (const { kind, key, value, cost } of entries) {
          const digest = entryDigest(options.version, kind, key, value);
          insert.run(kind, key, digest, value, cost, run, run);
        }
      });
    }, undefined);
  };
  const stored = (kind: EntryKind, key: string): string | undefined =>
    guarded(() => believed(select.get(kind, key), options.version, kind, key), undefined);

  return {
    get(kind, key) {
      const value = usable ? (pending.get(`${kind} ${key}`)?.value ?? stored(kind, key)) : undefined;
      if (value === undefined) counts.misses += 1;
      else {
        counts.hits += 1;
        served.set(`${kind} ${key}`, [kind, key]);
      }
      return value;
    },
    put(kind, key, value, cost = 0) {
      blank = false;
      pending.set(`${kind} ${key}`, { kind, key, value, cost });
      if (pending.size >= putTogether) writePending();
    },
    isBlank: () => blank,
    statistics: () => ({ ...counts }),
    warnings: () => warnings,
    close() {
      writePending();
      guarded(() => {
        inTransaction(database, () => {
          for (const [kind, key] of served.values()) touch.run(run, kind, key);
        });
        const dropped = evict(database, options.sizeLimit ?? defaultSizeLimit);
        database.exec("PRAGMA busy_timeout = 0");
        if (dropped > 0) unlessBusy(() => database.exec("VACUUM"));
        // Back to one plain file, which can be copied and read from a folder that cannot be written; the last process
        // at it does so.
        unlessBusy(() => database.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE"));
      }, undefined);
      if (database.isOpen) database.close();
      usable = false;
    },
  };
}

/** Entries of the file for reading; what is put is kept for this run. */
function readingBank(database: DatabaseSync, version: string, warnings: readonly string[]): Store {
  const fresh = memoryBank();
  const same = metaValue(database, "version") === `${layout} ${version}`;
  const select = database.prepare("SELECT digest, value FROM entry WHERE kind = ? AND key = ?");
  const counts = { hits: 0, misses: 0 };
  const failures: string[] = [];
  const stored = (kind: EntryKind, key: string): string | undefined => {
    if (!same || failures.length > 0) return undefined;
    try {
      return believed(select.get(kind, key), version, kind, key);
    } catch (error) {
      failures.push(`the bank failed and is left alone: ${reasonOf(error)}`);
      return undefined;
    }
  };
  return {
    get(kind, key) {
      const value = fresh.get(kind, key) ?? stored(kind, key);
      if (value === undefined) counts.misses += 1;
      else counts.hits += 1;
      return value;
    },
    put: fresh.put,
    statistics: () => ({ ...counts }),
    warnings: () => [...warnings, ...failures],
    close() {
      if (database.isOpen) database.close();
    },
  };
}

function believed(
  row: Readonly<Record<string, unknown>> | undefined,
  version: string,
  kind: EntryKind,
  key: string,
): string | undefined {
  const value = row?.["value"];
  if (typeof value !== "string") return undefined;
  return row?.["digest"] === entryDigest(version, kind, key, value) ? value : undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
