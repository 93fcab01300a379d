/**
 * Takes members of maps and membership tests, of clauses and of code alike; gives their terms. A Map that is asked for
 * a key gives `V | undefined`, whatever the checker says.
 */
import type { Expression } from "../../contract/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  bool,
  exists,
  int,
  intSort,
  isMutable,
  ite,
  lessThan,
  type MapSort,
  mapGet,
  mapHas,
  mapKeys,
  mapSize,
  type Sort,
  same,
  sameRepresentation,
  stringSort,
  type Term,
  tabulate,
  variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce } from "../types/coerce.js";
import { setMethods } from "../types/collections.js";
import { describe, mismatch, outside } from "../types/mismatch.js";
import { unrefined } from "../types/refinements.js";
import { needed } from "./arithmetic.js";
import { globalName } from "./calls.js";
import { elaborate, operand } from "./elaborate.js";
import { ofTwoSets } from "./sets.js";

type Call = Extract<Expression, { kind: "call" }>;
type MapTerm = Term & { readonly sort: MapSort };

function isMap(term: Term): term is MapTerm {
  return term.sort.kind === "map";
}

/** `m.get(k)`, `s.has(x)`; undefined where the call is of something else. */
export function callOfMap(e: Call, cx: Surroundings): Elaborated | undefined {
  const { callee } = e;
  if (callee.kind !== "member" || e.optional) return undefined;
  return ofMethod(needed(operand(callee.object, cx), cx), callee.property, e, cx);
}

function ofMethod(value: Elaborated, method: string, e: Call, cx: Surroundings): Elaborated | undefined {
  if (value.kind !== "term" || !isMap(value.term)) return undefined;
  const map = value.term;
  const [first] = e.args;
  if ((method === "has" || method === "get") && first !== undefined && e.args.length === 1) {
    const key = keyTerm(first, map.sort, cx);
    if (method === "has") return ofTerm(mapHas(map, key, e.span));
    // A dictionary has no such method; a clause may ask it all the same, as it may ask `has`.
    if (map.sort.form === "map" || (map.sort.form === "record" && cx.place === "clause"))
      return ofTerm(valueOrAbsent(map, key, e.span, cx));
  }
  const pair = setMethods.find((name) => name === method);
  if (pair !== undefined && map.sort.form === "set" && first !== undefined && e.args.length === 1) {
    const other = needed(operand(first, cx), cx);
    if (other.kind === "term" && isMap(other.term) && sameRepresentation(other.term.sort, map.sort)) {
      return ofTerm(ofTwoSets(pair, map, other.term, e.span, cx));
    }
    return outside("unsupported.call", first.span, `\`${method}\` is read of another Set of the same type.`);
  }
  const written = cx.place === "clause" ? "a clause" : "a value";
  return outside(
    "unsupported.call",
    e.span,
    `\`${method}\` of ${describe(value, cx)} has no meaning as ${written}.`,
    "Use `has`, `get` and `size`, or `Array.from(m.keys())`.",
  );
}

function keyTerm(e: Expression, sort: MapSort, cx: Surroundings): Term {
  return coerce(needed(operand(e, cx, sort.key), cx), sort.key, e.span, cx);
}

/** The value under the key, undefined where there is none. */
export function valueOrAbsent(map: MapTerm, key: Term, span: Span, cx: Surroundings): Term {
  const sort = cx.table.option(map.sort.value, ["undefined"]);
  const there = coerce(ofTerm(mapGet(map, key, span)), sort, span, cx);
  return ite(mapHas(map, key), there, { kind: "construct", sort, constructor: "undefined", args: [] });
}

/** `x in S` of a clause: a key of a map, an element of a set or of an array. */
export function membership(left: Expression, right: Expression, span: Span, cx: Surroundings): Term {
  const of = needed(operand(right, cx), cx);
  if (of.kind === "term" && isMap(of.term)) return mapHas(of.term, keyTerm(left, of.term.sort, cx), span);
  if (of.kind === "term" && of.term.sort.kind === "array") return elementOf(left, of.term, of.term.sort.element, cx);
  return mismatch(cx, right.span, `\`in\` asks a Map, a Set or an array; this is ${describe(of, cx)}.`);
}

