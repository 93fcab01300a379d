/**
 * Takes a statement and the state before it; applies the law that carries it, and gives the state after.
 */
import { assertNever } from "../base/index.js";
import type { Statement } from "../ir/index.js";
import { alternation } from "./laws/alternation.js";
import { assertion } from "./laws/assertion.js";
import { assignment } from "./laws/assignment.js";
import { assumption } from "./laws/assumption.js";
import { leaving, returning, throwing } from "./laws/exits.js";
import { expand } from "./laws/expand.js";
import { havocking } from "./laws/havocking.js";
import { iteration } from "./laws/iteration.js";
import { labelledBlock } from "./laws/labelled-block.js";
import { lemmaUse } from "./laws/lemma-use.js";
import { ordering } from "./laws/ordering.js";
import { procedure } from "./laws/procedure.js";
import { sequentialComposition } from "./laws/sequential-composition.js";
import type { Pass } from "./pass.js";
import type { Flow, State } from "./state.js";

export function deriveStatement(pass: Pass, statement: Statement, state: State): Flow {
  switch (statement.kind) {
    case "let":
      return expand(pass, statement, state);
    case "assign":
      return assignment(pass, statement, state);
    case "block":
      return sequentialComposition(pass, statement, state, deriveStatement);
    case "if":
      return alternation(pass, statement, state, deriveStatement);
    case "loop":
      return iteration(pass, statement, state, deriveStatement);
    case "labelled":
      return labelledBlock(pass, statement, state, deriveStatement);
    case "break":
    case "continue":
      return leaving(pass, statement, state);
    case "return":
      return returning(pass, statement, state);
    case "throw":
      return throwing(pass, statement, state);
    case "call":
      return procedure(pass, statement, state);
    case "assert":
      return assertion(pass, statement, state);
    case "assume":
      return assumption(pass, statement, state);
    case "use":
      return lemmaUse(pass, statement, state);
    case "order":
      return ordering(pass, statement, state);
    case "havoc":
      return havocking(pass, statement, state);
    default:
      return assertNever(statement);
  }
}
