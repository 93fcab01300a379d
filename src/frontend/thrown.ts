/**
 * Takes what is thrown; gives what is known of it where it is caught: its name and message, and for each class that an
 * `instanceof` of the file asks for, whether it is one. Errors are of JavaScript's own classes, or of classes of the
 * project that do no more than name one.
 */
import ts from "typescript";
import { bool, boolTerm, type Sort, stringSort, type Term, type Variable } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { type Body, type Handler, undetermined } from "./body.js";
import { aliased } from "./callee.js";
import { withoutParentheses } from "./functions.js";

const natives: ReadonlySet<string> = new Set([
  "Error",
  "RangeError",
  "TypeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
]);

/** Fields of what is caught besides those of `Error` are named so that no program can name them. */
function classField(name: string): string {
  return `instanceof ${name}`;
}

const textField = "as text";

/** The classes on the right of `instanceof` in the file, with their symbols where they are the project's own. */
export function classesAskedFor(node: ts.Node, body: Body): ReadonlyMap<string, ts.Symbol | undefined> {
  const found = new Map<string, ts.Symbol | undefined>();
  const { checker } = body.site.file;
  const visit = (at: ts.Node): void => {
    if (isInstanceOf(at) && ts.isIdentifier(at.right)) {
      const symbol = checker.getSymbolAtLocation(at.right);
      const own = symbol && aliased(symbol, checker);
      found.set(classField(at.right.text), isNative(at.right, body) ? undefined : own);
    }
    ts.forEachChild(at, visit);
  };
  visit(node.getSourceFile());
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isInstanceOf(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
}

function isNative(name: ts.Identifier, body: Body): boolean {
  if (!natives.has(name.text)) return false;
  const declarations = body.site.file.checker.getSymbolAtLocation(name)?.declarations ?? [];
  return declarations.every((d) => body.world.project.fileOf(d.getSourceFile()) === undefined);
}

export function errorSort(classes: Handler["classes"], body: Body): Sort {
  const texts = ["message", "name", textField].map((name) => ({ name, sort: stringSort, optional: false }));
  const tests = [...classes.keys()].map((name) => ({ name, sort: bool, optional: false }));
  return body.cx.table.record([...texts, ...tests], "Error");
}

/** A class of errors: its own symbols up to JavaScript's class that it stands for. */
export interface ErrorClass {
  readonly shown: string;
  readonly native: string;
  readonly own: readonly ts.Symbol[];
}

export function errorClass(written: ts.Expression, body: Body): ErrorClass | undefined {
  const node = withoutParentheses(written);
  if (!ts.isIdentifier(node)) return undefined;
  if (isNative(node, body)) return { shown: node.text, native: node.text, own: [] };
  const { checker } = body.site.file;
  const symbol = checker.getSymbolAtLocation(node);
  return symbol === undefined ? undefined : ownClass(aliased(symbol, checker), node.text, body);
}

function ownClass(symbol: ts.Symbol, shown: string, body: Body): ErrorClass | undefined {
  const declaration = symbol.declarations?.find(ts.isClassDeclaration);
  const parent = declaration?.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (declaration === undefined || parent === undefined || !declaration.members.every(isPlainMember)) return undefined;
  const above = errorClass(parent.expression, body);
  return above && { shown, native: above.native, own: [symbol, ...above.own] };
}

/** Makes an error and does nothing else: fields with constants, a constructor that hands on and keeps its parameters. */
function isPlainMember(member: ts.ClassElement): boolean {
  if (ts.isPropertyDeclaration(member)) return member.initializer === undefined || isConstant(member.initializer);
  if (!ts.isConstructorDeclaration(member)) return false;
  return (member.body?.statements ?? []).every((s) => ts.isExpressionStatement(s) && isPlainStep(s.expression));
}

function isPlainStep(node: ts.Expression): boolean {
  if (ts.isCallExpression(node)) {
    return node.expression.kind === ts.SyntaxKind.SuperKeyword && node.arguments.every(isConstant);
  }
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    node.left.expression.kind === ts.SyntaxKind.ThisKeyword &&
    isConstant(node.right)
  );
}

/** Literals, names, and texts of names: turning these into text runs no code of the program. */
function isConstant(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isIdentifier(node)) return true;
  if (ts.isAsExpression(node)) return isConstant(node.expression);
  return ts.isTemplateExpression(node) && node.templateSpans.every((s) => isConstant(s.expression));
}

/** The record of an error just made. What is not known of it is arbitrary. */
export function madeError(
  made: ErrorClass,
  message: string | undefined,
  handler: Handler,
  span: Span,
  body: Body,
): Term {
  const { sort } = handler.error;
  const anyText = (): Term => ({ kind: "variable", ...undetermined(body, stringSort, span) });
  const text = (value: string): Term => ({ kind: "literal", value: { kind: "string", value }, sort: stringSort });
  const isOwn = made.own.length > 0;
  const name = isOwn ? anyText() : text(made.native);
  const told = isOwn || message === undefined ? anyText() : text(message);
  const tests = [...handler.classes].map(([field, symbol]) => boolTerm(isOf(made, field, symbol)));
  const args = [told, name, anyText(), ...tests];
  return sort.kind === "data" ? { kind: "construct", sort, constructor: sort.name, args, span } : told;
}

function isOf({ native, own }: ErrorClass, field: string, symbol: ts.Symbol | undefined): boolean {
  if (symbol !== undefined) return own.includes(symbol);
  return field === classField("Error") || field === classField(native);
}

/** An error of which nothing is known, but that it is one. */
export function unknownError(handler: Handler, span: Span, body: Body): Variable {
  return undetermined(body, handler.error.sort, span, "error");
}

/** The field that answers `e instanceof X`, where e is what was caught. */
export function testOfCaught(node: ts.BinaryExpression, body: Body): string | undefined {
  if (!isInstanceOf(node) || !ts.isIdentifier(node.right)) return undefined;
  return caughtVariable(node.left, body) === undefined ? undefined : classField(node.right.text);
}

/** `String(e)`: some text. */
export function textOfCaught(): string {
  return textField;
}

/** The variable that holds what was caught, if the expression names it, whatever type it is taken for. */
export function caughtVariable(written: ts.Expression, body: Body): Variable | undefined {
  let node = written;
  while (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) node = node.expression;
  const symbol = ts.isIdentifier(node) ? body.site.file.checker.getSymbolAtLocation(node) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !ts.isCatchClause(declaration.parent)) return undefined;
  return body.locals.get(symbol)?.variable;
}
