/**
 * Takes `switch`; emits a chain of tests inside a block that `break` leaves, or, where a body runs on into the next one,
 * the case at which it is entered and then the bodies in turn. All tests stand before all bodies, as in JavaScript.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import {
  atMost,
  falseTerm,
  int,
  intSort,
  isMutable,
  type Statement,
  type Term,
  type Variable,
} from "../../ir/index.js";
import { complement } from "../elaborate/arithmetic.js";
import { elaborate } from "../elaborate/elaborate.js";
import { endsAbruptly } from "../syntax/endings.js";
import { unsupported } from "../syntax/refusal.js";
import { settle, truth } from "../types/coerce.js";
import { both, either, isTotal } from "../types/evaluated.js";
import { temporary } from "../types/receive.js";
import { type Body, block, choice, collected, emit, freshName } from "../world/body.js";
import { hasEffects } from "./effects.js";
import { spanOf, toSyntax } from "./expression.js";
import { symbolOf } from "./name.js";
import { lowerStatements } from "./statement.js";

interface Arm {
  readonly clauses: readonly ts.CaseOrDefaultClause[];
  readonly statements: readonly ts.Statement[];
}

export function lowerSwitch(node: ts.SwitchStatement, name: string | undefined, body: Body): void {
  const span = spanOf(node, body);
  const subject = subjectOf(node.expression, body);
  const label = freshName(body, "switch");
  const { clauses } = node.caseBlock;
  for (const clause of clauses) refuseNamedElsewhere(clause, body);
  const runsOn = clauses.some((c, i) => i < clauses.length - 1 && !isClosed(c));
  const lower = runsOn ? entered : chained;
  const { statements } = collected(body, () => lower(node, subject, { name, label }, body));
  emit(body, { kind: "labelled", label, body: block(statements, span), span });
}

/** Nothing runs on into the next case, or it has nothing to run. */
function isClosed(clause: ts.CaseOrDefaultClause): boolean {
  return clause.statements.length === 0 || endsAbruptly(clause.statements);
}

interface Names {
  readonly name: string | undefined;
  readonly label: string;
}

/** Where bodies run on: the tests say at which case the block is entered, and each body from there on is run. */
function entered(node: ts.SwitchStatement, subject: Expression, { name, label }: Names, body: Body): void {
  const span = spanOf(node, body);
  const { clauses } = node.caseBlock;
  const at: Variable = { name: freshName(body, "case"), sort: intSort };
  const start = (i: number): Statement => {
    return { kind: "assign", target: { root: at, path: [] }, value: int(BigInt(i)), span };
  };
  emit(body, { kind: "let", variable: at, span });
  const last = clauses.findIndex(ts.isDefaultClause);
  const tests = clauses.reduceRight<Statement>(
    (rest, clause, i) => {
      if (ts.isDefaultClause(clause)) return rest;
      const condition = testOf({ clauses: [clause], statements: [] }, subject, body);
      return choice(condition, start(i), rest, spanOf(clause, body));
    },
    start(last < 0 ? clauses.length : last),
  );
  emit(body, tests);
  body.exits.push({ kind: "switch", name, label });
  clauses.forEach((clause, i) => {
    refuseDeclaration(clause, body);
    const { statements } = collected(body, () => lowerStatements(clause.statements, body));
    const reached = atMost({ kind: "variable", ...at }, int(BigInt(i)));
    emit(body, choice(reached, block(statements, span), { kind: "block", body: [], span }, spanOf(clause, body)));
  });
  body.exits.pop();
}

/** Soundness: the variable of a case would be in scope in the next, where it may have no value. */
function refuseDeclaration(clause: ts.CaseOrDefaultClause, body: Body): void {
  const found = isClosed(clause) ? undefined : clause.statements.find(ts.isVariableStatement);
  if (found === undefined) return;
  unsupported({
    code: "unsupported.fallthrough",
    span: spanOf(found, body),
    message: "This case declares a variable and runs on into the next one.",
    hint: "Put the case in braces, or declare the variable before the `switch`.",
  });
}

/** Soundness: where another case names the variable of this one, it has not been declared yet, and naming it throws. */
function refuseNamedElsewhere(clause: ts.CaseOrDefaultClause, body: Body): void {
  const declared = new Set(
    clause.statements
      .filter(ts.isVariableStatement)
      .flatMap((s) => s.declarationList.declarations.flatMap((d) => namesIn(d.name)))
      .map((name) => symbolOf(name, body)),
  );
  if (declared.size === 0) return;
  const visit = (at: ts.Node): void => {
    if (at === clause) return;
    if (ts.isIdentifier(at) && declared.has(symbolOf(at, body))) {
      unsupported({
        code: "unsupported.variable",
        span: spanOf(at, body),
        message: `\`${at.text}\` is declared in another case, which is not run before this one.`,
        hint: "Declare the variable before the `switch`.",
      });
    }
    ts.forEachChild(at, visit);
  };
  ts.forEachChild(clause.parent, visit);
}

