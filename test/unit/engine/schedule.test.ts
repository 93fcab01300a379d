import { expect, test } from "vitest";
import { components } from "../../../src/engine/components.js";
import { schedule } from "../../../src/engine/schedule.js";

test("no function is worked on before its callees, and never more than a few at once", async () => {
  const calls = new Map(Array.from({ length: 40 }, (_, i) => [`f${i}`, [i * 2 + 1, i * 2 + 2].map((k) => `f${k}`)]));
  const finished = new Set<string>();
  let busy = 0;
  let most = 0;
  await schedule(components(["f0"], calls), calls, 3, async ({ members }) => {
    most = Math.max(most, ++busy);
    for (const member of members)
      for (const callee of calls.get(member) ?? []) if (calls.has(callee)) expect(finished).toContain(callee);
    await new Promise((resolve) => setTimeout(resolve, 1));
    for (const member of members) finished.add(member);
    busy--;
  });
  expect(finished.size).toBe(40);
  expect(most).toBe(3);
});

test("a failure reaches the one who asked", async () => {
  const calls = new Map([["f", []]]);
  const failing = schedule(components(["f"], calls), calls, 1, async () => {
    throw new Error("broken");
  });
  await expect(failing).rejects.toThrow("broken");
});
