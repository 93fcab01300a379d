/**
 * Takes a solver and a time; gives a solver that is asked nothing after it: what is left is `gaveUp: resources`, which is
 * shown as such and never stored. Answers given before stand.
 */
import type { Solver } from "./smt/index.js";

export function untilDeadline(solver: Solver, minutes: number | undefined, now: () => number): Solver {
  if (minutes === undefined) return solver;
  const end = now() + minutes * 60_000;
  const detail = `the deadline of ${minutes} min has passed`;
  return {
    ask: async (query, effort) =>
      now() < end ? solver.ask(query, effort) : { kind: "gaveUp", reason: "resources", detail, used: 0 },
    statistics: () => solver.statistics(),
    close: () => solver.close(),
  };
}
