/**
 * Takes an application of an unknown function of the encoding; gives what is known of its value, for every use of it.
 * Such a function has a value for all arguments that satisfies its fact, so that the facts are never false.
 * Relies on `equal` being JavaScript's `===` on elements.
 */
import { movedCopies } from "./chains.js";
import type { Expressions } from "./expressions.js";
import { mapFact } from "./map-facts.js";
import { child, integer, type Node } from "./node.js";
import { stringFact } from "./string-facts.js";

export type Equal = (a: Node, b: Node) => Node;

/** Undefined where the node is no such application. */
export function axiomOf(x: Expressions, node: Node, equal: Equal): Node | undefined {
  if (node.head.kind !== "unknown") return undefined;
  switch (node.head.key) {
    case "int.power":
      return power(x, node);
    case "int.rootFloor":
      return root(x, node);
    case "array.indexOf":
      return firstPosition(x, node, equal);
    case "array.lastIndexOf":
      return lastPosition(x, node, equal);
    case "array.join":
      return joined(x, node);
    case "array.minimum":
      return extreme(x, node, (a, b) => x.bool("<=", a, b));
    case "array.maximum":
      return extreme(x, node, (a, b) => x.bool(">=", a, b));
    default:
      return mapFact(x, node) ?? stringFact(x, node);
  }
}

/** Exponents at which powers of 2 and of 10 are compared with their values. */
const steps: Readonly<Record<string, readonly bigint[]>> = {
  2: [8n, 16n, 30n, 31n, 32n, 52n, 53n, 63n, 64n],
  10: [2n, 3n, 6n, 9n, 12n, 15n],
};

/**
 * Of exponents from 0 on: unfolded once, to a power that is unfolded no further; positive and growing for a positive
 * base.
 */
function power(x: Expressions, whole: Node): Node {
  const [base, exponent] = [child(whole, 0), child(whole, 1)];
  const [zero, one] = [x.integer(0n), x.integer(1n)];
  const folded = (at: Node): Node => x.unknown("int.power.folded", [base, at], integer);
  const known = x.offset(base);
  const value = known.base === undefined ? known.by : undefined;
  const compared = (value === undefined ? [] : (steps[String(value)] ?? [])).map((k) => {
    const [at, bound] = [x.integer(k), x.integer((value ?? 0n) ** k)];
    return x.and(
      x.implies(x.bool("<=", exponent, at), x.bool("<=", whole, bound)),
      x.implies(x.bool("<=", at, exponent), x.bool("<=", bound, whole)),
    );
  });
  return x.implies(
    x.bool("<=", zero, exponent),
    x.and(
      x.identical(whole, folded(exponent)),
      x.identical(folded(zero), one),
      x.identical(folded(one), base),
      x.implies(x.bool("<=", one, exponent), x.identical(whole, x.int("*", base, folded(x.difference(exponent, one))))),
      x.implies(x.bool("<", zero, base), x.bool("<=", one, whole)),
      x.implies(x.bool("<", one, base), x.bool("<", exponent, whole)),
      ...compared,
    ),
  );
}

/** Of a number from 0 on. */
function root(x: Expressions, whole: Node): Node {
  const [of, zero, one] = [child(whole, 0), x.integer(0n), x.integer(1n)];
  const next = x.sum(whole, one);
  return x.implies(
    x.bool("<=", zero, of),
    x.and(
      x.bool("<=", zero, whole),
      x.bool("<=", whole, of),
      x.bool("<=", x.int("*", whole, whole), of),
      x.bool("<", of, x.int("*", next, next)),
    ),
  );
}

/** -1 and nowhere from `start` on; or the first position from there. */
function firstPosition(x: Expressions, found: Node, equal: Equal): Node {
  const [items, length, value, start] = [child(found, 0), child(found, 1), child(found, 2), child(found, 3)];
  const nowhere = (end: Node): Node =>
    x.quantified("forall", [items, end, value, start], (k) =>
      x.implies(x.and(x.bool("<=", start, k), x.bool("<", k, end)), x.not(equal(x.element(items, k), value))),
    );
  return x.or(
    x.and(x.identical(found, x.integer(-1n)), nowhere(length)),
    x.and(
      x.bool("<=", start, found),
      x.bool("<", found, length),
      equal(x.element(items, found), value),
      nowhere(found),
    ),
  );
}

/** -1 and nowhere before `end`; or the last position before it. */
function lastPosition(x: Expressions, found: Node, equal: Equal): Node {
  const [items, end, value] = [child(found, 0), child(found, 1), child(found, 2)];
  const nowhere = (after: Node): Node =>
    x.quantified("forall", [items, end, value, after], (k) =>
      x.implies(x.and(x.bool("<", after, k), x.bool("<", k, end)), x.not(equal(x.element(items, k), value))),
    );
  const none = x.integer(-1n);
  return x.or(
    x.and(x.identical(found, none), nowhere(none)),
    x.and(
      x.bool("<=", x.integer(0n), found),
      x.bool("<", found, end),
      equal(x.element(items, found), value),
      nowhere(found),
    ),
  );
}

function extreme(x: Expressions, most: Node, before: (a: Node, b: Node) => Node): Node {
  const [items, length] = [child(most, 0), child(most, 1)];
  const key = most.head.kind === "unknown" ? most.head.key : "";
  const at = x.unknown(`${key}.at`, [items, length], integer);
  const all = x.quantified("forall", [items, length, most], (k) =>
    x.implies(x.and(x.bool("<=", x.integer(0n), k), x.bool("<", k, length)), before(most, x.element(items, k))),
  );
  return x.implies(
    x.bool("<", x.integer(0n), length),
    x.and(
      x.bool("<=", x.integer(0n), at),
      x.bool("<", at, length),
      x.identical(x.element(items, at), most),
      all,
      // Of a concatenation each part by its own indices.
      ...movedCopies(all, x),
    ),
  );
}

/** Of no strings, of one, and of two. */
function joined(x: Expressions, whole: Node): Node {
  const [items, length, separator] = [child(whole, 0), child(whole, 1), child(whole, 2)];
  const at = (i: bigint): Node => x.element(items, x.integer(i));
  const is = (n: bigint): Node => x.identical(length, x.integer(n));
  const two = x.builtin("str.++", [at(0n), separator, at(1n)], whole.sort);
  return x.and(
    x.implies(is(0n), x.identical(whole, x.literal({ kind: "string", value: "" }))),
    x.implies(is(1n), x.identical(whole, at(0n))),
    x.implies(is(2n), x.identical(whole, two)),
  );
}
