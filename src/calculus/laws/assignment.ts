/**
 * Assignment: `w, x: [pre, post]` is refined by `x := E` if `pre => (E is defined and post[x := E])`.
 * An assignment to a part of `x` is the assignment to `x` of its value with that part replaced.
 * Provisos: every partial operator of E and of the way to the part is defined; integer operations stay safe (overflow).
 * Source: Morgan, "Programming from Specifications" (1994), law 1.3; Hoare, Wirth, "An axiomatic definition of Pascal"
 * (1973), for parts.
 */

import { termsOfStep, use } from "../../ir/index.js";
import { inState } from "../in-state.js";
import { asNode, define, oblige, type Pass } from "../pass.js";
import { owedByWriting, replaced } from "../place.js";
import { readCode, readGhost } from "../read.js";
import { showPlace, showTerm } from "../show-term.js";
import { type Flow, type State, withValue } from "../state.js";
import { whyOwed } from "../why.js";
import type { StatementOf } from "./walk.js";

export function assignment(pass: Pass, statement: StatementOf<"assign">, state: State): Flow {
  const { target, value, span } = statement;
  const title = `${showPlace(target)} := ${showTerm(value)}`;
  return asNode(pass, { law: "assignment", title, span }, () => {
    for (const step of target.path) {
      for (const term of termsOfStep(step)) readCode(pass, state, term, step.span);
    }
    const plain = statement.ghost === true ? readGhost(pass, state, value, span) : readCode(pass, state, value, span);
    if (target.path.length === 0) {
      return withValue(state, target.root.name, define(pass, target.root.name, plain, target.root.sort));
    }
    demandWay(pass, statement, state);
    const { types } = pass.program;
    const changed = inState(replaced(use(target.root), target.path, value, types), state.values, pass.entry);
    return withValue(state, target.root.name, define(pass, target.root.name, changed, target.root.sort));
  });
}

function demandWay(pass: Pass, { target }: StatementOf<"assign">, state: State): void {
  for (const owed of owedByWriting(target, pass.program.types)) {
    const goal = inState(owed.condition, state.values, pass.entry);
    oblige(pass, state, { kind: owed.kind, span: owed.span, goal, why: whyOwed(owed), text: showTerm(owed.node) });
  }
}
