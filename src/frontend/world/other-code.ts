/**
 * Takes what a function uses; gives what is taken for granted of code that is not read: files that the run was not given,
 * and text that is run as code (`eval`). Files that are read are searched for writes instead (`opened-objects.ts`).
 */
import ts from "typescript";
import type { Assumption } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { Project } from "../project.js";
import type { Body } from "./body.js";
import { isLibrary } from "./executable-names.js";

/** An enum, namespace or class whose members are believed, where other files may reach it. */
export function noteExported(of: ts.Node, body: Pick<Body, "exported">): void {
  const isObject = ts.isEnumDeclaration(of) || ts.isModuleDeclaration(of) || ts.isClassDeclaration(of);
  if (!isObject || of.name === undefined) return;
  const flags = ts.getCombinedModifierFlags(of);
  const isInlined = ts.isEnumDeclaration(of) && (flags & ts.ModifierFlags.Const) !== 0;
  const isGlobal = ts.isSourceFile(of.parent) && !ts.isExternalModule(of.parent);
  if (isInlined || !((flags & ts.ModifierFlags.Export) !== 0 || isGlobal || isNamedByExport(of))) return;
  body.exported.add(of.name.text);
}

/** `export { Level }`, `export default Level` */
function isNamedByExport(of: ts.EnumDeclaration | ts.ModuleDeclaration | ts.ClassDeclaration): boolean {
  const { name, parent } = of;
  if (!ts.isSourceFile(parent) || name === undefined) return false;
  return parent.statements.some((statement) => {
    if (ts.isExportAssignment(statement)) return statement.expression.getText() === name.text;
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    return clause !== undefined && ts.isNamedExports(clause)
      ? clause.elements.some((e) => (e.propertyName ?? e.name).text === name.text)
      : false;
  });
}

export function otherCode(exported: ReadonlySet<string>, texts: string | undefined, span: Span): readonly Assumption[] {
  const found = [...exported].sort().map((name) => `files that are not read leave \`${name}\` as it is`);
  const run = texts === undefined ? [] : [`text that ${texts} runs as code leaves what the function uses as it is`];
  const why = "a run has neither";
  return [...found, ...run].map((text) => ({
    kind: "other-code",
    text,
    predicate: { kind: "uncheckable", why },
    span,
  }));
}

/** Of a function that calls code outside the model: such code may hold what callers hold. */
export function argumentsAreOwn(span: Span): Assumption {
  const text = "code outside the model has no object of the arguments but those that it is given";
  return { kind: "other-code", text, predicate: { kind: "uncheckable", why: "a run has no such code" }, span };
}

/** The first file that runs text as code. */
export function runsText(project: Project): string | undefined {
  for (const { sourceFile, checker, path } of project.files.values()) {
    const seek = (node: ts.Node): boolean =>
      isOfText(node, checker) || ts.forEachChild(node, (child) => (seek(child) ? true : undefined)) === true;
    if (/\b(?:eval|Function|with)\b/u.test(sourceFile.text) && seek(sourceFile)) return path;
  }
  return undefined;
}

/** `eval`, `new Function(…)`, and `with`, whose names are nobody's. */
function isOfText(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isWithStatement(node)) return true;
  if (!ts.isIdentifier(node) || (node.text !== "eval" && node.text !== "Function")) return false;
  const { parent } = node;
  if (ts.isTypeNode(parent) || (ts.isPropertyAccessExpression(parent) && parent.expression === node)) return false;
  const isTest = ts.isBinaryExpression(parent) && parent.right === node;
  if (isTest && parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  return (checker.getSymbolAtLocation(node)?.declarations ?? []).every(isLibrary);
}
