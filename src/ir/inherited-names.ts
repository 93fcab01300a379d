/**
 * Gives the names that every plain object has from Object.prototype (ECMA-262, sections 20.1.3 and B.2.2): reading one of
 * them of an object that has no property of that name finds a function, or the prototype itself.
 */
import { not, or, same, string, trueTerm } from "./builders.js";
import type { Term } from "./term.js";

export const inheritedNames: readonly string[] = [
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
];

/** Assigning to this one changes the object's prototype, or nothing. */
export const prototypeName = "__proto__";

/** The key is none of the names; true at once where that can be seen. */
export function isNoneOf(key: Term, names: readonly string[]): Term {
  if (key.sort.kind !== "string") return trueTerm;
  const { literals } = key.sort;
  const possible = literals === undefined ? names : names.filter((name) => literals.includes(name));
  return not(or(...possible.map((name) => same(key, string(name)))));
}
