/**
 * Takes statements of code; emits statements of the IR. Only the kinds listed here are read, the rest is refused by name.
 */
import ts from "typescript";
import { assertNever } from "../../base/index.js";
import { falseTerm, type Statement, type Term, unitSort } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { Elaborated } from "../syntax/entity.js";
import { Refusal, unsupported } from "../syntax/refusal.js";
import { receive } from "../types/receive.js";
import { absentOf, optionOf } from "../types/type-table.js";
import { type Body, block, collected, type Exit, emit, freshName } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { declaresRounds, lowerArbitraryRounds } from "./arbitrary-rounds.js";
import { lowerCondition } from "./choice.js";
import { declare, declareArbitrary } from "./declaration.js";
import { lowerEffect } from "./effect.js";
import { hasEffects } from "./effects.js";
import { lowerValue, spanOf, words } from "./expression.js";
import { isLoop, lowerLoop } from "./loop.js";
import { callOwing } from "./owing-calls.js";
import { annotate } from "./statement-clauses.js";
import { lowerSwitch } from "./switch.js";
import { lowerThrow } from "./throw.js";
import { leaveBy, lowerTry } from "./try.js";
import { forgetStatement, refuseKey } from "./unknown-code.js";

export function lowerStatements(nodes: readonly ts.Statement[], body: Body): void {
  for (const node of nodes) lowerStatement(node, body);
}

export function lowerStatement(node: ts.Statement, body: Body): void {
  const manner = annotate(node, body);
  switch (manner.kind) {
    case "read":
      if (body.autohavoc) readOrForget(node, body);
      else readStatement(node, body);
      return;
    case "forget":
      if (manner.syntax.keyword === "havoc" && declaresRounds(node))
        orForgotten(() => lowerArbitraryRounds(node, body), node, body);
      else forgetOne(node, manner.syntax.keyword === "skip", body);
      return;
    case "calls": {
      const wanted = { key: manner.syntax.key, met: false };
      body.arbitraryCalls.push(wanted);
      readStatement(node, body);
      body.arbitraryCalls.pop();
      if (!wanted.met) refuseKey(wanted.key, manner.syntax.span);
      return;
    }
    default:
      assertNever(manner);
  }
}

/** A statement that is not in the model; what it declares is arbitrary, or, if skipped, not known at all. */
function forgetOne(node: ts.Statement, skipped: boolean, body: Body): void {
  if (skipped && (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || isTypeOnly(node))) return;
  if (ts.isVariableStatement(node) && !skipped) declareArbitrary(node.declarationList, body);
  else forgetStatement(node, body);
}

/**
 * `autohavoc`: what cannot be modelled is arbitrary. Statements inside others are tried by themselves, so that as little
 * as possible is forgotten.
 */
function readOrForget(node: ts.Statement, body: Body): void {
  if (wasRead(() => readStatement(node, body), body)) return;
  callOwing(node, body);
  forgetOne(node, false, body);
}

/** Reads what it can; where that cannot be read either, `havoc` leaves out the whole statement, as its author says. */
function orForgotten(read: () => void, node: ts.Statement, body: Body): void {
  if (!wasRead(read, body)) forgetOne(node, false, body);
}

/** Whether it was read; if not, nothing of it is left. */
function wasRead(read: () => void, body: Body): boolean {
  const before = body.sink.length;
  const [exits, handlers] = [body.exits.length, body.handlers.length];
  try {
    read();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal) || error.verdict !== "unsupported") throw error;
    body.sink.splice(before);
    body.exits.splice(exits);
    body.handlers.splice(handlers);
    return false;
  }
}

