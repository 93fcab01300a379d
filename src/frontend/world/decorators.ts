/**
 * Takes a function of a class, or a class with its fields; gives a decorator of the project, of it or of its class, that
 * may put something else in its place (SEMANTICS, section 4). Decorators of packages are taken to leave it as it is.
 */
import ts from "typescript";
import type { FunctionSite } from "./functions.js";

export function replacingDecorator({ node, file }: Pick<FunctionSite, "node" | "file">): ts.Decorator | undefined {
  const owner = node.parent;
  return (
    replacingAt(node, file.checker) ?? (ts.isClassDeclaration(owner) ? replacingAt(owner, file.checker) : undefined)
  );
}

/** Of the class, or of one of its fields. */
export function replacingObject(
  owner: ts.ClassLikeDeclaration,
  fields: readonly ts.Node[],
  checker: ts.TypeChecker,
): ts.Decorator | undefined {
  const found = [owner, ...fields].flatMap((at) => replacingAt(at, checker) ?? []);
  return found[0];
}

function replacingAt(node: ts.Node, checker: ts.TypeChecker): ts.Decorator | undefined {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.find((decorator) => mayReplace(decorator, checker));
}

/** One that returns nothing, and is not given the descriptor that it could change, leaves what it decorates. */
function mayReplace(decorator: ts.Decorator, checker: ts.TypeChecker): boolean {
  const signature = checker.getResolvedSignature(decorator);
  const declaration = signature?.declaration;
  if (signature === undefined || declaration === undefined) return !isOfPackage(decorator, checker);
  if (declaration.getSourceFile().isDeclarationFile) return false;
  const returns = checker.getReturnTypeOfSignature(signature);
  return (returns.flags & ts.TypeFlags.Void) === 0 || signature.parameters.length > 2;
}

/** `@Name` or `@Name(…)` that no file of the project declares, as far as it is found. */
function isOfPackage({ expression }: ts.Decorator, checker: ts.TypeChecker): boolean {
  const name = ts.isCallExpression(expression) ? expression.expression : expression;
  const symbol = checker.getSymbolAtLocation(name);
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target?.declarations ?? []).every((d) => d.getSourceFile().isDeclarationFile);
}
