/**
 * Takes a parsed file; gives each clause of its comments the function, loop, statement or member that it belongs to
 * (ANNOTATIONS, "Where a clause stands"). Relies on: the tree of the same text.
 */
import type ts from "typescript";
import type { SourceFile } from "../source/index.js";
import type { Attachments } from "./attachments.js";

export interface AnnotationOptions {
  /** Read JSDoc tags also in a file without a `//@` clause. */
  readonly jsdoc: boolean;
}

export function attachAnnotations(
  _sourceFile: ts.SourceFile,
  _source: SourceFile,
  _options: AnnotationOptions,
): Attachments {
  return {
    functions: new Map(),
    loops: new Map(),
    statements: new Map(),
    members: new Map(),
    file: [],
    problems: [],
  };
}
