/**
 * Takes a call of a function without a contract; lowers the function's own statements in place of the call, with
 * variables of their own: what it does is then proved where it is done (SEMANTICS, section 5; ANNOTATIONS, "A call is
 * known by the callee's contract"). Functions of the module, nested functions, and functions passed to such a function.
 * Relies on: `elaborate/inline-callee.ts` for which function a call surely reaches; a `return` leaves the labelled block.
 */
import ts from "typescript";
import { invariant } from "../../base/index.js";
import type { Expression } from "../../contract/index.js";
import type { Sort, Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { SetterCall } from "../elaborate/callee.js";
import { endsAbruptly } from "../syntax/endings.js";
import { unsupported } from "../syntax/refusal.js";
import { returnsReceiver } from "../types/receiver.js";
import { markInType } from "../types/type-marks.js";
import { sortOfType } from "../types/types.js";
import {
  type Body,
  block,
  collected,
  emit,
  freshName,
  type InlineCallee,
  type ReturnPlace,
  undetermined,
} from "../world/body.js";
import { parameterSymbol } from "../world/classes.js";
import { newObject, runConstructor } from "./construct.js";
import { assignedIn } from "./effects.js";
import { lowerValue, spanOf } from "./expression.js";
import { faultsOfFile } from "./function-form.js";
import { bindArguments } from "./inline-arguments.js";
import { worldAt } from "./instances.js";
import { marksOf } from "./parameters.js";
import { fallOff, lowerStatement, returnUnit, returnValue } from "./statement.js";

/** More calls than these in one function are not written out: its obligations would be too large to be of use. */
const mostCalls = 200;

export function inlineCall(
  node: ts.CallExpression | ts.PropertyAccessExpression | SetterCall,
  callee: InlineCallee,
  outer: Body,
): Expression {
  const span = spanOf(node, outer);
  refuseForm(callee, span, outer);
  outer.inlined.set(node, callee);
  outer.written.calls += 1;
  const empty: Body = { ...innerBody(callee, outer), world: worldAt(node, callee, outer) };
  const receiver = bindArguments(node, callee, empty, outer);
  const inner: Body = receiver === undefined ? empty : { ...empty, cx: { ...empty.cx, receiver } };
  const result = resultSort(callee, inner, span);
  const target = result.kind === "unit" ? undefined : undetermined(outer, result, span);
  const place: ReturnPlace = { target, label: freshName(outer, "call") };
  const body: Body = { ...inner, result, returnsTo: place, counter: outer.counter };
  const { statements } = collected(body, () => lowerBody(callee, body));
  outer.counter = body.counter;
  emit(outer, { kind: "labelled", label: place.label, body: block(statements, span), span });
  if (target === undefined) return { kind: "undefined", span };
  if (receiver === undefined || !returnsReceiver(callee.node)) return { kind: "name", name: target.name, span };
  return receiver.name === "this" ? { kind: "this", span } : { kind: "name", name: receiver.name, span };
}

/** A function that a method of arrays is given, whose parameters `bind` gives values. */
export interface Given {
  readonly callee: InlineCallee;
  readonly span: Span;
  /** The body as its own statements and its loop's clauses see it. */
  readonly inner: Body;
}

/** The function is lowered once, where it stands, so that its variables keep the names that runs know them by. */
export function given(node: ts.Expression, callee: InlineCallee, outer: Body): Given {
  const span = spanOf(node, outer);
  refuseForm(callee, span, outer);
  outer.inlined.set(node, callee);
  outer.written.calls += 1;
  const inner = innerBody(callee, outer);
  const isWrittenHere = callee.scope === outer && callee.node === callee.nameNode;
  return { callee, span, inner: isWrittenHere ? { ...inner, names: outer.names } : inner };
}

/** What it does for one call: its `return` gives `target` the value, of the kind of number that `owner` has. */
export function inlineGiven(
  { callee, span, inner }: Given,
  result: { readonly sort: Sort; readonly target: Variable | undefined; readonly owner: Body["resultOwner"] },
  bind: (inner: Body) => void,
  outer: Body,
): void {
  const place: ReturnPlace = { target: result.target, label: freshName(outer, "call") };
  const body: Body = {
    ...inner,
    result: result.sort,
    resultOwner: result.owner,
    returnsTo: place,
    sink: outer.sink,
    counter: outer.counter,
  };
  bind(body);
  const { statements } = collected(body, () => lowerBody(callee, body));
  outer.counter = body.counter;
  emit(outer, { kind: "labelled", label: place.label, body: block(statements, span), span });
}

/** `new C(…)`: the object is made where the constructor's parameters are bound, and is the value. */
export function inlineConstructor(
  node: ts.NewExpression,
  callee: InlineCallee,
  owner: ts.ClassDeclaration,
  outer: Body,
): Expression {
  const span = spanOf(node, outer);
  refuseForm(callee, span, outer);
  invariant(ts.isConstructorDeclaration(callee.node), "the callee is a constructor");
  outer.inlined.set(node, callee);
  outer.written.calls += 1;
  const inner: Body = { ...innerBody(callee, outer), world: worldAt(node, callee, outer) };
  bindArguments(node, callee, inner, outer);
  const body: Body = { ...inner, sink: outer.sink, counter: outer.counter };
  const object = newObject(owner, span, body);
  runConstructor(callee.node, object, body);
  outer.counter = body.counter;
  return { kind: "name", name: object.name, span };
}

function refuseForm(callee: InlineCallee, span: Span, outer: Body): void {
  const { node, name } = callee;
  const contract = `Put \`//@ ensures …\` above \`${name}\`, or mark it \`//@ extern\`.`;
  const refuse = (message: string, hint: string = contract): never =>
    unsupported({ code: "unsupported.call", span, message, hint });
  if (outer.inlining.includes(node)) refuse(`\`${name}\` calls itself and has no contract.`);
  if (outer.written.calls >= mostCalls)
    refuse(`More than ${mostCalls} calls of functions without a contract are not written out.`);
  if (node.body === undefined) refuse(`\`${name}\` has neither a body nor a contract.`);
  if (callee.site !== undefined && faultsOfFile(callee.site).length > 0) refuse(`\`${name}\` has errors of its own.`);
  if (node.asteriskToken !== undefined) refuse(`\`${name}\` is a generator.`, "Return an array of what it yields.");
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  if (modifiers.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword)) refuse(`\`${name}\` is asynchronous.`);
}

