/**
 * Gives the kinds of obligations about arrays that ordinary loops owe, as DESIGN.md names them: what Z3's options were
 * chosen by, and what they are held to. `holds` says whether the obligation is valid.
 */
import type { Obligation } from "../../../src/calculus/index.js";
import {
  add,
  and,
  apply,
  arrayGet,
  arrayLength,
  arraySet,
  atMost,
  bool,
  exists,
  falseTerm,
  forall,
  implies,
  int,
  intSort,
  ite,
  type LogicalFunction,
  lessThan,
  not,
  or,
  type Sort,
  same,
  subtract,
  type Term,
  typeFacts,
  variable,
} from "../../../src/ir/index.js";
import type { Theory } from "../../../src/smt/index.js";
import { assume, define, obligation } from "./obligations.js";

const ints: Sort = { kind: "array", element: intSort };
const v = (name: string): Term => variable(name, intSort);
const a = (name: string): Term => variable(name, ints);
const k = v("k");
const push = (array: Term, value: Term): Term => apply("array.push", [array, value], ints);
const times = (x: Term, y: Term): Term => apply("int.multiply", [x, y], intSort);
const all = (from: Term, to: Term, body: Term): Term =>
  forall([{ name: "k", sort: intSort }], implies(and(atMost(from, k), lessThan(k, to)), body));
const some = (from: Term, to: Term, body: Term): Term =>
  exists([{ name: "k", sort: intSort }], and(atMost(from, k), lessThan(k, to), body));
const zero = int(0n);
const one = int(1n);
const isArray = (name: string) => assume(typeFacts(a(name), ints, new Map()));
const equal = (x: Term, y: Term): Term => same(x, y);

/** sum(a, n) = n <= 0 ? 0 : sum(a, n - 1) + a[n - 1] */
const sum: LogicalFunction = {
  id: "sum",
  name: "sum",
  parameters: [
    { name: "xs", sort: ints },
    { name: "n", sort: intSort },
  ],
  result: intSort,
  requires: and(atMost(zero, v("n")), atMost(v("n"), arrayLength(a("xs")))),
  body: ite(
    atMost(v("n"), zero),
    zero,
    add(
      { kind: "call", function: "sum", args: [a("xs"), subtract(v("n"), one)], sort: intSort },
      arrayGet(a("xs"), subtract(v("n"), one)),
    ),
  ),
  recursive: true,
};
const sumOf = (xs: Term, n: Term): Term => ({ kind: "call", function: "sum", args: [xs, n], sort: intSort });

export const typicalTheory: Theory = { types: new Map(), logical: new Map([["sum", sum]]) };

export interface Typical {
  readonly name: string;
  readonly obligation: Obligation;
  readonly holds: boolean;
}

/** out has one element for each read so far, each twice its source; one more step keeps that. */
const doubled = (out: Term, i: Term): Term =>
  and(equal(arrayLength(out), i), all(zero, i, equal(arrayGet(out, k), times(int(2n), arrayGet(a("a"), k)))));
const inRange = (i: Term, array: Term): Term => and(atMost(zero, i), lessThan(i, arrayLength(array)));
const step = [isArray("a"), isArray("out"), assume(inRange(v("i"), a("a"))), assume(doubled(a("out"), v("i")))];

const sortedUpTo = (array: Term, n: Term): Term =>
  forall(
    [
      { name: "j", sort: intSort },
      { name: "k", sort: intSort },
    ],
    implies(
      and(atMost(zero, v("j")), atMost(v("j"), k), lessThan(k, n)),
      atMost(arrayGet(array, v("j")), arrayGet(array, k)),
    ),
  );
const swapped = arraySet(arraySet(a("a"), v("i"), arrayGet(a("a"), v("m"))), v("m"), arrayGet(a("a"), v("i")));
const selection = [
  isArray("a"),
  assume(and(atMost(zero, v("i")), lessThan(v("i"), arrayLength(a("a"))))),
  assume(and(atMost(v("i"), v("m")), lessThan(v("m"), arrayLength(a("a"))))),
  assume(sortedUpTo(a("a"), v("i"))),
  assume(
    forall(
      [
        { name: "j", sort: intSort },
        { name: "k", sort: intSort },
      ],
      implies(
        and(atMost(zero, v("j")), lessThan(v("j"), v("i")), atMost(v("i"), k), lessThan(k, arrayLength(a("a")))),
        atMost(arrayGet(a("a"), v("j")), arrayGet(a("a"), k)),
      ),
    ),
  ),
  define("b", ints, swapped),
];
const least = assume(all(v("i"), arrayLength(a("a")), atMost(arrayGet(a("a"), v("m")), arrayGet(a("a"), k))));

