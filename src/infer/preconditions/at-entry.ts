/**
 * Takes a term of an obligation, over the single-assignment variables of a derivation; gives it over the parameters at
 * entry: definitions are put in for what they define. Undefined where it depends on more than the parameters (a loop, a
 * call, an arbitrary value), or where nobody would read it.
 */
import type { Context } from "../../calculus/index.js";
import { freeVariables, substitute, type Term, use, type Variable } from "../../ir/index.js";
import { isAtMost } from "./size.js";

/** What an obligation's place makes of the variables of a derivation. */
export interface EntryView {
  readonly definitions: ReadonlyMap<string, Term>;
  /** Of the single-assignment variables of the arguments, the parameters. */
  readonly parameters: ReadonlyMap<string, Term>;
}

export function entryView(
  context: Context | undefined,
  entry: readonly Variable[],
  parameters: readonly Variable[],
): EntryView {
  const names = entry.flatMap((v, i): [string, Term][] => {
    const parameter = parameters[i];
    return parameter === undefined ? [] : [[v.name, use(parameter)]];
  });
  return { definitions: definitionsOf(context), parameters: new Map(names) };
}

export function withDefinitions(term: Term, { definitions }: EntryView): Term {
  return substitute(term, definitions);
}

/** Of a term with its definitions put in. */
export function overParameters(term: Term, { parameters }: EntryView, largest: number): Term | undefined {
  if (!isAtMost(term, largest)) return undefined;
  if ([...freeVariables(term).keys()].some((name) => !parameters.has(name))) return undefined;
  return substitute(term, parameters);
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
