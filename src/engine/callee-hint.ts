/**
 * Takes an obligation that is not proved; gives the next step where it rests on what a call gave: the callee, whose contract
 * does not say enough. Relies on: a callee is known by its contract alone, so that more can only come from there.
 */
import { type Context, type Obligation, statementsOf } from "../calculus/index.js";
import { type FunctionIR, freeVariables, type Program, type Term } from "../ir/index.js";

const deepest = 40;

export function calleeHint({ context, goal }: Obligation, fn: FunctionIR, program: Program): string | undefined {
  const callees = new Map(
    (fn.body === undefined ? [] : statementsOf(fn.body)).flatMap((s): [string, string][] =>
      s.kind === "call" && s.target !== undefined ? [[s.target.name, s.callee]] : [],
    ),
  );
  if (callees.size === 0) return undefined;
  const id = [...namesIn(goal, context)].map((name) => callees.get(name)).find((callee) => callee !== undefined);
  const callee = id === undefined ? undefined : program.functions.get(id);
  if (callee === undefined || callee.id === fn.id) return undefined;
  const { ensures } = callee.contract;
  const says = ensures.length === 0 ? "says nothing of that" : "does not say enough of it";
  return `It rests on what \`${callee.name}\` gives, whose contract ${says}: add the \`ensures\` that is needed there, or test the value here.`;
}

/** Program variables whose values a term is made of, through definitions. */
function namesIn(goal: Term, context: Context | undefined): ReadonlySet<string> {
  const definitions = new Map<string, Term>();
  for (let at = context; at !== undefined; at = at.before)
    if (at.fact.kind === "define") definitions.set(at.fact.variable.name, at.fact.value);
  const seen = new Set<string>();
  let waiting = [...freeVariables(goal).keys()];
  for (let round = 0; round < deepest && waiting.length > 0; round++) {
    const next = waiting.filter((name) => !seen.has(name));
    for (const name of next) seen.add(name);
    waiting = next.flatMap((name) => [...freeVariables(definitions.get(name) ?? goal).keys()]);
  }
  return new Set([...seen].map((name) => name.replace(/@\d+$/u, "")));
}
