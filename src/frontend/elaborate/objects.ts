/**
 * Takes calls of the functions that `Object` has for dictionaries, of clauses and of code alike; gives their terms. The
 * order in which JavaScript goes through the keys is some order, the same each time (SEMANTICS, section 3).
 */
import type { Expression } from "../../contract/index.js";
import {
  apply,
  arrayGet,
  arrayLength,
  dataType,
  field,
  intSort,
  isMutable,
  type MapSort,
  mapGet,
  mapKeys,
  mapSize,
  type Sort,
  sameRepresentation,
  stringSort,
  type Term,
  tabulate,
  variable,
} from "../../ir/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { outside } from "../types/mismatch.js";
import { optionOf } from "../types/type-table.js";
import { needed } from "./arithmetic.js";
import { type Dictionary, dictionaryOf } from "./dictionaries.js";
import { operand } from "./elaborate.js";
import { insideOption } from "./literals.js";
import { iterated } from "./maps.js";

type Call = Extract<Expression, { kind: "call" }>;

/** Undefined where it is a call of something else, or of something that is no dictionary. */
export function callOfObject(
  name: string,
  e: Call,
  wanted: Sort | undefined,
  cx: Surroundings,
): Elaborated | undefined {
  const [first, ...more] = e.args;
  if (first === undefined || first.kind === "spread" || more.length > 0) return undefined;
  switch (name) {
    case "Object.keys":
    case "Object.values":
    case "Object.entries": {
      const of = dictionaryOf(operand(first, cx), cx);
      if (of === undefined) return refuseRecord(name, e);
      return ofTerm(listed(name, of, e, cx));
    }
    case "Object.fromEntries":
      return ofTerm(fromEntries(first, e, wanted, cx));
    default:
      return undefined;
  }
}

function refuseRecord(name: string, e: Call): never {
  return outside(
    "unsupported.call",
    e.span,
    `\`${name}\` lists all that the object holds, which may be more than the fields that its type declares.`,
    "Ask the fields one by one, write them out as an array, or give the object the type `Record<string, T>` or a `Map`.",
  );
}

function listed(name: string, of: Dictionary, e: Call, cx: Surroundings): Term {
  const ordered = apply("map.enumerated", [of], of.sort, e.span);
  const keys = mapKeys(ordered, e.span);
  const at = variable(cx.freshBinder("at"), intSort);
  const index = { name: at.kind === "variable" ? at.name : "", sort: intSort };
  const text = (key: Term): Term => (of.sort.key.kind === "string" ? key : apply("string.ofInt", [key], stringSort));
  const key = text(arrayGet(keys, at));
  if (name === "Object.keys") return of.sort.key.kind === "string" ? keys : tabulate(mapSize(of), index, key, e.span);
  if (cx.place === "code" && isMutable(of.sort.value, cx.table.types)) {
    return outside(
      "aliasing",
      e.span,
      "What the object holds would have a second owner in the array.",
      "Go through `Object.keys` and read each value under its key.",
    );
  }
  const value = mapGet(ordered, arrayGet(keys, at), e.span);
  if (name === "Object.values") return tabulate(mapSize(of), index, value, e.span);
  const sort = cx.table.tuple([stringSort, of.sort.value]);
  return tabulate(mapSize(of), index, { kind: "construct", sort, constructor: sort.name, args: [key, value] }, e.span);
}

function fromEntries(source: Expression, e: Call, wanted: Sort | undefined, cx: Surroundings): Term {
  const asked = wanted === undefined ? undefined : insideOption(wanted, cx);
  const dictionary = asked?.kind === "map" ? asked : undefined;
  const pairsSort: Sort | undefined = dictionary && {
    kind: "array",
    element: cx.table.tuple([dictionary.key, dictionary.value]),
  };
  const pairs = (isView(source) ? iterated(source, cx) : undefined) ?? arrayOf(source, pairsSort, cx);
  const made = pairs && mapOfPairs(pairs, dictionary, "record", e, cx);
  if (made !== undefined && made.sort.kind === "map" && made.sort.key.kind === "string") return made;
  return outside(
    "unsupported.call",
    e.span,
    "`Object.fromEntries` is read of a Map or an array of pairs with strings as keys.",
    "Make the object empty and add the entries in a loop.",
  );
}

/** An array, or what a spread of a Map gives. */
function arrayOf(e: Expression, wanted: Sort | undefined, cx: Surroundings): Term | undefined {
  const value = needed(operand(e, cx, wanted), cx);
  if (value.kind !== "term") return undefined;
  return value.term.sort.kind === "array" ? value.term : iterated(e, cx);
}

/** `m.entries()` */
function isView(e: Expression): boolean {
  return e.kind === "call" && e.callee.kind === "member" && e.args.length === 0 && e.callee.property === "entries";
}

/** A Map or a dictionary of an array of `[key, value]`; undefined where the array holds something else. */
export function mapOfPairs(
  pairs: Term,
  wanted: MapSort | undefined,
  form: "map" | "record",
  e: Pick<Call, "span">,
  cx: Surroundings,
): Term | undefined {
  const tuple = pairs.sort.kind === "array" && pairs.sort.element.kind === "data" ? pairs.sort.element : undefined;
  const type = tuple && dataType(cx.table.types, tuple.name);
  const [only] = type?.constructors ?? [];
  const [first, second, more] = only?.fields ?? [];
  if (type?.shape !== "tuple" || only === undefined || first === undefined || second === undefined) return undefined;
  const sort: MapSort = wanted ?? { kind: "map", form, key: first.sort, value: second.sort };
  const fits = sameRepresentation(sort.key, first.sort) && sameRepresentation(sort.value, second.sort);
  const isScalar = ["string", "int", "bool", "double"].includes(first.sort.kind);
  if (more !== undefined || !fits || !isScalar || optionOf(first.sort, cx.table.types) !== undefined) return undefined;
  const part = (name: string, of: Sort): Term => {
    const at = variable(cx.freshBinder("at"), intSort);
    const index = { name: at.kind === "variable" ? at.name : "", sort: intSort };
    return tabulate(arrayLength(pairs), index, field(arrayGet(pairs, at), only.name, name, of), e.span);
  };
  const args = [part(first.name, first.sort), part(second.name, second.sort)];
  return { kind: "apply", operator: "map.ofPairs", args, sort, span: e.span };
}
