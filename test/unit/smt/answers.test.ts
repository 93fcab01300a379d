/** Encoding and solver together: what is proved, what is not, and the values that models are read back as. */
import { afterAll, expect, test } from "vitest";
import type { Fact } from "../../../src/calculus/index.js";
import {
  add,
  and,
  apply,
  arrayGet,
  arrayLength,
  arraySet,
  atMost,
  bool,
  type DataSort,
  type DataType,
  double,
  doubleSort,
  exists,
  falseTerm,
  field,
  forall,
  implies,
  int,
  intSort,
  is,
  type LogicalFunction,
  lessThan,
  natSort,
  not,
  or,
  realSort,
  type Sort,
  same,
  string,
  stringSort,
  type Term,
  trueTerm,
  typeFacts,
  type Value,
  variable,
  withField,
} from "../../../src/ir/index.js";
import {
  type Answer,
  encodeBounded,
  encodeObligation,
  encodeProbe,
  encodeTogether,
  openSolver,
  type Theory,
} from "../../../src/smt/index.js";
import { z3WorkerFile } from "../../support/parts.js";
import { assume, contextOf, define, inContext, noTheory, obligation } from "./obligations.js";

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
afterAll(() => solver.close());

const ints: Sort = { kind: "array", element: intSort };
const doubles: Sort = { kind: "array", element: doubleSort };
const matrix: Sort = { kind: "array", element: ints };
const pointSort: DataSort = { kind: "data", name: "Point" };
const shapeSort: DataSort = { kind: "data", name: "Shape" };
const maybeSort: DataSort = { kind: "data", name: "Option<int,u|n>" };
const plain = (name: string, sort: Sort) => ({ name, sort, optional: false });
const types: readonly DataType[] = [
  {
    name: "Point",
    shape: "record",
    constructors: [
      { name: "Point", fields: [plain("x", intSort), plain("tags", { kind: "array", element: stringSort })] },
    ],
    display: "Point",
  },
  {
    name: "Shape",
    shape: "union",
    discriminant: "kind",
    constructors: [
      { name: "circle", tag: "circle", fields: [plain("radius", doubleSort)] },
      { name: "polygon", tag: "polygon", fields: [plain("corners", { kind: "array", element: pointSort })] },
    ],
    display: "Shape",
  },
  {
    name: "Option<int,u|n>",
    shape: "option",
    constructors: [
      { name: "undefined", absent: "undefined", fields: [] },
      { name: "null", absent: "null", fields: [] },
      { name: "some", fields: [plain("value", intSort)] },
    ],
    display: "number | undefined | null",
  },
];
const theory: Theory = { types: new Map(types.map((t) => [t.name, t])), logical: new Map() };

const i = variable("i", intSort);
const x = variable("x", intSort);
const y = variable("y", intSort);
const a = variable("a", ints);
const b = variable("b", ints);
const effort = { rlimit: 2_000_000, model: true };

async function ask(goal: Term, facts: readonly Fact[] = [], within: Theory = theory): Promise<Answer> {
  return solver.ask(encodeObligation(obligation(goal, facts), within, { slice: false }), effort);
}
async function kind(goal: Term, facts: readonly Fact[] = [], within: Theory = theory): Promise<string> {
  return (await ask(goal, facts, within)).kind;
}
/** A model in which the fact holds. */
async function model(fact: Term): Promise<ReadonlyMap<string, Value>> {
  const answer = await ask(not(fact));
  return answer.kind === "model" ? answer.model : new Map();
}
const push = (array: Term, ...values: readonly Term[]): Term => apply("array.push", [array, ...values], array.sort);
const literal = (...items: readonly Term[]): Term => apply("array.literal", items, ints);

test("arrays: reads after writes, growth by one, push, literals", async () => {
  const inside = assume(and(atMost(int(0n), i), lessThan(i, arrayLength(a))));
  expect(await kind(same(arrayGet(arraySet(a, i, x), i), x))).toBe("proved");
  expect(await kind(same(arrayLength(arraySet(a, i, x)), arrayLength(a)), [inside])).toBe("proved");
  expect(await kind(same(arrayLength(arraySet(a, i, x)), arrayLength(a)))).toBe("model");
  const atEnd = arraySet(a, arrayLength(a), x);
  expect(await kind(same(arrayLength(atEnd), add(arrayLength(a), int(1n))))).toBe("proved");
  expect(await kind(same(atEnd, push(a, x)))).toBe("proved");
  expect(await kind(same(arrayGet(push(a, x, y), add(arrayLength(a), int(1n))), y))).toBe("proved");
  expect(await kind(same(arrayGet(literal(int(4n), int(5n)), int(1n)), int(5n)))).toBe("proved");
  expect(await kind(same(push(literal(int(4n)), int(5n)), literal(int(4n), int(5n))))).toBe("proved");
  expect(await kind(same(literal(int(4n)), literal(int(5n))))).toBe("model");
  expect(await kind(same(arrayLength(literal()), int(0n)))).toBe("proved");
});

