/**
 * Takes a class of errors and the arguments of a `new`; gives what the fields of the error hold then, its message and
 * name among them, in the syntax of clauses: constructors are followed from the class up to JavaScript's, and then down.
 * A value that is not understood is undefined, and means: any.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import type { Span } from "../../source/index.js";
import { withoutParentheses } from "../world/functions.js";
import { type ErrorClass, isNameOfClass, type OwnErrorClass } from "./error-classes.js";

type Fields = ReadonlyMap<string, Expression | undefined>;
type Passed = readonly (Expression | undefined)[];

export interface Making {
  readonly made: ErrorClass;
  readonly span: Span;
  /** Is the value of an argument never undefined? */
  readonly isThere: (argument: Expression) => boolean;
}

export function errorFields(args: readonly Expression[], making: Making): Fields {
  return fieldsFrom(0, args, making);
}

function fieldsFrom(level: number, args: Passed, making: Making): Fields {
  const { made, span } = making;
  const own = made.own[level];
  if (own === undefined) {
    const isNone = args.length === 0 || args[0]?.kind === "undefined";
    const message: Expression | undefined = isNone ? { kind: "string", value: "", span } : args[0];
    return new Map<string, Expression | undefined>([
      ["message", message],
      ["name", { kind: "string", value: made.native, span }],
    ]);
  }
  if (own.parameters === undefined) return withSets(fieldsFrom(level + 1, args, making), own, new Map(), making);
  const names = new Map<string, Expression | undefined>();
  own.parameters.forEach((parameter, i) => {
    names.set(parameter.name.getText(), argumentFor(parameter, i, args, names, making));
  });
  const handed = own.handed.map((argument) => given(argument, names, making));
  return withSets(fieldsFrom(level + 1, handed, making), own, names, making);
}

function withSets(above: Fields, own: OwnErrorClass, names: Fields, making: Making): Fields {
  const fields = new Map(above);
  for (const { field, value } of own.sets) {
    if (value === undefined) fields.set(field, { kind: "undefined", span: making.span });
    else if (ts.isParameter(value)) fields.set(field, names.get(value.name.getText()));
    else fields.set(field, given(value, names, making));
  }
  return fields;
}

function argumentFor(
  parameter: ts.ParameterDeclaration,
  position: number,
  args: Passed,
  names: Fields,
  making: Making,
): Expression | undefined {
  const { initializer } = parameter;
  const nothing: Expression = { kind: "undefined", span: making.span };
  const fallback = (): Expression | undefined =>
    initializer === undefined ? nothing : given(initializer, names, making);
  if (position >= args.length) return fallback();
  const passed = args[position];
  if (passed === undefined || initializer === undefined) return passed;
  if (passed.kind === "undefined") return fallback();
  return making.isThere(passed) ? passed : undefined;
}

function given(written: ts.Expression, names: Fields, making: Making): Expression | undefined {
  const node = withoutParentheses(written);
  const { span } = making;
  if (ts.isAsExpression(node)) return given(node.expression, names, making);
  if (ts.isStringLiteralLike(node)) return { kind: "string", value: node.text, span };
  if (ts.isNumericLiteral(node)) return { kind: "number", text: node.text, value: Number(node.text), span };
  if (ts.isPrefixUnaryExpression(node)) {
    const operand = given(node.operand, names, making);
    return operand && { kind: "unary", operator: "-", operand, span };
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    return { kind: "boolean", value: node.kind === ts.SyntaxKind.TrueKeyword, span };
  }
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: "null", span };
  if (ts.isIdentifier(node) && node.text === "undefined") return { kind: "undefined", span };
  if (ts.isIdentifier(node)) return names.get(node.text);
  if (isNameOfClass(node)) return className(node, making);
  return ts.isTemplateExpression(node) ? templateOf(node, names, making) : undefined;
}

/** The name of the class at work, or of one that is named. */
function className(node: ts.Expression, { made, span }: Making): Expression | undefined {
  const of = ts.isPropertyAccessExpression(node) ? node.expression : node;
  const [leaf] = made.own;
  const own = ts.isIdentifier(of) ? made.own.find((c) => c.declaration.name?.text === of.text) : leaf;
  const name = own?.declaration.name?.text;
  return name === undefined ? undefined : { kind: "string", value: name, span };
}

function templateOf(node: ts.TemplateExpression, names: Fields, making: Making): Expression | undefined {
  const { span } = making;
  const text = (value: string): Expression => ({ kind: "string", value, span });
  return node.templateSpans.reduce<Expression | undefined>((before, part) => {
    const value = given(part.expression, names, making);
    if (before === undefined || value === undefined) return undefined;
    return joined(joined(before, value, span), text(part.literal.text), span);
  }, text(node.head.text));
}

function joined(left: Expression, right: Expression, span: Span): Expression {
  return { kind: "binary", operator: "+", left, right, operatorSpan: span, span };
}
