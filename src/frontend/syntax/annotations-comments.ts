/**
 * Takes a parsed file; gives all its comments in order. They are taken from the gaps between the tree's own tokens, so
 * that nothing in a string, a template, a regular expression or JSX text is one.
 */
import ts from "typescript";
import type { CommentText } from "../../contract/index.js";

export function commentsOf(sourceFile: ts.SourceFile): readonly CommentText[] {
  const text = sourceFile.text;
  // Most files have no annotation at all; their tokens need not be visited.
  if (!/(?:\/\/\s*|[*\s])@/u.test(text)) return [];
  const comments: CommentText[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    if (node.kind === ts.SyntaxKind.JsxText) return;
    const children = node.getChildren(sourceFile);
    if (children.length > 0) children.forEach(visit);
    else comments.push(...commentsBefore(text, node.pos, node.getStart(sourceFile)));
  };
  visit(sourceFile);
  return comments;
}

/** The comments of one gap. `from` is the end of the token before it. */
function commentsBefore(text: string, from: number, to: number): readonly CommentText[] {
  if (to - from < 2) return [];
  const found: CommentText[] = [];
  const add = (start: number, end: number, kind: ts.CommentKind): void => {
    if (start < from || end > to) return;
    const block = kind === ts.SyntaxKind.MultiLineCommentTrivia;
    const trailing = from > 0 && !/[\r\n\u2028\u2029]/u.test(text.slice(from, start));
    found.push({ text: text.slice(start, end), start, end, block, trailing });
  };
  ts.forEachTrailingCommentRange(text, from, add);
  ts.forEachLeadingCommentRange(text, from, add);
  // At the start of a file both ways of asking give the same comments; the ones behind a line break are leading only.
  const seen = new Set<number>();
  const unique = found.filter((c) => !seen.has(c.start) && seen.add(c.start));
  return unique.sort((a, b) => a.start - b.start);
}
