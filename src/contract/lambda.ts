/**
 * Takes an arrow function that is an argument, `x => e` or `(x: T, i): U => e`; gives it, or nothing where it is of a
 * form that clauses do not have: patterns, defaults, rest parameters, a body of statements.
 */
import { spanIn } from "./clause-text.js";
import { parseExpression } from "./expression.js";
import { isSign, next, peek, type Reader, spanFrom, take, tokenSpan } from "./reader.js";
import type { Binder, Expression, TypeSyntax } from "./syntax.js";

/** `x => …` or `(…) => …` at the start of an argument. */
export function startsArrow(r: Reader): boolean {
  if (peek(r).kind === "name") return isSign(peek(r, 1), "=>");
  if (!isSign(peek(r), "(")) return false;
  let depth = 0;
  for (let ahead = 0; peek(r, ahead).kind !== "end"; ahead++) {
    const token = peek(r, ahead);
    if (isSign(token, "(")) depth += 1;
    if (isSign(token, ")")) depth -= 1;
    if (depth === 0) return isSign(peek(r, ahead + 1), "=>") || isSign(peek(r, ahead + 1), ":");
  }
  return false;
}

export function parseLambda(r: Reader): Expression | undefined {
  const from = r.at;
  const parameters = take(r, "(") ? parseParameters(r) : parseParameter(r, false);
  if (parameters === undefined) return undefined;
  if (take(r, ":") && parseType(r, ["=>"]) === undefined) return undefined;
  if (!take(r, "=>") || isSign(peek(r), "{")) return undefined;
  const body = parseExpression(r);
  return { kind: "lambda", parameters, body, span: spanFrom(r, from) };
}

/** After the opening parenthesis, to the closing one. */
function parseParameters(r: Reader): readonly Binder[] | undefined {
  const found: Binder[] = [];
  while (!take(r, ")")) {
    if (found.length > 0 && !take(r, ",")) return undefined;
    if (found.length > 0 && take(r, ")")) break;
    const parameter = parseParameter(r, true);
    if (parameter === undefined) return undefined;
    found.push(...parameter);
  }
  return found;
}

function parseParameter(r: Reader, typed: boolean): readonly Binder[] | undefined {
  const token = next(r);
  if (token.kind !== "name") return undefined;
  const type = typed && take(r, ":") ? parseType(r, [",", ")"]) : undefined;
  return [{ name: token.text, type, span: tokenSpan(r, token) }];
}

const openers: Readonly<Record<string, number>> = {
  "(": 1,
  "[": 1,
  "{": 1,
  "<": 1,
  ")": -1,
  "]": -1,
  "}": -1,
  ">": -1,
};

/** The text of a type up to one of the signs outside its brackets. */
function parseType(r: Reader, ends: readonly string[]): TypeSyntax | undefined {
  const start = peek(r).start;
  let end = start;
  let depth = 0;
  for (let token = peek(r); token.kind !== "end"; token = peek(r)) {
    const sign = token.kind === "punctuation" ? token.text : "";
    if (depth <= 0 && ends.includes(sign)) break;
    depth += openers[sign] ?? (sign === ">>" ? -2 : 0);
    end = next(r).end;
  }
  if (end === start) return undefined;
  return { text: r.clause.text.slice(start, end).replace(/\s+/gu, " "), span: spanIn(r.clause, start, end) };
}
