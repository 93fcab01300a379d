/**
 * Takes array and object literals; gives the values they build, of the sort that is wanted where it fits, else of a
 * sort made from their parts.
 */
import type { Expression } from "../contract/index.js";
import { type DataConstructor, type DataType, dataType, type Sort, type Term } from "../ir/index.js";
import { coerce, joinOfSorts, settle } from "./coerce.js";
import { elaborate } from "./elaborate.js";
import { type Elaborated, ofTerm, type Surroundings } from "./entity.js";
import { mismatch, outside } from "./mismatch.js";
import { unrefined } from "./refinements.js";
import { optionOf, someSort } from "./type-table.js";

type ArrayExpression = Extract<Expression, { kind: "array" }>;
type ObjectExpression = Extract<Expression, { kind: "object" }>;

/** The sort a literal can be built in: what is inside an option. */
function target(wanted: Sort | undefined, cx: Surroundings): Sort | undefined {
  const option = wanted === undefined ? undefined : optionOf(wanted, cx.table.types);
  return option === undefined ? wanted : someSort(option);
}

export function arrayLiteral(e: ArrayExpression, wanted: Sort | undefined, cx: Surroundings): Elaborated {
  const sort = target(wanted, cx);
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

export function objectLiteral(e: ObjectExpression, wanted: Sort | undefined, cx: Surroundings): Elaborated {
  const names = e.properties.map((p) => p.name);
  const twice = e.properties.find((p, i) => names.indexOf(p.name) !== i);
  if (twice !== undefined) return outside("unsupported.expression", twice.span, "A field is written twice.");
  const proto = e.properties.find((p) => p.name === "__proto__");
  if (proto !== undefined) return outside("unsupported.expression", proto.span, "`__proto__` is not read.");
  const sort = target(wanted, cx);
  const type = sort?.kind === "data" ? dataType(cx.table.types, sort.name) : undefined;
  if (sort?.kind === "data" && (type?.shape === "record" || type?.shape === "union")) {
    return build(e, sort, type, constructorOf(e, type, cx), cx);
  }
  const fields = e.properties.map((p) => ({
    name: p.name,
    term: settle(elaborate(p.value, cx), cx),
  }));
  if (fields.length === 0) return mismatch(cx, e.span, "Nothing says what this object holds.");
  const record = cx.table.record(fields.map((f) => ({ name: f.name, sort: unrefined(f.term.sort), optional: false })));
  return ofTerm({
    kind: "construct",
    sort: record,
    constructor: record.name,
    args: fields.map((f) => f.term),
    span: e.span,
  });
}

/** The member of a union that the literal's tag says. */
function constructorOf(e: ObjectExpression, type: DataType, cx: Surroundings): DataConstructor {
  const [only] = type.constructors;
  if (type.shape === "record" && only !== undefined) return only;
  const written = e.properties.find((p) => p.name === type.discriminant)?.value;
  const value = written === undefined ? undefined : elaborate(written, cx);
  const tag =
    value?.kind === "number"
      ? value.value
      : value?.kind === "term" && value.term.kind === "literal" && "value" in value.term.value
        ? value.term.value.value
        : undefined;
  const found = type.constructors.find((c) => c.tag === tag);
  if (found !== undefined) return found;
  return mismatch(
    cx,
    e.span,
    `The literal must say which member of ${type.display} it is, by \`${type.discriminant ?? ""}\`.`,
  );
}

function build(
  e: ObjectExpression,
  sort: Extract<Sort, { kind: "data" }>,
  type: DataType,
  ctor: DataConstructor,
  cx: Surroundings,
): Elaborated {
  const extra = e.properties.find((p) => p.name !== type.discriminant && !ctor.fields.some((f) => f.name === p.name));
  if (extra !== undefined) return mismatch(cx, extra.span, `${type.display} has no field \`${extra.name}\`.`);
  const args = ctor.fields.map((field): Term => {
    const written = e.properties.find((p) => p.name === field.name);
    if (written !== undefined) return coerce(elaborate(written.value, cx, field.sort), field.sort, written.span, cx);
    if (!field.optional) return mismatch(cx, e.span, `The field \`${field.name}\` is missing.`);
    return coerce({ kind: "absent", which: "undefined", span: e.span }, field.sort, e.span, cx);
  });
  return ofTerm({ kind: "construct", sort, constructor: ctor.name, args, span: e.span });
}
