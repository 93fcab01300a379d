/**
 * Gives what is true of a lifted fold by construction and takes a prover an induction that it does not do. Each fact
 * says in a comment why it is true; `test/laws/lifted-facts.test.ts` evaluates each on small values.
 */
import { assertNever, invariant } from "../../base/index.js";
import {
  add,
  and,
  anySort,
  apply,
  arrayGet,
  arrayLength,
  arraySet,
  atMost,
  children,
  type Elementwise,
  exists,
  forall,
  freeVariables,
  iff,
  implies,
  int,
  intSort,
  ite,
  type LiftedFact,
  lessThan,
  not,
  or,
  same,
  substitute,
  subtract,
  type Term,
  type Variable,
  variable,
  withChildren,
} from "../../ir/index.js";
import type { FactsOf, LiftedParts } from "./lifted.js";

const low: Variable = { name: "low", sort: intSort };
const high: Variable = { name: "high", sort: intSort };
const k: Variable = { name: "k", sort: intSort };
const use = (v: Variable): Term => variable(v.name, v.sort);

/** `from <= k < to` */
function within(from: Term, at: Term, to: Term): Term {
  return and(atMost(from, at), lessThan(at, to));
}

/** A term of the fold at an index, for other captured values where they are given. */
function at(term: Term, parts: LiftedParts, index: Term, others?: readonly Term[]): Term {
  const map = new Map([[parts.index.name, index]]);
  parts.captured.forEach((v, i) => {
    const other = others?.[i];
    if (other !== undefined) map.set(v.name, other);
  });
  return substitute(term, map);
}

const self = (parts: LiftedParts): Term => parts.call(use(low), use(high), parts.captured.map(use));

/** Is the array only read, and only at the index itself? */
function readAtIndexOnly(array: Variable, parts: LiftedParts): boolean {
  const allowed = (term: Term): boolean => {
    if (term.kind === "variable") return term.name !== array.name;
    const [first, second] = children(term);
    const isRead =
      term.kind === "apply" &&
      term.operator === "array.get" &&
      first?.kind === "variable" &&
      second?.kind === "variable" &&
      second.name === parts.index.name;
    return isRead || children(term).every(allowed);
  };
  return array.sort.kind === "array" && allowed(parts.start) && allowed(parts.step);
}

/**
 * Arrays that agree inside the range give one value: by induction on the range, since the step reads them at its index
 * alone. This is the frame of a fold under writes and growth elsewhere.
 */
function congruence(parts: LiftedParts): readonly LiftedFact[] {
  const arrays = parts.captured.filter((v) => readAtIndexOnly(v, parts) && tellsAll(v, parts));
  if (arrays.length === 0) return [];
  const primed = new Map(arrays.map((v) => [v.name, { name: `${v.name}'`, sort: v.sort }]));
  const others = parts.captured.map((v) => use(primed.get(v.name) ?? v));
  const other = parts.call(use(low), use(high), others);
  const agree = arrays.map((v) => {
    const twin = primed.get(v.name) ?? v;
    return identical(arrayGet(use(v), use(k)), arrayGet(use(twin), use(k)));
  });
  const inside = forall([k], implies(within(use(low), use(k), use(high)), and(...agree)));
  return [
    {
      binders: [low, high, ...parts.captured, ...primed.values()],
      triggers: [[self(parts), other]],
      body: implies(inside, same(self(parts), other)),
    },
  ];
}

/** Soundness: `same` takes the two zeros of doubles for one value, which a step can tell apart. */
function tellsAll(array: Variable, { types }: LiftedParts): boolean {
  if (array.sort.kind !== "array") return false;
  const { element } = array.sort;
  return element.kind === "double" || !anySort(element, types, (part) => part.kind === "double");
}

function identical(a: Term, b: Term): Term {
  return a.sort.kind === "double" ? apply("double.is", [a, b], { kind: "bool" }) : same(a, b);
}

type Plus = (a: Term, b: Term) => Term;

/** For a fold whose step adds `term` to what came before, from 0 (`count`: 1 or 0). */
function ofSums(term: Term, parts: LiftedParts, plus: Plus): readonly LiftedFact[] {
  return [...ofRanges(term, parts, plus), ...writes(term, parts, plus), ...ofConstant(term, parts)];
}

