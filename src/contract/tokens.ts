/**
 * Takes the text of a clause; gives its tokens: those of ECMAScript 2024, section 12, and `==>`, `<==>`, `\word`.
 * Positions are offsets into the clause's own text.
 */
import { Fault } from "./fault.js";
import { readString, readTemplatePart } from "./string-literal.js";

export type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: "number"; readonly text: string; readonly value: number }
  | { readonly kind: "bigint"; readonly value: bigint }
  | { readonly kind: "string"; readonly value: string }
  /** Identifiers and reserved words, private names (`#x`) included. */
  | { readonly kind: "name"; readonly text: string }
  /** `\result` and the like, with the backslash. */
  | { readonly kind: "escape"; readonly text: string }
  | { readonly kind: "punctuation"; readonly text: string }
  /** A literal that a clause does not know: a regular expression, a tagged template. */
  | { readonly kind: "foreign"; readonly construct: string }
  | { readonly kind: "end" }
);

const punctuation = [
  ..."<==> >>>= === !== ==> <=> **= >>> ... &&= ||= ??= <<= >>= => == != <= >= -> && || ?? ?. ++ -- += -= *= /= %=".split(
    " ",
  ),
  ..."&= |= ^= << >> ** + - * / % < > ! ~ & | ^ ? : . , ; ( ) [ ] { } = @ #".split(" "),
].sort((a, b) => b.length - a.length);

/** Signs of mathematics that people paste, and how a clause says it. */
const signs: Readonly<Record<string, string>> = {
  "≤": "<=",
  "≥": ">=",
  "≠": "!==",
  "∧": "&&",
  "∨": "||",
  "¬": "!",
  "⇒": "==>",
  "→": "==>",
  "⇔": "<==>",
  "↔": "<==>",
  "∀": "forall(k, …)",
  "∃": "exists(k, …)",
  "∈": "in",
  "·": "*",
  "×": "*",
  "÷": "/",
  "−": "-",
  "“": '"',
  "”": '"',
};

const mostTokens = 2000;

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  readTokens(text, 0, tokens, false);
  tokens.push({ kind: "end", start: text.length, end: text.length });
  return tokens;
}

/** Appends tokens up to the end of the text or, inside a template, past the brace that closes its substitution. */
function readTokens(text: string, from: number, tokens: Token[], inTemplate: boolean): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    if (/\s/u.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    if (text.charAt(at) === "`") {
      at = readTemplate(text, at, tokens);
      continue;
    }
    const token = readToken(text, at, tokens.at(-1));
    at = token.end;
    if (token.kind === "punctuation" && token.text === "{") depth += 1;
    if (token.kind === "punctuation" && token.text === "}") depth -= 1;
    if (inTemplate && depth < 0) return at;
    tokens.push(token);
    if (tokens.length > mostTokens) throw new Fault(token, `the clause has more than ${mostTokens} words`);
  }
  if (inTemplate) throw new Fault({ start: from, end: at }, "the substitution has no end", "close it with `}`");
  return at;
}

/** `a${b}c` as the tokens of `("a" + (b) + "c")`, which is what it means for all values that are read inside one. */
function readTemplate(text: string, start: number, tokens: Token[]): number {
  const sign = (at: number, what: string): Token => ({ kind: "punctuation", text: what, start: at, end: at });
  let part = readTemplatePart(text, start + 1);
  if (endsOperand(tokens.at(-1))) {
    tokens.push({ kind: "foreign", construct: "a tagged template", start, end: part.end });
    return part.end;
  }
  if (!part.substitutes) {
    tokens.push({ kind: "string", value: part.value, start, end: part.end });
    return part.end;
  }
  tokens.push(sign(start, "("), { kind: "string", value: part.value, start, end: part.end });
  while (part.substitutes) {
    tokens.push(sign(part.end, "+"), sign(part.end, "("));
    const after = readTokens(text, part.end, tokens, true);
    tokens.push(sign(after, ")"));
    part = readTemplatePart(text, after);
    if (part.value !== "") {
      tokens.push(sign(after, "+"), { kind: "string", value: part.value, start: after, end: part.end });
    }
  }
  tokens.push(sign(part.end, ")"));
  return part.end;
}

function readToken(text: string, start: number, previous: Token | undefined): Token {
  const c = text.charAt(start);
  if (/[0-9]/u.test(c) || (c === "." && /[0-9]/u.test(text.charAt(start + 1)))) return readNumber(text, start);
  const name = /^#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/u.exec(text.slice(start))?.[0];
  if (name !== undefined) return { kind: "name", text: name, start, end: start + name.length };
  if (c === "\\") return readEscape(text, start);
  if (c === '"' || c === "'") return readString(text, start);
  if (c === "/" && !endsOperand(previous)) return readRegularExpression(text, start);
  const sign = punctuation.find(
    (p) => text.startsWith(p, start) && !(p === "?." && /[0-9]/u.test(text.charAt(start + 2))),
  );
  if (sign !== undefined) return { kind: "punctuation", text: sign, start, end: start + sign.length };
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const end = start + character.length;
  const meant = signs[character];
  throw new Fault(
    { start, end },
    `\`${character}\` has no meaning in a clause`,
    meant === undefined ? undefined : `write \`${meant}\``,
  );
}

function endsOperand(token: Token | undefined): boolean {
  if (token === undefined || token.kind === "end") return false;
  if (token.kind === "punctuation") return [")", "]", "}", "!"].includes(token.text);
  return !(token.kind === "name" && ["typeof", "in", "instanceof"].includes(token.text));
}

function readNumber(text: string, start: number): Token {
  const pattern =
    /^(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/u;
  const literal = pattern.exec(text.slice(start))?.[0] ?? "";
  const big = text.charAt(start + literal.length) === "n";
  const end = start + literal.length + (big ? 1 : 0);
  const digits = literal.replaceAll("_", "");
  const wrong = /^0\d/u.test(digits) || /_(?!\w)|__|\._/u.test(literal) || /[\p{ID_Continue}$]/u.test(text.charAt(end));
  if (wrong || (big && !/^(?:\d+|0[xob][\da-f]+)$/iu.test(digits))) {
    throw new Fault({ start, end: Math.max(end, start + 1) }, `\`${text.slice(start, end + 1)}\` is not a number`);
  }
  if (big) return { kind: "bigint", value: BigInt(digits), start, end };
  return { kind: "number", text: literal, value: Number(digits), start, end };
}

function readEscape(text: string, start: number): Token {
  const word = /^\\\w*/u.exec(text.slice(start))?.[0] ?? "\\";
  return { kind: "escape", text: word, start, end: start + word.length };
}

function readRegularExpression(text: string, start: number): Token {
  let inClass = false;
  for (let at = start + 1; at < text.length && text[at] !== "\n"; at++) {
    const c = text[at];
    if (c === "\\") at += 1;
    else if (c === "[") inClass = true;
    else if (c === "]") inClass = false;
    else if (c === "/" && !inClass) {
      const flags = /^\w*/u.exec(text.slice(at + 1))?.[0] ?? "";
      return { kind: "foreign", construct: "a regular expression", start, end: at + 1 + flags.length };
    }
  }
  return { kind: "punctuation", text: "/", start, end: start + 1 };
}
