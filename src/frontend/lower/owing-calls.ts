/**
 * Takes a statement that `autohavoc` is to leave out; emits the calls in it that owe something (`requires`, `throws`), so
 * that left out with the code nobody would show it. Only calls that the statement evaluates whatever happens, and once,
 * of values that nothing in the statement can change, can stand before it: of others the statement is declined.
 *
 * Soundness: a call that is not surely evaluated must not be emitted, since what it ensures would be believed all the same.
 */
import ts from "typescript";
import { isMutable } from "../../ir/index.js";
import { siteOfSymbol } from "../elaborate/callee.js";
import { unsupported } from "../syntax/refusal.js";
import type { Body } from "../world/body.js";
import type { FunctionSite } from "../world/functions.js";
import { lowerEffect } from "./effect.js";
import { assignedIn } from "./effects.js";
import { spanOf } from "./expression.js";
import { symbolOf } from "./name.js";

export function callOwing(statement: ts.Statement, body: Body): void {
  for (const call of owingIn(statement, body)) {
    if (!isSurelyEvaluated(call.node, statement) || !isOfFixedValues(call.node, statement, body)) refuse(call, body);
    lowerEffect(call.node, body);
  }
}

interface OwingCall {
  readonly node: ts.CallExpression;
  readonly site: FunctionSite;
}

/** In the order of evaluation; the calls among the arguments of one are lowered with it. */
function owingIn(node: ts.Node, body: Body): readonly OwingCall[] {
  if (ts.isCallExpression(node)) {
    const site = siteOfSymbol(body.site.file.checker.getSymbolAtLocation(node.expression), body);
    if (site?.clauses.some(({ keyword }) => keyword === "requires" || keyword === "throws")) return [{ node, site }];
  }
  const found: OwingCall[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...owingIn(child, body));
  });
  return found;
}

function isSurelyEvaluated(call: ts.Node, statement: ts.Statement): boolean {
  const isPlainStatement =
    ts.isVariableStatement(statement) || ts.isExpressionStatement(statement) || ts.isReturnStatement(statement);
  for (let at = call; at !== statement; at = at.parent) {
    if (!evaluatesAllParts(at.parent)) return false;
  }
  return isPlainStatement;
}

/** Does a node that is evaluated evaluate all its parts, once, whatever their values? */
function evaluatesAllParts(node: ts.Node): boolean {
  if (ts.isOptionalChain(node)) return false;
  if (ts.isBinaryExpression(node)) return !isShortCircuit(node.operatorToken.kind);
  return (
    ts.isVariableStatement(node) ||
    ts.isVariableDeclarationList(node) ||
    (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) ||
    ts.isExpressionStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isTemplateSpan(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isPropertyAssignment(node)
  );
}

function isShortCircuit(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken
  );
}

/** Its arguments read nothing but variables that the statement neither assigns nor reaches the objects of. */
function isOfFixedValues(call: ts.CallExpression, statement: ts.Statement, body: Body): boolean {
  const assigned = assignedIn(statement, body.site.file.checker);
  const isFixed = (node: ts.Node): boolean => {
    if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isFunctionLike(node)) return false;
    if (!ts.isIdentifier(node)) return ts.forEachChild(node, (child) => (isFixed(child) ? undefined : true)) !== true;
    const symbol = symbolOf(node, body);
    const local = symbol === undefined ? undefined : body.locals.get(symbol);
    if (symbol === undefined || local === undefined) return false;
    return !assigned.has(symbol) && !isMutable(local.variable.sort, body.cx.table.types);
  };
  return call.arguments.every(isFixed);
}

function refuse({ node, site }: OwingCall, body: Body): never {
  return unsupported({
    code: "unsupported.call",
    span: spanOf(node, body),
    message: `\`${site.name}\` requires something, and is called in code that cannot be modelled.`,
    hint: "Give its result a constant of its own before.",
  });
}
