/**
 * Takes a JSDoc comment; gives the clauses among its tags: `@requires @ensures @decreases @throws @pure`. What JSDoc
 * itself means by `@requires` (a module) and `@throws` (an error's type, prose) stays documentation.
 */
import type { SourceFile } from "../source/index.js";
import { type ClauseResult, parseClause } from "./clause.js";
import { type ClauseText, clauseText } from "./clause-text.js";
import type { CommentText } from "./read-annotations.js";

const tags = ["requires", "ensures", "decreases", "throws", "pure"] as const;
type Tag = (typeof tags)[number];

interface TagText {
  readonly tag: Tag;
  /** Offset of the tag's word in the comment. */
  readonly at: number;
  readonly parts: { text: string; offset: number }[];
}

export function readJsDoc(comment: CommentText, file: SourceFile): readonly ClauseResult[] {
  if (!/^\/\*\*(?![*/])/u.test(comment.text)) return [];
  return tagTexts(comment).flatMap((found) => {
    const after = clauseText(file.path, found.tag === "throws" ? withoutType(found.parts) : found.parts);
    if (isDocumentation(found.tag, after)) return [];
    const last = found.parts.at(-1);
    const end = last === undefined ? comment.end : last.offset + last.text.trimEnd().length;
    const result = parseClause({
      keyword: found.tag,
      after,
      span: { file: file.path, start: comment.start + found.at, end },
      comment: { file: file.path, start: comment.start, end: comment.end },
      jsdoc: true,
    });
    return found.tag === "throws" && result.kind === "wrong" ? [] : [result];
  });
}

function tagTexts(comment: CommentText): readonly TagText[] {
  const found: TagText[] = [];
  let open: TagText | undefined;
  for (const line of comment.text.matchAll(/[^\r\n]+|(?<=\n)(?=\r?\n)/gu)) {
    const lead = /^(?:\s*\/\*\*|\s*\*(?!\/))?\s*/u.exec(line[0])?.[0].length ?? 0;
    const text = line[0].slice(lead).replace(/\s*\*+\/\s*$/u, "");
    const tag = /^@(\w+)/u.exec(text);
    const offset = comment.start + line.index + lead;
    if (tag !== null) {
      const known = tags.find((t) => t === tag[1]);
      const skip = tag[0].length;
      const parts = [{ text: text.slice(skip), offset: offset + skip }];
      open = known === undefined ? undefined : { tag: known, at: line.index + lead + 1, parts };
      if (open !== undefined) found.push(open);
    } else if (text.trim() === "") {
      open = undefined;
    } else {
      open?.parts.push({ text, offset });
    }
  }
  return found;
}

/** Without an optional leading `{RangeError}`. */
function withoutType(parts: readonly { text: string; offset: number }[]): { text: string; offset: number }[] {
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  const skip = /^\s*\{[^{}]*\}/u.exec(first.text)?.[0].length ?? 0;
  return [{ text: first.text.slice(skip), offset: first.offset + skip }, ...rest];
}

function isDocumentation(tag: Tag, after: ClauseText): boolean {
  const text = after.text.trim();
  if (tag === "throws") return text === "";
  if (tag !== "requires") return false;
  return /^(?:\{[^{}]*\}\s*)?[\w$@/.-]*$/u.test(text) || /^\w+:[^\s=]\S*$/u.test(text);
}