function readStatement(node: ts.Statement, body: Body): void {
  const span = spanOf(node, body);
  if (ts.isBlock(node)) {
    lowerStatements(node.statements, body);
    return;
  }
  if (ts.isEmptyStatement(node) || isTypeOnly(node) || ts.isFunctionDeclaration(node)) return;
  if (ts.isVariableStatement(node)) {
    declare(node.declarationList, body);
    return;
  }
  if (ts.isExpressionStatement(node)) {
    expressionStatement(node, body);
    return;
  }
  if (ts.isIfStatement(node)) {
    lowerIf(node, body);
    return;
  }
  if (isLoop(node)) {
    lowerLoop(node, undefined, body);
    return;
  }
  if (ts.isSwitchStatement(node)) {
    lowerSwitch(node, undefined, body);
    return;
  }
  if (ts.isLabeledStatement(node)) {
    labelled(node, body);
    return;
  }
  if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) {
    jump(node, body);
    return;
  }
  if (ts.isReturnStatement(node)) {
    lowerReturn(node, body);
    return;
  }
  if (ts.isThrowStatement(node)) {
    lowerThrow(node, body);
    return;
  }
  if (ts.isTryStatement(node)) {
    lowerTry(node, body);
    return;
  }
  unsupported({
    code: "unsupported.statement",
    span,
    message: `A ${words(node)} is not read.`,
    hint: ts.isForInStatement(node) ? "Write `for (const key of Object.keys(object))`." : undefined,
  });
}