function ofRanges(term: Term, parts: LiftedParts, plus: Plus): readonly LiftedFact[] {
  const captured = parts.captured.map(use);
  const middle: Variable = { name: "middle", sort: intSort };
  const next: Variable = { name: "next", sort: intSort };
  const call = (from: Term, to: Term): Term => parts.call(from, to, captured);
  const [from, to] = [use(low), use(high)];
  return [
    // Adding is associative, so that adjacent ranges add up.
    {
      binders: [low, middle, high, ...parts.captured],
      triggers: [[call(from, use(middle)), call(use(middle), to)]],
      body: implies(
        and(atMost(from, use(middle)), atMost(use(middle), to)),
        same(call(from, to), plus(call(from, use(middle)), call(use(middle), to))),
      ),
    },
    // The same with one index at the lower end.
    {
      binders: [low, next, high, ...parts.captured],
      triggers: [[call(from, to), call(use(next), to)]],
      body: implies(
        and(same(use(next), add(from, int(1n))), lessThan(from, to)),
        same(call(from, to), plus(at(term, parts, from), call(use(next), to))),
      ),
    },
  ];
}

/** So often the same number is a product. */
function ofConstant(term: Term, parts: LiftedParts): readonly LiftedFact[] {
  if (term.kind !== "literal" || term.value.kind !== "int") return [];
  const [from, to] = [use(low), use(high)];
  const often = apply("int.multiply", [int(term.value.value), subtract(to, from)], intSort);
  return [
    {
      binders: [low, high, ...parts.captured],
      triggers: [[self(parts)]],
      body: same(self(parts), ite(lessThan(from, to), often, int(0n))),
    },
  ];
}

/** A write inside the range changes one summand: the others are read at other indices. Outside it changes none. */
function writes(term: Term, parts: LiftedParts, plus: Plus): readonly LiftedFact[] {
  return parts.captured.flatMap((array, position): readonly LiftedFact[] => {
    if (array.sort.kind !== "array" || !readAtIndexOnly(array, parts)) return [];
    const i: Variable = { name: "i", sort: intSort };
    const value: Variable = { name: "value", sort: array.sort.element };
    const written = arraySet(use(array), use(i), use(value));
    const others = parts.captured.map((v, n) => (n === position ? written : use(v)));
    const after = parts.call(use(low), use(high), others);
    const replaced = replaceRead(at(term, parts, use(i)), array, use(value));
    return [
      {
        binders: [low, high, ...parts.captured, i, value],
        triggers: [[after]],
        body: ite(
          within(use(low), use(i), use(high)),
          same(plus(after, at(term, parts, use(i))), plus(self(parts), replaced)),
          same(after, self(parts)),
        ),
      },
    ];
  });
}

/** The term where the array's element at the index is the value: all its reads of the array are there. */
function replaceRead(term: Term, array: Variable, value: Term): Term {
  const [first] = children(term);
  if (
    term.kind === "apply" &&
    term.operator === "array.get" &&
    first?.kind === "variable" &&
    first.name === array.name
  ) {
    return value;
  }
  return withChildren(
    term,
    children(term).map((child) => replaceRead(child, array, value)),
  );
}

/** What a fold is, beyond its step; each has facts of its own. */
export type FoldShape =
  | { readonly kind: "plain" }
  /** `accumulated + term`, from 0. */
  | { readonly kind: "sum" }
  /** `accumulated + (test ? 1 : 0)`, from 0. */
  | { readonly kind: "count" }
  /** The first index of which the test holds, from -1. */
  | { readonly kind: "first" }
  /** The last one. */
  | { readonly kind: "last" }
  /** The indices of which the test holds, in order; `counted` is how many there are of them in a range. */
  | { readonly kind: "indices"; readonly counted: (parts: LiftedParts, low: Term, high: Term) => Term }
  /** `maximum(accumulated, term)` or the least, of integers or reals. */
  | { readonly kind: "extreme"; readonly which: "maximum" | "minimum" }
  /** `[...accumulated, ...array]`, from `[]`; `lengths` is the sum of the arrays' lengths in a range. */
  | { readonly kind: "joined"; readonly lengths: (parts: LiftedParts, low: Term, high: Term) => Term };

export function factsOf(shape: FoldShape): FactsOf {
  return (parts) => ({
    facts: [...congruence(parts), ...own(shape, parts)],
    elementwise: shape.kind === "sum" || shape.kind === "count" ? elementwise(parts) : undefined,
  });
}

