/**
 * Takes conditions and the operators that evaluate one side only; where a side has effects, gives a branch that leaves
 * the value in a temporary, so that effects happen only where JavaScript evaluates them.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { bool, boolTerm, isMutable, type Sort, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { complement, needed } from "../elaborate/arithmetic.js";
import { unionSort, valueIfFalse } from "../elaborate/choice.js";
import { condition, elaborate } from "../elaborate/elaborate.js";
import type { Elaborated } from "../syntax/entity.js";
import { truth, truthiness } from "../types/coerce.js";
import { both, either } from "../types/evaluated.js";
import { describe, mismatch } from "../types/mismatch.js";
import { receive, temporary } from "../types/receive.js";
import { type Body, block, choice, collected, emit, undetermined } from "../world/body.js";
import { hasEffects } from "./effects.js";
import { keep, lowerValue, spanOf, toSyntax } from "./expression.js";

/** A condition, effects before it. */
export function lowerCondition(node: ts.Expression, body: Body): Term {
  if (ts.isParenthesizedExpression(node)) return lowerCondition(node.expression, body);
  if (!hasEffects(node, body)) return condition(toSyntax(node, body), body.cx);
  const span = spanOf(node, body);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return complement(lowerCondition(node.operand, body), span);
  }
  const operator = ts.isBinaryExpression(node) ? node.operatorToken.kind : undefined;
  if (
    ts.isBinaryExpression(node) &&
    (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken)
  ) {
    const left = lowerCondition(node.left, body);
    if (!hasEffects(node.right, body)) {
      // Nothing happens between the two: the right side owes what it owes where the left one lets it be evaluated.
      const right = condition(toSyntax(node.right, body), body.cx);
      return operator === ts.SyntaxKind.AmpersandAmpersandToken ? both(left, right) : either(left, right);
    }
    return branchedCondition(left, node.right, operator === ts.SyntaxKind.AmpersandAmpersandToken, span, body);
  }
  return truth(lowerValue(node, body), span, body.cx);
}

/** `left && right` where right has effects: they happen only where it is evaluated. */
function branchedCondition(left: Term, right: ts.Expression, isAnd: boolean, span: Span, body: Body): Term {
  const result = undetermined(body, bool, span);
  const target = { root: result, path: [] };
  const { statements } = collected(body, () => {
    const value = lowerCondition(right, body);
    emit(body, { kind: "assign", target, value, span });
  });
  const known = block([{ kind: "assign", target, value: boolTerm(!isAnd), span }], span);
  const evaluated = block(statements, span);
  emit(body, isAnd ? choice(left, evaluated, known, span) : choice(left, known, evaluated, span));
  return { kind: "variable", ...result };
}

/** `left op right` where evaluating right has effects: they become a branch. */
export function lazily(
  node: ts.BinaryExpression,
  operator: "&&" | "||" | "??",
  body: Body,
  wanted: Sort | undefined,
): Expression {
  const span = spanOf(node, body);
  const syntax = toSyntax(node.left, body, wanted);
  const left = elaborate(syntax, body.cx, wanted);
  const leftSyntax: Expression =
    left.kind === "term" && left.term.kind !== "literal" ? keepAny(left.term, syntax, body) : syntax;
  const kept = elaborate(leftSyntax, body.cx, wanted);
  const absent: Expression = { kind: "null", span };
  const test: Term =
    operator === "??"
      ? complement(
          elaborateTruth(
            { kind: "binary", operator: "==", left: leftSyntax, right: absent, operatorSpan: span, span },
            body,
          ),
          span,
        )
      : truthiness(kept, span, body.cx);
  const evaluateRight = (): Elaborated => lowerValue(node.right, body, wanted);
  if (operator === "&&") {
    const takeLeft = (right: Elaborated): Elaborated => valueIfFalse(kept, right, leftSyntax.span, body.cx) ?? right;
    return joined(test, evaluateRight, takeLeft, node.right, node.left, span, body, wanted);
  }
  const takeLeft = (): Elaborated => needed({ value: kept, span: leftSyntax.span }, body.cx);
  return joined(test, takeLeft, evaluateRight, node.left, node.right, span, body, wanted);
}

function keepAny(term: Term, syntax: Expression, body: Body): Expression {
  if (isMutable(term.sort, body.cx.table.types)) return keep(syntax, body);
  return { kind: "name", name: temporary(body, term, syntax.span).name, span: syntax.span };
}

function elaborateTruth(e: Expression, body: Body): Term {
  return truth(elaborate(e, body.cx), e.span, body.cx);
}

export function conditional(node: ts.ConditionalExpression, body: Body, wanted: Sort | undefined): Expression {
  const span = spanOf(node, body);
  if (!hasEffects(node.whenTrue, body) && !hasEffects(node.whenFalse, body)) {
    return {
      kind: "conditional",
      condition: conditionSyntax(node.condition, body),
      // biome-ignore lint/suspicious/noThenProperty: the syntax tree calls the branch by its name; nobody awaits it.
      then: toSyntax(node.whenTrue, body, wanted),
      else: toSyntax(node.whenFalse, body, wanted),
      span,
    };
  }
  const test = lowerCondition(node.condition, body);
  const then = (): Elaborated => lowerValue(node.whenTrue, body, wanted);
  const otherwise = (): Elaborated => lowerValue(node.whenFalse, body, wanted);
  return joined(test, then, otherwise, node.whenTrue, node.whenFalse, span, body, wanted);
}

/** The condition of `?:` as syntax; one with effects is evaluated before. */
function conditionSyntax(node: ts.Expression, body: Body): Expression {
  if (!hasEffects(node, body)) return toSyntax(node, body);
  const test = temporary(body, lowerCondition(node, body), spanOf(node, body));
  return { kind: "name", name: test.name, span: spanOf(node, body) };
}

/** An `if` that leaves the value of the branch taken in a temporary. */
export function joined(
  test: Term,
  then: () => Elaborated,
  otherwise: (then: Elaborated) => Elaborated,
  thenNode: ts.Expression,
  otherwiseNode: ts.Expression,
  span: Span,
  body: Body,
  wanted: Sort | undefined,
): Expression {
  const first = collected(body, then);
  const second = collected(body, () => otherwise(first.value));
  const sort = unionSort(first.value, second.value, body.cx) ?? wanted;
  if (sort === undefined) {
    const [a, b] = [describe(first.value, body.cx), describe(second.value, body.cx)];
    return mismatch(body.cx, span, `The branches are ${a} and ${b}.`);
  }
  const result = undetermined(body, sort, span);
  const assigned = (value: Elaborated, node: ts.Expression) =>
    collected(body, () => {
      const at = spanOf(node, body);
      const term = receive(body, value, { sort: result.sort, what: "the value" }, at);
      emit(body, { kind: "assign", target: { root: result, path: [] }, value: term, span: at });
    }).statements;
  const thenBlock = block([...first.statements, ...assigned(first.value, thenNode)], span);
  const elseBlock = block([...second.statements, ...assigned(second.value, otherwiseNode)], span);
  emit(body, choice(test, thenBlock, elseBlock, span));
  return { kind: "name", name: result.name, span };
}
