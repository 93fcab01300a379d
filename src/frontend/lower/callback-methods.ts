/**
 * Takes calls of code; says which are of methods that call a function for each element, and whether such a call is a loop:
 * where the function has effects, or is no expression. The others are terms (`callback`).
 */
import ts from "typescript";
import { siteOfSymbol } from "../elaborate/callee.js";
import { functionValue } from "../elaborate/inline-callee.js";
import { attempt } from "../syntax/refusal.js";
import { collectionForm } from "../types/collections.js";
import type { Body } from "../world/body.js";
import { isLibrary } from "../world/executable-names.js";
import { withoutParentheses } from "../world/functions.js";
import { isPureCallback } from "./callback.js";
import { spanOf } from "./expression.js";
import { symbolOf } from "./name.js";

/** Methods of arrays that take a function of the elements. */
export const elementMethods = [
  "every",
  "filter",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
  "flatMap",
  "forEach",
  "map",
  "reduce",
  "reduceRight",
  "some",
] as const;

export type CallbackMethod = (typeof elementMethods)[number] | "Array.from";

export interface CallbackCall {
  readonly method: CallbackMethod;
  /** What is gone through; of `Array.from`, its first argument. */
  readonly object: ts.Expression;
  readonly fn: ts.Expression;
  /** Of `reduce`: what it starts with. */
  readonly start: ts.Expression | undefined;
}

/** The method by its name alone, for who has no types: the function is written in the call. */
export function callbackByForm(node: ts.Node): ts.ArrowFunction | ts.FunctionExpression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { name, expression } = node.expression;
  const isFrom = name.text === "from" && ts.isIdentifier(expression) && expression.text === "Array";
  if (!isFrom && !elementMethods.some((method) => method === name.text)) return undefined;
  const fn = node.arguments[isFrom ? 1 : 0];
  return fn !== undefined && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) ? fn : undefined;
}

export function callbackCall(node: ts.CallExpression, checker: ts.TypeChecker): CallbackCall | undefined {
  const callee = withoutParentheses(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || ts.isOptionalChain(node)) return undefined;
  const declarations = checker.getSymbolAtLocation(callee.name)?.declarations ?? [];
  if (declarations.length === 0 || !declarations.every(isLibrary) || node.arguments.some(ts.isSpreadElement)) {
    return undefined;
  }
  const [first, second, third] = node.arguments;
  if (callee.name.text === "from" && isArrayName(callee.expression, checker)) {
    if (first === undefined || second === undefined || third !== undefined) return undefined;
    return { method: "Array.from", object: first, fn: second, start: undefined };
  }
  const method = elementMethods.find((name) => name === callee.name.text);
  if (method === undefined || first === undefined || third !== undefined) return undefined;
  const isFold = method === "reduce" || method === "reduceRight";
  if (second !== undefined && !isFold) return undefined;
  if (!isGoneThrough(callee.expression, method, checker)) return undefined;
  return { method, object: callee.expression, fn: first, start: second };
}

function isArrayName(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isIdentifier(node) || node.text !== "Array") return false;
  return (checker.getSymbolAtLocation(node)?.declarations ?? []).every(isLibrary);
}

function isGoneThrough(node: ts.Expression, method: CallbackMethod, checker: ts.TypeChecker): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  if (checker.isArrayType(type) || checker.isTupleType(type)) return true;
  return method === "forEach" && collectionForm(type) !== undefined;
}

/** The call is done by statements: its function has effects, or the author says something of its rounds. */
export function runsAsLoop(node: ts.CallExpression, body: Body): CallbackCall | undefined {
  if (body.termsOnly) return undefined;
  const call = callbackCall(node, body.site.file.checker);
  if (call === undefined) return undefined;
  const mayBeTerm = call.method === "flatMap" ? givesPrimitives(node, call.fn, body) : call.method !== "forEach";
  const isTerm = mayBeTerm && !hasClauses(node, body);
  return isTerm && isTermCallback(call.fn, body) ? undefined : call;
}

/** The function returns an array, of values that nothing can change: copies of objects are followed in a loop alone. */
function givesPrimitives(node: ts.CallExpression, fn: ts.Expression, body: Body): boolean {
  const { checker } = body.site.file;
  const element = checker.getIndexTypeOfType(checker.getTypeAtLocation(node), ts.IndexKind.Number);
  const parts = element?.isUnion() === true ? element.types : element === undefined ? [] : [element];
  const [signature] = checker.getTypeAtLocation(fn).getCallSignatures();
  const returned = signature && checker.getReturnTypeOfSignature(signature);
  const primitive = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike;
  const isArray = returned !== undefined && checker.isArrayType(returned);
  return isArray && parts.length > 0 && parts.every((part) => (part.flags & primitive) !== 0);
}

function hasClauses(node: ts.CallExpression, body: Body): boolean {
  return body.site.file.attachments.loops.has(node);
}

function isTermCallback(fn: ts.Expression, body: Body): boolean {
  const found = functionValue(fn, body);
  if (found !== undefined && found.site === undefined) return isPureCallback(found, body);
  const inner = withoutParentheses(fn);
  const symbol = ts.isIdentifier(inner) ? symbolOf(inner, body) : undefined;
  const site = symbol === undefined ? undefined : siteOfSymbol(symbol, body);
  // What is no function of the project is refused, or read, where the term is made.
  if (site === undefined || body.world.isTermInCode(site)) return true;
  return "value" in attempt(() => body.world.pureCallee(site.id, spanOf(fn, body)));
}
