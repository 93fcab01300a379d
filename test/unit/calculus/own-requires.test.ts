import { expect, test } from "vitest";
import { withOwnRequires } from "../../../src/calculus/index.js";
import { loadText } from "../../support/load-source.js";

function requiresOf(text: string): Record<string, readonly string[]> {
  const program = withOwnRequires(loadText(text).program);
  return Object.fromEntries(
    [...program.functions.values()].map((fn) => [fn.name, fn.contract.requires.map((clause) => clause.text)]),
  );
}

const use = "\n//@ ensures true\nexport function use(xs: number[]): number { return top(xs, 0); }";

test("a helper requires what its body needs, and what its own helpers need of it", () => {
  const found = requiresOf(
    `function at(xs: number[], i: number): number { return xs[i]; }
     function top(xs: number[], d: number): number { return d > 3 ? at(xs, d - 1) % d : 0; }${use}`,
  );
  expect(found["at"]).toEqual(["0 <= i", "i < xs.length"]);
  expect(found["top"]).toEqual(["3 < d ==> 0 <= d - 1 && d - 1 < xs.length", "3 < d ==> d !== 0"]);
});

test("a function with a contract keeps its own", () => {
  const found = requiresOf(`//@ pure\nfunction top(xs: number[], i: number): number { return xs[i]; }${use}`);
  expect(found["top"]).toEqual([]);
});

test("a recursive helper is left as it is", () => {
  const found = requiresOf(
    `function top(xs: number[], i: number): number { return i === 0 ? xs[0] : top(xs, i - 1); }${use}`,
  );
  expect(found["top"]).toEqual([]);
});

test("a tower of helpers costs no more than its height", () => {
  const floors = Array.from(
    { length: 40 },
    (_, i) =>
      `function f${i + 1}(xs: number[], x: number): number { return f${i}(xs, x * 3) + f${i}(xs, x * 5 - ${i}); }`,
  );
  const found = requiresOf(
    `function f0(xs: number[], x: number): number { return xs[x]; }\n${floors.join("\n")}
     function top(xs: number[], x: number): number { return f40(xs, x); }${use}`,
  );
  expect(found["f0"]).toHaveLength(2);
  expect(found["f40"]).toBeDefined();
});