function isTypeOnly(node: ts.Statement): boolean {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

function lowerIf(node: ts.IfStatement, body: Body): void {
  const condition = lowerCondition(node.expression, body);
  const then = branch(node.thenStatement, body);
  const otherwise = node.elseStatement;
  const none: Statement = { kind: "block", body: [], span: spanOf(node, body) };
  emit(body, {
    kind: "if",
    condition,
    then,
    else: otherwise === undefined ? none : branch(otherwise, body),
    span: spanOf(node, body),
  });
}

export function branch(node: ts.Statement, body: Body): Statement {
  const { statements } = collected(body, () => lowerStatement(node, body));
  return block(statements, spanOf(node, body));
}

function expressionStatement(node: ts.ExpressionStatement, body: Body): void {
  const expression = withoutParentheses(node.expression);
  if (ts.isStringLiteral(expression)) return;
  if (hasEffects(expression, body) || ts.isCallExpression(expression)) {
    lowerEffect(expression, body);
    return;
  }
  unsupported({
    code: "unsupported.statement",
    span: spanOf(node, body),
    message: "This expression has no effect.",
    hint: "Delete it, or use its value.",
  });
}

function labelled(node: ts.LabeledStatement, body: Body): void {
  const name = node.label.text;
  if (isLoop(node.statement)) {
    annotateLabelled(node.statement, body);
    lowerLoop(node.statement, name, body);
    return;
  }
  if (ts.isSwitchStatement(node.statement)) {
    annotateLabelled(node.statement, body);
    lowerSwitch(node.statement, name, body);
    return;
  }
  const label = freshName(body, "block");
  body.exits.push({ kind: "block", name, label });
  const inner = branch(node.statement, body);
  body.exits.pop();
  emit(body, { kind: "labelled", label, body: inner, span: spanOf(node, body) });
}

function annotateLabelled(node: ts.Statement, body: Body): void {
  const manner = annotate(node, body);
  if (manner.kind === "read") return;
  unsupported({
    code: "unsupported.clause",
    span: manner.syntax.span,
    message: `\`${manner.syntax.keyword}\` stands behind a label.`,
    hint: "Write it above the label.",
  });
}

export function jump(node: ts.BreakOrContinueStatement, body: Body): void {
  const name = node.label?.text;
  const isContinue = ts.isContinueStatement(node);
  const span = spanOf(node, body);
  const isMeant = (e: Exit): boolean => {
    if (name !== undefined) return e.name === name;
    return isContinue ? e.kind === "loop" : e.kind === "loop" || e.kind === "switch";
  };
  const outward = [...body.exits].reverse();
  const exit = outward.find((e) => e.kind === "finally" || isMeant(e));
  if (exit === undefined || !outward.some(isMeant)) {
    unsupported({ code: "unsupported.statement", span, message: "There is nothing to leave here." });
  }
  if (exit.kind === "finally") {
    leaveBy(exit, () => jump(node, body), span, body);
    return;
  }
  if (!isContinue) emit(body, { kind: "break", label: exit.label, span });
  else if (exit.kind === "loop" && exit.round !== undefined) emit(body, { kind: "break", label: exit.round, span });
  else emit(body, { kind: "continue", label: exit.label, span });
}

function lowerReturn(node: ts.ReturnStatement, body: Body): void {
  const span = spanOf(node, body);
  if (node.expression === undefined) {
    returnNothing(span, body);
    return;
  }
  if (body.result.kind === "unit") {
    returnUnit(node.expression, span, body);
    return;
  }
  const called = withoutParentheses(node.expression);
  if (
    ts.isCallExpression(called) &&
    (body.site.file.checker.getTypeAtLocation(called).flags & ts.TypeFlags.Never) !== 0
  ) {
    // `return assertNever(s)`: the call does not come back.
    lowerEffect(called, body);
    const clause = { text: "the call does not return", term: falseTerm, span };
    emit(body, { kind: "assert", clause, owes: "exhaustive", span });
    return;
  }
  returnValue(lowerValue(node.expression, body, body.result), spanOf(node.expression, body), span, body);
}

export function returnValue(value: Elaborated, valueSpan: Span, span: Span, body: Body): void {
  const receiver = { sort: body.result, owner: body.resultOwner, what: "the result" };
  leave(receive(body, value, receiver, valueSpan), span, body);
}

/** Leaves the function, or the block that stands for the call of an inlined one. */
export function leave(value: Term | undefined, span: Span, body: Body): void {
  const finalizer = body.exits.findLast((e) => e.kind === "finally");
  if (finalizer !== undefined) {
    const { value: kept } = finalizer;
    if (kept !== undefined && value !== undefined) {
      emit(body, { kind: "assign", target: { root: kept, path: [] }, value, span });
    }
    leaveBy(finalizer, () => leave(kept && { kind: "variable", ...kept }, span, body), span, body);
    return;
  }
  const place = body.returnsTo;
  if (place === undefined) {
    emit(body, value === undefined ? { kind: "return", span } : { kind: "return", value, span });
    return;
  }
  if (place.target !== undefined && value !== undefined) {
    emit(body, { kind: "assign", target: { root: place.target, path: [] }, value, span });
  }
  emit(body, { kind: "break", label: place.label, span });
}

/** `return f()` where nothing is returned: the call happens, its value is nothing. */
export function returnUnit(node: ts.Expression, span: Span, body: Body): void {
  lowerEffect(node, body);
  leave(undefined, span, body);
}

/** Falling off the end, or `return;`. */
export function returnNothing(span: Span, body: Body): void {
  if (body.result.kind === unitSort.kind) {
    leave(undefined, span, body);
    return;
  }
  returnValue({ kind: "absent", which: "undefined", span }, span, span, body);
}

/** The end of the body is reached: nothing is returned, or the author says that it cannot be. */
export function fallOff(node: ts.Block, body: Body): void {
  const option = optionOf(body.result, body.cx.table.types);
  const may = body.result.kind === "unit" || (option !== undefined && absentOf(option).includes("undefined"));
  const end = { ...spanOf(node, body), start: node.getEnd() - 1 };
  if (may) {
    returnNothing(end, body);
    return;
  }
  const last = node.statements.at(-1);
  const isOpen = last !== undefined && ts.isSwitchStatement(last) && !last.caseBlock.clauses.some(ts.isDefaultClause);
  const span = isOpen ? spanOf(last, body) : spanOf(node, body);
  const clause = { text: "every path returns a value", term: falseTerm, span };
  emit(body, { kind: "assert", clause, owes: "exhaustive", span });
}
