/**
 * Gives what the rest knows of the bank: content-addressed entries by kind. A store that cannot be opened, is cut short
 * or altered behaves as an empty one and says so once; it never fails a run.
 */
export type EntryKind = "obligation" | "function";

export interface BankStatistics {
  readonly hits: number;
  readonly misses: number;
}

export interface Store {
  /** The stored JSON text, already verified against its digest, or undefined. Counts a hit or a miss. */
  get(kind: EntryKind, key: string): string | undefined;
  /** `cost` is what it took to find, in any unit of the kind; dear entries outlive cheap ones. A later value replaces. */
  put(kind: EntryKind, key: string, value: string, cost?: number): void;
  /** Nothing can be found in it, so that nobody need make a key to look for. Absent where that is not known. */
  isBlank?(): boolean;
  statistics(): BankStatistics;
  /** What went wrong on the way, for one line on stderr. */
  warnings(): readonly string[];
  /** Checkpoints and closes; the file may then be carried. */
  close(): void;
}

export const entryKinds: readonly EntryKind[] = ["obligation", "function"];
