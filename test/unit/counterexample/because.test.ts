/** What makes a clause false, in its own words. */
import { expect, test } from "vitest";
import { because } from "../../../src/counterexample/because.js";
import { divided, quantifierBody } from "../../../src/counterexample/clause-parts.js";
import type { Value } from "../../../src/ir/index.js";
import { intValue } from "../../../src/semantics/operators.js";
import { lowered } from "../../support/load-source.js";

const number = (n: number): Value => intValue(BigInt(n));
const list = (...items: number[]): Value => ({ kind: "array", items: items.map(number) });

/** Of the first clause of `f(xs, a)`, with the given values. */
function why(clause: string, given: { xs?: Value; a?: Value; result?: Value }): string | undefined {
  const fn = lowered(`//@ ensures ${clause}\nexport function f(xs: number[], a: number): number { return a; }`);
  const [ensured] = fn.contract.ensures;
  if (ensured === undefined) throw new Error("no clause");
  const values = new Map([
    ["xs", given.xs ?? list()],
    ["a", given.a ?? number(0)],
    ["\\result", given.result ?? number(0)],
  ]);
  return because(ensured.text, ensured.term, { values }, { types: new Map(), logical: new Map() });
}

test.each([
  ["\\result === a + 1", { a: number(1) }, "`\\result` must be 2, which is `a + 1`"],
  ["\\result === 3", {}, undefined],
  ["\\result >= a && \\result <= 10", { a: number(4) }, "`\\result` is 0, `a` is 4"],
  ["\\result === 3 || \\result === 4", {}, "none of these is so: `\\result === 3`, `\\result === 4`"],
  ["a === 0 ==> \\result === 7", {}, "`a === 0` is true, and `\\result` must be 7"],
  ["\\result > 0 || a > 0", {}, "`\\result` is 0; `a` is 0"],
  ["\\result !== a", {}, "`\\result` and `a` are both 0"],
  ["!(a === 0)", {}, "`a === 0` is true"],
  ["(\\result > 0) <==> (a === 0)", {}, "`\\result > 0` is false, `a === 0` is true"],
  [
    "forall(k, 0 <= k && k < xs.length ==> xs[k] <= \\result)",
    { xs: list(0, 5) },
    "at k = 1: `xs[k]` is 5, `\\result` is 0",
  ],
  [
    "forall(i, 0 <= i && i < xs.length ==> forall(j, i < j && j < xs.length ==> xs[i] < xs[j]))",
    { xs: list(1, 2, 2) },
    "at i = 1, j = 2: `xs[i]` is 2, `xs[j]` is 2",
  ],
])("%s", (clause, given, told) => {
  expect(why(clause, given)).toBe(told);
});

test("a clause is taken apart outside brackets and strings, and not where a conditional stands", () => {
  expect(divided("a ==> b ==> c")).toEqual({ operator: "==>", parts: ["a", "b ==> c"] });
  expect(divided("((a || b) && f(c && d))")).toEqual({ operator: "&&", parts: ["a || b", "f(c && d)"] });
  expect(divided('s === " && "')).toEqual({ operator: "===", parts: ["s", '" && "'] });
  expect(divided("x < y < z")).toBeUndefined();
  expect(divided("c ? a === 1 : b")).toBeUndefined();
  expect(quantifierBody("forall(k: int, (k > 0))", "forall")).toBe("k > 0");
  expect(quantifierBody("forall(k, p) && q", "forall")).toBeUndefined();
});
