/**
 * Takes loops; emits the loop of the IR with its clauses. The test of `do` is the end of its body; `for…of` stands in
 * `for-of`.
 */
import ts from "typescript";
import {
  type Clause,
  freeVariables,
  type Statement,
  type Term,
  trueTerm,
  type Variable,
  type Variant,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { LoopNode, LoopStatement } from "../syntax/attachments.js";
import type { Surroundings } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { type Body, block, choice, collected, emit, freshName } from "../world/body.js";
import type { LoopClauses } from "../world/lowered.js";
import { inferredMeasure } from "../world/measure.js";
import { lowerCondition } from "./choice.js";
import { clauseSurroundings, declined, formula, secondMeasure, variantOf } from "./clauses.js";
import { declare } from "./declaration.js";
import { lowerEffect } from "./effect.js";
import { spanOf } from "./expression.js";
import { lowerForOf } from "./for-of.js";
import { branch } from "./statement.js";

export function isLoop(node: ts.Statement): node is LoopStatement {
  return ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node) || ts.isForOfStatement(node);
}

export function lowerLoop(node: LoopStatement, name: string | undefined, body: Body): void {
  if (ts.isForOfStatement(node)) {
    lowerForOf(node, name, body);
    return;
  }
  if (ts.isForStatement(node)) {
    plainFor(node, name, body);
    return;
  }
  if (ts.isWhileStatement(node)) {
    testedLoop(node, name, () => lowerCondition(node.expression, body), undefined, body);
    return;
  }
  doLoop(node, name, body);
}

/**
 * `do S while (c)` is an endless loop over `S; if (c) {} else break`: what the first round makes true is known after it,
 * and the measure counts from one round to the next. `continue` goes to the test.
 */
function doLoop(node: ts.DoStatement, name: string | undefined, body: Body): void {
  const span = spanOf(node, body);
  const [label, round] = [freshName(body, "loop"), freshName(body, "round")];
  const clauses = clausesOf(node, body);
  body.exits.push({ kind: "loop", name, label, round });
  const statement = branch(node.statement, body);
  body.exits.pop();
  const inner: Statement = holdsContinue(node.statement)
    ? { kind: "labelled", label: round, body: statement, span }
    : statement;
  const { statements: test, value: condition } = collected(body, () => lowerCondition(node.expression, body));
  const nothing: Statement = { kind: "block", body: [], span };
  const tested = choice(condition, nothing, { kind: "break", label, span }, spanOf(node.expression, body));
  const inferred = test.length === 0 ? inferredMeasure(condition, span) : undefined;
  const round1: Statement = { kind: "block", body: [inner, ...test, tested], span };
  emitLoop({ node, label, condition: trueTerm, prelude: [], body: round1, step: nothing, clauses, inferred }, body);
}

function holdsContinue(node: ts.Node): boolean {
  if (ts.isContinueStatement(node)) return true;
  return ts.forEachChild(node, (child) => (holdsContinue(child) ? true : undefined)) === true;
}

function plainFor(node: ts.ForStatement, name: string | undefined, body: Body): void {
  const { initializer, condition, incrementor } = node;
  if (initializer !== undefined) {
    if (ts.isVariableDeclarationList(initializer)) declare(initializer, body);
    else lowerEffect(initializer, body);
  }
  const test = (): Term => (condition === undefined ? trueTerm : lowerCondition(condition, body));
  const step = incrementor === undefined ? undefined : () => lowerEffect(incrementor, body);
  testedLoop(node, name, test, step, body);
}

/** A loop whose test stands before its body. */
function testedLoop(
  node: LoopStatement,
  name: string | undefined,
  test: () => Term,
  step: (() => void) | undefined,
  body: Body,
): void {
  const span = spanOf(node, body);
  const label = freshName(body, "loop");
  const clauses = clausesOf(node, body);
  const { statements: prelude, value: condition } = collected(body, test);
  body.exits.push({ kind: "loop", name, label, round: undefined });
  const statement = branch(node.statement, body);
  body.exits.pop();
  const steps = step === undefined ? [] : collected(body, step).statements;
  // What the prelude computes has no value yet where the measure is taken.
  const inferred = prelude.length === 0 ? inferredMeasure(condition, span) : measureOfTests(prelude, span);
  emitLoop({ node, label, condition, prelude, body: statement, step: block(steps, span), clauses, inferred }, body);
}

/** What a test compares first, where the first thing that it does is to compare: `i < n && a[i++] !== 0`. */
function measureOfTests(prelude: readonly Statement[], span: Span): Variant | undefined {
  const own = new Set(prelude.flatMap((part) => (part.kind === "let" ? [part.variable.name] : [])));
  const test = prelude.find((part) => part.kind === "if");
  if (test?.kind !== "if" || [...freeVariables(test.condition).keys()].some((name) => own.has(name))) return undefined;
  return inferredMeasure(test.condition, span);
}

interface LoopParts {
  readonly node: LoopStatement;
  readonly label: string;
  readonly condition: Term;
  readonly prelude: readonly Statement[];
  readonly body: Statement;
  readonly step: Statement;
  readonly clauses: LoopClauses;
  readonly inferred: Variant | undefined;
}

function emitLoop({ node, clauses, inferred, ...parts }: LoopParts, body: Body): void {
  const { invariants, doneWith } = clauses;
  const variant = clauses.variant ?? inferred;
  body.loops.set(node, clauses);
  const loop = { kind: "loop", ...parts, invariants, doneWith, span: spanOf(node, body) } as const;
  emit(body, variant === undefined ? loop : { ...loop, variant });
}

/** `location`: where the names of its clauses are looked up. */
export function clausesOf(node: LoopNode, body: Body, hidden?: HiddenIndex, location: ts.Node = node): LoopClauses {
  const clauses = body.site.file.attachments.loops.get(node) ?? [];
  const plain = clauseSurroundings(body, { location, state: "current", old: true });
  const cx = hidden === undefined ? plain : withIndex(plain, hidden);
  const invariants: Clause[] = [];
  const doneWith: Clause[] = [];
  let variant: Variant | undefined;
  for (const syntax of clauses) {
    if (syntax.keyword === "invariant") invariants.push(formula(syntax, cx));
    else if (syntax.keyword === "done_with") doneWith.push(formula(syntax, cx));
    else if (syntax.keyword === "decreases") {
      if (variant !== undefined) throw secondMeasure(syntax.span);
      variant = variantOf(syntax, cx);
    } else unsupported(declined(syntax));
  }
  return { invariants, variant, doneWith };
}

interface HiddenIndex {
  /** What clauses may call it: `_x_idx` for the variable x. */
  readonly name: string;
  readonly variable: Variable;
}

/** The position of a `for…of`, by a name that no variable of the program has. */
function withIndex(cx: Surroundings, { name, variable }: HiddenIndex): Surroundings {
  return {
    ...cx,
    resolve: (asked) => cx.resolve(asked) ?? (asked === name ? { kind: "variable", variable } : undefined),
  };
}
