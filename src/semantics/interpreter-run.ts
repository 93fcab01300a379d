/**
 * Gives what interpreting carries along, and the steps that can end the whole run: evaluating a term of the code, a
 * clause, a measure.
 */
import type { Clause, FunctionIR, Program, Term, Value } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { evaluate, truth } from "./evaluate.js";
import type { Unknown } from "./evaluation.js";
import type { Broken, BrokenKind, Interpreted } from "./interpretation.js";
import type { Meter } from "./scope.js";

export type InterpretedProgram = Pick<Program, "types" | "logical" | "functions">;

const safe = 2n ** 53n - 1n;
/** Of a run that is only looked at, see `OnHead`. */
const largest = 2n ** 64n;

/** Ends the whole run; thrown by `stop` only, caught in `interpret`. */
export class Ending extends Error {
  readonly interpreted: Interpreted;

  constructor(interpreted: Interpreted) {
    super(interpreted.kind);
    this.interpreted = interpreted;
  }
}

export function stop(interpreted: Interpreted): never {
  throw new Ending(interpreted);
}

export interface Frame {
  readonly fn: FunctionIR;
  readonly state: Map<string, Value>;
  readonly entry: ReadonlyMap<string, Value>;
  readonly depth: number;
}

/**
 * Told of each head of a loop of the function itself: the loop's label, the state there, the one at entry, and the
 * how-manieth head it is since the loop was come to, from 0. The maps are the run's own: what is to be kept is copied.
 */
export type OnHead = (
  loop: string,
  state: ReadonlyMap<string, Value>,
  entry: ReadonlyMap<string, Value>,
  round: number,
) => void;

export interface Run {
  readonly onHead: OnHead | undefined;
  readonly program: InterpretedProgram;
  fuel: number;
  /** Nodes of terms and clauses in all. */
  readonly meter: Meter;
}

export function breaks(frame: Frame, what: BrokenKind, span: Span, clause?: Clause): never {
  const broken: Broken = { what, function: frame.fn.id, span };
  return stop({ kind: "broken", broken: clause === undefined ? broken : { ...broken, clause: clause.text } });
}

export function computed(term: Term, frame: Frame, run: Run): Value {
  const overflowed: Term[] = [];
  const value = evaluate(term, { values: frame.state, entry: frame.entry }, run.program, {
    meter: run.meter,
    onArithmetic: (node, result) => {
      // Squares of squares outgrow memory long before fuel is burnt.
      if (run.onHead !== undefined && (result > largest || result < -largest)) stop({ kind: "exhausted" });
      if (result > safe || result < -safe) overflowed.push(node);
    },
  });
  const [first] = overflowed;
  if (first !== undefined && frame.fn.overflow === "check") breaks(frame, "overflow", first.span ?? frame.fn.span);
  return value.kind === "unknown" ? unknown(value, frame) : value;
}

export function unknown(why: Unknown, frame: Frame): never {
  if (why.reason !== "outside the domain" || why.hazard === "power") return stop({ kind: "unknown", why });
  return breaks(frame, why.hazard, why.span ?? frame.fn.span);
}

export function decide(term: Term, frame: Frame, run: Run): boolean {
  const value = computed(term, frame, run);
  return value.kind === "bool" && value.value;
}

export function clauseHolds(clause: Clause, what: BrokenKind, frame: Frame, run: Run): void {
  const value = truth(clause.term, { values: frame.state, entry: frame.entry }, run.program, { meter: run.meter });
  if (value === false) breaks(frame, what, clause.span, clause);
}

export function assumes(clause: Clause, frame: Frame, run: Run): void {
  const value = truth(clause.term, { values: frame.state, entry: frame.entry }, run.program, { meter: run.meter });
  if (value === false) stop({ kind: "refused", text: clause.text });
  if (value !== true) stop({ kind: "unknown", why: value });
}

/** Lexicographic: below at the first place that differs, and there and before it at least 0 before. */
export function progress(before: readonly bigint[], after: readonly bigint[]): "shrinks" | "stays" | "below 0" {
  for (const [i, old] of before.entries()) {
    const now = after[i];
    if (old < 0n) return "below 0";
    if (now === undefined || now > old) return "stays";
    if (now < old) return "shrinks";
  }
  return "stays";
}
