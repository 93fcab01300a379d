/**
 * Takes a function of the source; gives each of its parameters and locals the one name that it has in the IR, in the
 * printed executable's snapshots and in messages: its own, or `name$2`, `name$3` where it shadows or repeats another.
 * The argument of a pattern is `argument1`, `argument2`. A name of the source with a `$` in it gets a number too, so that it is never one that lowering makes.
 */
import ts from "typescript";
import { parameterSymbol } from "./classes.js";

export type VariableNames = ReadonlyMap<ts.Symbol, string>;

export function nameVariables(declaration: ts.FunctionLikeDeclaration, checker: ts.TypeChecker): VariableNames {
  const names = new Map<ts.Symbol, string>();
  const taken = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    // The parameters of a function type are no variables.
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (isBinding(node) && ts.isIdentifier(node.name)) {
      const symbol = ts.isParameter(node) ? parameterSymbol(node, checker) : checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined && !names.has(symbol)) {
        const count = (taken.get(node.name.text) ?? 0) + 1;
        taken.set(node.name.text, count);
        const isOwn = count === 1 && !node.name.text.includes("$");
        names.set(symbol, isOwn ? node.name.text : `${node.name.text}$${count}`);
      }
    }
    if (ts.isParameter(node) && !ts.isIdentifier(node.name)) nameOfPattern(node);
    ts.forEachChild(node, visit);
  };
  /** An argument that a pattern takes apart is named by its place: `argument1`. */
  const nameOfPattern = (node: ts.ParameterDeclaration): void => {
    const symbol = parameterSymbol(node, checker);
    if (symbol === undefined || names.has(symbol)) return;
    const name = `argument${node.parent.parameters.indexOf(node) + 1}`;
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    names.set(symbol, count === 1 ? name : `${name}$${count}`);
  };
  visit(declaration);
  return names;
}

function isBinding(node: ts.Node): node is ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement {
  return ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node);
}
