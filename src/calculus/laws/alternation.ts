/**
 * Alternation: if `pre => G1 or … or Gn`, then `w: [pre, post]` is refined by
 * `if G1 -> w: [G1 and pre, post] … fi`. An `else if` chain is one alternation whose guards deny those before them, and
 * whose last is the rest, so that one of them holds.
 * Provisos: each guard is defined under pre where those before it are false.
 * Source: Dijkstra, "Guarded commands" (CACM 1975); Morgan, "Programming from Specifications" (1994), law 5.1.
 */
import { not, type Statement } from "../../ir/index.js";
import { asNode, type Pass, restore } from "../pass.js";
import { readCode } from "../read.js";
import { showTerm } from "../show-term.js";
import { branch, type Flow, join, type State } from "../state.js";
import type { StatementOf, Walk } from "./walk.js";

type If = StatementOf<"if">;

export function alternation(pass: Pass, statement: If, state: State, walk: Walk): Flow {
  const chain = chainOf(statement);
  return asNode(pass, { law: "alternation", title: titleOf(chain), span: statement.span }, () => {
    const ends: Flow[] = [];
    // Every arm comes through without an exit: what is reached after is what was reached before.
    let whole = true;
    let rest = state;
    const follow = (arm: Statement, start: State): void => {
      const end = endOf(pass, () => walk(pass, arm, start));
      whole &&= end?.path === start.path;
      ends.push(end);
    };
    for (const { condition, then, span } of chain) {
      const guard = readCode(pass, rest, condition, condition.span ?? span);
      const taken = branch(pass, rest, guard);
      rest = branch(pass, rest, not(guard));
      follow(then, taken);
    }
    const last = chain.at(-1);
    if (last !== undefined) follow(last.else, rest);
    return join(pass, ends, whole ? state.path : undefined);
  });
}

/** The `if` and those that stand alone in its `else`, one after the other. */
function chainOf(statement: If): readonly If[] {
  const chain: If[] = [];
  for (let next: If | undefined = statement; next !== undefined; next = onlyIf(next.else)) chain.push(next);
  return chain;
}

function onlyIf(statement: Statement): If | undefined {
  const only = statement.kind === "block" && statement.body.length === 1 ? statement.body[0] : statement;
  return only?.kind === "if" ? only : undefined;
}

const mostShown = 3;

function titleOf(chain: readonly If[]): string {
  const shown = chain.slice(0, mostShown).map(({ condition }) => `if ${showTerm(condition)}`);
  return [...shown, ...(chain.length > mostShown ? ["…"] : [])].join(", else ");
}

/** Facts of an arm that nothing leaves are dropped: they say nothing of what follows, and only burden its obligations. */
function endOf(pass: Pass, run: () => Flow): Flow {
  const { context, exits } = pass;
  const end = run();
  if (end === undefined && pass.exits === exits) restore(pass, context);
  return end;
}
