/**
 * Takes places that TypeScript takes to be out of reach, since a value there has the type `never`: the call of a helper
 * like `assertNever(s)`, the name of such a value. That nothing comes there is owed; what follows has any value.
 * Soundness: the type alone is believed of nothing (SEMANTICS, section 4).
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { falseTerm, type Sort } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { spanIn } from "../syntax/places.js";
import { type Body, emit, undetermined } from "../world/body.js";

/** Is one of the arguments of type `never`, so that the call is there for the case that cannot be? */
export function isCallWithNever(node: ts.Node, checker: ts.TypeChecker): boolean {
  return ts.isCallExpression(node) && node.arguments.some((arg) => isNeverValue(arg, checker));
}

function isNeverValue(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Never) !== 0;
}

/** The value of an expression that is never evaluated; undefined where it may be. */
export function neverValue(node: ts.Expression, body: Body, wanted: Sort | undefined): Expression | undefined {
  const { checker } = body.site.file;
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  const isUnread = symbol !== undefined && !body.locals.has(symbol) && isNeverValue(node, checker);
  if (!isUnread && !isCallWithNever(node, checker)) return undefined;
  const span = spanIn(body.site.file, node);
  unreachable(span, body);
  const sort = wanted ?? body.result;
  if (sort.kind === "unit") return { kind: "undefined", span };
  return { kind: "name", name: undetermined(body, sort, span).name, span };
}

export function unreachable(span: Span, body: Body): void {
  const clause = { text: "all cases are covered", term: falseTerm, span };
  emit(body, { kind: "assert", clause, owes: "exhaustive", span });
}
