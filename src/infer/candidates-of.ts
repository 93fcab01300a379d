/**
 * Takes the loops of a function and states of runs; gives what the generators of a stage guess of them, thinned by the
 * runs: what no run denies, says something of the loop, and was not guessed before.
 */
import { showTerm } from "../calculus/index.js";
import { type Clause, freeVariables, type Term } from "../ir/index.js";
import type { Stage } from "./candidates/index.js";
import type { Desk, Found } from "./desk.js";
import { type Candidate, goalsOf, type LoopContext, type LoopPlace } from "./loop-context.js";
import type { LoopState } from "./traces.js";
import { isTrueOfRuns, isVacuous, saysNothing, termKey } from "./vocabulary.js";

/** Outer loops first: what is guessed of them has to hold again where the rounds of inner ones end. */
export function candidatesOf(
  stage: Stage,
  places: readonly LoopPlace[],
  states: ReadonlyMap<string, readonly LoopState[]>,
  guessed: Found,
  { fn, program, budget }: Desk,
): Found {
  const fresh = new Map<string, readonly Clause[]>();
  for (const place of places) {
    const { loop, outer } = place;
    const ofOuter = outer?.loop.label;
    const around = ofOuter === undefined ? [] : [...(guessed.get(ofOuter) ?? []), ...(fresh.get(ofOuter) ?? [])];
    const conditions = around.map(({ term }) => term);
    const context: LoopContext = {
      ...place,
      fn,
      program,
      goals: goalsOf(place, conditions, program),
      states: states.get(loop.label) ?? [],
    };
    const own = new Set((guessed.get(loop.label) ?? []).map(({ term }) => termKey(term)));
    const terms = new Map<string, Term>();
    for (const candidate of [...conditions, ...stage.generators.flatMap((generator) => generator(context))]) {
      if (terms.size >= budget.candidates) break;
      const ways = isTerm(candidate) ? [candidate] : candidate;
      const term = ways.find((way) => concerns(way, context) && isTrueOfRuns(way, context));
      const key = term && termKey(term);
      if (term === undefined || key === undefined || own.has(key) || terms.has(key)) continue;
      if (!isVacuous(term, context) && !saysNothing(term, context)) terms.set(key, term);
    }
    const clause = (term: Term): Clause => ({ text: showTerm(term), term, span: loop.span, inferred: true });
    fresh.set(loop.label, [...terms.values()].map(clause));
  }
  return fresh;
}

function isTerm(candidate: Candidate): candidate is Term {
  return "kind" in candidate;
}

/** Over what has a value at the head, and about something that rounds change. */
function concerns(term: Term, { scope, changed }: LoopContext): boolean {
  const names = new Set(scope.map(({ name }) => name));
  const free = [...freeVariables(term).keys()];
  return free.every((name) => names.has(name)) && free.some((name) => changed.has(name));
}
