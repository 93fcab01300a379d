/**
 * Takes a query's text; gives the way Z3 is asked, and what a unit of effort is worth there. A function of the text
 * alone, so that an answer is the same in every run.
 * Chosen by trial on typical obligations (`test/unit/smt/typical.ts` and the double-precision ones of the solver tests):
 * the incremental core decided arrays, quantifiers, recursion, strings and non-linear integers in a fraction of the
 * default tactic's time; the default tactic bit-blasts formulas of doubles alone, which the core could not decide; the
 * core does not fold the order of two string literals, which simplifying first does.
 */
export interface Strategy {
  readonly name: "quantified" | "folds" | "limited" | "core" | "recursion" | "recursive data" | "strings" | "doubles";
  /** Commands before the text. `push` alone turns Z3 to its incremental core. */
  readonly prelude: string;
  /** What is asked in turn, until one decides, each with its share of the limit. */
  readonly steps: readonly Step[];
  /**
   * Z3's resource units for one unit of effort: a unit is quick in propositional search, and slow where recursive
   * functions are unfolded, so that without this a limit would be three seconds in one place and a minute in another.
   */
  readonly rate: number;
}

export interface Step {
  readonly check: string;
  readonly share: number;
  /** Worth its cost only where a model is of use. */
  readonly forModel?: true;
  /** In a context of its own: asked again where it was cut off, the core may not heed its limit (measured on products). */
  readonly afresh?: true;
}

const once = (check: string): readonly Step[] => [{ check, share: 1 }];
const simplified = "(check-sat-using (then simplify propagate-values solve-eqs simplify smt))";
/** What the core decides, it mostly decides early; the same solver as a tactic finds models where the core loops. */
const inTurn: readonly Step[] = [
  { check: "(check-sat)", share: 0.1 },
  { check: "(check-sat-using smt)", share: 0.4 },
  { check: "(check-sat)", share: 0.5, afresh: true },
];

/**
 * All quantifiers have triggers, so that what follows from them is found by these or not at all (measured: each of 950
 * proofs of the fixtures). A model of quantifiers is found early or, mostly, not before the limit; it is only a candidate
 * for a run, so that its search has a small share, and none where a proof alone is of use. It comes first, since what
 * was asked before keeps it from finding some.
 */
const quantified: Strategy = {
  name: "quantified",
  prelude: "(set-option :smt.mbqi false)\n(push)",
  steps: [
    { check: "(check-sat-using (using-params smt :mbqi true))", share: 0.1, forModel: true },
    { check: "(check-sat)", share: 0.5 },
  ],
  rate: 1,
};
const core: Strategy = { name: "core", prelude: "(push)", steps: inTurn, rate: 1 };
/** The core is not asked again where it was cut off: it then may unfold definitions until memory is gone. */
const unfolded: readonly Step[] = [
  { check: "(check-sat)", share: 0.3 },
  { check: "(check-sat-using smt)", share: 0.7 },
];
const recursion: Strategy = { name: "recursion", prelude: "(push)", steps: unfolded, rate: 1 / 8 };
/**
 * The axioms of recursive data are instantiated by their triggers alone: a search for a model of them as a whole goes on
 * for ever. Where the triggers find nothing more, the answer is unknown at once, and inputs are sought by running.
 */
const byTriggers = once("(check-sat-using (using-params smt :mbqi false))");
const recursiveData: Strategy = { name: "recursive data", prelude: "(push)", steps: byTriggers, rate: 1 / 4 };
const strings: Strategy = { name: "strings", prelude: "", steps: once(simplified), rate: 1 };
/** A unit is slow where the theory of strings meets quantifiers. */
const quantifiedStrings: Strategy = { ...strings, rate: 1 / 16 };
/**
 * What a map with strings as keys is asked at one key, it answers with another: the key that stands at its place. Few
 * such steps are ever of use, and ten of them, which Z3 takes at once, are a search without end.
 */
const nearKeys = "(using-params smt :mbqi false :qi.eager_threshold 4.0)";
const mapsOfStrings: Strategy = {
  ...quantifiedStrings,
  steps: [
    { check: `(check-sat-using (then simplify propagate-values solve-eqs simplify ${nearKeys}))`, share: 0.3 },
    { check: simplified, share: 0.7 },
  ],
};
const doubles: Strategy = { name: "doubles", prelude: "", steps: once("(check-sat)"), rate: 4 };

/** What the axioms of folds say has triggers everywhere; searching for a model of them ends at the limit alone. */
const folds: Strategy = {
  name: "folds",
  prelude: "(set-option :smt.mbqi false)\n(push)",
  steps: once("(check-sat)"),
  rate: 1 / 4,
};

/** The first line of a text that holds folds. */
export const foldsMark = "; folds\n";

/**
 * Unfolded by axioms, recursive functions mostly stand in products of unknowns (measured on powers and factorials: the
 * older arithmetic decides them in a tenth of the time, the newer loses itself in real algebra).
 */
const limited: Strategy = {
  name: "limited",
  prelude: "(set-option :smt.mbqi false)\n(set-option :smt.arith.solver 2)\n(push)",
  steps: once("(check-sat)"),
  rate: 1,
};

/** The first line of a text that unfolds recursive functions by axioms. */
export const limitedMark = "; limited functions\n";

/** The first line of a query with axioms of recursive data. */
export const recursiveDataMark = "; recursive data";

export function strategyFor(text: string): Strategy {
  if (text.startsWith(recursiveDataMark)) return recursiveData;
  if (text.startsWith(foldsMark)) return folds;
  if (text.startsWith(limitedMark)) return limited;
  if (/\(define-funs?-rec /.test(text)) return recursion;
  if (/ String\)|\(str\./.test(text)) {
    if (!/\((?:forall|exists) /.test(text)) return strings;
    return text.includes("(Array String ") ? mapsOfStrings : quantifiedStrings;
  }
  if (/\((?:forall|exists|lambda) /.test(text)) return quantified;
  if (!text.includes("Float64") || /\((?:Array|declare-datatypes)\b/.test(text)) return core;
  return doubles;
}
