/** Takes a function without contract; says at a glance whether a contract would be read: no node far outside the subset. */
import ts from "typescript";
import type { FunctionSite } from "../world/functions.js";

const outside: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AnyKeyword,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.BigIntLiteral,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.DeleteExpression,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.JsxElement,
  ts.SyntaxKind.JsxSelfClosingElement,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.RegularExpressionLiteral,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.ThisKeyword,
  ts.SyntaxKind.TryStatement,
  ts.SyntaxKind.TypeOfExpression,
  ts.SyntaxKind.UnknownKeyword,
  ts.SyntaxKind.YieldExpression,
]);

export function glance(site: FunctionSite): boolean {
  const { node } = site;
  const isAsync =
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
  const isPlain = node.parameters.every((p) => ts.isIdentifier(p.name) && p.dotDotDotToken === undefined);
  if (site.outside !== undefined || isAsync || !isPlain) return false;
  return node.body !== undefined && isInside(node.body);
}

function isInside(node: ts.Node): boolean {
  // What is thrown is made with `new`.
  if (ts.isThrowStatement(node)) return true;
  if (outside.has(node.kind)) return false;
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const root = node.expression.expression.getText();
    if (!["Math", "Number", "Object"].includes(root) && node.expression.name.text !== "push") return false;
  }
  return ts.forEachChild(node, (child) => (isInside(child) ? undefined : true)) !== true;
}
