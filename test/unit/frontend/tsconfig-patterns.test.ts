/** Our matching of `include` and `exclude` against what TypeScript finds on disk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, expect, test } from "vitest";
import { patternsMatch } from "../../../src/frontend/project/tsconfig-patterns.js";

const paths = [
  "a.ts",
  "src/a.ts",
  "src/b.test.ts",
  "src/x/a.ts",
  "src/x/y/a.tsx",
  "src/x/node_modules/p/a.ts",
  "src/.hidden/a.ts",
  "src/.c.ts",
  "source/a.ts",
  "node_modules/p/a.ts",
  "lib.d/a.ts",
  "x+y (z)/a.ts",
  "test/src/a.ts",
];

const root = ts.sys.resolvePath(mkdtempSync(join(tmpdir(), "countercheck-patterns-")));
for (const path of paths) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), "");
}
afterAll(() => rmSync(root, { recursive: true }));

const lists: readonly (readonly [readonly string[], readonly string[]])[] = [
  [["**/*"], []],
  [["**/*"], ["node_modules"]],
  [["src"], []],
  [["./src/"], []],
  [["src/*"], []],
  [["src/**/*.ts"], ["**/*.test.ts"]],
  [["src/**/a.ts"], ["src/x"]],
  [["s*/**/*"], ["source/**"]],
  [["sr?/*.ts"], []],
  [["*/a.ts"], []],
  [["**/x/**/*"], []],
  [["lib.d/*"], []],
  [["x+y (z)"], []],
  [["src", "test"], ["**/x/*"]],
  [["src/.hidden/*"], []],
  [["**/src/*"], ["src"]],
  [["."], ["src/x/y"]],
];

test.each(lists)("include %j and exclude %j", (include, exclude) => {
  const found = ts.sys
    .readDirectory(root, [".ts", ".tsx"], exclude, include)
    .map((path) => path.slice(root.length + 1));
  const ours = paths.filter((path) => patternsMatch({ base: root, include, exclude }, `${root}/${path}`));
  expect(ours.sort()).toEqual(found.sort());
});

// By backtracking it would take longer than any test may.
test("a pattern of a stranger's making cannot take long", () => {
  const include = [`${"**/*a*/".repeat(30)}x`, `${"*a".repeat(50)}b`];
  const path = `/w/${"aaaaaaaa/".repeat(40)}${"a".repeat(200)}`;
  expect(patternsMatch({ base: "/w", include, exclude: [] }, path)).toBe(false);
});
