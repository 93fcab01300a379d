/**
 * Takes the comments of a file, in order; gives its clauses and what is wrong with them (ANNOTATIONS, "Where a clause
 * stands"). Where each belongs is the frontend's question. Relies on: the comments were found by a scanner of TypeScript,
 * so that none of them is inside a string.
 */
import { nearest } from "../base/index.js";
import type { Diagnostic, SourceFile, Span } from "../source/index.js";
import { clausesInBlock } from "./block-comment.js";
import { parseClause } from "./clause.js";
import { clauseText, shownText } from "./clause-text.js";
import { readJsDoc } from "./jsdoc.js";
import { type Keyword, keywordList, openingOf } from "./keywords.js";
import type { ClauseSyntax } from "./syntax.js";

export interface CommentText {
  /** With its slashes and stars. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly block: boolean;
  /** Code stands before it on its line. */
  readonly trailing: boolean;
}

export interface Annotations {
  readonly clauses: readonly ClauseSyntax[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readAnnotations(
  comments: readonly CommentText[],
  file: SourceFile,
  options: { readonly jsdoc: boolean },
): Annotations {
  const clauses: ClauseSyntax[] = [];
  const diagnostics: Diagnostic[] = [];
  const blocks = groupLines(comments, file);
  const jsdoc = options.jsdoc || blocks.some((b) => b.kind === "clause");
  for (const block of blocks) {
    if (block.kind === "unknown") diagnostics.push(block.diagnostic);
    if (block.kind === "clause") collect(parseLines(block, file), clauses, diagnostics);
    if (block.kind === "block") {
      const inside = clausesInBlock(block.comment, file);
      diagnostics.push(...inside);
      if (jsdoc) for (const result of readJsDoc(block.comment, file)) collect(result, clauses, diagnostics);
    }
  }
  return { clauses, diagnostics };
}

function collect(result: ReturnType<typeof parseClause>, clauses: ClauseSyntax[], diagnostics: Diagnostic[]): void {
  if (result.kind === "clause") clauses.push(result.clause);
  else diagnostics.push(result.diagnostic);
}

type Group =
  | {
      readonly kind: "clause";
      readonly keyword: Keyword;
      /** Offset of the keyword in the first comment's text. */
      readonly at: number;
      readonly lines: { readonly comment: CommentText; readonly at: number }[];
    }
  | { readonly kind: "unknown"; readonly diagnostic: Diagnostic }
  | { readonly kind: "block"; readonly comment: CommentText };

function groupLines(comments: readonly CommentText[], file: SourceFile): readonly Group[] {
  const groups: Group[] = [];
  /** The comment that a further line may join, and the group it is part of. */
  let open: { readonly comment: CommentText; readonly group: Group } | undefined;
  for (const comment of comments) {
    const reading = comment.block ? undefined : openingOf(comment.text);
    const joins = reading?.kind === "further" && open !== undefined && follows(open.comment, comment, file);
    const opening = reading?.kind === "further" && !joins ? reading.otherwise : reading;
    if (comment.block) {
      open = undefined;
      groups.push({ kind: "block", comment });
    } else if (opening?.kind === "further" && open !== undefined) {
      if (open.group.kind === "clause") open.group.lines.push({ comment, at: opening.at });
      open = { comment, group: open.group };
    } else if (opening?.kind === "clause") {
      const { keyword, at } = opening;
      const group: Group = { kind: "clause", keyword, at, lines: [{ comment, at: at + keyword.length }] };
      groups.push(group);
      open = comment.trailing ? undefined : { comment, group };
    } else if (opening?.kind === "unknown") {
      const group: Group = { kind: "unknown", diagnostic: unknownWord(comment, opening.word, opening.at, file) };
      groups.push(group);
      open = comment.trailing ? undefined : { comment, group };
    } else {
      open = undefined;
    }
  }
  return groups;
}

function follows(above: CommentText, below: CommentText, file: SourceFile): boolean {
  return !below.trailing && /^\s*$/u.test(file.text.slice(above.end, below.start)) && oneLineApart(above, below, file);
}

function oneLineApart(above: CommentText, below: CommentText, file: SourceFile): boolean {
  const between = file.text.slice(above.end, below.start);
  return (between.match(/\r\n|[\r\n\u2028\u2029]/gu) ?? []).length === 1;
}

function parseLines(group: Extract<Group, { kind: "clause" }>, file: SourceFile): ReturnType<typeof parseClause> {
  const after = clauseText(
    file.path,
    group.lines.map(({ comment, at }) => ({ text: comment.text.slice(at), offset: comment.start + at })),
  );
  const first = group.lines[0]?.comment;
  const last = group.lines.at(-1)?.comment;
  const comment: Span = { file: file.path, start: first?.start ?? 0, end: last?.end ?? 0 };
  const end = comment.end - ((last?.text.length ?? 0) - (last?.text.trimEnd().length ?? 0));
  const span: Span = { file: file.path, start: comment.start + group.at, end };
  return parseClause({ keyword: group.keyword, after, span, comment, jsdoc: false });
}

function unknownWord(comment: CommentText, word: string, at: number, file: SourceFile): Diagnostic {
  const start = comment.start + at;
  const span: Span = {
    file: file.path,
    start: word === "" ? comment.start : start,
    end: Math.max(start + word.length, comment.start + 3),
  };
  const rest = shownText(comment.text.slice(at + word.length));
  const meant = nearest(word, keywordList);
  return {
    code: "annotation.unknown",
    span,
    message: word === "" ? "no word of the annotation language follows `//@`" : `\`${word}\` begins no clause`,
    hint:
      meant === undefined
        ? `the words are ${keywordList.map((k) => `\`${k}\``).join(", ")}; for an ordinary comment leave out the \`@\``
        : `write \`//@ ${meant}${rest === "" ? "" : ` ${rest}`}\``,
  };
}
