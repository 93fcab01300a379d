/**
 * Takes a call in code; gives the function of the project that it calls, if the name says so for certain: a function of
 * a module, imported or not, a static method; or a method of the class that the object's declared type names, which no
 * class of the project replaces (that others keep its contract is recorded, see `world/assumptions.ts`).
 */
import ts from "typescript";
import { takesReceiver } from "../types/receiver.js";
import type { Body } from "../world/body.js";
import { type FunctionSite, withoutParentheses } from "../world/functions.js";

export function projectCallee(node: ts.CallExpression, body: Body): FunctionSite | undefined {
  const target = withoutParentheses(node.expression);
  if (ts.isIdentifier(target)) return siteOfSymbol(body.site.file.checker.getSymbolAtLocation(target), body);
  if (!ts.isPropertyAccessExpression(target) || target.questionDotToken !== undefined) return undefined;
  const { checker } = body.site.file;
  const site = siteOfSymbol(checker.getSymbolAtLocation(target.name), body);
  if (site !== undefined && takesReceiver(site)) return isSuper(target.expression) ? undefined : site;
  const owner = ts.isIdentifier(target.expression) ? checker.getSymbolAtLocation(target.expression) : undefined;
  if (site === undefined || owner === undefined) return undefined;
  const named = aliased(owner, checker);
  // `ns.f()` of an imported namespace is a function of that module.
  if (!ts.isMethodDeclaration(site.node)) return named.flags & ts.SymbolFlags.ValueModule ? site : undefined;
  return isOwnStatic(site.node, named) ? site : undefined;
}

/** The object that a call of a method, a read of a getter, or an assignment that runs a setter, runs on. */
export function receiverOf(node: ts.Expression, site: FunctionSite): ts.Expression | undefined {
  if (!takesReceiver(site)) return undefined;
  const target = ts.isCallExpression(node) ? node.expression : ts.isBinaryExpression(node) ? node.left : node;
  const inner = withoutParentheses(target);
  return ts.isPropertyAccessExpression(inner) ? inner.expression : undefined;
}

/** The getter that a read of a property runs. */
export function getterOf(node: ts.PropertyAccessExpression, body: Body): FunctionSite | undefined {
  if (node.questionDotToken !== undefined || isSuper(node.expression)) return undefined;
  return accessorOf(node, ts.isGetAccessor, body);
}

/** `o.name = value` where that runs a setter: the assignment is its call. */
export interface SetterCall extends ts.BinaryExpression {
  readonly left: ts.PropertyAccessExpression;
}

export function isSetterCall(node: ts.Node, body: Body): node is SetterCall {
  return ts.isBinaryExpression(node) && setterOf(node, body) !== undefined;
}

export function setterOf(node: ts.BinaryExpression, body: Body): FunctionSite | undefined {
  const { left, operatorToken } = node;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return undefined;
  return isSuper(left.expression) ? undefined : accessorOf(left, ts.isSetAccessor, body);
}

/** Of the two that one name may have. */
function accessorOf(
  node: ts.PropertyAccessExpression,
  isOne: (node: ts.Node) => boolean,
  body: Body,
): FunctionSite | undefined {
  const { checker } = body.site.file;
  const declarations = checker.getSymbolAtLocation(node.name)?.declarations ?? [];
  const sites = declarations.filter(isOne).flatMap((declaration) => body.world.siteOf(declaration) ?? []);
  return sites.find(takesReceiver);
}

function isSuper(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.SuperKeyword;
}

/** Soundness: only the class's own name surely stands for the class; `this` may be one that extends it. */
function isOwnStatic(method: ts.MethodDeclaration, owner: ts.Symbol): boolean {
  const isStatic = method.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) === true;
  return isStatic && owner.declarations?.includes(method.parent) === true;
}

export function siteOfSymbol(symbol: ts.Symbol | undefined, body: Body): FunctionSite | undefined {
  if (symbol === undefined) return undefined;
  for (const declaration of aliased(symbol, body.site.file.checker).declarations ?? []) {
    const site = body.world.siteOf(declaration);
    if (site !== undefined) return site;
  }
  return undefined;
}

export function aliased(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
