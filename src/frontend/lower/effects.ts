/**
 * Takes expressions of code; says whether evaluating them may change anything that another operand could see:
 * assignments, calls that are statements in the IR, `push`. Functions inside are not entered, but those that an array's
 * method calls: where they have effects, so has the call.
 */
import ts from "typescript";
import { changing } from "../elaborate/arrays.js";
import { getterOf, projectCallee } from "../elaborate/callee.js";
import { inlineCallee } from "../elaborate/inline-callee.js";
import { changesCollection } from "../types/collections.js";
import { objectMember } from "../types/dictionaries.js";
import type { Body } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { assignmentPattern, isAssignment, isPatternTarget, leavesOf } from "../world/patterns.js";
import { runsAsLoop } from "./callback-methods.js";
import { classMade } from "./construct.js";

export function hasEffects(node: ts.Node, body: Body): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (isAssignment(node) || isSequence(node) || ts.isDeleteExpression(node)) return true;
  if (ts.isCallExpression(node) && callHasEffects(node, body)) return true;
  if (ts.isNewExpression(node) && classMade(node, body) !== undefined) return true;
  if (ts.isPropertyAccessExpression(node) && readHasEffects(node, body)) return true;
  let found = false;
  ts.forEachChild(node, (child) => {
    found ||= hasEffects(child, body);
  });
  return found;
}

/** `a, b` and `void a` evaluate something for nothing, which may fail: a statement of its own, done in its turn. */
function isSequence(node: ts.Node): boolean {
  return (
    ts.isVoidExpression(node) || (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken)
  );
}

/** `toSorted` asks its comparator, which is done step by step. */
const doneInSteps: ReadonlySet<string> = new Set([...changing, "toSorted"]);

export function callHasEffects(node: ts.CallExpression, body: Body): boolean {
  if (isArbitrary(node, body)) return true;
  // By name alone, whatever the receiver is: too many effects cost nothing but a temporary.
  const { expression: callee } = node;
  if (ts.isPropertyAccessExpression(callee) && doneInSteps.has(callee.name.text) && !isFilledAnew(callee)) return true;
  if (assignsInto(node, body)) return true;
  if (changesCollection(node, body.site.file.checker) || runsAsLoop(node, body) !== undefined) return true;
  const site = projectCallee(node, body);
  if (site === undefined) return inlineCallee(node, body) !== undefined;
  return !body.termsOnly && !body.world.isTermInCode(site);
}

/** `Object.assign(o, …)` where o is no new object. */
function assignsInto(node: ts.CallExpression, body: Body): boolean {
  const [target] = node.arguments;
  if (target === undefined || objectMember(node.expression, body.site.file.checker) !== "assign") return false;
  const inner = withoutParentheses(target);
  return !(ts.isObjectLiteralExpression(inner) && inner.properties.length === 0);
}

/** `new Array(n).fill(x)` is one value. */
function isFilledAnew(callee: ts.PropertyAccessExpression): boolean {
  const made = withoutParentheses(callee.expression);
  const name = ts.isNewExpression(made) || ts.isCallExpression(made) ? made.expression : undefined;
  return callee.name.text === "fill" && name !== undefined && ts.isIdentifier(name) && name.text === "Array";
}

/** A getter that is no term runs statements. */
function readHasEffects(node: ts.PropertyAccessExpression, body: Body): boolean {
  const getter = getterOf(node, body);
  return getter !== undefined && !body.termsOnly && !body.world.isTermInCode(getter);
}

/** The call is one that `havoc key` before the statement is about. */
export function isArbitrary(node: ts.CallExpression, body: Body): boolean {
  return body.arbitraryCalls.some(({ key }) => matchesKey(node, key));
}

function matchesKey(node: ts.CallExpression, key: string): boolean {
  const text = node.expression.getText().replace(/\s+/gu, "");
  return text === key || text.endsWith(`.${key}`);
}

/** The variables that some assignment in the tree re-points. */
export function assignedIn(tree: ts.Node, checker: ts.TypeChecker): ReadonlySet<ts.Symbol> {
  const found = new Set<ts.Symbol>();
  const note = (target: ts.Expression): void => {
    if (ts.isParenthesizedExpression(target) || ts.isNonNullExpression(target)) {
      note(target.expression);
      return;
    }
    if (isPatternTarget(target)) {
      const pattern = assignmentPattern(target);
      if (pattern.kind !== "unread") leavesOf(pattern).forEach(note);
      return;
    }
    const symbol = ts.isIdentifier(target) ? checker.getSymbolAtLocation(target) : undefined;
    if (symbol !== undefined) found.add(symbol);
  };
  const visit = (node: ts.Node): void => {
    if (isAssignment(node)) {
      if (ts.isBinaryExpression(node)) note(node.left);
      if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) note(node.operand);
    }
    if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && !ts.isVariableDeclarationList(node.initializer)) {
      note(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
