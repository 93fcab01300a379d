/**
 * Takes the statements of a function without effects; gives the one expression that they are: `return`, `if`, `const` and
 * `switch`, each with what stands behind it on its ways.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { dataType, unitSort } from "../../ir/index.js";
import { unsupported } from "../syntax/refusal.js";
import type { Body } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { declareCallbackName, type FunctionNode, settled } from "./callback.js";
import { spanOf, toSyntax } from "./expression.js";

/** By their form. */
export function arePlain(list: readonly ts.Statement[], checker: ts.TypeChecker): boolean {
  return list.every((s, i) => {
    if (ts.isReturnStatement(s)) return s.expression !== undefined;
    if (ts.isBlock(s)) return arePlain(s.statements, checker);
    if (ts.isIfStatement(s)) {
      return (
        arePlain([s.thenStatement], checker) && (s.elseStatement === undefined || arePlain([s.elseStatement], checker))
      );
    }
    if (ts.isSwitchStatement(s)) return isPlainSwitch(s, i === list.length - 1, checker);
    if (!ts.isVariableStatement(s)) return false;
    const { declarations, flags } = s.declarationList;
    const isConst = (flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
    return isConst && declarations.every((d) => ts.isIdentifier(d.name) && d.initializer !== undefined);
  });
}

function isPlainSwitch(node: ts.SwitchStatement, isLast: boolean, checker: ts.TypeChecker): boolean {
  const { clauses } = node.caseBlock;
  const isClosed = !isLast || clauses.some(ts.isDefaultClause) || looksCovered(node, checker);
  return isClosed && clauses.every((c, i) => arePlain(runsOn(clauses, i), checker) && c.statements.every(isRead));
}

/** A `break` ends a case, and stands nowhere else. */
function isRead(statement: ts.Statement): boolean {
  if (ts.isBreakStatement(statement)) return statement.label === undefined;
  return ts.isBlock(statement) ? statement.statements.every(isRead) : true;
}

/** By TypeScript's types: `coversAll` asks the sort once more. */
function looksCovered(node: ts.SwitchStatement, checker: ts.TypeChecker): boolean {
  const inner = withoutParentheses(node.expression);
  if (!ts.isPropertyAccessExpression(inner)) return false;
  const type = checker.getTypeAtLocation(inner);
  const named = namedCases(node);
  return type.isUnion() && type.types.every((t) => t.isLiteral() && named.has(t.value as string | number));
}

export function resultSyntax(node: FunctionNode, body: Body): Expression {
  if (node.body === undefined) return refuseMissing(node, body);
  return ts.isBlock(node.body) ? statements(node.body.statements, node, body) : toSyntax(node.body, body);
}

/** Statements up to the first that surely returns. */
function statements(list: readonly ts.Statement[], fn: FunctionNode, body: Body): Expression {
  const [first, ...rest] = list;
  if (first === undefined) return refuseMissing(fn, body);
  if (ts.isReturnStatement(first) && first.expression !== undefined) return toSyntax(first.expression, body);
  if (ts.isSwitchStatement(first)) return switched(first, rest, fn, body);
  if (ts.isBlock(first)) return statements([...first.statements, ...rest], fn, body);
  if (ts.isIfStatement(first)) {
    const otherwise = first.elseStatement === undefined ? rest : [first.elseStatement, ...rest];
    return {
      kind: "conditional",
      condition: toSyntax(first.expression, body),
      // biome-ignore lint/suspicious/noThenProperty: the syntax tree calls the branch by its name; nobody awaits it.
      then: statements([first.thenStatement, ...rest], fn, body),
      else: statements(otherwise, fn, body),
      span: spanOf(first, body),
    };
  }
  if (!ts.isVariableStatement(first)) return refuseMissing(first, body);
  const bindings = first.declarationList.declarations.map((d) => {
    if (!ts.isIdentifier(d.name) || d.initializer === undefined) return refuseMissing(d, body);
    const value = toSyntax(d.initializer, body);
    return { name: declareCallbackName(d.name, settled(value, body)?.sort ?? unitSort, body), value };
  });
  const span = spanOf(first, body);
  const inner = statements(rest, fn, body);
  return bindings.reduceRight<Expression>((result, b) => ({ kind: "let", ...b, body: result, span }), inner);
}

/** The first case that is equal, and what runs on from it; else the default, or what stands behind. */
function switched(node: ts.SwitchStatement, rest: readonly ts.Statement[], fn: FunctionNode, body: Body): Expression {
  const { clauses } = node.caseBlock;
  const from = (clause: ts.CaseOrDefaultClause): Expression =>
    statements([...runsOn(clauses, clauses.indexOf(clause)), ...rest], fn, body);
  const cases = clauses.filter(ts.isCaseClause);
  const last = clauses.find(ts.isDefaultClause) ?? (coversAll(node, body) ? cases.at(-1) : undefined);
  const otherwise = last === undefined ? statements(rest, fn, body) : from(last);
  return cases
    .filter((clause) => clause !== last)
    .reduceRight<Expression>((other, clause) => {
      const span = spanOf(clause, body);
      const [left, right] = [toSyntax(node.expression, body), toSyntax(clause.expression, body)];
      const condition: Expression = { kind: "binary", operator: "===", left, right, operatorSpan: span, span };
      // biome-ignore lint/suspicious/noThenProperty: the syntax tree calls the branch by its name; nobody awaits it.
      return { kind: "conditional", condition, then: from(clause), else: other, span };
    }, otherwise);
}

/** The statements from a clause on, up to the `break` that ends them. */
function runsOn(clauses: readonly ts.CaseOrDefaultClause[], first: number): readonly ts.Statement[] {
  const found: ts.Statement[] = [];
  for (const statement of clauses.slice(first).flatMap((clause) => flattened(clause.statements))) {
    if (ts.isBreakStatement(statement)) return found;
    found.push(statement);
  }
  return found;
}

/** A block among the statements of a case is its statements: names are told apart by what they name. */
function flattened(list: readonly ts.Statement[]): readonly ts.Statement[] {
  return list.flatMap((s) => (ts.isBlock(s) ? flattened(s.statements) : [s]));
}

/** The cases name every member of a union of objects by its field, so that the last needs no test. */
function coversAll(node: ts.SwitchStatement, body: Body): boolean {
  const inner = withoutParentheses(node.expression);
  if (!ts.isPropertyAccessExpression(inner) || inner.questionDotToken !== undefined) return false;
  const sort = settled(toSyntax(inner.expression, body), body)?.sort;
  const type = sort?.kind === "data" ? dataType(body.cx.table.types, sort.name) : undefined;
  if (type?.shape !== "union" || type.discriminant !== inner.name.text) return false;
  const named = namedCases(node);
  return type.constructors.every((c) => c.tag !== undefined && named.has(c.tag));
}

function namedCases(node: ts.SwitchStatement): ReadonlySet<string | number | boolean> {
  return new Set(node.caseBlock.clauses.flatMap((c) => (ts.isCaseClause(c) ? (literalValue(c.expression) ?? []) : [])));
}

function literalValue(node: ts.Expression): string | number | boolean | undefined {
  const inner = withoutParentheses(node);
  if (ts.isStringLiteralLike(inner)) return inner.text;
  if (ts.isNumericLiteral(inner)) return Number(inner.text);
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return true;
  return inner.kind === ts.SyntaxKind.FalseKeyword ? false : undefined;
}

function refuseMissing(node: ts.Node, body: Body): never {
  return unsupported({
    code: "unsupported.function-value",
    span: spanOf(node, body),
    message: "The function does not return a value on every path.",
    hint: "Return one, or write a loop.",
  });
}
