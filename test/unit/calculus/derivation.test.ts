/** What a derivation says: laws, kinds, places, sentences, probes, states. */
import { expect, test } from "vitest";
import { showDerivation, showTerm } from "../../../src/calculus/index.js";
import {
  add,
  and,
  apply,
  arrayGet,
  arrayLength,
  arraySet,
  atMost,
  type DataSort,
  type DataType,
  double,
  doubleSort,
  field,
  implies,
  int,
  intSort,
  is,
  ite,
  lessThan,
  natSort,
  not,
  or,
  realOf,
  realSort,
  type Statement,
  same,
  stringSort,
  subtract,
  type Term,
  withField,
} from "../../../src/ir/index.js";
import * as b from "./build.js";
import { failing } from "./decide.js";

const x = b.v("x");
const y = b.v("y");
const a = b.v("a", b.ints);

const option: DataType = {
  name: "Option<int,u>",
  shape: "option",
  constructors: [
    { name: "undefined", absent: "undefined", fields: [] },
    { name: "some", fields: [{ name: "value", sort: intSort, optional: false }] },
  ],
  display: "number | undefined",
};
const optional: DataSort = { kind: "data", name: "Option<int,u>" };
const pointType: DataType = {
  name: "Point",
  shape: "record",
  constructors: [
    {
      name: "Point",
      fields: [
        { name: "x", sort: natSort, optional: false },
        { name: "y", sort: intSort, optional: false },
        { name: "tags", sort: b.ints, optional: false },
      ],
    },
  ],
  display: "Point",
};
const pointSort: DataSort = { kind: "data", name: "Point" };
const point = b.v("p", pointSort);
const px = field(point, "Point", "x", natSort);
const py = field(point, "Point", "y", intSort);

function kindsOf(body: Statement, params = [b.param("x"), b.param("y"), b.param("a", b.ints)]) {
  return b.deriveOne({ params, body }, [], b.trusting(), [option, pointType]).obligations;
}

test.each<[string, Term, string, string]>([
  ["index", arrayGet(a, x), "index", "The index `x` must lie inside `a`."],
  ["division", b.divide(x, y), "division", "The divisor `y` must not be 0."],
  ["remainder", apply("int.remainder", [x, y], intSort), "division", "The divisor `y` must not be 0."],
  ["write", arraySet(a, x, y), "write", "Writing at `x` must not leave a gap in `a`."],
  [
    "power",
    apply("int.power", [b.n(2), x], intSort),
    "integral",
    "The exponent `x` must not be negative, since the value is an integer.",
  ],
])("%s is owed where it is evaluated", (_, term, kind, why) => {
  const [only, ...others] = kindsOf(b.declare("t", term, term.sort));
  expect(others).toEqual([]);
  expect([only?.kind, only?.why]).toEqual([kind, why]);
});

test.each<[string, Term]>([
  ["a divisor that is a literal", b.divide(x, b.n(2))],
  ["a power with a literal exponent", apply("int.power", [x, b.n(2)], intSort)],
  ["a length", arrayLength(a)],
])("%s owes nothing", (_, term) => {
  expect(kindsOf(b.declare("t", term, term.sort))).toEqual([]);
});

test("a real and a double that become integers owe that they are", () => {
  const params = [b.param("x", realSort), b.param("y", doubleSort)];
  const real = apply("real.toInt", [b.v("x", realSort)], intSort);
  const number = apply("double.toInt", [b.v("y", doubleSort)], intSort);
  const divided = apply("real.divide", [realOf(1), b.v("x", realSort)], realSort);
  const body = b.block(b.declare("r", real), b.declare("s", number), b.declare("t", divided, realSort));
  expect(kindsOf(body, params).map((o) => o.kind)).toEqual(["integral", "integral", "division"]);
});

test("the value of an option owes that it is there, the field of a record owes nothing", () => {
  const params = [b.param("o", optional), b.param("p", pointSort)];
  const value = field(b.v("o", optional), "some", "value", intSort);
  const present = is(b.v("o", optional), "some");
  const [only, ...others] = kindsOf(b.block(b.declare("t", value), b.declare("u", px)), params);
  expect(others).toEqual([]);
  expect([only?.kind, only?.why]).toEqual(["absent", "`o` must not be absent here."]);
  const guarded = b.deriveOne({ params, body: b.declare("t", ite(present, value, b.n(0))) }, [], b.trusting(), [
    option,
    pointType,
  ]);
  expect(guarded.obligations.map((o) => o.goal.kind === "apply" && o.goal.operator)).toEqual(["implies"]);
});

