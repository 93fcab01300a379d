/** Canonical text: what changes no key, what does, slicing, several at once, and the size of it all. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact, Obligation } from "../../../src/calculus/index.js";
import {
  add,
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  bool,
  type DataType,
  doubleSort,
  field,
  forall,
  implies,
  int,
  intSort,
  is,
  lessThan,
  natSort,
  not,
  or,
  type Sort,
  same,
  stringSort,
  type Term,
  variable,
} from "../../../src/ir/index.js";
import {
  encodeBounded,
  encodeObligation,
  encodeProbe,
  encodeTogether,
  openEncoder,
  type Theory,
} from "../../../src/smt/index.js";
import { assume, contextOf, define, inContext, noTheory, obligation } from "./obligations.js";
import { typical, typicalTheory } from "./typical.js";

const x = variable("x", intSort);
const y = variable("y", intSort);
const z = variable("z", intSort);
const ints: Sort = { kind: "array", element: intSort };
const whole = { slice: false };

/** The same obligation under other names of variables and binders, with spans that the first had not. */
function disguised(o: Obligation, rename: (name: string) => string): Obligation {
  const term = (t: Term): Term => {
    const moved = { ...t, span: { file: "elsewhere.ts", start: 17, end: 23 } };
    switch (moved.kind) {
      case "variable":
        return { ...moved, name: rename(moved.name) };
      case "literal":
        return moved;
      case "apply":
      case "construct":
      case "call":
        return { ...moved, args: moved.args.map(term) };
      case "quantifier":
        return {
          ...moved,
          binders: moved.binders.map((b) => ({ ...b, name: rename(b.name) })),
          body: term(moved.body),
        };
      case "tabulate":
        return {
          ...moved,
          binder: { ...moved.binder, name: rename(moved.binder.name) },
          length: term(moved.length),
          body: term(moved.body),
        };
      case "withField":
        return { ...moved, of: term(moved.of), value: term(moved.value) };
      default:
        return { ...moved, of: term(moved.of) };
    }
  };
  const facts: Fact[] = [];
  for (let at = o.context; at !== undefined; at = at.before) facts.push(at.fact);
  const renamed = facts.reverse().map((f): Fact => {
    if (f.kind === "assume") return { kind: "assume", fact: term(f.fact), origin: "elsewhere" };
    return { kind: "define", variable: { ...f.variable, name: rename(f.variable.name) }, value: term(f.value) };
  });
  return { ...inContext(term(o.goal), contextOf(renamed), term(o.path)), id: "other", why: "other words" };
}

test.each(typical)("$name: names and places change no hash", ({ obligation: o }) => {
  for (const slice of [true, false]) {
    const plain = encodeObligation(o, typicalTheory, { slice });
    const other = encodeObligation(
      disguised(o, (name) => `other ${name} 😀`),
      typicalTheory,
      { slice },
    );
    expect(other.text).toBe(plain.text);
    expect(other.hash).toBe(plain.hash);
    expect(plain.text).not.toMatch(/other|grown|best/);
  }
});

test("what was encoded before changes no hash", () => {
  const encoder = openEncoder(typicalTheory);
  const inTurn = typical.map((t) => encoder.obligation(t.obligation, { slice: true }).hash);
  const again = openEncoder(typicalTheory);
  const backwards = [...typical].reverse().map((t) => again.obligation(t.obligation, { slice: true }).hash);
  const alone = typical.map((t) => encodeObligation(t.obligation, typicalTheory, { slice: true }).hash);
  expect(inTurn).toEqual(alone);
  expect([...backwards].reverse()).toEqual(alone);
  expect(new Set(alone).size).toBe(typical.length);
});

test("sharing of objects changes no hash, only structure does", () => {
  const part = add(add(x, y), add(y, z));
  const sharedGoal = same(part, add(part, part));
  const copy = (t: Term): Term => (t.kind === "apply" ? { ...t, args: t.args.map(copy) } : { ...t });
  expect(encodeObligation(obligation(copy(sharedGoal)), noTheory, whole).hash).toBe(
    encodeObligation(obligation(sharedGoal), noTheory, whole).hash,
  );
});

test("names return through the side table", () => {
  const query = encodeObligation(obligation(lessThan(x, y), [assume(lessThan(z, x))]), noTheory, whole);
  expect([...query.names]).toEqual([
    ["v0", "x"],
    ["v1", "y"],
    ["v2", "z"],
  ]);
});

