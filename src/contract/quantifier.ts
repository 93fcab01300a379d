/**
 * Takes `forall(k, P)`, `forall(k: T, P)`, `forall(i, j: nat, P)` and `exists` after the word; gives the quantifier, of
 * several variables as one inside the other, or nothing if it is no such form.
 */
import { spanIn } from "./clause-text.js";
import { parseExpression } from "./expression.js";
import { Fault } from "./fault.js";
import { isSign, next, peek, type Reader, spanFrom, take, tokenSpan, unexpected } from "./reader.js";
import type { Binder, Expression, TypeSyntax } from "./syntax.js";

/** `bare`: without the backslash. What is not of the form is then left to be read as the call of a function of that name. */
export function parseQuantifier(
  r: Reader,
  from: number,
  quantifier: "forall" | "exists",
  options: { readonly bare: boolean },
): Expression | undefined {
  if (!isSign(peek(r), "(") || !startsBinder(r, 1)) return undefined;
  next(r);
  const binders: Binder[] = [];
  while (startsBinder(r, 0)) binders.push(parseBinder(r));
  const body = parseExpression(r);
  const untyped = binders.every(({ type }) => type === undefined);
  if (options.bare && untyped && isSign(peek(r), ",")) return parseCall(r, from, quantifier, [...names(binders), body]);
  if (!take(r, ")")) throw missingEnd(r, quantifier);
  const span = spanFrom(r, from);
  const bare = options.bare ? ({ bare: true } as const) : {};
  const nested = binders.reduceRight<Expression>(
    (inner, binder) => ({ kind: "quantifier", quantifier, binder, body: inner, ...bare, span }),
    body,
  );
  if (!options.bare || !untyped || nested.kind !== "quantifier") return nested;
  const callee = { kind: "name", name: quantifier, span } as const;
  return { ...nested, asCall: { kind: "call", callee, args: [...names(binders), body], optional: false, span } };
}

function startsBinder(r: Reader, ahead: number): boolean {
  const mark = peek(r, ahead + 1);
  return peek(r, ahead).kind === "name" && (isSign(mark, ",") || isSign(mark, ":"));
}

function parseBinder(r: Reader): Binder {
  const token = next(r);
  const type = take(r, ":") ? parseBinderType(r) : undefined;
  if (!take(r, ",")) throw unexpected(r, "`,` after the bound variable");
  const name = token.kind === "name" ? token.text : "";
  return { name, type, span: tokenSpan(r, token) };
}

function names(binders: readonly Binder[]): readonly Expression[] {
  return binders.map(({ name, span }) => ({ kind: "name", name, span }));
}

/** What is no quantifier by its form is the call of a function of that name; some arguments are read already. */
function parseCall(r: Reader, from: number, name: string, first: readonly Expression[]): Expression {
  const args = [...first];
  while (take(r, ",")) args.push(parseExpression(r));
  if (!take(r, ")")) throw missingEnd(r, name);
  const span = spanFrom(r, from);
  return { kind: "call", callee: { kind: "name", name, span }, args, optional: false, span };
}

function missingEnd(r: Reader, quantifier: string): Fault {
  if (!isSign(peek(r), ",")) return unexpected(r, `\`)\` to close \`${quantifier}\``);
  return new Fault(
    peek(r),
    `what \`${quantifier}\` says comes last, and once`,
    `write \`${quantifier}(i, j, …)\`, the variables first`,
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