test("arrays that agree in range are the same, whatever lies beyond", async () => {
  const shorter = apply("ite", [trueTerm, a, a], ints);
  expect(await kind(same(shorter, a))).toBe("proved");
  const k = variable("k", intSort);
  const agree = and(
    same(arrayLength(a), arrayLength(b)),
    forall(
      [{ name: "k", sort: intSort }],
      implies(and(atMost(int(0n), k), lessThan(k, arrayLength(a))), same(arrayGet(a, k), arrayGet(b, k))),
    ),
  );
  expect(await kind(same(a, b), [assume(agree)])).toBe("proved");
  expect(await kind(same(arrayGet(a, i), arrayGet(b, i)), [assume(same(a, b))])).toBe("model");
});

test("same: NaN is itself and the zeros are equal, alone and inside arrays and records", async () => {
  const [d, e] = [variable("d", doubles), variable("e", doubles)];
  expect(await kind(same(double(Number.NaN), double(Number.NaN)))).toBe("proved");
  expect(await kind(same(double(0), double(-0)))).toBe("proved");
  expect(await kind(apply("double.equal", [double(Number.NaN), double(Number.NaN)], bool))).toBe("model");
  const zero = (value: number): Term => apply("array.literal", [double(value)], doubles);
  expect(await kind(same(zero(0), zero(-0)))).toBe("proved");
  expect(await kind(same(zero(0), zero(1)))).toBe("model");
  expect(await kind(same(d, d))).toBe("proved");
  expect(await kind(same(e, d), [assume(same(d, e))])).toBe("proved");
});

test("definitions are identity: they keep the sign of zero", async () => {
  const d = variable("d", doubleSort);
  expect(await kind(apply("double.is", [d, double(-0)], bool), [define("d", doubleSort, double(-0))])).toBe("proved");
  expect(await kind(apply("double.is", [d, double(-0)], bool), [assume(same(d, double(0)))])).toBe("model");
});

test("data: constructors, fields, changed fields", async () => {
  const [p, s, m] = [variable("p", pointSort), variable("s", shapeSort), variable("m", maybeSort)];
  const changed = withField(p, "Point", "x", int(3n), pointSort);
  expect(await kind(same(field(changed, "Point", "x", intSort), int(3n)))).toBe("proved");
  const tags: Sort = { kind: "array", element: stringSort };
  expect(await kind(same(field(changed, "Point", "tags", tags), field(p, "Point", "tags", tags)))).toBe("proved");
  expect(await kind(same(changed, p))).toBe("model");
  expect(await kind(or(is(s, "circle"), is(s, "polygon")))).toBe("proved");
  expect(await kind(is(s, "circle"))).toBe("model");
  const some = (value: Term): Term => ({ kind: "construct", sort: maybeSort, constructor: "some", args: [value] });
  const none: Term = { kind: "construct", sort: maybeSort, constructor: "null", args: [] };
  expect(await kind(same(field(some(x), "some", "value", intSort), x))).toBe("proved");
  expect(await kind(not(same(some(x), none)))).toBe("proved");
  expect(await kind(implies(is(m, "some"), same(m, some(field(m, "some", "value", intSort)))))).toBe("proved");
});

test("a call outside the precondition is an unknown value, inside it is the body", async () => {
  const half: LogicalFunction = {
    id: "half",
    name: "half",
    parameters: [{ name: "n", sort: intSort }],
    result: intSort,
    requires: atMost(int(0n), variable("n", intSort)),
    body: apply("int.floorDivide", [variable("n", intSort), int(2n)], intSort),
    recursive: false,
  };
  const admitted: Theory = { types: new Map(), logical: new Map([["half", half]]) };
  const of = (n: Term): Term => ({ kind: "call", function: "half", args: [n], sort: intSort });
  expect(await kind(same(of(int(7n)), int(3n)), [], admitted)).toBe("proved");
  expect(await kind(same(of(int(-7n)), int(-4n)), [], admitted)).toBe("model");
  // It is a function all the same: equal arguments, equal values.
  expect(await kind(same(of(x), of(y)), [assume(same(x, y))], admitted)).toBe("proved");
  expect(await kind(same(of(int(7n)), int(3n)), [], noTheory)).toBe("model");
});

