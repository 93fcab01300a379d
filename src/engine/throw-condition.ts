/**
 * Takes the obligation of a throw that no clause allows; gives the condition, in terms of the parameters at entry, under
 * which it is reached: the guards on its path with their definitions put in.
 * What depends on more than the parameters (a loop, a call, an arbitrary value) has no such condition.
 */
import { type Context, type Obligation, showTerm } from "../calculus/index.js";
import { and, freeVariables, not, type Operator, substitute, type Term, use, type Variable } from "../ir/index.js";
import type { FunctionProof } from "../prove/index.js";

/** When a throw is reached, and when it is not, as clauses. */
export interface ThrowCondition {
  readonly reached: string;
  readonly avoided: string;
}

/** When a function without a `throws` clause throws, a condition a throw; empty where one of them cannot be said. */
export function throwingConditions({ derivation, obligations }: FunctionProof): readonly ThrowCondition[] {
  const { contract } = derivation.function;
  if (contract.throws !== undefined) return [];
  const open = obligations.filter(({ obligation, answer }) => obligation.kind === "throw" && answer.kind !== "proved");
  const conditions = open.map(({ obligation }) => throwCondition(obligation, derivation.entry, contract.parameters));
  const known = conditions.filter((condition) => condition !== undefined);
  const different = new Map(known.map((condition) => [condition.reached, condition]));
  return known.length === open.length ? [...different.values()] : [];
}

/** A longer clause is no help to a reader. */
const longest = 200;

export function throwCondition(
  obligation: Obligation,
  entry: readonly Variable[],
  parameters: readonly Variable[],
): ThrowCondition | undefined {
  const definitions = definitionsOf(obligation.context);
  const reached = substitute(and(obligation.path, not(obligation.goal)), definitions);
  const names = new Map(
    entry.flatMap((v, i): [string, Term][] => {
      const parameter = parameters[i];
      return parameter === undefined ? [] : [[v.name, use(parameter)]];
    }),
  );
  if ([...freeVariables(reached).keys()].some((name) => !names.has(name))) return undefined;
  const condition = substitute(plain(reached), names);
  const texts = { reached: showTerm(condition), avoided: showTerm(negation(condition)) };
  return texts.reached.length > longest ? undefined : texts;
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

/**
 * `!(a ==> false)` is `a`, `!(a < b)` is `b <= a` (of exact numbers; not of doubles, which may be no numbers), and a
 * conjunction loses its doubles: what a person would have written.
 */
function plain(term: Term): Term {
  if (term.kind !== "apply") return term;
  if (term.operator === "and") {
    const parts = term.args.map(plain).flatMap((t) => (t.kind === "apply" && t.operator === "and" ? t.args : [t]));
    const kept = new Map(parts.map((part) => [showTerm(part), part]));
    return and(...kept.values());
  }
  const [inner] = term.args;
  return term.operator === "not" && inner !== undefined ? negation(inner) : term;
}

/** The opposites of the orders: the operands change places. */
const opposites: Partial<Record<Operator, Operator>> = {
  "int.lessThan": "int.atMost",
  "int.atMost": "int.lessThan",
  "real.lessThan": "real.atMost",
  "real.atMost": "real.lessThan",
};

function negation(term: Term): Term {
  if (term.kind !== "apply") return not(term);
  const [first, second] = term.args;
  if (first === undefined) return not(term);
  if (term.operator === "not") return plain(first);
  if (second === undefined) return not(term);
  if (term.operator === "implies") return plain(and(first, not(second)));
  if (term.operator === "or") return plain(and(...term.args.map(not)));
  const opposite = opposites[term.operator];
  return opposite === undefined ? not(term) : { ...term, operator: opposite, args: [second, first] };
}
