/**
 * Takes the files of a project; gives the enums and namespaces whose members may be written: under a type that lets them
 * be, by `Object.assign` and its like, or as TypeScript forbids and JavaScript does. What a member holds is then not known
 * (SEMANTICS, section 4).
 */
import ts from "typescript";
import type { ProjectFile } from "../project.js";
import { isLibrary } from "../world/executable-names.js";
import { aliased } from "./callee.js";
import { isPutting, isWritten } from "./replaced-methods.js";

export type Opened = ReadonlySet<ts.Node>;

export function openedObjects(files: Iterable<ProjectFile>): Opened {
  const all = [...files];
  const names = new Set(all.flatMap(({ sourceFile }) => namesIn(sourceFile)));
  const found = new Set<ts.Node>();
  if (names.size === 0) return found;
  const visit = (node: ts.Node, checker: ts.TypeChecker): void => {
    if (ts.isIdentifier(node) && names.has(node.text) && mayBeWritten(node, checker)) {
      const symbol = checker.getSymbolAtLocation(node);
      const declarations = symbol && aliased(symbol, checker).declarations;
      for (const declaration of declarations ?? []) found.add(declaration);
    }
    ts.forEachChild(node, (child) => visit(child, checker));
  };
  for (const { sourceFile, checker } of all) visit(sourceFile, checker);
  return found;
}

function namesIn(node: ts.Node): readonly string[] {
  const own = (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) && ts.isIdentifier(node.name);
  const inside: string[] = own ? [node.name.text] : [];
  ts.forEachChild(node, (child) => {
    inside.push(...namesIn(child));
  });
  return inside;
}

function mayBeWritten(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  // `A.B` of a namespace A is the object B.
  const whole = ts.isPropertyAccessExpression(name.parent) && name.parent.name === name ? name.parent : name;
  let at: ts.Expression = whole;
  let isCast = false;
  while (isAround(at.parent, at)) {
    at = at.parent;
    isCast ||= ts.isAsExpression(at) || ts.isTypeAssertionExpression(at);
  }
  const { parent } = at;
  if ((ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === at)
    return isWritten(parent) || (ts.isDeleteExpression(parent.parent) && parent.parent.expression === parent);
  if (ts.isCallExpression(parent) && parent.expression !== at) {
    if (isPutting(parent) && parent.arguments[0] === at) return true;
    const called = checker.getResolvedSignature(parent)?.declaration;
    if (called !== undefined && isLibrary(called)) return false;
  }
  return isCast || isAny(at, checker);
}

function isAround(parent: ts.Node, at: ts.Expression): parent is ts.Expression {
  const isSame =
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isTypeAssertionExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isSatisfiesExpression(parent);
  return isSame && parent.expression === at;
}

function isAny(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const wanted = checker.getContextualType(node);
  return wanted !== undefined && (wanted.flags & ts.TypeFlags.Any) !== 0;
}