test("mutual recursion is understood", async () => {
  const n = variable("n", intSort);
  const call = (id: string, value: Term): Term => ({ kind: "call", function: id, args: [value], sort: bool });
  const parity = (id: string, other: string, atZero: Term): LogicalFunction => ({
    id,
    name: id,
    parameters: [{ name: "n", sort: intSort }],
    result: bool,
    requires: atMost(int(0n), n),
    body: apply("ite", [same(n, int(0n)), atZero, call(other, add(n, int(-1n)))], bool),
    recursive: true,
  });
  const logical = new Map([
    ["even", parity("even", "odd", trueTerm)],
    ["odd", parity("odd", "even", falseTerm)],
  ]);
  const within: Theory = { types: new Map(), logical };
  expect(await kind(call("even", int(4n)), [], within)).toBe("proved");
  expect(await kind(call("odd", int(4n)), [], within)).toBe("model");
  // odd(-1) lies outside its precondition, where nothing may be concluded.
  expect(await kind(call("odd", int(-1n)), [], within)).toBe("model");
});

test("a bound variable ranges over its type: what is assumed of naturals says nothing of -1", async () => {
  const k = variable("k", natSort);
  const f = (of: Term): Term => ({ kind: "call", function: "f", args: [of], sort: bool });
  const assumed = assume(forall([{ name: "k", sort: natSort }], f(k)));
  expect(await kind(f(int(3n)), [assumed])).toBe("proved");
  expect(await kind(f(int(-1n)), [assumed])).not.toBe("proved");
  expect(await kind(exists([{ name: "k", sort: natSort }], lessThan(k, int(0n))))).toBe("model");
});

test("int.power beyond small constants is never proved to be anything it is not", async () => {
  const power = apply("int.power", [x, y], intSort);
  expect(await kind(same(power, int(8n)), [assume(and(same(x, int(2n)), same(y, int(2n))))])).toBe("model");
  expect(await kind(same(power, int(4n)), [assume(and(same(x, int(2n)), same(y, int(2n))))])).toBe("proved");
});

test("several at once: proved only if each is, under its own facts alone", async () => {
  const early = contextOf([assume(lessThan(x, y))]);
  const late = contextOf([assume(lessThan(y, i))], early);
  const together = async (...goals: Parameters<typeof inContext>[]): Promise<string> =>
    (
      await solver.ask(
        encodeTogether(
          goals.map((g) => inContext(...g)),
          theory,
        ),
        effort,
      )
    ).kind;
  expect(await together([lessThan(x, y), early], [lessThan(x, i), late])).toBe("proved");
  // The second assumption comes after the first obligation and must not prove it.
  expect(await together([lessThan(x, i), early], [lessThan(x, i), late])).toBe("model");
  // Contradictory facts of one branch do not help the other.
  const never = contextOf([assume(falseTerm)], early);
  expect(await together([lessThan(y, x), never], [lessThan(x, y), early])).toBe("proved");
  expect(await together([lessThan(y, x), never], [lessThan(y, x), early])).toBe("model");
  // The path guards its own goal only.
  expect(await together([falseTerm, early, falseTerm], [lessThan(x, y), early])).toBe("proved");
  expect(await together([falseTerm, early, falseTerm], [falseTerm, early])).toBe("model");
  // One variable defined twice, in two branches.
  const one = contextOf([define("d", intSort, int(1n))]);
  const two = contextOf([define("d", intSort, int(2n))]);
  const d = variable("d", intSort);
  expect(await together([same(d, int(1n)), one], [same(d, int(2n)), two])).toBe("proved");
  expect(await together([same(d, int(2n)), one], [same(d, int(2n)), two])).toBe("model");
  // A definition that comes later says nothing of the variable before it.
  expect(await together([same(d, int(1n)), undefined], [same(d, int(1n)), one])).toBe("model");
});

test("a probe: contradictory facts have no model", async () => {
  const side = (...facts: readonly Term[]) =>
    encodeProbe({ context: contextOf(facts.map(assume)), path: trueTerm }, theory);
  expect((await solver.ask(side(lessThan(x, y)), effort)).kind).toBe("model");
  expect((await solver.ask(side(lessThan(x, y), lessThan(y, x)), effort)).kind).toBe("proved");
});

test("models are read back by sort", async () => {
  const [r, t, flag] = [variable("r", realSort), variable("t", stringSort), variable("flag", bool)];
  const third: Term = { kind: "literal", value: { kind: "real", numerator: -1n, denominator: 3n }, sort: realSort };
  const read = await model(and(same(x, int(-42n)), same(r, third), same(t, string('"\u0000\ud83d\\u{41}')), flag));
  expect(read.get("x")).toEqual({ kind: "int", value: -42n });
  expect(read.get("r")).toEqual({ kind: "real", numerator: -1n, denominator: 3n });
  expect(read.get("t")).toEqual({ kind: "string", value: '"\u0000\ud83d\\u{41}' });
  expect(read.get("flag")).toEqual({ kind: "bool", value: true });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 0.1, -1e300, Number.MIN_VALUE])(
  "the double %d is read back to the bit",
  async (value) => {
    const read = await model(apply("double.is", [variable("d", doubleSort), double(value)], bool));
    const found = read.get("d");
    expect(found?.kind === "double" && Object.is(found.value, value)).toBe(true);
  },
);

