/**
 * Takes a precondition that would make a function provable, and runs; tells whether it leaves the function a job: inputs
 * of more than one kind, and no order between two things that is in truth an equality.
 */
import type { Program, Term, Value } from "../../ir/index.js";
import { apply } from "../../ir/index.js";
import { isTrueOf } from "./choose.js";
import type { EntryRun, EntryRuns } from "./entry-runs.js";

export function leavesAJob(terms: readonly Term[], { passing, failing }: EntryRuns, program: Program): boolean {
  const kept = passing.filter(({ values }) => terms.every((term) => isTrueOf(term, values, program)));
  const names = [...(kept[0]?.values.keys() ?? [])];
  const lists = names.filter((name) => isList(kept[0]?.values.get(name)));
  const different = (runs: readonly EntryRun[], name: string): number =>
    new Set(runs.map(({ values }) => keyOf(values.get(name)))).size;
  const all = [...passing, ...failing];
  const varies = (name: string): boolean => different(kept, name) > 1 || different(all, name) < 3;
  // A place in a list is mostly the first in small ones; that the list is always empty says something.
  const isVaried = lists.length > 0 ? lists.every(varies) : names.every(varies);
  const isLoose = (term: Term): boolean => {
    const strict = term.kind === "apply" && term.args[0]?.kind === "literal" ? undefined : strictly(term);
    return strict === undefined || kept.some(({ values }) => isTrueOf(strict, values, program));
  };
  return isVaried && terms.every(isLoose);
}

function isList(value: Value | undefined): boolean {
  return value?.kind === "array" || value?.kind === "string" || value?.kind === "map";
}

function keyOf(value: Value | undefined): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part)) ?? "";
}

/** `a < b` of `a <= b`. */
function strictly(term: Term): Term | undefined {
  if (term.kind !== "apply") return undefined;
  switch (term.operator) {
    case "int.atMost":
      return apply("int.lessThan", term.args, term.sort);
    case "real.atMost":
      return apply("real.lessThan", term.args, term.sort);
    case "double.atMost":
      return apply("double.lessThan", term.args, term.sort);
    default:
      return undefined;
  }
}

/** An order that is not strict, `0 <= n` or `lo <= hi`: without it there may be ranges that are less than empty. */
export function isRange(term: Term): boolean {
  return strictly(term) !== undefined;
}
