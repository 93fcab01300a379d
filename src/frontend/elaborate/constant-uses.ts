/**
 * Takes a name of a constant object of a module, where it is used; says whether the use only reads primitives from it.
 *
 * Soundness: the object is its literal only while nobody writes it, and its value is written out where it is used, so that
 * what is kept of it would seem to be a new object. Each use is therefore followed to its end: parts of it, variables
 * bound to parts, and what callbacks are given; what is not listed here lets the object go.
 */
import ts from "typescript";
import { isLibrary } from "../world/executable-names.js";
import { isWritten } from "../world/patterns.js";

export function isPrimitive(type: ts.Type): boolean {
  const { NumberLike, StringLike, BooleanLike, BigIntLike, Undefined, Null } = ts.TypeFlags;
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((p) => (p.flags & (NumberLike | StringLike | BooleanLike | BigIntLike | Undefined | Null)) !== 0);
}

/** An object or array all of whose parts are primitives: a copy of it shares nothing with it. */
export function isFlat(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnion()) return type.types.every((t) => isPrimitive(t) || isFlat(t, checker));
  if ((type.flags & ts.TypeFlags.Object) === 0) return false;
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  if (checker.isArrayType(type) || checker.isTupleType(type)) return element !== undefined && isPrimitive(element);
  const indexed = checker.getIndexInfosOfType(type).map((info) => info.type);
  const properties = checker.getPropertiesOfType(type).map((p) => checker.getTypeOfSymbol(p));
  const isPlain = type.getCallSignatures().length === 0 && type.getConstructSignatures().length === 0;
  return isPlain && [...indexed, ...properties].every(isPrimitive);
}

/** The expression is the constant, or a part of it. */
export function onlyReads(at: ts.Expression, checker: ts.TypeChecker): boolean {
  const { parent } = at;
  if (
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent)
  ) {
    return onlyReads(parent, checker);
  }
  const type = checker.getTypeAtLocation(at);
  if (isPrimitive(type)) return !isWritten(at) && !ts.isDeleteExpression(parent);
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) {
    if (parent.expression !== at) return false;
    const call = ts.isCallExpression(parent.parent) && parent.parent.expression === parent ? parent.parent : undefined;
    if (call === undefined) return onlyReads(parent, checker);
    return ts.isPropertyAccessExpression(parent) && isReadingCall(call, parent, checker);
  }
  if (ts.isSpreadElement(parent)) return isFlat(type, checker) || isFlatCollection(type, checker);
  if (ts.isSpreadAssignment(parent)) return isFlat(type, checker);
  if (ts.isForOfStatement(parent)) return parent.expression === at && isBoundInLoop(parent, checker);
  if (ts.isVariableDeclaration(parent)) return isConst(parent) && bindsToRead(parent.name, checker);
  if (ts.isBinaryExpression(parent)) return isComparedOrChosen(parent, at, checker);
  if (ts.isConditionalExpression(parent)) return parent.condition === at || onlyReads(parent, checker);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isIfStatement(parent) || ts.isTypeOfExpression(parent)) return true;
  return ts.isCallExpression(parent) && isAskedByObject(parent, at, type, checker);
}

function isComparedOrChosen(node: ts.BinaryExpression, at: ts.Expression, checker: ts.TypeChecker): boolean {
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      return true;
    case ts.SyntaxKind.InKeyword:
      return node.right === at;
    // An object is true, so that it is no value of `&&` on the left.
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return node.left === at || onlyReads(node, checker);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return onlyReads(node, checker);
    default:
      return false;
  }
}

function isConst(declaration: ts.VariableDeclaration): boolean {
  return (declaration.parent.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
}

function isBoundInLoop(node: ts.ForOfStatement, checker: ts.TypeChecker): boolean {
  const [only] = ts.isVariableDeclarationList(node.initializer) ? node.initializer.declarations : [];
  return only !== undefined && node.awaitModifier === undefined && (isConst(only) || isAllPrimitive(only.name, checker))
    ? bindsToRead(only.name, checker)
    : false;
}

function isAllPrimitive(name: ts.BindingName, checker: ts.TypeChecker): boolean {
  if (ts.isIdentifier(name)) return isPrimitive(checker.getTypeAtLocation(name));
  return name.elements.every((e) => ts.isOmittedExpression(e) || isAllPrimitive(e.name, checker));
}

/** What the names of a pattern hold is a primitive, or is only read wherever they stand. */
function bindsToRead(name: ts.BindingName, checker: ts.TypeChecker): boolean {
  if (!ts.isIdentifier(name)) {
    return name.elements.every((e) => {
      if (ts.isOmittedExpression(e)) return true;
      // A rest is a new object of the parts that are left.
      if (e.dotDotDotToken !== undefined) return isFlat(checker.getTypeAtLocation(e.name), checker);
      return bindsToRead(e.name, checker);
    });
  }
  if (isPrimitive(checker.getTypeAtLocation(name))) return true;
  const symbol = checker.getSymbolAtLocation(name);
  // A name of the module may be exported.
  if (symbol === undefined || ts.isSourceFile(scopeOf(name))) return false;
  let harmless = true;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text && refersTo(node, symbol, checker))
      harmless &&= onlyReads(node, checker);
    ts.forEachChild(node, visit);
  };
  visit(scopeOf(name));
  return harmless;
}

