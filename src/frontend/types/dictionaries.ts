/**
 * Tells objects that serve as dictionaries (`Record<string, T>`, `{ [k: string]: T }`) from those with fields of known
 * names, by their declared types; and finds what is written to be one without a prototype.
 */
import ts from "typescript";
import { isLibrary } from "../world/executable-names.js";

/** Its names are not known: it has an index signature and no fields, and is nothing of JavaScript's own library. */
export function isDictionary(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (checker.getIndexInfosOfType(type).length === 0 || checker.getPropertiesOfType(type).length > 0) return false;
  if (checker.isArrayType(type) || checker.isTupleType(type)) return false;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return false;
  return (type.flags & ts.TypeFlags.Object) !== 0 && ((type.symbol?.flags ?? 0) & ts.SymbolFlags.Enum) === 0;
}

/** Is the value of the expression, where it is there, a dictionary? */
export function isDictionaryValue(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return isDictionary(checker.getNonNullableType(checker.getTypeAtLocation(node)), checker);
}

/** Is the literal written where a dictionary is wanted? */
export function makesDictionary(node: ts.ObjectLiteralExpression, checker: ts.TypeChecker): boolean {
  const wanted = checker.getContextualType(node) ?? checker.getTypeAtLocation(node);
  return isDictionary(checker.getNonNullableType(wanted), checker);
}

/** `d[k]` or `d.k` of a dictionary: the parts that are evaluated. */
export function isEntryAccess(
  node: ts.Node,
  checker: ts.TypeChecker,
): node is ts.ElementAccessExpression | ts.PropertyAccessExpression {
  if (ts.isElementAccessExpression(node)) return isDictionaryValue(node.expression, checker);
  if (!ts.isPropertyAccessExpression(node) || !isDictionaryValue(node.expression, checker)) return false;
  // `d.toString` is a member of every object.
  return checker.getSymbolAtLocation(node.name) === undefined;
}

/** `Object.create(null)` */
export function isBareObject(node: ts.Expression, checker: ts.TypeChecker): boolean {
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner)) inner = inner.expression;
  return (
    ts.isCallExpression(inner) &&
    isObjectMember(inner.expression, "create", checker) &&
    inner.arguments.length === 1 &&
    inner.arguments[0]?.kind === ts.SyntaxKind.NullKeyword
  );
}

/** `Object.name`, of JavaScript's own `Object`. */
export function isObjectMember(node: ts.Expression, name: string, checker: ts.TypeChecker): boolean {
  return objectMember(node, checker) === name;
}

/** The name in `Object.name`, of JavaScript's own `Object`. */
export function objectMember(node: ts.Expression, checker: ts.TypeChecker): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.questionDotToken !== undefined) return undefined;
  const object = node.expression;
  if (!ts.isIdentifier(object) || object.text !== "Object") return undefined;
  const declarations = checker.getSymbolAtLocation(object)?.declarations ?? [];
  return declarations.length > 0 && declarations.every(isLibrary) ? node.name.text : undefined;
}
