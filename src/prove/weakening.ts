/**
 * Takes queries that were proved; tells of others that they follow from one of them: more facts are given for the same
 * goal (the structural rule of weakening). What is proved of a loop stays proved when further invariants are assumed.
 * Soundness: a query's text is unsatisfiable, and so is every text that has all its commands, whatever else it has: each
 * command is one line, and a name has one declaration in a text.
 */
import type { Query } from "../smt/index.js";

/** Of one function: what another has shown depends on who comes first. */
export interface Shown {
  /** By the goal, the commands of each query that was proved. */
  readonly byGoal: Map<string, (readonly string[])[]>;
  /** Not looked into yet: most functions are proved at once, and nothing is asked of them again. */
  readonly waiting: (() => Query)[];
}

/** More are not worth the comparison. */
const mostOfGoal = 8;

export function openShown(): Shown {
  return { byGoal: new Map(), waiting: [] };
}

export function noteShown(proved: () => Query, shown: Shown): void {
  shown.waiting.push(proved);
}

export function isAnythingShown({ byGoal, waiting }: Shown): boolean {
  return byGoal.size + waiting.length > 0;
}

export function follows(query: Query, { byGoal, waiting }: Shown): boolean {
  for (const proved of waiting.splice(0)) {
    const { goal, commands } = read(proved());
    const known = byGoal.get(goal) ?? [];
    if (goal !== "" && known.length < mostOfGoal) byGoal.set(goal, [...known, commands]);
  }
  const { goal, commands } = read(query);
  const known = byGoal.get(goal);
  if (known === undefined) return false;
  const given = new Set(commands);
  return known.some((shown) => shown.every((command) => given.has(command)));
}

/** The denied goal is asserted first. */
function read({ text }: Query): { readonly goal: string; readonly commands: readonly string[] } {
  const commands = text.split("\n").filter((line) => line !== "" && !line.startsWith(";"));
  return { goal: commands.find((line) => line.startsWith("(assert ")) ?? "", commands };
}
