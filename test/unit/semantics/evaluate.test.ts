/** Terms in an environment: three values, guards, quantifiers, `old`, calls by body. */
import { expect, test } from "vitest";
import {
  add,
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  bool,
  boolTerm,
  double,
  doubleSort,
  exists,
  forall,
  implies,
  int,
  intSort,
  ite,
  type LogicalFunction,
  lessThan,
  natSort,
  not,
  or,
  type Sort,
  same,
  subtract,
  type Term,
  type Value,
  variable,
} from "../../../src/ir/index.js";
import { truth } from "../../../src/semantics/index.js";

const list: Sort = { kind: "array", element: intSort };
const a = variable("a", list);
const [i, j, n] = ["i", "j", "n"].map((name) => variable(name, intSort));
if (i === undefined || j === undefined || n === undefined) throw new Error("three variables");
const value = (x: number): Value => ({ kind: "int", value: BigInt(x) });
const array = (...items: number[]): Value => ({ kind: "array", items: items.map(value) });

function ask(
  term: Term,
  values: Record<string, Value> = {},
  entry?: Record<string, Value>,
  logical: LogicalFunction[] = [],
) {
  const theory = { types: new Map(), logical: new Map(logical.map((f) => [f.id, f])) };
  const environment = { values: new Map(Object.entries(values)) };
  return truth(
    term,
    entry === undefined ? environment : { ...environment, entry: new Map(Object.entries(entry)) },
    theory,
  );
}

const beyond = lessThan(arrayGet(a, int(9n)), int(0n));
const unbounded = forall([{ name: "i", sort: intSort }], atMost(int(0n), apply("int.multiply", [i, i], intSort)));

test("a guard on the left keeps an operation out of reach", () => {
  const guarded = and(lessThan(int(9n), arrayLength(a)), beyond);
  expect(ask(guarded, { a: array(1) })).toBe(false);
  expect(ask(implies(lessThan(int(9n), arrayLength(a)), beyond), { a: array(1) })).toBe(true);
  expect(ask(or(boolTerm(true), beyond), { a: array(1) })).toBe(true);
});

test("an operation outside its domain is unknown, never false, even where the rest decides", () => {
  const unknown = { reason: "outside the domain", hazard: "index" };
  expect(ask(beyond, { a: array() })).toMatchObject(unknown);
  expect(ask(and(beyond, variable("p", bool)), { a: array(), p: { kind: "bool", value: false } })).toMatchObject(
    unknown,
  );
  expect(ask(not(beyond), { a: array() })).toMatchObject(unknown);
});

test("other unknowns are Kleene's third value", () => {
  const p = variable("p", bool);
  const no: Value = { kind: "bool", value: false };
  const yes: Value = { kind: "bool", value: true };
  expect(ask(and(unbounded, p), { p: no })).toBe(false);
  expect(ask(and(unbounded, p), { p: yes })).toMatchObject({ reason: "unbounded quantifier" });
  expect(ask(or(unbounded, p), { p: yes })).toBe(true);
  expect(ask(implies(unbounded, p), { p: yes })).toBe(true);
  expect(ask(implies(unbounded, p), { p: no })).toMatchObject({ reason: "unbounded quantifier" });
});

test("a quantifier runs through what its guard leaves", () => {
  const sorted = forall(
    [
      { name: "i", sort: intSort },
      { name: "j", sort: intSort },
    ],
    implies(
      and(atMost(int(0n), i), lessThan(i, j), lessThan(j, arrayLength(a))),
      atMost(arrayGet(a, i), arrayGet(a, j)),
    ),
  );
  expect(ask(sorted, { a: array(1, 2, 2, 5) })).toBe(true);
  expect(ask(sorted, { a: array(1, 3, 2) })).toBe(false);
  expect(ask(sorted, { a: array() })).toBe(true);
});

test("nested quantifiers of one kind bound each other, and sums in guards are understood", () => {
  const neighbours = forall(
    [{ name: "i", sort: natSort }],
    forall(
      [{ name: "j", sort: intSort }],
      implies(and(same(j, add(i, int(1n))), lessThan(j, arrayLength(a))), lessThan(arrayGet(a, i), arrayGet(a, j))),
    ),
  );
  expect(ask(neighbours, { a: array(1, 2, 3) })).toBe(true);
  expect(ask(neighbours, { a: array(1, 2, 2) })).toBe(false);
});

