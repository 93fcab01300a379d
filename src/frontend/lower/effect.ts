/**
 * Takes expressions whose value nobody uses; emits what evaluating them does: expression statements, the parts of a
 * `for`, what stands left of a comma or behind `void`.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import type { Statement } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { condition, elaborate } from "../elaborate/elaborate.js";
import type { Elaborated } from "../syntax/entity.js";
import { settle } from "../types/coerce.js";
import { changesCollection } from "../types/collections.js";
import { unrefined } from "../types/refinements.js";
import { type Body, block, choice, collected, emit, freshName } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { isAssignment } from "../world/patterns.js";
import { changingMembers } from "./array-members.js";
import { lowerAssignment } from "./assignment.js";
import { lowerCall } from "./call.js";
import { lowerCondition } from "./choice.js";
import { hasEffects } from "./effects.js";
import { lowerValue, spanOf, toSyntax } from "./expression.js";
import { lowerDelete } from "./objects.js";

export function lowerEffect(written: ts.Expression, body: Body): void {
  const node = withoutParentheses(written);
  if (isAssignment(node)) {
    lowerAssignment(node, body, "statement");
    return;
  }
  if (ts.isCallExpression(node) && lowerLinked(node, body)) return;
  if (ts.isCallExpression(node)) {
    const value = lowerCall(node, body, "statement");
    // A call that is a term has no effects; what it owes is owed in a temporary.
    if (value.kind === "call") keepValue(elaborate(value, body.cx), spanOf(node, body), body);
    return;
  }
  if (ts.isDeleteExpression(node)) {
    lowerDelete(node, body);
    return;
  }
  if (ts.isVoidExpression(node)) {
    lowerEffect(node.expression, body);
    return;
  }
  if (ts.isConditionalExpression(node)) {
    const test = lowerCondition(node.condition, body);
    emit(body, choice(test, effectOf(node.whenTrue, body), effectOf(node.whenFalse, body), spanOf(node, body)));
    return;
  }
  if (ts.isBinaryExpression(node) && lowerJoined(node, body)) return;
  if (hasEffects(node, body)) keepValue(lowerValue(node, body), spanOf(node, body), body);
  else keepValue(elaborate(toSyntax(node, body), body.cx), spanOf(node, body), body);
}

/** `xs?.push(x)` whose value nobody uses: where the object is there, the change is made, arguments and all. */
function lowerLinked(node: ts.CallExpression, body: Body): boolean {
  const callee = withoutParentheses(node.expression);
  const isLink = ts.isPropertyAccessExpression(callee) && callee.questionDotToken !== undefined;
  if (!isLink || node.questionDotToken !== undefined) return false;
  const of = callee.expression;
  const isChange = changesCollection(node, body.site.file.checker) || changingMembers.has(callee.name.text);
  if (!isChange || ts.isOptionalChain(of) || hasEffects(of, body)) return false;
  const span = spanOf(node, body);
  const left = toSyntax(of, body);
  const right: Expression = { kind: "null", span };
  const test = condition({ kind: "binary", operator: "!=", left, right, operatorSpan: span, span }, body.cx);
  body.linked.add(callee);
  const { statements } = collected(body, () => lowerCall(node, body, "statement"));
  body.linked.delete(callee);
  emit(body, choice(test, block(statements, span), { kind: "block", body: [], span }, span));
  return true;
}

/** `a, b`, `a && b`, `a || b`, `a ?? b`. */
function lowerJoined(node: ts.BinaryExpression, body: Body): boolean {
  const span = spanOf(node, body);
  const nothing: Statement = { kind: "block", body: [], span };
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.CommaToken:
      lowerEffect(node.left, body);
      lowerEffect(node.right, body);
      return true;
    case ts.SyntaxKind.AmpersandAmpersandToken: {
      const test = lowerCondition(node.left, body);
      emit(body, choice(test, effectOf(node.right, body), nothing, span));
      return true;
    }
    case ts.SyntaxKind.BarBarToken: {
      const test = lowerCondition(node.left, body);
      emit(body, choice(test, nothing, effectOf(node.right, body), span));
      return true;
    }
    case ts.SyntaxKind.QuestionQuestionToken: {
      const left = toSyntax(node.left, body);
      const right: Expression = { kind: "null", span };
      const test = condition({ kind: "binary", operator: "==", left, right, operatorSpan: span, span }, body.cx);
      emit(body, choice(test, effectOf(node.right, body), nothing, span));
      return true;
    }
    default:
      return false;
  }
}

function effectOf(node: ts.Expression, body: Body): Statement {
  const { statements } = collected(body, () => lowerEffect(node, body));
  return block(statements, spanOf(node, body));
}

/** What evaluating the value owes is owed, though nobody reads it. */
function keepValue(value: Elaborated, span: Span, body: Body): void {
  if (value.kind !== "term" || value.term.kind === "literal" || value.term.kind === "variable") return;
  const term = settle(value, body.cx);
  emit(body, { kind: "let", variable: { name: freshName(body, "t"), sort: unrefined(term.sort) }, value: term, span });
}
