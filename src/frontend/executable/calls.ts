/**
 * Takes calls and `new` of the source; gives JavaScript for them: functions of the project through the monitor, members
 * of JavaScript's own values by a list of names, functions without a contract as they stand. What is not listed is refused.
 */
import ts from "typescript";
import { receiverOf } from "../elaborate/callee.js";
import { type CollectionCall, collectionCall, collectionForm, collectionMade } from "../types/collections.js";
import { takesReceiver } from "../types/receiver.js";
import type { InlineCallee } from "../world/body.js";
import { globalText, isLibrary, stringText } from "../world/executable-names.js";
import { refuse, site, spanOf, takesThis, type Unit } from "../world/executable-unit.js";
import type { LoweredFunction } from "../world/lowered.js";
import { arrayCall, newArrayText } from "./arrays.js";
import { methodWithCallback } from "./callbacks.js";
import { isOptionalLink } from "./chain.js";
import { madeText } from "./construct.js";
import { expression, identifier, integer, item, typeOf } from "./expressions.js";
import { isText, textCall } from "./text.js";

export function call(node: ts.CallExpression, unit: Unit): string {
  if (isOptionalLink(node, unit)) return refuse("an optional call");
  const span = spanOf(unit, node);
  // `assertNever(s)` after all cases: reaching it is the hazard.
  if (unit.hazards.asserted("exhaustive", span)) return `$m.reach(${site(unit, { kind: "exhaustive", span })})`;
  const { checker, calls } = unit.function;
  const args = (): string[] =>
    node.arguments.map((arg) => (ts.isSpreadElement(arg) ? refuse("a spread argument") : expression(arg, unit)));
  const helper = unit.function.inlined.get(node);
  if (helper !== undefined) {
    const given = node.arguments.map((arg) => item(arg, unit));
    return helperCall(node, helper, given, unit);
  }
  const callee = calls.get(node);
  if (callee !== undefined) return projectCall(node, callee, unit);
  const text = textCall(node, unit);
  if (text !== undefined) return text;
  const ofArray = arrayCall(node, unit, (arg) => item(arg, unit));
  if (ofArray !== undefined) return ofArray;
  const radicand = radicandText(node, unit);
  if (radicand !== undefined) return `$g.Math_sqrt(${radicand})`;
  const own = globalText(node.expression, checker) ?? globalPredicate(node.expression, checker);
  if (own !== undefined) return integer(`${own}(${args().join(", ")})`, node, unit);
  const collection = collectionCall(node, checker);
  if (collection !== undefined) return collectionText(collection, args(), unit);
  return methodWithCallback(node, unit) ?? functionValue(node, args(), unit);
}

/** What the root of an integer is of, watched where the IR has one operation of it and of what is asked of it. */
function radicandText(node: ts.CallExpression, unit: Unit): string | undefined {
  const [of] = node.arguments;
  const span = spanOf(unit, node);
  if (of === undefined || globalText(node.expression, unit.function.checker) !== "$g.Math_sqrt") return undefined;
  const isRounded = unit.hazards.has(span, ["int.rootFloor", "int.rootCeiling"]);
  if (!isRounded && !unit.hazards.has(span, ["int.atMostRoot", "int.belowRoot", "int.isSquare"])) return undefined;
  const range = isRounded ? site(unit, { kind: "range", span }) : "null";
  return `$m.radicand(${range}, ${site(unit, { kind: "overflow", span })}, ${expression(of, unit)})`;
}

/** `f(x)`, `options.test(x)`: what was passed, which the run itself made (`ir/behaviour.ts`). */
function functionValue(node: ts.CallExpression, args: readonly string[], unit: Unit): string {
  const { expression: callee } = node;
  const named = ts.isNonNullExpression(callee) ? callee.expression : callee;
  const declarations = unit.function.checker.getSymbolAtLocation(named)?.declarations ?? [];
  const isData = ts.isIdentifier(named) || ts.isPropertyAccessExpression(named) || ts.isElementAccessExpression(named);
  const isMethod = declarations.some((d) => ts.isMethodSignature(d) || ts.isMethodDeclaration(d));
  if (!isData || isMethod || declarations.some(isLibrary)) return refuse(`a call of ${callee.getText()}`);
  return `$m.apply(${[expression(callee, unit), ...args].join(", ")})`;
}

/** A function of a module is printed beside the function at work; others stand in the text where they are declared. */
export function helperCall(
  node: ts.CallExpression | ts.PropertyAccessExpression | ts.BinaryExpression,
  helper: InlineCallee,
  args: readonly string[],
  unit: Unit,
): string {
  if (helper.site !== undefined && takesReceiver(helper.site)) {
    const object = receiverOf(node, helper.site) ?? refuse("a method without its object");
    return `${unit.printing.helperName(helper, unit)}(${[expression(object, unit), ...args].join(", ")})`;
  }
  if (!ts.isCallExpression(node)) return refuse("a getter of no object");
  if (helper.scope === undefined && !isPassed(node, unit))
    return `${unit.printing.helperName(helper, unit)}(${args.join(", ")})`;
  let callee: ts.Expression = node.expression;
  while (ts.isParenthesizedExpression(callee)) callee = callee.expression;
  const name = ts.isIdentifier(callee) ? identifier(callee, unit) : refuse("a call of a function value");
  return `${name}(${args.join(", ")})`;
}

