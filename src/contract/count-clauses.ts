/**
 * Takes the text of a file; gives how many `//@` clauses it holds, without parsing it, to tell a file that lost some.
 * Strings, templates, regular expressions and block comments are stepped over as well as a lexer without a parser can:
 * a slash begins a regular expression where no operand has just ended, and a string ends with its line.
 */
import { openingOf } from "./keywords.js";

const piece =
  /\/\/[^\r\n\u2028\u2029]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\r\n]|\\[\s\S])*"?|'(?:[^'\\\r\n]|\\[\s\S])*'?|[`{}]|[\w$]+|\/|[^\s\w$]/gu;
const afterTemplateStart = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(`|\$\{|$)/uy;
const regularExpression = /\/(?:[^\\/[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.)*\])+\/\w*/uy;

export function countClauses(text: string): number {
  if (!/\/\/\s*@/u.test(text)) return 0;
  let count = 0;
  let previous = "";
  /** For every open brace, whether it belongs to a template. */
  const braces: boolean[] = [];
  piece.lastIndex = 0;
  let at = 0;
  for (;;) {
    piece.lastIndex = at;
    const found = piece.exec(text);
    if (found === null) return count;
    const token = found[0];
    at = found.index + token.length;
    if (token.startsWith("//")) {
      if (isClauseLine(token)) count += 1;
      continue;
    }
    if (token.startsWith("/*")) continue;
    if (token === "{") braces.push(false);
    if (token === "`" || (token === "}" && braces.pop() === true)) {
      at = endOfTemplatePart(text, at);
      if (text[at - 1] === "{") braces.push(true);
    } else if (token === "/" && !endsOperand(previous)) {
      regularExpression.lastIndex = found.index;
      at = regularExpression.exec(text) === null ? at : regularExpression.lastIndex;
    }
    previous = token;
  }
}

function isClauseLine(comment: string): boolean {
  const opening = openingOf(comment);
  return opening.kind === "clause" || (opening.kind === "further" && opening.otherwise.kind === "clause");
}

function endOfTemplatePart(text: string, at: number): number {
  afterTemplateStart.lastIndex = at;
  return afterTemplateStart.exec(text) === null ? text.length : Math.max(at, afterTemplateStart.lastIndex);
}

function endsOperand(token: string): boolean {
  if (/^(?:return|typeof|case|in|of|delete|void|throw|new|do|else|instanceof|yield|await)$/u.test(token)) return false;
  return /[\w$)\]}"'`]$/u.test(token);
}
