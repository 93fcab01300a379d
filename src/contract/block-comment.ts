/**
 * Takes a block comment; gives a diagnostic for each clause that was written in it, where it would never be read.
 */
import type { Diagnostic, SourceFile } from "../source/index.js";
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
  if (first !== null && keyword !== undefined && (first[1] === "" || unmistakable.has(keyword))) {
    found.push(inBlock(comment, first[0].length, file));
  }
  for (const line of comment.text.matchAll(/^(?:\/\*+)?[ \t*]*(\/\/\s*@[ \t]*)/gmu)) {
    const at = line.index + line[0].length;
    if (keywordAt(comment.text.slice(at)) !== undefined) found.push(inBlock(comment, at, file));
  }
  return found;
}

function inBlock(comment: CommentText, at: number, file: SourceFile): Diagnostic {
  const clause = (/^[^\r\n]*/u.exec(comment.text.slice(at))?.[0] ?? "").replace(/\s*\*+\/.*$/u, "").trim();
  const start = comment.start + at;
  return {
    code: "annotation.block-comment",
    span: { file: file.path, start, end: start + clause.length },
    message: "a clause in a block comment is not read",
    hint: `write it as a line of its own: \`//@ ${clause}\``,
  };
}
