/**
 * Takes members of maps and membership tests, of clauses and of code alike; gives their terms. A Map that is asked for
 * a key gives `V | undefined`, whatever the checker says.
 */
import type { Expression } from "../contract/index.js";
import {
  and,
  arrayGet,
  arrayLength,
  atMost,
  bool,
  exists,
  int,
  intSort,
  ite,
  lessThan,
  type MapSort,
  mapGet,
  mapHas,
  mapKeys,
  type Sort,
  same,
  type Term,
  variable,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { needed } from "./arithmetic.js";
import { coerce } from "./coerce.js";
import { elaborate, operand } from "./elaborate.js";
import { optionalPart } from "./elaborate-choice.js";
import { type Elaborated, ofTerm, type Surroundings } from "./entity.js";
import { describe, mismatch, outside } from "./mismatch.js";

type Call = Extract<Expression, { kind: "call" }>;
type MapTerm = Term & { readonly sort: MapSort };

function isMap(term: Term): term is MapTerm {
  return term.sort.kind === "map";
}

/** `m.get(k)`, `s.has(x)`; undefined where the call is of something else. */
export function callOfMap(e: Call, cx: Surroundings): Elaborated | undefined {
  const { callee } = e;
  if (callee.kind !== "member" || e.optional) return undefined;
  const object = operand(callee.object, cx);
  const method = callee.property;
  if (!callee.optional) return ofMethod(needed(object, cx), method, e, cx);
  if (mapInside(object.value, cx) === undefined) return undefined;
  return optionalPart(object.value, callee.object.span, e.span, cx, (inner) => {
    const found = ofMethod(inner.value, method, e, cx);
    return found ?? outside("unsupported.call", e.span, `\`${method}\` of this value is not read.`);
  });
}

function mapInside(value: Elaborated, cx: Surroundings): MapSort | undefined {
  const sort = value.kind === "term" ? value.term.sort : undefined;
  if (sort?.kind === "map") return sort;
  const type = sort?.kind === "data" ? cx.table.types.get(sort.name) : undefined;
  const inner =
    type?.shape === "option" ? type.constructors.find((c) => c.name === "some")?.fields[0]?.sort : undefined;
  return inner?.kind === "map" ? inner : undefined;
}

function ofMethod(value: Elaborated, method: string, e: Call, cx: Surroundings): Elaborated | undefined {
  if (value.kind !== "term" || !isMap(value.term)) return undefined;
  const map = value.term;
  const [first] = e.args;
  if ((method === "has" || method === "get") && first !== undefined && e.args.length === 1) {
    const key = keyTerm(first, map.sort, cx);
    if (method === "has") return ofTerm(mapHas(map, key, e.span));
    if (map.sort.form === "map") return ofTerm(valueOrAbsent(map, key, e.span, cx));
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

/** `Array.from(m.keys())` and `Array.from(s)`: the keys in order. */
export function keysAsArray(e: Expression, cx: Surroundings): Term | undefined {
  const inner = e.kind === "call" && e.callee.kind === "member" && !e.callee.optional && !e.optional ? e : undefined;
  const method = inner?.callee.kind === "member" ? inner.callee.property : undefined;
  if (inner?.callee.kind === "member" && inner.args.length === 0 && (method === "keys" || method === "values")) {
    const of = needed(operand(inner.callee.object, cx), cx);
    if (of.kind !== "term" || !isMap(of.term)) return undefined;
    return method === "keys" || of.term.sort.form === "set" ? mapKeys(of.term, e.span) : undefined;
  }
  const of = elaborate(e, cx);
  return of.kind === "term" && isMap(of.term) && of.term.sort.form === "set" ? mapKeys(of.term, e.span) : undefined;
}
