/** What was guessed wrongly takes nothing with it: other guesses stay, and only what is truly open is told. */
import { expect, test, vi } from "vitest";
import { showTerm, statementsOf } from "../../../src/calculus/index.js";
import type { InferenceBudget } from "../../../src/infer/index.js";
import { atMost, type Clause, type FunctionIR, int, type Term, use } from "../../../src/ir/index.js";
import { checkFolder } from "../../support/check-folder.js";
import { filesOf } from "./files.js";

/** `d` stays below 5, then below 7 where that is so, and from 1 on: the last is right, and needed of the divisor. */
function guesses(fn: FunctionIR): ReadonlyMap<string, readonly Clause[]> {
  const inside = fn.body === undefined ? [] : statementsOf(fn.body);
  const loop = inside.find((s) => s.kind === "loop");
  const d = inside.flatMap((s) => (s.kind === "let" && s.variable.name.startsWith("d") ? [s.variable] : []))[0];
  if (loop?.kind !== "loop" || d === undefined) return new Map();
  const clause = (term: Term): Clause => ({ text: showTerm(term), term, span: loop.span, inferred: true });
  const terms = [atMost(use(d), int(5n)), atMost(use(d), int(7n)), atMost(int(1n), use(d))];
  return new Map([[loop.label, terms.map(clause)]]);
}

vi.mock("../../../src/infer/index.js", async (original) => {
  const infer = await original<typeof import("../../../src/infer/index.js")>();
  return {
    ...infer,
    inferInvariants: async ({ fn }: { readonly fn: FunctionIR; readonly budget: InferenceBudget }) => {
      const invariants = [...guesses(fn).values()].flat();
      return { fn: infer.withInvariants(fn, guesses(fn)), closed: false, invariants, measures: [], spent: 0 };
    },
  };
});

test("a divisor that a right guess keeps from 0 is not told as open beside wrong ones", async () => {
  const text = `//@ requires n >= 1
//@ ensures \\result !== 7919
export function divisorsTwice(n: number): number {
  let count = 0;
  let d = 1;
  while (d <= n) {
    if (n % d === 0) count++;
    d += 1 + count - count;
  }
  return count;
}
`;
  const { findings } = await checkFolder("/w", ["a.ts"], { files: filesOf({ "a.ts": text }), limit: 0.1 });
  const [finding] = findings;
  expect(finding?.verdict).toBe("unproven");
  expect(finding?.problems.map(({ code }) => code)).toEqual(["postcondition.unproven"]);
  expect(finding?.invariants ?? []).toEqual([]);
});
