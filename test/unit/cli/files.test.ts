import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Configuration, defaultConfiguration } from "../../../src/configuration.js";
import { matches, selectFiles } from "../../../src/file-selection.js";
import { openRepository } from "../../../src/git.js";
import { revisionFiles } from "../../../src/revision-files.js";
import { commit, disk, folderWith, git, repositoryWith, writeFiles } from "./disk.js";

function selected(root: string, args: readonly string[], over: Partial<Configuration> = {}, cwd = root) {
  const configuration = { ...defaultConfiguration(root), ...over };
  return selectFiles({ root, cwd, args, configuration, files: disk, git: openRepository(root) });
}

const clause = "//@ ensures \\result > 0\nexport const f = () => 1;\n";

test("without a repository all TypeScript but dependencies and hidden folders is taken", () => {
  const root = folderWith({
    "a.ts": "",
    "b.tsx": "",
    "c.js": "",
    "src/d.mts": "",
    "src/e.cts": "",
    "src/f.d.css.ts": "",
    "node_modules/x/y.ts": "",
    ".hidden/z.ts": "",
  });
  expect(selected(root, []).files).toEqual(["a.ts", "b.tsx", "src/d.mts", "src/e.cts", "src/f.d.css.ts"]);
});

test("what git ignores is left out, what is new is not, what was deleted is gone", () => {
  const { root } = repositoryWith({ ".gitignore": "out/\n", "a.ts": "", "gone.ts": "", "out/b.ts": "" });
  git(root, "rm", "-q", "--cached", "gone.ts");
  writeFiles(root, { "new.ts": "" });
  expect(selected(root, []).files).toEqual(["a.ts", "gone.ts", "new.ts"]);
  expect(selected(root, ["out/b.ts"]).files).toEqual(["out/b.ts"]);
});

test("files, folders and globs are taken from the folder where the command runs", () => {
  const { root } = repositoryWith({ "src/a.ts": "", "src/b.test.ts": "", "lib/c.ts": "" });
  expect(selected(root, ["src"]).files).toEqual(["src/a.ts", "src/b.test.ts"]);
  expect(selected(root, ["**/*.test.ts"]).files).toEqual(["src/b.test.ts"]);
  expect(selected(root, ["a.ts", "../lib"], {}, join(root, "src")).files).toEqual(["lib/c.ts", "src/a.ts"]);
  expect(selected(root, [], {}, join(root, "src")).files).toEqual(["src/a.ts", "src/b.test.ts"]);
});

test("an argument that matches nothing is named, also where all it matches is left out", () => {
  const { root } = repositoryWith({ "src/a.ts": "", "readme.md": "", "x/only.ts": "" });
  const over = { exclude: ["x"] };
  expect(selected(root, ["src", "nope", "readme.md", "x", "*.tsx"], over).unmatched).toEqual([
    "nope",
    "readme.md",
    "*.tsx",
    "x",
  ]);
  expect(selected(root, ["../elsewhere"]).unmatched).toEqual(["../elsewhere"]);
});

test("files left out that hold a clause are counted by reason, others are not", () => {
  const { root } = repositoryWith({
    ".gitattributes": "*.gen.ts linguist-generated\n",
    "a.ts": clause,
    "old/b.ts": clause,
    "old/plain.ts": "export const x = 1;",
    "c.gen.ts": clause,
    "p/node_modules/d.ts": clause,
  });
  const { files, leftOut } = selected(root, [], { exclude: ["old"] });
  expect(files).toEqual(["a.ts"]);
  expect(Object.fromEntries(leftOut)).toEqual({
    dependencies: ["p/node_modules/d.ts"],
    excluded: ["old/b.ts"],
    generated: ["c.gen.ts"],
  });
});

test("include narrows, exclude goes before it, both from the configuration's folder", () => {
  const { root } = repositoryWith({ "p/src/a.ts": "", "p/src/a.test.ts": "", "q/src/b.ts": "" });
  const over = { folder: join(root, "p"), include: ["src/**/*.ts"], exclude: ["**/*.test.ts"] };
  expect(selected(root, [], over).files).toEqual(["p/src/a.ts"]);
});

test("a pattern is a file, a folder or a glob", () => {
  expect(matches("src/a.ts", ["src"])).toBe(true);
  expect(matches("srcs/a.ts", ["src"])).toBe(false);
  expect(matches("src/x/a.ts", ["src/*.ts"])).toBe(false);
  expect(matches("src/x/a.ts", ["src/**"])).toBe(true);
});

test("a revision reads as it was, with folders, without links, and dependencies from the disk", () => {
  const { root } = repositoryWith({
    "src/a.ts": "old",
    "src/deep/b.ts": "b",
    "note.md": "text",
    "node_modules/.keep": "",
  });
  symlinkSync("/etc/hostname", join(root, "src", "link.ts"));
  const first = commit(root, "link");
  writeFiles(root, { "src/a.ts": "new", "src/c.ts": "c", "node_modules/x/index.d.ts": "x" });
  commit(root, "second");
  const repository = openRepository(root);
  if (repository === undefined) throw new Error("there is a repository");
  const files = revisionFiles(repository, first, disk);
  const read = (path: string) => new TextDecoder().decode(files.readFile(join(root, path)));
  expect(read("src/a.ts")).toBe("old");
  expect(read("note.md")).toBe("text");
  expect(read("node_modules/x/index.d.ts")).toBe("x");
  expect(files.fileExists(join(root, "src/c.ts"))).toBe(false);
  expect(files.readFile(join(root, "src/c.ts"))).toBeUndefined();
  expect(files.fileExists(join(root, "src/link.ts"))).toBe(false);
  expect(files.directoryExists(join(root, "src/deep"))).toBe(true);
  expect(files.readDirectory(join(root, "src"))).toEqual({ files: ["a.ts"], directories: ["deep"] });
  expect(files.readDirectory(root).directories).toContain("src");
});

test("a name that looks like an option is no revision, and no git means no repository", () => {
  const { root, first } = repositoryWith({ "a.ts": "" });
  const repository = openRepository(root);
  expect(repository?.commit("main")).toBe(first);
  expect(repository?.commit("--all")).toBeUndefined();
  expect(repository?.commit("nope")).toBeUndefined();
  expect(openRepository(folderWith({ "a.ts": "" }))).toBeUndefined();
});

test("settings of the repository do not change what is read of a diff", () => {
  const { root, first } = repositoryWith({ "ä b.ts": "a\n" });
  git(root, "config", "diff.noprefix", "true");
  git(root, "config", "color.ui", "always");
  git(root, "config", "diff.external", "false");
  writeFiles(root, { "ä b.ts": "b\n" });
  const diff = openRepository(root)?.diff(first, undefined) ?? "";
  expect(diff).toContain("+++ b/ä b.ts");
  expect(diff).toContain("\n-a\n+b\n");
});
