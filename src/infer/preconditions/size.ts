/** Tells how much there is to read in a term. Terms share parts, so that a count of all of them is cut off early. */
import { children, type Term } from "../../ir/index.js";

/** Has the term, written out, at most so many nodes? */
export function isAtMost(term: Term, largest: number): boolean {
  let left = largest;
  const waiting: Term[] = [term];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (--left < 0) return false;
    waiting.push(...children(node));
  }
  return true;
}
