/**
 * Takes expressions of code whose declared type is a mixed union; says for which of its members TypeScript takes them.
 * Soundness: that is a choice alone (SEMANTICS, section 4): a use of the member owes that the value is one.
 */
import ts from "typescript";
import type { Body } from "../world/body.js";
import { type MemberName, memberOfType } from "./mixed.js";

export function memberTaken(node: ts.Expression, body: Body): MemberName | undefined {
  const { checker } = body.site.file;
  if (!isRead(node)) return undefined;
  const declared = declaredType(node, checker);
  if (declared === undefined || membersOf(declared).length < 2) return undefined;
  const [only, ...more] = membersOf(checker.getTypeAtLocation(node));
  return more.length === 0 ? only : undefined;
}

/** The member of a mixed union that `as` claims: all of its values are of the type. That it is this one is owed. */
export function memberClaimed(from: ts.Type, to: ts.Type, checker: ts.TypeChecker): MemberName | undefined {
  const [only, ...more] = membersOf(to);
  if (only === undefined || more.length > 0 || membersOf(from).length < 2) return undefined;
  const parts = from.isUnion() ? from.types.filter((part) => memberOfType(part) === only) : [];
  return parts.length > 0 && parts.every((part) => checker.isTypeAssignableTo(part, to)) ? only : undefined;
}

/** A name or a path whose type depends on where it stands, and which is used as a value of one member. */
function isRead(node: ts.Expression): boolean {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) {
    return false;
  }
  let inner: ts.Node = node;
  while (ts.isParenthesizedExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  if (ts.isTypeOfExpression(parent) || ts.isPrefixUnaryExpression(parent)) return !asksWhat(parent);
  if (ts.isCallExpression(parent)) return parent.expression.getText() !== "Array.isArray";
  return !ts.isBinaryExpression(parent) || !equalities.has(parent.operatorToken.kind);
}

function asksWhat(parent: ts.Expression): boolean {
  return (
    ts.isTypeOfExpression(parent) ||
    (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken)
  );
}

const equalities: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** What it holds wherever it stands. */
function declaredType(node: ts.Expression, checker: ts.TypeChecker): ts.Type | undefined {
  if (ts.isElementAccessExpression(node)) {
    const object = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
    return checker.getIndexTypeOfType(object, ts.IndexKind.Number);
  }
  const symbol = ts.isIdentifier(node)
    ? ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node)
    : checker.getSymbolAtLocation(node);
  return symbol && (symbol.flags & ts.SymbolFlags.Alias) === 0 ? checker.getTypeOfSymbol(symbol) : undefined;
}

const ofUnknown: readonly MemberName[] = [
  "array",
  "bigint",
  "boolean",
  "function",
  "number",
  "object",
  "string",
  "symbol",
];

/** The members of a type without absent values; none where a part is no member. */
export function membersOf(type: ts.Type): readonly MemberName[] {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return ofUnknown;
  const parts = type.isUnion() ? type.types : [type];
  const present = parts.filter((p) => !(p.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
  const names = present.map(memberOfType).filter((name) => name !== undefined);
  return names.length < present.length ? [] : [...new Set(names)];
}