/** The state in which the callee's statements are lowered: names of its own, the statements and results of the caller. */
function innerBody(callee: InlineCallee, outer: Body): Body {
  const { node, file, scope } = callee;
  const keepsThis = ts.isArrowFunction(node) && scope !== undefined;
  return {
    ...outer,
    site: { file },
    cx: { ...outer.cx, receiver: keepsThis ? scope.cx.receiver : undefined },
    locals: new Map(scope?.locals),
    functions: new Map(scope?.functions),
    parameters: scope?.parameters ?? new Map(),
    parts: scope?.parts ?? new Map(),
    names: freshNames(node, outer, file.checker),
    assigned: scope === undefined ? new Set([...outer.assigned, ...assignedIn(node, file.checker)]) : outer.assigned,
    marks: callee.site === undefined ? outer.marks : marksOf(callee.site).kinds,
    resultOwner: file.checker.getSymbolAtLocation(callee.nameNode) ?? undefined,
    exits: [],
    inlining: [...outer.inlining, node],
  };
}

/** The callee's variables under names that no other variable of the function has. */
function freshNames(node: ts.Node, outer: Body, checker: ts.TypeChecker): Map<ts.Symbol, string> {
  const names = new Map(outer.names);
  const visit = (at: ts.Node): void => {
    if (ts.isParameter(at) || ts.isVariableDeclaration(at) || ts.isBindingElement(at)) {
      const symbol = boundSymbol(at, checker);
      if (symbol !== undefined) {
        outer.counter += 1;
        const name = ts.isIdentifier(at.name) ? at.name.text : "argument";
        names.set(symbol, `${name}$${firstNumber + outer.counter}`);
      }
    }
    ts.forEachChild(at, visit);
  };
  visit(node);
  return names;
}

function boundSymbol(
  node: ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement,
  checker: ts.TypeChecker,
): ts.Symbol | undefined {
  if (ts.isParameter(node)) return parameterSymbol(node, checker);
  return ts.isIdentifier(node.name) ? checker.getSymbolAtLocation(node.name) : undefined;
}

/** Above the numbers that `world/names.ts` gives to names that repeat. */
const firstNumber = 1000;

function resultSort(callee: InlineCallee, inner: Body, span: Span): Sort {
  const { checker } = callee.file;
  const signature = checker.getSignatureFromDeclaration(callee.node);
  invariant(signature !== undefined, "a function has a signature");
  const type = checker.getReturnTypeOfSignature(signature);
  if (ts.isSetAccessor(callee.node)) return { kind: "unit" };
  if (type.flags & (ts.TypeFlags.Never | ts.TypeFlags.Void)) return { kind: "unit" };
  const own = callee.site === undefined ? undefined : inner.marks.get("\\result");
  const marked = own ?? markInType(callee.node.type, checker, inner.world.project);
  const kind = marked ?? (inner.resultOwner && inner.kinds.get(inner.resultOwner)) ?? "int";
  return sortOfType(type, kind, span, inner.world.reader(callee.file));
}

function lowerBody(callee: InlineCallee, body: Body): void {
  const node = callee.node.body;
  invariant(node !== undefined, "a function without a body is refused before");
  const span = spanOf(node, body);
  if (!ts.isBlock(node)) {
    if (body.result.kind === "unit") returnUnit(node, span, body);
    else returnValue(lowerValue(node, body, body.result), span, span, body);
    return;
  }
  for (const statement of node.statements) lowerStatement(statement, body);
  if (!endsAbruptly(node.statements)) fallOff(node, body);
}
