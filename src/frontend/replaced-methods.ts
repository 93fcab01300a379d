/**
 * Takes the methods and functions of namespaces of a project; gives those that some file assigns, and those of classes
 * that others extend: what a call of one runs is then not known (SEMANTICS, section 4). An assignment through a type that
 * hides the class counts by its name.
 */
import ts from "typescript";
import { isAssignment } from "./effects.js";
import type { FunctionSite } from "./functions.js";
import type { ProjectFile } from "./project.js";

export function replacedMethods(
  sites: readonly FunctionSite[],
  files: Iterable<ProjectFile>,
): ReadonlySet<FunctionSite> {
  const methods = sites.filter(({ node }) => {
    return ts.isMethodDeclaration(node) || ts.isGetAccessor(node) || ts.isModuleBlock(node.parent);
  });
  const found = new Set<FunctionSite>();
  if (methods.length === 0) return found;
  const visit = (node: ts.Node, file: ProjectFile): void => {
    const name = memberName(node);
    if (name !== undefined && isWritten(node)) {
      const declared = file.checker.getSymbolAtLocation(name)?.declarations;
      for (const site of methods) {
        const isIt = declared === undefined ? site.nameNode.getText() === name.text : declared.includes(site.node);
        if (isIt) found.add(site);
      }
    }
    for (const site of extendedBy(node, file, methods)) found.add(site);
    ts.forEachChild(node, (child) => visit(child, file));
  };
  for (const file of files) visit(file.sourceFile, file);
  return found;
}

/** The members of the class that this one extends: an object of that class may be one of this, with members of its own. */
function extendedBy(node: ts.Node, file: ProjectFile, methods: readonly FunctionSite[]): readonly FunctionSite[] {
  const base = ts.isClassLike(node)
    ? node.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression
    : undefined;
  if (base === undefined) return [];
  const symbol = file.checker.getTypeAtLocation(base).symbol;
  const declarations: readonly ts.Node[] = symbol?.declarations ?? [];
  return methods.filter((site) => declarations.includes(site.node.parent));
}

function memberName(node: ts.Node): ts.MemberName | ts.StringLiteralLike | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  if (!ts.isElementAccessExpression(node)) return undefined;
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression : undefined;
}

/** The target of an assignment, of a pattern that is assigned to, or of a `for…of`. */
function isWritten(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  if (isAssignment(parent)) return !ts.isBinaryExpression(parent) || parent.left === node;
  const passesOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node);
  return passesOn && isWritten(parent);
}
