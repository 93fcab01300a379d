/**
 * Takes the files of a project; says whether code of it may write a function into an object that it does not name: by a
 * computed key under a type that does not say what the object is, by `Object.assign` and its like on such a type, or by
 * these functions under other names. Writes by written keys are found by the key (`replaced-methods.ts`).
 */
import ts from "typescript";
import type { ProjectFile } from "../project.js";
import { isLibrary } from "../world/executable-names.js";
import { withoutCasts } from "../world/functions.js";
import { isWritten } from "../world/patterns.js";

const putting: ReadonlySet<string> = new Set(["assign", "defineProperty", "defineProperties", "setPrototypeOf", "set"]);

/** A call of `Object.assign` and its like by their own names. */
export function isPutting(
  node: ts.CallExpression,
): node is ts.CallExpression & { readonly expression: ts.PropertyAccessExpression } {
  if (!ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression: owner, name } = node.expression;
  return ts.isIdentifier(owner) && (owner.text === "Object" || owner.text === "Reflect") && putting.has(name.text);
}

export function mayWriteHidden(files: Iterable<ProjectFile>): boolean {
  for (const { sourceFile, checker } of files) if (writesHidden(sourceFile, checker)) return true;
  return false;
}

function writesHidden(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
  if (ts.isElementAccessExpression(node) && writesElement(node, checker)) return true;
  if (ts.isCallExpression(node) && isPutting(node) && putsIntoHidden(node, checker)) return true;
  if (ts.isIdentifier(node) && isPuttingUnderOtherName(node, checker)) return true;
  return ts.forEachChild(node, (child) => (writesHidden(child, checker) ? true : undefined)) === true;
}

/** `o[key] = v`, where o may be a class or a prototype, and v a function. */
function writesElement(node: ts.ElementAccessExpression, checker: ts.TypeChecker): boolean {
  if (ts.isStringLiteralLike(node.argumentExpression) || !isWritten(node)) return false;
  const key = checker.getTypeAtLocation(node.argumentExpression);
  if ((key.flags & ts.TypeFlags.NumberLike) !== 0) return false;
  return hides(node.expression, checker) && mayBeFunction(checker.getTypeAtLocation(node), checker);
}

function putsIntoHidden(
  node: ts.CallExpression & { expression: ts.PropertyAccessExpression },
  checker: ts.TypeChecker,
) {
  const [target, ...sources] = node.arguments;
  if (target === undefined || !hides(target, checker)) return false;
  if (node.expression.name.text !== "assign") return true;
  return sources.some((source) => {
    if (ts.isSpreadElement(source)) return true;
    const type = checker.getTypeAtLocation(source);
    if (type.isUnion() || isOpen(type) || (type.flags & ts.TypeFlags.Object) === 0) return true;
    const indexed = checker.getIndexInfosOfType(type).map((info) => info.type);
    const properties = checker.getPropertiesOfType(type).map((p) => checker.getTypeOfSymbol(p));
    return properties.length === 0 || [...indexed, ...properties].some((part) => mayBeFunction(part, checker));
  });
}

/** Does nothing tell that it is neither a class nor a prototype? */
function hides(written: ts.Expression, checker: ts.TypeChecker): boolean {
  const node = withoutCasts(written);
  return (
    !isMadeHere(node, checker) && [node, written].some((of) => hidesObject(checker.getTypeAtLocation(of), checker))
  );
}

function hidesObject(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnionOrIntersection()) return type.types.some((part) => hidesObject(part, checker));
  if (isOpen(type)) return true;
  if ((type.flags & ts.TypeFlags.Object) === 0 || checker.isArrayType(type) || checker.isTupleType(type)) return false;
  const declarations = type.symbol?.declarations ?? [];
  // What is written into a class of the project, under its own type, is found by that type.
  return !declarations.some((d) => ts.isClassLike(d) || ts.isEnumDeclaration(d));
}

/** A new object, or a constant that holds one. */
function isMadeHere(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return true;
  if (ts.isCallExpression(node)) return node.expression.getText() === "Object.create" && isBlank(node.arguments[0]);
  if (!ts.isIdentifier(node)) return false;
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.initializer === undefined)
    return false;
  const isConst = (declaration.parent.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
  return (
    isConst && !ts.isIdentifier(declaration.initializer) && isMadeHere(withoutCasts(declaration.initializer), checker)
  );
}

function isBlank(node: ts.Expression | undefined): boolean {
  return node?.kind === ts.SyntaxKind.NullKeyword;
}

/** `const put = Object.assign`, `const { defineProperty } = Object`, `Object[name]`, `Reflect.set.call(…)`. */
function isPuttingUnderOtherName(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  if (node.text === "__defineGetter__" || node.text === "__defineSetter__") return true;
  if (node.text !== "Object" && node.text !== "Reflect") return false;
  const { parent } = node;
  const isName = ts.isPropertyAccessExpression(parent) && parent.name === node;
  if (!isName && !isOfLibrary(node, checker)) return false;
  const whole = isName ? parent : node;
  const use = whole.parent;
  if (ts.isPropertyAccessExpression(use) && use.expression === whole) {
    const isCalled = ts.isCallExpression(use.parent) && use.parent.expression === use;
    return putting.has(use.name.text) && (isName || !isCalled);
  }
  if (ts.isCallExpression(use) || ts.isNewExpression(use)) return use.expression !== whole;
  if (ts.isVariableDeclaration(use) && ts.isObjectBindingPattern(use.name)) {
    return use.name.elements.some(({ propertyName, name, dotDotDotToken }) => {
      const key = propertyName ?? name;
      return dotDotDotToken !== undefined || !ts.isIdentifier(key) || putting.has(key.text);
    });
  }
  return !(ts.isBinaryExpression(use) && isTest(use.operatorToken.kind));
}

export function isTest(operator: ts.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.InstanceOfKeyword ||
    operator === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    operator === ts.SyntaxKind.EqualsEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsToken
  );
}

function isOfLibrary(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  return (checker.getSymbolAtLocation(node)?.declarations ?? []).some(isLibrary);
}

export function mayBeFunction(of: ts.Type, checker: ts.TypeChecker): boolean {
  const type = checker.getNonNullableType(of);
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  return parts.some((part) => {
    const isObject = (part.flags & ts.TypeFlags.Object) !== 0;
    // `{}`, `Function`, `{ length: number }`
    const isEmpty = isObject && checker.getPropertiesOfType(part).every(({ name }) => name in Function.prototype);
    return isOpen(part) || isEmpty || part.getCallSignatures().length > 0;
  });
}

function isOpen({ flags }: ts.Type): boolean {
  const { Any, Unknown, NonPrimitive, Instantiable } = ts.TypeFlags;
  return (flags & (Any | Unknown | NonPrimitive | Instantiable)) !== 0;
}
