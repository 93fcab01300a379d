/**
 * Takes a call of a method that calls a function for each element, where the function has effects or is made of
 * statements; emits the loop that ECMA-262 (section 23.1.3) says it is, with the function's own statements in it: a
 * `return` ends the round. The elements are read live, and the array keeps its length: a body that changes it is declined.
 * The loop's clauses stand above the statement or first in the function; `_x_idx` is the position, as in `for…of`.
 */
import ts from "typescript";
import { invariant } from "../../base/index.js";
import type { Expression } from "../../contract/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  type Clause,
  int,
  intSort,
  lessThan,
  natSort,
  type Sort,
  same,
  subtract,
  type Term,
  type Variable,
  type Variant,
  variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { needed } from "../elaborate/arithmetic.js";
import { elaborate } from "../elaborate/elaborate.js";
import { functionValue } from "../elaborate/inline-callee.js";
import { unsupported } from "../syntax/refusal.js";
import { settle } from "../types/coerce.js";
import { temporary } from "../types/receive.js";
import { type Body, block, collected, emit, freshName } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { bindingPattern } from "../world/patterns.js";
import { callOfSite } from "./callback-call.js";
import { type CallbackCall, type CallbackMethod, runsAsLoop } from "./callback-methods.js";
import { accumulation, type Round, type Rounds } from "./callback-results.js";
import { declareLeaves } from "./declaration.js";
import { operands, spanOf } from "./expression.js";
import { type Given, given, inlineGiven } from "./inline.js";
import { clausesOf } from "./loop.js";
import { namedTerm, readable, type Source } from "./pattern.js";
import { assignedBy } from "./reached-code.js";
import { type Traversal, throughTerm } from "./traversal.js";

/** Undefined where the call is something else, or is a term. */
export function callbackLoop(node: ts.CallExpression, body: Body): Expression | undefined {
  const call = runsAsLoop(node, body);
  if (call === undefined) return undefined;
  const span = spanOf(node, body);
  const rounds = roundsOf(node, call, body);
  refuseRepointed(call, rounds, body);
  const callee = functionValue(call.fn, body);
  const fn = callee === undefined ? undefined : given(call.fn, callee, body);
  const kept = lengthKept(rounds, span, body);
  const result = accumulation(node, call, rounds, fn?.callee, body);
  const index: Variable = { name: freshName(body, "i"), sort: intSort };
  emit(body, { kind: "let", variable: index, value: rounds.first, span });
  const at = variable(index.name, intSort);
  const label = freshName(body, "loop");
  if (fn !== undefined && result.accumulator !== undefined) nameAccumulator(fn, result.accumulator);
  const clauses = clausesOf(node, fn?.inner ?? body, hiddenIndex(fn, call.method, index), locationOf(fn, node));
  const inner = collected(body, () => {
    const { target } = result.returned;
    if (target !== undefined && result.accumulator === undefined) emit(body, { kind: "let", variable: target, span });
    const round = oneRound(rounds, call.method, at, label, span, body);
    if (fn !== undefined) {
      inlineGiven(fn, result.returned, (own) => bindParameters(fn, result.accumulator, round.sources, own), body);
    } else callOfSite(call.fn, result.returned, result.accumulator, round.sources, body);
    result.use(round);
  });
  const hidden = { position: index.name, accumulator: result.accumulator?.variable.name };
  body.loops.set(node, { ...clauses, hidden });
  const statement = block(inner.statements, span);
  if (rounds.root !== undefined) {
    body.iterations.push({ root: rounds.root, body: statement, span: spanOf(call.object, body) });
  }
  const own: Clause[] = result.invariant === undefined ? [] : [{ ...result.invariant(at), span }];
  emit(body, {
    kind: "loop",
    label,
    prelude: [],
    condition: rounds.within(at),
    body: statement,
    step: { kind: "assign", target: { root: index, path: [] }, value: rounds.next(at), span },
    invariants: [bounds(rounds, at, spanOf(call.object, body)), ...kept, ...own, ...clauses.invariants],
    variant: clauses.variant ?? measure(rounds, at, span),
    doneWith: clauses.doneWith,
    span,
  });
  return result.value;
}

function bounds(rounds: Rounds, at: Term, span: Span): Clause {
  return { text: "the position is within what is gone through", term: rounds.bound(at), span };
}

/** Soundness: the method takes the length once, where the loop reads it in each round. */
function lengthKept({ array, root }: Rounds, span: Span, body: Body): readonly Clause[] {
  if (array?.sort.kind !== "array" || root === undefined) return [];
  const length = variable(temporary(body, arrayLength(array), span, "n").name, intSort);
  return [{ text: `the length of \`${root}\` stays`, term: same(arrayLength(array), length), span }];
}

function measure(rounds: Rounds, at: Term, span: Span): Variant {
  return { kind: "measure", terms: [rounds.left(at)], text: "the elements that are left", span, inferred: true };
}

