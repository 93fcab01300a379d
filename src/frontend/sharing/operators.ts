/**
 * Gives, for each operator whose value can hold an object, what of its arguments that value shares: the one table in
 * which a member of the library says how it copies references (SEMANTICS, section 2). An operator without a row shares
 * everything it is given, at any depth, which is always sound and seldom what one wants: add a row.
 *
 * A member that changes its receiver is no operator but an assignment whose `inPlace` says how (`ir/statement.ts`); the
 * new content is then the value, by this table: `a.push(v)` is `a := array.push(a, v)`, `inPlace: "grows"`.
 */
import type { Operator } from "../../ir/index.js";

export type Role =
  /** Nothing of it: a number, a test, a key; or only its length is read. */
  | "reads"
  /** The value may be the argument's own object: a branch of a choice, a chaining result (`a.sort()`). */
  | "itself"
  /** The value is a new object that has the argument as an element: `[x]`, `fill(x)`, `with(i, x)`, `push(x)`. */
  | "holds"
  /** The value is a new object that has the argument's elements as elements: `slice`, `concat`, `filter`, a spread. */
  | "elements"
  /** The value may be an element of the argument: `a[i]`, `at`, `find`, `get`. */
  | "element"
  /** Anything at any depth. */
  | "anything";

/** One role an argument; the last one stands for all that follow. Soundness: too few roles is a wrong `verified`. */
const rolesOf: Partial<Record<Operator, readonly Role[]>> = {
  ite: ["reads", "itself", "itself"],
  // No result of a function value that is read can be changed.
  "function.apply": ["reads"],
  "array.get": ["element", "reads"],
  "array.set": ["elements", "reads", "holds"],
  "array.push": ["elements", "holds"],
  "array.literal": ["holds"],
  "map.get": ["element", "reads"],
  "map.set": ["elements", "reads", "holds"],
  "map.delete": ["elements", "reads"],
  "map.copy": ["elements"],
  "map.merge": ["elements", "elements"],
  "map.restrict": ["elements", "reads"],
  "map.without": ["elements", "reads"],
  "map.enumerated": ["elements"],
  "map.keys": ["reads"],
  "map.ofKeys": ["reads"],
  "map.ofPairs": ["reads", "elements"],
  "array.slice": ["elements", "reads"],
  "array.concat": ["elements"],
  "array.reverse": ["elements"],
  "array.fill": ["elements", "holds", "reads"],
  "array.repeat": ["holds", "reads"],
  "array.splice": ["elements", "reads", "reads", "elements"],
  "array.truncate": ["elements", "reads"],
};

export function roleOf(operator: Operator, argument: number): Role {
  const roles = rolesOf[operator];
  return roles?.[argument] ?? roles?.at(-1) ?? "anything";
}
