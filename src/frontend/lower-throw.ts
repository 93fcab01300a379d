/**
 * Takes `throw`; emits the throw of an error class of JavaScript's own. Its message is evaluated for nothing, so that it
 * may hold only what can neither fail nor have effects.
 */
import ts from "typescript";
import { type Body, emit } from "./body.js";
import { spanOf } from "./lower-expression.js";
import { unsupported } from "./refusal.js";

const errors: ReadonlySet<string> = new Set([
  "Error",
  "RangeError",
  "TypeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
]);

export function lowerThrow(node: ts.ThrowStatement, body: Body): void {
  const made = node.expression;
  const isNew = ts.isNewExpression(made) || ts.isCallExpression(made);
  const name = isNew && ts.isIdentifier(made.expression) ? made.expression : undefined;
  if (!isNew || name === undefined || !errors.has(name.text) || isOwn(name, body)) {
    unsupported({
      code: "unsupported.throw",
      span: spanOf(node, body),
      message: "Only errors of JavaScript itself are thrown.",
      hint: 'Write `throw new RangeError("…")`.',
    });
  }
  for (const argument of made.arguments ?? []) refuseUnlessPlain(argument, body);
  emit(body, { kind: "throw", error: name.text, span: spanOf(node, body) });
}

function isOwn(name: ts.Identifier, body: Body): boolean {
  const declarations = body.site.file.checker.getSymbolAtLocation(name)?.declarations ?? [];
  return declarations.some((d) => body.world.project.fileOf(d.getSourceFile()) !== undefined);
}

/** Literals, names of scalars, and texts made of them: turning these into text runs no code of the program. */
function refuseUnlessPlain(node: ts.Expression, body: Body): void {
  if (ts.isParenthesizedExpression(node)) refuseUnlessPlain(node.expression, body);
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
  if (isKnown || isNever || isLengthOf(node, body)) return;
  unsupported({
    code: "unsupported.throw",
    span: spanOf(node, body),
    message: "The message of an error is made of texts, numbers and names.",
    hint: "Give the value a name before the `throw`.",
  });
}

function isLengthOf(node: ts.Expression, body: Body): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "length" || !ts.isIdentifier(node.expression))
    return false;
  const symbol = body.site.file.checker.getSymbolAtLocation(node.expression);
  const local = symbol === undefined ? undefined : body.locals.get(symbol);
  return local?.variable.sort.kind === "array" || local?.variable.sort.kind === "string";
}
