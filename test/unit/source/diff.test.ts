import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changedLines, commentableLines, inOneHunk, parsePatch, parseUnifiedDiff } from "../../../src/source/index.js";

function diffOf(before: string, after: string): string {
  const folder = mkdtempSync(join(tmpdir(), "countercheck-diff-"));
  try {
    writeFileSync(join(folder, "before"), before);
    writeFileSync(join(folder, "after"), after);
    execFileSync("git", ["diff", "--no-index", "--no-color", "before", "after"], { cwd: folder });
    return "";
  } catch (error) {
    // git ends with 1 where there is a difference, and its output is the diff.
    return String((error as { readonly stdout: Buffer }).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const texts = fc
  .array(fc.constantFrom("a", "b", "", "+", "-x", "--- a/y", "+++ b/y", "@@ -1 +1 @@", "diff --git a/q b/q", "c\r"), {
    maxLength: 12,
  })
  .map((lines) => lines.join("\n"));

test("what git prints of any two texts is read back line by line", () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const files = parseUnifiedDiff(diffOf(before, after));
      expect(files.length).toBe(before === after ? 0 : 1);
      const [heads, bases] = [after.split("\n"), before.split("\n")];
      for (const line of files[0]?.hunks.flatMap((hunk) => hunk.lines) ?? []) {
        if (line.headLine !== undefined) expect(line.text).toBe(heads[line.headLine - 1]);
        if (line.baseLine !== undefined) expect(line.text).toBe(bases[line.baseLine - 1]);
      }
    }),
    { numRuns: 40 },
  );
});

test("paths with blanks, quotes and letters of other scripts are read", () => {
  const diff = [
    'diff --git "a/src/\\303\\244 \\"x\\".ts" "b/src/\\303\\244 \\"x\\".ts"',
    '--- "a/src/\\303\\244 \\"x\\".ts"',
    '+++ "b/src/\\303\\244 \\"x\\".ts"',
    "@@ -1 +1 @@",
    "-a",
    "+b",
    "diff --git a/with blank.ts b/with blank.ts",
    "--- a/with blank.ts\t",
    "+++ b/with blank.ts\t",
    "@@ -1 +1 @@",
    "-a",
    "+b",
  ].join("\n");
  expect(parseUnifiedDiff(diff).map(({ path }) => path)).toEqual(['src/ä "x".ts', "with blank.ts"]);
});

test("added, deleted, renamed, empty and binary files are told apart", () => {
  const diff = `diff --git a/new.ts b/new.ts
new file mode 100644
index 0000000..1111111
--- /dev/null
+++ b/new.ts
@@ -0,0 +1,2 @@
+a
+b
diff --git a/old.ts b/old.ts
deleted file mode 100644
index 1111111..0000000
--- a/old.ts
+++ /dev/null
@@ -1 +0,0 @@
-a
diff --git a/from.ts b/to.ts
similarity index 100%
rename from from.ts
rename to to.ts
diff --git a/empty.ts b/empty.ts
new file mode 100644
index 0000000..e69de29
diff --git a/picture.png b/picture.png
index 1111111..2222222 100644
Binary files a/picture.png and b/picture.png differ
`;
  expect(parseUnifiedDiff(diff).map(({ path, basePath, status }) => [path, basePath, status])).toEqual([
    ["new.ts", undefined, "added"],
    ["old.ts", "old.ts", "deleted"],
    ["to.ts", "from.ts", "renamed"],
    ["empty.ts", undefined, "added"],
    ["picture.png", "picture.png", "modified"],
  ]);
});

const patch = `@@ -1,4 +1,4 @@ head
 a
-b
+B
 c
 d
@@ -10,4 +10,3 @@
 j
-k
 l
 m
\\ No newline at end of file`;
const file = { path: "f.ts", basePath: "f.ts", status: "modified" as const, hunks: parsePatch(patch) };

test("a patch alone gives the lines that a comment may stand on", () => {
  expect([...commentableLines(file)]).toEqual([1, 2, 3, 4, 10, 11, 12]);
  expect(inOneHunk(file, { start: 2, end: 4 })).toBe(true);
  expect(inOneHunk(file, { start: 4, end: 10 })).toBe(false);
  expect(inOneHunk(file, { start: 5, end: 5 })).toBe(false);
});

test("lines beside a deletion count as changed", () => {
  expect(changedLines(file)).toEqual([
    { start: 1, end: 2 },
    { start: 10, end: 11 },
  ]);
});

test("a diff that was cut short gives the lines that are there", () => {
  const cut = parsePatch("@@ -1,9 +1,9 @@\n a\n+b\n");
  expect(cut[0]?.lines.map(({ text }) => text)).toEqual(["a", "b"]);
});
