/**
 * Takes an expression as its author wrote it; gives it as data that formatters leave alone: without spaces, redundant
 * parentheses, trailing commas and kinds of quotes. Equal data stands for equal expressions.
 */
import ts from "typescript";
import type { Plain } from "../../base/index.js";

export function writtenShape(node: ts.Node): Plain {
  if (ts.isParenthesizedExpression(node)) return writtenShape(node.expression);
  if (ts.isStringLiteralLike(node)) return { text: node.text };
  if (ts.isNumericLiteral(node)) return { number: node.text };
  // `{ a: 1 }` is `{ "a": 1 }`.
  if (ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node)
    return { text: node.text };
  const parts: Plain[] = [];
  ts.forEachChild(node, (child) => {
    parts.push(writtenShape(child));
  });
  const operator = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node) ? node.operator : 0;
  return { kind: node.kind, operator, parts, leaf: parts.length === 0 ? node.getText() : "" };
}
