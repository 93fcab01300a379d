/**
 * Takes a static field of a class; gives its declaration where it surely holds the literal that it is declared with: it is
 * `readonly`, nothing that runs before could read it, and no file has a way to write it.
 * Soundness: `readonly` is believed of no one else: a class that is passed on as a value, or a write by that name through a
 * type that hides the class, undoes it, wherever in the project it stands.
 */
import ts from "typescript";
import type { Project } from "../project.js";
import { isStatic } from "../world/classes.js";
import { isWritten } from "../world/patterns.js";
import { aliased } from "./callee.js";
import { isReachedBehind } from "./let-go-classes.js";
import { memberName } from "./replaced-methods.js";

/** Undefined where the symbol is no static field with a value. */
export function staticField(symbol: ts.Symbol): ts.PropertyDeclaration | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isPropertyDeclaration(declaration) || !isStatic(declaration)) return undefined;
  return ts.isClassDeclaration(declaration.parent) && declaration.initializer !== undefined ? declaration : undefined;
}

/** Does it hold the value that it is declared with, whenever a function reads it? */
export function isConstantField(
  field: ts.PropertyDeclaration,
  isLiteral: (node: ts.Expression) => boolean,
  project: Project,
): boolean {
  const owner = field.parent;
  const modifiers = (ts.getModifiers(field) ?? []).map((m) => m.kind);
  if (!ts.isClassDeclaration(owner) || owner.name === undefined || !ts.isIdentifier(field.name)) return false;
  if (!ts.isSourceFile(owner.parent) && !ts.isModuleBlock(owner.parent)) return false;
  const isPlain =
    modifiers.includes(ts.SyntaxKind.ReadonlyKeyword) && !modifiers.includes(ts.SyntaxKind.AccessorKeyword);
  if (!isPlain || (ts.canHaveDecorators(field) && (ts.getDecorators(field) ?? []).length > 0)) return false;
  if ((ts.getDecorators(owner) ?? []).length > 0) return false;
  // What runs while the class is made could read the field before it has its value.
  const before = owner.members.slice(0, owner.members.indexOf(field));
  const runs = before.some((member) => {
    if (ts.isClassStaticBlockDeclaration(member)) return true;
    if (!ts.isPropertyDeclaration(member) || !isStatic(member)) return false;
    return member.initializer !== undefined && !isLiteral(member.initializer);
  });
  if (runs) return false;
  const name = field.name.text;
  return [...project.files.values()].every(({ sourceFile, checker }) => !mayWrite(sourceFile, owner, name, checker));
}

function mayWrite(node: ts.Node, owner: ts.ClassDeclaration, name: string, checker: ts.TypeChecker): boolean {
  if (ts.isIdentifier(node) && isPassedOn(node, owner, checker)) return true;
  if (node.kind === ts.SyntaxKind.ThisKeyword && standsForClass(node, owner)) return true;
  if (isReachedBehind(node, owner, checker)) return true;
  const written = memberName(node);
  if (written?.text === name && isWritten(node)) {
    const declared = checker.getSymbolAtLocation(written)?.declarations;
    if (declared === undefined || declared.some((d) => ts.isTypeElement(d) || d.parent === owner)) return true;
  }
  return ts.forEachChild(node, (child) => (mayWrite(child, owner, name, checker) ? true : undefined)) === true;
}

/** The class's name where it is more than the left of a dot, what `new` makes or what `instanceof` asks for. */
function isPassedOn(node: ts.Identifier, owner: ts.ClassDeclaration, checker: ts.TypeChecker): boolean {
  const { parent } = node;
  if (parent === owner || ts.isTypeNode(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent))
    return false;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isQualifiedName(parent)) return false;
  if (ts.isPropertyAccessExpression(parent))
    return parent.name === node && isClass(node, owner, checker) && !isRead(parent);
  if (ts.isNewExpression(parent) && parent.expression === node) return false;
  const isTest = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  return !(isTest && parent.right === node) && isClass(node, owner, checker);
}

/** `module.Class` where the class is used as above. */
function isRead(node: ts.PropertyAccessExpression): boolean {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) || (ts.isNewExpression(parent) && parent.expression === node);
}

function isClass(node: ts.Identifier, owner: ts.ClassDeclaration, checker: ts.TypeChecker): boolean {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return symbol !== undefined && aliased(symbol, checker).declarations?.includes(owner) === true;
}

/** `this` of a static member, where it is more than the left of a dot. */
function standsForClass(node: ts.Node, owner: ts.ClassDeclaration): boolean {
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) return false;
  let at: ts.Node = node;
  while (at.parent !== undefined && at.parent !== owner) {
    const isOwn = ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at) || ts.isObjectLiteralElementLike(at);
    if (ts.isClassLike(at) || (isOwn && !ts.isPropertyAssignment(at))) return false;
    at = at.parent;
  }
  return at.parent === owner && (ts.isClassStaticBlockDeclaration(at) || isStatic(at));
}
