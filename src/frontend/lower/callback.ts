/**
 * Takes a call of an array's method with a function as its argument; gives it in the syntax of clauses, where the
 * function's body has no effects and is made of `const`, `if`, `switch` and `return` alone.
 * Names in the body are resolved as everywhere in code: by their symbols. A function in a local constant stands for
 * itself: what it captures is what its variables hold when it is called.
 */
import ts from "typescript";
import type { Binder, Expression } from "../../contract/index.js";
import {
  arrayGet,
  arrayLength,
  natSort,
  type Sort,
  sameRepresentation,
  substitute,
  type Term,
  tabulate,
  unitSort,
  type Variable,
  variable,
} from "../../ir/index.js";
import { functionValueOf } from "../elaborate/applications.js";
import { hasCallback } from "../elaborate/array-callbacks.js";
import { siteOfSymbol } from "../elaborate/callee.js";
import { elaborate } from "../elaborate/elaborate.js";
import { functionValue } from "../elaborate/inline-callee.js";
import { rootOfTaker } from "../syntax/callback-globals.js";
import { type Elaborated, ofTerm } from "../syntax/entity.js";
import { attempt, unsupported } from "../syntax/refusal.js";
import { coerce } from "../types/coerce.js";
import { kindOf } from "../types/number-kind.js";
import { optionOf, someSort } from "../types/type-table.js";
import { sortOfType } from "../types/types.js";
import type { Body, InlineCallee } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { arePlain, resultSyntax } from "./callback-body.js";
import { hasEffects } from "./effects.js";
import { operands, spanOf, toSyntax } from "./expression.js";
import { isGlobal, symbolOf } from "./name.js";
import { namedTerm } from "./pattern.js";

export type FunctionNode = ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration;

