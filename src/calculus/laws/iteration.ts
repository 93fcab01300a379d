/**
 * Iteration: `w: [inv, inv and not G]` is refined by `while G do w: [inv and G, inv and 0 <= V < V0]`, for an invariant
 * and a variant V that the frame leaves expressible. With exits, the body is a multi-exit statement: `continue` leads to
 * the step, `break` to what follows, where (inv and not G) or what held at a break is known.
 * Provisos: the invariant holds at first; body and step keep it; the variant becomes smaller and was at least 0; clauses
 * and guard are defined where they are read.
 * Source: Morgan, "Programming from Specifications" (1994), law 5.5; Back, von Wright, "Refinement Calculus" (1998),
 * chapter 21; King, Morgan, "Exits in the refinement calculus" (FAC 1995).
 */
import { atMost, freeVariables, int, isFalse, not, type Term } from "../../ir/index.js";
import { changedBy } from "../changed.js";
import { havoc } from "../havoc.js";
import { inState } from "../in-state.js";
import { isBelow } from "../measure.js";
import { arrivals, asNode, assume, oblige, type Pass, probe, restore } from "../pass.js";
import { demandDefined, readClause, readCode } from "../read.js";
import { showTerm } from "../show-term.js";
import { branch, type Flow, join, type State } from "../state.js";
import { quoted } from "../why.js";
import type { StatementOf, Walk } from "./walk.js";

type Loop = StatementOf<"loop">;

export function iteration(pass: Pass, loop: Loop, state: State, walk: Walk): Flow {
  const title = `while ${showTerm(loop.condition)}`;
  return asNode(pass, { law: "iteration", title, span: loop.span }, () => {
    demandInvariants(pass, loop, state, "invariant.initial");
    const head = cut(pass, loop, state);
    const measure = measureAt(pass, loop, head);
    const tested = sequence(pass, loop.prelude, head, walk);
    if (tested === undefined) return afterLoop(pass, loop, arrivals(pass, "break", loop.label));
    const condition = readCode(pass, tested, loop.condition, loop.condition.span ?? loop.span);
    const outside = branch(pass, tested, not(condition));
    const inside = branch(pass, tested, condition);
    const { context, exits } = pass;
    runBody(pass, loop, inside, measure, walk);
    const breaks = arrivals(pass, "break", loop.label);
    const stays = pass.exits === exits;
    // Facts of the body say nothing of the state after the loop, where the guard is false.
    if (stays) restore(pass, context);
    return afterLoop(pass, loop, isFalse(outside.path) ? breaks : [outside, ...breaks]);
  });
}

/** What is known at every exit is known after the loop, and so is each `done_with`, which every exit owes. */
function afterLoop(pass: Pass, loop: Loop, exits: readonly State[]): Flow {
  const clauses = loop.doneWith ?? [];
  for (const exit of exits) {
    for (const clause of clauses) {
      oblige(pass, exit, {
        kind: "done_with",
        span: clause.span,
        goal: readClause(pass, exit, clause, "condition of the end"),
        why: `${quoted(clause.text)} must hold where the loop ends.`,
        clause,
        labels: [{ span: loop.span, text: "the loop" }],
      });
    }
  }
  const after = join(pass, exits);
  if (after === undefined || exits.length < 2) return after;
  for (const clause of clauses) {
    const variables = [...freeVariables(clause.term).keys()];
    if (!variables.every((name) => after.values.has(name))) continue;
    assume(pass, after.path, inState(clause.term, after.values, pass.entry), `done_with ${clause.text}`);
  }
  return after;
}

/** Each clause is shown where it has to hold; a clause may use those before it. What was shown is not kept: the cut forgets the state. */
function demandInvariants(
  pass: Pass,
  loop: Loop,
  state: State,
  kind: "invariant.initial" | "invariant.preserved",
): void {
  const { context } = pass;
  for (const clause of loop.invariants) {
    const when = kind === "invariant.initial" ? "hold when the loop is reached" : "hold again after each round";
    oblige(pass, state, {
      kind,
      span: clause.span,
      goal: inState(clause.term, state.values, pass.entry),
      why: `The invariant ${quoted(clause.text)} must ${when}.`,
      clause,
      labels: [{ span: loop.span, text: "the loop" }],
    });
  }
  restore(pass, context);
}

/**
 * An arbitrary round: what the loop may change is arbitrary but for the invariant. The invariant is shown to have a
 * value here, which covers the first and each later round, since they are among the states that this one stands for.
 */
function cut(pass: Pass, loop: Loop, state: State): State {
  const before = { context: pass.context, path: state.path };
  const head = havoc(pass, state, changedBy([...loop.prelude, loop.body, loop.step], pass.program));
  for (const clause of loop.invariants) {
    const fact = readClause(pass, head, clause, "invariant");
    assume(pass, head.path, fact, `invariant ${clause.text}`, clause);
  }
  const after = { context: pass.context, path: head.path };
  probe(pass, "loop", loop.span, { before, after, clauses: loop.invariants });
  return head;
}

/** The measure's value at the head of the round, or undefined where termination is not claimed or cannot be. */
function measureAt(pass: Pass, loop: Loop, head: State): readonly Term[] | undefined {
  const { variant } = loop;
  if (variant === undefined) {
    pass.unmeasured.push({ span: loop.span, what: "loop" });
    return undefined;
  }
  if (variant.kind === "partial") return undefined;
  for (const term of variant.terms) demandDefined(pass, head, term, variant, "measure");
  return variant.terms.map((term) => inState(term, head.values, pass.entry));
}

function runBody(pass: Pass, loop: Loop, inside: State, measure: readonly Term[] | undefined, walk: Walk): void {
  const end = walk(pass, loop.body, inside);
  const again = join(pass, [end, ...arrivals(pass, "continue", loop.label)]);
  const stepped = again && walk(pass, loop.step, again);
  if (stepped === undefined) return;
  demandInvariants(pass, loop, stepped, "invariant.preserved");
  if (measure !== undefined) demandProgress(pass, loop, stepped, measure);
}

/** A single term owes "was at least 0" and "is smaller" apart, for the sake of the messages; a tuple owes both at once. */
function demandProgress(pass: Pass, loop: Loop, state: State, before: readonly Term[]): void {
  const { variant } = loop;
  if (variant?.kind !== "measure") return;
  const next = variant.terms.map((term) => inState(term, state.values, pass.entry));
  const text = quoted(variant.text);
  const common = { span: variant.span, text: variant.text, labels: [{ span: loop.span, text: "the loop" }] };
  const [only] = before;
  if (before.length === 1 && only !== undefined) {
    const why = `The measure ${text} must be at least 0 when a round starts.`;
    oblige(pass, state, { ...common, kind: "variant.bounded", goal: atMost(int(0n), only), why });
  }
  const why = `The measure ${text} must become smaller in each round.`;
  oblige(pass, state, { ...common, kind: "variant.decreases", goal: isBelow(next, before), why });
}

function sequence(pass: Pass, statements: Loop["prelude"], state: State, walk: Walk): Flow {
  let flow: Flow = state;
  for (const statement of statements) flow = flow && walk(pass, statement, flow);
  return flow;
}
