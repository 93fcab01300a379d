/**
 * Takes the functions of a project; gives those that some file assigns, those of namespaces that are used as objects, and
 * those of classes that others extend: what a call of one runs is then not known (SEMANTICS, section 4). An assignment
 * through a type that hides the class or namespace counts by its name.
 */

import ts from "typescript";
import type { ProjectFile } from "../project.js";
import { replacingDecorator } from "../world/decorators.js";
import { type FunctionSite, withoutCasts } from "../world/functions.js";
import { isWritten } from "../world/patterns.js";
import { aliased } from "./callee.js";
import { isPutting, mayBeFunction, mayWriteHidden } from "./hidden-writes.js";
import type { LetGo } from "./let-go-classes.js";

export function replacedMethods(
  sites: readonly FunctionSite[],
  files: Iterable<ProjectFile>,
  letGo: LetGo,
): ReadonlySet<FunctionSite> {
  const methods = sites.filter(({ node }) => {
    return ts.isMethodDeclaration(node) || ts.isAccessor(node) || inNamespace(node) !== undefined;
  });
  const declarations = sites.filter(({ node }) => ts.isFunctionDeclaration(node));
  const found = new Set(methods.filter((site) => replacingDecorator(site) !== undefined));
  const visit = (node: ts.Node, file: ProjectFile): void => {
    const replaced = [
      ...assignedMembers(node, file, methods),
      ...computedMembers(node, file, methods),
      ...handedPrototype(node, file, methods),
      ...assignedFunctions(node, file, declarations),
      ...putInto(node, file, methods),
      ...usedAsObject(node, file, methods),
      ...extendedBy(node, file, methods),
    ];
    for (const site of replaced) found.add(site);
    ts.forEachChild(node, (child) => visit(child, file));
  };
  for (const file of files) visit(file.sourceFile, file);
  const isHidden = letGo.handedOn.size > 0 && mayWriteHidden(files);
  for (const site of methods) {
    if (letGo.assigned.has(site.node.parent) || (isHidden && letGo.handedOn.has(site.node.parent))) found.add(site);
  }
  return found;
}

function inNamespace(node: ts.Node): ts.ModuleDeclaration | undefined {
  const owner = ts.isVariableDeclaration(node.parent) ? node.parent.parent.parent.parent : node.parent;
  return ts.isModuleBlock(owner) ? owner.parent : undefined;
}

function assignedMembers(node: ts.Node, file: ProjectFile, methods: readonly FunctionSite[]): readonly FunctionSite[] {
  const name = memberName(node);
  if (name === undefined || !isWritten(node)) return [];
  const declared = file.checker.getSymbolAtLocation(name)?.declarations;
  const hides =
    declared === undefined ||
    (declared.every(ts.isTypeElement) && mayBeFunction(file.checker.getTypeAtLocation(name), file.checker));
  return methods.filter((site) => {
    // Writing what has accessors runs the setter, or throws: they stay.
    if (declared?.includes(site.node) === true) return !ts.isAccessor(site.node);
    // An accessor cannot be assigned; through a type that does not say so it may be a field of another object.
    const isOne = declared !== undefined && ts.isAccessor(site.node);
    return hides && !isOne && site.nameNode.getText() === name.text;
  });
}

/** `C.prototype[key] = f`, also where a cast hides the class: the members that the key may name. */
function computedMembers(
  node: ts.Node,
  { checker }: ProjectFile,
  methods: readonly FunctionSite[],
): readonly FunctionSite[] {
  if (!ts.isElementAccessExpression(node) || memberName(node) !== undefined || !isWritten(node)) return [];
  const of: readonly ts.Node[] = checker.getTypeAtLocation(withoutCasts(node.expression)).symbol?.declarations ?? [];
  const key = checker.getTypeAtLocation(node.argumentExpression);
  const keys = key.isUnion() ? key.types : [key];
  const mayName = (name: string): boolean =>
    keys.some((k) => (k.isStringLiteral() ? k.value === name : (k.flags & ts.TypeFlags.NumberLike) === 0));
  return methods.filter((site) => of.includes(site.node.parent) && mayName(site.nameNode.getText()));
}