/** `xs.map(f)`, `Array.from({ length: n }, f)`; undefined where the call is something else. */
export function callWithCallback(node: ts.CallExpression, body: Body): Expression | undefined {
  const callee = withoutParentheses(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (isArrayFrom(callee, body)) return node.arguments.length === 2 ? arrayFrom(node, callee, body) : undefined;
  if (!hasCallback(callee.name.text)) return undefined;
  const [fn, ...others] = node.arguments;
  if (fn === undefined) return undefined;
  const [object, ...rest] = operands([callee.expression, ...others], body);
  if (object === undefined) return undefined;
  const sort = present(settled(object, body)?.sort, body);
  if (sort?.kind !== "array") return undefined;
  const given: readonly Sort[] = [sort.element, { kind: "int" }, sort];
  const [start] = rest;
  const accumulated = start === undefined ? sort.element : (settled(start, body)?.sort ?? { kind: "int" });
  const isFold = callee.name.text === "reduce" || callee.name.text === "reduceRight";
  const callback = callbackSyntax(fn, isFold ? [accumulated, ...given] : given, body);
  const span = spanOf(node, body);
  const propertySpan = spanOf(callee.name, body);
  const optional = callee.questionDotToken !== undefined;
  const narrowed =
    callee.name.text === "filter" && !ts.isOptionalChain(node)
      ? narrowedElement(node, callee.expression, sort.element, body)
      : undefined;
  const method = { kind: "member", object, property: callee.name.text, propertySpan, optional } as const;
  const call: Expression = {
    kind: "call",
    callee: { ...method, span: spanOf(callee, body) },
    args: [callback, ...rest],
    optional: false,
    span,
  };
  return narrowed === undefined ? call : narrowedArray(call, narrowed, body);
}

/** What a type predicate makes of the elements, where that is another sort than the array's. */
function narrowedElement(node: ts.CallExpression, object: ts.Expression, element: Sort, body: Body): Sort | undefined {
  const { checker } = body.site.file;
  const given = checker.getIndexTypeOfType(checker.getTypeAtLocation(object), ts.IndexKind.Number);
  const taken = checker.getIndexTypeOfType(checker.getTypeAtLocation(node), ts.IndexKind.Number);
  if (taken === undefined || given === taken) return undefined;
  const option = optionOf(element, body.cx.table.types);
  const kind = kindOf(option === undefined ? element : someSort(option)) ?? "int";
  const sort = sortOfType(taken, kind, spanOf(node, body), body.world.reader(body.site.file));
  return sameRepresentation(sort, element) ? undefined : sort;
}

/** Soundness: that each element is what the predicate says is owed, and not taken from the type checker. */
function narrowedArray(call: Expression, element: Sort, body: Body): Expression {
  const whole = settled(call, body);
  if (whole === undefined) return call;
  const index: Variable = { name: body.cx.freshBinder("k"), sort: natSort };
  const at = variable(index.name, natSort);
  const isComputed = whole.kind === "tabulate";
  const one = isComputed ? substitute(whole.body, new Map([[whole.binder.name, at]])) : arrayGet(whole, at, call.span);
  const fitted = attempt(() => coerce(ofTerm(one), element, call.span, body.cx));
  if (!("value" in fitted)) return call;
  const { value } = fitted;
  const length = isComputed ? whole.length : arrayLength(whole);
  return namedTerm(tabulate(length, index, value, call.span), call.span, body);
}

/** What the method is called on, where it is there: of a chain it is, and elsewhere that is owed. */
function present(sort: Sort | undefined, body: Body): Sort | undefined {
  const option = sort && optionOf(sort, body.cx.table.types);
  return option === undefined ? sort : someSort(option);
}

function isArrayFrom(callee: ts.PropertyAccessExpression, body: Body): boolean {
  const root = callee.expression;
  return ts.isIdentifier(root) && callee.name.text === "from" && isGlobal(root.text, symbolOf(root, body), body);
}

function arrayFrom(node: ts.CallExpression, callee: ts.PropertyAccessExpression, body: Body): Expression | undefined {
  const [source, fn] = node.arguments;
  if (source === undefined || fn === undefined) return undefined;
  const from = arrayLike(source, body);
  const value = from.kind === "object" ? undefined : settled(from, body);
  const element = value?.sort.kind === "array" ? value.sort.element : unitSort;
  const callback = callbackSyntax(fn, [element, { kind: "int" }], body);
  const span = spanOf(node, body);
  return { kind: "call", callee: toSyntax(callee, body), args: [from, callback], optional: false, span };
}

/** `{ length: n }` is no value of a type: it is read as it stands. */
function arrayLike(node: ts.Expression, body: Body): Expression {
  const inner = withoutParentheses(node);
  if (!ts.isObjectLiteralExpression(inner)) return toSyntax(node, body);
  const [only] = inner.properties;
  const isLength = inner.properties.length === 1 && only?.name?.getText() === "length";
  const span = spanOf(inner, body);
  if (isLength && only !== undefined && ts.isPropertyAssignment(only)) {
    const value = toSyntax(only.initializer, body);
    return { kind: "object", properties: [{ name: "length", value, span: spanOf(only, body) }], span };
  }
  if (isLength && only !== undefined && ts.isShorthandPropertyAssignment(only)) {
    const value = toSyntax(only.name, body);
    return { kind: "object", properties: [{ name: "length", value, span: spanOf(only, body) }], span };
  }
  return toSyntax(node, body);
}

/** The sort that the expression's value has by itself. */
export function settled(e: Expression, body: Body): Term | undefined {
  const value: Elaborated = elaborate(e, body.cx);
  return value.kind === "term" ? value.term : undefined;
}

/** `sorts` are those of the arguments that it will be given. */
export function callbackSyntax(node: ts.Expression, sorts: readonly Sort[], outer: Body): Expression {
  const found = functionValue(node, outer);
  if (found === undefined || !isLocal(found.node)) {
    return ofGlobal(withoutParentheses(node), sorts, outer) ?? byName(node, outer);
  }
  const fn = found.node;
  const body = inScope(found, outer);
  refuseForm(fn, body);
  const parameters = fn.parameters.map((p, i) => parameter(p, sorts[i] ?? unitSort, body));
  const value = resultSyntax(fn, body);
  const wrapped = parameters.reduceRight((rest, p) => p.wrap(rest), value);
  outer.counter = body.counter;
  return { kind: "lambda", parameters: parameters.map((p) => p.binder), body: wrapped, span: spanOf(node, outer) };
}

/** A function inside a function; one of a module is known by its name. */
function isLocal(node: ts.FunctionLikeDeclaration): node is FunctionNode {
  const isFunction = ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);
  return isFunction && ts.findAncestor(node.parent, ts.isFunctionLike) !== undefined;
}

/** Names in the function's body are those of the place where it is written. */
function inScope(found: InlineCallee, outer: Body): Body {
  const { scope, file } = found;
  if (scope === undefined || scope === outer) return outer;
  return { ...outer, site: { file }, locals: new Map(scope.locals), functions: new Map(scope.functions) };
}

/** `xs.map(String)`: the function that calls it with its first argument. */
function ofGlobal(node: ts.Expression, sorts: readonly Sort[], body: Body): Expression | undefined {
  const root = rootOfTaker(node);
  if (root === undefined || !isGlobal(root.text, symbolOf(root, body), body)) return undefined;
  const span = spanOf(node, body);
  const name = `$given${body.counter++}`;
  body.tokens.set(name, { kind: "variable", variable: { name, sort: sorts[0] ?? unitSort } });
  const args: readonly Expression[] = [{ kind: "name", name, span }];
  const value: Expression = { kind: "call", callee: toSyntax(node, body), args, optional: false, span };
  return { kind: "lambda", parameters: [{ name, type: undefined, span }], body: value, span };
}

function byName(node: ts.Expression, body: Body): Expression {
  const inner = withoutParentheses(node);
  const site = ts.isIdentifier(inner) ? siteOfSymbol(symbolOf(inner, body), body) : undefined;
  if (site === undefined) {
    const syntax = ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner) ? toSyntax(inner, body) : undefined;
    if (syntax !== undefined && functionValueOf(syntax, body.cx) !== undefined) return syntax;
    return unsupported({
      code: "unsupported.function-value",
      span: spanOf(node, body),
      message: "This function is neither written here nor a function of the module.",
      hint: "Write an arrow function, or call a function of the module in one.",
    });
  }
  body.used.add(site.id);
  const symbol = ts.isIdentifier(inner) ? symbolOf(inner, body) : undefined;
  if (symbol !== undefined) body.passed.set(symbol, site.id);
  const token = `function ${site.id}`;
  body.tokens.set(token, { kind: "function", id: site.id });
  return { kind: "name", name: token, span: spanOf(node, body) };
}

