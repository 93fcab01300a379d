/**
 * Takes a keyword and the text after it; gives the clause, or the diagnostic that says at which character it stops being
 * one. Relies on: the keyword was recognised by `keywords.ts`.
 */
import { assertNever, nearest } from "../base/index.js";
import type { Diagnostic, Span } from "../source/index.js";
import { parseDeclaredType, parseGhost, parseImport, parseLemma, parseName, parsePlaces } from "./clause-forms.js";
import { type ClauseText, shownText, spanIn } from "./clause-text.js";
import { parseExpression, parseList } from "./expression.js";
import { Fault } from "./fault.js";
import type { Keyword } from "./keywords.js";
import { isSign, next, peek, type Reader, reader, unexpected } from "./reader.js";
import type { ClauseSyntax, Expression } from "./syntax.js";

export interface ClauseSource {
  readonly keyword: Keyword;
  /** What stands after the keyword. */
  readonly after: ClauseText;
  /** From the keyword to the end of the text. */
  readonly span: Span;
  readonly comment: Span;
  readonly jsdoc: boolean;
}

export type ClauseResult =
  | { readonly kind: "clause"; readonly clause: ClauseSyntax }
  | { readonly kind: "wrong"; readonly diagnostic: Diagnostic };

export function parseClause(source: ClauseSource): ClauseResult {
  try {
    return { kind: "clause", clause: clauseOf(source) };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    const span = spanIn(source.after, fault.start, fault.end);
    const hint = fault.hint === undefined ? {} : { hint: fault.hint };
    // A clause that ends too early is blamed at its last character, so that there is something to underline.
    const place = span.end > span.start ? span : { ...span, start: Math.max(source.span.start, span.start - 1) };
    const message = `\`${source.keyword}\` does not parse: ${fault.message}`;
    return { kind: "wrong", diagnostic: { code: "annotation.syntax", span: place, message, ...hint } };
  }
}

function clauseOf(source: ClauseSource): ClauseSyntax {
  const { keyword, after, span, comment } = source;
  const common = { text: shownText(after.text), span, comment };
  switch (keyword) {
    case "requires":
    case "ensures":
    case "throws":
    case "invariant":
    case "assert":
    case "assume":
    case "done_with":
    case "example":
      return { keyword, expression: parseFormula(after), ...(source.jsdoc ? { jsdoc: true } : {}), ...common };
    case "decreases":
      return { keyword, measure: parseMeasure(after), ...common };
    case "type":
      return { keyword, ...parseTypeMark(after), ...common };
    case "verify":
    case "pure":
    case "refine":
      if (common.text !== "" && !source.jsdoc) throw nothingMayFollow(after, keyword);
      return { keyword, ...common, text: "" };
    case "skip":
    case "autohavoc":
    case "safe-slice":
    case "backend":
      return { keyword, ...common };
    case "overflow":
      return { keyword, mode: parseMode(after), ...common };
    case "contract":
      if (common.text === "") throw new Fault(whole(after), "the text is missing", 'write `//@ contract "…"`');
      return { keyword, ...common };
    case "modifies":
      return { keyword, places: parsePlaces(after), ...common };
    case "use":
      return { keyword, lemma: parseLemma(after), ...common };
    case "ghost":
      return { keyword, ...parseGhost(after), ...common };
    case "havoc":
      return { keyword, key: parseName(after, "havoc", "replace"), ...common };
    case "extern":
      return { keyword, member: parseName(after, "extern", "fs.readFile"), ...common };
    case "declare-type":
      return { keyword, ...parseDeclaredType(after), ...common };
    case "import":
      return { keyword, declaration: parseImport(after), ...common };
    default:
      return assertNever(keyword);
  }
}

function parseFormula(after: ClauseText): Expression {
  const r = reader(after);
  const expression = parseExpression(r);
  expectEnd(r);
  return expression;
}

function expectEnd(r: Reader): void {
  if (peek(r).kind !== "end") throw unexpected(r, "the end of the clause");
}

function parseMeasure(after: ClauseText): readonly Expression[] | "*" {
  const r = reader(after);
  if (isSign(peek(r), "*")) {
    next(r);
    expectEnd(r);
    return "*";
  }
  const items = parseList(r);
  expectEnd(r);
  const [only] = items;
  if (items.length !== 1 || only?.kind !== "array") return items;
  if (only.items.length === 0) throw new Fault(whole(after), "the measure is empty");
  return only.items;
}

const kinds = ["int", "nat", "real", "double"];

function parseTypeMark(after: ClauseText): Pick<Extract<ClauseSyntax, { keyword: "type" }>, "subject" | "type"> {
  const found = /^(\s*)(?:(\\result|[\p{ID_Start}$_#][\p{ID_Continue}$.#]*)(\s+))?(\S[\s\S]*)$/u.exec(after.text);
  if (found === null) throw new Fault(whole(after), "the mark is missing", "write `//@ type x nat`");
  const [, blank = "", subject = "", gap = "", type = ""] = found;
  const start = blank.length + subject.length + gap.length;
  const place = { start, end: after.text.length };
  if (subject === "" && type.startsWith("\\")) {
    throw new Fault(place, "the mark is missing", "write `//@ type \\result nat`");
  }
  const colon = /^(\\?[\p{ID_Continue}$.#]*)\s*(:\s*(.*))$/u.exec(type);
  if (colon !== null) {
    const [, name = "", from = "", meant = ""] = colon;
    const at = { start: after.text.length - from.length, end: after.text.length };
    throw new Fault(at, "no colon stands here", `write \`//@ type ${subject || name} ${meant}\``);
  }
  if (kinds.includes(subject) && !kinds.includes(type)) {
    throw new Fault(place, "the name comes first", `write \`//@ type ${type} ${subject}\``);
  }
  const meant = kinds.find((kind) => kind === type.toLowerCase()) ?? (type === "integer" ? "int" : undefined);
  if (meant !== undefined && meant !== type)
    throw new Fault(place, `\`${type}\` is no kind of number`, `write \`${meant}\``);
  if (/^[\w$]+\s+[\w$]/u.test(type)) throw new Fault(place, "more than one mark stands here");
  return { subject, type: { text: type, span: spanIn(after, place.start, place.end) } };
}

const modes = ["check", "warn", "ignore"] as const;

function parseMode(after: ClauseText): (typeof modes)[number] {
  const word = after.text.trim();
  const mode = modes.find((m) => m === word);
  if (mode !== undefined) return mode;
  const meant = nearest(word, modes);
  throw new Fault(
    whole(after),
    `\`${word}\` is none of \`check\`, \`warn\`, \`ignore\``,
    meant && `write \`//@ overflow ${meant}\``,
  );
}

function nothingMayFollow(after: ClauseText, keyword: string): Fault {
  return new Fault(
    whole(after),
    "nothing may follow it",
    `write \`//@ ${keyword}\` alone, and other text in a comment of its own`,
  );
}

function whole(after: ClauseText): { readonly start: number; readonly end: number } {
  return { start: after.text.length - after.text.trimStart().length, end: after.text.length };
}
