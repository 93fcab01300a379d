/**
 * Takes `throw`; emits the throw, or where a `try` stands around it the way to its handler. What an error is made of is
 * evaluated first.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { sameRepresentation, stringSort, type Term, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { errorClassOf, isPlainOptions } from "../elaborate/error-classes.js";
import { caughtVariable, madeError, unknownError } from "../elaborate/thrown.js";
import { attempt, unsupported } from "../syntax/refusal.js";
import { type Body, emit, type Handler, undetermined } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { keep, spanOf, toSyntax } from "./expression.js";

export function lowerThrow(node: ts.ThrowStatement, body: Body): void {
  const span = spanOf(node, body);
  const made = withoutParentheses(node.expression);
  const caught = caughtVariable(made, body);
  if (caught !== undefined) {
    rethrow(caught, span, body);
    return;
  }
  const isNew = ts.isNewExpression(made) || ts.isCallExpression(made);
  const found = isNew ? errorClassOf(made.expression, body.site.file.checker) : undefined;
  const isCalled = ts.isCallExpression(made) && found !== undefined && found.own.length > 0;
  if (!isNew || found === undefined || isCalled) {
    unsupported({
      code: "unsupported.throw",
      span,
      message:
        "Only errors are thrown: of JavaScript's own classes, or of classes that extend them and keep what they are given.",
      hint: 'Write `throw new RangeError("…")`.',
    });
  }
  const handler = body.handlers.at(-1);
  const args = (made.arguments ?? []).map((argument) => argumentOf(argument, handler !== undefined, body));
  if (handler === undefined) emit(body, { kind: "throw", error: found.shown, span });
  else arrive(madeError(found, args, handler, span, body), handler, span, body);
}

/** What an error is made of is evaluated, and what that owes is owed; names and texts of names owe nothing. */
function argumentOf(node: ts.Expression, isRead: boolean, body: Body): Expression {
  const span = spanOf(node, body);
  const inner = withoutParentheses(node);
  if (isPlainOptions(inner)) return { kind: "undefined", span };
  const text: Expression = { kind: "string", value: "", span };
  const isPlain = isPlainText(inner, body);
  if (isPlain && !isRead) return text;
  const syntax = isPlain
    ? attempt(() => keep(toSyntax(node, body), body))
    : { value: keep(toSyntax(node, body), body) };
  if ("value" in syntax) return syntax.value;
  // A text of what has no text in the model: some text.
  return { kind: "name", name: undetermined(body, stringSort, span).name, span };
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
function isPlainText(written: ts.Expression, body: Body): boolean {
  const node = withoutParentheses(written);
  if (ts.isSatisfiesExpression(node)) return isPlainText(node.expression, body);
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return true;
  if (ts.isTemplateExpression(node)) return node.templateSpans.every((part) => isPlainText(part.expression, body));
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return isPlainText(node.left, body) && isPlainText(node.right, body);
  }
  const { checker } = body.site.file;
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  const isKnown =
    symbol !== undefined &&
    (body.locals.has(symbol) || body.world.constant(symbol, body.site.file, spanOf(node, body)) !== undefined);
  // After all cases there is no value left: the place is shown to be unreachable elsewhere.
  const isNever = ts.isIdentifier(node) && (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Never) !== 0;
  return isKnown || isNever || isLengthOf(node, body) || isTextOfNever(node, checker);
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
