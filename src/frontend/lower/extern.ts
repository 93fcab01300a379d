/**
 * Takes a function marked `extern`; gives what its callers have to reckon with: it may change its arguments, or those that
 * `modifies` names, keep any of them, and return a part of any of them.
 */

import ts from "typescript";
import { type DataTypes, isMutable, type SharedPlaces, type SharingSummary, type Variable } from "../../ir/index.js";
import { isPrimitive } from "../elaborate/constant-uses.js";
import type { Beyond } from "../sharing/kept.js";
import { toBeyond } from "../sharing/references.js";
import { unsupported } from "../syntax/refusal.js";
import type { FunctionSite } from "../world/functions.js";
import { isAssignment } from "../world/patterns.js";
import { summaryOf, unknownSharing } from "../world/sharing-summary.js";
import { isAsync } from "./function-form.js";

export function isExtern(site: FunctionSite): boolean {
  return site.clauses.some((c) => c.keyword === "extern");
}

export function refuseMember(site: FunctionSite): void {
  const clause = site.clauses.find((c) => c.keyword === "extern" && c.member !== "");
  if (clause?.keyword !== "extern") return;
  unsupported({
    code: "unsupported.clause",
    span: clause.span,
    message: `\`extern ${clause.member}\` of an imported namespace is not read.`,
    hint: `Write a function that calls \`${clause.member}\`, and mark it \`//@ extern\`.`,
  });
}

/**
 * Is its value that of its arguments, and does it change nothing? So it is where it is marked `pure`, and by itself where
 * its body is one expression over its parameters, without a call (ANNOTATIONS, `pure`). What the value is stays unknown.
 */
export function isPureExtern(site: FunctionSite): boolean {
  if (!isExtern(site)) return false;
  return site.clauses.some((c) => c.keyword === "pure") || isExpressionOfItsParameters(site);
}

function isExpressionOfItsParameters({ node, file }: FunctionSite): boolean {
  const { body } = node;
  if (body === undefined || isAsync(node) || (ts.isFunctionDeclaration(node) && node.asteriskToken !== undefined))
    return false;
  const [only, ...more] = ts.isBlock(body) ? body.statements : [];
  const value = !ts.isBlock(body)
    ? body
    : only !== undefined && more.length === 0 && ts.isReturnStatement(only)
      ? only.expression
      : undefined;
  const names = node.parameters.flatMap((p) =>
    ts.isIdentifier(p.name) && p.initializer === undefined ? [p.name.text] : [],
  );
  return (
    value !== undefined && names.length === node.parameters.length && holdsOnly(value, new Set(names), file.checker)
  );
}

const choices: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.ExclamationToken,
]);

/** Names of parameters, operators and literals. A field may have a getter. */
function holdsOnly(node: ts.Node, names: ReadonlySet<string>, checker: ts.TypeChecker): boolean {
  if (ts.isIdentifier(node)) return names.has(node.text) || node.text === "undefined";
  if (ts.isTypeNode(node)) return true;
  if (isAssignment(node) || ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  const isPlain =
    ((ts.isBinaryExpression(node) || ts.isPrefixUnaryExpression(node)) && isOfPrimitives(node, checker)) ||
    ts.isConditionalExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    (ts.isAsExpression(node) && (!isOfPrimitive(node, checker) || isOfPrimitive(node.expression, checker))) ||
    (ts.isToken(node) && node.kind !== ts.SyntaxKind.ThisKeyword);
  return isPlain && ts.forEachChild(node, (child) => !holdsOnly(child, names, checker) || undefined) !== true;
}

/**
 * Soundness: an operator asks an object for its `valueOf`, which is code and may change what it reads; and `===` tells
 * equal objects apart, so that its value is none of what they hold.
 */
function isOfPrimitives(node: ts.BinaryExpression | ts.PrefixUnaryExpression, checker: ts.TypeChecker): boolean {
  const isChoice = choices.has(ts.isBinaryExpression(node) ? node.operatorToken.kind : node.operator);
  const operands = ts.isBinaryExpression(node) ? [node.left, node.right] : [node.operand];
  return isChoice || operands.every((operand) => isOfPrimitive(operand, checker));
}

function isOfPrimitive(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return isPrimitive(checker.getTypeAtLocation(node));
}

/** Undefined: everything in reach. */
export type Named = ReadonlySet<string> | undefined;

/** It may change what it is given, or what `modifies` names, and keep any of it in that and in its result. */
export function externSharing(
  parameters: readonly Variable[],
  named: Named,
  types: DataTypes,
  beyond: Beyond,
): { readonly modifies: ReadonlySet<string>; readonly summary: SharingSummary } {
  const mutable = parameters.filter((p) => isMutable(p.sort, types)).map((p) => p.name);
  const modifies = new Set(mutable.filter((name) => named === undefined || named.has(name)));
  const { shares, changes } = unknownSharing(parameters, named && [...named], types);
  // What pokes changes all that it gave before, and what is read of that is then arbitrary.
  const held: SharedPlaces = { a: { root: "\\result", path: [] }, b: toBeyond.to, exact: false };
  return { modifies, summary: summaryOf(beyond.pokes ? shares : [...shares, held], changes) };
}

/** With `pure` or `modifies` it changes nothing else, now or later; without `pure` it may keep what it is given. */
export function externBeyond(site: FunctionSite, named: Named): Beyond {
  const isPure = isPureExtern(site);
  return { keeps: !isPure, pokes: !isPure && named === undefined };
}