/** It is one expression by its form, or is refused: not the statements of a loop. */
export function isPureCallback(found: InlineCallee, outer: Body): boolean {
  if (!isLocal(found.node)) return true;
  return isOfOtherKind(found.node) || isPure(found.node, inScope(found, outer));
}

function isOfOtherKind(node: FunctionNode): boolean {
  return (
    node.asteriskToken !== undefined || node.modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword) === true
  );
}

function refuseForm(node: FunctionNode, body: Body): void {
  if (isOfOtherKind(node)) {
    unsupported({
      code: "unsupported.function-value",
      span: spanOf(node, body),
      message: "An asynchronous function or a generator gives an array's method no value to work with.",
      hint: "Write a function that returns the value itself.",
    });
  }
  if (isPure(node, body)) return;
  unsupported({
    code: "unsupported.function-value",
    span: spanOf(node, body),
    message: "This function has effects, or is not made of `const`, `if`, `switch` and `return` alone.",
    hint: "Write a loop instead.",
  });
}

function isPure(node: FunctionNode, body: Body): boolean {
  const { body: inner } = node;
  if (inner === undefined || hasEffects(inner, body)) return false;
  return ts.isBlock(inner) ? arePlain(inner.statements, body.site.file.checker) : true;
}

interface Parameter {
  readonly binder: Binder;
  /** Around the rest of the body: what a pattern takes out of the argument. */
  readonly wrap: (rest: Expression) => Expression;
}

function parameter(node: ts.ParameterDeclaration, sort: Sort, body: Body): Parameter {
  const span = spanOf(node, body);
  if (node.dotDotDotToken !== undefined || node.initializer !== undefined) {
    return unsupported({
      code: "unsupported.parameter",
      span,
      message: "A default or rest parameter of a function inside a function is not read.",
      hint: "Give it plain parameters.",
    });
  }
  if (ts.isIdentifier(node.name)) {
    const name = declareCallbackName(node.name, sort, body);
    return { binder: { name, type: undefined, span }, wrap: (rest) => rest };
  }
  const name = `$pattern${body.counter++}`;
  body.tokens.set(name, { kind: "variable", variable: { name, sort } });
  const bindings = taken(node.name, { kind: "name", name, span }, body);
  const wrap = (rest: Expression): Expression =>
    bindings.reduceRight<Expression>((inner, b) => ({ kind: "let", ...b, body: inner, span: inner.span }), rest);
  return { binder: { name, type: undefined, span }, wrap };
}

/** The names of a pattern with the parts that they stand for, in order. */
function taken(
  pattern: ts.BindingPattern,
  of: Expression,
  body: Body,
): readonly { readonly name: string; readonly value: Expression }[] {
  return pattern.elements.flatMap((element, position) => {
    if (ts.isOmittedExpression(element)) return [];
    const span = spanOf(element, body);
    if (element.dotDotDotToken !== undefined || element.initializer !== undefined) return refusePattern(element, body);
    const value = ts.isArrayBindingPattern(pattern)
      ? elementAt(of, position, element, body)
      : fieldOf(of, element, body);
    if (!ts.isIdentifier(element.name)) return taken(element.name, value, body);
    return [
      {
        name: declareCallbackName(element.name, settled(value, body)?.sort ?? unitSort, body),
        value: { ...value, span },
      },
    ];
  });
}

function elementAt(of: Expression, position: number, node: ts.Node, body: Body): Expression {
  const span = spanOf(node, body);
  const index: Expression = { kind: "number", text: String(position), value: position, span };
  return { kind: "index", object: of, index, optional: false, span };
}

function fieldOf(of: Expression, element: ts.BindingElement, body: Body): Expression {
  const key = element.propertyName ?? element.name;
  if (!ts.isIdentifier(key) && !ts.isStringLiteral(key)) return refusePattern(element, body);
  const span = spanOf(element, body);
  return { kind: "member", object: of, property: key.text, propertySpan: spanOf(key, body), optional: false, span };
}

function refusePattern(node: ts.Node, body: Body): never {
  return unsupported({
    code: "unsupported.parameter",
    span: spanOf(node, body),
    message: "A default, a rest or a computed key in the pattern of a parameter is not read.",
    hint: "Take the parts out of a plain parameter.",
  });
}

/** The name under which the body speaks of the variable. */
export function declareCallbackName(node: ts.Identifier, sort: Sort, body: Body): string {
  const symbol = body.site.file.checker.getSymbolAtLocation(node);
  if (symbol === undefined) return node.text;
  const name = body.names.get(symbol) ?? `${node.text}$${body.counter++}`;
  body.names.set(symbol, name);
  const variable = { name, sort };
  body.locals.set(symbol, { variable, owner: undefined, assigned: false });
  body.tokens.set(name, { kind: "variable", variable });
  return name;
}