/** What is gone through, and in which direction. The operands of the call are evaluated here, in their order. */
function roundsOf(node: ts.CallExpression, call: CallbackCall, body: Body): Rounds {
  const { start } = call;
  const lengthOnly = call.method === "Array.from" ? lengthOf(call.object) : undefined;
  const first = lengthOnly ?? call.object;
  const [object, begin] = operands(start === undefined ? [first] : [first, start], body);
  invariant(object !== undefined, "an operand gives its syntax");
  const span = spanOf(first, body);
  const value = needed({ value: elaborate(object, body.cx), span }, body.cx);
  const term = settle(value, body.cx);
  if (lengthOnly !== undefined) return countedRounds(term, span, node, body);
  const way = term.sort.kind === "map" && term.sort.form === "map" ? "entries" : "values";
  const through = throughTerm(term, way, span, body);
  if (through === undefined || (term.sort.kind !== "array" && call.method !== "forEach")) {
    return unsupported({
      code: "unsupported.call",
      span: spanOf(node, body),
      message: "What this method goes through is no array.",
      hint: "Write a loop.",
    });
  }
  const forward: Rounds = { ...through, ...ofTraversal(through, term.sort, body), start: begin, first: int(0n) };
  if (term.sort.kind !== "array") return forward;
  const isBackward = ["reduceRight", "findLast", "findLastIndex"].includes(call.method);
  const isFold = call.method === "reduce" || call.method === "reduceRight";
  const length = arrayLength(through.root === undefined ? term : variable(through.root, term.sort));
  const seed = isFold && start === undefined ? int(1n) : int(0n);
  if (!isBackward) return { ...forward, first: seed, bound: (at) => and(atMost(seed, at), atMost(at, length)) };
  return {
    ...forward,
    first: subtract(subtract(length, int(1n)), seed),
    within: (at) => atMost(int(0n), at),
    bound: (at) => and(atMost(int(-1n), at), lessThan(at, length)),
    left: (at) => apply("int.add", [at, int(1n)], intSort),
    next: (at) => subtract(at, int(1n)),
  };
}

/** What the function is given: the element, its position or key, and what is gone through. */
function ofTraversal(through: Traversal, sort: Sort, body: Body): Pick<Rounds, "sources" | "element" | "array"> {
  const isMap = sort.kind === "map" && sort.form === "map";
  const isSet = sort.kind === "map" && sort.form === "set";
  const array = through.root === undefined ? undefined : variable(through.root, sort);
  return {
    array,
    element: sort.kind === "array" ? sort.element : undefined,
    sources: (at, span) => {
      const whole = through.element(at);
      const root: readonly Source[] =
        array === undefined ? [] : [{ kind: "value", syntax: namedTerm(array, span, body) }];
      if (isMap && whole.kind === "parts") {
        const [key, value] = whole.parts;
        return [value, key].flatMap((part) => part ?? []).concat(root);
      }
      if (isSet) return [whole, whole, ...root];
      return [whole, { kind: "value", syntax: position(at, span, body) }, ...root];
    },
  };
}

function position(at: Term, span: Span, body: Body): Expression {
  invariant(at.kind === "variable", "a position is a variable");
  return namedTerm(variable(at.name, natSort), span, body);
}

/** `Array.from({ length: n }, f)` */
function countedRounds(length: Term, span: Span, node: ts.CallExpression, body: Body): Rounds {
  // A length below 0 is one of 0 (ECMA-262, section 7.1.20).
  const count = apply("int.maximum", [int(0n), length], intSort);
  const array = apply("array.repeat", [int(0n), count], { kind: "array", element: intSort }, spanOf(node, body));
  const end = arrayLength(variable(temporary(body, array, span, "a").name, { kind: "array", element: intSort }));
  return {
    within: (at) => lessThan(at, end),
    bound: (at) => and(atMost(int(0n), at), atMost(at, end)),
    left: (at) => subtract(end, at),
    next: (at) => apply("int.add", [at, int(1n)], intSort),
    root: undefined,
    array: undefined,
    element: undefined,
    start: undefined,
    first: int(0n),
    sources: (at, where) => [
      { kind: "value", syntax: { kind: "undefined", span: where } },
      { kind: "value", syntax: position(at, where, body) },
    ],
  };
}

function lengthOf(node: ts.Expression): ts.Expression | undefined {
  const inner = withoutParentheses(node);
  if (!ts.isObjectLiteralExpression(inner)) return undefined;
  const [only, another] = inner.properties;
  if (only === undefined || another !== undefined || only.name?.getText() !== "length") return undefined;
  if (ts.isPropertyAssignment(only)) return only.initializer;
  return ts.isShorthandPropertyAssignment(only) ? only.name : undefined;
}

const givesElements: ReadonlySet<CallbackMethod> = new Set(["filter", "find", "findLast"]);

