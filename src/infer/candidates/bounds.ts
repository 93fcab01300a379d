/**
 * Gives bounds: each integer of the loop against each other integer in scope and the small literals, with the distance that
 * runs keep. Of what others imply only the sharpest is given.
 */
import { add, apply, atMost, children, type FunctionIR, int, intSort, type Term } from "../../ir/index.js";
import type { Generator } from "../loop-context.js";
import { integersOf, integerValues, isMoving } from "../vocabulary.js";

const nearest = 2n;

export const bounds: Generator = (context) => {
  const { states, fn } = context;
  const literals = [int(0n), int(1n)];
  const integers = integersOf(context);
  const counters = integers.filter((term) => isMoving(term, context));
  const scaled = literalsIn(fn).flatMap((factor) =>
    counters.map((term) => apply("int.multiply", [int(factor), term], intSort)),
  );
  const known = [...integers, ...literals, ...scaled]
    .map((term) => ({
      term,
      moves: isMoving(term, context),
      isLiteral: literals.includes(term),
      isScaled: scaled.includes(term),
      values: integerValues(term, states, context),
    }))
    .filter(({ values }) => values.length > 0 && values.every((v) => v !== undefined));
  return known.flatMap((low) =>
    known.flatMap((high) => {
      if (low === high || (!low.moves && !high.moves)) return [];
      if ((low.isScaled && (high.isScaled || high.isLiteral)) || (high.isScaled && low.isLiteral)) return [];
      const distance = least(low.values, high.values);
      if (distance === undefined || distance < -1n || (high.isLiteral && distance > 0n)) return [];
      const sharp = distance > nearest ? 0n : distance;
      const sharpest = atMost(plus(low.term, sharp), high.term);
      return sharp > 0n ? [sharpest, atMost(low.term, high.term)] : [sharpest];
    }),
  );
};

/** What two of them come to together stays on one side of what stands still, and reaches it. */
export const sums: Generator = (context) => {
  const known = integersOf(context)
    .map((term) => ({ term, values: integerValues(term, context.states, context) }))
    .filter(({ values }) => values.length > 0 && values.every((v) => v !== undefined));
  const moving = known.filter(({ term }) => isMoving(term, context)).slice(-mostSummed);
  const still = known.filter(({ term }) => !isMoving(term, context)).slice(-mostSummed);
  return moving.flatMap((a, i) =>
    moving.slice(i + 1).flatMap((b) => {
      const values = a.values.map((v, k) => (v ?? 0n) + (b.values[k] ?? 0n));
      const sum = add(a.term, b.term);
      return still.flatMap((limit) => [
        ...(least(values, limit.values) === 0n ? [atMost(sum, limit.term)] : []),
        ...(least(limit.values, values) === 0n ? [atMost(limit.term, sum)] : []),
      ]);
    }),
  );
};

const mostSummed = 4;

/** Factors worth a try: the larger numbers of the contract. */
function literalsIn({ contract }: FunctionIR): readonly bigint[] {
  const found = new Set<bigint>();
  const walk = (term: Term): void => {
    if (term.kind === "literal" && term.value.kind === "int" && term.value.value > 1n) found.add(term.value.value);
    for (const child of children(term)) walk(child);
  };
  for (const clause of [...contract.requires, ...contract.ensures]) walk(clause.term);
  return [...found].slice(0, 3);
}

function least(low: readonly (bigint | undefined)[], high: readonly (bigint | undefined)[]): bigint | undefined {
  let found: bigint | undefined;
  low.forEach((value, i) => {
    const other = high[i];
    if (value === undefined || other === undefined) return;
    const distance = other - value;
    if (found === undefined || distance < found) found = distance;
  });
  return found;
}

function plus(term: Term, by: bigint): Term {
  if (term.kind === "literal" && term.value.kind === "int") return int(term.value.value + by);
  return by === 0n ? term : add(term, int(by));
}
