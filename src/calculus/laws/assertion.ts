/**
 * Assertion: `{P}` is `:[P, true]`, and `w: [pre, post]` is refined by `{P}; w: [pre and P, post]` if `pre => P`.
 * Proviso: P holds where it stands (and has a value). From there on it is known.
 * Source: Morgan, "Programming from Specifications" (1994), section 1.8; Back, von Wright, "Refinement Calculus" (1998),
 * chapter 12.
 */
import { assertNever } from "../../base/index.js";
import { inState } from "../in-state.js";
import { asNode, oblige, type Pass } from "../pass.js";
import { demandHazards, readClause } from "../read.js";
import type { Flow, State } from "../state.js";
import { quoted } from "../why.js";
import type { StatementOf } from "./walk.js";

export function assertion(pass: Pass, statement: StatementOf<"assert">, state: State): Flow {
  const { clause, owes, span } = statement;
  return asNode(pass, { law: "assertion", title: `assert ${clause.text}`, span }, () => {
    // A mark restates code, whose hazards are those of code; an author's assertion is a clause.
    if (owes === "assert") readClause(pass, state, clause, "assertion");
    else demandHazards(pass, state, clause.term, span);
    const goal = inState(clause.term, state.values, pass.entry);
    oblige(pass, state, { kind: owes, span, goal, why: why(statement), clause });
    return state;
  });
}

function why({ owes, clause }: StatementOf<"assert">): string {
  switch (owes) {
    case "assert":
      return `The assertion ${quoted(clause.text)} must hold here.`;
    case "mark":
      return `${quoted(clause.text)} must hold here, since the type says so.`;
    case "prototype":
      return clause.text;
    case "exhaustive":
      return "Every case must be covered: this place must not be reached.";
    default:
      return assertNever(owes);
  }
}
