/**
 * Takes terms of code and clauses in a state; demands what their partial operators, integer operations and recursive
 * calls owe there, in order of evaluation, and gives the term's value over single-assignment variables.
 */
import { type Clause, implies, isTrue, type Term } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { definedness, type Owed, type OwnCondition, ownCondition } from "./definedness.js";
import { type Evaluation, evaluations } from "./evaluations.js";
import { inState } from "./in-state.js";
import { overflowCondition } from "./overflow.js";

import { list, oblige, type Pass } from "./pass.js";
import { recordUnmeasured, recursionMeasure } from "./recursion-measure.js";
import { sameTerm } from "./same-term.js";
import { showTerm } from "./show-term.js";
import type { State } from "./state.js";
import { quoted, whyOwed } from "./why.js";

/** The value of a term that the program computes. */
export function readCode(pass: Pass, state: State, term: Term, span: Span): Term {
  for (const evaluation of evaluations(term)) {
    for (const owed of owedByCode(pass, evaluation, span)) demandOwed(pass, state, owed, span);
  }
  return inState(term, state.values, pass.entry);
}

/** The value of proof-only state: exact, and owing what a clause owes. */
export function readGhost(pass: Pass, state: State, term: Term, span: Span): Term {
  demandDefined(pass, state, term, { text: showTerm(term), span }, "ghost value");
  return inState(term, state.values, pass.entry);
}

/** The hazards of a term that restates code (a mark, exhaustiveness): as code, without overflow. */
export function demandHazards(pass: Pass, state: State, term: Term, span: Span): void {
  for (const owed of definedness(term, pass.program)) demandOwed(pass, state, owed, span);
}

function owedByCode(pass: Pass, { node, under }: Evaluation, span: Span): readonly Owed[] {
  const own: (OwnCondition | undefined)[] = [ownCondition(node, pass.program)];
  if (node.kind === "call") {
    pass.callees.add(node.function);
    own.push(recursionCondition(pass, node, span));
  }
  const overflow = pass.function.overflow === "ignore" ? undefined : overflowCondition(node);
  if (overflow !== undefined) own.push({ kind: "overflow", condition: overflow });
  return own.flatMap((condition) => {
    if (condition === undefined) return [];
    const closed = under(condition.condition);
    return isTrue(closed) ? [] : [{ kind: condition.kind, condition: closed, node }];
  });
}

function recursionCondition(pass: Pass, call: Extract<Term, { kind: "call" }>, span: Span): OwnCondition | undefined {
  const measure = recursionMeasure(pass, call.function, call.args);
  if (measure.kind === "unmeasured") recordUnmeasured(pass, call.span ?? span);
  return measure.kind === "below" ? { kind: "recursion.decreases", condition: measure.condition } : undefined;
}

function demandOwed(pass: Pass, state: State, owed: Owed, span: Span): void {
  const goal = inState(owed.condition, state.values, pass.entry);
  if (isRepeated(pass, state, goal)) return;
  const text = showTerm(owed.node);
  const demand = { kind: owed.kind, span: owed.node.span ?? span, goal, why: whyOwed(owed), text };
  if (owed.kind !== "overflow") {
    oblige(pass, state, demand);
    return;
  }
  const guarded = { ...demand, goal: implies(pass.overflowGuard, goal) };
  if (pass.function.overflow === "warn") list(pass, state, guarded);
  else oblige(pass, state, guarded);
}

/** Whether the very goal has been demanded in the very state. */
function isRepeated(pass: Pass, state: State, goal: Term): boolean {
  if (pass.recent?.state !== state) pass.recent = { state, goals: [] };
  const { goals } = pass.recent;
  if (goals.some((earlier) => sameTerm(earlier, goal))) return true;
  goals.push(goal);
  return false;
}

/**
 * Soundness: a `requires` or a measure that calls its own component is part of that symbol's definition, and must come
 * closer to its end as the body must. Other clauses are not: inside the component the symbol has no facts.
 */
export function demandProgressOfCalls(pass: Pass, state: State, term: Term, span: Span): void {
  for (const { node, under } of evaluations(term)) {
    const own = node.kind === "call" ? recursionCondition(pass, node, span) : undefined;
    if (own !== undefined) demandOwed(pass, state, { ...own, condition: under(own.condition), node }, span);
  }
}

/** Demands that a clause has a value in the state; the clause's own value is then given. */
export function readClause(pass: Pass, state: State, clause: Clause, what: string): Term {
  demandDefined(pass, state, clause.term, clause, what);
  return inState(clause.term, state.values, pass.entry);
}

/** As `readClause`, of any term of the contract: a measure has no clause of its own. */
export function demandDefined(
  pass: Pass,
  state: State,
  term: Term,
  source: { readonly text: string; readonly span: Span } & Partial<Clause>,
  what: string,
): void {
  for (const owed of definedness(term, pass.program)) {
    oblige(pass, state, {
      kind: "clause.defined",
      span: owed.node.span ?? source.span,
      goal: inState(owed.condition, state.values, pass.entry),
      why: `In the ${what} ${quoted(source.text)}: ${whyOwed(owed)}`,
      text: source.text,
      ...(source.term === undefined
        ? {}
        : { clause: { text: source.text, term: source.term, span: source.span } satisfies Clause }),
    });
  }
}
