/**
 * Takes a function; gives the kinds of number that its tests and clauses ask of its unmarked parameters (SEMANTICS,
 * section 1): a test that no integer fails makes a `double` of what it is applied to, arithmetic with a fraction a `real`.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { type FunctionSite, withoutParentheses } from "../world/functions.js";
import { joinKinds, kindOfLiteral, type NumberKind } from "./number-kind.js";

/** Kinds that tests and clauses ask of unmarked parameters, by name. */
export function learntKinds(site: FunctionSite): ReadonlyMap<string, NumberKind> {
  const found = new Map<string, NumberKind>();
  const learn = (name: string, kind: NumberKind): void => {
    found.set(name, joinKinds(found.get(name) ?? kind, kind));
  };
  if (site.node.body !== undefined) learnFromCode(site.node.body, learn);
  for (const clause of site.clauses) {
    if ("expression" in clause) learnFromClause(clause.expression, learn);
    if (clause.keyword === "decreases" && clause.measure !== "*")
      for (const e of clause.measure) learnFromClause(e, learn);
  }
  return found;
}

type Learn = (name: string, kind: NumberKind) => void;

const doubleTests = /^(?:Number\.(?:isInteger|isSafeInteger|isNaN|isFinite)|isNaN|isFinite|Object\.is)$/u;

/** `Number.isInteger(n)`, `Object.is(n, -0)`, `n === NaN`: they tell doubles apart that no integer is. */
function learnFromCode(node: ts.Node, learn: Learn): void {
  if (ts.isCallExpression(node) && doubleTests.test(globalName(node.expression))) {
    for (const argument of node.arguments) {
      const root = rootOf(argument);
      if (root !== undefined) learn(root, "double");
    }
  }
  if (ts.isBinaryExpression(node)) {
    const sides = [node.left, node.right];
    if (sides.some((s) => ts.isIdentifier(s) && s.text === "NaN")) {
      for (const side of sides) {
        const root = rootOf(side);
        if (root !== undefined && root !== "NaN") learn(root, "double");
      }
    }
  }
  ts.forEachChild(node, (child) => learnFromCode(child, learn));
}

/** `Number.isInteger`, however it is spaced or put in parentheses. */
export function globalName(callee: ts.Expression): string {
  const node = withoutParentheses(callee);
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? `${globalName(node.expression)}.${node.name.text}` : "";
}

/** The variable whose element, or which itself, the expression is. */
function rootOf(node: ts.Expression): string | undefined {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return rootOf(node.expression);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return rootOf(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return rootOf(node.operand);
  if (ts.isElementAccessExpression(node)) return rootOf(node.expression);
  return ts.isIdentifier(node) ? node.text : undefined;
}

function learnFromClause(e: Expression, learn: Learn): void {
  if (e.kind === "call" && doubleTests.test(dotted(e.callee))) {
    for (const argument of e.args) {
      const root = clauseRoot(argument);
      if (root !== undefined) learn(root, "double");
    }
  }
  if (e.kind === "binary" && arithmetic.has(e.operator)) {
    const numbers = flatNumbers(e);
    if (numbers.some((n) => n.kind === "number" && kindOfLiteral(n.value) === "real")) {
      for (const n of numbers) {
        const root = clauseRoot(n);
        if (root !== undefined && n.kind !== "result") learn(root, "real");
      }
    }
    if (numbers.some((n) => n.kind === "name" && n.name === "NaN")) {
      for (const n of numbers) if (n.kind === "name" && n.name !== "NaN") learn(n.name, "double");
    }
  }
  for (const part of parts(e)) learnFromClause(part, learn);
}

const arithmetic: ReadonlySet<string> = new Set(["+", "-", "*", "<", "<=", ">", ">=", "===", "!=="]);

/** The operands of arithmetic and comparison, as far as they are joined by these. */
function flatNumbers(e: Expression): readonly Expression[] {
  if (e.kind === "binary" && arithmetic.has(e.operator)) return [...flatNumbers(e.left), ...flatNumbers(e.right)];
  if (e.kind === "unary" && (e.operator === "-" || e.operator === "+")) return flatNumbers(e.operand);
  return [e];
}

function dotted(e: Expression): string {
  if (e.kind === "name") return e.name;
  return e.kind === "member" ? `${dotted(e.object)}.${e.property}` : "";
}

function clauseRoot(e: Expression): string | undefined {
  if (e.kind === "name") return e.name;
  if (e.kind === "result") return "\\result";
  if (e.kind === "index") return clauseRoot(e.object);
  if (e.kind === "unary") return clauseRoot(e.operand);
  return e.kind === "nonNull" || e.kind === "old" ? clauseRoot(e.of) : undefined;
}

function parts(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "old":
    case "nonNull":
      return [e.of];
    case "unary":
      return [e.operand];
    case "binary":
      return [e.left, e.right];
    case "conditional":
      return [e.condition, e.then, e.else];
    case "member":
      return [e.object];
    case "index":
      return [e.object, e.index];
    case "call":
      return [e.callee, ...e.args];
    case "array":
      return e.items;
    case "object":
      return e.properties.map((p) => p.value);
    case "quantifier":
    case "lambda":
      return [e.body];
    case "let":
      return [e.value, e.body];
    default:
      return [];
  }
}