/** Where one array is read, at the index, and the index stands nowhere else. */
function elementwise(parts: LiftedParts): Elementwise | undefined {
  const arrays = parts.captured.flatMap((v, i) => (readAtIndexOnly(v, parts) ? [{ v, i }] : []));
  const [only, ...others] = arrays;
  if (only === undefined || others.length > 0) return undefined;
  const element: Variable = { name: "#element", sort: only.v.sort.kind === "array" ? only.v.sort.element : intSort };
  const term = replaceRead(summand(parts), only.v, use(element));
  const free = freeVariables(term);
  if (free.has(parts.index.name) || free.has(only.v.name)) return undefined;
  // The first two parameters are the range.
  const plus: Plus = (a, b) =>
    parts.start.sort.kind === "int" ? add(a, b) : apply("real.add", [a, b], parts.start.sort);
  const facts = [
    ...ofEnds(parts, plus),
    ...ofRanges(summand(parts), parts, plus),
    ...writes(summand(parts), parts, plus),
  ];
  // The first two parameters are the range.
  return { array: only.i + 2, element, summand: term, facts };
}

/** Nothing is in an empty range, and one element more at the upper end is added. */
function ofEnds(parts: LiftedParts, plus: Plus): readonly LiftedFact[] {
  const next: Variable = { name: "next", sort: intSort };
  const captured = parts.captured.map(use);
  const longer = parts.call(use(low), use(next), captured);
  return [
    {
      binders: [low, high, ...parts.captured],
      triggers: [[self(parts)]],
      body: implies(atMost(use(high), use(low)), same(self(parts), parts.start)),
    },
    {
      binders: [low, high, next, ...parts.captured],
      triggers: [[self(parts), longer]],
      body: implies(
        and(same(use(next), add(use(high), int(1n))), atMost(use(low), use(high))),
        same(longer, plus(self(parts), at(summand(parts), parts, use(high)))),
      ),
    },
  ];
}

function own(shape: FoldShape, parts: LiftedParts): readonly LiftedFact[] {
  switch (shape.kind) {
    case "plain":
      return [];
    case "sum": {
      const sort = parts.start.sort;
      const plus: Plus = (a, b) => (sort.kind === "int" ? add(a, b) : apply("real.add", [a, b], sort));
      const term = summand(parts);
      return [...ofSums(term, parts, plus), ...atLeastZero(term, parts)];
    }
    case "count": {
      const test = testOf(summand(parts));
      return [...ofSums(summand(parts), parts, add), ...ofCounts(test, parts)];
    }
    case "first":
      return ofFirst(testOf(otherwise(parts.step)), parts);
    case "last":
      return ofLast(testOf(parts.step), parts);
    case "indices":
      return ofIndices(testOf(parts.step), parts, shape.counted);
    case "extreme":
      return ofExtreme(argument(parts.step, 1), parts, shape.which);
    case "joined":
      return ofJoined(parts, shape.lengths);
    default:
      return assertNever(shape);
  }
}

/** The second operand of the step's addition. */
function summand(parts: LiftedParts): Term {
  return argument(parts.step, 1);
}

function testOf(choice: Term): Term {
  return argument(choice, 0);
}

function otherwise(choice: Term): Term {
  return argument(choice, 2);
}

function argument(term: Term, index: number): Term {
  const found = children(term)[index];
  invariant(found !== undefined, "a fold has the form that its shape says");
  return found;
}

/** A sum of terms that are at least 0 is at least 0. */
function atLeastZero(term: Term, parts: LiftedParts): readonly LiftedFact[] {
  const isInt = parts.start.sort.kind === "int";
  const notBelow = (t: Term): Term =>
    isInt ? atMost(int(0n), t) : apply("real.atMost", [parts.start, t], { kind: "bool" });
  const each = forall([k], implies(within(use(low), use(k), use(high)), notBelow(at(term, parts, use(k)))));
  return [
    {
      binders: [low, high, ...parts.captured],
      triggers: [[self(parts)]],
      body: implies(each, notBelow(self(parts))),
    },
  ];
}

/** A count lies between 0 and the range's length; it is 0 where no test holds, and the length where all do. */
function ofCounts(test: Term, parts: LiftedParts): readonly LiftedFact[] {
  const [from, to, count] = [use(low), use(high), self(parts)];
  const holds = at(test, parts, use(k));
  const inside = within(from, use(k), to);
  return [
    {
      binders: [low, high, ...parts.captured],
      triggers: [[count]],
      body: and(
        atMost(int(0n), count),
        implies(atMost(to, from), same(count, int(0n))),
        implies(atMost(from, to), atMost(count, subtract(to, from))),
        iff(lessThan(int(0n), count), exists([k], and(inside, holds))),
        implies(atMost(from, to), iff(same(count, subtract(to, from)), forall([k], implies(inside, holds)))),
      ),
    },
  ];
}

