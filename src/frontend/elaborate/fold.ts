/**
 * Takes folds over ranges and arrays, `sum(k, lo, hi, e)`, `a.reduce(f, x)`, `a.filter(p)` and their like; gives terms
 * over lifted functions (`lifted`), and states what evaluating each element owes.
 */
import { stableHash } from "../../base/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  boolTerm,
  children,
  forall,
  freeVariables,
  implies,
  int,
  intSort,
  isFalse,
  lessThan,
  realOf,
  type Sort,
  same,
  substitute,
  type Term,
  tabulate,
  use,
  type Variable,
  variable,
} from "../../ir/index.js";
import type { Surroundings } from "../syntax/entity.js";
import { isTotal } from "../types/evaluated.js";
import { unrefined } from "../types/refinements.js";
import { plainTerm } from "../world/effective-contract.js";
import { type Fold, type FoldCall, type LiftedParts, lifted } from "./lifted.js";
import { type FoldShape, factsOf } from "./lifted-facts.js";

export interface Range {
  readonly low: Term;
  readonly high: Term;
  readonly index: Variable;
}

/** The value of `step` after the whole range, and the part of it after a part of the range. */
interface Folded {
  readonly value: Term;
  readonly upTo: (high: Term) => Term;
}

const accumulated = (sort: Sort): Variable => ({ name: "#accumulated", sort: unrefined(sort) });

/** `start + sum of term`, whatever the order of the operands was. */
export function sumOf(range: Range, term: Term, cx: Surroundings): Folded {
  const sort = unrefined(term.sort);
  const zero = sort.kind === "real" ? realOf(0) : int(0n);
  const acc = accumulated(sort);
  const use = variable(acc.name, acc.sort);
  const step = apply(sort.kind === "real" ? "real.add" : "int.add", [use, term], sort);
  const shape: FoldShape = isCount(term) ? { kind: "count" } : { kind: "sum" };
  return called({ name: shape.kind, ...range, accumulator: acc, start: zero, step, keep: term }, shape, cx);
}

/** `test ? 1 : 0` */
function isCount(term: Term): boolean {
  if (term.kind !== "apply" || term.operator !== "ite") return false;
  const [, one, none] = term.args;
  return isInteger(one, 1n) && isInteger(none, 0n);
}

function isInteger(term: Term | undefined, value: bigint): boolean {
  return term?.kind === "literal" && term.value.kind === "int" && term.value.value === value;
}

export function countOf(range: Range, test: Term, cx: Surroundings): Folded {
  // Not by the simplifying builder: the shape must not depend on the test.
  const one = apply("ite", [test, int(1n), int(0n)], intSort);
  return sumOf(range, one, cx);
}

export function firstOf(range: Range, test: Term, cx: Surroundings): Folded {
  const acc = accumulated(intSort);
  const use = variable(acc.name, acc.sort);
  const index = variable(range.index.name, intSort);
  const found = apply("ite", [test, index, int(-1n)], intSort);
  const step = apply("ite", [atMost(int(0n), use), use, found], intSort);
  const shape: FoldShape = { kind: "first" };
  return called({ name: "findIndex", ...range, accumulator: acc, start: int(-1n), step }, shape, cx);
}

export function lastOf(range: Range, test: Term, cx: Surroundings): Folded {
  const acc = accumulated(intSort);
  const step = apply("ite", [test, variable(range.index.name, intSort), variable(acc.name, acc.sort)], intSort);
  const shape: FoldShape = { kind: "last" };
  return called({ name: "findLastIndex", ...range, accumulator: acc, start: int(-1n), step }, shape, cx);
}

const integers: Sort = { kind: "array", element: intSort };

/** The indices of which the test holds, in order. */
export function indicesOf(range: Range, test: Term, cx: Surroundings): Folded {
  const acc = accumulated(integers);
  const use = variable(acc.name, acc.sort);
  const pushed = apply("array.push", [use, variable(range.index.name, intSort)], integers);
  const step = apply("ite", [test, pushed, use], integers);
  const start = apply("array.literal", [], integers);
  const counted = (parts: LiftedParts, low: Term, high: Term): Term => {
    const condition = children(parts.step)[0] ?? boolTerm(true);
    return countOf({ low, high, index: parts.index }, condition, cx).value;
  };
  return called({ name: "filter", ...range, accumulator: acc, start, step }, { kind: "indices", counted }, cx);
}

/** The arrays over the range, one behind the other. */
export function joinedOf(range: Range, array: Term, cx: Surroundings): Folded {
  const sort: Sort = unrefined(array.sort);
  const acc = accumulated(sort);
  const step = apply("array.concat", [variable(acc.name, acc.sort), array], sort);
  const lengths = (parts: LiftedParts, low: Term, high: Term): Term => {
    const part = children(parts.step)[1] ?? parts.start;
    return sumOf({ low, high, index: parts.index }, lengthOf(part), cx).value;
  };
  const start = apply("array.literal", [], sort);
  return called(
    { name: "flat", ...range, accumulator: acc, start, step, keep: array },
    { kind: "joined", lengths },
    cx,
  );
}

function lengthOf(array: Term): Term {
  const isLiteral = array.kind === "apply" && array.operator === "array.literal";
  return isLiteral ? int(BigInt(array.args.length)) : arrayLength(array);
}

