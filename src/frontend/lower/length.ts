/**
 * Takes assignments to the `length` of an array; gives the shorter array in its place. Making it longer would leave
 * holes, and is owed not to happen.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { arrayLength, intSort, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { arithmetic } from "../elaborate/arithmetic.js";
import { integerOf } from "../elaborate/arrays.js";
import { type Elaborated, ofTerm } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { temporary } from "../types/receive.js";
import type { Body } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { assignLength } from "./array-members.js";
import { hasEffects } from "./effects.js";
import { lowerValue, spanOf } from "./expression.js";
import { lowerTarget, present, type Target } from "./target.js";

type Use = "value" | "statement";

const steps: Partial<Record<ts.SyntaxKind, "+" | "-">> = {
  [ts.SyntaxKind.PlusEqualsToken]: "+",
  [ts.SyntaxKind.MinusEqualsToken]: "-",
};

/** `a.length = n`, `a.length -= n`; undefined for other targets. */
export function lengthAssignment(node: ts.BinaryExpression, body: Body, use: Use): Expression | undefined {
  const array = arrayOfLength(node.left, [node.right], body);
  if (array === undefined) return undefined;
  const span = spanOf(node, body);
  const operator = steps[node.operatorToken.kind];
  const isPlain = node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if ((operator === undefined && !isPlain) || hasEffects(node.right, body)) {
    return unsupported({
      code: "unsupported.operator",
      span,
      message: "`length` is assigned, or changed by `+=` and `-=`, by a value without effects.",
      hint: "Compute the value in a statement before.",
    });
  }
  const right = lowerValue(node.right, body, intSort);
  const old = { value: ofTerm(arrayLength(array.value)), span };
  const value =
    operator === undefined
      ? right
      : arithmetic(operator, old, { value: right, span: spanOf(node.right, body) }, span, body.cx);
  return setLength(array, value, body, use, span);
}

/** `a.length--`; undefined for other targets. */
export function lengthStep(
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  body: Body,
  use: Use,
): Expression | undefined {
  const array = arrayOfLength(node.operand, [], body);
  if (array === undefined) return undefined;
  const span = spanOf(node, body);
  const before: Term = arrayLength(array.value);
  const old = ts.isPostfixUnaryExpression(node) && use === "value" ? temporary(body, before, span) : undefined;
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-";
  const one: Elaborated = { kind: "number", value: 1, span };
  const value = arithmetic(operator, { value: ofTerm(before), span }, { value: one, span }, span, body.cx);
  const after = setLength(array, value, body, use, span);
  return old === undefined ? after : { kind: "name", name: old.name, span };
}

/** The array of `a.length` as a target. */
function arrayOfLength(node: ts.Expression, later: readonly ts.Expression[], body: Body): Target | undefined {
  const inner = withoutParentheses(node);
  if (!ts.isPropertyAccessExpression(inner) || inner.name.text !== "length") return undefined;
  const { checker } = body.site.file;
  if (!checker.isArrayType(checker.getNonNullableType(checker.getTypeAtLocation(inner.expression)))) return undefined;
  return present(lowerTarget(inner.expression, body, later), spanOf(inner.expression, body), body);
}

function setLength(array: Target, value: Elaborated, body: Body, use: Use, span: Span): Expression {
  const length = temporary(body, integerOf({ value, span }, body.cx), span);
  assignLength(array, { kind: "variable", ...length }, span, body);
  return use === "statement" ? { kind: "undefined", span } : { kind: "name", name: length.name, span };
}
