/**
 * Lemma use: a function that was proved total and changes nothing says `for all p: pre => exists r: post`. So
 * `w: [pre and requires(E), post]` is refined by `{requires(E)}; [ensures(E, r)] for some r`, without any code.
 * Provisos: the arguments and `requires` are defined and hold; inside its own component the lemma's measure at the
 * arguments lies below the caller's at entry (induction).
 * Soundness: a function that is not shown to return says nothing (`ensures false` of one that calls itself for ever).
 * Source: Back, von Wright, "Refinement Calculus" (1998), chapter 28; induction as recursion, Nipkow (CSL 2002).
 */
import { invariant } from "../../base/index.js";
import {
  type FunctionIR,
  falseTerm,
  implies,
  isTrue,
  resultName,
  same,
  type Term,
  trueTerm,
  typeFacts,
  unit,
} from "../../ir/index.js";
import { argumentMap } from "../definedness.js";
import { arbitrary } from "../havoc.js";
import { inState } from "../in-state.js";
import { asNode, assume, oblige, type Pass, probe, restore } from "../pass.js";
import { demandDefined } from "../read.js";
import { calleeOf, recordUnmeasured, recursionMeasure } from "../recursion-measure.js";
import { safetyOf } from "../safe-arguments.js";
import { sameTerm } from "../same-term.js";
import { calleeName } from "../show-term.js";
import type { Flow, State } from "../state.js";
import { quoted, whySmaller } from "../why.js";
import type { StatementOf } from "./walk.js";

type Use = StatementOf<"use">;

export function lemmaUse(pass: Pass, use: Use, state: State): Flow {
  const lemma = calleeOf(pass, use.callee);
  invariant(lemma !== undefined, `${use.callee} is known by contract`);
  pass.callees.add(use.callee);
  return asNode(pass, { law: "lemma use", title: `use ${use.text}`, span: use.span }, () => {
    for (const arg of use.args) demandDefined(pass, state, arg, { text: use.text, span: use.span }, "use of a lemma");
    const args = use.args.map((arg) => inState(arg, state.values, pass.entry));
    const before = argumentMap(lemma.contract.parameters, args);
    for (const clause of lemma.contract.requires) {
      oblige(pass, state, {
        kind: "precondition",
        span: use.span,
        goal: inState(clause.term, before, before),
        why: `The lemma ${quoted(use.text)} needs ${quoted(clause.text)}, which ${quoted(lemma.name)} requires.`,
        clause,
        labels: [{ span: clause.span, text: "what is required" }],
      });
    }
    demandMarks(pass, use, state, lemma, args);
    if (!isUsable(pass, use, state)) return state;
    const { result } = lemma.contract;
    const value = result.kind === "unit" ? unit : arbitrary(pass, state.path, lemma.name, result);
    const known = new Map(before).set(resultName, value);
    const unaware = { context: pass.context, path: state.path };
    // Soundness: as at a call, a contract that was proved of safe integers speaks of those alone.
    const { recursive, anyIntegers } = pass.knowledge(use.callee);
    const ofAll = recursive ? pass.anyIntegers : anyIntegers === true;
    const guard = ofAll ? trueTerm : safetyOf(pass, lemma, before);
    for (const clause of lemma.contract.ensures) {
      const fact = implies(guard, inState(clause.term, known, before));
      assume(pass, state.path, fact, `ensures ${clause.text} of ${lemma.name}`);
    }
    knowMeaning(pass, use, state, args, value);
    const aware = { context: pass.context, path: state.path };
    probe(pass, "use", use.span, { before: unaware, after: aware, clauses: lemma.contract.ensures });
    return state;
  });
}

/** What the marks of the parameters say beyond the sorts of the arguments. */
function demandMarks(pass: Pass, use: Use, state: State, lemma: FunctionIR, args: readonly Term[]): void {
  const { types } = pass.program;
  lemma.contract.parameters.forEach(({ name, sort }, i) => {
    const arg = args[i];
    const given = use.args[i];
    if (arg === undefined || given === undefined) return;
    const goal = typeFacts(arg, sort, types);
    if (isTrue(goal) || sameTerm(goal, typeFacts(arg, given.sort, types))) return;
    const why = `In ${quoted(use.text)}, ${quoted(name)} must have the values of its type.`;
    oblige(pass, state, { kind: "mark", span: use.span, goal, why, text: `${use.text} ${name}` });
  });
}

function knowMeaning(pass: Pass, use: Use, state: State, args: readonly Term[], value: Term): void {
  const logical = pass.program.logical.get(use.callee);
  if (logical === undefined || !pass.knowledge(use.callee).logical) return;
  const meaning: Term = { kind: "call", function: use.callee, args, sort: logical.result };
  assume(pass, state.path, same(value, meaning), `meaning of ${calleeName(use.callee)}`);
}

/** Whether the contract may be believed here: proved total, or being proved and smaller. */
function isUsable(pass: Pass, use: Use, state: State): boolean {
  const { facts, proved, recursive } = pass.knowledge(use.callee);
  const name = quoted(calleeName(use.callee));
  if (!recursive) {
    if (proved !== true) {
      demandProved(pass, use, state, `${name} is used as a lemma, and is not proved to hold and to return.`);
    }
    return proved === true;
  }
  const measure = recursionMeasure(pass, use.callee, use.args);
  if (measure.kind === "below") {
    const goal = inState(measure.condition, state.values, pass.entry);
    oblige(pass, state, { kind: "recursion.decreases", span: use.span, goal, why: whySmaller(name), text: use.text });
    return facts;
  }
  if (measure.kind === "unmeasured") recordUnmeasured(pass, use.span);
  else
    demandProved(pass, use, state, `${name} is used as a lemma in its own proof, and nothing shows that it returns.`);
  return false;
}

/** What cannot be shown is owed all the same, so that the verdict says it; nothing is known from it. */
function demandProved(pass: Pass, use: Use, state: State, why: string): void {
  const { context } = pass;
  oblige(pass, state, { kind: "lemma", span: use.span, goal: falseTerm, why, text: use.text });
  restore(pass, context);
}
