/**
 * Takes the files of a project; gives the enums and namespaces whose members may be written: they are handed to something
 * that knows them by another type, which need not say `readonly`, put to `Object.assign` and its like, or written as
 * TypeScript forbids and JavaScript does. What a member holds is then not known (SEMANTICS, section 4).
 *
 * Soundness: harmless are only the uses that are listed, followed to their ends. What a package does with an enum that it
 * is given (`z.nativeEnum(Level)`) is not seen: packages are taken to write none, unless the parameter is `any`.
 */
import ts from "typescript";
import type { ProjectFile } from "../project.js";
import { isLibrary } from "../world/executable-names.js";
import { isWritten } from "../world/patterns.js";
import { aliased } from "./callee.js";
import { isPrimitive, onlyReads } from "./constant-uses.js";
import { isPutting } from "./replaced-methods.js";

export type Opened = ReadonlySet<ts.Node>;

type Declared = ts.EnumDeclaration | ts.ModuleDeclaration;

export function openedObjects(files: Iterable<ProjectFile>): Opened {
  const all = [...files];
  const known = new Map<string, Declared[]>();
  for (const { sourceFile } of all) collect(sourceFile, known);
  const found = new Set<ts.Node>();
  if (known.size === 0) return found;
  const local = new Set([...known.keys(), ...all.flatMap(({ sourceFile }) => namesOfImports(sourceFile))]);
  const visit = (node: ts.Node, checker: ts.TypeChecker): void => {
    if (ts.isIdentifier(node) && local.has(node.text))
      for (const declared of openedBy(node, known, checker)) addWithParts(declared, found);
    ts.forEachChild(node, (child) => visit(child, checker));
  };
  for (const { sourceFile, checker } of all) visit(sourceFile, checker);
  return found;
}

function collect(node: ts.Node, known: Map<string, Declared[]>): void {
  if ((ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) && ts.isIdentifier(node.name))
    known.set(node.name.text, [...(known.get(node.name.text) ?? []), node]);
  ts.forEachChild(node, (child) => collect(child, known));
}

/** Names under which a file may know what another one declares: `import { Level as L }`, `import Level`, `import * as m`. */
function namesOfImports(file: ts.SourceFile): readonly string[] {
  return file.statements.flatMap((statement) => {
    if (ts.isImportEqualsDeclaration(statement)) return [statement.name.text];
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const bindings = clause?.namedBindings;
    const own = clause?.name === undefined ? [] : [clause.name.text];
    if (bindings === undefined) return own;
    if (ts.isNamespaceImport(bindings)) return own;
    return [...own, ...bindings.elements.flatMap((e) => (e.propertyName === undefined ? [] : [e.name.text]))];
  });
}

/** What is in a namespace is reached through it. */
function addWithParts(node: ts.Node, found: Set<ts.Node>): void {
  if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) found.add(node);
  if (!ts.isEnumDeclaration(node)) ts.forEachChild(node, (child) => addWithParts(child, found));
}

function openedBy(
  name: ts.Identifier,
  known: ReadonlyMap<string, readonly Declared[]>,
  checker: ts.TypeChecker,
): readonly Declared[] {
  if (!isValue(name)) return [];
  const symbol = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  // `A.B` of a namespace A is the object B.
  const whole = ts.isPropertyAccessExpression(name.parent) && name.parent.name === name ? name.parent : name;
  if (symbol === undefined) {
    // A part of something that has no type: by its name.
    const { parent } = whole;
    const isPart = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
    return isPart && parent.expression === whole && isWritten(parent) ? (known.get(name.text) ?? []) : [];
  }
  const declared = (aliased(symbol, checker).declarations ?? []).filter(
    (d): d is Declared => ts.isEnumDeclaration(d) || ts.isModuleDeclaration(d),
  );
  return declared.length > 0 && mayBeWritten(whole, declared.every(ts.isEnumDeclaration), checker) ? declared : [];
}

/** Not where it is declared, imported or exported by its name, or stands in a type. */
function isValue({ parent }: ts.Identifier): boolean {
  return !(
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isImportClause(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isExportAssignment(parent) ||
    ts.isImportEqualsDeclaration(parent) ||
    ts.isQualifiedName(parent) ||
    ts.isTypeNode(parent)
  );
}

function mayBeWritten(whole: ts.Expression, isEnum: boolean, checker: ts.TypeChecker): boolean {
  let at = whole;
  let isCast = false;
  while (isAround(at.parent, at)) {
    at = at.parent;
    isCast ||= ts.isAsExpression(at) || ts.isTypeAssertionExpression(at);
  }
  const { parent } = at;
  if ((ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === at) {
    if (isWritten(parent) || ts.isDeleteExpression(parent.parent)) return true;
    return !isEnum && !isHarmlessMember(parent, isCast, checker);
  }
  if (ts.isCallExpression(parent) && parent.expression !== at) {
    if (isPutting(parent) && parent.arguments[0] === at) return true;
    const called = checker.getResolvedSignature(parent)?.declaration;
    if (called !== undefined && isLibrary(called)) return false;
    if (called?.getSourceFile().isDeclarationFile === true) return isCast || isAny(at, checker);
    return true;
  }
  if (ts.isSpreadAssignment(parent) || ts.isExpressionStatement(parent) || ts.isForInStatement(parent)) return false;
  return !onlyReads(at, checker);
}

/** A primitive, what can be called, or an object that is met by its own name. */
function isHarmlessMember(
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  isCast: boolean,
  checker: ts.TypeChecker,
): boolean {
  const type = checker.getTypeAtLocation(access);
  if (isPrimitive(type) || type.getCallSignatures().length + type.getConstructSignatures().length > 0) return true;
  const isPart = (type.symbol?.flags ?? 0) & (ts.SymbolFlags.Module | ts.SymbolFlags.Enum);
  // Of other objects in it nothing is known by its declaration alone.
  return !isCast && (isPart === 0 || ts.isPropertyAccessExpression(access));
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
