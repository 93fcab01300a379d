/**
 * Takes the text of a file; gives its comments without parsing it, and from them how many `//@` clauses it holds (to tell
 * a file that lost some) and which lines are mere comment (to tell that a change concerns no code).
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
  return commentsOf(text).filter(isClauseLine).length;
}

/** Lines, counted from 1, that hold nothing but blanks and comments that are no clauses. */
export function commentLines(text: string): ReadonlySet<number> {
  const blanked = commentsOf(text)
    .filter((comment) => !isClauseLine(comment))
    .reduceRight((rest, { start, end, text: comment }) => {
      return rest.slice(0, start) + comment.replaceAll(/[^\r\n\u2028\u2029]/gu, " ") + rest.slice(end);
    }, text);
  const lines = blanked.split(/\r\n|[\n\r\u2028\u2029]/u);
  return new Set(lines.flatMap((line, i) => (line.trim() === "" ? [i + 1] : [])));
}

interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function commentsOf(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let previous = "";
  /** For every open brace, whether it belongs to a template. */
  const braces: boolean[] = [];
  let at = 0;
  for (;;) {
    piece.lastIndex = at;
    const found = piece.exec(text);
    if (found === null) return comments;
    const token = found[0];
    at = found.index + token.length;
    if (token.startsWith("//") || token.startsWith("/*")) {
      comments.push({ start: found.index, end: at, text: token });
      continue;
    }
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

function isClauseLine({ text: comment }: Comment): boolean {
  if (!comment.startsWith("//")) return false;
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
