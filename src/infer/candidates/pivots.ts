/**
 * Gives what rounds of sorts keep: an element at a counter lies on one side of a range beside it, and a range is in order
 * but for one place.
 */
import {
  add,
  and,
  arrayGet,
  arrayLength,
  atMost,
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
import { boundNames, countersOf, integersOf, placesOf } from "../vocabulary.js";

const mostPlaces = 3;
const mostLimits = 4;

export const pivots: Generator = (context) => {
  const arrays = placesOf(context).filter(({ sort }) => sort.kind === "array" && sort.element.kind === "int");
  const counters = countersOf(context).slice(-mostPlaces);
  const limits = integersOf(context)
    .filter((term) => term.kind === "variable")
    .slice(-mostLimits);
  return arrays.slice(-mostPlaces).flatMap((array) => {
    const ends = [...limits, arrayLength(array)];
    return counters.flatMap((counter) => [
      ...beside(array, counter, ends, context),
      ...[counter, add(counter, int(1n))].flatMap((place) => orderedBut(array, place, ends, context)),
    ]);
  });
};

/** `xs[p] <= xs[k]` of all k behind p, or from a limit on, up to another; likewise what lies before. */
function beside(array: Term, counter: Term, ends: readonly Term[], context: LoopContext): readonly Candidate[] {
  const [name] = boundNames(context);
  const k = use(name);
  const element = arrayGet(array, k);
  const over = (range: Term, fact: Term): Term => forall([name], implies(range, fact));
  const inside = (place: Term): Term => and(atMost(int(0n), place), lessThan(place, arrayLength(array)));
  const before = subtract(counter, int(1n));
  const at = arrayGet(array, counter);
  const last = arrayGet(array, before);
  const guarded = (place: Term, fact: Term): Term => implies(inside(place), fact);
  return [
    ...ends.flatMap((end): readonly Candidate[] => [
      [atMost(k, end), lessThan(k, end)].map((limit) =>
        guarded(counter, over(and(lessThan(counter, k), limit, lessThan(k, arrayLength(array))), atMost(at, element))),
      ),
    ]),
    [guarded(before, over(and(atMost(int(0n), k), lessThan(k, counter)), atMost(element, last)))],
    [guarded(counter, over(and(atMost(int(0n), k), lessThan(k, counter)), atMost(element, at)))],
  ];
}

function orderedBut(array: Term, place: Term, ends: readonly Term[], context: LoopContext): readonly Candidate[] {
  const [a, b] = boundNames(context);
  const [i, j] = [use(a), use(b)];
  const order = atMost(arrayGet(array, i), arrayGet(array, j));
  const apart = and(not(same(i, place)), not(same(j, place)));
  return ends.map((end) =>
    [atMost(j, end), lessThan(j, end)].map((limit) =>
      forall(
        [a, b],
        implies(and(atMost(int(0n), i), lessThan(i, j), limit, lessThan(j, arrayLength(array)), apart), order),
      ),
    ),
  );
}
