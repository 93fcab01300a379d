/**
 * Takes the tokens of a clause; gives the operands of its operators: unary operators, literals, names, calls, fields,
 * quantifiers. Relies on `expression.ts` for what stands inside brackets.
 */
import { nearest } from "../base/index.js";
import { closedChain, isOptionalChain } from "./chain.js";
import { parseExpression } from "./expression.js";
import { Fault } from "./fault.js";
import { parseLambda, startsArrow } from "./lambda.js";
import { parseQuantifier } from "./quantifier.js";
import {
  deeper,
  expect,
  isSign,
  isWord,
  next,
  peek,
  type Reader,
  spanFrom,
  take,
  tokenSpan,
  unexpected,
} from "./reader.js";
import type { Expression, Property, UnaryOperator } from "./syntax.js";

export function parseUnary(r: Reader): Expression {
  const from = r.at;
  const token = peek(r);
  const operator = token.kind === "punctuation" || token.kind === "name" ? unaryOperator(token.text) : undefined;
  if (operator === undefined) return parsePostfix(r, from, parsePrimary(r));
  next(r);
  const operand = deeper(r, () => parseUnary(r));
  return { kind: "unary", operator, operand, span: spanFrom(r, from) };
}

function unaryOperator(text: string): UnaryOperator | undefined {
  return text === "!" || text === "-" || text === "+" || text === "~" || text === "typeof" ? text : undefined;
}

function parsePostfix(r: Reader, from: number, start: Expression): Expression {
  let left = start;
  for (;;) {
    const token = peek(r);
    const optional = take(r, "?.");
    if (isSign(peek(r), "(")) {
      const args = parseArguments(r);
      left = { kind: "call", callee: left, args, optional, span: spanFrom(r, from) };
    } else if (take(r, "[")) {
      const index = parseExpression(r);
      expect(r, "]", "after the index");
      left = { kind: "index", object: left, index, optional, span: spanFrom(r, from) };
    } else if (optional || take(r, ".")) {
      const property = next(r);
      if (property.kind !== "name") {
        r.at -= 1;
        throw unexpected(r, "the name of a field");
      }
      const propertySpan = tokenSpan(r, property);
      left = { kind: "member", object: left, property: property.text, propertySpan, optional, span: spanFrom(r, from) };
    } else if (isSign(token, "!")) {
      next(r);
      left = { kind: "nonNull", of: left, span: spanFrom(r, from) };
    } else {
      return left;
    }
  }
}

function parsePrimary(r: Reader): Expression {
  const from = r.at;
  const token = next(r);
  const span = tokenSpan(r, token);
  switch (token.kind) {
    case "number":
      return { kind: "number", text: token.text, value: token.value, span };
    case "bigint":
      return { kind: "bigint", value: token.value, span };
    case "string":
      return { kind: "string", value: token.value, span };
    case "foreign":
      return { kind: "unsupported", construct: token.construct, span };
    case "escape":
      return parseEscape(r, from, token.text);
    case "name":
      return parseName(r, from, token.text);
    case "punctuation":
      if (token.text === "(") return parseGroup(r);
      if (token.text === "[") return parseArray(r, from);
      if (token.text === "{") return parseObject(r, from);
      break;
    case "end":
      break;
  }
  r.at = from;
  throw unexpected(r, "a value");
}

function parseGroup(r: Reader): Expression {
  const inner = parseExpression(r);
  expect(r, ")", "to close the parenthesis");
  const closed = isOptionalChain(inner) && startsLink(r) ? closedChain(inner) : inner;
  r.grouped.add(closed);
  return closed;
}

function startsLink(r: Reader): boolean {
  return [".", "?.", "[", "(", "!"].some((sign) => isSign(peek(r), sign));
}

function parseName(r: Reader, from: number, text: string): Expression {
  const span = spanFrom(r, from);
  switch (text) {
    case "true":
    case "false":
      return { kind: "boolean", value: text === "true", span };
    case "null":
      return { kind: "null", span };
    case "undefined":
      return { kind: "undefined", span };
    case "this":
      return { kind: "this", span };
    case "forall":
    case "exists":
      return parseQuantifier(r, from, text, { bare: true }) ?? { kind: "name", name: text, span };
    case "new":
      parseUnary(r);
      return { kind: "unsupported", construct: "`new`", span: spanFrom(r, from) };
    case "super":
    case "import":
    case "void":
      return { kind: "unsupported", construct: `\`${text}\``, span };
    case "function":
    case "async":
    case "class":
      return skipFunction(r, from);
    case "delete":
    case "await":
    case "yield":
    case "not":
      // `not x` is a slip, `not` alone may be somebody's name.
      if (text !== "not" || startsOperand(r)) {
        r.at = from;
        throw unexpected(r, "a value");
      }
      break;
  }
  return { kind: "name", name: text, span };
}

