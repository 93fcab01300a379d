/**
 * Keeps a bank below its size: the runs that used an entry last decide first, then what it cost to find times how often
 * it served, for its size. Runs are counted, not timed, so that a bank left alone for a month loses nothing.
 */
import type { DatabaseSync } from "node:sqlite";

/** Bytes that an entry takes besides its value. */
const overhead = 200;
/** How far below the limit eviction goes, so that it is not due again at once. */
const share = 0.8;

/** Gives the number of entries dropped. */
export function evict(database: DatabaseSync, sizeLimit: number): number {
  const total = numberOf(database.prepare(`SELECT sum(length(value) + ${overhead}) AS n FROM entry`).get());
  if (total <= sizeLimit) return 0;
  const before = countOf(database);
  database
    .prepare(`
      DELETE FROM entry WHERE (kind, key) IN (
        SELECT kind, key FROM (
          SELECT kind, key, sum(length(value) + ${overhead}) OVER (
            ORDER BY used DESC, (cost + 1) * (uses + 1) / (length(value) + ${overhead}) DESC, kind, key
          ) AS upTo FROM entry
        ) WHERE upTo > ?
      )`)
    .run(Math.floor(sizeLimit * share));
  return before - countOf(database);
}

function countOf(database: DatabaseSync): number {
  return numberOf(database.prepare("SELECT count(*) AS n FROM entry").get());
}

function numberOf(row: Readonly<Record<string, unknown>> | undefined): number {
  return typeof row?.["n"] === "number" ? row["n"] : 0;
}
