/**
 * The operators of recursive data: what the reference interpreter computes of a value is what Z3 shows of it, where its
 * axioms show it at all, and never contradicts them.
 */
import { afterAll, expect, test } from "vitest";
import {
  apply,
  bool,
  type DataSort,
  type DataType,
  field,
  int,
  lessThan,
  natSort,
  not,
  same,
  type Term,
  variable,
} from "../../src/ir/index.js";
import { evaluate } from "../../src/semantics/index.js";
import { encodeObligation, openSolver } from "../../src/smt/index.js";
import { z3WorkerFile } from "../support/parts.js";
import { define, obligation } from "../unit/smt/obligations.js";

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
afterAll(() => solver.close());

const list: DataSort = { kind: "data", name: "List" };
const listType: DataType = {
  name: "List",
  shape: "union",
  discriminant: "kind",
  recursive: true,
  display: "List",
  constructors: [
    { name: "nil", tag: "nil", fields: [] },
    {
      name: "cons",
      tag: "cons",
      fields: [
        { name: "head", sort: natSort, optional: false },
        { name: "tail", sort: list, optional: false },
      ],
    },
  ],
};
const theory = { types: new Map([[listType.name, listType]]), logical: new Map() };

const nil: Term = { kind: "construct", sort: list, constructor: "nil", args: [] };
const cons = (head: bigint, tail: Term): Term => ({
  kind: "construct",
  sort: list,
  constructor: "cons",
  args: [int(head), tail],
});
const beyond = 2n ** 53n;
const values: readonly Term[] = [
  nil,
  cons(0n, nil),
  cons(3n, cons(1n, nil)),
  cons(-1n, nil),
  cons(1n, cons(-2n, nil)),
  cons(beyond, nil),
  cons(1n, cons(beyond, nil)),
];

const whole = variable("x", list);
const tail = field(whole, "cons", "tail", list);
const sizeOf = (of: Term): Term => apply("data.size", [of], natSort);

async function shows(goal: Term, value: Term): Promise<boolean> {
  const query = encodeObligation(obligation(goal, [define("x", list, value)]), theory, { slice: false });
  return (await solver.ask(query, { rlimit: 100_000, model: false })).kind === "proved";
}

function meaning(term: Term, value: Term): unknown {
  const x = evaluate(value, { values: new Map() }, theory);
  if (x.kind === "unknown") throw new Error("a value of constructors has a value");
  const found = evaluate(term, { values: new Map([["x", x]]) }, theory);
  return found.kind === "bool" || found.kind === "int" ? found.value : found;
}

test.each(values.map((value, i) => [i, value] as const))("what is promised of value %d", async (_, value) => {
  for (const operator of ["data.typed", "data.safe"] as const) {
    const claim = apply(operator, [whole], bool);
    const holds = meaning(claim, value) === true;
    expect(await shows(holds ? claim : not(claim), value), `${operator} is ${holds}`).toBe(true);
    expect(await shows(holds ? not(claim) : claim, value), `${operator} is not ${!holds}`).toBe(false);
  }
});

test.each(values.map((value, i) => [i, value] as const))("the size of value %d", async (_, value) => {
  const size = meaning(sizeOf(whole), value);
  if (typeof size !== "bigint") throw new Error("a size is an integer");
  expect(await shows(not(same(sizeOf(whole), int(size))), value)).toBe(false);
  expect(await shows(lessThan(int(0n), sizeOf(whole)), value)).toBe(true);
  if (value === nil) return;
  expect(meaning(lessThan(sizeOf(tail), sizeOf(whole)), value)).toBe(true);
  expect(await shows(lessThan(sizeOf(tail), sizeOf(whole)), value)).toBe(true);
});

test("of a value that is not known nothing is promised", async () => {
  const promised = apply("data.typed", [variable("y", list)], bool);
  expect(await shows(promised, nil)).toBe(false);
  expect(await shows(not(promised), nil)).toBe(false);
});