test("a part that stands twice is owed once, and again under another state", () => {
  const element = arrayGet(a, x);
  const twice = b.declare("t", ite(atMost(b.n(0), element), element, b.n(0)));
  expect(kindsOf(twice).map((o) => o.kind)).toEqual(["index"]);
  const marked = b.block(b.assert(atMost(b.n(0), arrayGet(a, x)), "mark"), b.declare("t", arrayGet(a, x)));
  expect(kindsOf(marked).map((o) => o.kind)).toEqual(["index", "mark"]);
  const s = b.param("a", b.ints);
  const changed = b.block(
    b.declare("t", arrayGet(a, x)),
    b.write(s, [b.at(b.n(0))], x),
    b.declare("u", arrayGet(a, x)),
  );
  expect(kindsOf(changed).map((o) => o.kind)).toEqual(["index", "write", "index"]);
});

test("a write to a part of a record keeps the other parts, in a loop too", () => {
  const p = b.param("p", pointSort);
  const round = b.loop(
    lessThan(b.v("i"), b.n(1)),
    { step: b.assign("i", add(b.v("i"), b.n(1))) },
    b.write(p, [b.dot("Point", "y")], b.v("i")),
  );
  const old = (of: Term): Term => ({ kind: "old", of, sort: of.sort });
  const derivation = (goal: Term) =>
    b.deriveOne(
      { params: [p], modifies: ["p"], body: b.block(b.declare("i", b.n(0)), round, b.assert(goal)) },
      [],
      b.trusting(),
      [pointType],
    );
  const kept = derivation(same(px, old(px))).obligations.at(-1);
  expect(kept?.state.get("p")?.kind).toBe("variable");
  // The record after the loop is the record before it with a new `y`: nothing else can have changed.
  const facts = [];
  for (let at = kept?.context; at !== undefined; at = at.before) facts.push(at.fact);
  const cut = facts.filter((f) => f.kind === "define" && f.value.kind === "withField").at(-1);
  expect(cut?.kind === "define" && showTerm(cut.value)).toBe("{ ...p, y: p }");
});

test("what a loop does to an array in a record forgets that array alone", () => {
  const p = b.param("p", pointSort);
  const body = b.block(
    b.declare("i", b.n(0)),
    b.loop(lessThan(b.v("i"), b.n(1)), {}, b.write(p, [b.dot("Point", "tags"), b.at(b.n(0))], b.v("i"))),
    b.assert(atMost(b.n(0), px)),
  );
  const derivation = b.deriveOne({ params: [p], modifies: ["p"], body }, [], b.trusting(), [pointType]);
  const last = derivation.obligations.at(-1);
  const facts = [];
  for (let at = last?.context; at !== undefined; at = at.before) facts.push(at.fact);
  expect(facts.flatMap((f) => (f.kind === "define" && f.value.kind === "withField" ? [f.value.field] : []))).toEqual([
    "tags",
  ]);
});

test("a postcondition is owed at each return, with the clause and the return as labels", () => {
  const clause = atMost(b.v("\\result"), b.n(1));
  const body = b.block(b.when(lessThan(x, b.n(0)), b.give(b.n(0))), b.give(b.n(2)));
  const derivation = b.deriveOne({ params: [b.param("x")], result: intSort, ensures: [clause], body });
  expect(derivation.obligations.map((o) => o.id)).toEqual([
    "postcondition \\result <= 1 #1",
    "postcondition \\result <= 1 #2",
  ]);
  expect(failing(derivation)).toEqual(["postcondition"]);
  for (const o of derivation.obligations) {
    expect(o.labels?.map((l) => l.span)).toEqual([derivation.function.contract.ensures[0]?.span, o.span]);
  }
});

test("the missing return of a function whose result may be undefined returns undefined", () => {
  const absent = is(b.v("\\result", optional), "undefined");
  const derivation = b.deriveOne({ result: optional, ensures: [absent], body: b.skip }, [], b.trusting(), [option]);
  expect(derivation.obligations.map((o) => o.kind)).toEqual(["postcondition"]);
});

