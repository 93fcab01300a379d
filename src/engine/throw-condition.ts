/**
 * Takes the obligation of a throw that no clause allows; gives the condition, in terms of the parameters at entry, under
 * which it is reached: the guards on its path with their definitions put in.
 * What depends on more than the parameters (a loop, a call, an arbitrary value) has no such condition.
 */
import { type Context, type Obligation, showTerm } from "../calculus/index.js";
import { and, freeVariables, not, substitute, type Term, use, type Variable } from "../ir/index.js";
import type { FunctionProof } from "../prove/index.js";

/** When a function without a `throws` clause throws, a condition a throw; empty where one of them cannot be said. */
export function throwingConditions({ derivation, obligations }: FunctionProof): readonly string[] {
  const { contract } = derivation.function;
  if (contract.throws !== undefined) return [];
  const open = obligations.filter(({ obligation, answer }) => obligation.kind === "throw" && answer.kind !== "proved");
  const conditions = open.map(({ obligation }) => throwCondition(obligation, derivation.entry, contract.parameters));
  const known = conditions.filter((condition) => condition !== undefined);
  return known.length === open.length ? [...new Set(known)] : [];
}

/** A longer clause is no help to a reader. */
const longest = 200;

export function throwCondition(
  obligation: Obligation,
  entry: readonly Variable[],
  parameters: readonly Variable[],
): string | undefined {
  const definitions = definitionsOf(obligation.context);
  const reached = substitute(and(obligation.path, not(obligation.goal)), definitions);
  const names = new Map(
    entry.flatMap((v, i): [string, Term][] => {
      const parameter = parameters[i];
      return parameter === undefined ? [] : [[v.name, use(parameter)]];
    }),
  );
  if ([...freeVariables(reached).keys()].some((name) => !names.has(name))) return undefined;
  const text = showTerm(substitute(plain(reached), names));
  return text.length > longest ? undefined : text;
}

/** Each definition with the earlier ones put in; sharing keeps it as large as the program. */
function definitionsOf(context: Context | undefined): ReadonlyMap<string, Term> {
  const facts: Context[] = [];
  for (let at = context; at !== undefined; at = at.before) facts.push(at);
  const found = new Map<string, Term>();
  for (const { fact } of facts.reverse())
    if (fact.kind === "define") found.set(fact.variable.name, substitute(fact.value, found));
  return found;
}

/** `!(a ==> false)` is `a`, and a conjunction loses its doubles: what a person would have written. */
function plain(term: Term): Term {
  if (term.kind !== "apply") return term;
  if (term.operator === "and") {
    const parts = term.args.map(plain).flatMap((t) => (t.kind === "apply" && t.operator === "and" ? t.args : [t]));
    const kept = new Map(parts.map((part) => [showTerm(part), part]));
    return and(...kept.values());
  }
  const [inner] = term.args;
  if (term.operator !== "not" || inner?.kind !== "apply" || inner.operator !== "implies") return term;
  const [condition, conclusion] = inner.args;
  return condition === undefined || conclusion === undefined ? term : plain(and(condition, not(conclusion)));
}
