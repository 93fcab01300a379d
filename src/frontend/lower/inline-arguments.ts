/**
 * Takes a call that is written out, and the bodies of caller and callee; gives the callee's parameters their values: the
 * arguments in order, defaults, rests, functions, and the object that is `this`.
 */
import ts from "typescript";
import { invariant } from "../../base/index.js";
import type { Expression } from "../../contract/index.js";
import { isMutable, type Sort, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { refuseSpread } from "../elaborate/arguments.js";
import { receiverOf, type SetterCall } from "../elaborate/callee.js";
import { elaborate } from "../elaborate/elaborate.js";
import { functionValue } from "../elaborate/inline-callee.js";
import type { Elaborated } from "../syntax/entity.js";
import { attempt, unsupported } from "../syntax/refusal.js";
import type { NumberKind } from "../types/number-kind.js";
import { receive } from "../types/receive.js";
import { readReceiver } from "../types/receiver.js";
import { refinedText } from "../types/refinements.js";
import { markInType } from "../types/type-marks.js";
import { absentOf, optionOf, someSort } from "../types/type-table.js";
import { sortOfType } from "../types/types.js";
import { type Body, emit, freshName, type InlineCallee } from "../world/body.js";
import { parameterSymbol } from "../world/classes.js";
import type { FunctionSite } from "../world/functions.js";
import { bindingPattern } from "../world/patterns.js";
import { declareLeaves } from "./declaration.js";
import { hasEffects } from "./effects.js";
import { lowerValue, operands, spanOf, toSyntax } from "./expression.js";
import { isGenericType } from "./instances.js";
import { typeOfParameter } from "./parameters.js";
import { readable, refuseEffects as refusePatternEffects } from "./pattern.js";

/** A call, a read of a getter, or an assignment that runs a setter. */
export type Called = ts.CallExpression | ts.PropertyAccessExpression | ts.NewExpression | SetterCall;

export function argumentsOf(node: Called): readonly ts.Expression[] {
  if (ts.isPropertyAccessExpression(node)) return [];
  return ts.isBinaryExpression(node) ? [node.right] : (node.arguments ?? []);
}

/** Binds the parameters to the arguments; gives the variable that is the callee's `this`. */
export function bindArguments(node: Called, callee: InlineCallee, inner: Body, outer: Body): Variable | undefined {
  const { parameters } = callee.node;
  const given = argumentsOf(node);
  const object = callee.site === undefined ? undefined : receiverOf(node, callee.site);
  const sort = callee.site === undefined ? undefined : receiverSort(callee.site, inner);
  const own = parameters.filter((p) => !(ts.isIdentifier(p.name) && p.name.text === "this"));
  const rest = own.findIndex((p) => p.dotDotDotToken !== undefined);
  const spread = given.slice(0, rest < 0 ? given.length : rest).find(ts.isSpreadElement);
  if (spread !== undefined) refuseSpread(spanOf(spread, outer));
  const values = given.map((arg) => functionValue(arg, outer));
  own.forEach((parameter, i) => {
    const value = values[i];
    const symbol = parameterSymbol(parameter, callee.file.checker);
    if (value !== undefined && symbol !== undefined && !inner.assigned.has(symbol)) inner.functions.set(symbol, value);
  });
  const passed = given.filter((_, i) => values[i] === undefined);
  const sorts = own.map((parameter) => declaredSort(parameter, callee, inner));
  const wanted = given.flatMap((_, i) => (values[i] === undefined ? [sorts[i]] : []));
  const objects = object === undefined || sort === undefined ? [] : [object];
  const syntax = operands([...objects, ...passed], outer, [...objects.map(() => sort), ...wanted]);
  const syntaxOf = (i: number): Expression | undefined => {
    const argument = given[i];
    return argument === undefined ? undefined : syntax[objects.length + passed.indexOf(argument)];
  };
  const receiver =
    sort === undefined || objects.length === 0 ? undefined : boundReceiver(syntax[0], sort, spanOf(node, outer), outer);
  own.forEach((parameter, i) => {
    if (values[i] !== undefined && parameter.dotDotDotToken === undefined) return;
    if (parameter.dotDotDotToken === undefined) {
      bindParameter(parameter, syntaxOf(i), sorts[i], inner, outer);
      return;
    }
    const span = spanOf(node, outer);
    const items = given.slice(i).flatMap((_, k) => syntaxOf(i + k) ?? []);
    bindParameter(parameter, { kind: "array", items, span }, sorts[i], inner, outer);
  });
  return receiver;
}

/** The sort of `this` in the callee; undefined where it does not speak of it. */
function receiverSort(site: FunctionSite, inner: Body): Sort | undefined {
  return readReceiver(site, inner.world.reader(site.file))?.sort;
}

/** The object that the callee runs on: the caller's own variable where it is one, else a name for it. */
function boundReceiver(syntax: Expression | undefined, sort: Sort, span: Span, outer: Body): Variable {
  invariant(syntax !== undefined, "an object gives its syntax");
  const known = syntax.kind === "this" ? outer.cx.receiver : unmovedVariable(syntax, outer);
  if (known !== undefined && refinedText(known.sort) === refinedText(sort)) return known;
  const value = receive(outer, elaborate(syntax, outer.cx, sort), { sort, what: "the object" }, span);
  const variable: Variable = { name: freshName(outer, "o"), sort };
  emit(outer, { kind: "let", variable, value, span });
  outer.tokens.set(variable.name, { kind: "variable", variable });
  return variable;
}

/** The caller's variable that the syntax names, if it holds one object for good. */
function unmovedVariable(syntax: Expression, outer: Body): Variable | undefined {
  if (syntax.kind !== "name") return undefined;
  const entity = outer.tokens.get(syntax.name);
  if (entity?.kind !== "variable" || !isMutable(entity.variable.sort, outer.cx.table.types)) return undefined;
  const local = [...outer.locals.values()].find((l) => l.variable.name === entity.variable.name);
  return local?.assigned === true ? undefined : entity.variable;
}

/** As the parameter is declared; undefined where its type has no sort of its own, as a type parameter has none. */
function declaredSort(node: ts.ParameterDeclaration, callee: InlineCallee, inner: Body): Sort | undefined {
  const { checker } = callee.file;
  const symbol = parameterSymbol(node, checker);
  const kind = markOf(node, inner) ?? (symbol && inner.kinds.get(symbol)) ?? "int";
  const span = spanOf(node, inner);
  const read = attempt(() =>
    sortOfType(typeOfParameter(node, symbol, checker), kind, span, inner.world.reader(callee.file)),
  );
  return "value" in read ? read.value : undefined;
}

/** The author's mark of a parameter, by name or by its type. */
function markOf(node: ts.ParameterDeclaration, inner: Body): NumberKind | undefined {
  const named = ts.isIdentifier(node.name) ? inner.marks.get(node.name.text) : undefined;
  return named ?? markInType(node.type, inner.site.file.checker, inner.world.project);
}

function bindParameter(
  node: ts.ParameterDeclaration,
  syntax: Expression | undefined,
  sort: Sort | undefined,
  inner: Body,
  outer: Body,
): void {
  const symbol = parameterSymbol(node, inner.site.file.checker);
  invariant(symbol !== undefined, "a parameter has a symbol");
  const isOther =
    syntax !== undefined && node.initializer === undefined && isAliased(syntax, symbol, sort, inner, outer);
  if (!isOther) bindValue(node, symbol, syntax, sort, inner, outer);
  const local = inner.locals.get(symbol);
  if (ts.isIdentifier(node.name) || local === undefined) return;
  const pattern = readable(bindingPattern(node.name), inner);
  refusePatternEffects(pattern, inner);
  const argument: Expression = { kind: "name", name: local.variable.name, span: spanOf(node, inner) };
  inOuter(inner, outer, () => declareLeaves(pattern, { kind: "value", syntax: argument }, inner));
}

function bindValue(
  node: ts.ParameterDeclaration,
  symbol: ts.Symbol,
  syntax: Expression | undefined,
  sort: Sort | undefined,
  inner: Body,
  outer: Body,
): void {
  const span = syntax?.span ?? spanOf(node, inner);
  const named = node.name.getText(inner.site.file.sourceFile);
  const value = argumentValue(node, syntax, sort, inner, outer);
  const held = sort ?? (value.kind === "term" ? value.term.sort : undefined);
  if (held === undefined || (sort === undefined && inner.assigned.has(symbol))) {
    unsupported({
      code: "unsupported.parameter",
      span,
      message: `Nothing says what \`${named}\` holds.`,
    });
  }
  const variable: Variable = { name: inner.names.get(symbol) ?? symbol.name, sort: held };
  const marked = markOf(node, inner) !== undefined;
  const isFixed = marked || sort === undefined || isGenericType(node.type, node.parent, inner.site.file.checker);
  const owner = isFixed ? undefined : symbol;
  const term = receive(outer, value, { sort: held, owner, what: `the argument \`${named}\`` }, span);
  emit(outer, { kind: "let", variable, value: term, span });
  inner.locals.set(symbol, { variable, owner, assigned: inner.assigned.has(symbol) });
  inner.tokens.set(variable.name, { kind: "variable", variable });
}

/**
 * Soundness: an object passed on is the caller's object, so that what the callee writes the caller sees: the parameter is
 * then another name of the caller's variable, where neither is ever re-pointed while it is used.
 */
function isAliased(syntax: Expression, symbol: ts.Symbol, sort: Sort | undefined, inner: Body, outer: Body): boolean {
  const variable = inner.assigned.has(symbol) ? undefined : unmovedVariable(syntax, outer);
  if (variable === undefined) return false;
  if (sort !== undefined && refinedText(sort) !== refinedText(variable.sort)) return false;
  inner.locals.set(symbol, { variable, owner: undefined, assigned: false });
  return true;
}

function argumentValue(
  node: ts.ParameterDeclaration,
  syntax: Expression | undefined,
  sort: Sort | undefined,
  inner: Body,
  outer: Body,
): Elaborated {
  const span = spanOf(node, inner);
  const fallback = node.initializer;
  if (syntax === undefined) {
    if (fallback !== undefined) return inOuter(inner, outer, () => lowerValue(fallback, inner, sort));
    if (node.questionToken !== undefined || optionOf(sort ?? { kind: "unit" }, outer.cx.table.types) !== undefined)
      return { kind: "absent", which: "undefined", span };
    return unsupported({ code: "unsupported.call", span, message: "An argument is missing." });
  }
  const value = elaborate(syntax, outer.cx, sort);
  if (fallback === undefined) return value;
  const option = value.kind === "term" ? optionOf(value.term.sort, outer.cx.table.types) : undefined;
  if (value.kind === "absent" && value.which === "undefined")
    return inOuter(inner, outer, () => lowerValue(fallback, inner, sort));
  if (option === undefined || !absentOf(option).includes("undefined")) return value;
  if (absentOf(option).length > 1) {
    return unsupported({
      code: "unsupported.parameter",
      span,
      message: "A default beside `null` is not read in a function without a contract.",
      hint: "Give the function a contract.",
    });
  }
  refuseEffects(fallback, inner);
  const other = inOuter(inner, outer, () => toSyntax(fallback, inner, someSort(option)));
  const operatorSpan = span;
  return elaborate({ kind: "binary", operator: "??", left: syntax, right: other, operatorSpan, span }, outer.cx, sort);
}

/** Soundness: whether this default is evaluated depends on the value, so that it must change nothing. */
function refuseEffects(fallback: ts.Expression, inner: Body): void {
  if (!hasEffects(fallback, inner)) return;
  unsupported({
    code: "unsupported.evaluation-order",
    span: spanOf(fallback, inner),
    message: "Whether this default is evaluated depends on the argument, and it has effects.",
    hint: "Test the parameter for `undefined` in the body.",
  });
}

/** What the callee's defaults emit stands among the caller's statements, before the call. */
function inOuter<T>(inner: Body, outer: Body, work: () => T): T {
  inner.sink = outer.sink;
  inner.counter = outer.counter;
  const value = work();
  outer.counter = inner.counter;
  return value;
}
