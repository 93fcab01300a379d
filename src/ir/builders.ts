/**
 * Gives the ways to build terms, with the few simplifications that never lose a thing to prove: units of `and`, `or`,
 * `implies`, `not`. Relies on the caller for well-sortedness, which it checks where a wrong sort would be silent.
 */
import { invariant } from "../base/index.js";
import type { Span } from "../source/index.js";
import type { Operator } from "./operator.js";
import type { DataSort, MapSort, Sort } from "./sort.js";
import type { Term, Variable } from "./term.js";

const boolSort: Sort = { kind: "bool" };
const integers: Sort = { kind: "int" };

export const trueTerm: Term = { kind: "literal", value: { kind: "bool", value: true }, sort: boolSort };
export const falseTerm: Term = { kind: "literal", value: { kind: "bool", value: false }, sort: boolSort };

export function isTrue(term: Term): boolean {
  return term.kind === "literal" && term.value.kind === "bool" && term.value.value;
}

export function isFalse(term: Term): boolean {
  return term.kind === "literal" && term.value.kind === "bool" && !term.value.value;
}

export function variable(name: string, sort: Sort, span?: Span): Term {
  return span === undefined ? { kind: "variable", name, sort } : { kind: "variable", name, sort, span };
}

export function use(v: Variable): Term {
  return { kind: "variable", name: v.name, sort: v.sort };
}

export function bool(value: boolean): Term {
  return value ? trueTerm : falseTerm;
}

export function int(value: bigint): Term {
  return { kind: "literal", value: { kind: "int", value }, sort: integers };
}

export function bigint(value: bigint): Term {
  return { kind: "literal", value: { kind: "bigint", value }, sort: { kind: "bigint" } };
}

/** The exact rational that a finite double denotes (IEEE 754: every finite double is a dyadic rational). */
export function realOf(value: number): Term {
  invariant(Number.isFinite(value), "a real literal is finite");
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return { kind: "literal", value: { kind: "real", numerator: BigInt(scaled), denominator }, sort: { kind: "real" } };
}

export function double(value: number): Term {
  return { kind: "literal", value: { kind: "double", value }, sort: { kind: "double" } };
}

export function string(value: string): Term {
  return { kind: "literal", value: { kind: "string", value }, sort: { kind: "string" } };
}

export const unit: Term = { kind: "literal", value: { kind: "unit" }, sort: { kind: "unit" } };

export function apply(operator: Operator, args: readonly Term[], sort: Sort, span?: Span): Term {
  return span === undefined ? { kind: "apply", operator, args, sort } : { kind: "apply", operator, args, sort, span };
}

export function not(term: Term): Term {
  if (isTrue(term)) return falseTerm;
  if (isFalse(term)) return trueTerm;
  return term.kind === "apply" && term.operator === "not" ? (term.args[0] ?? term) : apply("not", [term], boolSort);
}

export function and(...terms: readonly Term[]): Term {
  const rest = terms.filter((t) => !isTrue(t));
  if (rest.some(isFalse)) return falseTerm;
  const [first, second] = rest;
  if (first === undefined) return trueTerm;
  return second === undefined ? first : apply("and", rest, boolSort);
}

export function or(...terms: readonly Term[]): Term {
  const rest = terms.filter((t) => !isFalse(t));
  if (rest.some(isTrue)) return trueTerm;
  const [first, second] = rest;
  if (first === undefined) return falseTerm;
  return second === undefined ? first : apply("or", rest, boolSort);
}

export function implies(condition: Term, conclusion: Term): Term {
  if (isTrue(condition)) return conclusion;
  if (isFalse(condition) || isTrue(conclusion)) return trueTerm;
  return apply("implies", [condition, conclusion], boolSort);
}

export function iff(a: Term, b: Term): Term {
  return apply("iff", [a, b], boolSort);
}

export function ite(condition: Term, then: Term, otherwise: Term): Term {
  if (isTrue(condition)) return then;
  if (isFalse(condition)) return otherwise;
  return apply("ite", [condition, then, otherwise], then.sort);
}

/** Structural equality, see the operator `same`. */
export function same(a: Term, b: Term, span?: Span): Term {
  return apply("same", [a, b], boolSort, span);
}

export function atMost(a: Term, b: Term): Term {
  return apply("int.atMost", [a, b], boolSort);
}

export function lessThan(a: Term, b: Term): Term {
  return apply("int.lessThan", [a, b], boolSort);
}

export function add(a: Term, b: Term): Term {
  return apply("int.add", [a, b], integers);
}

export function subtract(a: Term, b: Term): Term {
  return apply("int.subtract", [a, b], integers);
}

export function arrayLength(array: Term): Term {
  return apply("array.length", [array], { kind: "int", nat: true });
}

export function arrayGet(array: Term, index: Term, span?: Span): Term {
  invariant(array.sort.kind === "array", "array.get takes an array");
  return apply("array.get", [array, index], array.sort.element, span);
}

export function arraySet(array: Term, index: Term, value: Term, span?: Span): Term {
  return apply("array.set", [array, index, value], array.sort, span);
}

function mapSort(map: Term): MapSort {
  invariant(map.sort.kind === "map", "an operation of maps takes a map");
  return map.sort;
}

export function mapEmpty(sort: MapSort, span?: Span): Term {
  return apply("map.empty", [], sort, span);
}

export function mapSize(map: Term, span?: Span): Term {
  return apply("map.size", [map], { kind: "int", nat: true }, span);
}

export function mapHas(map: Term, key: Term, span?: Span): Term {
  return apply("map.has", [map, key], boolSort, span);
}

export function mapFound(map: Term, key: Term, span?: Span): Term {
  return apply("map.found", [map, key], boolSort, span);
}

export function mapGet(map: Term, key: Term, span?: Span): Term {
  return apply("map.get", [map, key], mapSort(map).value, span);
}

export function mapSet(map: Term, key: Term, value: Term, span?: Span): Term {
  return apply("map.set", [map, key, value], map.sort, span);
}

export function mapDelete(map: Term, key: Term, span?: Span): Term {
  return apply("map.delete", [map, key], map.sort, span);
}

export function mapKeys(map: Term, span?: Span): Term {
  return apply("map.keys", [map], { kind: "array", element: mapSort(map).key }, span);
}

export function mapPosition(map: Term, key: Term): Term {
  return apply("map.position", [map, key], { kind: "int", nat: true });
}

export function field(of: Term, ctor: string, name: string, sort: Sort, span?: Span): Term {
  const node = { kind: "field", of, constructor: ctor, field: name, sort } as const;
  return span === undefined ? node : { ...node, span };
}

export function is(of: Term, ctor: string): Term {
  return { kind: "is", of, constructor: ctor, sort: boolSort };
}

export function withField(of: Term, ctor: string, name: string, value: Term, sort: DataSort, span?: Span): Term {
  const node = { kind: "withField", of, constructor: ctor, field: name, value, sort } as const;
  return span === undefined ? node : { ...node, span };
}

export function tabulate(length: Term, binder: Variable, body: Term, span?: Span): Term {
  const node = { kind: "tabulate", length, binder, body, sort: { kind: "array", element: body.sort } } as const;
  return span === undefined ? node : { ...node, span };
}

export function forall(binders: readonly Variable[], body: Term): Term {
  return { kind: "quantifier", quantifier: "forall", binders, body, sort: boolSort };
}

export function exists(binders: readonly Variable[], body: Term): Term {
  return { kind: "quantifier", quantifier: "exists", binders, body, sort: boolSort };
}
