import { expect, test } from "vitest";
import type { Store } from "../../../src/bank/index.js";
import { hashText } from "../../../src/base/index.js";
import { recallRun, rememberRun } from "../../../src/engine/warm.js";
import { filesOf } from "./files.js";

function memory(): Store {
  const entries = new Map<string, string>();
  return {
    get: (_, key) => entries.get(key),
    put: (_, key, value) => void entries.set(key, value),
    statistics: () => ({ hits: 0, misses: 0 }),
    warnings: () => [],
    close: () => {},
  };
}

/** A run that reads `paths` and whose result is `result`. */
function runOn(bank: Store, texts: Record<string, string>, paths: readonly string[], result: string): void {
  const files = filesOf(texts);
  const read = new Map(paths.map((path) => [path, path in texts ? hashText(texts[path] ?? "") : "absent"]));
  rememberRun("start", read, result, { root: "/w", files, bank });
}

const recalled = (bank: Store, texts: Record<string, string>): unknown =>
  recallRun("start", "/w", filesOf(texts), bank);

test("a run whose files are unchanged is recalled, and no other", () => {
  const bank = memory();
  runOn(bank, { "a.ts": "1", "b.ts": "2" }, ["a.ts", "b.ts", "c.ts"], "first");
  expect(recalled(bank, { "a.ts": "1", "b.ts": "2" })).toBe("first");
  expect(recalled(bank, { "a.ts": "1", "b.ts": "3" })).toBeUndefined();
  expect(recalled(bank, { "a.ts": "1" })).toBeUndefined();
});

test("a file that appears where a look-up failed makes the result unknown again", () => {
  const bank = memory();
  runOn(bank, { "a.ts": "1" }, ["a.ts", "a/index.ts"], "first");
  expect(recalled(bank, { "a.ts": "1", "a/index.ts": "" })).toBeUndefined();
});

test("each version of a file keeps its own result, whatever else that version reads", () => {
  const bank = memory();
  const one = { "a.ts": "1" };
  const two = { "a.ts": "2", "b.ts": "x" };
  runOn(bank, one, ["a.ts"], "one");
  runOn(bank, two, ["a.ts", "b.ts"], "two");
  expect(recalled(bank, one)).toBe("one");
  expect(recalled(bank, two)).toBe("two");
  expect(recalled(bank, { ...two, "b.ts": "y" })).toBeUndefined();
  runOn(bank, { ...two, "b.ts": "y" }, ["a.ts", "b.ts"], "three");
  expect(recalled(bank, { ...two, "b.ts": "y" })).toBe("three");
});

test("a result is not kept for files that changed while the run was at work", () => {
  const bank = memory();
  const read = new Map([["a.ts", hashText("old")]]);
  rememberRun("start", read, "stale", { root: "/w", files: filesOf({ "a.ts": "new" }), bank });
  expect(recalled(bank, { "a.ts": "new" })).toBeUndefined();
  expect(recalled(bank, { "a.ts": "old" })).toBeUndefined();
});
