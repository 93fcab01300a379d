/**
 * Takes calls of array methods whose argument is a function without effects; gives their values as terms (ECMA-262,
 * section 23.1.3). What the function owes is owed of every element, whether or not JavaScript comes to it.
 * Relies on the length that the method takes first staying as it is, since the function has no effects.
 */
import type { Expression } from "../../contract/index.js";
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
  ite,
  lessThan,
  natSort,
  type Sort,
  sameRepresentation,
  substitute,
  subtract,
  type Term,
  tabulate,
  type Variable,
  variable,
} from "../../ir/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, fits, joinSorts, settle } from "../types/coerce.js";
import { afterEvaluating, both, follows } from "../types/evaluated.js";
import { outside } from "../types/mismatch.js";
import { kindOf } from "../types/number-kind.js";
import { unrefined } from "../types/refinements.js";
import { needed } from "./arithmetic.js";
import { asTerm, asTruth, type Callback, callbackOf } from "./callback.js";
import { globalName } from "./calls.js";
import { elaborate, operand } from "./elaborate.js";
import {
  elementsAt,
  evaluatedOver,
  firstOf,
  foldOf,
  indicesOf,
  joinedOf,
  lastOf,
  type Range,
  withAccumulator,
} from "./fold.js";

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
  const value = method({ name, array: object.term, callback, e, wanted, cx });
  // The elements of a computed array are read as what they are; what computing them owes is owed all the same.
  if (object.term.kind !== "tabulate" || value.kind !== "term") return value;
  return ofTerm(afterEvaluating(object.term, value.term));
}

/** `array[index]`, as what it is where the array was only just computed. */
function elementOf(array: Term, index: Term): Term {
  if (array.kind !== "tabulate") return arrayGet(array, index);
  return substitute(array.body, new Map([[array.binder.name, index]]));
}

function lengthOf(array: Term): Term {
  const isPlain =
    array.kind === "tabulate" && array.length.kind === "apply" && array.length.operator === "array.length";
  return isPlain ? array.length : arrayLength(array);
}

const methods: Readonly<Record<string, (m: Method) => Elaborated>> = {
  filter: (m) => ofTerm(filtered(m)),
  flatMap: (m) => ofTerm(flatMapped(m)),
  find: (m) => ofTerm(elementFound(m, firstOf)),
  findIndex: (m) => ofTerm(position(m, firstOf)),
  findLast: (m) => ofTerm(elementFound(m, lastOf)),
  findLastIndex: (m) => ofTerm(position(m, lastOf)),
  map: (m) => ofTerm(mapped(m)),
  reduce: (m) => ofTerm(reduced(m, "fromStart")),
  reduceRight: (m) => ofTerm(reduced(m, "fromEnd")),
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
  return [ofTerm(elementOf(array, variable(index.name, index.sort))), ofBound(index), ofTerm(array)];
}

function wantedElement(wanted: Sort | undefined): Sort | undefined {
  return wanted?.kind === "array" ? wanted.element : undefined;
}

function mapped({ array, callback, e, wanted, cx }: Method): Term {
  const index = indexVariable(callback, 1, cx);
  const body = asTerm(callback, argumentsAt(array, index), wantedElement(wanted), cx);
  return tabulate(lengthOf(array), index, body, e.span);
}

/** What the function returns is an array each time: they stand one behind the other. */
function flatMapped({ array, callback, e, cx, wanted }: Method): Term {
  const range = rangeOf(array, { ...indexVariable(callback, 1, cx), sort: intSort });
  const part = asTerm(callback, argumentsAt(array, range.index), wanted, cx);
  if (part.sort.kind !== "array") {
    return outside("unsupported.call", e.span, "`flatMap` is read of functions that return arrays.", "Return `[x]`.");
  }
  return evaluatedOver(range, part, joinedOf(range, part, cx).value, cx);
}

function quantified({ array, callback, cx }: Method, quantifier: "forall" | "exists"): Term {
  const index = { ...indexVariable(callback, 1, cx), sort: intSort };
  const test = asTruth(callback, argumentsAt(array, index), cx);
  const k = variable(index.name, index.sort);
  const range = and(atMost(int(0n), k), lessThan(k, lengthOf(array)));
  return quantifier === "forall" ? forall([index], follows(range, test)) : exists([index], both(range, test));
}

function rangeOf(array: Term, index: Variable): Range {
  return { low: int(0n), high: lengthOf(array), index };
}

