/**
 * Takes a function and how many rounds each of its loops may make; gives the function with these rounds written out, and
 * behind them the claim that there is no further one. A loop is known to provers by its invariants alone; so written, by
 * what it does. Relies on: labels of loops are unique in a function.
 */
import { type FunctionIR, falseTerm, type Statement } from "../src/ir/index.js";

type Loop = Extract<Statement, { kind: "loop" }>;

/** Rounds of the loop with this label. */
export type Rounds = (label: string) => number;

export const furtherRound = "a further round of ";

export function unrolled(fn: FunctionIR, rounds: Rounds): FunctionIR {
  return fn.body === undefined ? fn : { ...fn, body: rewritten(fn.body, rounds) };
}

function rewritten(statement: Statement, rounds: Rounds): Statement {
  switch (statement.kind) {
    case "block":
      return { ...statement, body: statement.body.map((part) => rewritten(part, rounds)) };
    case "if":
      return choice(statement, rewritten(statement.then, rounds), rewritten(statement.else, rounds));
    case "labelled":
      return { ...statement, body: rewritten(statement.body, rounds) };
    case "loop":
      return {
        kind: "labelled",
        label: statement.label,
        body: roundsOf(statement, rounds(statement.label), rounds),
        span: statement.span,
      };
    default:
      return statement;
  }
}

function choice({ condition, span }: Pick<Loop, "condition" | "span">, yes: Statement, no: Statement): Statement {
  // biome-ignore lint/suspicious/noThenProperty: the IR calls the branch by its name; nobody awaits it.
  return { kind: "if", condition, then: yes, else: no, span };
}

function roundsOf(loop: Loop, left: number, rounds: Rounds): Statement {
  const { label, span } = loop;
  const block = (...body: readonly Statement[]): Statement => ({ kind: "block", body, span });
  const prelude = loop.prelude.map((part) => rewritten(part, rounds));
  if (left === 0) {
    const clause = { text: `${furtherRound}${label}`, term: falseTerm, span };
    const beyond: Statement = { kind: "assert", clause, owes: "assert", span };
    const end: Statement = { kind: "break", label, span };
    return block(...prelude, choice(loop, beyond, block()), end);
  }
  const round = `${label}#${left}`;
  const body = continued(rewritten(loop.body, rounds), label, round);
  const going = block(
    { kind: "labelled", label: round, body, span },
    rewritten(loop.step, rounds),
    roundsOf(loop, left - 1, rounds),
  );
  return block(...prelude, choice(loop, going, block()));
}

/** `continue` of the loop leaves the round. */
function continued(statement: Statement, label: string, round: string): Statement {
  switch (statement.kind) {
    case "continue":
      return statement.label === label ? { ...statement, kind: "break", label: round } : statement;
    case "block":
      return { ...statement, body: statement.body.map((part) => continued(part, label, round)) };
    case "if":
      return choice(statement, continued(statement.then, label, round), continued(statement.else, label, round));
    case "labelled":
      return { ...statement, body: continued(statement.body, label, round) };
    default:
      return statement;
  }
}
