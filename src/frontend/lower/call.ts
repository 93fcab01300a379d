/**
 * Takes calls of code. JavaScript's own functions and functions with a meaning in logic alone become terms; a function
 * with a contract becomes a call statement, known by its contract; `push` becomes an assignment.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import type { Variable } from "../../ir/index.js";
import { projectCallee, siteOfSymbol } from "../elaborate/callee.js";
import { readFunctions } from "../elaborate/calls.js";
import { elaborate } from "../elaborate/elaborate.js";
import { inlineCallee } from "../elaborate/inline-callee.js";
import { caughtVariable, textOfCaught } from "../elaborate/thrown.js";
import { unsupported } from "../syntax/refusal.js";
import { joinKinds, kindOf } from "../types/number-kind.js";
import { takesReceiver } from "../types/receiver.js";
import { sortOfType } from "../types/types.js";
import { type Body, collected, freshName } from "../world/body.js";
import { isLibrary } from "../world/executable-names.js";
import type { FunctionSite } from "../world/functions.js";
import { withoutParentheses } from "../world/functions.js";
import { noteExported } from "../world/other-code.js";
import { callThatChanges } from "./array-members.js";
import { newFilledArray } from "./array-new.js";
import { callStatement, type ProjectCall, receiverArgument, sortAt } from "./call-statement.js";
import { callWithCallback } from "./callback.js";
import { callbackLoop } from "./callback-loop.js";
import { callHasEffects, hasEffects, isArbitrary } from "./effects.js";
import { operands, partOfCaught, spanOf, toSyntax } from "./expression.js";
import { isAsync } from "./function-form.js";
import { inlineCall } from "./inline.js";
import { argumentsOf } from "./inline-arguments.js";
import { instanceAt } from "./instances.js";
import { lowerCollectionCall } from "./maps.js";
import { isGlobal, refuseInChain, symbolOf } from "./name.js";
import { isCallWithNever, unreachable } from "./never.js";
import { lowerObjectCall } from "./objects.js";
import { callOfFunctionValue } from "./passed-functions.js";
import { callOfToSorted } from "./sort.js";
import { callOfTextMember } from "./text.js";
import { forget } from "./unknown-code.js";

export function lowerCall(node: ts.CallExpression, body: Body, use: "value" | "statement"): Expression {
  const span = spanOf(node, body);
  if (isArbitrary(node, body)) return arbitraryCall(node, body, use);
  if (isCallWithNever(node, body.site.file.checker)) {
    unreachable(span, body);
    return { kind: "undefined", span };
  }
  const [only] = node.arguments;
  if (only !== undefined && isTextOfCaught(node, body)) return partOfCaught(only, textOfCaught(), span, body);
  if (node.questionDotToken !== undefined) return refuse(node, body);
  if (ts.isOptionalChain(node) && !body.linked.has(withoutParentheses(node.expression)))
    refuseEffectsInChain(node, body);
  const callee = withoutParentheses(node.expression);
  const site = projectCallee(node, body);
  if (site !== undefined) return callOfProject(node, site, body, use);
  const local = inlineCallee(node, body);
  if (local !== undefined) return inlineCall(node, local, body);
  const ofLibrary =
    callbackLoop(node, body) ??
    lowerCollectionCall(node, body, use) ??
    lowerObjectCall(node, body) ??
    newFilledArray(node, callee, body) ??
    callThatChanges(node, body, use) ??
    callOfToSorted(node, body) ??
    callWithCallback(node, body) ??
    callOfTextMember(node, callee, body) ??
    callOfLibrary(node, callee, body);
  if (ofLibrary !== undefined) return ofLibrary;
  const target = calleeOfGlobal(callee, body);
  if (target === undefined) return callOfFunctionValue(node, callee, body) ?? refuse(node, body);
  return { kind: "call", callee: target, args: operands(node.arguments, body), optional: false, span };
}

/** Soundness: what stands right of a `?.` is evaluated only where the object is there, so that it must change nothing. */
function refuseEffectsInChain(node: ts.CallExpression, body: Body): void {
  const { file } = body.site;
  const site = siteOfSymbol(file.checker.getSymbolAtLocation(nameOfCallee(node)), body);
  const isOwn = site !== undefined || callHasEffects(node, body);
  if (!isOwn && !node.arguments.some((arg) => hasEffects(arg, body))) return;
  refuseInChain(spanOf(node, body));
}

function nameOfCallee(node: ts.CallExpression): ts.Node {
  const callee = withoutParentheses(node.expression);
  return ts.isPropertyAccessExpression(callee) ? callee.name : callee;
}

/** `havoc key`: the call may change what it reaches, and gives any value of its type. */
function arbitraryCall(node: ts.CallExpression, body: Body, use: "value" | "statement"): Expression {
  const span = spanOf(node, body);
  const { file } = body.site;
  for (const wanted of body.arbitraryCalls) wanted.met = true;
  if (use === "statement") {
    forget(node, body);
    return { kind: "undefined", span };
  }
  const sort = sortOfType(file.checker.getTypeAtLocation(node), "int", span, body.world.reader(file));
  const made: Variable = { name: freshName(body, "t"), sort };
  forget(node, body, made);
  return { kind: "name", name: made.name, span };
}

