/**
 * Takes a statement; gives it and every statement inside it, in the order of the text.
 */
import { assertNever } from "../base/index.js";
import type { Statement } from "../ir/index.js";

export function statementsOf(statement: Statement): readonly Statement[] {
  const found: Statement[] = [];
  const pending: Statement[] = [statement];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    found.push(next);
    pending.push(...partsOf(next).toReversed());
  }
  return found;
}

function partsOf(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case "block":
      return statement.body;
    case "if":
      return [statement.then, statement.else];
    case "loop":
      return [...statement.prelude, statement.body, statement.step];
    case "labelled":
      return [statement.body];
    case "let":
    case "assign":
    case "break":
    case "continue":
    case "return":
    case "throw":
    case "call":
    case "assert":
    case "assume":
    case "use":
    case "order":
    case "havoc":
      return [];
    default:
      return assertNever(statement);
  }
}