function startsOperand(r: Reader): boolean {
  const token = peek(r);
  return token.kind === "name" ? !isWord(token, "in") : token.kind === "number" || token.kind === "escape";
}

const escapes = ["\\result", "\\old", "\\forall", "\\exists", "\\sum", "\\count", "\\perm"];

function parseEscape(r: Reader, from: number, text: string): Expression {
  const span = spanFrom(r, from);
  switch (text) {
    case "\\result":
      return { kind: "result", span };
    case "\\old": {
      expect(r, "(", "after `\\old`");
      const of = parseExpression(r);
      expect(r, ")", "after the argument of `\\old`");
      return { kind: "old", of, span: spanFrom(r, from) };
    }
    case "\\forall":
    case "\\exists": {
      const word = text === "\\forall" ? "forall" : "exists";
      const quantifier = parseQuantifier(r, from, word, { bare: false });
      if (quantifier === undefined) throw unexpected(r, `\`(k, …)\` after \`${text}\``);
      return quantifier;
    }
    case "\\sum":
    case "\\count":
    case "\\perm":
      return { kind: "name", name: text, span };
  }
  const meant = nearest(text, escapes);
  const token = r.tokens[from] ?? peek(r);
  throw new Fault(token, `\`${text}\` is no word of the language`, meant && `write \`${meant}\``);
}

function parseArguments(r: Reader): readonly Expression[] {
  expect(r, "(", "of the call");
  const args: Expression[] = [];
  while (!take(r, ")")) {
    if (args.length > 0) {
      expect(r, ",", "or `)` after the argument");
      if (take(r, ")")) break;
    }
    args.push(parseArgument(r));
  }
  return args;
}

function parseArgument(r: Reader): Expression {
  const from = r.at;
  if (take(r, "...")) {
    const of = parseExpression(r);
    return { kind: "spread", of, span: spanFrom(r, from) };
  }
  if (!startsArrow(r)) return parseExpression(r);
  const lambda = parseLambda(r);
  if (lambda !== undefined) return lambda;
  r.at = from;
  return skipFunction(r, from);
}

/** To the end of the argument or of the clause; what lies inside is declined with it. */
function skipFunction(r: Reader, from: number): Expression {
  let depth = 0;
  for (;;) {
    const token = peek(r);
    if (token.kind === "end") break;
    const sign = token.kind === "punctuation" ? token.text : "";
    if (depth === 0 && (sign === "," || sign === ")" || sign === "]" || sign === "}")) break;
    if (sign === "(" || sign === "[" || sign === "{") depth += 1;
    if (sign === ")" || sign === "]" || sign === "}") depth -= 1;
    next(r);
  }
  return { kind: "unsupported", construct: "a function inside a clause", span: spanFrom(r, from) };
}

function parseArray(r: Reader, from: number): Expression {
  const items: Expression[] = [];
  while (!take(r, "]")) {
    if (items.length > 0) {
      expect(r, ",", "or `]` after the element");
      if (take(r, "]")) break;
    }
    items.push(parseArgument(r));
  }
  return { kind: "array", items, span: spanFrom(r, from) };
}

function parseObject(r: Reader, from: number): Expression {
  const properties: Property[] = [];
  while (!take(r, "}")) {
    if (properties.length > 0) {
      expect(r, ",", "or `}` after the field");
      if (take(r, "}")) break;
    }
    const start = r.at;
    if (take(r, "...")) {
      const value = parseExpression(r);
      properties.push({ name: "", value, span: spanFrom(r, start), spread: { tag: undefined } });
      continue;
    }
    const key = next(r);
    if (key.kind !== "name" && key.kind !== "string" && key.kind !== "number") {
      r.at = start;
      throw unexpected(r, "the name of a field");
    }
    const name = key.kind === "name" ? key.text : String(key.value);
    const shorthand: Expression = { kind: "name", name, span: tokenSpan(r, key) };
    if (key.kind !== "name") expect(r, ":", "after the name of the field");
    const value = key.kind !== "name" || take(r, ":") ? parseArgument(r) : shorthand;
    properties.push({ name, value, span: spanFrom(r, start) });
  }
  return { kind: "object", properties, span: spanFrom(r, from) };
}
