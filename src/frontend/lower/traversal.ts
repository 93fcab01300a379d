/**
 * Takes what a `for…of` goes through; gives it as positions from 0 on, with what stands at each. What can be gone
 * through is told apart here alone, so that a kind of iterable is one arm; the loop itself is `for-of`.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import {
  add,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  int,
  isMutable,
  ite,
  lessThan,
  mapGet,
  mapKeys,
  mapSize,
  natSort,
  same,
  stringSort,
  subtract,
  type Term,
  variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { needed } from "../elaborate/arithmetic.js";
import { elaborate } from "../elaborate/elaborate.js";
import { unsupported } from "../syntax/refusal.js";
import { settle } from "../types/coerce.js";
import { temporary } from "../types/receive.js";
import type { Body } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { assignedIn } from "./effects.js";
import { spanOf, toSyntax } from "./expression.js";
import { namedTerm, type Source } from "./pattern.js";

export interface Traversal {
  /** Something stands at the position. */
  readonly within: (at: Term) => Term;
  /** What the engine claims of the position at the head of each round, besides that it is at least 0. */
  readonly bound: (at: Term) => Term;
  /** The measure: what is left from the position on. */
  readonly left: (at: Term) => Term;
  readonly element: (at: Term) => Source;
  readonly next: (at: Term) => Term;
  /** The variable gone through, whose size the body must not change. */
  readonly root: string | undefined;
}

/** The three ways through an array: its elements, its indices, or both. */
export type Way = "values" | "keys" | "entries";

export function traversalOf(node: ts.ForOfStatement, body: Body): Traversal {
  const over = withoutParentheses(node.expression);
  const view = viewOf(over);
  const object = view?.of ?? over;
  const syntax = toSyntax(object, body);
  const span = spanOf(object, body);
  const value = needed({ value: elaborate(syntax, body.cx), span }, body.cx);
  const term = settle(value, body.cx);
  const through = throughTerm(term, view?.way, span, body);
  if (through !== undefined) return through;
  if (term.sort.kind === "string" && view === undefined) return ofText(kept(term, node, span, body), span, body);
  return unsupported({
    code: "unsupported.statement",
    span: spanOf(node.expression, body),
    message: "`for…of` is read over arrays, strings, Maps and Sets, and over `entries()`, `keys()` and `values()`.",
    hint: "Use a loop with an index.",
  });
}

/** Through an array, a Map or a Set that the term gives; undefined where it gives something else. */
export function throughTerm(term: Term, way: Way | undefined, span: Span, body: Body): Traversal | undefined {
  if (term.sort.kind === "array") return ofArray(arrayTerm(term, span, body), way ?? "values", span, body);
  if (term.sort.kind !== "map" || term.sort.form === "record") return undefined;
  return ofMap(arrayTerm(term, span, body), way ?? (term.sort.form === "map" ? "entries" : "values"), span, body);
}

/** `xs.entries()` and its like. */
export function viewOf(node: ts.Expression): { readonly of: ts.Expression; readonly way: Way } | undefined {
  if (!ts.isCallExpression(node) || node.arguments.length > 0 || ts.isOptionalChain(node)) return undefined;
  const callee = withoutParentheses(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const way = callee.name.text;
  return way === "entries" || way === "keys" || way === "values" ? { of: callee.expression, way } : undefined;
}

/** A variable as it is, else a temporary. */
function arrayTerm(term: Term, span: Span, body: Body): Term {
  if (term.kind === "variable" || !isMutable(term.sort, body.cx.table.types)) return term;
  return variable(temporary(body, term, span, "a").name, term.sort);
}

/** A string is gone through as it was before the loop, whatever its variable becomes. */
function kept(text: Term, node: ts.ForOfStatement, span: Span, body: Body): Term {
  const changed = [...assignedIn(node, body.site.file.checker)].map((s) => body.locals.get(s)?.variable.name);
  if (text.kind === "literal" || (text.kind === "variable" && !changed.includes(text.name))) return text;
  return variable(temporary(body, text, span, "s").name, stringSort);
}

/** A string by its code points (ECMA-262, section 22.1.5.1); the position is that of the first code unit of each. */
function ofText(text: Term, span: Span, body: Body): Traversal {
  const length = apply("string.length", [text], natSort);
  const width = (at: Term): Term => apply("string.pointWidth", [text, at], natSort);
  const point = (at: Term): Term =>
    ite(
      same(width(at), int(1n)),
      apply("string.get", [text, at], stringSort),
      apply("string.slice", [text, at, add(at, int(2n))], stringSort),
    );
  return {
    within: (at) => lessThan(at, length),
    bound: (at) => atMost(at, length),
    left: (at) => subtract(length, at),
    element: (at) => ({ kind: "value", syntax: namedTerm(point(at), span, body) }),
    next: (at) => add(at, width(at)),
    root: undefined,
  };
}

function ofArray(array: Term, way: Way, span: Span, body: Body): Traversal {
  const key = (at: Term): Expression => namedTerm(at.kind === "variable" ? variable(at.name, natSort) : at, span, body);
  const item = (at: Term): Expression => namedTerm(arrayGet(array, at, span), span, body);
  const value = (syntax: Expression): Source => ({ kind: "value", syntax });
  return {
    within: (at) => lessThan(at, arrayLength(array)),
    bound: (at) => atMost(at, arrayLength(array)),
    left: (at) => subtract(arrayLength(array), at),
    element: (at) => {
      if (way === "values") return value(item(at));
      return way === "keys" ? value(key(at)) : { kind: "parts", parts: [value(key(at)), value(item(at))], span };
    },
    next: (at) => add(at, int(1n)),
    root: array.kind === "variable" ? array.name : undefined,
  };
}

/** A Map or Set by its keys in order of insertion (ECMA-262, sections 24.1.5 and 24.2.6); the body does not change it. */
function ofMap(map: Term, way: Way, span: Span, body: Body): Traversal {
  const keys = mapKeys(map);
  const key = (at: Term): Term => arrayGet(keys, at, span);
  const source = (term: Term): Source => ({ kind: "value", syntax: namedTerm(term, span, body) });
  const isSet = map.sort.kind === "map" && map.sort.form === "set";
  const item = (at: Term): Source => source(isSet ? key(at) : mapGet(map, key(at), span));
  return {
    within: (at) => lessThan(at, mapSize(map)),
    bound: (at) => atMost(at, mapSize(map)),
    left: (at) => subtract(mapSize(map), at),
    element: (at) => {
      if (way === "values") return item(at);
      return way === "keys" ? source(key(at)) : { kind: "parts", parts: [source(key(at)), item(at)], span };
    },
    next: (at) => add(at, int(1n)),
    root: map.kind === "variable" ? map.name : undefined,
  };
}
