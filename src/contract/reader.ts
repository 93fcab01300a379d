/** Gives the parser's place in the tokens of one clause, and the small steps that move it. */
import type { Span } from "../source/index.js";
import { type ClauseText, spanIn } from "./clause-text.js";
import { Fault } from "./fault.js";
import type { Expression } from "./syntax.js";
import { type Token, tokenize } from "./tokens.js";

export interface Reader {
  readonly clause: ClauseText;
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  /** Expressions that stand in parentheses of their own. */
  readonly grouped: Set<Expression>;
}

const deepest = 150;

export function reader(clause: ClauseText): Reader {
  return { clause, tokens: tokenize(clause.text), at: 0, depth: 0, grouped: new Set() };
}

export function peek(r: Reader, ahead = 0): Token {
  const end = r.clause.text.length;
  return r.tokens[r.at + ahead] ?? { kind: "end", start: end, end };
}

export function next(r: Reader): Token {
  const token = peek(r);
  r.at += 1;
  return token;
}

export function isSign(token: Token, text: string): boolean {
  return token.kind === "punctuation" && token.text === text;
}

export function isWord(token: Token, text: string): boolean {
  return token.kind === "name" && token.text === text;
}

export function take(r: Reader, sign: string): boolean {
  if (!isSign(peek(r), sign)) return false;
  r.at += 1;
  return true;
}

export function expect(r: Reader, sign: string, where: string): Token {
  if (!isSign(peek(r), sign)) throw unexpected(r, `\`${sign}\` ${where}`);
  return next(r);
}

/** The span from the token at index `from` to the one before the reader. */
export function spanFrom(r: Reader, from: number): Span {
  const first = r.tokens[from] ?? peek(r);
  const last = r.tokens[Math.max(from, r.at - 1)] ?? first;
  return spanIn(r.clause, first.start, last.end);
}

export function tokenSpan(r: Reader, token: Token): Span {
  return spanIn(r.clause, token.start, token.end);
}

/** Runs a part of the parser one level deeper. */
export function deeper<T>(r: Reader, parse: () => T): T {
  r.depth += 1;
  if (r.depth > deepest)
    throw new Fault(peek(r), "the clause is nested too deeply", "name a part of it in a `pure` function");
  const result = parse();
  r.depth -= 1;
  return result;
}

/** Where something else was expected: with the nearest legal form, where the token is a usual slip. */
export function unexpected(r: Reader, expected: string): Fault {
  const token = peek(r);
  if (token.kind === "end") return new Fault(token, `the clause ends where ${expected} is expected`);
  const text = r.clause.text.slice(token.start, token.end);
  return new Fault(token, `\`${text}\` stands where ${expected} is expected`, slips.get(text));
}

const effect = "a clause has no effects: write the value, for example `x + 1`";

/** What people write from habit or from other languages, and what a clause calls it. */
const slips: ReadonlyMap<string, string> = new Map([
  ["=", "write `===` to compare"],
  ["=>", "write `==>` for “implies”"],
  ["<=>", "write `<==>` for “if and only if”"],
  ["->", "write `==>` for “implies”"],
  ["and", "write `&&`"],
  ["or", "write `||`"],
  ["not", "write `!`"],
  ["implies", "write `==>`"],
  ["iff", "write `<==>`"],
  [";", "leave out the `;`"],
  ["@", "write `\\result` and `\\old(…)` with a backslash"],
  ["++", effect],
  ["--", effect],
  ["+=", effect],
  ["-=", effect],
  ["*=", effect],
  ["/=", effect],
  ["%=", effect],
  ["delete", effect],
  ["await", effect],
  ["yield", effect],
]);