test("an integer beyond the doubles is read back exactly", async () => {
  const huge = 2n ** 70n + 1n;
  expect((await model(same(x, int(huge)))).get("x")).toEqual({ kind: "int", value: huge });
});

test("nested arrays, records and unions are read back, whatever lies beyond their lengths", async () => {
  const m = variable("m", matrix);
  const row = (index: bigint): Term => arrayGet(m, int(index));
  const [s, p] = [variable("s", shapeSort), variable("p", maybeSort)];
  const corners: Sort = { kind: "array", element: pointSort };
  const corner = arrayGet(field(s, "polygon", "corners", corners), int(0n));
  const tags: Sort = { kind: "array", element: stringSort };
  const read = await model(
    and(
      same(arrayLength(m), int(2n)),
      same(row(0n), literal()),
      same(row(1n), literal(int(7n), int(8n))),
      is(s, "polygon"),
      same(arrayLength(field(s, "polygon", "corners", corners)), int(1n)),
      same(field(corner, "Point", "x", intSort), int(5n)),
      same(field(corner, "Point", "tags", tags), apply("array.literal", [string("t")], tags)),
      is(p, "null"),
    ),
  );
  const number = (value: bigint): Value => ({ kind: "int", value });
  expect(read.get("m")).toEqual({
    kind: "array",
    items: [
      { kind: "array", items: [] },
      { kind: "array", items: [number(7n), number(8n)] },
    ],
  });
  const tagged: Value = { kind: "array", items: [{ kind: "string", value: "t" }] };
  const point: Value = { kind: "data", type: "Point", constructor: "Point", fields: [number(5n), tagged] };
  expect(read.get("s")).toEqual({
    kind: "data",
    type: "Shape",
    constructor: "polygon",
    fields: [{ kind: "array", items: [point] }],
  });
  expect(read.get("p")).toEqual({ kind: "data", type: "Option<int,u|n>", constructor: "null", fields: [] });
});

test("arrays under quantifiers are read back so that the facts hold of them", async () => {
  const k = variable("k", intSort);
  const rising = forall(
    [{ name: "k", sort: intSort }],
    implies(
      and(lessThan(int(0n), k), lessThan(k, arrayLength(a))),
      lessThan(arrayGet(a, add(k, int(-1n))), arrayGet(a, k)),
    ),
  );
  const read = await model(and(typeFacts(a, ints, theory.types), same(arrayLength(a), int(5n)), rising));
  const found = read.get("a");
  const items = found?.kind === "array" ? found.items.map((v) => (v.kind === "int" ? v.value : 0n)) : [];
  expect(items).toHaveLength(5);
  expect(items.slice(1).every((v, at) => v > (items[at] ?? v))).toBe(true);
});

test("what is too long or has no exact value is left out, the rest is there", async () => {
  const r = variable("r", realSort);
  const two: Term = { kind: "literal", value: { kind: "real", numerator: 2n, denominator: 1n }, sort: realSort };
  const squared = same(apply("real.multiply", [r, r], realSort), two);
  const read = await model(and(same(arrayLength(a), int(100000n)), squared, same(x, int(1n))));
  expect([...read.keys()]).toEqual(["x"]);
});

test("bounds give small models where there are any", async () => {
  const goal = lessThan(add(x, arrayLength(a)), int(100n));
  const bounded = (magnitude: bigint, length: number) =>
    encodeBounded(obligation(goal, [assume(typeFacts(a, ints, theory.types))]), theory, {
      variables: [
        { name: "x", sort: intSort },
        { name: "a", sort: ints },
      ],
      magnitude,
      length,
    });
  const answer = await solver.ask(bounded(100n, 2), effort);
  const read = answer.kind === "model" ? answer.model : new Map<string, Value>();
  const [found, array] = [read.get("x"), read.get("a")];
  expect(found?.kind === "int" && found.value >= 98n && found.value <= 100n).toBe(true);
  expect(array?.kind === "array" && array.items.length <= 2).toBe(true);
  expect((await solver.ask(bounded(97n, 2), effort)).kind).toBe("proved");
});

test("no model is read where none is wanted", async () => {
  const answer = await solver.ask(encodeObligation(obligation(lessThan(x, y)), theory, { slice: true }), {
    ...effort,
    model: false,
  });
  expect(answer).toMatchObject({ kind: "model", model: new Map() });
});
