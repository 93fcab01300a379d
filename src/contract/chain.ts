/** Gives an optional chain in parentheses: it ends there, so that what comes after is of its value (`(a?.b).c`). */
import type { Expression } from "./syntax.js";

/** No name of the source is written so. */
const whole = "(?.)";

export function closedChain(e: Expression): Expression {
  return { kind: "let", name: whole, value: e, body: { kind: "name", name: whole, span: e.span }, span: e.span };
}

/** Is there a `?.` in the way of the field, element or call? */
export function isOptionalChain(e: Expression): boolean {
  switch (e.kind) {
    case "member":
    case "index":
      return e.optional || isOptionalChain(e.object);
    case "call":
      return e.optional || isOptionalChain(e.callee);
    case "nonNull":
      return isOptionalChain(e.of);
    default:
      return false;
  }
}
