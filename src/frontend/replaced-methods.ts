/**
 * Takes the static methods of a project; gives those that some file assigns: what a call of one runs is then not known
 * (SEMANTICS, section 4). An assignment through a type that hides the class counts by its name.
 */
import ts from "typescript";
import { isAssignment } from "./effects.js";
import type { FunctionSite } from "./functions.js";
import type { ProjectFile } from "./project.js";

export function replacedMethods(
  sites: readonly FunctionSite[],
  files: Iterable<ProjectFile>,
): ReadonlySet<FunctionSite> {
  const methods = sites.filter((s) => ts.isMethodDeclaration(s.node));
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
    ts.forEachChild(node, (child) => visit(child, file));
  };
  for (const file of files) visit(file.sourceFile, file);
  return found;
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
