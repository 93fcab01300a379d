/**
 * What is said of folds by construction is true: each fact evaluates to true on small values, by the reference
 * interpreter. Where a value lies outside a fact's domain the interpreter says so, and the case is passed over.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { countOf, firstOf, foldOf, indicesOf, joinedOf, lastOf, sumOf } from "../../src/frontend/elaborate/fold.js";
import { typeTable } from "../../src/frontend/types/type-table.js";
import {
  apply,
  arrayGet,
  arrayLength,
  boolTerm,
  type Elementwise,
  int,
  intSort,
  ite,
  type LiftedFact,
  type LogicalFunction,
  lessThan,
  same,
  substitute,
  type Term,
  use,
  type Value,
  type Variable,
  variable,
} from "../../src/ir/index.js";
import { truth } from "../../src/semantics/index.js";

const numbers = { kind: "array", element: intSort } as const;
const a = variable("a", numbers);
const v = variable("v", intSort);
const k = variable("k", intSort);
const index: Variable = { name: "k", sort: intSort };
const element = arrayGet(a, k);
const positive = lessThan(int(0n), element);
const range = { low: int(0n), high: arrayLength(a), index };

type Made = (cx: Parameters<typeof sumOf>[2]) => unknown;

const folds: readonly (readonly [string, Made])[] = [
  ["sum of elements", (cx) => sumOf(range, element, cx)],
  ["sum of products with a captured value", (cx) => sumOf(range, apply("int.multiply", [element, v], intSort), cx)],
  ["sum of neighbours", (cx) => sumOf(range, arrayGet(a, apply("int.add", [k, int(1n)], intSort)), cx)],
  ["count of positive elements", (cx) => countOf(range, positive, cx)],
  ["sum of one value", (cx) => sumOf(range, v, cx)],
  ["count by a fixed test", (cx) => countOf(range, lessThan(int(0n), v), cx)],
  ["count of all", (cx) => countOf(range, boolTerm(true), cx)],
  ["first positive", (cx) => firstOf(range, positive, cx)],
  ["last positive", (cx) => lastOf(range, positive, cx)],
  ["indices of positive elements", (cx) => indicesOf(range, positive, cx)],
  [
    "largest",
    (cx) => {
      const acc: Variable = { name: "acc", sort: intSort };
      const step = ite(lessThan(variable("acc", intSort), element), element, variable("acc", intSort));
      return foldOf(range, acc, int(0n), step, cx);
    },
  ],
  [
    "least, from a captured value",
    (cx) => {
      const acc: Variable = { name: "acc", sort: intSort };
      const step = ite(lessThan(variable("acc", intSort), element), variable("acc", intSort), element);
      return foldOf(range, acc, v, step, cx);
    },
  ],
  ["sum of one number", (cx) => sumOf(range, int(3n), cx)],
  ["arrays in a row", (cx) => joinedOf(range, apply("array.literal", [element, element], numbers), cx)],
];

const integer = fc.integer({ min: -2, max: 4 }).map((n): Value => ({ kind: "int", value: BigInt(n) }));
const array = fc.array(integer, { maxLength: 4 }).map((items): Value => ({ kind: "array", items }));

function anyValue(binder: Variable): fc.Arbitrary<Value> {
  if (binder.sort.kind === "bool") return fc.boolean().map((value): Value => ({ kind: "bool", value }));
  return binder.sort.kind === "array" ? array : integer;
}

function valuesOf(fact: LiftedFact): fc.Arbitrary<ReadonlyMap<string, Value>> {
  return fc.tuple(...fact.binders.map(anyValue)).map((values) => {
    const known = fact.binders.flatMap((b, i): [string, Value][] => {
      const value = values[i];
      return value === undefined ? [] : [[b.name, value]];
    });
    return new Map(known);
  });
}

/** The sum over a range of one element is the summand at that element. */
function oneElement(of: LogicalFunction, { array, element, summand }: Elementwise): LiftedFact {
  const [low, high] = of.parameters;
  const items = of.parameters[array];
  if (low === undefined || high === undefined || items === undefined)
    throw new Error("a fold has a range and an array");
  const next = apply("int.add", [use(low), int(1n)], intSort);
  const args = of.parameters.map((p) => (p === high ? next : use(p)));
  const at = substitute(summand, new Map([[element.name, arrayGet(use(items), use(low))]]));
  const call: Term = { kind: "call", function: of.id, args, sort: of.result };
  return { binders: of.parameters.filter((p) => p !== high), triggers: [[call]], body: same(call, at) };
}

test.each(folds)("%s: every fact is true", (_, made) => {
  const table = typeTable();
  let count = 0;
  const cx = { table, place: "clause", freshBinder: (name: string) => `${name}$${count++}` };
  made(cx as never);
  const theory = { types: table.types, logical: table.lifted };
  const facts = [...table.lifted.values()].flatMap((f) => [
    ...(f.lifted?.facts ?? []),
    ...(f.lifted?.elementwise?.facts ?? []),
    ...(f.lifted?.elementwise === undefined ? [] : [oneElement(f, f.lifted.elementwise)]),
  ]);
  expect(table.lifted.size).toBeGreaterThan(0);
  for (const fact of facts) {
    let decided = 0;
    const holds = (values: ReadonlyMap<string, Value>): void => {
      const result = truth(fact.body satisfies Term, { values }, theory);
      if (result === true) decided++;
      else if (result === false) throw new Error("the fact is false");
    };
    fc.assert(fc.property(valuesOf(fact), holds), { numRuns: 400 });
    expect(decided, JSON.stringify(fact.triggers.length)).toBeGreaterThan(20);
  }
});
