/** Reads the lines of a file that consists of comments only, as the frontend would find them. */
import { type Annotations, type CommentText, readAnnotations } from "../../../src/contract/index.js";
import { type SourceFile, type Span, sourceFile } from "../../../src/source/index.js";

export interface Read extends Annotations {
  readonly file: SourceFile;
  readonly textAt: (span: Span) => string;
}

export function read(lines: readonly string[], options = { jsdoc: false }): Read {
  const text = lines.join("\n");
  const file = sourceFile("a.ts", text);
  let at = 0;
  const comments = lines.flatMap((line): readonly CommentText[] => {
    const start = at;
    at += line.length + 1;
    if (line.trim() === "") return [];
    const indent = line.length - line.trimStart().length;
    const block = line.trimStart().startsWith("/*");
    return [{ text: line.slice(indent), start: start + indent, end: start + line.length, block, trailing: false }];
  });
  return { ...readAnnotations(comments, file, options), file, textAt: (span) => text.slice(span.start, span.end) };
}