/** A member of a value, declared by JavaScript's library, that changes nothing: `a.slice(1)`. */
function callOfLibrary(node: ts.CallExpression, callee: ts.Expression, body: Body): Expression | undefined {
  if (!ts.isPropertyAccessExpression(callee) || calleeOfGlobal(callee, body) !== undefined) return undefined;
  const { checker } = body.site.file;
  const declarations = checker.getSymbolAtLocation(callee.name)?.declarations ?? [];
  if (declarations.length === 0 || !declarations.every(isLibrary)) return undefined;
  const [object, ...args] = operands([callee.expression, ...node.arguments], body);
  if (object === undefined) return undefined;
  const member: Expression = {
    kind: "member",
    object,
    property: callee.name.text,
    propertySpan: spanOf(callee.name, body),
    optional: callee.questionDotToken !== undefined,
    span: spanOf(callee, body),
  };
  return { kind: "call", callee: member, args, optional: false, span: spanOf(node, body) };
}

/** `String(error)` */
function isTextOfCaught(node: ts.CallExpression, body: Body): boolean {
  const [only, another] = node.arguments;
  const isText = ts.isIdentifier(node.expression) && node.expression.text === "String";
  return isText && only !== undefined && another === undefined && caughtVariable(only, body) !== undefined;
}

/** `Math.floor`, `Number.isInteger`: names of JavaScript itself. */
function calleeOfGlobal(callee: ts.Expression, body: Body): Expression | undefined {
  const root = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  if (!ts.isIdentifier(root) || (callee !== root && ts.isPropertyAccessExpression(callee) && callee.questionDotToken)) {
    return undefined;
  }
  if (!isGlobal(root.text, symbolOf(root, body), body)) return undefined;
  return toSyntax(callee, body);
}

function refuse(node: ts.CallExpression, body: Body): never {
  const callee = withoutParentheses(node.expression);
  const text = callee.getText(body.site.file.sourceFile);
  const hint = ts.isIdentifier(callee) ? body.world.hintForName(callee, body.site.file) : undefined;
  if (isParameter(callee, body)) {
    return unsupported({
      code: "unsupported.call",
      span: spanOf(node, body),
      message: `What \`${text}\` does is not known from its type.`,
      hint: readFunctions,
    });
  }
  return unsupported({
    code: "unsupported.call",
    span: spanOf(node, body),
    message: `Nothing is known of the call of \`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\`.`,
    hint: hint ?? "Call a function of the project that has a contract.",
  });
}

function isParameter(callee: ts.Expression, body: Body): boolean {
  const declaration = body.site.file.checker.getSymbolAtLocation(callee)?.valueDeclaration;
  return ts.isIdentifier(callee) && declaration !== undefined && ts.isParameter(declaration);
}

export function callOfProject(
  node: ProjectCall,
  named: FunctionSite,
  body: Body,
  use: "value" | "statement",
): Expression {
  const span = spanOf(node, body);
  const site = instanceAt(node, named, body);
  const owner = site.node.parent;
  if (takesReceiver(site) && ts.isClassLike(owner)) body.classes.add(owner.name?.text ?? "a class");
  else noteExported(ts.isModuleBlock(owner) ? owner.parent : owner, body);
  const { world } = body;
  if (isAsync(site.node)) {
    unsupported({
      code: "unsupported.call",
      span,
      message: `\`${site.name}\` is asynchronous: its call gives a promise.`,
      hint: "Put what it computes into a function that is not.",
    });
  }
  const isTerm = !ts.isBinaryExpression(node) && world.isTermInCode(site) && takesItsNumbers(node, site, body);
  if (!ts.isBinaryExpression(node) && (body.termsOnly || isTerm)) {
    body.used.add(site.id);
    body.calls.set(node, site.id);
    const token = `function ${site.id}`;
    body.tokens.set(token, { kind: "function", id: site.id });
    const callee: Expression = { kind: "name", name: token, span: spanOf(node.expression, body) };
    const receiver = receiverArgument(node, world.signature(site, span), body);
    return { kind: "call", callee, args: operands([...receiver, ...argumentsOf(node)], body), optional: false, span };
  }
  const inlined = inlineCallee(node, body);
  if (inlined !== undefined) return inlineCall(node, inlined, body);
  body.used.add(site.id);
  body.calls.set(node, site.id);
  return callStatement(node, world.signature(site, span), body, use);
}

/**
 * A term's numbers are of the kinds that the function alone asks for; where an argument is of a wider kind, its
 * statements are lowered for that kind instead.
 */
function takesItsNumbers(node: ProjectCall, site: FunctionSite, body: Body): boolean {
  const { parameters } = body.world.signature(site, spanOf(node, body));
  return argumentsOf(node).every((argument, i) => {
    const to = sortAt(i, parameters);
    if (ts.isSpreadElement(argument) || to === undefined || kindOf(to) === undefined || hasEffects(argument, body))
      return true;
    const { value } = collected(body, () => elaborate(toSyntax(argument, body), body.cx));
    const from = value.kind === "term" ? kindOf(value.term.sort) : undefined;
    const kind = kindOf(to);
    return from === undefined || kind === undefined || joinKinds(from, kind) === kind || from === "int";
  });
}
