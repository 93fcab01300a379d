/**
 * Alternation: if `pre => G or not G`, then `w: [pre, post]` is refined by
 * `if G then w: [G and pre, post] else w: [not G and pre, post]`.
 * Provisos: G is defined under pre (then one of the two guards holds).
 * Source: Dijkstra, "Guarded commands" (CACM 1975); Morgan, "Programming from Specifications" (1994), law 5.1.
 */
import { not } from "../../ir/index.js";
import { asNode, type Pass, restore } from "../pass.js";
import { readCode } from "../read.js";
import { showTerm } from "../show-term.js";
import { branch, type Flow, join, type State } from "../state.js";
import type { StatementOf, Walk } from "./walk.js";

export function alternation(pass: Pass, statement: StatementOf<"if">, state: State, walk: Walk): Flow {
  const title = `if ${showTerm(statement.condition)}`;
  return asNode(pass, { law: "alternation", title, span: statement.span }, () => {
    const condition = readCode(pass, state, statement.condition, statement.condition.span ?? statement.span);
    const then = branch(pass, state, condition);
    const otherwise = branch(pass, state, not(condition));
    const thenEnd = arm(pass, () => walk(pass, statement.then, then));
    const otherwiseEnd = arm(pass, () => walk(pass, statement.else, otherwise));
    // Both arms come through without an exit: what is reached after is what was reached before.
    const whole = thenEnd?.path === then.path && otherwiseEnd?.path === otherwise.path;
    return whole ? join(pass, [thenEnd, otherwiseEnd], state.path) : join(pass, [thenEnd, otherwiseEnd]);
  });
}

/** Facts of an arm that nothing leaves are dropped: they say nothing of what follows, and only burden its obligations. */
function arm(pass: Pass, run: () => Flow): Flow {
  const { context, exits } = pass;
  const end = run();
  if (end === undefined && pass.exits === exits) restore(pass, context);
  return end;
}