function elementOf(left: Expression, array: Term, element: Sort, cx: Surroundings): Term {
  const value = coerce(elaborate(left, cx, element), element, left.span, cx);
  const name = cx.freshBinder("at");
  const at = variable(name, intSort);
  const within = and(atMost(int(0n), at), lessThan(at, arrayLength(array)));
  const body = and(within, same(arrayGet(array, at, left.span), value));
  return { ...exists([{ name, sort: intSort }], body), sort: bool, span: left.span } as Term;
}

/**
 * What a spread or `Array.from` makes an array of, as that array: a Set, a Map, their `keys()`, `values()`, `entries()`,
 * in order; a string, by its code points. Undefined for anything else.
 */
export function iterated(e: Expression, cx: Surroundings): Term | undefined {
  const view = viewOf(e);
  const of = needed(operand(view?.of ?? e, cx), cx);
  if (view === undefined && of.kind === "term" && of.term.sort.kind === "string") {
    return apply("string.points", [of.term], { kind: "array", element: stringSort }, e.span);
  }
  if (view !== undefined && of.kind === "term" && of.term.sort.kind === "array") {
    return ofArray(of.term, of.term.sort.element, view.way, e, cx);
  }
  if (of.kind !== "term" || !isMap(of.term) || of.term.sort.form === "record") return undefined;
  const map = of.term;
  const isSet = map.sort.form === "set";
  const way = view?.way ?? (isSet ? "values" : "entries");
  if (way === "keys" || (way === "values" && isSet)) return mapKeys(map, e.span);
  if (cx.place === "code" && isMutable(map.sort.value, cx.table.types)) {
    return outside(
      "aliasing",
      e.span,
      "What the Map holds would have a second owner in the array.",
      "Go through the Map with `for…of`.",
    );
  }
  const index = { name: cx.freshBinder("at"), sort: intSort };
  const key = arrayGet(mapKeys(map), variable(index.name, index.sort), e.span);
  const value = isSet ? key : mapGet(map, key, e.span);
  return tabulate(mapSize(map), index, way === "values" ? value : pair(key, value, cx), e.span);
}

/** `xs.keys()`, `xs.values()` and `xs.entries()` of an array, as arrays. */
function ofArray(
  array: Term,
  element: Sort,
  way: "keys" | "values" | "entries",
  e: Expression,
  cx: Surroundings,
): Term {
  if (way === "values") return apply("array.concat", [array], unrefined(array.sort), e.span);
  const index = { name: cx.freshBinder("at"), sort: intSort };
  const at = variable(index.name, index.sort);
  if (way === "keys") return tabulate(arrayLength(array), index, at, e.span);
  if (cx.place === "code" && isMutable(element, cx.table.types)) {
    return outside(
      "aliasing",
      e.span,
      "The elements would have a second owner in the pairs.",
      "Go through the array with `for…of`.",
    );
  }
  return tabulate(arrayLength(array), index, pair(at, arrayGet(array, at, e.span), cx), e.span);
}

function pair(key: Term, value: Term, cx: Surroundings): Term {
  const sort = cx.table.tuple([key.sort, value.sort]);
  return { kind: "construct", sort, constructor: sort.name, args: [key, value] };
}

function viewOf(e: Expression): { readonly of: Expression; readonly way: "keys" | "values" | "entries" } | undefined {
  if (e.kind !== "call" || e.optional || e.args.length > 0) return undefined;
  if (e.callee.kind !== "member" || e.callee.optional) return undefined;
  const way = e.callee.property;
  return way === "keys" || way === "values" || way === "entries" ? { of: e.callee.object, way } : undefined;
}

/** `Array.from(s)`, `Array.from(m.keys())`, `Array.from(xs)`. */
export function arrayOf(e: Call, cx: Surroundings): Elaborated | undefined {
  const [source, ...more] = e.args;
  if (source === undefined || more.length > 0 || globalName(e.callee, cx) !== "Array.from") return undefined;
  const found = iterated(source, cx);
  return found === undefined ? undefined : ofTerm(found);
}
