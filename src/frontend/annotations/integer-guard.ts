/**
 * Takes a statement that stands directly in a function; where it leaves the function unless a parameter is an integer
 * (`if (!Number.isInteger(n)) throw …`), goes on with the parameter as the exact integer it then is (SEMANTICS, section
 * 1). The conversion is the partial `double.toInt`, owed like any other. Only functions with loops gain by it: integers
 * are what their counters are compared with.
 */
import ts from "typescript";
import { apply, intSort, type Term, type Variable } from "../../ir/index.js";
import { spanOf } from "../lower/expression.js";
import { isLoop } from "../lower/loop.js";
import { endsAbruptly } from "../syntax/endings.js";
import { globalName } from "../types/learnt-kinds.js";
import { type Body, emit } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";

export function goOnWithInteger(node: ts.Statement, body: Body): void {
  if (!ts.isIfStatement(node) || node.elseStatement !== undefined || !endsAbruptly([node.thenStatement])) return;
  for (const name of refusedFractions(node.expression)) {
    const symbol = body.site.file.checker.getSymbolAtLocation(name);
    const local = symbol && body.locals.get(symbol);
    if (symbol === undefined || local === undefined || local.assigned || body.marks.has(name.text)) continue;
    if (local.variable.sort.kind !== "double" || !body.parameters.has(symbol)) continue;
    const span = spanOf(node, body);
    const variable: Variable = { name: `${local.variable.name}$int`, sort: intSort };
    const old: Term = { kind: "variable", ...local.variable };
    emit(body, { kind: "let", variable, value: apply("double.toInt", [old], intSort, span), span });
    body.names.set(symbol, variable.name);
    body.locals.set(symbol, { ...local, variable });
    body.tokens.set(variable.name, { kind: "variable", variable });
  }
}

export function hasLoop(node: ts.Node): boolean {
  if (ts.isStatement(node) && isLoop(node)) return true;
  return ts.forEachChild(node, (child) => (hasLoop(child) ? true : undefined)) === true;
}

/** The names that the condition is true of where they are no integers: disjuncts `!Number.isInteger(n)`. */
function refusedFractions(condition: ts.Expression): readonly ts.Identifier[] {
  const node = withoutParentheses(condition);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken) {
    return [...refusedFractions(node.left), ...refusedFractions(node.right)];
  }
  if (!ts.isPrefixUnaryExpression(node) || node.operator !== ts.SyntaxKind.ExclamationToken) return [];
  const call = withoutParentheses(node.operand);
  if (!ts.isCallExpression(call) || !/^Number\.is(?:Safe)?Integer$/u.test(globalName(call.expression))) return [];
  const [argument] = call.arguments;
  return argument !== undefined && ts.isIdentifier(argument) ? [argument] : [];
}
