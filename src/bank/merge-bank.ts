/**
 * Takes a bank's folder and a store; puts the entries of the one into the other: how the shards of a job matrix come
 * together, since merging content-addressed entries is the union of sets. Entries are verified one by one.
 */
import { join } from "node:path";
import { entryDigest, layout, metaValue, openForReading } from "./database.js";
import { bankFileName } from "./open-bank.js";
import { entryKinds, type Store } from "./store.js";

export interface MergeOptions {
  readonly from: string;
  readonly into: Store;
  readonly version: string;
}

/** Gives the number of entries taken over, or why there are none. */
export function mergeBank(options: MergeOptions): { readonly entries: number; readonly warning?: string } {
  const file = join(options.from, bankFileName);
  let entries = 0;
  try {
    const database = openForReading(file);
    try {
      if (metaValue(database, "version") !== `${layout} ${options.version}`) {
        return { entries, warning: `the bank ${file} is of another version` };
      }
      const select = database.prepare("SELECT key, digest, value, cost FROM entry WHERE kind = ? ORDER BY key");
      for (const kind of entryKinds) {
        for (const { key, digest, value, cost } of select.iterate(kind)) {
          if (typeof key !== "string" || typeof value !== "string") continue;
          if (digest !== entryDigest(options.version, kind, key, value)) continue;
          options.into.put(kind, key, value, Number(cost));
          entries += 1;
        }
      }
    } finally {
      database.close();
    }
    return { entries };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { entries, warning: `the bank ${file} cannot be read: ${reason}` };
  }
}
