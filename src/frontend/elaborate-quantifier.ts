/**
 * Takes a quantifier; gives its term. Quantifiers of one kind that stand directly inside each other become one of several
 * variables, so that a trigger may hold them all.
 */
import type { Expression } from "../contract/index.js";
import { anySort, apply, bool, int, type Sort, type Term, type Variable, variable } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { condition, elaborate } from "./elaborate.js";
import { type Elaborated, type Entity, ofTerm, type Surroundings } from "./entity.js";
import { both, follows } from "./evaluated.js";
import { outside } from "./mismatch.js";

type Quantifier = Extract<Expression, { kind: "quantifier" }>;

export function quantifier(e: Quantifier, cx: Surroundings): Elaborated {
  // A name in scope wins over the word.
  if (e.asCall !== undefined && cx.resolve(e.quantifier) !== undefined) return elaborate(e.asCall, cx);
  const bound: Variable[] = [];
  let inner = cx;
  let body: Expression = e;
  while (body.kind === "quantifier" && body.quantifier === e.quantifier) {
    const { name, type } = body.binder;
    const sort: Sort = type === undefined ? { kind: "int" } : cx.sortOfTypeText(type);
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
