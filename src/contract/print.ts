/**
 * Takes the syntax of a clause; gives its text in the form that we print. Parsing the text gives the syntax again, spans
 * aside (a test holds it). Parentheses stand where the parser asks for them and where they are needed, nowhere else.
 */
import { assertNever } from "../base/index.js";
import { binaryPowers } from "./expression.js";
import type { BinaryOperator, ClauseSyntax, Expression } from "./syntax.js";

const unaryPower = 15;
const postfixPower = 16;
const atomPower = 17;

export function printExpression(e: Expression): string {
  switch (e.kind) {
    case "number":
      return e.text;
    case "bigint":
      return `${e.value}n`;
    case "string":
      return printString(e.value);
    case "boolean":
      return String(e.value);
    case "null":
    case "undefined":
    case "this":
      return e.kind;
    case "name":
      return e.name;
    case "result":
      return "\\result";
    case "old":
      return `\\old(${printExpression(e.of)})`;
    case "unary":
      return printUnary(e);
    case "binary":
      return printBinary(e);
    case "conditional":
      return `${at(e.condition, 4)} ? ${printExpression(e.then)} : ${at(e.else, 3)}`;
    case "member":
      return `${object(e.object)}${e.optional ? "?." : "."}${e.property}`;
    case "index":
      return `${object(e.object)}${e.optional ? "?." : ""}[${printExpression(e.index)}]`;
    case "call":
      return `${object(e.callee)}${e.optional ? "?." : ""}(${e.args.map(printExpression).join(", ")})`;
    case "array":
      return `[${e.items.map(printExpression).join(", ")}]`;
    case "object":
      return printObject(e.properties);
    case "nonNull":
      return `${object(e.of)}!`;
    case "spread":
      return `...${printExpression(e.of)}`;
    case "quantifier":
      return printQuantifier(e);
    case "lambda":
      return printLambda(e);
    case "let":
      if (e.body.kind === "name" && e.body.name === e.name) return `(${printExpression(e.value)})`;
      return `(() => { const ${e.name} = ${printExpression(e.value)}; return ${printExpression(e.body)}; })()`;
    case "unsupported":
      return `/* ${e.construct} */`;
    default:
      return assertNever(e);
  }
}

function printUnary(e: Extract<Expression, { kind: "unary" }>): string {
  const operand = at(e.operand, unaryPower);
  // `- -x` must not become a decrement, nor `typeof x` one word.
  const apart = e.operator === "typeof" || operand.startsWith(e.operator);
  return `${e.operator}${apart ? " " : ""}${operand}`;
}

function printBinary(e: Extract<Expression, { kind: "binary" }>): string {
  const power = binaryPowers[e.operator];
  const associatesRight = power.left === power.right;
  const left = side(e.operator, e.left, associatesRight ? power.left + 1 : power.left, "left");
  return `${left} ${e.operator} ${side(e.operator, e.right, power.right, "right")}`;
}

function side(operator: BinaryOperator, e: Expression, least: number, which: "left" | "right"): string {
  const wraps =
    e.kind === "conditional" ||
    (e.kind === "unary" && operator === "**" && which === "left") ||
    (e.kind === "binary" && (mixesNullish(operator, e.operator) || chains(operator, e.operator)));
  return wraps ? `(${printExpression(e)})` : at(e, least);
}

function mixesNullish(a: BinaryOperator, b: BinaryOperator): boolean {
  const logical = (o: BinaryOperator): boolean => o === "||" || o === "&&";
  return (a === "??" && logical(b)) || (b === "??" && logical(a));
}

function chains(a: BinaryOperator, b: BinaryOperator): boolean {
  const order = ["<", "<=", ">", ">="];
  return order.includes(a) && order.includes(b);
}

function printObject(properties: Extract<Expression, { kind: "object" }>["properties"]): string {
  if (properties.length === 0) return "{}";
  const fields = properties.map(({ name, value, spread }) => {
    if (spread !== undefined) return `...${printExpression(value)}`;
    const key = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : printString(name);
    return value.kind === "name" && value.name === name && key === name ? name : `${key}: ${printExpression(value)}`;
  });
  return `{ ${fields.join(", ")} }`;
}

function printQuantifier(e: Extract<Expression, { kind: "quantifier" }>): string {
  const type = e.binder.type === undefined ? "" : `: ${e.binder.type.text}`;
  return `${e.bare ? "" : "\\"}${e.quantifier}(${e.binder.name}${type}, ${printExpression(e.body)})`;
}

function printLambda(e: Extract<Expression, { kind: "lambda" }>): string {
  const names = e.parameters.map((p) => (p.type === undefined ? p.name : `${p.name}: ${p.type.text}`));
  const [first] = e.parameters;
  const alone = e.parameters.length === 1 && first?.type === undefined;
  const body = printExpression(e.body);
  return `${alone ? names.join("") : `(${names.join(", ")})`} => ${body.startsWith("{") ? `(${body})` : body}`;
}

function printString(value: string): string {
  return JSON.stringify(value).replace(
    /[\u2028\u2029\u007f]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** In parentheses if it binds more loosely than its place asks. */
function at(e: Expression, least: number): string {
  return powerOf(e) < least ? `(${printExpression(e)})` : printExpression(e);
}

/** A number before a dot would swallow it, and an object literal is easily misread. */
function object(e: Expression): string {
  return e.kind === "number" ? `(${printExpression(e)})` : at(e, postfixPower);
}

function powerOf(e: Expression): number {
  if (e.kind === "binary") return binaryPowers[e.operator].left;
  if (e.kind === "conditional") return 3;
  if (e.kind === "unary") return unaryPower;
  if (e.kind === "lambda") return 0;
  return atomPower;
}

/** One line, as it is written beside code. */
export function printClause(clause: ClauseSyntax): string {
  const body = bodyOf(clause);
  return body === "" ? `//@ ${clause.keyword}` : `//@ ${clause.keyword} ${body}`;
}

function bodyOf(clause: ClauseSyntax): string {
  switch (clause.keyword) {
    case "decreases":
      return clause.measure === "*" ? "*" : clause.measure.map(printExpression).join(", ");
    case "type":
      return clause.subject === "" ? clause.type.text : `${clause.subject} ${clause.type.text}`;
    case "overflow":
      return clause.mode;
    case "modifies":
      return clause.places.map(printExpression).join(", ");
    case "use":
      return printExpression(clause.lemma);
    case "ghost": {
      const type = clause.type === undefined ? "" : `: ${clause.type.text}`;
      return `${clause.declares ? "let " : ""}${clause.name}${type} = ${printExpression(clause.value)}`;
    }
    default:
      return "expression" in clause ? printExpression(clause.expression) : clause.text;
  }
}
