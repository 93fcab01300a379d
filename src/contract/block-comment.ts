/**
 * Takes a block comment; gives a diagnostic for each clause that was written in it, where it would never be read. Prose that
 * begins with the word of a clause and does not parse as one is prose.
 */
import type { Diagnostic, SourceFile, Span } from "../source/index.js";
import { parseClause } from "./clause.js";
import { clauseText } from "./clause-text.js";
import { type Keyword, keywordAt } from "./keywords.js";
import type { CommentText } from "./read-annotations.js";

/** Words that are tags of nobody else; the others count only directly after `/*@`. */
const unmistakable: ReadonlySet<Keyword> = new Set<Keyword>([
  "requires",
  "ensures",
  "invariant",
  "decreases",
  "done_with",
  "assume",
]);

export function clausesInBlock(comment: CommentText, file: SourceFile): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const first = /^\/\*(?!\*)(\s*)@\s*/u.exec(comment.text);
  const keyword = first === null ? undefined : keywordAt(comment.text.slice(first[0].length));
  const isMarked = first !== null && keyword !== undefined && (first[1] === "" || unmistakable.has(keyword));
  if (isMarked && parses(comment, first[0].length, keyword, file)) {
    found.push(inBlock(comment, first[0].length, file));
  }
  for (const line of comment.text.matchAll(/^(?:\/\*+)?[ \t*]*(\/\/\s*@[ \t]*)/gmu)) {
    const at = line.index + line[0].length;
    const word = keywordAt(comment.text.slice(at));
    if (word !== undefined && parses(comment, at, word, file)) found.push(inBlock(comment, at, file));
  }
  return found;
}

/** Words that say all by themselves: with more behind them they begin a sentence. */
const bare: ReadonlySet<string> = new Set(["verify", "pure", "autohavoc", "skip", "safe-slice", "refine"]);

function parses(comment: CommentText, at: number, keyword: Keyword, file: SourceFile): boolean {
  const offset = at + keyword.length;
  const text = lineAt(comment, at).slice(keyword.length);
  if (bare.has(keyword) && text.trim() !== "") return false;
  const span: Span = { file: file.path, start: comment.start + at, end: comment.start + offset + text.length };
  const after = clauseText(file.path, [{ text, offset: comment.start + offset }]);
  return parseClause({ keyword, after, span, comment: span, jsdoc: false }).kind === "clause";
}

function lineAt(comment: CommentText, at: number): string {
  return (/^[^\r\n]*/u.exec(comment.text.slice(at))?.[0] ?? "").replace(/\s*\*+\/.*$/u, "").trimEnd();
}

function inBlock(comment: CommentText, at: number, file: SourceFile): Diagnostic {
  const clause = lineAt(comment, at).trim();
  const start = comment.start + at;
  return {
    code: "annotation.block-comment",
    span: { file: file.path, start, end: start + clause.length },
    message: "a clause in a block comment is not read",
    hint: `write it as a line of its own: \`//@ ${clause}\``,
  };
}
