/**
 * Takes a clause over exact numbers and values; gives its truth as JavaScript would run it, on doubles. A run is shown to
 * people who try it in JavaScript: where nobody marked `real`, what JavaScript calls true is not told as broken.
 */
import type { Term, Value } from "../ir/index.js";
import { clauseAsDoubles, type Environment, type Theory, truth, valueAsDouble } from "../semantics/index.js";

/** Undefined where the clause has no such meaning, or no value. */
export function inDoubles(term: Term, environment: Environment, theory: Theory): boolean | undefined {
  const rewritten = clauseAsDoubles(term);
  if (rewritten === undefined) return undefined;
  const value = truth(rewritten, environment, theory);
  return typeof value === "boolean" ? value : undefined;
}

export function asDoubleEnvironment({ values, entry }: Environment): Environment {
  return { values: mapAsDoubles(values), ...(entry === undefined ? {} : { entry: mapAsDoubles(entry) }) };
}

function mapAsDoubles(values: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map([...values].map(([name, value]) => [name, valueAsDouble(value)]));
}
