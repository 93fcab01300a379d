/**
 * Gives what arrays of integers may hold before, behind and between the counters: elements against scalars, order within
 * a range and between two, and the last element against the next one of another array. They suggest themselves of every
 * loop over arrays, so that they come last and only what runs confirm is kept.
 */
import { statementsOf } from "../../calculus/index.js";
import {
  and,
  arrayGet,
  arrayLength,
  atMost,
  children,
  forall,
  implies,
  int,
  lessThan,
  not,
  same,
  subtract,
  type Term,
  use,
} from "../../ir/index.js";
import type { Candidate, Generator, LoopContext } from "../loop-context.js";
import { boundNames, countersOf, placesOf } from "../vocabulary.js";

type Range = (k: Term) => Term;

const mostArrays = 3;
const mostCounters = 4;
const mostScalars = 6;

export const ranges: Generator = (context) => {
  const arrays = placesOf(context)
    .filter(({ sort }) => sort.kind === "array" && sort.element.kind === "int")
    .slice(-mostArrays);
  const counters = countersOf(context).slice(0, mostCounters);
  const scalars = scalarsOf(context);
  return arrays.flatMap((array): readonly Candidate[] => {
    const length = arrayLength(array);
    const below = counters.map((c): readonly Range[] => [within(int(0n), c, true), within(int(0n), c, false)]);
    const above = counters.map((c): readonly Range[] => [
      (k) => and(atMost(c, k), lessThan(k, length)),
      (k) => and(lessThan(c, k), lessThan(k, length)),
    ]);
    const between = counters.flatMap((a) =>
      counters.flatMap((b) => (a === b ? [] : [[within(a, b, true), within(a, b, false)]])),
    );
    const whole: Range = (k) => and(atMost(int(0n), k), lessThan(k, length));
    const all = [[whole], ...below, ...above, ...between];
    return [
      ...all.flatMap((ways) => scalars.flatMap((scalar) => against(array, scalar, ways, context))),
      ...all.map((ways) => ways.map((range) => ordered(array, range, range, true, context))),
      ...counters.flatMap((counter) => apart(array, counter, length, context)),
      ...arrays.flatMap((other) => (other === array ? [] : counters.flatMap((c) => lastAgainst(array, other, c)))),
    ];
  });
};

function within(low: Term, high: Term, inclusive: boolean): Range {
  return (k) => and(atMost(low, k), inclusive ? atMost(k, high) : lessThan(k, high));
}

function scalarsOf({ fn, scope }: LoopContext): readonly Term[] {
  const literals = new Map<bigint, Term>();
  const walk = (term: Term): void => {
    if (term.kind === "literal" && term.value.kind === "int") literals.set(term.value.value, int(term.value.value));
    for (const child of children(term)) walk(child);
  };
  for (const part of fn.body === undefined ? [] : statementsOf(fn.body)) {
    if (part.kind === "if") walk(part.condition);
    if (part.kind === "assign" && part.target.path.length > 0) walk(part.value);
  }
  const variables = scope.filter(({ sort }) => sort.kind === "int").map(use);
  return [...literals.values(), ...variables.reverse()].slice(0, mostScalars);
}

/** Equal, else on one side, else different; the wider range first. */
function against(array: Term, scalar: Term, ways: readonly Range[], context: LoopContext): readonly Candidate[] {
  const [name] = boundNames(context);
  const element = arrayGet(array, use(name));
  const over = (range: Range, fact: Term): Term => forall([name], implies(range(use(name)), fact));
  const each = (facts: readonly Term[]): Candidate => ways.flatMap((range) => facts.map((fact) => over(range, fact)));
  return [
    each([same(element, scalar), lessThan(element, scalar), atMost(element, scalar)]),
    each([same(element, scalar), lessThan(scalar, element), atMost(scalar, element)]),
    each([not(same(element, scalar))]),
  ];
}

function ordered(array: Term, first: Range, second: Range, inTurn: boolean, context: LoopContext): Term {
  const [a, b] = boundNames(context);
  const [i, j] = [use(a), use(b)];
  const guard = inTurn ? and(first(i), lessThan(i, j), second(j)) : and(first(i), second(j));
  return forall([a, b], implies(guard, atMost(arrayGet(array, i), arrayGet(array, j))));
}

/** All before the counter against all behind it. */
function apart(array: Term, counter: Term, length: Term, context: LoopContext): readonly Candidate[] {
  const before = within(int(0n), counter, false);
  const upTo = within(int(0n), counter, true);
  const from: Range = (k) => and(atMost(counter, k), lessThan(k, length));
  const behind: Range = (k) => and(lessThan(counter, k), lessThan(k, length));
  return [ordered(array, before, from, false, context), ordered(array, upTo, behind, false, context)];
}

/** What was written last lies below what comes next. */
function lastAgainst(array: Term, other: Term, counter: Term): readonly Candidate[] {
  const last = subtract(arrayLength(array), int(1n));
  const guard = and(
    lessThan(int(0n), arrayLength(array)),
    atMost(int(0n), counter),
    lessThan(counter, arrayLength(other)),
  );
  return [implies(guard, atMost(arrayGet(array, last), arrayGet(other, counter)))];
}