/** -1 where the test holds nowhere in the range, else the first index of which it holds; for ranges from 0 on. */
function ofFirst(test: Term, parts: LiftedParts): readonly LiftedFact[] {
  const [from, to, found] = [use(low), use(high), self(parts)];
  const nowhere = (end: Term): Term => forall([k], implies(within(from, use(k), end), not(at(test, parts, use(k)))));
  const hit = and(within(from, found, to), at(test, parts, found), nowhere(found));
  return [
    {
      binders: [low, high, ...parts.captured],
      triggers: [[found]],
      body: implies(atMost(int(0n), from), or(and(same(found, int(-1n)), nowhere(to)), hit)),
    },
  ];
}

/** The same from the other end. */
function ofLast(test: Term, parts: LiftedParts): readonly LiftedFact[] {
  const [from, to, found] = [use(low), use(high), self(parts)];
  const nowhere = (start: Term): Term => forall([k], implies(within(start, use(k), to), not(at(test, parts, use(k)))));
  const hit = and(within(from, found, to), at(test, parts, found), nowhere(add(found, int(1n))));
  return [
    {
      binders: [low, high, ...parts.captured],
      triggers: [[found]],
      body: implies(atMost(int(0n), from), or(and(same(found, int(-1n)), nowhere(from)), hit)),
    },
  ];
}

/** The largest value is at least each of them and the start, and one of these: each step keeps it or takes its own. */
function ofExtreme(term: Term, parts: LiftedParts, which: "maximum" | "minimum"): readonly LiftedFact[] {
  const [from, to, found] = [use(low), use(high), self(parts)];
  const isInt = found.sort.kind === "int";
  const below = (a: Term, b: Term): Term => (isInt ? atMost(a, b) : apply("real.atMost", [a, b], { kind: "bool" }));
  const bounds = (value: Term): Term => (which === "maximum" ? below(value, found) : below(found, value));
  const inside = within(from, use(k), to);
  const value = at(term, parts, use(k));
  return [
    {
      binders: [low, high, ...parts.captured],
      triggers: [[found]],
      body: and(
        bounds(parts.start),
        forall([k], implies(inside, bounds(value))),
        or(same(found, parts.start), exists([k], and(inside, same(found, value)))),
      ),
    },
  ];
}

/** The length of arrays in a row is the sum of theirs: each step adds that of its own. */
function ofJoined(
  parts: LiftedParts,
  lengths: (parts: LiftedParts, low: Term, high: Term) => Term,
): readonly LiftedFact[] {
  const whole = self(parts);
  return [
    {
      binders: [low, high, ...parts.captured],
      triggers: [[whole]],
      body: same(arrayLength(whole), lengths(parts, use(low), use(high))),
    },
  ];
}

/**
 * The indices lie in the range, the test holds of them, they rise, and none is missing: the one at position `count(low,
 * k)` is k. By induction on the range: the step appends its own index, the largest so far.
 */
function ofIndices(
  test: Term,
  parts: LiftedParts,
  counted: (parts: LiftedParts, low: Term, high: Term) => Term,
): readonly LiftedFact[] {
  const [from, to, indices] = [use(low), use(high), self(parts)];
  const j: Variable = { name: "j", sort: intSort };
  const later: Variable = { name: "later", sort: intSort };
  const length = arrayLength(indices);
  const [element, laterElement] = [arrayGet(indices, use(j)), arrayGet(indices, use(later))];
  const all = [low, high, ...parts.captured];
  const position = counted(parts, from, use(k));
  const ordered = and(atMost(int(0n), use(j)), lessThan(use(j), use(later)), lessThan(use(later), length));
  return [
    {
      binders: all,
      triggers: [[indices]],
      body: and(
        same(length, counted(parts, from, to)),
        forall(
          [k],
          implies(
            and(within(from, use(k), to), at(test, parts, use(k))),
            and(within(int(0n), position, length), same(arrayGet(indices, position), use(k))),
          ),
        ),
      ),
    },
    {
      binders: [...all, j],
      triggers: [[element]],
      body: implies(
        within(int(0n), use(j), length),
        and(within(from, element, to), at(test, parts, element), same(counted(parts, from, element), use(j))),
      ),
    },
    {
      binders: [...all, j, later],
      triggers: [[element, laterElement]],
      body: implies(ordered, lessThan(element, laterElement)),
    },
  ];
}