const maximum = [
  isArray("a"),
  assume(inRange(v("i"), a("a"))),
  assume(all(zero, v("i"), atMost(arrayGet(a("a"), k), v("best")))),
  assume(or(equal(v("i"), zero), some(zero, v("i"), equal(arrayGet(a("a"), k), v("best"))))),
  define(
    "next",
    intSort,
    ite(or(equal(v("i"), zero), lessThan(v("best"), arrayGet(a("a"), v("i")))), arrayGet(a("a"), v("i")), v("best")),
  ),
];

const reversedSoFar = (out: Term, i: Term): Term =>
  and(
    equal(arrayLength(out), i),
    all(zero, i, equal(arrayGet(out, k), arrayGet(a("a"), subtract(subtract(arrayLength(a("a")), one), k)))),
  );
const reversing = [
  isArray("a"),
  isArray("out"),
  assume(inRange(v("i"), a("a"))),
  assume(reversedSoFar(a("out"), v("i"))),
  define("grown", ints, push(a("out"), arrayGet(a("a"), subtract(subtract(arrayLength(a("a")), one), v("i"))))),
];

const adjacent = (array: Term): Term =>
  all(zero, subtract(arrayLength(array), one), atMost(arrayGet(array, k), arrayGet(array, add(k, one))));

export const typical: readonly Typical[] = [
  {
    name: "push loop",
    obligation: obligation(doubled(a("grown"), add(v("i"), one)), [
      ...step,
      define("grown", ints, push(a("out"), times(int(2n), arrayGet(a("a"), v("i"))))),
    ]),
    holds: true,
  },
  {
    name: "push loop, wrong element",
    obligation: obligation(doubled(a("grown"), add(v("i"), one)), [
      ...step,
      define("grown", ints, push(a("out"), arrayGet(a("a"), v("i")))),
    ]),
    holds: false,
  },
  { name: "reversal", obligation: obligation(reversedSoFar(a("grown"), add(v("i"), one)), reversing), holds: true },
  {
    name: "reversal, one off",
    obligation: obligation(
      equal(arrayGet(a("grown"), v("i")), arrayGet(a("a"), subtract(arrayLength(a("a")), v("i")))),
      reversing,
    ),
    holds: false,
  },
  {
    name: "swap in a sorted prefix",
    obligation: obligation(sortedUpTo(a("b"), add(v("i"), one)), [...selection, least]),
    holds: true,
  },
  {
    name: "swap in a sorted prefix, order between the parts",
    obligation: obligation(
      all(add(v("i"), one), arrayLength(a("b")), atMost(arrayGet(a("b"), v("i")), arrayGet(a("b"), k))),
      [...selection, least],
    ),
    holds: true,
  },
  {
    name: "swap in a sorted prefix, not the least",
    obligation: obligation(
      all(add(v("i"), one), arrayLength(a("b")), atMost(arrayGet(a("b"), v("i")), arrayGet(a("b"), k))),
      selection,
    ),
    holds: false,
  },
  {
    name: "recursive sum",
    obligation: obligation(equal(add(v("total"), arrayGet(a("a"), v("i"))), sumOf(a("a"), add(v("i"), one))), [
      isArray("a"),
      assume(inRange(v("i"), a("a"))),
      assume(equal(v("total"), sumOf(a("a"), v("i")))),
    ]),
    holds: true,
  },
  {
    name: "recursive sum, one element late",
    obligation: obligation(equal(v("total"), sumOf(a("a"), add(v("i"), one))), [
      isArray("a"),
      assume(inRange(v("i"), a("a"))),
      assume(equal(v("total"), sumOf(a("a"), v("i")))),
    ]),
    holds: false,
  },
  {
    name: "maximum is a bound",
    obligation: obligation(all(zero, add(v("i"), one), atMost(arrayGet(a("a"), k), v("next"))), maximum),
    holds: true,
  },
  {
    name: "maximum is an element",
    obligation: obligation(some(zero, add(v("i"), one), equal(arrayGet(a("a"), k), v("next"))), maximum),
    holds: true,
  },
  {
    name: "found index",
    obligation: obligation(some(zero, arrayLength(a("a")), equal(arrayGet(a("a"), k), v("x"))), [
      isArray("a"),
      assume(inRange(v("i"), a("a"))),
      assume(equal(arrayGet(a("a"), v("i")), v("x"))),
    ]),
    holds: true,
  },
  {
    name: "not found, one element unread",
    obligation: obligation(not(some(zero, arrayLength(a("a")), equal(arrayGet(a("a"), k), v("x")))), [
      isArray("a"),
      assume(and(atMost(zero, v("i")), equal(v("i"), subtract(arrayLength(a("a")), one)))),
      assume(not(some(zero, v("i"), equal(arrayGet(a("a"), k), v("x"))))),
    ]),
    holds: false,
  },
  {
    name: "equal arrays have equal elements",
    obligation: obligation(equal(arrayGet(a("a"), v("i")), arrayGet(a("b"), v("i"))), [
      isArray("a"),
      isArray("b"),
      assume(same(a("a"), a("b"))),
      assume(inRange(v("i"), a("b"))),
    ]),
    holds: true,
  },
  {
    name: "an unchanged write gives an equal array",
    obligation: obligation(same(a("b"), a("a")), [
      isArray("a"),
      assume(inRange(v("i"), a("a"))),
      define("b", ints, arraySet(a("a"), v("i"), arrayGet(a("a"), v("i")))),
    ]),
    holds: true,
  },
  {
    name: "an element at the end of a rising array",
    obligation: obligation(adjacent(a("b")), [
      isArray("a"),
      assume(adjacent(a("a"))),
      assume(
        implies(
          lessThan(zero, arrayLength(a("a"))),
          atMost(arrayGet(a("a"), subtract(arrayLength(a("a")), one)), v("x")),
        ),
      ),
      define("b", ints, push(a("a"), v("x"))),
    ]),
    holds: true,
  },
  {
    name: "a write into a rising array",
    obligation: obligation(adjacent(a("b")), [
      isArray("a"),
      assume(adjacent(a("a"))),
      assume(inRange(v("i"), a("a"))),
      define("b", ints, arraySet(a("a"), v("i"), zero)),
    ]),
    holds: false,
  },
  {
    name: "a bound variable that is only read one further",
    obligation: obligation(all(one, arrayLength(a("a")), equal(arrayGet(a("a"), k), int(7n))), [
      isArray("a"),
      assume(all(zero, subtract(arrayLength(a("a")), one), equal(arrayGet(a("a"), add(k, one)), int(7n)))),
    ]),
    holds: true,
  },
  {
    name: "midpoint of a search",
    obligation: obligation(
      and(
        atMost(v("low"), apply("int.floorDivide", [add(v("low"), v("high")), int(2n)], intSort)),
        lessThan(apply("int.floorDivide", [add(v("low"), v("high")), int(2n)], intSort), v("high")),
      ),
      [assume(and(atMost(zero, v("low")), lessThan(v("low"), v("high"))))],
    ),
    holds: true,
  },
  {
    name: "square of a sum",
    obligation: obligation(
      equal(
        times(add(v("x"), v("y")), add(v("x"), v("y"))),
        add(add(times(v("x"), v("x")), times(int(2n), times(v("x"), v("y")))), times(v("y"), v("y"))),
      ),
    ),
    holds: true,
  },
  {
    name: "product of two above one",
    obligation: obligation(lessThan(v("x"), times(v("x"), v("y"))), [
      assume(and(lessThan(one, v("x")), lessThan(one, v("y")))),
    ]),
    holds: true,
  },
  {
    name: "nothing follows",
    obligation: obligation(falseTerm, [...step, assume(variable("flag", bool))]),
    holds: false,
  },
];
