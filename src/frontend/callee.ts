/**
 * Takes a call in code; gives the function of the project that it calls, if the name says so for certain: a function of
 * a module, imported or not, or a static method. Never by the type of a value.
 */
import ts from "typescript";
import type { Body } from "./body.js";
import { type FunctionSite, withoutParentheses } from "./functions.js";

export function projectCallee(node: ts.CallExpression, body: Body): FunctionSite | undefined {
  const target = withoutParentheses(node.expression);
  if (ts.isIdentifier(target)) return siteOfSymbol(body.site.file.checker.getSymbolAtLocation(target), body);
  if (!ts.isPropertyAccessExpression(target) || target.questionDotToken !== undefined) return undefined;
  const site = siteOfSymbol(body.site.file.checker.getSymbolAtLocation(target.name), body);
  const isStatic =
    site !== undefined &&
    ts.isMethodDeclaration(site.node) &&
    site.node.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) === true;
  // `ns.f()` of an imported namespace is a function of that module.
  const isOfNamespace = site !== undefined && !ts.isMethodDeclaration(site.node);
  return isStatic || isOfNamespace ? site : undefined;
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
