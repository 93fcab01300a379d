/**
 * Takes a function with loops that is not proved as it stands; gives it with the invariants that inference finds. The
 * function is run on small and on random arguments for that, in the reference interpreter alone.
 */
import { Bug } from "../base/index.js";
import { type Knowledge, statementsOf } from "../calculus/index.js";
import { randomInputs, smallInputs } from "../counterexample/index.js";
import { inferInvariants, type MeasureVariant, writtenInvariant } from "../infer/index.js";
import type { Clause, FunctionIR, Program, Term, Value } from "../ir/index.js";
import type { FoundClause } from "../report/index.js";
import { openEncoder } from "../smt/index.js";
import type { Span } from "../source/index.js";
import { bugNotice, described } from "./defects.js";
import { rangeOf } from "./place.js";
import type { Bench } from "./program.js";
import { settingOf } from "./setting.js";

/** Of the limit of a query, what a candidate may cost. */
const candidateShare = 0.1;
/** In limits of a query, what all candidates of a function may cost. */
const totalShare = 1.5;
const mostCandidates = 48;
const seed = 20_417;

export function hasLoops({ body }: FunctionIR): boolean {
  return body !== undefined && statementsOf(body).some(({ kind }) => kind === "loop");
}

/** With invariants that nobody wrote. */
export interface Helped {
  readonly fn: FunctionIR;
  readonly invariants: readonly Clause[];
  readonly measures: readonly MeasureVariant[];
}

/**
 * A defect of a generator costs what it might have found and no more: it is told, and the function judged as it stands.
 * A `RangeError` is JavaScript's own limit of a text's length or of the stack, which a run of the function came to.
 */
export async function invariantsOf(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Helped> {
  try {
    return await inferred(fn, known, bench);
  } catch (error) {
    if (!(error instanceof Bug) && !(error instanceof RangeError)) throw error;
    if (error instanceof Bug) bench.defects.set(fn.id, bugNotice(fn, described(error), bench.loaded));
    return { fn, invariants: [], measures: [] };
  }
}

async function inferred(fn: FunctionIR, known: Knowledge, bench: Bench): Promise<Helped> {
  const { program } = bench.loaded;
  const { theory, limits, proving } = settingOf(known, bench);
  return inferInvariants({
    fn,
    program,
    known,
    inputs: traceInputs(fn, program),
    questions: () => openEncoder(theory),
    services: proving,
    budget: {
      query: Math.ceil(limits.query * candidateShare),
      total: limits.query * totalShare,
      candidates: mostCandidates,
    },
    anyIntegers: fn.entry.some(({ kind }) => kind === "safe-integers") && fn.overflow !== "check",
  });
}

/** As the report tells it: by the line of the loop, in the author's terms where it can be so written. */
export interface Told {
  readonly invariants: readonly FoundClause[];
  readonly measures: readonly FoundClause[];
}

export function toldOf({ fn, invariants, measures }: Helped, { loaded }: Bench): Told {
  const told = (terms: readonly Term[], text: string, span: Span): FoundClause => {
    const { line } = rangeOf(span, loaded.sources);
    const written = terms.flatMap((term) => writtenInvariant(term, fn, loaded.program) ?? []);
    return written.length < terms.length
      ? { line, text, writable: false }
      : { line, text: written.join(", "), writable: true };
  };
  return {
    invariants: invariants.map(({ term, text, span }) => told([term], text, span)),
    measures: measures.map(({ terms, text, span }) => told(terms, text, span)),
  };
}

/** Arguments on which the loops of the function are looked at. */
export function traceInputs(fn: FunctionIR, program: Program, count = 60): readonly (readonly Value[])[] {
  return [...smallInputs(fn, program, count), ...randomInputs(fn, program, [], seed, 60).filter(isShort)];
}

/** Long arrays and large numbers cost much and show little more. */
function isShort(args: readonly Value[]): boolean {
  const isSmall = (value: Value): boolean => {
    if (value.kind === "int" || value.kind === "bigint") return value.value <= 200n && value.value >= -200n;
    return value.kind !== "array" || (value.items.length <= 12 && value.items.every(isSmall));
  };
  return args.every(isSmall);
}
