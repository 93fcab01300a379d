/** The door of `bank`: remembered states. */
export type { BankStatistics, EntryKind, Store } from "./store.js";