export function refersTo(node: ts.Identifier, symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const found = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return found === undefined || found === symbol;
}

function scopeOf(name: ts.Node): ts.Node {
  let at: ts.Node = name;
  while (!ts.isSourceFile(at) && !ts.isFunctionLike(at)) at = at.parent;
  return at;
}

/** Members of arrays that change nothing; where the array stands among what a callback is given. */
const readers: ReadonlyMap<string, number> = new Map([
  ...["includes", "indexOf", "lastIndexOf", "join", "at", "slice", "concat", "toReversed"].map((n) => [n, 0] as const),
  ...["find", "findIndex", "findLast", "findLastIndex", "some", "every", "filter", "map", "flatMap", "forEach"].map(
    (n) => [n, 2] as const,
  ),
  ...["reduce", "reduceRight"].map((n) => [n, 3] as const),
]);

const collectionReaders: ReadonlySet<string> = new Set(["has", "get"]);

function isReadingCall(call: ts.CallExpression, member: ts.PropertyAccessExpression, checker: ts.TypeChecker): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(member.expression));
  const name = member.name.text;
  const result = checker.getTypeAtLocation(call);
  const declarations = checker.getSymbolAtLocation(member.name)?.declarations ?? [];
  if (!declarations.every(isLibrary)) return false;
  if (isCollection(type)) {
    return collectionReaders.has(name) && (isPrimitive(result) || onlyReads(call, checker));
  }
  const place = readers.get(name);
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  if (place === undefined || element === undefined) return false;
  if (!(checker.isArrayType(type) || checker.isTupleType(type))) return false;
  const [first, ...rest] = call.arguments;
  if (place > 0 && (first === undefined || !ts.isArrowFunction(first) || first.parameters.length > place)) return false;
  if (place > 0 && first !== undefined && ts.isArrowFunction(first) && !takesToRead(first, checker)) return false;
  // What an accumulator begins with, and what is searched, is none of it.
  if (place > 0 && rest.some((arg) => !isPrimitive(checker.getTypeAtLocation(arg)))) return false;
  return isPrimitive(element) || isPrimitive(result) || name === "forEach" || onlyReads(call, checker);
}

function takesToRead(callback: ts.ArrowFunction, checker: ts.TypeChecker): boolean {
  return callback.parameters.every((p) => p.dotDotDotToken === undefined && bindsToRead(p.name, checker));
}

function isCollection(type: ts.Type): boolean {
  const symbol = type.getSymbol();
  const isNamed = ["Map", "Set", "ReadonlyMap", "ReadonlySet"].includes(symbol?.name ?? "");
  return isNamed && (symbol?.declarations ?? []).every(isLibrary);
}

function isFlatCollection(type: ts.Type, checker: ts.TypeChecker): boolean {
  const args = isCollection(type) ? checker.getTypeArguments(type as ts.TypeReference) : [];
  return args.length === 1 && args.every(isPrimitive);
}

/** `Object.keys(X)` and its like, `Object.hasOwn(X, k)`. */
function isAskedByObject(call: ts.CallExpression, at: ts.Expression, type: ts.Type, checker: ts.TypeChecker): boolean {
  const callee = call.expression;
  if (call.arguments[0] !== at || !ts.isPropertyAccessExpression(callee) || callee.expression.getText() !== "Object")
    return false;
  const declarations = checker.getSymbolAtLocation(callee.expression)?.declarations ?? [];
  if (declarations.length === 0 || !declarations.every(isLibrary)) return false;
  const name = callee.name.text;
  return name === "keys" || name === "hasOwn" || (["values", "entries"].includes(name) && isFlat(type, checker));
}