test("probes stand at the entry, after each assumption, call and loop head, with the facts before and after", () => {
  const callee = b.makeFunction("g", {});
  const logged = b.makeFunction("h", { ensures: [atMost(b.n(0), b.n(1))] });
  const body = b.block(
    b.assumeThat(atMost(x, b.n(3))),
    b.call("g", []),
    b.call("h", []),
    b.loop(lessThan(x, b.n(0)), { invariants: [atMost(b.n(0), x)] }, b.skip),
  );
  const derivation = b.deriveOne({ params: [b.param("x")], requires: [atMost(b.n(0), x)], body }, [callee, logged]);
  expect(derivation.probes.map((p) => p.kind)).toEqual(["entry", "assume", "call", "loop"]);
  for (const { before, after } of derivation.probes) {
    expect((after.context?.length ?? 0) > (before.context?.length ?? 0)).toBe(true);
  }
  expect(derivation.assumed.map(({ clause }) => clause.text)).toEqual(["x <= 3"]);
});

test("the entry is the parameters in order, and a state says where each variable is", () => {
  const body = b.block(b.declare("k", add(x, b.n(1))), b.assert(lessThan(x, b.v("k"))));
  const derivation = b.deriveOne({ params: [b.param("x"), b.param("y")], body });
  expect(derivation.entry.map((e) => e.name)).toEqual(["x@0", "y@0"]);
  const [only] = derivation.obligations;
  expect([...(only?.state ?? [])].map(([name, term]) => [name, term.kind === "variable" && term.name])).toEqual([
    ["x", "x@0"],
    ["y", "y@0"],
    ["k", "k@0"],
  ]);
});

test("ids are unique and do not depend on what stands elsewhere", () => {
  const goal = lessThan(x, b.n(1));
  const ids = (before: readonly Term[]) =>
    b
      .deriveOne({
        params: [b.param("x"), b.param("y"), b.param("a", b.ints)],
        body: b.block(...before.map((t) => b.declare("t", t)), b.assert(goal)),
      })
      .obligations.map((o) => o.id);
  expect(ids([])).toEqual(["assert x < 1 #1"]);
  expect(ids([arrayGet(a, x), arrayGet(a, y), arrayGet(a, x)]).at(-1)).toBe("assert x < 1 #1");
  expect(new Set(ids([arrayGet(a, x), b.divide(x, y)])).size).toBe(3);
});

test("a derivation is shown as an indented text with the answers", () => {
  const body = b.block(b.when(lessThan(x, b.n(0)), b.give(b.n(0))), b.give(b.divide(b.n(9), x)));
  const derivation = b.deriveOne({
    params: [b.param("x")],
    result: intSort,
    ensures: [atMost(b.n(0), b.v("\\result"))],
    body,
  });
  expect(showDerivation(derivation, (o) => (o.kind === "division" ? "not proved" : "proved"))).toBe(
    `procedure: f(x)
  sequential composition: 2 statements
    alternation: if x < 0
      return: return 0
        - postcondition: \`0 <= \\result\` must hold where the function returns here. [proved]
      skip: skip
    return: return Math.floor(9 / x)
      - division: The divisor \`x\` must not be 0. [not proved]
      - postcondition: \`0 <= \\result\` must hold where the function returns here. [proved]`,
  );
});

test.each<[Term, string]>([
  [b.multiply(add(x, y), b.n(2)), "(x + y) * 2"],
  [subtract(x, subtract(y, b.n(1))), "x - (y - 1)"],
  [not(same(x, y)), "x !== y"],
  [not(and(lessThan(x, y), lessThan(y, x))), "!(x < y && y < x)"],
  [implies(or(lessThan(x, y), lessThan(y, x)), same(x, y)), "x < y || y < x ==> x === y"],
  [and(or(lessThan(x, y), same(x, y)), same(x, b.n(1))), "(x < y || x === y) && x === 1"],
  [ite(lessThan(x, y), x, y), "x < y ? x : y"],
  [add(ite(lessThan(x, y), x, y), int(1n)), "(x < y ? x : y) + 1"],
  [arrayGet(a, add(x, b.n(1))), "a[x + 1]"],
  [field(point, "Point", "x", natSort), "p.x"],
  [field(b.v("o", optional), "some", "value", intSort), "o"],
  [is(b.v("o", optional), "some"), "o !== undefined"],
  [b.v("x$var"), "x"],
  [b.v("k$2"), "k"],
  [double(-0), "-0"],
  [
    same(b.v("s", stringSort), { kind: "literal", value: { kind: "string", value: 'a"b' }, sort: stringSort }),
    's === "a\\"b"',
  ],
  [withField(point, "Point", "y", py, pointSort), "{ ...p, y: p.y }"],
])("terms are shown as the author would write them: %#", (term, text) => {
  expect(showTerm(term)).toBe(text);
});
