import fc from "fast-check";
import { expect, test } from "vitest";
import { components, dependents } from "../../../src/engine/components.js";

const graph = (edges: Record<string, readonly string[]>): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(edges));

test("callees come before their callers", () => {
  const found = components(["a"], graph({ a: ["b", "c"], b: ["c"], c: [] }));
  expect(found.map((c) => c.members)).toEqual([["c"], ["b"], ["a"]]);
  expect(found.every((c) => !c.recursive)).toBe(true);
});

test("a cycle is one component, and a function that calls itself is recursive", () => {
  const found = components(["a"], graph({ a: ["b"], b: ["c"], c: ["b", "d"], d: ["d"] }));
  expect(found).toEqual([
    { members: ["d"], recursive: true },
    { members: ["b", "c"], recursive: true },
    { members: ["a"], recursive: false },
  ]);
});

test("only what the roots reach is worked on, and calls of unknown functions are left out", () => {
  expect(components(["a"], graph({ a: ["gone"], z: [] })).map((c) => c.members)).toEqual([["a"]]);
});

test("a chain of 20,000 calls does not exhaust the stack", () => {
  const n = 20_000;
  const calls = new Map(Array.from({ length: n }, (_, i) => [`f${i}`, i + 1 < n ? [`f${i + 1}`] : []]));
  expect(components(["f0"], calls)).toHaveLength(n);
});

test("of any graph: two functions share a component exactly if each reaches the other, and callees come first", () => {
  const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const names = Array.from({ length: 8 }, (_, i) => `n${i}`);
      const calls = new Map(
        names.map((name, i) => [name, pairs.filter(([from]) => from === i).map(([, to]) => `n${to}`)]),
      );
      const found = components(names, calls);
      const place = new Map(found.flatMap((c, i) => c.members.map((m) => [m, i])));
      const reaches = (from: string, to: string): boolean => dependents(new Set([to]), calls).has(from);
      for (const a of names)
        for (const b of names) {
          expect(place.get(a) === place.get(b)).toBe(reaches(a, b) && reaches(b, a));
          if (reaches(a, b)) expect(place.get(b)).toBeLessThanOrEqual(place.get(a) ?? -1);
        }
    }),
  );
});