/** The callee is a parameter, whatever function it was passed. */
function isPassed(node: ts.CallExpression, unit: Unit): boolean {
  const declaration = unit.function.checker.getSymbolAtLocation(node.expression)?.valueDeclaration;
  return declaration !== undefined && ts.isParameter(declaration);
}

/** What is gone through, as an array: a Map's entries, a Set's elements, a string's code points. */
export function elementsText(node: ts.Expression, unit: Unit): string {
  const text = expression(node, unit);
  if (isText(typeOf(node, unit.function.checker))) return `$m.points(${text})`;
  return collectionForm(typeOf(node, unit.function.checker)) === undefined ? text : `$m.content(${text})`;
}

/** A Map's or Set's own method, whatever a property of that name would be. */
function collectionText({ form, method, object }: CollectionCall, args: readonly string[], unit: Unit): string {
  if (method === "keys" || method === "values" || method === "entries") {
    return `$m.view(${stringText(method)}, ${expression(object, unit)})`;
  }
  if (method === "forEach") return `$m.each(${[stringText(form), expression(object, unit), ...args].join(", ")})`;
  return `$m.collection(${[stringText(form), stringText(method), expression(object, unit), ...args].join(", ")})`;
}

export function made(node: ts.NewExpression, unit: Unit): string {
  const args = (): string[] => (node.arguments ?? []).map((arg) => expression(arg, unit));
  const id = unit.function.calls.get(node);
  if (id !== undefined) return constructorCall(node, id, unit);
  const object = madeText(node, args, unit);
  if (object !== undefined) return object;
  const form = collectionMade(node, unit.function.checker);
  if (form === undefined) return newArrayText(node, unit, (arg) => item(arg, unit));
  const [content, ...more] = node.arguments ?? [];
  if (more.length > 0) return refuse("more than one argument of a Map or Set");
  const list = content === undefined ? "[]" : elementsText(content, unit);
  return `$m.made(${stringText(form)}, ${list})`;
}

/** The global functions convert their argument; on numbers they are those of Number. */
function globalPredicate(node: ts.Expression, checker: ts.TypeChecker): string | undefined {
  if (!ts.isIdentifier(node) || (node.text !== "isNaN" && node.text !== "isFinite")) return undefined;
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return declarations.length > 0 && declarations.every(isLibrary) ? `$g.Number_${node.text}` : undefined;
}

/** A constructor with a contract: its call is an event like others. */
function constructorCall(node: ts.NewExpression, id: string, unit: Unit): string {
  const callee = unit.printing.lowered(id);
  if (callee === undefined) return refuse("a constructor without a body");
  const at = site(unit, { kind: "call", callee: id, span: spanOf(unit, node) });
  const args = argumentTexts(node.arguments ?? [], callee.node, unit);
  return `$m.call(${[String(at), unit.printing.functionName(id), ...args].join(", ")})`;
}

export function projectCall(
  node: ts.CallExpression | ts.PropertyAccessExpression | ts.BinaryExpression,
  id: string,
  unit: Unit,
): string {
  const target = ts.isCallExpression(node) ? node.expression : ts.isBinaryExpression(node) ? node.left : node;
  const callee = unit.printing.lowered(id);
  if (callee === undefined) return refuse(`a call of ${target.getText()}, which has no body here`);
  const receiver: string[] = [];
  if (takesThis(callee)) {
    if (!ts.isPropertyAccessExpression(target)) return refuse("a method without its object");
    receiver.push(expression(target.expression, unit));
  }
  const name = unit.printing.functionName(id);
  const at = site(unit, { kind: "call", callee: id, span: spanOf(unit, node) });
  const given = ts.isCallExpression(node) ? node.arguments : ts.isBinaryExpression(node) ? [node.right] : [];
  const args = argumentTexts(given, callee.node, unit);
  return `$m.call(${[String(at), name, ...receiver, ...args].join(", ")})`;
}

/** What a rest parameter takes is an array, as the callee's text wants it (`executable`). */
function argumentTexts(
  given: readonly ts.Expression[],
  callee: LoweredFunction["node"],
  unit: Unit,
): readonly string[] {
  const rest = callee.parameters.findIndex((p) => p.dotDotDotToken !== undefined);
  const texts = given.map((arg) => item(arg, unit));
  if (rest < 0) return texts;
  const fixed = callee.parameters.slice(0, rest).map((_, i) => texts[i] ?? "(void 0)");
  return [...fixed, `[${texts.slice(rest).join(", ")}]`];
}
