import type { Expression } from "../contract/index.js";
import { apply, bool, type Sort, type Term, variable } from "../ir/index.js";
import { condition } from "./elaborate.js";
import { type Elaborated, type Entity, ofTerm, type Surroundings } from "./entity.js";
import { both, follows } from "./evaluated.js";
import { outside } from "./mismatch.js";

export function quantifier(e: Extract<Expression, { kind: "quantifier" }>, cx: Surroundings): Elaborated {
  if (e.bare === true && cx.resolve(e.quantifier) !== undefined) {
    return outside(
      "unsupported.expression",
      e.span,
      `\`${e.quantifier}\` is a name of the program here.`,
      `Write \`\\${e.quantifier}\` for the quantifier.`,
    );
  }
  const sort: Sort = e.binder.type === undefined ? { kind: "int" } : cx.sortOfTypeText(e.binder.type);
  if (
    sort.kind !== "int" &&
    sort.kind !== "bool" &&
    sort.kind !== "real" &&
    sort.kind !== "double" &&
    sort.kind !== "string"
  ) {
    return outside("unsupported.type", e.binder.span, "A bound variable is a number, a boolean or a string.");
  }
  const bound = { name: cx.freshBinder(e.binder.name), sort };
  const entity: Entity = { kind: "variable", variable: bound };
  const extend = (resolve: (name: string) => Entity | undefined) => (name: string) =>
    name === e.binder.name ? entity : resolve(name);
  const inner: Surroundings = {
    ...cx,
    resolve: extend(cx.resolve),
    atEntry: cx.atEntry && extend(cx.atEntry),
    candidates: () => [...cx.candidates(), e.binder.name],
  };
  const body = withBinderFacts(condition(e.body, inner), e.quantifier, bound, cx);
  return ofTerm({
    kind: "quantifier",
    quantifier: e.quantifier,
    binders: [unrefinedBinder(bound)],
    body,
    sort: bool,
    span: e.span,
  });
}

/** A `nat` ranges over the integers from 0: said in the body, so that it does not rest on facts of sorts. */
function withBinderFacts(
  body: Term,
  kind: "forall" | "exists",
  bound: { readonly name: string; readonly sort: Sort },
  _cx: Surroundings,
): Term {
  if (bound.sort.kind !== "int" || bound.sort.nat !== true) return body;
  const range = apply(
    "int.atMost",
    [
      { kind: "literal", value: { kind: "int", value: 0n }, sort: { kind: "int" } },
      variable(bound.name, { kind: "int" }),
    ],
    bool,
  );
  return kind === "forall" ? follows(range, body) : both(range, body);
}

function unrefinedBinder(bound: { readonly name: string; readonly sort: Sort }): { name: string; sort: Sort } {
  return bound.sort.kind === "int" ? { name: bound.name, sort: { kind: "int" } } : bound;
}
