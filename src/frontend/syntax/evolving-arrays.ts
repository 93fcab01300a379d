/**
 * Takes a variable that begins as `[]` without a type; gives the type that TypeScript finds for it by what it is given:
 * that of the name where it is read, once all that the array gets is known there.
 */
import ts from "typescript";

/** Undefined where the type is written, or where no place says what the array holds. */
export function evolvedType(name: ts.Identifier, declared: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  const element = elementOf(declared, checker);
  if (element === undefined || (element.flags & ts.TypeFlags.Any) === 0) return undefined;
  const symbol = checker.getSymbolAtLocation(name);
  const around = ts.findAncestor(name, ts.isFunctionLike);
  if (symbol === undefined || around === undefined) return undefined;
  const found: ts.Type[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && checker.getSymbolAtLocation(node) === symbol) {
      const type = checker.getTypeAtLocation(node);
      const held = elementOf(type, checker);
      if (held !== undefined && (held.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) === 0) found.push(type);
    }
    ts.forEachChild(node, visit);
  };
  visit(around);
  return found.find((type) => found.every((other) => checker.isTypeAssignableTo(other, type)));
}

function elementOf(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  return checker.isArrayType(type) ? checker.getIndexTypeOfType(type, ts.IndexKind.Number) : undefined;
}
