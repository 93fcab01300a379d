/**
 * Gives what judging a run carries from event to event: the calls under way, what is in doubt, and how clauses are
 * evaluated: on actual values, exactly, with fuel of their own.
 */
import type { Clause, Executable, FunctionIR, Program, Site, Term } from "../ir/index.js";
import {
  type Environment,
  type EvaluationOptions,
  evaluate,
  type Meter,
  truth,
  type Unknown,
  whyUnknown,
} from "../semantics/index.js";
import type { Span } from "../source/index.js";
import type { Activation } from "./activation.js";
import { because } from "./because.js";
import type { Judgement, Refuted } from "./judgement.js";
import { callText } from "./outcome-text.js";
import { undefinedPart } from "./undefined-part.js";

export type JudgedProgram = Pick<Program, "types" | "logical" | "functions">;

export interface JudgeOptions {
  /** Leaving the safe integers is a break under `overflow warn` too: it was asked whether it always happens. */
  readonly overflowBreaks?: boolean;
  /** Fuel for the clauses of this run and of others. */
  readonly meter?: Meter;
  /** Say of a clause that is false what makes it so. */
  readonly explain?: boolean;
  /** What else must call a clause false at a place, besides exact evaluation, for a break. */
  readonly alsoFalse?: (clause: Term, environment: Environment) => boolean;
  /** A clause that has no value breaks nothing. */
  readonly onlyFalse?: true;
}

export type SiteOf<K extends Site["kind"]> = Extract<Site, { kind: K }>;

export interface Judging {
  readonly executable: Executable;
  readonly root: FunctionIR;
  readonly program: JudgedProgram;
  readonly options: JudgeOptions;
  /** Calls under way, the innermost last. */
  readonly stack: Activation[];
  readonly state: {
    /** Where the call stands that is about to be entered. */
    pendingCall: Span | undefined;
    /** The first thing that could not be evaluated. */
    doubt: Extract<Judgement, { kind: "unknown" }> | undefined;
    /** An assumption that the run has broken: nothing after it is the function's fault. */
    broken: Extract<Judgement, { kind: "assumption can fail" }> | undefined;
    /** The error that is on its way, and to which of the calls under way a finalizer has seen it come. */
    thrown: { readonly site: SiteOf<"throw">; readonly text: string; readonly passed: number | undefined } | undefined;
  };
  note(why: string, clause?: Clause): void;
  truthOf(term: Term, environment: Environment): boolean | Unknown;
  /** True, false, or undefined with a note why not. */
  holds(term: Term, environment: Environment, clause?: Clause): boolean | undefined;
  /** Which part of a clause that nobody inferred has no value on actual values; undefined where all have, or it cannot be told. */
  undefinedIn(clause: Clause, environment: Environment): string | undefined;
  /** A measure's value, where it has one. */
  measured(terms: readonly Term[], environment: Environment): readonly bigint[] | undefined;
  refuted(found: Omit<Refuted, "kind" | "args" | "blame">, at: Activation | undefined): Judgement;
  callOf(at: Activation): string;
  /** What makes the clause false of these values, where that is asked for and can be said. */
  because(clause: Clause, environment: Environment): { readonly because?: string };
}

/** Nodes of clauses evaluated in one run: enough for all but recursive functions in the invariants of long loops. */
const fuelOfOne = 200_000;

export function openJudging(
  executable: Executable,
  root: FunctionIR,
  program: JudgedProgram,
  options: JudgeOptions,
): Judging {
  const state: Judging["state"] = { pendingCall: undefined, doubt: undefined, broken: undefined, thrown: undefined };
  const metered = meteredBy(options.meter);
  const truthOf = (term: Term, environment: Environment): boolean | Unknown =>
    metered((fuel) => truth(term, environment, program, fuel));
  const note = (why: string, clause?: Clause): void => {
    state.doubt ??= clause === undefined ? { kind: "unknown", why } : { kind: "unknown", why, clause };
  };
  return {
    executable,
    root,
    program,
    options,
    stack: [],
    state,
    note,
    truthOf,
    holds(term, environment, clause) {
      const value = truthOf(term, environment);
      if (value === true) return true;
      if (value !== false) note(whyUnknown(value), clause);
      else if (options.alsoFalse === undefined || options.alsoFalse(term, environment)) return false;
      else note("it is false in exact arithmetic only", clause);
      return undefined;
    },
    undefinedIn(clause, environment) {
      if (clause.inferred === true || options.onlyFalse === true) return undefined;
      const value = truthOf(clause.term, environment);
      const isOutside = typeof value !== "boolean" && value.reason === "outside the domain";
      return isOutside ? undefinedPart(clause.term, environment, program) : undefined;
    },
    measured(terms, environment) {
      const values = terms.map((term) => metered((fuel) => evaluate(term, environment, program, fuel)));
      const numbers = values.flatMap((value) => (value.kind === "int" ? [value.value] : []));
      return numbers.length === values.length ? numbers : undefined;
    },
    refuted(found, at) {
      if (state.broken !== undefined) return state.broken;
      return { kind: "refuted", ...found, blame: at?.id ?? root.id, args: [...(at?.entry.values() ?? [])] };
    },
    because(clause, environment) {
      const why = options.explain === true ? because(clause.text, clause.term, environment, program) : undefined;
      return why === undefined ? {} : { because: why };
    },
    callOf: (at) => callText(at.fn ?? { name: at.id }, [...at.entry.values()], program.types),
  };
}

/** What one run burns is taken from what it shares with others too. */
function meteredBy(shared: Meter | undefined): <T>(work: (fuel: EvaluationOptions) => T) => T {
  const own: Meter = { left: Math.min(fuelOfOne, shared?.left ?? fuelOfOne) };
  return (work) => {
    const before = own.left;
    const result = work({ meter: own });
    if (shared !== undefined) shared.left -= before - own.left;
    return result;
  };
}
