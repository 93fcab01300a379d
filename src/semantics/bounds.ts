/**
 * Takes the body of a quantifier; gives the integer ranges that its guard leaves to the bound variables.
 * The guard's comparisons are propagated over intervals until nothing changes (HC4, Benhamou et al., ICLP 1999, on
 * addition and subtraction only). A range encloses every value at which the guard can be true, so that leaving out
 * what lies outside changes neither `forall(k, guard ==> P)` nor `exists(k, guard && P)`.
 */
import type { Term } from "../ir/index.js";
import type { Evaluated } from "./evaluation.js";

export interface Interval {
  readonly low: bigint | undefined;
  readonly high: bigint | undefined;
}

const everything: Interval = { low: undefined, high: undefined };

/** The conjuncts without which the body says nothing: of a `forall` true where one is false, of an `exists` false. */
export function guards(body: Term, quantifier: "forall" | "exists"): readonly Term[] {
  return quantifier === "exists" ? conjuncts(body) : hypotheses(body);
}

function hypotheses(body: Term): readonly Term[] {
  if (body.kind !== "apply") return [];
  const [first, second] = body.args;
  if (body.operator === "implies" && first !== undefined && second !== undefined) {
    return [...conjuncts(first), ...hypotheses(second)];
  }
  if (body.operator === "or") return body.args.flatMap(refuted);
  return body.operator === "not" && first !== undefined ? conjuncts(first) : [];
}

function conjuncts(term: Term): readonly Term[] {
  if (term.kind !== "apply") return [term];
  const [first] = term.args;
  if (term.operator === "and") return term.args.flatMap(conjuncts);
  if (term.operator === "not" && first !== undefined) return refuted(first);
  return [term];
}

/** What holds where the term is false. */
function refuted(term: Term): readonly Term[] {
  if (term.kind !== "apply") return [];
  const [a, b] = term.args;
  switch (term.operator) {
    case "not":
      return a === undefined ? [] : conjuncts(a);
    case "or":
      return term.args.flatMap(refuted);
    case "implies":
      return a === undefined || b === undefined ? [] : [...conjuncts(a), ...refuted(b)];
    case "int.lessThan":
      return a === undefined || b === undefined ? [] : [{ ...term, operator: "int.atMost", args: [b, a] }];
    case "int.atMost":
      return a === undefined || b === undefined ? [] : [{ ...term, operator: "int.lessThan", args: [b, a] }];
    default:
      return [];
  }
}

export interface Ranges {
  /** Present for each variable to bound. */
  readonly of: ReadonlyMap<string, Interval>;
  /** Some variable has nothing left. */
  readonly empty: boolean;
}

/** `evaluated` evaluates a term without the variables to bound, and is unknown for one with them. */
export function propagate(
  conditions: readonly Term[],
  variables: ReadonlyMap<string, Interval>,
  evaluated: (term: Term) => Evaluated,
): Ranges {
  let ranges = variables;
  for (let round = 0; round < 8; round++) {
    const next = narrowOnce(conditions, ranges, evaluated);
    if (next === ranges) break;
    ranges = next;
  }
  return { of: ranges, empty: [...ranges.values()].some(isEmpty) };
}

function isEmpty(i: Interval): boolean {
  return i.low !== undefined && i.high !== undefined && i.low > i.high;
}

/** One pass over the conditions; the same map where nothing changed. */
function narrowOnce(
  conditions: readonly Term[],
  before: ReadonlyMap<string, Interval>,
  evaluated: (term: Term) => Evaluated,
): ReadonlyMap<string, Interval> {
  let ranges = before;

  const interval = (term: Term): Interval => {
    const known = term.kind === "variable" ? ranges.get(term.name) : undefined;
    if (known !== undefined) return known;
    const value = evaluated(term);
    if (value.kind === "int") return { low: value.value, high: value.value };
    if (value.kind === "double") return around(value.value);
    if (term.kind !== "apply") return everything;
    const [a, b] = term.args;
    if (a !== undefined && term.operator === "double.fromInt") return interval(a);
    if (a === undefined || b === undefined) return everything;
    if (term.operator === "int.add") return plus(interval(a), interval(b));
    return term.operator === "int.subtract" ? minus(interval(a), interval(b)) : everything;
  };

  const narrow = (term: Term, to: Interval): void => {
    if (term.kind === "variable") {
      const now = ranges.get(term.name);
      const cut = now === undefined ? undefined : intersection(now, to);
      if (cut !== undefined && cut !== now) ranges = new Map(ranges).set(term.name, cut);
      return;
    }
    if (term.kind !== "apply") return;
    const [a, b] = term.args;
    if (a === undefined) return;
    if (term.operator === "double.fromInt") narrow(a, to);
    if (b === undefined) return;
    if (term.operator === "int.add") {
      narrow(a, minus(to, interval(b)));
      narrow(b, minus(to, interval(a)));
    }
    if (term.operator === "int.subtract") {
      narrow(a, plus(to, interval(b)));
      narrow(b, minus(interval(a), to));
    }
  };

  /** a + gap <= b, over the integers. */
  const order = (a: Term, b: Term, gap: bigint): void => {
    narrow(a, { low: undefined, high: shift(interval(b).high, -gap) });
    narrow(b, { low: shift(interval(a).low, gap), high: undefined });
  };

  for (const condition of conditions) {
    if (condition.kind !== "apply") continue;
    const [a, b] = condition.args;
    if (a === undefined || b === undefined) continue;
    if (condition.operator === "int.lessThan" || condition.operator === "double.lessThan") order(a, b, 1n);
    if (condition.operator === "int.atMost" || condition.operator === "double.atMost") order(a, b, 0n);
    if (condition.operator === "same" || condition.operator === "double.equal") {
      narrow(a, interval(b));
      narrow(b, interval(a));
    }
  }
  return ranges;
}

/** The first interval itself where the second takes nothing from it. */
function intersection(now: Interval, to: Interval): Interval {
  const low = to.low !== undefined && (now.low === undefined || to.low > now.low) ? to.low : now.low;
  const high = to.high !== undefined && (now.high === undefined || to.high < now.high) ? to.high : now.high;
  return low === now.low && high === now.high ? now : { low, high };
}

/** The integers next to a double on both sides: an integer is below 2.5 exactly if it is below 3. */
function around(value: number): Interval {
  if (!Number.isFinite(value)) return everything;
  return { low: BigInt(Math.floor(value)), high: BigInt(Math.ceil(value)) };
}

function shift(end: bigint | undefined, by: bigint): bigint | undefined {
  return end === undefined ? undefined : end + by;
}

function plus(a: Interval, b: Interval): Interval {
  return {
    low: a.low === undefined || b.low === undefined ? undefined : a.low + b.low,
    high: a.high === undefined || b.high === undefined ? undefined : a.high + b.high,
  };
}

function minus(a: Interval, b: Interval): Interval {
  return {
    low: a.low === undefined || b.high === undefined ? undefined : a.low - b.high,
    high: a.high === undefined || b.low === undefined ? undefined : a.high - b.low,
  };
}