test("exists runs through its own conjuncts", () => {
  const has = exists(
    [{ name: "i", sort: intSort }],
    and(atMost(int(0n), i), lessThan(i, arrayLength(a)), same(arrayGet(a, i), n)),
  );
  expect(ask(has, { a: array(4, 5), n: value(5) })).toBe(true);
  expect(ask(has, { a: array(4, 5), n: value(6) })).toBe(false);
});

test("without bounds an instance can decide, nothing can confirm", () => {
  const allPositive = forall([{ name: "i", sort: intSort }], atMost(int(0n), i));
  expect(ask(allPositive)).toBe(false);
  expect(ask(unbounded)).toMatchObject({ reason: "unbounded quantifier" });
  const some = exists([{ name: "i", sort: intSort }], same(i, add(i, int(0n))));
  expect(ask(some)).toBe(true);
});

test("a range that is too long is out of reach, not false", () => {
  const long = forall([{ name: "i", sort: intSort }], implies(and(atMost(int(0n), i), lessThan(i, n)), lessThan(i, n)));
  expect(ask(long, { n: { kind: "int", value: 10n ** 12n } })).toMatchObject({ kind: "unknown" });
});

test("old reads the entry, bound variables inside it keep their meaning", () => {
  const unchanged = forall(
    [{ name: "i", sort: intSort }],
    implies(
      and(atMost(int(0n), i), lessThan(i, arrayLength(a))),
      same(arrayGet(a, i), { kind: "old", of: arrayGet(a, i), sort: intSort }),
    ),
  );
  expect(ask(unchanged, { a: array(1, 2) }, { a: array(1, 2) })).toBe(true);
  expect(ask(unchanged, { a: array(1, 3) }, { a: array(1, 2) })).toBe(false);
});

const factorial: LogicalFunction = {
  id: "factorial",
  name: "factorial",
  parameters: [{ name: "n", sort: intSort }],
  result: intSort,
  requires: atMost(int(0n), n),
  body: ite(
    same(n, int(0n)),
    int(1n),
    apply(
      "int.multiply",
      [n, { kind: "call", function: "factorial", args: [subtract(n, int(1n))], sort: intSort }],
      intSort,
    ),
  ),
  recursive: true,
};
const factorialOf = (arg: Term): Term => ({ kind: "call", function: "factorial", args: [arg], sort: intSort });

test("functions are called by their bodies, where their requires holds", () => {
  expect(ask(same(factorialOf(int(20n)), int(2432902008176640000n)), {}, undefined, [factorial])).toBe(true);
  expect(ask(same(factorialOf(int(-1n)), int(1n)), {}, undefined, [factorial])).toMatchObject({
    hazard: "precondition",
  });
  expect(ask(same(factorialOf(int(1n)), int(1n)))).toMatchObject({ reason: "no meaning" });
});

test("a recursion that never ends costs fuel only", () => {
  const endless: LogicalFunction = { ...factorial, requires: boolTerm(true), body: add(int(1n), factorialOf(n)) };
  expect(ask(same(factorialOf(int(1n)), int(0n)), {}, undefined, [endless])).toMatchObject({ reason: "fuel" });
});

test("a shared term is evaluated once", () => {
  let term: Term = variable("n", intSort);
  for (let k = 0; k < 200; k++) term = add(term, term);
  expect(ask(lessThan(int(0n), term), { n: value(1) })).toBe(true);
});

test("what is squared or doubled again and again costs fuel only", () => {
  const again = (operator: "int.multiply" | "string.concat" | "array.concat", of: Term, times: number): Term =>
    Array.from({ length: times }).reduce<Term>((x) => apply(operator, [x, x], of.sort), of);
  const text = variable("s", { kind: "string" });
  const values = { n: value(3), s: { kind: "string", value: "ab" } as const, a: array(1, 2) };
  for (const [operator, of] of [
    ["int.multiply", n] as const,
    ["string.concat", text] as const,
    ["array.concat", a] as const,
  ]) {
    const [little, much] = [10, 100].map((times) => again(operator, of, times));
    if (little === undefined || much === undefined) throw new Error("two terms");
    expect(ask(same(little, little), values)).toBe(true);
    expect(ask(same(much, much), values)).toMatchObject({ reason: "fuel" });
  }
});

test("the sign of a zero that came from an integer decides nothing", () => {
  const x = apply("double.fromInt", [n], doubleSort);
  const positive = apply("double.lessThan", [double(0), apply("double.divide", [double(1), x], doubleSort)], bool);
  expect(ask(positive, { n: value(0) })).toMatchObject({ reason: "sign of zero" });
  expect(ask(positive, { n: value(2) })).toBe(true);
});
