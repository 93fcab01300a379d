/**
 * Takes a query's text; gives the way Z3 is asked, and what a unit of effort is worth there. A function of the text
 * alone, so that an answer is the same in every run.
 * Chosen by trial on typical obligations (`test/unit/smt/typical.ts` and the double-precision ones of the solver tests):
 * the incremental core decided arrays, quantifiers, recursion, strings and non-linear integers in a fraction of the
 * default tactic's time; the default tactic bit-blasts formulas of doubles alone, which the core could not decide.
 */
export interface Strategy {
  readonly name: "core" | "recursion" | "doubles";
  /** Commands before the text. `push` alone turns Z3 to its incremental core. */
  readonly prelude: string;
  /**
   * Z3's resource units for one unit of effort: a unit is quick in propositional search, and slow where recursive
   * functions are unfolded, so that without this a limit would be three seconds in one place and a minute in another.
   */
  readonly rate: number;
}

const core: Strategy = { name: "core", prelude: "(push)", rate: 1 };
const recursion: Strategy = { name: "recursion", prelude: "(push)", rate: 1 / 8 };
const doubles: Strategy = { name: "doubles", prelude: "", rate: 4 };

export function strategyFor(text: string): Strategy {
  if (/\(define-funs?-rec /.test(text)) return recursion;
  if (!text.includes("Float64") || /\((?:forall|exists|Array|declare-datatypes)\b/.test(text)) return core;
  return doubles;
}
