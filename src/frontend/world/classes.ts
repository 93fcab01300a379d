/**
 * Takes classes of the project; gives their instances' data: a record of the class's own fields, private ones included, as far
 * as they can be read. Methods are functions with the instance as their first parameter.
 * Soundness: `declare`d, abstract and auto-accessor fields are left out, since an accessor may stand behind them; what code
 * says of a field that is left out is `unsupported`. A class that another extends may have its methods replaced.
 */
import ts from "typescript";
import type { Project } from "../project.js";

export type FieldNode = ts.PropertyDeclaration | ts.ParameterPropertyDeclaration;

/** The class of the project that a type is the instance type of, if it stands by itself. */
export function classOf(type: ts.Type, project: Project): ts.ClassDeclaration | undefined {
  const declaration = type.symbol?.valueDeclaration;
  if (declaration === undefined || !ts.isClassDeclaration(declaration)) return undefined;
  if (!type.isClass() && (type.flags & ts.TypeFlags.Object) === 0) return undefined;
  return project.fileOf(declaration.getSourceFile()) === undefined || isExtending(declaration)
    ? undefined
    : declaration;
}

export function isExtending(owner: ts.ClassLikeDeclaration): boolean {
  return owner.heritageClauses?.some((h) => h.token === ts.SyntaxKind.ExtendsKeyword) === true;
}

export function fieldNodes(owner: ts.ClassLikeDeclaration): readonly FieldNode[] {
  return owner.members.flatMap((member): readonly FieldNode[] => {
    if (ts.isPropertyDeclaration(member)) return isStatic(member) ? [] : [member];
    if (!ts.isConstructorDeclaration(member) || member.body === undefined) return [];
    return member.parameters.filter((p): p is ts.ParameterPropertyDeclaration =>
      ts.isParameterPropertyDeclaration(p, member),
    );
  });
}

export function isStatic(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((m) => m.kind === ts.SyntaxKind.StaticKeyword);
}

/** TypeScript takes an object of another class for one of this only where both have public members alone. */
export function isNominal(owner: ts.ClassLikeDeclaration): boolean {
  const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];
  const isHidden = (node: ts.Node): boolean =>
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((m) => hidden.includes(m.kind));
  return owner.members.some((member) => {
    if (isStatic(member)) return false;
    if (ts.isConstructorDeclaration(member)) return member.parameters.some(isHidden);
    return isHidden(member) || (member.name !== undefined && ts.isPrivateIdentifier(member.name));
  });
}

const unread: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.AbstractKeyword,
  ts.SyntaxKind.DeclareKeyword,
  ts.SyntaxKind.AccessorKeyword,
];

/** The name of a field that is surely an own data field. */
export function fieldName(member: FieldNode): ts.Identifier | ts.PrivateIdentifier | undefined {
  const { name } = member;
  if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return undefined;
  return (ts.getModifiers(member) ?? []).some((m) => unread.includes(m.kind)) ? undefined : name;
}

/** The symbol by which a function's statements name a parameter; a parameter property has another one for its field. */
export function parameterSymbol(node: ts.ParameterDeclaration, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (ts.isIdentifier(node.name) && ts.isParameterPropertyDeclaration(node, node.parent)) {
    return checker
      .getSymbolsOfParameterPropertyDeclaration(node, node.name.text)
      .find((symbol) => (symbol.flags & ts.SymbolFlags.Property) === 0);
  }
  if (ts.isIdentifier(node.name)) return checker.getSymbolAtLocation(node.name);
  // A pattern has no name; its symbol stands in the signature, where a `this` parameter does not.
  const own = node.parent.parameters.filter((p) => !(ts.isIdentifier(p.name) && p.name.text === "this"));
  return checker.getSignatureFromDeclaration(node.parent)?.parameters[own.indexOf(node)];
}
