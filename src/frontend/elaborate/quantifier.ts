/**
 * Takes a quantifier; gives its term. Quantifiers of one kind that stand directly inside each other become one of several
 * variables, so that a trigger may hold them all.
 */
import type { Expression } from "../../contract/index.js";
import { anySort, apply, bool, int, intSort, type Sort, type Term, type Variable, variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, type Entity, ofTerm, type Surroundings } from "../syntax/entity.js";
import { attempt } from "../syntax/refusal.js";
import { both, follows } from "../types/evaluated.js";
import { outside } from "../types/mismatch.js";
import { unrefined } from "../types/refinements.js";
import { condition, elaborate } from "./elaborate.js";

type Quantifier = Extract<Expression, { kind: "quantifier" }>;

export function quantifier(e: Quantifier, cx: Surroundings): Elaborated {
  // A name in scope wins over the word.
  if (e.asCall !== undefined && cx.resolve(e.quantifier) !== undefined) return elaborate(e.asCall, cx);
  const bound: Variable[] = [];
  let inner = cx;
  let body: Expression = e;
  while (body.kind === "quantifier" && body.quantifier === e.quantifier) {
    const { name, type } = body.binder;
    const sort: Sort = type === undefined ? (sortByUse(name, body.body, inner) ?? intSort) : cx.sortOfTypeText(type);
    refuseOpaque(sort, body.span, cx);
    const binder = { name: cx.freshBinder(name), sort };
    bound.push(binder);
    inner = withBinder(inner, name, binder);
    body = body.body;
  }
  const ranges = bound.flatMap(rangeOf);
  const plain = condition(body, inner);
  const ranged = ranges.reduceRight((rest, range) => (e.quantifier === "forall" ? follows : both)(range, rest), plain);
  const binders = bound.map(unrefinedBinder);
  return ofTerm({ kind: "quantifier", quantifier: e.quantifier, binders, body: ranged, sort: bool, span: e.span });
}

/**
 * Of `k in m`, `m.has(k)`, `m.get(k)`, `d[k]` and `e in xs`, `xs.includes(e)` the sort of the keys or elements; undefined
 * where the name is used in no such way.
 */
function sortByUse(name: string, body: Expression, cx: Surroundings): Sort | undefined {
  const within = (parts: readonly Expression[]): Sort | undefined => {
    for (const part of parts) {
      const found = sortByUse(name, part, cx);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const isName = (e: Expression | undefined): boolean => e?.kind === "name" && e.name === name;
  switch (body.kind) {
    case "call": {
      const { callee, args } = body;
      if (callee.kind !== "member") return within(args);
      const asks = isName(args[0]) && args.length === 1 ? askedSort(callee.property, callee.object, cx) : undefined;
      return asks ?? within([callee.object, ...args]);
    }
    case "index":
      return (isName(body.index) ? keySort(body.object, cx) : undefined) ?? within([body.object, body.index]);
    case "member":
      return within([body.object]);
    case "conditional":
      return within([body.condition, body.then, body.else]);
    case "unary":
      return sortByUse(name, body.operand, cx);
    case "quantifier":
      return body.binder.name === name ? undefined : sortByUse(name, body.body, cx);
    case "binary": {
      const isMember = body.operator === "in" && body.left.kind === "name" && body.left.name === name;
      return isMember
        ? memberSort(body.right, cx)
        : (sortByUse(name, body.left, cx) ?? sortByUse(name, body.right, cx));
    }
    default:
      return undefined;
  }
}

function askedSort(method: string, of: Expression, cx: Surroundings): Sort | undefined {
  if (method === "includes" || method === "indexOf") {
    const sort = memberSort(of, cx);
    return sort !== undefined && keySort(of, cx) === undefined ? sort : undefined;
  }
  return method === "has" || method === "get" ? keySort(of, cx) : undefined;
}

function keySort(of: Expression, cx: Surroundings): Sort | undefined {
  const read = attempt(() => elaborate(of, cx));
  const sort = "value" in read && read.value.kind === "term" ? read.value.term.sort : undefined;
  return sort?.kind === "map" ? unrefined(sort.key) : undefined;
}

function memberSort(of: Expression, cx: Surroundings): Sort | undefined {
  const read = attempt(() => elaborate(of, cx));
  const value = "value" in read ? read.value : undefined;
  if (value?.kind !== "term") return undefined;
  const { sort } = value.term;
  if (sort.kind === "array") return unrefined(sort.element);
  return sort.kind === "map" ? unrefined(sort.key) : undefined;
}

/** Soundness: how many values a type parameter has is not known, and a prover has integers stand for them. */
function refuseOpaque(sort: Sort, span: Span, cx: Surroundings): void {
  if (!anySort(sort, cx.table.types, (part) => part.kind === "opaque")) return;
  outside(
    "unsupported.type-parameter",
    span,
    "A quantifier over the values of a type parameter is not read.",
    "Quantify over positions: `forall(k, 0 <= k && k < xs.length ==> …)`.",
  );
}

function withBinder(cx: Surroundings, name: string, binder: Variable): Surroundings {
  const entity: Entity = { kind: "variable", variable: binder };
  const extend = (resolve: (asked: string) => Entity | undefined) => (asked: string) =>
    asked === name ? entity : resolve(asked);
  return {
    ...cx,
    resolve: extend(cx.resolve),
    atEntry: cx.atEntry && extend(cx.atEntry),
    candidates: () => [...cx.candidates(), name],
  };
}

/** A `nat` ranges over the integers from 0: said in the body, so that it does not rest on facts of sorts. */
function rangeOf(bound: Variable): Term[] {
  if (bound.sort.kind !== "int" || bound.sort.nat !== true) return [];
  return [apply("int.atMost", [int(0n), variable(bound.name, { kind: "int" })], bool)];
}

function unrefinedBinder(bound: Variable): Variable {
  return bound.sort.kind === "int" ? { name: bound.name, sort: { kind: "int" } } : bound;
}
