/**
 * Takes what is asked of an object that serves as a dictionary, of clauses and of code alike; gives the terms. In code
 * `d[k]` is what JavaScript finds: it owes that k is a key of the object's own, or no name of Object.prototype where a
 * missing key is a value too. In a clause `k in d` and `d[k]` speak of own properties alone.
 */
import {
  inheritedNames,
  int,
  isNoneOf,
  isTrue,
  ite,
  type MapSort,
  mapFound,
  mapGet,
  mapHas,
  string,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce } from "../types/coerce.js";
import { kindOf } from "../types/number-kind.js";
import { absentOf, optionOf } from "../types/type-table.js";
import { needed, type Operand } from "./arithmetic.js";
import { toText } from "./text.js";

export type Dictionary = Term & { readonly sort: MapSort };

export function isDictionaryTerm(term: Term): term is Dictionary {
  return term.sort.kind === "map" && term.sort.form === "record";
}

/** The dictionary that the operand is, owed to be there. */
export function dictionaryOf(object: Operand, cx: Surroundings): Dictionary | undefined {
  const value = needed(object, cx);
  return value.kind === "term" && isDictionaryTerm(value.term) ? value.term : undefined;
}

export function keyOf(key: Operand, { key: sort }: MapSort, cx: Surroundings): Term {
  const value = needed(key, cx);
  // JavaScript makes a string of a number.
  if (sort.kind === "string" && kindOfElaborated(value) !== undefined) return toText(value, key.span, cx);
  const integer = sort.kind === "int" ? integerName(value) : undefined;
  if (integer !== undefined) return int(integer);
  // Of a literal is known which names it is not.
  if (value.kind === "term" && value.term.sort.kind === sort.kind) return value.term;
  return coerce(value, sort, key.span, cx);
}

/** A written name that an integer has as its text. */
function integerName(value: Elaborated): bigint | undefined {
  if (value.kind !== "term" || value.term.kind !== "literal" || value.term.value.kind !== "string") return undefined;
  const text = value.term.value.value;
  return /^(?:0|-?[1-9]\d{0,15})$/u.test(text) ? BigInt(text) : undefined;
}

function kindOfElaborated(value: Elaborated): string | undefined {
  if (value.kind === "number") return "number";
  return value.kind === "term" ? kindOf(value.term.sort) : undefined;
}

/** `d.name` */
export function keyNamed(name: string, span: Span): Operand {
  return {
    value: ofTerm({ ...string(name), sort: { kind: "string", literals: [name] }, span } as Term),
    span,
  };
}

/** `d[k]` where a missing key is a hazard. */
export function entryOf(of: Dictionary, key: Term, span: Span, cx: Surroundings): Elaborated {
  const option = optionOf(of.sort.value, cx.table.types);
  if (option !== undefined && absentOf(option).includes("undefined")) return ofTerm(entryIfAny(of, key, span, cx));
  return ofTerm(mapGet(of, key, span));
}

/** `d[k]` where a missing key is undefined. */
export function entryIfAny(of: Dictionary, key: Term, span: Span, cx: Surroundings): Term {
  const sort = cx.table.option(of.sort.value, ["undefined"]);
  // Beneath the test, what the value owes is known.
  const there = coerce(ofTerm(mapGet(of, key)), sort, span, cx);
  return ite(hasKey(of, key, span, cx), there, { kind: "construct", sort, constructor: "undefined", args: [] });
}

function isBare(of: Dictionary, cx: Surroundings): boolean {
  return of.kind === "variable" && cx.isBare?.(of.name) === true;
}

/** Does JavaScript find the key where it looks for it? */
export function hasKey(of: Dictionary, key: Term, span: Span, cx: Surroundings): Term {
  const isSafe = cx.place === "clause" || isBare(of, cx) || isTrue(isNoneOf(key, inheritedNames));
  return isSafe ? mapHas(of, key, span) : mapFound(of, key, span);
}
