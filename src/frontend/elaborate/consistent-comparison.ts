/**
 * Takes a comparison of two elements; says whether its form alone makes it consistent: by a key of each in a total order,
 * by one key after the other, by no key at all. Others may be consistent and are proved to be so, see `lower/sort.ts`.
 * Soundness: a comparison by keys of a totally ordered set is a total preorder, and so is the lexicographic order of two
 * such (Davey, Priestley, "Introduction to Lattices and Order" (2002), section 1.19). Doubles are not totally ordered.
 */
import { stableHash } from "../../base/index.js";
import { freeVariables, substitute, type Term, type Variable, variable } from "../../ir/index.js";
import { plainTerm } from "../world/effective-contract.js";

/** An integer with the comparison's sign, and that what is compared is a number at all. */
export interface Comparison {
  readonly left: Variable;
  readonly right: Variable;
  readonly sign: Term;
  readonly isNumber: Term;
}

type Sides = Pick<Comparison, "left" | "right">;

export function hasConsistentForm({ sign, isNumber, ...sides }: Comparison): boolean {
  const exact = isNumber.kind === "literal" && isNumber.value.kind === "bool" && isNumber.value.value;
  return exact && isOrderly(sign, sides);
}

function isOrderly(term: Term, sides: Sides): boolean {
  if (signOfLiteral(term) === 0) return true;
  if (term.kind !== "apply") return false;
  const [a, b, c] = term.args;
  if (a === undefined || b === undefined) return false;
  if (term.operator === "string.compare") return isKeyPair(a, b, sides);
  if (term.operator !== "ite" || c === undefined) return false;
  const key = restOfKey(term, sides);
  if (key !== undefined) return isOrderly(key.rest, sides);
  const test = equality(a);
  if (test === undefined) return false;
  const [equal, other] = test.holds ? [b, c] : [c, b];
  return decides(other, test, sides) && isOrderly(other, sides) && isOrderly(equal, sides);
}

/** The texts that elements in order have in order, the first at most the second: those that are compared first. */
export function risingTexts({ sign, ...sides }: Comparison): readonly [Term, Term] | undefined {
  const key = restOfKey(sign, sides);
  if (key === undefined || key.operator !== "string.lessThan") return undefined;
  return key.sign < 0 ? [key.first, key.second] : [key.second, key.first];
}

const orders: ReadonlySet<string> = new Set(["int.lessThan", "real.lessThan", "string.lessThan"]);

interface Key {
  readonly operator: string;
  readonly sign: number;
  readonly first: Term;
  readonly second: Term;
  /** The comparison of elements with one key. */
  readonly rest: Term;
}

/** `x < y ? -1 : y < x ? 1 : rest`, or with the signs or the tests the other way round. */
function restOfKey(term: Term, sides: Sides): Key | undefined {
  const outer = branch(term);
  const inner = outer && branch(outer.otherwise);
  if (outer === undefined || inner === undefined || outer.operator !== inner.operator) return undefined;
  const isTurned = isSame(outer.first, inner.second) && isSame(outer.second, inner.first);
  if (!isTurned || outer.sign * inner.sign !== -1 || !isKeyPair(outer.first, outer.second, sides)) return undefined;
  return { ...outer, rest: inner.otherwise };
}

interface Branch {
  readonly operator: string;
  readonly first: Term;
  readonly second: Term;
  readonly sign: number;
  readonly otherwise: Term;
}

function branch(term: Term): Branch | undefined {
  if (term.kind !== "apply" || term.operator !== "ite") return undefined;
  const [test, then, otherwise] = term.args;
  if (test?.kind !== "apply" || !orders.has(test.operator) || then === undefined || otherwise === undefined) {
    return undefined;
  }
  const [first, second] = test.args;
  const sign = signOfLiteral(then);
  if (first === undefined || second === undefined || sign === undefined) return undefined;
  return { operator: test.operator, first, second, sign, otherwise };
}

interface Equality {
  readonly first: Term;
  readonly second: Term;
  /** False of `!==`. */
  readonly holds: boolean;
}

function equality(test: Term): Equality | undefined {
  if (test.kind !== "apply") return undefined;
  const [first, second] = test.args;
  if (test.operator === "not" && first !== undefined) {
    const inner = equality(first);
    return inner && { ...inner, holds: !inner.holds };
  }
  if (test.operator !== "same" || first === undefined || second === undefined) return undefined;
  return { first, second, holds: true };
}

/** The test holds exactly where the comparison is 0: it compares by this key alone, or the test asks for its 0. */
function decides(comparison: Term, { first, second }: Equality, sides: Sides): boolean {
  if (isSame(first, comparison) && signOfLiteral(second) === 0) return true;
  const key = restOfKey(comparison, sides);
  if (key === undefined || signOfLiteral(key.rest) !== 0) return false;
  const straight = isSame(first, key.first) && isSame(second, key.second);
  const turned = isSame(first, key.second) && isSame(second, key.first);
  return straight || turned || isDifference(first, second, key);
}

/** `x - y` is 0. */
function isDifference(first: Term, second: Term, key: Key): boolean {
  if (first.kind !== "apply" || (first.operator !== "int.subtract" && first.operator !== "real.subtract")) return false;
  const [x, y] = first.args;
  if (x === undefined || y === undefined || signOfLiteral(second) !== 0) return false;
  return (isSame(x, key.first) && isSame(y, key.second)) || (isSame(x, key.second) && isSame(y, key.first));
}

/** One side's key and the same of the other. */
function isKeyPair(a: Term, b: Term, { left, right }: Sides): boolean {
  const of = (term: Term, side: Variable, other: Variable): boolean =>
    !freeVariables(term).has(other.name) && freeVariables(term).has(side.name);
  const turned = new Map([
    [left.name, variable(right.name, right.sort)],
    [right.name, variable(left.name, left.sort)],
  ]);
  return (of(a, left, right) || of(a, right, left)) && isSame(substitute(a, turned), b);
}

function signOfLiteral(term: Term): number | undefined {
  if (term.kind !== "literal") return undefined;
  const { value } = term;
  const number = value.kind === "int" ? value.value : value.kind === "real" ? value.numerator : undefined;
  return number === undefined ? undefined : number === 0n ? 0 : number < 0n ? -1 : 1;
}

function isSame(a: Term, b: Term): boolean {
  return a === b || stableHash(plainTerm(a)) === stableHash(plainTerm(b));
}
