/**
 * Takes measures, lexicographic tuples of integers; gives the condition that one lies below another.
 * Well founded: a component that decreases was at least 0 before. Source: Floyd, "Assigning meanings to programs"
 * (1967); Dershowitz, Manna, "Proving termination with multiset orderings" (CACM 1979), lexicographic products.
 */
import { and, atMost, int, lessThan, or, same, type Term } from "../ir/index.js";

/** The tuples are compared as far as both go; an equal common part is not below. */
export function isBelow(next: readonly Term[], before: readonly Term[]): Term {
  return or(
    ...next.slice(0, before.length).map((_, i) => {
      const equal = next.slice(0, i).map((term, j) => sameAt(term, before[j]));
      return and(...equal, smallerAt(next[i], before[i]));
    }),
  );
}

function sameAt(a: Term, b: Term | undefined): Term {
  return b === undefined ? or() : same(a, b);
}

function smallerAt(next: Term | undefined, before: Term | undefined): Term {
  if (next === undefined || before === undefined) return or();
  return and(atMost(int(0n), before), lessThan(next, before));
}
