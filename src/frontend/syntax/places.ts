/** Gives the spans of syntax nodes, in the paths that the rest of the program knows, and nodes of one text in two trees. */
import ts from "typescript";
import type { Span } from "../../source/index.js";
import type { ProjectFile } from "../project.js";

export function spanIn(file: ProjectFile, node: ts.Node): Span {
  return { file: file.path, start: node.getStart(file.sourceFile), end: node.getEnd() };
}

/**
 * The node at the same place in another tree of the same text: a file that belongs to two programs is parsed twice.
 * The node itself where there is none.
 */
export function counterpart(node: ts.Node, tree: ts.SourceFile): ts.Node {
  if (node.getSourceFile() === tree) return node;
  const find = (at: ts.Node): ts.Node | undefined => {
    if (at.pos === node.pos && at.end === node.end && at.kind === node.kind) return at;
    if (node.pos < at.pos || node.end > at.end) return undefined;
    return ts.forEachChild(at, find);
  };
  return find(tree) ?? node;
}
