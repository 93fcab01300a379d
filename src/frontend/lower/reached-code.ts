/**
 * Takes code of a body; gives all code of the function that executing it may execute: functions declared around it, and
 * those that a parameter of an inlined function was passed, since naming one may be calling it.
 * Soundness: what a closure changes is changed where it is called, though nothing there names it.
 */
import ts from "typescript";
import type { Body } from "../world/body.js";
import { assignedIn } from "./effects.js";

export interface ReachedCode {
  readonly parts: readonly ts.Node[];
  /** Those whose variables the parts may name. */
  readonly bodies: readonly Body[];
}

export function reachedBy(node: ts.Node, body: Body): ReachedCode {
  const { checker } = body.site.file;
  const parts = new Set<ts.Node>([node]);
  const bodies = new Set<Body>([body]);
  // A Set's iterator also visits what is added on the way.
  for (const part of parts) {
    for (const symbol of namesIn(part, checker)) {
      for (const inner of [...bodies]) {
        const passed = inner.functions.get(symbol);
        if (passed === undefined) continue;
        parts.add(passed.node);
        if (passed.scope !== undefined) bodies.add(passed.scope);
      }
      for (const declared of declaredFunctions(symbol)) parts.add(declared);
    }
  }
  return { parts: [...parts], bodies: [...bodies] };
}

/** The IR's variables to which executing the code may assign. */
export function assignedBy(node: ts.Node, body: Body): ReadonlySet<string> {
  const { parts, bodies } = reachedBy(node, body);
  const symbols = parts.flatMap((part) => [...assignedIn(part, body.site.file.checker)]);
  return new Set(symbols.flatMap((s) => bodies.flatMap((b) => b.locals.get(s)?.variable.name ?? [])));
}

function declaredFunctions(symbol: ts.Symbol): readonly ts.Node[] {
  return (symbol.declarations ?? []).flatMap((declaration): readonly ts.Node[] => {
    const inner = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    if (inner === undefined || isOfModule(declaration)) return [];
    return ts.isFunctionLike(inner) || holdsFunction(inner) ? [inner] : [];
  });
}

function isOfModule(declaration: ts.Node): boolean {
  return ts.findAncestor(declaration.parent, (n) => ts.isFunctionLike(n) || ts.isClassLike(n)) === undefined;
}

function holdsFunction(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return true;
  return ts.forEachChild(node, (child) => (holdsFunction(child) ? true : undefined)) === true;
}

export function namesIn(node: ts.Node, checker: ts.TypeChecker): ReadonlySet<ts.Symbol> {
  const found = new Set<ts.Symbol>();
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at)) {
      const shorthand = ts.isShorthandPropertyAssignment(at.parent);
      const symbol = shorthand ? checker.getShorthandAssignmentValueSymbol(at.parent) : checker.getSymbolAtLocation(at);
      if (symbol !== undefined) found.add(symbol);
    }
    ts.forEachChild(at, visit);
  };
  visit(node);
  return found;
}
