/**
 * Takes a loop with states of runs; gives measures that became smaller from each head to the next one and were not
 * negative there: what counts up or down, distances, sums of such, and lexicographic pairs, the plainest first. They are
 * guesses from finitely many rounds, proved like any other.
 * Source: Heizmann, Hoenicke, Podelski, "Linear ranking for linear lasso programs" (ATVA 2013), for the forms; that runs
 * choose among them is as in Daikon.
 */
import { add, int, ite, subtract, type Term, use } from "../ir/index.js";
import type { LoopContext } from "./loop-context.js";
import type { Measure } from "./loop-measures.js";
import type { LoopState } from "./traces.js";
import { integersOf, integerValues, isMoving } from "./vocabulary.js";

interface Guess {
  readonly term: Term;
  /** At the head of a round, and at the next one. */
  readonly from: readonly bigint[];
  readonly to: readonly bigint[];
}

const fewestRounds = 4;
const mostMoving = 8;
const mostStill = 6;
const mostGiven = 8;
const largestShift = 3n;

export function seenMeasures(context: LoopContext): readonly Measure[] {
  const steps = stepsOf(context.states);
  if (steps.length < fewestRounds) return [];
  const single = singles(context, steps);
  const falling = single.filter(neverRises);
  const sums = falling.flatMap((a, i) => falling.slice(i + 1).map((b) => combined(a, b, add)));
  const measures = [...single, ...sums].flatMap((guess) => shifted(guess)).map(({ term }) => [term]);
  return [...measures, ...pairs(falling, single)].slice(0, mostGiven);
}

/** Some run shows that it is none: from a head to the next it does not fall, or is negative. */
export function isDenied(measure: Measure, context: LoopContext): boolean {
  const parts = measure.map((term) => heads(term, stepsOf(context.states), context));
  const [first] = parts;
  if (first === undefined || parts.some((part) => part === undefined)) return false;
  return first.from.some((_, i) => {
    const at = parts.findIndex((part) => part?.from[i] !== part?.to[i]);
    const [before, after] = [parts[at]?.from[i], parts[at]?.to[i]];
    return before === undefined || after === undefined || before < 0n || after >= before;
  });
}

/** Two heads that follow each other. */
function stepsOf(states: readonly LoopState[]): readonly (readonly [LoopState, LoopState])[] {
  const key = (execution: number, round: number): string => `${execution} ${round}`;
  const at = new Map(states.map((state) => [key(state.execution, state.round), state]));
  return states.flatMap((state): readonly (readonly [LoopState, LoopState])[] => {
    const next = at.get(key(state.execution, state.round + 1));
    return next === undefined ? [] : [[state, next]];
  });
}

type Steps = ReturnType<typeof stepsOf>;

/** Undefined where runs do not tell the value everywhere. */
function heads(term: Term, steps: Steps, context: LoopContext): Guess | undefined {
  const values = (states: readonly LoopState[]): readonly bigint[] =>
    integerValues(term, states, context).filter((v) => v !== undefined);
  const from = values(steps.map(([a]) => a));
  const to = values(steps.map(([, b]) => b));
  return from.length === steps.length && to.length === steps.length ? { term, from, to } : undefined;
}

/** What moves by itself, its distance from what stands still or also moves, and flags as 1 and 0. */
function singles(context: LoopContext, steps: Steps): readonly Guess[] {
  const guess = (term: Term): readonly Guess[] => [heads(term, steps, context)].filter((g) => g !== undefined);
  const integers = integersOf(context);
  const moving = integers
    .filter((term) => isMoving(term, context))
    .slice(-mostMoving)
    .flatMap(guess);
  const still = integers
    .filter((term) => !isMoving(term, context))
    .slice(-mostStill)
    .flatMap(guess);
  const flags = context.scope
    .filter(({ name, sort }) => sort.kind === "bool" && context.changed.has(name))
    .flatMap((flag) => [ite(use(flag), int(1n), int(0n)), ite(use(flag), int(0n), int(1n))].flatMap(guess));
  const distances = [...still, ...moving].flatMap((a) =>
    moving.flatMap((b) => (a === b ? [] : [combined(a, b, subtract)])),
  );
  return [...moving, ...distances, ...flags];
}

function combined(a: Guess, b: Guess, operate: typeof add | typeof subtract): Guess {
  const sign = operate === add ? 1n : -1n;
  const sum = (x: readonly bigint[], y: readonly bigint[]): readonly bigint[] =>
    x.map((v, i) => v + sign * (y[i] ?? 0n));
  return { term: operate(a.term, b.term), from: sum(a.from, b.from), to: sum(a.to, b.to) };
}

function neverRises({ from, to }: Guess): boolean {
  return from.every((v, i) => (to[i] ?? v) <= v) && from.some((v, i) => (to[i] ?? v) < v);
}

/** Raised so that it is not negative, where that takes little; nothing where it does not always fall. */
function shifted({ term, from, to }: Guess): readonly Guess[] {
  if (!from.every((v, i) => (to[i] ?? v) < v)) return [];
  const least = from.reduce((a, b) => (b < a ? b : a));
  if (least >= 0n) return [{ term, from, to }];
  return least < -largestShift ? [] : [{ term: add(term, int(-least)), from, to }];
}

/** The second falls where the first stays; it may rise where the first falls. */
function pairs(falling: readonly Guess[], any: readonly Guess[]): readonly Measure[] {
  const isNatural = ({ from }: Guess): boolean => from.every((v) => v >= 0n);
  const seconds = any.filter(isNatural);
  return falling
    .filter(isNatural)
    .flatMap((first) =>
      seconds
        .filter((second) => second !== first && first.from.every((v, i) => first.to[i] !== v || isBelow(second, i)))
        .map((second) => [first.term, second.term]),
    );
}

function isBelow({ from, to }: Guess, at: number): boolean {
  const [before, after] = [from[at], to[at]];
  return before !== undefined && after !== undefined && after < before;
}
