/** Workspace lists in the forms that people write, and what counts as a package's source. */
import { expect, test } from "vitest";
import { selectFile } from "../../../src/frontend/project/file-selection.js";
import { projectFiles } from "../../../src/frontend/project/files.js";
import { workspace } from "../../../src/frontend/project/workspace.js";
import { workspaceFolders, workspacePatterns } from "../../../src/frontend/project/workspace-list.js";
import { memoryFiles, root } from "./memory-files.js";

test.each([
  [
    "packages:\n  - \"packages/*\"\n  - apps/* # the apps\n  - '!**/test/**'\n\ncatalog:\n  - x",
    ["packages/*", "apps/*", "!**/test/**"],
  ],
  ["# none\npackages: ['a', \"b/*\",\n  c]\nonlyBuiltDependencies:\n  - esbuild", ["a", "b/*", "c"]],
  ["packages:\n- a\n- b\r\nother: 1", ["a", "b"]],
  ["linkWorkspacePackages: true", []],
])("pnpm-workspace.yaml %#", (text, patterns) => {
  const files = projectFiles(root, memoryFiles({ "pnpm-workspace.yaml": text }));
  expect(workspacePatterns(root, files)).toEqual(patterns);
});

test("package.json has a list, or a list in an object, or nothing that could be one", () => {
  const patterns = (manifest: string): readonly string[] | undefined =>
    workspacePatterns(root, projectFiles(root, memoryFiles({ "package.json": manifest })));
  expect(patterns('{ "workspaces": ["a/*"] }')).toEqual(["a/*"]);
  expect(patterns('{ "workspaces": { "packages": ["a/*"], "nohoist": ["x"] } }')).toEqual(["a/*"]);
  expect(patterns("{}")).toBeUndefined();
  expect(patterns("{ not json")).toBeUndefined();
});

test("patterns expand to folders with a manifest, those taken out again aside", () => {
  const contents = Object.fromEntries(
    [
      "package.json",
      "a/x/package.json",
      "a/y/package.json",
      "a/z/readme.md",
      "b/c/d/package.json",
      "b/test/package.json",
    ].map((path) => [path, "{}"]),
  );
  const files = projectFiles(root, memoryFiles({ ...contents, "b/node_modules/p/package.json": "{}" }));
  const folders = (...patterns: readonly string[]): readonly string[] =>
    workspaceFolders(root, patterns, files).map((folder) => folder.slice(root.length + 1));
  expect(folders("a/*")).toEqual(["", "a/x", "a/y"]);
  expect(folders("a/{x,z}", "b/**", "!**/test")).toEqual(["", "a/x", "b/c/d"]);
  expect(folders("../elsewhere/*")).toEqual([""]);
});

test.each<[string, Record<string, string>, string, string | undefined]>([
  [
    "a source field",
    { "p/package.json": '{"name":"p","source":"lib.ts","main":"out.js"}', "p/lib.ts": "" },
    "p",
    "p/lib.ts",
  ],
  [
    "a main that is built",
    { "p/package.json": '{"name":"p","main":"dist/cjs/main.cjs"}', "p/src/main.cts": "" },
    "p",
    "p/src/main.cts",
  ],
  ["no field at all", { "p/package.json": '{"name":"p"}', "p/src/index.tsx": "" }, "p", "p/src/index.tsx"],
  ["a subpath without exports", { "p/package.json": '{"name":"p"}', "p/util.ts": "" }, "p/util", "p/util.ts"],
  ["a folder", { "p/package.json": '{"name":"p"}', "p/src/util/index.ts": "" }, "p/util", "p/src/util/index.ts"],
  [
    "a pattern",
    { "p/package.json": '{"name":"p","exports":{"./x/*":{"import":"./dist/*.mjs"}}}', "p/src/a/b.mts": "" },
    "p/x/a/b",
    "p/src/a/b.mts",
  ],
  ["only declarations", { "p/package.json": '{"name":"p","types":"index.d.ts"}', "p/index.d.ts": "" }, "p", undefined],
  ["another package", { "p/package.json": '{"name":"p"}', "p/index.ts": "" }, "q", undefined],
  [
    "a name of Object.prototype",
    { "p/package.json": '{"name":"p","exports":{".":"./x.js"}}' },
    "p/constructor",
    undefined,
  ],
])("the source of a package with %s", (_, contents, specifier, found) => {
  const files = projectFiles(root, memoryFiles({ "package.json": '{"workspaces":["*"]}', ...contents }));
  const how = { conditions: [], outputOf: () => ({ outDirs: [], rootDir: undefined }) };
  expect(
    workspace(files)
      .resolve(specifier, `${root}/q/src`, how)
      ?.slice(root.length + 1),
  ).toBe(found);
});

test.each([
  ["a.ts", "", "chosen"],
  ["a.mts", "", "chosen"],
  ["a.d.ts", "", "left out"],
  ["a.d.json.ts", "", "left out"],
  ["d.ts", "", "chosen"],
  ["a.js", "", "foreign"],
  ["node_modules/a.ts", "", "left out"],
  ["a.ts", "\n\n\n\n// @generated", "left out"],
  ["a.ts", "\n\n\n\n\n// @generated", "chosen"],
])("%s is a file to look at, or not (%#)", (path, text, kind) => {
  expect(selectFile(path, { text, bytes: text.length }).kind).toBe(kind);
});
