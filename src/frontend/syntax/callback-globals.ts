/**
 * Gives which functions of JavaScript itself may be given to a method of arrays by their names: those that look at their
 * first argument alone. Soundness: a method gives the index, too, which `parseInt` and `Math.max` would take.
 */
import ts from "typescript";

const takers: ReadonlySet<string> = new Set([
  "Boolean",
  "Number",
  "String",
  "Math.abs",
  "Math.ceil",
  "Math.floor",
  "Math.round",
  "Math.sign",
  "Math.sqrt",
  "Math.trunc",
  "Number.isFinite",
  "Number.isInteger",
  "Number.isNaN",
  "Number.isSafeInteger",
  "isFinite",
  "isNaN",
  "parseFloat",
]);

/** The name that the function begins with, which has to be JavaScript's own. */
export function rootOfTaker(node: ts.Expression): ts.Identifier | undefined {
  if (ts.isIdentifier(node)) return takers.has(node.text) ? node : undefined;
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  return takers.has(`${node.expression.text}.${node.name.text}`) ? node.expression : undefined;
}
