/**
 * Takes what stands after the keyword of a clause that is no formula: `modifies`, `use`, `ghost`, `havoc`, `extern`,
 * `declare-type`, `import`; gives its parts, or throws the fault at which it stops being one.
 */
import { type ClauseText, spanIn } from "./clause-text.js";
import { parseExpression, parseList } from "./expression.js";
import { Fault } from "./fault.js";
import { isSign, isWord, next, peek, type Reader, reader, take, tokenSpan, unexpected } from "./reader.js";
import type { ClauseSyntax, Expression, TypeSyntax } from "./syntax.js";

type Parts<K extends ClauseSyntax["keyword"], F extends string> = Pick<
  Extract<ClauseSyntax, { keyword: K }>,
  F & keyof Extract<ClauseSyntax, { keyword: K }>
>;

/** Parameters, `this`, and fields of them. */
export function parsePlaces(after: ClauseText): readonly Expression[] {
  const r = reader(after);
  const places = parseList(r);
  expectEnd(r);
  for (const place of places) if (!isPath(place)) throw notAPlace(after, place);
  return places;
}

function isPath(e: Expression): boolean {
  if (e.kind === "name" || e.kind === "this") return true;
  return e.kind === "member" && !e.optional && isPath(e.object);
}

function notAPlace(after: ClauseText, place: Expression): Fault {
  const piece = after.pieces.find((p) => p.offset <= place.span.start && place.span.start <= p.offset + p.length);
  const start = piece === undefined ? 0 : piece.at + place.span.start - piece.offset;
  const end = start + place.span.end - place.span.start;
  return new Fault({ start, end }, "a parameter or a field is expected", "write `//@ modifies a, this.b`");
}

/** `f(x, y)` */
export function parseLemma(after: ClauseText): Extract<Expression, { kind: "call" }> {
  const r = reader(after);
  const lemma = parseExpression(r);
  expectEnd(r);
  if (lemma.kind === "call" && !lemma.optional) return lemma;
  throw new Fault(whole(after), "the call of a function is expected", "write `//@ use lemma(x, y)`");
}

/** `let x = e`, `let x: T = e`, `x = e`; `const` as `let`. */
export function parseGhost(after: ClauseText): Parts<"ghost", "declares" | "name" | "nameSpan" | "type" | "value"> {
  const r = reader(after);
  const declares = isWord(peek(r), "let") || isWord(peek(r), "const");
  if (declares) next(r);
  const name = peek(r);
  if (name.kind !== "name") throw unexpected(r, "the name of a variable");
  next(r);
  const type = declares && take(r, ":") ? ghostType(r) : undefined;
  if (!take(r, "=")) {
    const fault = unexpected(r, "`=`");
    throw new Fault(fault, fault.message, `write \`//@ ghost ${declares ? "let " : ""}${name.text} = …\``);
  }
  const value = parseExpression(r);
  expectEnd(r);
  return { declares, name: name.text, nameSpan: tokenSpan(r, name), type, value };
}

function ghostType(r: Reader): TypeSyntax {
  const start = peek(r).start;
  let end = start;
  for (let token = peek(r); token.kind !== "end" && !isSign(token, "="); token = peek(r)) end = next(r).end;
  if (end === start) throw unexpected(r, "the type of the variable");
  return { text: r.clause.text.slice(start, end).replace(/\s+/gu, " "), span: spanIn(r.clause, start, end) };
}

/** Nothing, or a dotted name. */
export function parseName(after: ClauseText, keyword: "havoc" | "extern", example: string): string {
  const text = after.text.trim();
  if (text === "" || /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_#][\p{ID_Continue}$]*)*$/u.test(text))
    return text;
  throw new Fault(
    whole(after),
    "a name, or nothing, is expected",
    `write \`//@ ${keyword}\` or \`//@ ${keyword} ${example}\``,
  );
}

export function parseDeclaredType(after: ClauseText): Parts<"declare-type", "name" | "declaration"> {
  const found =
    /^\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(<[^={]*>)?\s*(?:(\{[\s\S]*\})|=\s*(\S[\s\S]*))\s*;?\s*$/u.exec(
      after.text,
    );
  if (found === null)
    throw new Fault(
      whole(after),
      "a type is expected",
      "write `//@ declare-type N { a: string }` or `//@ declare-type N = T`",
    );
  const [, name = "", parameters = "", shape, type = ""] = found;
  const declaration =
    shape === undefined
      ? `type ${name}${parameters} = ${type.replace(/;\s*$/u, "")};`
      : `type ${name}${parameters} = ${shape};`;
  return { name, declaration: declaration.replace(/\s+/gu, " ") };
}

export function parseImport(after: ClauseText): string {
  const found = /^\s*(\{[^{}"']*\}|\*\s+as\s+[\w$]+)\s+from\s+("[^"\n]+"|'[^'\n]+')\s*;?\s*$/u.exec(after.text);
  if (found === null)
    throw new Fault(whole(after), "names and a module are expected", 'write `//@ import { sorted } from "./spec"`');
  return `import ${found[1]} from ${found[2]};`.replace(/\s+/gu, " ");
}

function expectEnd(r: Reader): void {
  if (peek(r).kind !== "end") throw unexpected(r, "the end of the clause");
}

function whole(after: ClauseText): { readonly start: number; readonly end: number } {
  return { start: after.text.length - after.text.trimStart().length, end: after.text.length };
}
