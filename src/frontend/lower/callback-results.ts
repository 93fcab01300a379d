/**
 * Takes a call of a method that calls a function for each element, done as a loop; gives what the call's value is made
 * of: the variable that holds it, what each round does with what the function returned, and what is known of it at the
 * head of each round (ECMA-262, section 23.1.3).
 */
import ts from "typescript";
import { invariant } from "../../base/index.js";
import type { Expression } from "../../contract/index.js";
import {
  apply,
  arrayGet,
  arrayLength,
  atMost,
  bool,
  boolTerm,
  type Clause,
  int,
  is,
  not,
  type Sort,
  same,
  subtract,
  type Term,
  unitSort,
  use,
  type Variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { elaborate } from "../elaborate/elaborate.js";
import { type Elaborated, ofTerm } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { truth } from "../types/coerce.js";
import { receive } from "../types/receive.js";
import { sortOfType } from "../types/types.js";
import { type Body, block, choice, collected, emit, freshName, type InlineCallee } from "../world/body.js";
import type { CallbackCall } from "./callback-methods.js";
import { spanOf } from "./expression.js";
import type { Source } from "./pattern.js";
import type { Traversal } from "./traversal.js";

/** The rounds of one call. */
export interface Rounds extends Omit<Traversal, "element"> {
  readonly first: Term;
  /** What the function is given at a position. */
  readonly sources: (at: Term, span: Span) => readonly Source[];
  readonly array: Term | undefined;
  readonly element: Sort | undefined;
  /** What a fold starts with, evaluated in its turn. */
  readonly start: Expression | undefined;
}

/** One round: its position, and the element where it is kept. */
export interface Round {
  readonly at: Term;
  /** Of the loop. */
  readonly label: string;
  readonly sources: readonly Source[];
  readonly element: Term | undefined;
}

export interface Returned {
  readonly sort: Sort;
  readonly target: Variable | undefined;
  readonly owner: ts.Symbol | undefined;
}

export interface Accumulator {
  readonly variable: Variable;
  readonly owner: ts.Symbol | undefined;
}

export interface Accumulation {
  readonly value: Expression;
  /** Where the function's own value goes. */
  readonly returned: Returned;
  /** Of a fold: what the function is given first. */
  readonly accumulator: Accumulator | undefined;
  /** After the function has returned. */
  readonly use: (round: Round) => void;
  readonly invariant: ((at: Term) => Omit<Clause, "span">) | undefined;
}

interface Making {
  readonly node: ts.CallExpression;
  readonly call: CallbackCall;
  readonly rounds: Rounds;
  readonly callee: InlineCallee | undefined;
  readonly span: Span;
  readonly body: Body;
}

export function accumulation(
  node: ts.CallExpression,
  call: CallbackCall,
  rounds: Rounds,
  callee: InlineCallee | undefined,
  body: Body,
): Accumulation {
  const making: Making = { node, call, rounds, callee, span: spanOf(node, body), body };
  switch (call.method) {
    case "forEach":
      return {
        value: { kind: "undefined", span: making.span },
        returned: { sort: unitSort, target: undefined, owner: undefined },
        accumulator: undefined,
        use: () => undefined,
        invariant: undefined,
      };
    case "map":
    case "Array.from":
      return mapped(making);
    case "flatMap":
      return flattened(making);
    case "filter":
      return filtered(making);
    case "some":
    case "every":
      return decided(making, call.method === "some");
    case "find":
    case "findLast":
      return found(making);
    case "findIndex":
    case "findLastIndex":
      return position(making);
    case "reduce":
    case "reduceRight":
      return folded(making, call.method === "reduceRight");
  }
}

function named(of: Variable, span: Span): Expression {
  return { kind: "name", name: of.name, span };
}

/** The function itself stands for the kind of its numbers. */
function ownerOf({ callee }: Making): ts.Symbol | undefined {
  if (callee === undefined) return undefined;
  const { checker } = callee.file;
  return checker.getSymbolAtLocation(callee.nameNode) ?? checker.getTypeAtLocation(callee.node).symbol;
}

function sortOf(type: ts.Type, owner: ts.Symbol | undefined, { node, body }: Making): Sort {
  const kind = (owner && body.kinds.get(owner)) ?? "int";
  return sortOfType(type, kind, spanOf(node, body), body.world.reader(body.site.file));
}

function typeOfCall({ node, body }: Making): ts.Type {
  return body.site.file.checker.getTypeAtLocation(node);
}

/** The sort of the array that the call gives. */
function arrayOfCall(making: Making, owner: ts.Symbol | undefined): Extract<Sort, { kind: "array" }> {
  const sort = sortOf(typeOfCall(making), owner, making);
  if (sort.kind === "array") return sort;
  return unsupported({ code: "unsupported.call", span: making.span, message: "The call gives no array." });
}

function variableFor(value: Term, { span, body }: Making, letter = "t"): Variable {
  const made: Variable = { name: freshName(body, letter), sort: value.sort };
  emit(body, { kind: "let", variable: made, value, span });
  body.tokens.set(made.name, { kind: "variable", variable: made });
  return made;
}

/** What the function returned in this round. */
function returnedValue(sort: Sort, { body }: Making): Variable {
  const made: Variable = { name: freshName(body, "r"), sort };
  body.tokens.set(made.name, { kind: "variable", variable: made });
  return made;
}

function add(array: Variable, value: Term, whole: boolean, { span, body }: Making): void {
  const grown = apply(whole ? "array.concat" : "array.push", [use(array), value], array.sort, span);
  emit(body, { kind: "assign", target: { root: array, path: [] }, value: grown, inPlace: "grows", span });
}

/** The variable that each round's value is put into; the round declares it. */
function eachReturned(
  sort: Sort,
  owner: ts.Symbol | undefined,
  making: Making,
): Returned & { readonly target: Variable } {
  return { sort, target: returnedValue(sort, making), owner };
}

function mapped(making: Making): Accumulation {
  const owner = ownerOf(making);
  const sort = arrayOfCall(making, owner);
  const out = variableFor(apply("array.literal", [], sort, making.span), making);
  const returned = eachReturned(sort.element, owner, making);
  return {
    value: named(out, making.span),
    returned,
    accumulator: undefined,
    use: () => add(out, use(returned.target), false, making),
    invariant: (at) => ({
      text: "the result has one element for each round",
      term: same(arrayLength(use(out)), at),
    }),
  };
}

/** What the function returns is an array, whose elements come into the result, or one element. */
function flattened(making: Making): Accumulation {
  const owner = ownerOf(making);
  const sort = arrayOfCall(making, owner);
  const out = variableFor(apply("array.literal", [], sort, making.span), making);
  const { callee, body, span } = making;
  const { checker } = body.site.file;
  const type = callee === undefined ? undefined : checker.getTypeAtLocation(callee.node);
  const [signature] = type?.getCallSignatures() ?? [];
  const one = signature && checker.getReturnTypeOfSignature(signature);
  const isArray = one === undefined || checker.isArrayType(one) || checker.isTupleType(one);
  if (one?.isUnion() === true && one.types.some((t) => checker.isArrayType(t) || checker.isTupleType(t))) {
    // `[]` and `[x]` on different ways are arrays both.
    if (!one.types.every((t) => checker.isArrayType(t) || checker.isTupleType(t))) {
      return unsupported({
        code: "unsupported.call",
        span,
        message: "The function returns an array or a single element.",
        hint: "Return an array on every way.",
      });
    }
    return joined(out, sort, owner, true, making);
  }
  return joined(out, sort, owner, isArray, making);
}

function joined(
  out: Variable,
  sort: Extract<Sort, { kind: "array" }>,
  owner: ts.Symbol | undefined,
  whole: boolean,
  making: Making,
): Accumulation {
  const returned = eachReturned(whole ? sort : sort.element, owner, making);
  return {
    value: named(out, making.span),
    returned,
    accumulator: undefined,
    use: () => add(out, use(returned.target), whole, making),
    invariant: undefined,
  };
}

/** The function's answer, as a truth: of a boolean or of whatever it returns. */
function answer(making: Making): { readonly returned: Returned; readonly holds: () => Term } {
  const { callee, body, span } = making;
  const { checker } = body.site.file;
  const owner = ownerOf(making);
  const [signature] = callee === undefined ? [] : checker.getTypeAtLocation(callee.node).getCallSignatures();
  const type = signature && checker.getReturnTypeOfSignature(signature);
  const sort = type === undefined ? bool : sortOf(type, owner, making);
  const returned = eachReturned(sort, owner, making);
  return { returned, holds: () => truth(ofTerm(use(returned.target)), span, body.cx) };
}

function when(test: Term, work: () => void, { span, body }: Making): void {
  const { statements } = collected(body, work);
  emit(body, choice(test, block(statements, span), { kind: "block", body: [], span }, span));
}

function leaveWith(result: Variable, value: Term, label: string, { span, body }: Making): void {
  emit(body, { kind: "assign", target: { root: result, path: [] }, value, span });
  emit(body, { kind: "break", label, span });
}

function filtered(making: Making): Accumulation {
  const { span, body } = making;
  const { returned, holds } = answer(making);
  const narrowed = narrowedSort(making);
  const out = variableFor(apply("array.literal", [], narrowed, span), making);
  return {
    value: named(out, span),
    returned,
    accumulator: undefined,
    use: ({ element }) =>
      when(
        holds(),
        () => {
          if (element === undefined) return;
          const kept = receive(body, ofTerm(element), { sort: narrowed.element, what: "the element" }, span);
          add(out, kept, false, making);
        },
        making,
      ),
    invariant: (at) => ({
      text: "the result has at most one element for each round",
      term: atMost(arrayLength(use(out)), at),
    }),
  };
}

/** The array's own sort, or what a type predicate makes of its elements. */
function narrowedSort(making: Making): Extract<Sort, { kind: "array" }> {
  const { rounds, body, call } = making;
  const { checker } = body.site.file;
  const own: Extract<Sort, { kind: "array" }> | undefined =
    rounds.element === undefined ? undefined : { kind: "array", element: rounds.element };
  const given = checker.getIndexTypeOfType(checker.getTypeAtLocation(call.object), ts.IndexKind.Number);
  const taken = checker.getIndexTypeOfType(typeOfCall(making), ts.IndexKind.Number);
  if (own !== undefined && given === taken) return own;
  return arrayOfCall(making, undefined);
}

function decided(making: Making, hit: boolean): Accumulation {
  const { returned, holds } = answer(making);
  const result = variableFor(boolTerm(!hit), making);
  return {
    value: named(result, making.span),
    returned,
    accumulator: undefined,
    use: ({ label }) =>
      when(hit ? holds() : not(holds()), () => leaveWith(result, boolTerm(hit), label, making), making),
    invariant: () => ({ text: "nothing is decided", term: hit ? not(use(result)) : use(result) }),
  };
}

function found(making: Making): Accumulation {
  const { rounds, span, body } = making;
  const { returned, holds } = answer(making);
  const sort = body.cx.table.option(rounds.element ?? unitSort, ["undefined"]);
  const none: Term = { kind: "construct", sort, constructor: "undefined", args: [] };
  const result = variableFor(none, making);
  return {
    value: named(result, span),
    returned,
    accumulator: undefined,
    use: ({ element, label }) =>
      when(
        holds(),
        () => {
          if (element === undefined) return;
          const kept = receive(body, ofTerm(element), { sort, what: "the element" }, span);
          leaveWith(result, kept, label, making);
        },
        making,
      ),
    invariant: () => ({ text: "nothing is found", term: is(use(result), "undefined") }),
  };
}

function position(making: Making): Accumulation {
  const { returned, holds } = answer(making);
  const result = variableFor(int(-1n), making);
  return {
    value: named(result, making.span),
    returned,
    accumulator: undefined,
    use: ({ at, label }) => when(holds(), () => leaveWith(result, at, label, making), making),
    invariant: () => ({ text: "nothing is found", term: same(use(result), int(-1n)) }),
  };
}

function folded(making: Making, fromEnd: boolean): Accumulation {
  const { rounds, span, body, call } = making;
  const owner = ownerOf(making);
  const sort = sortOf(typeOfCall(making), owner, making);
  const value = rounds.start === undefined ? edge(making, fromEnd) : elaborate(rounds.start, body.cx, sort);
  const at = call.start === undefined ? span : spanOf(call.start, body);
  const start = receive(body, value, { sort, owner, what: "the start" }, at);
  const variable: Variable = { name: freshName(body, "c"), sort };
  emit(body, { kind: "let", variable, value: start, span });
  body.tokens.set(variable.name, { kind: "variable", variable });
  return {
    value: named(variable, span),
    returned: { sort, target: variable, owner },
    accumulator: { variable, owner },
    use: () => undefined,
    invariant: undefined,
  };
}

/** Without a start: the first element, or the last, which is owed to be there. */
function edge({ rounds, span }: Making, fromEnd: boolean): Elaborated {
  const { array } = rounds;
  invariant(array !== undefined, "a fold goes through an array");
  const at = fromEnd ? subtract(arrayLength(array), int(1n)) : int(0n);
  return ofTerm(arrayGet(array, at, span));
}
