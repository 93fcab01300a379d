/**
 * Gives what a variable of two values says: which of them it has where a counter is even, or where a test of the rounds
 * holds.
 */
import { apply, bool, int, intSort, ite, same, type Term, use, type Value } from "../../ir/index.js";
import { truth } from "../../semantics/index.js";
import type { Generator, LoopContext } from "../loop-context.js";
import { countersOf, valuesOf } from "../vocabulary.js";

export const alternating: Generator = (context) => {
  const parities = countersOf(context).map((counter) =>
    apply("same", [apply("int.remainder", [counter, int(2n)], intSort), int(0n)], bool),
  );
  return context.scope
    .filter(({ name, sort }) => context.changed.has(name) && (sort.kind === "int" || sort.kind === "bool"))
    .flatMap((variable) => parities.flatMap((test) => toldBy(use(variable), test, context)));
};

function toldBy(variable: Term, test: Term, context: LoopContext): readonly Term[] {
  const values = valuesOf(variable, context.states, context);
  const tests = context.states.map(({ values: at, entry }) => truth(test, { values: at, entry }, context.program));
  const where = (wanted: boolean): Term | undefined => only(values.filter((_, i) => tests[i] === wanted));
  const [then, otherwise] = [where(true), where(false)];
  if (then === undefined || otherwise === undefined) return [];
  return [same(variable, ite(test, then, otherwise))];
}

/** The one value that all have, as a literal. */
function only(values: readonly (Value | undefined)[]): Term | undefined {
  const [first] = values;
  if (first?.kind !== "int" && first?.kind !== "bool") return undefined;
  const isIt = (v: Value | undefined): boolean => v?.kind === first.kind && v.value === first.value;
  return values.every(isIt) ? { kind: "literal", value: first, sort: { kind: first.kind } } : undefined;
}
