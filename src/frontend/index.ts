/** The door of `frontend`: TypeScript and contracts to a program. */
import type { OverflowMode, Program } from "../ir/index.js";
import type { Diagnostic, FileSystem, SourceFile } from "../source/index.js";

export interface LoadRequest {
  /** Absolute path of the workspace root; nothing whose real path lies outside it is read, but TypeScript's own library. */
  readonly root: string;
  readonly files: FileSystem;
  /** Paths relative to the root whose functions get verdicts. */
  readonly targets: readonly string[];
  readonly overflow: OverflowMode;
  readonly jsdoc: boolean;
  /** Functions without a contract are targets too, as if each were marked `verify`. */
  readonly all?: boolean;
}

export interface Loaded {
  readonly program: Program;
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** Everything the checker consulted: relative path -> SHA-256 of its text, or "absent" for a failed look-up. */
  readonly readSet: ReadonlyMap<string, string>;
  /** Each file to the files whose declarations it can see, one step: what it imports, and files that are no modules. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** Of files, not of functions: syntax errors, unreadable files, clauses in block comments without an owner. */
  readonly notices: readonly Diagnostic[];
  /** Under `all`: why the functions without a contract that are counted as not readable are not; the first reason of each. */
  readonly unread: readonly Diagnostic[];
}

export { load } from "./load.js";
