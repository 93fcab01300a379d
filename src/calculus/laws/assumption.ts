/**
 * Assumption: `[P]`, the miracle that only lets executions pass where P holds. `w: [pre, post]` with P trusted is
 * refined by `[P]; w: [pre and P, post]`: not a refinement, but what the author vouches for, listed with the verdict.
 * Proviso: P has a value where it stands. Soundness: it is known on the path of the statement alone.
 * Source: Morgan, "Programming from Specifications" (1994), section 17.3, coercions.
 */
import { asNode, assume, type Pass, probe } from "../pass.js";
import { readClause } from "../read.js";
import type { Flow, State } from "../state.js";
import type { StatementOf } from "./walk.js";

export function assumption(pass: Pass, statement: StatementOf<"assume">, state: State): Flow {
  const { clause, span } = statement;
  return asNode(pass, { law: "assumption", title: `assume ${clause.text}`, span }, () => {
    const fact = readClause(pass, state, clause, "assumption");
    const before = { context: pass.context, path: state.path };
    assume(pass, state.path, fact, `assume ${clause.text}`);
    pass.assumed.push({ clause, span });
    probe(pass, "assume", span, { before, after: { context: pass.context, path: state.path }, clauses: [clause] });
    return state;
  });
}
