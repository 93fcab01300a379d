/**
 * Takes `throw`; emits the throw, or where a `try` stands around it the way to its handler. The message of an error is
 * evaluated for nothing, so that it may hold only what can neither fail nor have effects.
 */
import ts from "typescript";
import { sameRepresentation, type Term, type Variable } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { type Body, emit, type Handler } from "./body.js";
import { withoutParentheses } from "./functions.js";
import { spanOf } from "./lower-expression.js";
import { unsupported } from "./refusal.js";
import { caughtVariable, errorClass, madeError, unknownError } from "./thrown.js";

export function lowerThrow(node: ts.ThrowStatement, body: Body): void {
  const span = spanOf(node, body);
  const made = withoutParentheses(node.expression);
  const caught = caughtVariable(made, body);
  if (caught !== undefined) {
    rethrow(caught, span, body);
    return;
  }
  const isNew = ts.isNewExpression(made) || ts.isCallExpression(made);
  const found = isNew ? errorClass(made.expression, body) : undefined;
  const isCalled = ts.isCallExpression(made) && found !== undefined && found.own.length > 0;
  if (!isNew || found === undefined || isCalled) {
    unsupported({
      code: "unsupported.throw",
      span,
      message: "Only errors are thrown: of JavaScript's own classes, or of classes that extend them and add constants.",
      hint: 'Write `throw new RangeError("…")`.',
    });
  }
  const [message, ...others] = made.arguments ?? [];
  for (const argument of [message, ...others]) if (argument !== undefined) refuseUnlessPlain(argument, body);
  const handler = body.handlers.at(-1);
  if (handler === undefined) {
    emit(body, { kind: "throw", error: found.shown, span });
    return;
  }
  const literal = message === undefined ? "" : ts.isStringLiteralLike(message) ? message.text : undefined;
  arrive(madeError(found, literal, handler, span, body), handler, span, body);
}

/** The error goes to the handler. */
function arrive(error: Term, handler: Handler, span: Span, body: Body): void {
  emit(body, { kind: "assign", target: { root: handler.error, path: [] }, value: error, span });
  emit(body, { kind: "break", label: handler.label, span });
}

/** An error that a callee threw: nothing is known of it. */
export function throwUnknown(span: Span, body: Body): void {
  const handler = body.handlers.at(-1);
  if (handler === undefined) emit(body, { kind: "throw", error: "Error", span });
  else arrive({ kind: "variable", ...unknownError(handler, span, body) }, handler, span, body);
}

function rethrow(error: Variable, span: Span, body: Body): void {
  const handler = body.handlers.at(-1);
  // Handlers of other files ask for other classes.
  if (handler === undefined || !sameRepresentation(handler.error.sort, error.sort)) throwUnknown(span, body);
  else arrive({ kind: "variable", ...error }, handler, span, body);
}

/** After a finalizer: the error that was on its way. */
export function throwCaught(handler: Handler, span: Span, body: Body): void {
  rethrow(handler.error, span, body);
}

/** Literals, names of scalars, and texts made of them: turning these into text runs no code of the program. */
function refuseUnlessPlain(node: ts.Expression, body: Body): void {
  if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node)) {
    refuseUnlessPlain(node.expression, body);
    return;
  }
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return;
  if (ts.isTemplateExpression(node)) {
    for (const part of node.templateSpans) refuseUnlessPlain(part.expression, body);
    return;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    refuseUnlessPlain(node.left, body);
    refuseUnlessPlain(node.right, body);
  }
  const { checker } = body.site.file;
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  const isKnown =
    symbol !== undefined &&
    (body.locals.has(symbol) || body.world.constant(symbol, body.site.file, spanOf(node, body)) !== undefined);
  // After all cases there is no value left: the place is shown to be unreachable elsewhere.
  const isNever = ts.isIdentifier(node) && (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Never) !== 0;
  if (isKnown || isNever || isLengthOf(node, body) || isTextOfNever(node, checker)) return;
  unsupported({
    code: "unsupported.throw",
    span: spanOf(node, body),
    message: "The message of an error is made of texts, numbers and names.",
    hint: "Give the value a name before the `throw`.",
  });
}

/** `String(s)`, `JSON.stringify(s)` after all cases. */
export function isTextOfNever(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isCallExpression(node) || node.arguments.length === 0) return false;
  return node.arguments.every((arg) => (checker.getTypeAtLocation(arg).flags & ts.TypeFlags.Never) !== 0);
}

function isLengthOf(node: ts.Expression, body: Body): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "length" || !ts.isIdentifier(node.expression))
    return false;
  const symbol = body.site.file.checker.getSymbolAtLocation(node.expression);
  const local = symbol === undefined ? undefined : body.locals.get(symbol);
  return local?.variable.sort.kind === "array" || local?.variable.sort.kind === "string";
}
