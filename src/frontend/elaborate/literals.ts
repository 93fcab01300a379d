/**
 * Takes array literals; gives the values they build, of the sort that is wanted where it fits, else of a
 * sort made from their parts.
 */
import type { Expression } from "../../contract/index.js";
import { type DataType, dataType, type Sort, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, joinOfSorts, settle } from "../types/coerce.js";
import { mismatch, outside } from "../types/mismatch.js";
import { refinedText, unrefined } from "../types/refinements.js";
import { displayOf, optionOf, someSort } from "../types/type-table.js";
import { partOf } from "./arrays.js";
import { elaborate } from "./elaborate.js";

type ArrayExpression = Extract<Expression, { kind: "array" }>;

/** The sort a literal can be built in: what is inside an option. */
export function insideOption(wanted: Sort | undefined, cx: Surroundings): Sort | undefined {
  const option = wanted === undefined ? undefined : optionOf(wanted, cx.table.types);
  return option === undefined ? wanted : someSort(option);
}

/** A term of each element in every state: tables that are longer are data, which no proof goes through. */
const mostElements = 1_000;

export function arrayLiteral(e: ArrayExpression, wanted: Sort | undefined, cx: Surroundings): Elaborated {
  if (e.items.length > mostElements) {
    return outside(
      "unsupported.expression",
      e.span,
      `An array of ${e.items.length} elements written out is too long to be read.`,
      "Take the table as a parameter, with what is known of it as `requires`.",
    );
  }
  const sort = insideOption(wanted, cx);
  const tuple = sort?.kind === "data" ? dataType(cx.table.types, sort.name) : undefined;
  if (sort?.kind === "data" && tuple?.shape === "tuple") return tupleLiteral(e, sort, tuple, cx);
  const hint = sort?.kind === "array" ? sort.element : undefined;
  if (e.items.some((item) => item.kind === "spread")) {
    const parts = e.items.map((item) => partOf(item, hint, cx));
    return concatenation(parts, hint, e.span, cx);
  }
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

/** An item of an array literal, or an array whose elements are items. */
export interface Part {
  readonly value: Elaborated;
  readonly isSpread: boolean;
  readonly span: Span;
}

/** `[...a, x, ...b]`: runs of single items become arrays of their own. */
export function concatenation(
  parts: readonly Part[],
  wanted: Sort | undefined,
  span: Span,
  cx: Surroundings,
): Elaborated {
  const element = elementOfParts(parts, wanted, cx);
  if (element === undefined) {
    return mismatch(cx, span, "Nothing says what this array holds.", "Write its type: `const xs: number[] = []`.");
  }
  const sort: Sort = { kind: "array", element };
  const pieces: Term[] = [];
  let run: Term[] = [];
  const close = (): void => {
    if (run.length > 0) pieces.push({ kind: "apply", operator: "array.literal", args: run, sort, span });
    run = [];
  };
  for (const part of parts) {
    if (!part.isSpread) {
      run.push(coerce(part.value, element, part.span, cx));
      continue;
    }
    close();
    pieces.push(coerce(part.value, sort, part.span, cx));
  }
  close();
  const [only] = pieces;
  if (only === undefined) return ofTerm({ kind: "apply", operator: "array.literal", args: [], sort, span });
  if (pieces.length === 1 && !parts.some((p) => p.isSpread)) return ofTerm(only);
  return ofTerm({ kind: "apply", operator: "array.concat", args: pieces, sort, span });
}

/** The sort that holds all items: refined only where that of every array says so. */
function elementOfParts(parts: readonly Part[], wanted: Sort | undefined, cx: Surroundings): Sort | undefined {
  const sorts = parts.flatMap(({ value, isSpread, span }): readonly Sort[] => {
    if (!isSpread) return [unrefined(settleOrHint(value, wanted, cx).sort)];
    if (value.kind === "term" && value.term.sort.kind === "array") return [value.term.sort.element];
    const what = value.kind === "term" ? displayOf(value.term.sort, cx.table.types) : value.kind;
    return outside(
      "unsupported.expression",
      span,
      `Spreading a value of type ${what} is not read.`,
      "Spread an array.",
    );
  });
  const [first, ...rest] = sorts;
  if (first === undefined) return wanted;
  if (rest.every((sort) => refinedText(sort) === refinedText(first))) {
    return wanted !== undefined && !parts.some((p) => p.isSpread) ? unrefined(wanted) : first;
  }
  return rest.reduce<Sort>((joined, sort) => joinOfSorts(unrefined(joined), unrefined(sort), cx) ?? joined, first);
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
