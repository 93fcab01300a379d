/**
 * Takes the files of a project; gives the enums and namespaces whose members may be written: they are handed to something
 * that knows them by another type, which need not say `readonly`, put to `Object.assign` and its like, or written as
 * TypeScript forbids and JavaScript does. What a member holds is then not known (SEMANTICS, section 4).
 *
 * Soundness: harmless are only the uses that are listed, followed to their ends. A module that is more than the left of a
 * dot hands on all that it exports, under whatever names. What a package does with an enum that it is given
 * (`z.nativeEnum(Level)`) is not seen: packages are taken to write none, unless the parameter is `any`.
 */
import ts from "typescript";
import type { ProjectFile } from "../project.js";
import { isLibrary } from "../world/executable-names.js";
import { isWritten } from "../world/patterns.js";
import { aliased } from "./callee.js";
import { isPrimitive, onlyReads } from "./constant-uses.js";
import { isDeclaring, namesBetween } from "./let-go-classes.js";

export type Opened = ReadonlySet<ts.Node>;

type Declared = ts.EnumDeclaration | ts.ModuleDeclaration;

export function openedObjects(files: Iterable<ProjectFile>): Opened {
  const all = [...files];
  const known = new Map<string, Declared[]>();
  for (const { sourceFile } of all) collect(sourceFile, known);
  const found = new Set<ts.Node>();
  if (known.size === 0) return found;
  const local = new Set([...known.keys(), "default", ...all.flatMap(({ sourceFile }) => namesBetween(sourceFile))]);
  const visit = (node: ts.Node, checker: ts.TypeChecker): void => {
    if (ts.isIdentifier(node) && local.has(node.text))
      for (const declared of openedBy(node, known, checker)) addWithParts(declared, found);
    if (ts.isCallExpression(node)) for (const declared of importedAsValue(node, checker)) addWithParts(declared, found);
    if (node.kind === ts.SyntaxKind.ThisKeyword)
      for (const declared of namespacesOfThis(node)) addWithParts(declared, found);
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

/** `import("./levels")` and `require("./levels")` give a module as a value. */
function importedAsValue(node: ts.CallExpression, checker: ts.TypeChecker): readonly Declared[] {
  const [specifier] = node.arguments;
  const isImport =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === "require");
  if (!isImport || specifier === undefined) return [];
  return exportedBy(checker.getSymbolAtLocation(specifier), checker);
}

/** All enums and namespaces that are reached through the module. */
function exportedBy(
  module: ts.Symbol | undefined,
  checker: ts.TypeChecker,
  seen: Set<ts.Symbol> = new Set(),
): readonly Declared[] {
  if (module === undefined || seen.has(module)) return [];
  seen.add(module);
  if (module.declarations?.some(ts.isSourceFile) !== true) return declaredObjects(module);
  return checker.getExportsOfModule(module).flatMap((symbol) => exportedBy(aliased(symbol, checker), checker, seen));
}

function declaredObjects(symbol: ts.Symbol): readonly Declared[] {
  return (symbol.declarations ?? []).filter((d): d is Declared => ts.isEnumDeclaration(d) || ts.isModuleDeclaration(d));
}

/** Of a function of a namespace `this` may be the namespace. */
function namespacesOfThis(node: ts.Node): readonly Declared[] {
  let at = node;
  while (!ts.isSourceFile(at)) {
    const isOwn = ts.isClassLike(at) || ts.isMethodDeclaration(at) || ts.isAccessor(at);
    if (isOwn) return [];
    if (ts.isModuleDeclaration(at)) return [at];
    at = at.parent;
  }
  return [];
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
  const target = aliased(symbol, checker);
  if (target.declarations?.some(ts.isSourceFile) === true)
    return mayBeWritten(whole, false, checker) ? exportedBy(target, checker) : [];
  const declared = declaredObjects(target);
  return declared.length > 0 && mayBeWritten(whole, declared.every(ts.isEnumDeclaration), checker) ? declared : [];
}

/** Not where it is declared, imported or exported by its name, or stands in a type. */
function isValue(name: ts.Identifier): boolean {
  const { parent } = name;
  const isOwn = ts.isEnumDeclaration(parent) || ts.isModuleDeclaration(parent);
  return !(isOwn || isDeclaring(parent, name) || ts.isTypeNode(parent));
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
    const called = checker.getResolvedSignature(parent)?.declaration;
    if (called !== undefined && isLibrary(called)) return !isReadByLibrary(parent, at, isEnum);
    if (called?.getSourceFile().isDeclarationFile === true) return isCast || isAny(at, checker);
    return true;
  }
  if (ts.isSpreadAssignment(parent) && isEnum) return false;
  if (ts.isExpressionStatement(parent) || ts.isForInStatement(parent)) return false;
  return !onlyReads(at, checker);
}

const readers: ReadonlySet<string> = new Set(["keys", "hasOwn", "freeze", "isFrozen", "getOwnPropertyNames"]);

/** Soundness: what else of the library takes it may give it back, or pass it to a function as an argument or as `this`. */
function isReadByLibrary(
  { expression: callee, arguments: args }: ts.CallExpression,
  at: ts.Node,
  isEnum: boolean,
): boolean {
  if (ts.isIdentifier(callee)) return callee.text === "String" || callee.text === "Boolean";
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  const { text: name } = callee.name;
  switch (callee.expression.text) {
    case "Object":
      if (args[0] !== at) return isEnum && name === "assign";
      // The members of an enum are no objects.
      return readers.has(name) || (isEnum && (name === "values" || name === "entries"));
    case "JSON":
      return name === "stringify" && args.length === 1;
    case "console":
      return true;
    default:
      return false;
  }
}

/** A primitive, what can be called, or an object that is met by its own name. */
function isHarmlessMember(
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  isCast: boolean,
  checker: ts.TypeChecker,
): boolean {
  const type = checker.getTypeAtLocation(access);
  if (isPrimitive(type) || type.getCallSignatures().length + type.getConstructSignatures().length > 0) return true;
  // Of other objects in it nothing is known by its declaration alone.
  return !isCast && ts.isPropertyAccessExpression(access);
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
