/**
 * Takes calls of array methods whose argument is a function without effects; gives their values as terms (ECMA-262,
 * section 23.1.3). What the function owes is owed of every element, whether or not JavaScript comes to it.
 * Relies on the length that the method takes first staying as it is, since the function has no effects.
 */
import type { Expression } from "../contract/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  exists,
  forall,
  int,
  intSort,
  lessThan,
  natSort,
  type Sort,
  type Term,
  tabulate,
  type Variable,
  variable,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { needed } from "./arithmetic.js";
import { coerce } from "./coerce.js";
import { elaborate, operand } from "./elaborate.js";
import { asTerm, asTruth, type Callback, callbackOf } from "./elaborate-callback.js";
import { globalName } from "./elaborate-calls.js";
import { type Elaborated, ofTerm, type Surroundings } from "./entity.js";
import { both, follows } from "./evaluated.js";

type Call = Extract<Expression, { kind: "call" }>;

/** One call: the array that it is of, and the function. */
interface Method {
  readonly name: string;
  readonly array: Term;
  readonly callback: Callback;
  readonly e: Call;
  readonly wanted: Sort | undefined;
  readonly cx: Surroundings;
}

/** Undefined where the call is of something else. */
export function callOfMethod(e: Call, wanted: Sort | undefined, cx: Surroundings): Elaborated | undefined {
  if (e.callee.kind !== "member" || e.optional || e.callee.optional) return undefined;
  if (globalName(e.callee, cx) === "Array.from") return arrayFrom(e, wanted, cx);
  const name = e.callee.property;
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method === undefined || globalName(e.callee.object, cx) !== undefined) return undefined;
  const object = needed(operand(e.callee.object, cx), cx);
  if (object.kind !== "term" || object.term.sort.kind !== "array") return undefined;
  const callback = callbackOf(e.args[0], name, e.span, cx);
  return method({ name, array: object.term, callback, e, wanted, cx });
}

const methods: Readonly<Record<string, (m: Method) => Elaborated>> = {
  map: (m) => ofTerm(mapped(m)),
  every: (m) => ofTerm(quantified(m, "forall")),
  some: (m) => ofTerm(quantified(m, "exists")),
};

export function hasCallback(method: string): boolean {
  return Object.hasOwn(methods, method);
}

/** A bound index with the author's name for it, if there is one. */
export function indexVariable(callback: Callback, position: number, cx: Surroundings): Variable {
  return { name: cx.freshBinder(callback.parameter(position) ?? "k"), sort: natSort };
}

export function ofBound(v: Variable): Elaborated {
  return { kind: "term", term: variable(v.name, v.sort), bound: true };
}

/** What a method gives its function: the element, its index, the array. */
function argumentsAt(array: Term, index: Variable): readonly Elaborated[] {
  return [ofTerm(arrayGet(array, variable(index.name, index.sort))), ofBound(index), ofTerm(array)];
}

function wantedElement(wanted: Sort | undefined): Sort | undefined {
  return wanted?.kind === "array" ? wanted.element : undefined;
}

function mapped({ array, callback, e, wanted, cx }: Method): Term {
  const index = indexVariable(callback, 1, cx);
  const body = asTerm(callback, argumentsAt(array, index), wantedElement(wanted), cx);
  return tabulate(arrayLength(array), index, body, e.span);
}

function quantified({ array, callback, cx }: Method, quantifier: "forall" | "exists"): Term {
  const index = { ...indexVariable(callback, 1, cx), sort: intSort };
  const test = asTruth(callback, argumentsAt(array, index), cx);
  const k = variable(index.name, index.sort);
  const range = and(atMost(int(0n), k), lessThan(k, arrayLength(array)));
  return quantifier === "forall" ? forall([index], follows(range, test)) : exists([index], both(range, test));
}

/** `Array.from({ length: n }, f)` and `Array.from(a, f)`. */
function arrayFrom(e: Call, wanted: Sort | undefined, cx: Surroundings): Elaborated | undefined {
  const [source, fn] = e.args;
  if (source === undefined || fn === undefined || e.args.length !== 2) return undefined;
  const callback = callbackOf(fn, "Array.from", e.span, cx);
  const given = source.kind === "object" ? lengthOnly(source) : undefined;
  if (given === undefined) {
    const object = needed({ value: elaborate(source, cx), span: source.span }, cx);
    if (object.kind !== "term" || object.term.sort.kind !== "array") return undefined;
    // The function gets the element and its index, and no array.
    const index = indexVariable(callback, 1, cx);
    const [element, position] = argumentsAt(object.term, index);
    if (element === undefined || position === undefined) return undefined;
    const body = asTerm(callback, [element, position], wantedElement(wanted), cx);
    return ofTerm(tabulate(arrayLength(object.term), index, body, e.span));
  }
  const length = coerce(needed({ value: elaborate(given, cx), span: given.span }, cx), intSort, given.span, cx);
  const index = indexVariable(callback, 1, cx);
  const missing: Elaborated = { kind: "absent", which: "undefined", span: source.span };
  const body = asTerm(callback, [missing, ofBound(index)], wantedElement(wanted), cx);
  // ToLength: a length below 0 is 0.
  return ofTerm(tabulate(atLeastZero(length, given.span), index, body, e.span));
}

function atLeastZero(length: Term, span: Span): Term {
  if (length.kind === "apply" && length.operator === "array.length") return length;
  return apply("int.maximum", [int(0n), length], natSort, span);
}

function lengthOnly(e: Extract<Expression, { kind: "object" }>): Expression | undefined {
  const [only] = e.properties;
  return e.properties.length === 1 && only?.name === "length" ? only.value : undefined;
}
