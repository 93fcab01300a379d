/**
 * Takes the obligation of a throw that no clause allows; gives the condition, in terms of the parameters at entry, under
 * which it is reached: the guards on its path with their definitions put in.
 * What depends on more than the parameters (a loop, a call, an arbitrary value) has no such condition.
 */
import type { Obligation } from "../calculus/index.js";
import { conditionText, entryView, negation, overParameters, plain, withDefinitions } from "../infer/index.js";
import { and, type DataTypes, not, type Variable } from "../ir/index.js";
import type { FunctionProof } from "../prove/index.js";

/** When a throw is reached, and when it is not, as clauses. */
export interface ThrowCondition {
  readonly reached: string;
  readonly avoided: string;
}

/** When a function without a `throws` clause throws, a condition a throw; empty where one of them cannot be said. */
export function throwingConditions(
  { derivation, obligations }: FunctionProof,
  types: DataTypes,
): readonly ThrowCondition[] {
  const { contract } = derivation.function;
  if (contract.throws !== undefined) return [];
  const open = obligations.filter(({ obligation, answer }) => obligation.kind === "throw" && answer.kind !== "proved");
  const conditions = open.map(({ obligation }) =>
    throwCondition(obligation, derivation.entry, contract.parameters, types),
  );
  const known = conditions.filter((condition) => condition !== undefined);
  const different = new Map(known.map((condition) => [condition.reached, condition]));
  return known.length === open.length ? [...different.values()] : [];
}

/** Nodes of a condition that a person would still read. */
const largest = 120;

export function throwCondition(
  obligation: Obligation,
  entry: readonly Variable[],
  parameters: readonly Variable[],
  types: DataTypes,
): ThrowCondition | undefined {
  const view = entryView(obligation.context, entry, parameters);
  const reached = overParameters(withDefinitions(and(obligation.path, not(obligation.goal)), view), view, largest);
  if (reached === undefined) return undefined;
  const condition = plain(reached);
  const texts = { reached: conditionText(condition, types), avoided: conditionText(negation(condition), types) };
  return texts.reached === undefined || texts.avoided === undefined
    ? undefined
    : { reached: texts.reached, avoided: texts.avoided };
}
