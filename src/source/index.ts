/** The door of `source`: places in text, and what can be said of them. */
export { type CatalogueEntry, type Code, catalogue, type Severity } from "./catalogue.js";
export type { Diagnostic, Label } from "./diagnostic.js";
export {
  changedLines,
  commentableLines,
  type DiffHunk,
  type DiffLine,
  type FileDiff,
  inOneHunk,
  type LineSpan,
  parsePatch,
  parseUnifiedDiff,
} from "./diff.js";
export type { FileSystem } from "./file-system.js";
export { lineText, type Position, positionAt, type SourceFile, type Span, sourceFile } from "./span.js";
