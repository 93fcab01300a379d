/**
 * Takes an element access; says whether the program itself tests the element for being there: then reading outside of
 * the array is no fault, and the value is one that may be absent (SEMANTICS, section 3). So it is where the read is an
 * operand of `??`, `?.` or a comparison with undefined, and where it is the value of a `const` that is so tested.
 */
import ts from "typescript";
import { withoutParentheses } from "../world/functions.js";

/** The element is the value of a `const` that some place tests for absence. */
export function isKeptAndTested(node: ts.Expression, checker: ts.TypeChecker): boolean {
  let inner: ts.Node = node;
  while (ts.isParenthesizedExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  if (!ts.isElementAccessExpression(withoutParentheses(node)) || !ts.isVariableDeclaration(parent)) return false;
  if (parent.initializer !== inner || parent.type !== undefined || !ts.isIdentifier(parent.name)) return false;
  const isConst = ts.isVariableDeclarationList(parent.parent) && (parent.parent.flags & ts.NodeFlags.Const) !== 0;
  const symbol = isConst ? checker.getSymbolAtLocation(parent.name) : undefined;
  return symbol !== undefined && isTestedIn(scopeOf(parent), symbol, checker);
}

/**
 * The element itself is a condition, and is no text, number or boolean: what is asked is whether it is there. Soundness: it
 * may be told of more places than `condition` reads so, which watches less; of fewer it would blame what is no fault.
 */
export function isElementTested(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  if (parts.every((part) => (part.flags & primitive) !== 0)) return false;
  let inner: ts.Node = node;
  for (;;) {
    const { parent } = inner;
    if (isCondition(inner, parent) || isRoundCondition(inner, parent)) return true;
    const isLast = ts.isBinaryExpression(parent) && parent.right === inner && logical.has(parent.operatorToken.kind);
    if (!isLast && !ts.isParenthesizedExpression(parent)) return false;
    inner = parent;
  }
}

const primitive =
  ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.BigIntLike;

const logical: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken]);

function isRoundCondition(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isDoStatement(parent)) return parent.expression === node;
  return ts.isForStatement(parent) && parent.condition === node;
}

function scopeOf(node: ts.Node): ts.Node {
  let scope = node;
  while (!ts.isBlock(scope) && !ts.isSourceFile(scope) && !ts.isFunctionLike(scope) && !ts.isCaseBlock(scope)) {
    scope = scope.parent;
  }
  return scope;
}

function isTestedIn(scope: ts.Node, symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const { name } = symbol;
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    if (ts.isIdentifier(node) && node.text === name && checker.getSymbolAtLocation(node) === symbol) {
      found = isTest(node, checker);
    }
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return found;
}

/** The use of a name that asks whether it is there. An object as a condition asks nothing else. */
function isTest(use: ts.Identifier, checker: ts.TypeChecker): boolean {
  let inner: ts.Node = use;
  while (ts.isParenthesizedExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  if (ts.isBinaryExpression(parent)) {
    const operator = parent.operatorToken.kind;
    if (operator === ts.SyntaxKind.QuestionQuestionToken) return parent.left === inner;
    const other = parent.left === inner ? parent.right : parent.left;
    if (equalities.has(operator)) return isAbsent(other);
  }
  const isChain =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === inner;
  if (isChain) return parent.questionDotToken !== undefined;
  return isCondition(inner, parent) && isObject(checker.getTypeAtLocation(use));
}

const equalities: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

function isAbsent(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

function isCondition(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    (parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      parent.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  );
}

function isObject(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Undefined)) !== 0);
}
