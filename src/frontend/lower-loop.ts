/**
 * Takes loops; emits the loop of the IR with its clauses. `for…of` goes by a hidden index, as the array iterator does
 * (ECMA-262, section 23.1.5); the body of `do` runs once before the test by a hidden flag.
 */
import ts from "typescript";
import {
  add,
  and,
  arrayGet,
  arrayLength,
  atMost,
  bool,
  boolTerm,
  type Clause,
  int,
  intSort,
  isMutable,
  ite,
  lessThan,
  type Statement,
  subtract,
  type Term,
  trueTerm,
  type Variable,
  type Variant,
  variable,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { needed } from "./arithmetic.js";
import type { LoopStatement } from "./attachments.js";
import { type Body, block, choice, collected, emit, freshName } from "./body.js";
import { clauseSurroundings, declined, formula, secondMeasure, variantOf } from "./clauses.js";
import { settle } from "./coerce.js";
import { assignedIn, hasEffects, isAssignment } from "./effects.js";
import { either } from "./evaluated.js";
import { lowerAssignment } from "./lower-assignment.js";
import { lowerCall } from "./lower-call.js";
import { lowerCondition } from "./lower-choice.js";
import { declare, declareLoopVariable } from "./lower-declaration.js";
import { lowerValue, spanOf } from "./lower-expression.js";
import { branch } from "./lower-statement.js";
import { inferredMeasure } from "./measure.js";
import { temporary } from "./receive.js";
import { unsupported } from "./refusal.js";

export function isLoop(node: ts.Statement): node is LoopStatement {
  return ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node) || ts.isForOfStatement(node);
}

export function lowerLoop(node: LoopStatement, name: string | undefined, body: Body): void {
  if (ts.isForOfStatement(node)) {
    forOf(node, name, body);
    return;
  }
  if (ts.isForStatement(node)) {
    plainFor(node, name, body);
    return;
  }
  const span = spanOf(node, body);
  if (ts.isWhileStatement(node)) {
    const test = (): Term => lowerCondition(node.expression, body);
    emitLoop({ node, name, test, inner: () => branch(node.statement, body) }, body);
    return;
  }
  const first: Variable = { name: freshName(body, "first"), sort: bool };
  emit(body, { kind: "let", variable: first, value: boolTerm(true), span });
  const flag = variable(first.name, bool);
  const test = (): Term => doCondition(node, flag, body, span);
  const inner = (): Statement => {
    const cleared: Statement = { kind: "assign", target: { root: first, path: [] }, value: boolTerm(false), span };
    return block([cleared, branch(node.statement, body)], span);
  };
  emitLoop({ node, name, test, inner, flag }, body);
}

/** `first || condition`; the condition is evaluated only where the flag is down. */
function doCondition(node: ts.DoStatement, flag: Term, body: Body, span: Span): Term {
  if (!hasEffects(node.expression, body)) return either(flag, lowerCondition(node.expression, body));
  const again: Variable = { name: freshName(body, "again"), sort: bool };
  emit(body, { kind: "let", variable: again, value: boolTerm(true), span });
  const { statements } = collected(body, () => {
    const value = lowerCondition(node.expression, body);
    emit(body, { kind: "assign", target: { root: again, path: [] }, value, span });
  });
  const nothing: Statement = { kind: "block", body: [], span };
  emit(body, choice(flag, nothing, block(statements, span), span));
  return variable(again.name, bool);
}

function plainFor(node: ts.ForStatement, name: string | undefined, body: Body): void {
  const { initializer, condition, incrementor } = node;
  if (initializer !== undefined) {
    if (ts.isVariableDeclarationList(initializer)) declare(initializer, body);
    else effectOnly(initializer, body);
  }
  const test = (): Term => (condition === undefined ? trueTerm : lowerCondition(condition, body));
  const step = incrementor === undefined ? undefined : () => effectOnly(incrementor, body);
  emitLoop({ node, name, test, inner: () => branch(node.statement, body), step }, body);
}

/** The first and last part of a `for`: assignments and calls, several joined by commas. */
function effectOnly(node: ts.Expression, body: Body): void {
  if (ts.isParenthesizedExpression(node)) {
    effectOnly(node.expression, body);
    return;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken) {
    effectOnly(node.left, body);
    effectOnly(node.right, body);
    return;
  }
  if (isAssignment(node)) {
    lowerAssignment(node, body, "statement");
    return;
  }
  if (ts.isCallExpression(node)) {
    lowerCall(node, body, "statement");
    return;
  }
  unsupported({
    code: "unsupported.statement",
    span: spanOf(node, body),
    message: "The parts of a `for` are declarations and assignments.",
  });
}

interface LoopParts {
  readonly node: LoopStatement;
  readonly name: string | undefined;
  readonly test: () => Term;
  readonly inner: () => Statement;
  readonly step?: (() => void) | undefined;
  /** Of `do`: holds until the body has run once. */
  readonly flag?: Term;
}

function emitLoop({ node, name, test, inner, step, flag }: LoopParts, body: Body): void {
  const span = spanOf(node, body);
  const label = freshName(body, "loop");
  const clauses = clausesOf(node, body);
  const prelude = collected(body, test);
  body.exits.push({ kind: "loop", name, label });
  const statement = inner();
  body.exits.pop();
  const stepStatements = step === undefined ? [] : collected(body, step).statements;
  // What the prelude computes has no value yet where the measure is taken.
  const inferred =
    prelude.statements.length === 0 ? inferredMeasure(sourceCondition(prelude.value, flag), span) : undefined;
  const variant = withFlag(clauses.variant ?? inferred, flag);
  const loop: Extract<Statement, { kind: "loop" }> = {
    kind: "loop",
    label,
    prelude: prelude.statements,
    condition: prelude.value,
    body: statement,
    step: block(stepStatements, span),
    invariants: clauses.invariants,
    span,
  };
  body.loops.set(node, { invariants: clauses.invariants, variant: clauses.variant });
  emit(body, variant === undefined ? loop : { ...loop, variant });
}

