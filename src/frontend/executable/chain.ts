/**
 * Takes a chain with `?.`; gives JavaScript for it as `(t = o) === null || t === undefined ? undefined : …`, so that each
 * link of the chain is printed like any other, with its monitors.
 */
import ts from "typescript";
import { temporary, type Unit } from "../world/executable-unit.js";
import { expression } from "./expressions.js";

/** Undefined where the node is no chain, or all objects of its `?.` are known to be there. */
export function chainText(node: ts.Expression, unit: Unit): string | undefined {
  const object = firstOptional(node, unit);
  if (object === undefined) return undefined;
  const name = temporary(unit);
  const value = expression(object, unit);
  unit.present.set(object, name);
  const rest = expression(node, unit);
  unit.present.delete(object);
  return `((${name} = ${value}) === null || ${name} === (void 0) ? (void 0) : ${rest})`;
}

/** The object of the leftmost `?.` that is not known to be there. */
function firstOptional(node: ts.Expression, unit: Unit): ts.Expression | undefined {
  const isLink = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node);
  if (!isLink && !ts.isNonNullExpression(node)) return undefined;
  if (!ts.isOptionalChain(node)) return undefined;
  const before = firstOptional(node.expression, unit);
  if (before !== undefined || ts.isNonNullExpression(node)) return before;
  return node.questionDotToken !== undefined && !unit.present.has(node.expression) ? node.expression : undefined;
}

/** Is the link still to be tested for its object? */
export function isOptionalLink(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression,
  unit: Unit,
): boolean {
  return node.questionDotToken !== undefined && !unit.present.has(node.expression);
}
