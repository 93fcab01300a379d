/** Takes `forall(k, P)`, `forall(k: T, P)` and `exists` after the word; gives the quantifier, or nothing if it is no such form. */
import { spanIn } from "./clause-text.js";
import { parseExpression } from "./expression.js";
import { Fault } from "./fault.js";
import { isSign, next, peek, type Reader, spanFrom, take, tokenSpan, unexpected } from "./reader.js";
import type { Expression, TypeSyntax } from "./syntax.js";

/**
 * `bare`: without the backslash. Then anything that is not of the form, such as three arguments, is left to be read as
 * the call of a function of that name.
 */
export function parseQuantifier(
  r: Reader,
  from: number,
  quantifier: "forall" | "exists",
  options: { readonly bare: boolean },
): Expression | undefined {
  const name = peek(r, 1);
  const mark = peek(r, 2);
  if (!isSign(peek(r), "(") || name.kind !== "name" || !(isSign(mark, ",") || isSign(mark, ":"))) return undefined;
  if (options.bare && isSign(mark, ",") && commasInside(r) !== 1) return undefined;
  r.at += 2;
  const type = take(r, ":") ? parseBinderType(r) : undefined;
  if (!take(r, ",")) throw unexpected(r, "`,` after the bound variable");
  const body = parseExpression(r);
  if (!take(r, ")")) throw missingEnd(r, quantifier, name.text);
  const binder = { name: name.text, type, span: tokenSpan(r, name) };
  return {
    kind: "quantifier",
    quantifier,
    binder,
    body,
    ...(options.bare ? { bare: true } : {}),
    span: spanFrom(r, from),
  };
}

/** Commas between the parentheses that begin here, those of inner brackets aside. Looking ahead keeps parsing linear. */
function commasInside(r: Reader): number {
  let depth = 0;
  let commas = 0;
  for (let ahead = 0; peek(r, ahead).kind !== "end"; ahead++) {
    const token = peek(r, ahead);
    const sign = token.kind === "punctuation" ? token.text : "";
    if (sign === "(" || sign === "[" || sign === "{") depth += 1;
    if (sign === ")" || sign === "]" || sign === "}") depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && sign === ",") commas += 1;
  }
  return commas;
}

function missingEnd(r: Reader, quantifier: string, name: string): Fault {
  if (!isSign(peek(r), ",")) return unexpected(r, `\`)\` to close \`${quantifier}\``);
  return new Fault(
    peek(r),
    `\`${quantifier}\` binds one variable`,
    `write \`${quantifier}(${name}, ${quantifier}(…, …))\``,
  );
}

function parseBinderType(r: Reader): TypeSyntax {
  const start = peek(r).start;
  let end = start;
  let depth = 0;
  for (;;) {
    const token = peek(r);
    const sign = token.kind === "punctuation" ? token.text : "";
    if (token.kind === "end" || (depth <= 0 && (sign === "," || sign === ")"))) break;
    if (sign === "<" || sign === "(" || sign === "[" || sign === "{") depth += 1;
    if (sign === ">" || sign === ")" || sign === "]" || sign === "}") depth -= 1;
    if (sign === ">>") depth -= 2;
    if (sign === ">>>") depth -= 3;
    end = next(r).end;
  }
  if (end === start) throw unexpected(r, "the type of the bound variable");
  return { text: r.clause.text.slice(start, end).replace(/\s+/gu, " "), span: spanIn(r.clause, start, end) };
}
