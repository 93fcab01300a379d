/** Takes a statement; gives it with its loops changed, inner ones before those around them. */
import type { Statement } from "../ir/index.js";
import type { Loop } from "./loop-measures.js";

/** `change` is given a loop whose own loops are changed already, and the loop as it was. */
export function withLoops(statement: Statement, change: (loop: Loop, before: Loop) => Loop): Statement {
  const walk = (part: Statement): Statement => withLoops(part, change);
  switch (statement.kind) {
    case "block":
      return { ...statement, body: statement.body.map(walk) };
    case "if": {
      const then = walk(statement.then);
      return { ...statement, then, else: walk(statement.else) };
    }
    case "labelled":
      return { ...statement, body: walk(statement.body) };
    case "loop": {
      const inner = { ...statement, prelude: statement.prelude.map(walk), body: walk(statement.body) };
      return change(inner, statement);
    }
    default:
      return statement;
  }
}
