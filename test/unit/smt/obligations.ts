/** Gives obligations by hand for the tests of `smt`: a goal under facts, without what only messages need. */
import type { Context, Fact, Obligation } from "../../../src/calculus/index.js";
import { type Sort, type Term, trueTerm, type Variable, variable } from "../../../src/ir/index.js";
import type { Theory } from "../../../src/smt/index.js";

const nowhere = { file: "a.ts", start: 0, end: 0 };

export const noTheory: Theory = { types: new Map(), logical: new Map() };

export function contextOf(facts: readonly Fact[], before?: Context): Context | undefined {
  let context = before;
  for (const fact of facts) context = { fact, before: context, length: (context?.length ?? 0) + 1 };
  return context;
}

export function assume(fact: Term): Fact {
  return { kind: "assume", fact, origin: "test" };
}

export function define(name: string, sort: Sort, value: Term): Fact {
  return { kind: "define", variable: { name, sort }, value };
}

export function obligation(goal: Term, facts: readonly Fact[] = [], path: Term = trueTerm): Obligation {
  return inContext(goal, contextOf(facts), path);
}

export function inContext(goal: Term, context: Context | undefined, path: Term = trueTerm): Obligation {
  return {
    id: "o",
    law: "assertion",
    kind: "assert",
    span: nowhere,
    context,
    path,
    goal,
    why: "",
    state: new Map(),
  };
}

export function variables(sort: Sort, ...names: readonly string[]): readonly Term[] {
  return names.map((name) => variable(name, sort));
}

export function declared(name: string, sort: Sort): Variable {
  return { name, sort };
}