/** Where the method gives the element, it is taken before the function is called, which may put another in its place. */
function oneRound(rounds: Rounds, method: CallbackMethod, at: Term, label: string, span: Span, body: Body): Round {
  const { array, element: sort } = rounds;
  const [whole, ...others] = rounds.sources(at, span);
  invariant(whole !== undefined, "a round has an element");
  if (array === undefined || sort === undefined || !givesElements.has(method)) {
    return { at, label, sources: [whole, ...others], element: undefined };
  }
  const taken: Variable = { name: freshName(body, "e"), sort };
  emit(body, { kind: "let", variable: taken, value: arrayGet(array, at, span), span });
  body.tokens.set(taken.name, { kind: "variable", variable: taken });
  const element = variable(taken.name, sort);
  const source: Source = { kind: "value", syntax: { kind: "name", name: taken.name, span } };
  return { at, label, sources: [source, ...others], element };
}

/** Soundness: the method goes on through the first array where the IR would go through the other. */
function refuseRepointed(call: CallbackCall, { root }: Rounds, body: Body): void {
  if (root === undefined || !assignedBy(call.fn, body).has(root)) return;
  unsupported({
    code: "unsupported.iteration",
    span: spanOf(call.object, body),
    message: "The function gives the variable that is gone through another array.",
    hint: "Give the array a name of its own before.",
  });
}

function ownParameters({ callee }: Given): readonly ts.ParameterDeclaration[] {
  return callee.node.parameters.filter((p) => !(ts.isIdentifier(p.name) && p.name.text === "this"));
}

/** Soundness: a round ends with giving the accumulator another value, so that its parameter is the accumulator itself. */
function nameAccumulator(
  fn: Given,
  accumulator: { readonly variable: Variable; readonly owner: ts.Symbol | undefined },
): void {
  const [first] = ownParameters(fn);
  const symbol = first === undefined ? undefined : fn.inner.site.file.checker.getSymbolAtLocation(first.name);
  if (first === undefined) return;
  refuseForm(first, fn.inner);
  if (symbol === undefined || !ts.isIdentifier(first.name)) return;
  fn.inner.locals.set(symbol, { ...accumulator, assigned: true });
}

function bindParameters(
  fn: Given,
  accumulator: { readonly variable: Variable } | undefined,
  sources: readonly Source[],
  inner: Body,
): void {
  const parameters = ownParameters(fn);
  const whole: Source | undefined = accumulator && {
    kind: "value",
    syntax: { kind: "name", name: accumulator.variable.name, span: fn.span },
  };
  const values = whole === undefined ? sources : [whole, ...sources];
  parameters.forEach((parameter, i) => {
    refuseForm(parameter, inner);
    const isNamed = ts.isIdentifier(parameter.name);
    if (i === 0 && whole !== undefined && isNamed) return;
    const source: Source = values[i] ?? { kind: "value", syntax: { kind: "undefined", span: fn.span } };
    if (isNamed && isWholeArray(parameter, i, values, source, inner)) return;
    declareLeaves(readable(bindingPattern(parameter.name), inner), source, inner);
  });
}

/** The array itself as the last argument is another name of its variable. */
function isWholeArray(
  parameter: ts.ParameterDeclaration,
  i: number,
  values: readonly Source[],
  source: Source,
  inner: Body,
): boolean {
  if (i !== values.length - 1 || i < 2 || source.kind !== "value") return false;
  const value = elaborate(source.syntax, inner.cx);
  const symbol = inner.site.file.checker.getSymbolAtLocation(parameter.name);
  if (symbol === undefined || value.kind !== "term" || value.term.kind !== "variable") return false;
  if (inner.assigned.has(symbol)) return false;
  inner.locals.set(symbol, {
    variable: { name: value.term.name, sort: value.term.sort },
    owner: undefined,
    assigned: false,
  });
  return true;
}

function refuseForm(node: ts.ParameterDeclaration, body: Body): void {
  if (node.dotDotDotToken === undefined && node.initializer === undefined) return;
  unsupported({
    code: "unsupported.parameter",
    span: spanOf(node, body),
    message: "A default or rest parameter of a function that a method is given is not read.",
    hint: "Give it plain parameters.",
  });
}

function hiddenIndex(
  fn: Given | undefined,
  method: CallbackMethod,
  index: Variable,
): { readonly name: string; readonly variable: Variable } | undefined {
  if (fn === undefined) return undefined;
  const isFold = method === "reduce" || method === "reduceRight";
  const element = ownParameters(fn)[isFold ? 1 : 0]?.name;
  if (element === undefined || !ts.isIdentifier(element)) return undefined;
  return { name: `_${element.text}_idx`, variable: index };
}

/** Clauses see what the function sees. */
function locationOf(fn: Given | undefined, node: ts.CallExpression): ts.Node {
  return fn?.callee.scope === undefined ? node : (fn.callee.node.body ?? node);
}