export function foldOf(range: Range, accumulator: Variable, start: Term, step: Term, cx: Surroundings): Folded {
  const summand = asSummand(step, accumulator.name);
  const isExact = start.sort.kind === "int" || start.sort.kind === "real";
  if (isExact && summand !== undefined && step.sort.kind === start.sort.kind) {
    const sum = sumOf(range, summand, cx);
    const plus = (high: Term): Term => added(start, sum.upTo(high));
    return { value: plus(range.high), upTo: plus };
  }
  const extreme = isExact && step.sort.kind === start.sort.kind ? asExtreme(step, accumulator) : undefined;
  if (extreme !== undefined) {
    const { which, term } = extreme;
    const next = apply(`${start.sort.kind === "real" ? "real" : "int"}.${which}`, [use(accumulator), term], step.sort);
    return called(
      { name: which, ...range, accumulator, start, step: next, keep: term },
      { kind: "extreme", which },
      cx,
    );
  }
  return called({ name: "reduce", ...range, accumulator, start, step }, { kind: "plain" }, cx);
}

/** `Math.max(accumulated, term)` and its like, also written as a choice: of exact numbers all are one. */
function asExtreme(
  step: Term,
  accumulator: Variable,
): { readonly which: "maximum" | "minimum"; readonly term: Term } | undefined {
  if (step.kind !== "apply") return undefined;
  const isOwn = (term: Term | undefined): boolean => term?.kind === "variable" && term.name === accumulator.name;
  const other = (a: Term | undefined, b: Term | undefined): Term | undefined => {
    const found = isOwn(a) ? b : isOwn(b) ? a : undefined;
    return found === undefined || freeVariables(found).has(accumulator.name) ? undefined : found;
  };
  const [first, second, third] = step.args;
  const name = step.operator.replace(/^(?:int|real)\./u, "");
  if (name === "maximum" || name === "minimum") {
    const term = other(first, second);
    return term === undefined ? undefined : { which: name, term };
  }
  if (step.operator !== "ite" || first?.kind !== "apply" || !/\.(?:lessThan|atMost)$/u.test(first.operator)) {
    return undefined;
  }
  const [below, above] = first.args;
  const term = other(second, third);
  if (term === undefined || below === undefined || above === undefined || second === undefined) return undefined;
  const [low, high] = [isOwn(below), isOwn(above)];
  if (low === high || !isSame(low ? above : below, term)) return undefined;
  // `a < b ? b : a` takes the larger, `a < b ? a : b` the smaller.
  const takesAbove = low ? !isOwn(second) : isOwn(second);
  return { which: takesAbove ? "maximum" : "minimum", term };
}

function isSame(a: Term, b: Term): boolean {
  return stableHash(plainTerm(a)) === stableHash(plainTerm(b));
}

function added(a: Term, b: Term): Term {
  const zero = a.kind === "literal" && ((a.value.kind === "int" && a.value.value === 0n) || isRealZero(a));
  if (zero) return b;
  return apply(a.sort.kind === "real" ? "real.add" : "int.add", [a, b], unrefined(a.sort));
}

function isRealZero(term: Term): boolean {
  return term.kind === "literal" && term.value.kind === "real" && term.value.numerator === 0n;
}

/** What the step adds to what came before, where adding is all that it does with it. */
function asSummand(step: Term, accumulator: string): Term | undefined {
  if (!freeVariables(step).has(accumulator)) return undefined;
  if (step.kind === "variable") return step.sort.kind === "real" ? realOf(0) : int(0n);
  if (step.kind !== "apply") return undefined;
  const [first, second, third] = step.args;
  if (first === undefined || second === undefined) return undefined;
  const holds = (term: Term): boolean => freeVariables(term).has(accumulator);
  switch (step.operator) {
    case "int.add":
    case "real.add": {
      if (holds(first) && holds(second)) return undefined;
      const [inner, other] = holds(first) ? [first, second] : [second, first];
      const rest = asSummand(inner, accumulator);
      return rest === undefined ? undefined : added(rest, other);
    }
    case "int.subtract":
    case "real.subtract": {
      if (holds(second)) return undefined;
      const rest = asSummand(first, accumulator);
      return rest === undefined ? undefined : apply(step.operator, [rest, second], unrefined(step.sort));
    }
    case "ite": {
      if (holds(first) || third === undefined) return undefined;
      const [then, other] = [asSummand(second, accumulator), asSummand(third, accumulator)];
      return then === undefined || other === undefined ? undefined : apply("ite", [first, then, other], then.sort);
    }
    default:
      return undefined;
  }
}

function called(fold: Fold, shape: FoldShape, cx: Surroundings): Folded {
  const call: FoldCall = lifted(fold, cx.table, factsOf(shape));
  return { value: call(fold.low, fold.high), upTo: (high) => call(fold.low, high) };
}

/** The value, after each element of the range has been evaluated for what it owes. */
export function evaluatedOver(range: Range, element: Term, value: Term, cx: Surroundings): Term {
  if (isTotal(element) && (cx.place === "clause" || !computes(element))) return value;
  const k = variable(range.index.name, range.index.sort);
  const inside = and(atMost(range.low, k), lessThan(k, range.high));
  const all = forall([{ name: range.index.name, sort: intSort }], implies(inside, same(element, element)));
  return isFalse(all) ? value : apply("ite", [all, value, value], value.sort);
}

/** Integer operations owe their range in code. */
export function computes(term: Term): boolean {
  const isArithmetic = term.kind === "apply" && /^int\.(?:add|subtract|multiply|power|negate)$/u.test(term.operator);
  return isArithmetic || children(term).some(computes);
}

/** The elements at the indices, in order. */
export function elementsAt(array: Term, indices: Term, index: Variable): Term {
  const element = arrayGet(array, arrayGet(indices, variable(index.name, index.sort)));
  return tabulate(arrayLength(indices), index, element);
}

export function withAccumulator(step: Term, accumulator: Variable, value: Term): Term {
  return substitute(step, new Map([[accumulator.name, value]]));
}
