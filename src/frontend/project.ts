/**
 * Takes a workspace and the files of interest; gives these and all that they import as checked TypeScript with clauses
 * attached. Relies on: the injected file system alone.
 */
import type ts from "typescript";
import type { Diagnostic, FileSystem, SourceFile } from "../source/index.js";
import type { Attachments } from "./attachments.js";

export interface ProjectRequest {
  /** Absolute path of the workspace root. */
  readonly root: string;
  readonly files: FileSystem;
  /** Paths relative to the root. */
  readonly targets: readonly string[];
  readonly jsdoc: boolean;
}

/** What TypeScript has against a file, at its place. */
export interface TypeProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** TypeScript's number of the message. */
  readonly code: number;
}

/** A source file of the workspace: a target, or something that a target imports. Declaration files are not among them. */
export interface ProjectFile {
  /** Relative to the root. */
  readonly path: string;
  readonly target: boolean;
  readonly sourceFile: ts.SourceFile;
  /** The checker of the program that has this file's own compiler options. */
  readonly checker: ts.TypeChecker;
  readonly source: SourceFile;
  readonly attachments: Attachments;
  /** As the project has it; our checker has strict null checks always on. */
  readonly strictNullChecks: boolean;
  readonly syntaxProblems: readonly TypeProblem[];
  /** Computed at the first call. Nothing is silenced by `@ts-ignore` and the like. */
  readonly typeProblems: () => readonly TypeProblem[];
}

export interface Project {
  readonly files: ReadonlyMap<string, ProjectFile>;
  /** The file that a node's source file belongs to; undefined for libraries and declaration files. */
  readonly fileOf: (sourceFile: ts.SourceFile) => ProjectFile | undefined;
  /** Of files: unreadable, not UTF-8, too large, syntax errors. */
  readonly notices: readonly Diagnostic[];
  /** Targets with a clause that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Relative path -> SHA-256 of the text, or "absent" for a failed look-up. */
  readonly readSet: ReadonlyMap<string, string>;
  /** The module specifier behind a name whose import was not found, for "package and importer" in a message. */
  readonly unresolvedImport: (name: ts.Identifier, checker: ts.TypeChecker) => string | undefined;
}

export function openProject(_request: ProjectRequest): Project {
  return {
    files: new Map(),
    fileOf: () => undefined,
    notices: [],
    leftOut: {},
    readSet: new Map(),
    unresolvedImport: () => undefined,
  };
}
