/** Gives a store that lasts as long as the run: for `--bank off`, for tests, and where no file can be used. */
import type { EntryKind, Store } from "./store.js";

export function memoryBank(warnings: readonly string[] = []): Store {
  const entries = new Map<string, string>();
  let hits = 0;
  let misses = 0;
  const place = (kind: EntryKind, key: string): string => `${kind} ${key}`;
  return {
    get(kind, key) {
      const value = entries.get(place(kind, key));
      if (value === undefined) misses += 1;
      else hits += 1;
      return value;
    },
    put(kind, key, value) {
      entries.set(place(kind, key), value);
    },
    statistics: () => ({ hits, misses }),
    warnings: () => warnings,
    close() {
      entries.clear();
    },
  };
}
