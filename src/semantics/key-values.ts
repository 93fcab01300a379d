/**
 * Takes a bound variable and the body it is bound in; gives the values at which the body can differ, where the variable
 * stands only as a key of Maps and Sets, or beside `===`: the keys, what it is compared with, and one value that is none
 * of these, which stands for all others.
 */
import { children, type Term, type Value, type Variable } from "../ir/index.js";
import { sameValue } from "./equality.js";
import type { Evaluated } from "./evaluation.js";

export interface KeyValues {
  readonly values: readonly Value[];
  /** Every value behaves as one of them. */
  readonly complete: boolean;
}

/** `guards`: conditions without which the body says nothing of a value. */
export function keyValues(
  binder: Variable,
  body: Term,
  guards: readonly Term[],
  evaluated: (term: Term) => Evaluated,
): KeyValues {
  const { name } = binder;
  for (const guard of guards) {
    const keys = isKeyTest(guard, name) ? keysOf(guard.args[0], evaluated) : undefined;
    if (keys !== undefined) return { values: keys, complete: true };
  }
  const found: Value[] = [];
  const complete = collect(body, name, false, found, evaluated);
  const values = found.filter((value, i) => found.findIndex((other) => sameValue(other, value)) === i);
  const other = unlike(values, binder);
  return { values: other === undefined ? values : [...values, other], complete: complete && other !== undefined };
}

const keyOperators: ReadonlySet<string> = new Set(["map.has", "map.get", "map.found"]);

function isKeyTest(term: Term, name: string): term is Extract<Term, { kind: "apply" }> {
  const key = term.kind === "apply" && term.operator === "map.has" ? term.args[1] : undefined;
  return key?.kind === "variable" && key.name === name;
}

function keysOf(map: Term | undefined, evaluated: (term: Term) => Evaluated): readonly Value[] | undefined {
  const value = map === undefined ? undefined : evaluated(map);
  return value?.kind === "map" ? value.entries.map(([key]) => key) : undefined;
}

/** Adds what matters of every use of the variable; whether all of them are of the known kinds. */
function collect(
  term: Term,
  name: string,
  inOld: boolean,
  found: Value[],
  evaluated: (term: Term) => Evaluated,
): boolean {
  if (term.kind === "variable") return term.name !== name;
  if (term.kind === "literal") return true;
  if (term.kind === "apply") {
    const [first, second] = term.args;
    const here = (t: Term): Term => (inOld ? { kind: "old", of: t, sort: t.sort } : t);
    const is = (t: Term | undefined): boolean => t?.kind === "variable" && t.name === name;
    if (first !== undefined && is(second) && keyOperators.has(term.operator)) {
      const keys = keysOf(here(first), evaluated);
      if (keys !== undefined) found.push(...keys);
      return keys !== undefined;
    }
    const compared = is(first) ? second : is(second) ? first : undefined;
    if (term.operator === "same" && compared !== undefined) {
      const value = evaluated(here(compared));
      if (value.kind !== "unknown") found.push(value);
      return value.kind !== "unknown";
    }
  }
  const inner = inOld || term.kind === "old";
  const parts = children(term).map((part) => collect(part, name, inner, found, evaluated));
  return parts.every(Boolean);
}

/** A value of the variable's sort that is none of these. */
function unlike(values: readonly Value[], { sort }: Variable): Value | undefined {
  const isNew = (value: Value): boolean => !values.some((known) => sameValue(known, value));
  const numbers = Array.from({ length: values.length + 1 }, (_, i) => i);
  if (sort.kind === "int") return numbers.map((n): Value => ({ kind: "int", value: BigInt(n) })).find(isNew);
  if (sort.kind === "double") return numbers.map((n): Value => ({ kind: "double", value: n })).find(isNew);
  if (sort.kind !== "string" || sort.literals !== undefined) return undefined;
  return numbers.map((n): Value => ({ kind: "string", value: "b".repeat(n) })).find(isNew);
}
