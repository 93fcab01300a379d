/**
 * Takes array literals; gives the values they build, of the sort that is wanted where it fits, else of a
 * sort made from their parts.
 */
import type { Expression } from "../contract/index.js";
import { type DataType, dataType, type Sort, type Term } from "../ir/index.js";
import { coerce, joinOfSorts, settle } from "./coerce.js";
import { elaborate } from "./elaborate.js";
import { type Elaborated, ofTerm, type Surroundings } from "./entity.js";
import { mismatch } from "./mismatch.js";
import { unrefined } from "./refinements.js";
import { optionOf, someSort } from "./type-table.js";

type ArrayExpression = Extract<Expression, { kind: "array" }>;

/** The sort a literal can be built in: what is inside an option. */
export function insideOption(wanted: Sort | undefined, cx: Surroundings): Sort | undefined {
  const option = wanted === undefined ? undefined : optionOf(wanted, cx.table.types);
  return option === undefined ? wanted : someSort(option);
}

export function arrayLiteral(e: ArrayExpression, wanted: Sort | undefined, cx: Surroundings): Elaborated {
  const sort = insideOption(wanted, cx);
  const tuple = sort?.kind === "data" ? dataType(cx.table.types, sort.name) : undefined;
  if (sort?.kind === "data" && tuple?.shape === "tuple") return tupleLiteral(e, sort, tuple, cx);
  const hint = sort?.kind === "array" ? sort.element : undefined;
  const items = e.items.map((item) => ({ value: elaborate(item, cx, hint), span: item.span }));
  // Numbers of another kind than wanted make an array of their own kind: the place decides whether it takes it.
  const own = items.reduce<Sort | undefined>((joined, { value }) => {
    const one = settleOrHint(value, hint, cx).sort;
    return joined === undefined ? one : (joinOfSorts(joined, one, cx) ?? joined);
  }, hint);
  if (own === undefined) {
    return mismatch(
      cx,
      e.span,
      "Nothing says what this empty array holds.",
      "Write its type: `const xs: number[] = []`.",
    );
  }
  const element = hint ?? unrefined(own);
  const elementSort = sameButKind(element, own) ? own : element;
  return ofTerm({
    kind: "apply",
    operator: "array.literal",
    args: items.map(({ value, span }) => coerce(value, elementSort, span, cx)),
    sort: { kind: "array", element: elementSort },
    span: e.span,
  });
}

/** Both are numbers, and the wanted kind does not hold the other. */
function sameButKind(wanted: Sort, own: Sort): boolean {
  const rank = { int: 0, real: 1, double: 2 };
  const numeric = (sort: Sort): sort is Extract<Sort, { kind: "int" | "real" | "double" }> => sort.kind in rank;
  return numeric(wanted) && numeric(own) && rank[own.kind] > rank[wanted.kind];
}

function settleOrHint(value: Elaborated, hint: Sort | undefined, cx: Surroundings): Term {
  if (value.kind === "absent" && hint !== undefined) return coerce(value, hint, value.span, cx);
  return settle(value, cx);
}

function tupleLiteral(
  e: ArrayExpression,
  sort: Extract<Sort, { kind: "data" }>,
  type: DataType,
  cx: Surroundings,
): Elaborated {
  const ctor = type.constructors[0];
  if (ctor === undefined || ctor.fields.length !== e.items.length) {
    return mismatch(cx, e.span, `${type.display} has ${ctor?.fields.length ?? 0} positions, not ${e.items.length}.`);
  }
  const args = ctor.fields.map((field, i) => {
    const item = e.items[i];
    if (item === undefined) return mismatch(cx, e.span, "A position is missing.");
    return coerce(elaborate(item, cx, field.sort), field.sort, item.span, cx);
  });
  return ofTerm({ kind: "construct", sort, constructor: ctor.name, args, span: e.span });
}