/** Of `first || condition`, the condition. */
function sourceCondition(condition: Term, flag: Term | undefined): Term {
  return flag !== undefined && condition.kind === "apply" ? (condition.args[1] ?? condition) : condition;
}

/** The first round of a `do` lowers the flag; the author's measure counts from the second on. */
function withFlag(variant: Variant | undefined, flag: Term | undefined): Variant | undefined {
  if (variant?.kind !== "measure" || flag === undefined) return variant;
  return { ...variant, terms: [ite(flag, int(1n), int(0n)), ...variant.terms] };
}

interface LoopClauses {
  readonly invariants: readonly Clause[];
  readonly variant: Variant | undefined;
}

function clausesOf(node: LoopStatement, body: Body): LoopClauses {
  const clauses = body.site.file.attachments.loops.get(node) ?? [];
  const cx = clauseSurroundings(body, { location: node, state: "current", old: true });
  const invariants: Clause[] = [];
  let variant: Variant | undefined;
  for (const syntax of clauses) {
    if (syntax.keyword === "invariant") invariants.push(formula(syntax, cx));
    else if (syntax.keyword === "decreases") {
      if (variant !== undefined) throw secondMeasure(syntax.span);
      variant = variantOf(syntax, cx);
    } else unsupported(declined(syntax));
  }
  return { invariants, variant };
}

function forOf(node: ts.ForOfStatement, name: string | undefined, body: Body): void {
  const span = spanOf(node, body);
  const list = node.initializer;
  const declaration = ts.isVariableDeclarationList(list) ? list.declarations[0] : undefined;
  const isPlain = declaration !== undefined && ts.isIdentifier(declaration.name);
  if (
    node.awaitModifier !== undefined ||
    !isPlain ||
    !ts.isVariableDeclarationList(list) ||
    !(list.flags & ts.NodeFlags.BlockScoped)
  ) {
    unsupported({
      code: "unsupported.variable",
      span: spanOf(list, body),
      message: "`for…of` is read with one variable: `for (const x of xs)`.",
    });
  }
  const array = iterated(node, body);
  const index: Variable = { name: freshName(body, "i"), sort: intSort };
  emit(body, { kind: "let", variable: index, value: int(0n), span });
  const at = variable(index.name, intSort);
  const label = freshName(body, "loop");
  const clauses = clausesOf(node, body);
  body.exits.push({ kind: "loop", name, label });
  const inner = collected(body, () => {
    bindElement(declaration, arrayGet(array, at, spanOf(node.expression, body)), body);
    emit(body, branch(node.statement, body));
  });
  body.exits.pop();
  const bounds: Clause = {
    text: `the position is within ${node.expression.getText(body.site.file.sourceFile)}`,
    term: and(atMost(int(0n), at), atMost(at, arrayLength(array))),
    span: spanOf(node.expression, body),
  };
  const variant: Variant = clauses.variant ?? {
    kind: "measure",
    terms: [subtract(arrayLength(array), at)],
    text: "the elements that are left",
    span,
    inferred: true,
  };
  body.loops.set(node, { invariants: clauses.invariants, variant: clauses.variant });
  const statement = block(inner.statements, span);
  if (array.kind === "variable") body.iterations.push({ root: array.name, body: statement, span: bounds.span });
  emit(body, {
    kind: "loop",
    label,
    prelude: [],
    condition: lessThan(at, arrayLength(array)),
    body: statement,
    step: { kind: "assign", target: { root: index, path: [] }, value: add(at, int(1n)), span },
    invariants: [bounds, ...clauses.invariants],
    variant,
    span,
  });
}

/** The array gone through: a variable that nobody re-points meanwhile, else a temporary. */
function iterated(node: ts.ForOfStatement, body: Body): Term {
  const span = spanOf(node.expression, body);
  const value = needed({ value: lowerValue(node.expression, body), span }, body.cx);
  const term = settle(value, body.cx);
  if (term.sort.kind !== "array") {
    return unsupported({
      code: "unsupported.statement",
      span,
      message: "`for…of` is read over arrays only.",
      hint: "Use a loop with an index.",
    });
  }
  const assigned = [...assignedIn(node.statement, body.site.file.checker)].map(
    (s) => body.locals.get(s)?.variable.name,
  );
  if (term.kind === "variable" && assigned.includes(term.name)) {
    return unsupported({
      code: "unsupported.iteration",
      span,
      message: "The loop gives the variable that it goes through another array.",
    });
  }
  if (term.kind === "variable" || !isMutable(term.sort, body.cx.table.types)) return term;
  return variable(temporary(body, term, span, "a").name, term.sort);
}

function bindElement(declaration: ts.VariableDeclaration, element: Term, body: Body): void {
  const symbol = body.site.file.checker.getSymbolAtLocation(declaration.name);
  if (symbol === undefined) return;
  const span = spanOf(declaration, body);
  const bound: Variable = { name: body.names.get(symbol) ?? declaration.name.getText(), sort: element.sort };
  declareLoopVariable(symbol, bound, body);
  emit(body, { kind: "let", variable: bound, value: element, span });
}