test("names of types, constructors, fields and functions are not in the text", () => {
  const shape: DataType = {
    name: "Shape of things",
    shape: "union",
    discriminant: "kind",
    constructors: [
      { name: "circle", fields: [{ name: "radius", sort: intSort, optional: false }] },
      { name: "square", fields: [{ name: "side", sort: stringSort, optional: false }] },
    ],
    display: "Shape",
  };
  const theory: Theory = { types: new Map([[shape.name, shape]]), logical: new Map() };
  const s = variable("s", { kind: "data", name: shape.name });
  const called: Term = { kind: "call", function: "area", args: [s], sort: intSort };
  const goal = implies(is(s, "circle"), lessThan(field(s, "circle", "radius", intSort), called));
  const { text } = encodeObligation(obligation(goal), theory, whole);
  expect(text).not.toMatch(/Shape|circle|radius|area/);
  expect(text).toContain("(declare-datatypes ((D0 0)) (((D0c0 (D0c0f0 Int)) (D0c1 (D0c1f0 String)))))");
  expect(text).toContain("(declare-fun f0 (D0) Int)");
});

test("facts without a shared variable, transitively, are left out, and definitions that nobody reads", () => {
  const facts = [
    assume(lessThan(x, y)),
    assume(lessThan(y, z)),
    assume(variable("p", bool)),
    define("d", intSort, x),
    define("e", intSort, add(z, variable("far", intSort))),
    assume(lessThan(variable("e", intSort), int(5n))),
  ];
  const goal = lessThan(x, int(5n));
  const sliced = encodeObligation(obligation(goal, facts), noTheory, { slice: true });
  expect([...sliced.names.values()].sort()).toEqual(["x", "y", "z"]);
  expect(sliced.sliced).toBe(true);
  expect([...encodeObligation(obligation(goal, facts), noTheory, whole).names.values()]).toContain("p");
  const other = encodeObligation(obligation(lessThan(variable("e", intSort), x), facts), noTheory, { slice: true });
  expect([...other.names.values()].sort()).toEqual(["e", "far", "x", "y", "z"]);
});

test("an added fact that cannot matter changes no hash of a slice", () => {
  const facts = [assume(lessThan(x, y))];
  const more = [...facts, assume(variable("unrelated", bool))];
  const goal = lessThan(x, int(5n));
  expect(encodeObligation(obligation(goal, more), noTheory, { slice: true }).hash).toBe(
    encodeObligation(obligation(goal, facts), noTheory, { slice: true }).hash,
  );
});

test("a closed fact is never left out", () => {
  const never = assume(lessThan(int(1n), int(0n)));
  const { text } = encodeObligation(obligation(lessThan(x, y), [never]), noTheory, { slice: true });
  expect(text).toContain("(assert (< 1 0))");
});

test("same is never SMT's equality where arrays or doubles are inside", () => {
  const [a, b] = [variable("a", ints), variable("b", ints)];
  const arrays = encodeObligation(obligation(same(a, b)), noTheory, whole).text;
  expect(arrays).toContain("(= v0n v1n)");
  expect(arrays).toContain("(< q0 v0n)");
  expect(arrays).not.toContain("(= v0a v1a)");
  const [u, v] = [variable("u", doubleSort), variable("v", doubleSort)];
  expect(encodeObligation(obligation(same(u, v)), noTheory, whole).text).toContain("fp.isZero");
});

test("a bound variable of a refined sort ranges over the refinement", () => {
  const k = variable("k", natSort);
  const every = forall([{ name: "k", sort: natSort }], lessThan(x, k));
  expect(encodeObligation(obligation(every), noTheory, whole).text).toContain("(=> (<= 0 q0) (< v0 q0))");
  expect(k.sort).toEqual(natSort);
});

test("a definition that holds itself is a defect of ours", () => {
  const circular = define("x", intSort, add(x, int(1n)));
  expect(() => encodeObligation(obligation(lessThan(x, y), [circular]), noTheory, whole)).toThrow(/definition/);
});

