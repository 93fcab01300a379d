/**
 * Takes the tokens of a clause; gives its expression. Operator precedence after V. Pratt, "Top down operator precedence"
 * (1973), with TypeScript's table; `==>` lies below `||` and associates to the right, `<==>` is the lowest.
 * Where two readings are both plausible (`==>` beside `?:`, `??` beside `||`, `-a ** b`, `a < b < c`) parentheses are
 * asked for, so that no clause means something else than its author read.
 */
import { Fault } from "./fault.js";
import { parseUnary } from "./operand.js";
import { printExpression } from "./print.js";
import { deeper, expect, isSign, isWord, next, peek, type Reader, spanFrom, take, tokenSpan } from "./reader.js";
import type { BinaryOperator, Expression } from "./syntax.js";
import type { Token } from "./tokens.js";

interface Power {
  readonly left: number;
  readonly right: number;
}

const leftward = (power: number): Power => ({ left: power, right: power + 1 });
const rightward = (power: number): Power => ({ left: power, right: power });

export const binaryPowers: Readonly<Record<BinaryOperator, Power>> = {
  "<==>": leftward(1),
  "==>": rightward(2),
  "||": leftward(4),
  "??": leftward(4),
  "&&": leftward(5),
  "|": leftward(6),
  "^": leftward(7),
  "&": leftward(8),
  "===": leftward(9),
  "!==": leftward(9),
  "==": leftward(9),
  "!=": leftward(9),
  "<": leftward(10),
  "<=": leftward(10),
  ">": leftward(10),
  ">=": leftward(10),
  in: leftward(10),
  "<<": leftward(11),
  ">>": leftward(11),
  ">>>": leftward(11),
  "+": leftward(12),
  "-": leftward(12),
  "*": leftward(13),
  "/": leftward(13),
  "%": leftward(13),
  "**": rightward(14),
};

/** Between `==>` and `||`. */
const conditionalPower = 3;

export function parseExpression(r: Reader, least = 0): Expression {
  return deeper(r, () => {
    const from = r.at;
    let left = parseUnary(r);
    for (;;) {
      const extended =
        parseConditional(r, from, left, least) ?? parseForeign(r, from, least) ?? parseBinary(r, from, left, least);
      if (extended === undefined) return left;
      left = extended;
    }
  });
}

function parseBinary(r: Reader, from: number, left: Expression, least: number): Expression | undefined {
  const token = peek(r);
  const operator = operatorOf(token);
  if (operator === undefined || binaryPowers[operator].left < least) return undefined;
  next(r);
  const right = parseExpression(r, binaryPowers[operator].right);
  refuseAmbiguous(r, operator, token, left, right);
  return { kind: "binary", operator, left, right, operatorSpan: tokenSpan(r, token), span: spanFrom(r, from) };
}

function operatorOf(token: Token): BinaryOperator | undefined {
  if (token.kind !== "punctuation" && !isWord(token, "in")) return undefined;
  const text = token.kind === "punctuation" ? token.text : "in";
  return isBinaryOperator(text) ? text : undefined;
}

function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(binaryPowers, text);
}

function parseConditional(r: Reader, from: number, condition: Expression, least: number): Expression | undefined {
  if (!isSign(peek(r), "?") || conditionalPower < least) return undefined;
  next(r);
  const consequent = parseExpression(r);
  expect(r, ":", "of the conditional");
  const alternative = parseExpression(r, conditionalPower);
  // biome-ignore lint/suspicious/noThenProperty: the syntax tree calls the branch by its name; nobody awaits it.
  return { kind: "conditional", condition, then: consequent, else: alternative, span: spanFrom(r, from) };
}

/** `x instanceof C`, `x as T`, `x satisfies T`: understood as far as their end, and declined. */
function parseForeign(r: Reader, from: number, least: number): Expression | undefined {
  const token = peek(r);
  if (isWord(token, "instanceof") && binaryPowers["<"].left >= least) {
    next(r);
    parseExpression(r, binaryPowers["<"].right);
    return { kind: "unsupported", construct: "`instanceof`", span: spanFrom(r, from) };
  }
  if ((isWord(token, "as") || isWord(token, "satisfies")) && binaryPowers["<"].left >= least) {
    next(r);
    skipType(r);
    return { kind: "unsupported", construct: "a type assertion", span: spanFrom(r, from) };
  }
  return undefined;
}

function skipType(r: Reader): void {
  const closers: string[] = [];
  for (;;) {
    const token = peek(r);
    if (token.kind === "end") return;
    const sign = token.kind === "punctuation" ? token.text : "";
    if (closers.length === 0 && typeEnds.has(sign)) return;
    const closer = { "(": ")", "[": "]", "{": "}", "<": ">" }[sign];
    if (closer !== undefined) closers.push(closer);
    else if (sign === closers.at(-1)) closers.pop();
    next(r);
  }
}

const typeEnds = new Set([..."=== !== == != <= >= >> >>> && || ?? + - * / % ** ==> <==> ? : , ) ] } >".split(" ")]);

function refuseAmbiguous(r: Reader, operator: BinaryOperator, token: Token, left: Expression, right: Expression): void {
  const open = [left, right].filter((side) => !r.grouped.has(side));
  const together = (text: string): Fault => new Fault(token, text, "add parentheses");
  if (operator === "==>" || operator === "<==>") {
    if (open.some((side) => side.kind === "conditional")) throw together(`\`${operator}\` stands beside \`?:\``);
  }
  const mixes = (a: string, b: readonly string[]): boolean =>
    operator === a && open.some((side) => side.kind === "binary" && b.includes(side.operator));
  if (mixes("??", ["||", "&&"]) || mixes("||", ["??"]) || mixes("&&", ["??"])) {
    throw together("`??` stands beside `||` or `&&`");
  }
  if (operator === "**" && left.kind === "unary" && !r.grouped.has(left)) {
    throw together(`the base of \`**\` starts with \`${left.operator}\``);
  }
  if (isOrder(operator) && left.kind === "binary" && isOrder(left.operator) && !r.grouped.has(left)) {
    const middle = printExpression(left.right);
    const both = `${printExpression(left)} && ${middle} ${operator} ${printExpression(right)}`;
    throw new Fault(token, `\`${left.operator} … ${operator}\` compares a boolean`, `write \`${both}\``);
  }
}

function isOrder(operator: BinaryOperator): boolean {
  return operator === "<" || operator === "<=" || operator === ">" || operator === ">=";
}

/** Several expressions between commas, as `decreases` has them. */
export function parseList(r: Reader): readonly Expression[] {
  const items = [parseExpression(r)];
  while (take(r, ",")) items.push(parseExpression(r));
  return items;
}
