/**
 * Gives a store that lasts as long as the run: for `--bank off`, for tests, and where no file can be used; and the view
 * that one function has of a store that was blank when the run began.
 */
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
    isBlank: () => entries.size === 0,
    statistics: () => ({ hits, misses }),
    warnings: () => warnings,
    close() {
      entries.clear();
    },
  };
}

/**
 * What was blank when the run began holds for a function what it has put itself, alternatives of it mostly; what other
 * functions of the run put is rarely the same, to look for it costs more than to ask, and it depends on who comes first.
 */
export function ownView(store: Store): Store {
  const own = new Set<string>();
  const nameOf = (kind: string, key: string): string => `${kind} ${key}`;
  return {
    ...store,
    get: (kind, key) => (own.has(nameOf(kind, key)) ? store.get(kind, key) : undefined),
    put(kind, key, value, cost) {
      own.add(nameOf(kind, key));
      store.put(kind, key, value, cost);
    },
    isBlank: () => own.size === 0,
  };
}