/** `C.prototype` where it is more than the left of a dot: its members may be written under another name. */
function handedPrototype(
  node: ts.Node,
  { checker }: ProjectFile,
  methods: readonly FunctionSite[],
): readonly FunctionSite[] {
  if (ts.isBindingElement(node)) {
    const name = node.propertyName ?? node.name;
    return ts.isIdentifier(name) && name.text === "prototype" ? ofType(node.name, checker, methods) : [];
  }
  if (memberName(node)?.text !== "prototype" || !ts.isExpression(node)) return [];
  let at: ts.Expression = node;
  while (ts.isExpression(at.parent) && withoutCasts(at.parent) === node) at = at.parent;
  const { parent } = at;
  if ((ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === at)
    return [];
  // What is put into it is looked at there.
  if (ts.isCallExpression(parent) && isPutting(parent)) return [];
  return ofType(node, checker, methods);
}

function ofType(node: ts.Node, checker: ts.TypeChecker, methods: readonly FunctionSite[]): readonly FunctionSite[] {
  const of: readonly ts.Node[] = checker.getTypeAtLocation(node).symbol?.declarations ?? [];
  return methods.filter((site) => of.includes(site.node.parent));
}

/** `f = g` of a declared function, which TypeScript reports and JavaScript does. */
function assignedFunctions(
  node: ts.Node,
  file: ProjectFile,
  declarations: readonly FunctionSite[],
): readonly FunctionSite[] {
  if (!ts.isIdentifier(node) || !isWritten(node)) return [];
  const { checker } = file;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return declarations.filter((site) => symbol?.declarations?.includes(site.node) === true);
}

/** `Object.assign(target, …)` and its like: the members of the class or namespace that the target is of. */
function putInto(node: ts.Node, { checker }: ProjectFile, methods: readonly FunctionSite[]): readonly FunctionSite[] {
  if (!ts.isCallExpression(node) || !isPutting(node)) return [];
  const { name } = node.expression;
  const [target, ...sources] = node.arguments;
  if (target === undefined) return [];
  const of: readonly ts.Node[] = checker.getTypeAtLocation(target).symbol?.declarations ?? [];
  const types = sources.map((source) => checker.getTypeAtLocation(source));
  const mayHold = (type: ts.Type, member: string): boolean =>
    (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) !== 0 ||
    checker.getPropertyOfType(type, member) !== undefined;
  return methods.filter((site) => {
    const isMember = of.includes(site.node.parent) || of.some((declared) => declared === inNamespace(site.node));
    return isMember && (name.text !== "assign" || types.some((type) => mayHold(type, site.nameNode.getText())));
  });
}

/** A namespace that is more than the left of a dot may be written under another name. */
function usedAsObject(
  node: ts.Node,
  { checker }: ProjectFile,
  methods: readonly FunctionSite[],
): readonly FunctionSite[] {
  if (!ts.isIdentifier(node)) return [];
  const { parent } = node;
  const isLeft = ts.isPropertyAccessExpression(parent) && parent.expression === node;
  const isName = ts.isModuleDeclaration(parent) || ts.isImportOrExportSpecifier(parent);
  if (isLeft || isName || ts.isTypeNode(parent) || ts.isQualifiedName(parent)) return [];
  const inside = methods.filter((site) => inNamespace(site.node) !== undefined);
  if (inside.length === 0) return [];
  const symbol = checker.getSymbolAtLocation(node);
  const declared: readonly ts.Node[] = (symbol && aliased(symbol, checker).declarations) ?? [];
  return inside.filter((site) => declared.some((of) => of === inNamespace(site.node)));
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

export function memberName(node: ts.Node): ts.MemberName | ts.StringLiteralLike | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  if (!ts.isElementAccessExpression(node)) return undefined;
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression : undefined;
}
