/**
 * Takes verification conditions over small programs; decides them by trying every value of a small domain for the
 * variables that no fact defines, with the evaluator of `semantics` as the meaning of terms.
 */
import type { Context, Fact, Obligation } from "../../src/calculus/index.js";
import {
  and,
  atMost,
  children,
  freeVariables,
  implies,
  int,
  type Program,
  type Sort,
  type Term,
  use,
  type Value,
  type Variable,
  withChildren,
} from "../../src/ir/index.js";
import { evaluate, truth } from "../../src/semantics/index.js";

export interface Domain {
  readonly low: bigint;
  readonly high: bigint;
  /** Longest array. */
  readonly longest: number;
}

export function* valuesOf(sort: Sort, domain: Domain): Generator<Value> {
  if (sort.kind === "bool") {
    yield { kind: "bool", value: false };
    yield { kind: "bool", value: true };
  } else if (sort.kind === "int") {
    for (let value = domain.low; value <= domain.high; value++) yield { kind: "int", value };
  } else if (sort.kind === "array") {
    for (let length = 0; length <= domain.longest; length++) yield* arraysOf(sort.element, length, domain);
  } else throw new Error(`no domain for ${sort.kind}`);
}

function* arraysOf(element: Sort, length: number, domain: Domain): Generator<Value> {
  if (length === 0) yield { kind: "array", items: [] };
  else
    for (const rest of arraysOf(element, length - 1, domain))
      for (const item of valuesOf(element, domain))
        if (rest.kind === "array") yield { kind: "array", items: [...rest.items, item] };
}

export function factsOf(context: Context | undefined): readonly Fact[] {
  const facts: Fact[] = [];
  for (let at = context; at !== undefined; at = at.before) facts.push(at.fact);
  return facts.reverse();
}

/** The search would take too long: the instance says nothing. */
export class TooMany extends Error {}

const mostTries = 20_000;

/** Values under which the facts and the path hold and the goal does not, if the domain has any. */
export function falsifier(
  { context, path, goal }: Pick<Obligation, "context" | "path" | "goal">,
  program: Program,
  domain: Domain,
  fixed: ReadonlyMap<string, Value> = new Map(),
): ReadonlyMap<string, Value> | undefined {
  const facts = factsOf(context);
  const defined = new Set(facts.flatMap((fact) => (fact.kind === "define" ? [fact.variable.name] : [])));
  const terms = [...facts.map((fact) => (fact.kind === "define" ? fact.value : fact.fact)), path, goal];
  const steps: readonly (Fact | Variable)[] = inOrder(facts, terms, defined);
  const values = new Map(fixed);
  const holds = (term: Term): boolean => truth(bounded(term, domain), { values }, program) === true;
  const excluded = (term: Term): boolean => truth(bounded(term, domain), { values }, program) === false;
  let tries = 0;
  const search = (i: number): ReadonlyMap<string, Value> | undefined => {
    const step = steps[i];
    if (tries++ > mostTries) throw new TooMany();
    if (step === undefined) return holds(path) && !holds(goal) ? new Map(values) : undefined;
    if ("name" in step) {
      if (values.has(step.name)) return search(i + 1);
      for (const value of valuesOf(step.sort, domain)) {
        values.set(step.name, value);
        const found = search(i + 1);
        if (found !== undefined) return found;
      }
      values.delete(step.name);
      return undefined;
    }
    if (step.kind === "assume") return excluded(step.fact) ? undefined : search(i + 1);
    const value = evaluate(bounded(step.value, domain), { values }, program);
    if (value.kind !== "unknown") values.set(step.variable.name, value);
    const found = search(i + 1);
    values.delete(step.variable.name);
    return found;
  };
  return search(0);
}

/** Each free variable just before the first fact that mentions it. */
function inOrder(
  facts: readonly Fact[],
  terms: readonly Term[],
  defined: ReadonlySet<string>,
): readonly (Fact | Variable)[] {
  const met = new Set<string>();
  return terms.flatMap((term, i) => {
    const free = [...freeVariables(term).values()].filter((x) => !defined.has(x.name) && !met.has(x.name));
    for (const x of free) met.add(x.name);
    const fact = facts[i];
    return fact === undefined ? free : [...free, fact];
  });
}

/** Integer binders run through the domain alone. */
export function bounded(term: Term, domain: Domain): Term {
  const parts = children(term).map((child) => bounded(child, domain));
  const same = withChildren(term, parts);
  if (same.kind !== "quantifier") return same;
  const guard = and(
    ...same.binders
      .filter((b) => b.sort.kind === "int")
      .flatMap((b) => [atMost(int(domain.low), use(b)), atMost(use(b), int(domain.high))]),
  );
  return { ...same, body: same.quantifier === "forall" ? implies(guard, same.body) : and(guard, same.body) };
}