function namesIn(name: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((e) => (ts.isBindingElement(e) ? namesIn(e.name) : []));
}

/** Where each body leaves the block: a chain of tests. */
function chained(node: ts.SwitchStatement, subject: Expression, { name, label }: Names, body: Body): void {
  const span = spanOf(node, body);
  const arms = armsOf(node.caseBlock);
  const tests = guardsOf(arms, subject, body);
  body.exits.push({ kind: "switch", name, label });
  const bodies = arms.map((arm): Statement => {
    const { statements } = collected(body, () => lowerStatements(arm.statements, body));
    return block(statements, span);
  });
  body.exits.pop();
  const nothing: Statement = { kind: "block", body: [], span };
  const otherwise = bodies[arms.findIndex(isDefault)] ?? nothing;
  const chain = arms.reduceRight<Statement>((rest, arm, i) => {
    const [condition, then] = [tests[i], bodies[i]];
    // What shares its body with `default` needs no branch of its own: later arms are guarded against it.
    if (isDefault(arm) || condition === undefined || then === undefined) return rest;
    return { kind: "if", condition, then, else: rest, span: spanOf(arm.clauses[0] ?? node, body) };
  }, otherwise);
  emit(body, chain);
}

/** What is compared: evaluated once; a path of fields is left as it is, so that its tests are tests of a constructor. */
function subjectOf(node: ts.Expression, body: Body): Expression {
  const syntax = toSyntax(node, body);
  if (isFieldPath(syntax)) return syntax;
  const term = settle(elaborate(syntax, body.cx), body.cx);
  if (term.kind === "literal") return syntax;
  if (isMutable(term.sort, body.cx.table.types)) {
    return unsupported({
      code: "unsupported.identity",
      span: spanOf(node, body),
      message: "A switch compares numbers, strings and booleans.",
      hint: "Switch over the field that tells the cases apart: `switch (s.kind)`.",
    });
  }
  return { kind: "name", name: temporary(body, term, syntax.span).name, span: syntax.span };
}

function isFieldPath(syntax: Expression): boolean {
  if (syntax.kind === "name") return true;
  if (syntax.kind === "unary" && syntax.operator === "typeof") return isFieldPath(syntax.operand);
  return syntax.kind === "member" && !syntax.optional && isFieldPath(syntax.object);
}

/** Clauses without statements share the body of the next. */
function armsOf(caseBlock: ts.CaseBlock): readonly Arm[] {
  const arms: Arm[] = [];
  let waiting: ts.CaseOrDefaultClause[] = [];
  const last = caseBlock.clauses.at(-1);
  for (const clause of caseBlock.clauses) {
    waiting.push(clause);
    if (clause.statements.length === 0 && clause !== last) continue;
    arms.push({ clauses: waiting, statements: clause.statements });
    waiting = [];
  }
  return arms;
}

function isDefault(arm: Arm): boolean {
  return arm.clauses.some(ts.isDefaultClause);
}

/**
 * When each arm is taken, where those before it are not. A case that shares its body with `default` has no branch: where
 * it matches no later arm may be taken. Soundness: it is looked at even if nothing follows, so that it must be total.
 */
function guardsOf(arms: readonly Arm[], subject: Expression, body: Body): readonly Term[] {
  let shared: Term = falseTerm;
  return arms.map((arm) => {
    const test = testOf(arm, subject, body);
    const guard = both(complement(shared, test.span ?? subject.span), test);
    if (!isDefault(arm)) return guard;
    const partial = arm.clauses.find((clause) => ts.isCaseClause(clause) && !isTotalCase(clause.expression, body));
    if (partial !== undefined) {
      unsupported({
        code: "unsupported.statement",
        span: spanOf(partial, body),
        message: "A case that shares its body with `default` is read where it is a constant or a variable.",
        hint: "Write it as a case of its own.",
      });
    }
    shared = test;
    return guard;
  });
}

function isTotalCase(node: ts.Expression, body: Body): boolean {
  const value = elaborate(toSyntax(node, body), body.cx);
  return value.kind !== "term" || isTotal(value.term);
}

function testOf(arm: Arm, subject: Expression, body: Body): Term {
  const tests = arm.clauses.flatMap((clause) => {
    if (!ts.isCaseClause(clause)) return [];
    if (hasEffects(clause.expression, body)) {
      unsupported({
        code: "unsupported.statement",
        span: spanOf(clause.expression, body),
        message: "A case with effects is not read.",
      });
    }
    const span = spanOf(clause.expression, body);
    const right = toSyntax(clause.expression, body);
    const test: Expression = { kind: "binary", operator: "===", left: subject, right, operatorSpan: span, span };
    return [truth(elaborate(test, body.cx), span, body.cx)];
  });
  return tests.reduceRight((rest, test) => either(test, rest), falseTerm);
}