/** The test of an element at a bound index, and what evaluating it for every element owes. */
function tested({ array, callback, cx }: Method): {
  readonly range: Range;
  readonly test: Term;
  readonly owed: (value: Term) => Term;
} {
  const range = rangeOf(array, { ...indexVariable(callback, 1, cx), sort: intSort });
  const test = asTruth(callback, argumentsAt(array, range.index), cx);
  return { range, test, owed: (value) => evaluatedOver(range, test, value, cx) };
}

function filtered(m: Method): Term {
  const { range, test, owed } = tested(m);
  const indices = indicesOf(range, test, m.cx).value;
  const index = { name: m.cx.freshBinder("k"), sort: natSort };
  return owed(elementsAt(m.array, indices, index));
}

function position(m: Method, found: typeof firstOf): Term {
  const { range, test, owed } = tested(m);
  return owed(found(range, test, m.cx).value);
}

function elementFound(m: Method, found: typeof firstOf): Term {
  const at = position(m, found);
  const element = m.array.sort.kind === "array" ? m.array.sort.element : m.array.sort;
  const sort = m.cx.table.option(element, ["undefined"]);
  const present = coerce(ofTerm(arrayGet(m.array, at)), sort, m.e.span, m.cx);
  return ite(atMost(int(0n), at), present, { kind: "construct", sort, constructor: "undefined", args: [] });
}

/** How the number that is accumulated may have to be of a wider kind than its start: so often at most. */
const mostWidenings = 3;

function reduced(m: Method, direction: "fromStart" | "fromEnd"): Term {
  const { array, callback, e, cx } = m;
  const [, given] = e.args;
  const length = lengthOf(array);
  const done = given === undefined ? 1 : 0;
  const edge = direction === "fromStart" ? int(0n) : subtract(length, int(1n));
  const initial: Elaborated =
    given === undefined ? ofTerm(arrayGet(array, edge, e.span)) : elaborate(given, cx, m.wanted);
  const span = given?.span ?? e.span;
  const counted: Variable = { name: cx.freshBinder(callback.parameter(2) ?? "k"), sort: intSort };
  const range: Range = { low: int(BigInt(done)), high: length, index: counted };
  const n = variable(counted.name, counted.sort);
  const index = direction === "fromStart" ? n : subtract(subtract(length, int(1n)), n);
  const name = cx.freshBinder(callback.parameter(0) ?? "accumulated");
  let sort = unrefined(m.wanted !== undefined && kindOf(m.wanted) !== undefined ? m.wanted : settle(initial, cx).sort);
  for (let round = 0; ; round++) {
    const accumulator: Variable = { name, sort };
    const args = [ofBound(accumulator), ofTerm(elementOf(array, index)), positionOf(index, counted), ofTerm(array)];
    const value = callback.apply(args, sort);
    const joined = joinSorts(ofTerm(variable(name, sort)), value, cx);
    if (joined !== undefined && !sameRepresentation(joined, sort) && round < mostWidenings) {
      sort = unrefined(joined);
      continue;
    }
    const step = coerce(value, sort, callback.span, cx);
    const start = coerce(initial, sort, span, cx);
    const folded = foldOf(range, accumulator, start, step, cx);
    const eachStep = withAccumulator(step, accumulator, folded.upTo(n));
    return afterEvaluating(start, evaluatedOver(range, eachStep, folded.value, cx));
  }
}

function positionOf(index: Term, counted: Variable): Elaborated {
  return index.kind === "variable" ? ofBound(counted) : ofTerm(index);
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
    return ofTerm(tabulate(lengthOf(object.term), index, body, e.span));
  }
  const asked = coerce(needed({ value: elaborate(given, cx), span: given.span }, cx), intSort, given.span, cx);
  // A length below 0 is one of 0 (ECMA-262, section 7.1.20).
  const length = fits(asked, natSort, cx) ? asked : apply("int.maximum", [int(0n), asked], intSort);
  const index = indexVariable(callback, 1, cx);
  const missing: Elaborated = { kind: "absent", which: "undefined", span: source.span };
  const body = asTerm(callback, [missing, ofBound(index)], wantedElement(wanted), cx);
  if (length.kind === "apply" && length.operator === "array.length") {
    return ofTerm(tabulate(length, index, body, e.span));
  }
  // The length owes its range as that of `new Array(n)` does.
  const inRange = apply("array.repeat", [int(0n), length], { kind: "array", element: intSort }, e.span);
  return ofTerm(afterEvaluating(inRange, tabulate(length, index, body, e.span)));
}

function lengthOnly(e: Extract<Expression, { kind: "object" }>): Expression | undefined {
  const [only] = e.properties;
  return e.properties.length === 1 && only?.name === "length" ? only.value : undefined;
}