test("several at once: a later assumption is not asserted for an earlier obligation", () => {
  const before = contextOf([assume(lessThan(x, y))]);
  const after = contextOf([assume(lessThan(y, variable("w", intSort))), define("d", intSort, add(x, y))], before);
  const goal = lessThan(x, z);
  const { text, names } = encodeTogether([inContext(goal, before), inContext(goal, after)], noTheory);
  const [w] = [...names].find(([, name]) => name === "w") ?? [""];
  const [first, ...rest] = text.split("\n").filter((line) => line.startsWith("(assert"));
  expect(first).toMatch(/^\(assert \(or /);
  expect(first).toContain(w);
  // The fact of both and the definition stand alone, the later fact does not.
  expect(rest).toHaveLength(2);
  expect(rest.join("\n")).not.toContain(w);
});

test("several at once: two definitions of one variable are kept apart", () => {
  const one = contextOf([define("d", intSort, int(1n))]);
  const two = contextOf([define("d", intSort, int(2n))]);
  const d = variable("d", intSort);
  const { text } = encodeTogether([inContext(same(d, int(1n)), one), inContext(same(d, int(1n)), two)], noTheory);
  expect(text).not.toMatch(/^\(assert \(= v0 [12]\)\)$/m);
});

test("a probe asserts facts and path, and nothing denied", () => {
  const { text } = encodeProbe({ context: contextOf([assume(lessThan(x, y))]), path: lessThan(y, z) }, noTheory);
  expect(text).toContain("(assert (< v0 v1))\n(assert (< v2 v0))");
});

test("bounds ask for small values, deeply", () => {
  const variables = [
    { name: "x", sort: intSort },
    { name: "a", sort: { kind: "array", element: stringSort } as Sort },
  ];
  const { text } = encodeBounded(obligation(lessThan(x, y)), noTheory, { variables, magnitude: 9n, length: 2 });
  expect(text).toContain("(and (<= (- 9) v0) (<= v0 9))");
  expect(text).toContain("(<= v2n 2)");
  expect(text).toContain("(=> (< 1 v2n) (<= (str.len (select v2a 1)) 2))");
});

test("text is linear in the number of shared nodes", () => {
  const towers = [200, 400].map((height) => {
    let tower: Term = x;
    for (let i = 0; i < height; i++) tower = add(tower, tower);
    return encodeObligation(obligation(lessThan(tower, y)), noTheory, whole).text.length;
  });
  expect((towers[1] ?? 0) / (towers[0] ?? 1)).toBeLessThan(2.3);
});

test("text is linear in a long path, and deep paths are no trouble", () => {
  const lengths = [1000, 2000, 4000].map((count) => {
    let path: Term = variable("p0", bool);
    for (let i = 1; i < count; i++) path = and(path, not(variable(`p${i}`, bool)));
    const facts = [assume(or(path, lessThan(x, y))), assume(implies(path, lessThan(y, x)))];
    return encodeObligation({ ...obligation(lessThan(x, y), facts), path }, noTheory, whole).text.length;
  });
  expect((lengths[1] ?? 0) / (lengths[0] ?? 1)).toBeLessThan(2.3);
  expect((lengths[2] ?? 0) / (lengths[1] ?? 1)).toBeLessThan(2.3);
});

test("shared parts under a binder are written once", () => {
  const k = variable("k", intSort);
  let tower: Term = arrayGet(variable("a", ints), k);
  for (let i = 0; i < 60; i++) tower = apply("int.multiply", [tower, tower], intSort);
  const goal = forall(
    [{ name: "k", sort: intSort }],
    implies(atMost(k, arrayLength(variable("a", ints))), lessThan(k, tower)),
  );
  expect(encodeObligation(obligation(goal), noTheory, whole).text.length).toBeLessThan(5000);
});

test("renaming changes no hash, for any term", () => {
  const leaf = fc.constantFrom(x, y, z, int(0n), int(7n));
  const numbers: fc.Arbitrary<Term> = fc.letrec<{ t: Term }>((tie) => ({
    t: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.tuple(tie("t"), tie("t")).map(([a, b]) => add(a, b)),
      fc.tuple(tie("t"), tie("t")).map(([a, b]) => apply("int.remainder", [a, b], intSort)),
    ),
  })).t;
  const truths = fc.tuple(numbers, numbers).map(([a, b]) => lessThan(a, b));
  fc.assert(
    fc.property(truths, fc.array(truths, { maxLength: 4 }), (goal, facts) => {
      const o = obligation(goal, facts.map(assume));
      const names: Record<string, string> = { x: "z", y: "x", z: "y" };
      for (const slice of [true, false]) {
        const renamed = disguised(o, (name) => names[name] ?? name);
        expect(encodeObligation(renamed, noTheory, { slice }).hash).toBe(encodeObligation(o, noTheory, { slice }).hash);
      }
    }),
  );
});
