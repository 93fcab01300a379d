import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { baseText } from "../../../src/github/base-text.js";
import { type FileDiff, parseUnifiedDiff } from "../../../src/source/index.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "countercheck-base-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** git's own diff of two texts. */
function diff(base: string, head: string): FileDiff | undefined {
  writeFileSync(join(folder, "base.ts"), base);
  writeFileSync(join(folder, "head.ts"), head);
  const args = ["diff", "--no-index", "--no-color", "base.ts", "head.ts"];
  return parseUnifiedDiff(spawnSync("git", args, { cwd: folder, encoding: "utf8" }).stdout)[0];
}

test("undoing git's diff on the head gives the base", () => {
  const line = fc.constantFrom("a", "b", "c", "", "@@ -1 +1 @@", "+x", "-y", "\\ No newline");
  const text = fc.array(line, { minLength: 1, maxLength: 30 }).map((lines) => `${lines.join("\n")}\n`);
  fc.assert(
    fc.property(text, text, (base, head) => {
      const found = diff(base, head);
      if (found === undefined) expect(base).toBe(head);
      else expect(baseText(found, head)).toBe(base);
    }),
    { numRuns: 60 },
  );
});

test("a head that the diff does not belong to gives nothing", () => {
  const found = diff("one\ntwo\n", "one\nthree\n");
  expect(found && baseText(found, "one\nfour\n")).toBeUndefined();
});

test("an added file has no base; a deleted one is all in the diff", () => {
  const none: FileDiff = { path: "a.ts", basePath: undefined, status: "added", hunks: [] };
  expect(baseText(none, "text")).toBeUndefined();
  const found = diff("one\ntwo\n", "");
  expect(found && baseText({ ...found, status: "deleted" }, "")).toBe("one\ntwo");
});
