import { expect, test } from "vitest";
import type { Observation, Replayer, Run } from "../../../src/counterexample/index.js";
import { batching } from "../../../src/engine/batching.js";

/** Answers each run with its own entry's name, and notes the size of each batch. */
function echo(): Replayer & { readonly sizes: number[] } {
  const sizes: number[] = [];
  return {
    sizes,
    run: async (runs) => {
      sizes.push(runs.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return runs.map((run): Observation => ({ kind: "failed", reason: run.executable.entry }));
    },
    close: async () => {},
  };
}

const runOf = (entry: string): Run => ({ executable: { text: "", entry, sites: [] }, args: [] });
const names = (observations: readonly Observation[]): string[] =>
  observations.map((o) => (o.kind === "failed" ? o.reason : ""));

test("what is asked at once is one batch, and each gets its own answers in order", async () => {
  const under = echo();
  const replayer = batching(under);
  const asked = [["a", "b"], ["c"], []].map((entries) => replayer.run(entries.map(runOf)));
  expect((await Promise.all(asked)).map(names)).toEqual([["a", "b"], ["c"], []]);
  expect(under.sizes).toEqual([3]);
});

test("what is asked while a batch runs is the next batch", async () => {
  const under = echo();
  const replayer = batching(under);
  const first = replayer.run([runOf("a")]);
  await new Promise((resolve) => setTimeout(resolve, 2));
  const later = [replayer.run([runOf("b")]), replayer.run([runOf("c")])];
  expect(names(await first)).toEqual(["a"]);
  expect((await Promise.all(later)).map(names)).toEqual([["b"], ["c"]]);
  expect(under.sizes).toEqual([1, 2]);
});
