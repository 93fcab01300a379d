/**
 * Takes a call or an argument; gives the function without a contract that it surely is: a function of a module, one
 * declared inside the function at work, an arrow, or what a parameter of an inlined function was passed.
 */
import ts from "typescript";
import type { Body, InlineCallee } from "../world/body.js";
import { type FunctionSite, withoutParentheses } from "../world/functions.js";
import { getterOf, projectCallee, type SetterCall, setterOf, siteOfSymbol } from "./callee.js";

/** What the call reaches, if it is a function whose statements may stand in its place. */
export function inlineCallee(
  node: ts.CallExpression | ts.PropertyAccessExpression | SetterCall,
  body: Body,
): InlineCallee | undefined {
  if (ts.isBinaryExpression(node)) {
    const setter = setterOf(node, body);
    return setter && ofSite(setter);
  }
  if (node.questionDotToken !== undefined) return undefined;
  const site = ts.isCallExpression(node) ? projectCallee(node, body) : getterOf(node, body);
  if (site !== undefined) return ofSite(site);
  if (!ts.isCallExpression(node)) return undefined;
  const target = withoutParentheses(node.expression);
  return ts.isIdentifier(target) ? localFunction(target, body) : undefined;
}

export function ofSite(site: FunctionSite): InlineCallee | undefined {
  if (site.contracted || site.outside !== undefined) return undefined;
  return { node: site.node, nameNode: site.nameNode, file: site.file, name: site.name, site, scope: undefined };
}

/** A function as an argument. */
export function functionValue(node: ts.Expression, body: Body): InlineCallee | undefined {
  const inner = withoutParentheses(node);
  const { file } = body.site;
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) {
    return { node: inner, nameNode: inner, file, name: "the function", site: undefined, scope: body };
  }
  if (!ts.isIdentifier(inner)) return undefined;
  const local = localFunction(inner, body);
  if (local !== undefined) return local;
  const site = siteOfSymbol(file.checker.getSymbolAtLocation(inner), body);
  return site === undefined ? undefined : ofSite(site);
}

function localFunction(name: ts.Identifier, body: Body): InlineCallee | undefined {
  const symbol = body.site.file.checker.getSymbolAtLocation(name);
  if (symbol === undefined) return undefined;
  const passed = body.functions.get(symbol);
  if (passed !== undefined) return passed;
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || siteOfSymbol(symbol, body) !== undefined) return undefined;
  const node = nestedFunction(declaration);
  if (node === undefined || declaration.getSourceFile() !== body.site.file.sourceFile) return undefined;
  // Soundness: a nested function sees the variables of the calls around it, which are those of the body at work.
  const around = ts.findAncestor(declaration.parent, ts.isFunctionLike);
  if (around === undefined) return undefined;
  return { node, nameNode: name, file: body.site.file, name: name.text, site: undefined, scope: body };
}

/** A function declared in another, by a declaration or a constant. */
export function nestedFunction(declaration: ts.Node): ts.FunctionLikeDeclaration | undefined {
  if (ts.isFunctionDeclaration(declaration)) {
    return ts.isSourceFile(declaration.parent) || declaration.body === undefined ? undefined : declaration;
  }
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
  const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const value = withoutParentheses(declaration.initializer);
  const isFunction = ts.isArrowFunction(value) || ts.isFunctionExpression(value);
  return isConst && isFunction && ts.findAncestor(declaration, ts.isFunctionLike) !== undefined ? value : undefined;
}
