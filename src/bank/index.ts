/** The door of `bank`: remembered states. */
export { memoryBank, ownView } from "./memory-bank.js";
export { type MergeOptions, mergeBank } from "./merge-bank.js";
export { type BankOptions, bankFileName, openBank } from "./open-bank.js";
export type { BankStatistics, EntryKind, Store } from "./store.js";
