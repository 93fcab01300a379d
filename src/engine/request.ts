/**
 * Gives what the engine is asked and what it is lent: the entry points make these, the engine gives a report.
 */
import type { Store } from "../bank/index.js";
import type { Replayer } from "../counterexample/index.js";
import type { OverflowMode } from "../ir/index.js";
import type { Solver } from "../smt/index.js";
import type { FileSystem } from "../source/index.js";

/** Lines of one file, counted from 1, both inclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export interface CheckRequest {
  /** Absolute path of the workspace root. */
  readonly root: string;
  readonly files: FileSystem;
  /** Paths relative to the root, already chosen by include, exclude and what git ignores. */
  readonly targets: readonly string[];
  /** Only functions that these ranges touch, and those that depend on them; absent: all. */
  readonly changed?: ReadonlyMap<string, readonly LineRange[]>;
  readonly overflow: OverflowMode;
  readonly jsdoc: boolean;
  /** Look at functions without a contract too, for what breaks by itself: bounds, division, absent values, throws. */
  readonly all?: boolean;
  /** Multiples of the default solver budget. */
  readonly limit: number;
  readonly replay: boolean;
  /** Ask again what was unproven last time. */
  readonly retry: boolean;
  /** Offer proved suggestions. */
  readonly suggest: boolean;
}

export interface Progress {
  /** A function's work begins; `done` of `total` are finished. */
  working(name: string, done: number, total: number): void;
}

export interface Services {
  readonly solver: Solver;
  readonly bank: Store | undefined;
  readonly replayer: Replayer;
  readonly progress: Progress;
  /** Milliseconds, for the report's `seconds` only; it decides nothing. */
  readonly now: () => number;
  /** Names the build that runs, so that what another build remembered of functions is not believed. */
  readonly build?: string;
}
