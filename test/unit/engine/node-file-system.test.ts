/** The folder on disk as a file system: what is there, what is not, and links. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodeFileSystem } from "../../../src/engine/node-file-system.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "countercheck-files-")));
mkdirSync(join(folder, "sub"));
writeFileSync(join(folder, "a.ts"), "one");
symlinkSync(join(folder, "sub"), join(folder, "link"));
symlinkSync(join(folder, "nowhere"), join(folder, "broken"));
afterAll(() => rmSync(folder, { recursive: true }));

test("files and folders are told apart, links followed", () => {
  const files = nodeFileSystem();
  expect(new TextDecoder().decode(files.readFile(`${folder}/a.ts`))).toBe("one");
  expect(files.fileExists(`${folder}/sub`)).toBe(false);
  expect(files.directoryExists(`${folder}/link`)).toBe(true);
  const { files: names, directories } = files.readDirectory(folder);
  expect([...names].sort()).toEqual(["a.ts", "broken"]);
  expect([...directories].sort()).toEqual(["link", "sub"]);
  expect(files.realPath(`${folder}/link`)).toBe(`${folder}/sub`);
});

test("what is not there is absent, never an error", () => {
  const files = nodeFileSystem();
  expect(files.readFile(`${folder}/missing`)).toBeUndefined();
  expect(files.readFile(`${folder}/sub`)).toBeUndefined();
  expect(files.fileExists(`${folder}/a.ts/b`)).toBe(false);
  expect(files.directoryExists(`${folder}/a.ts`)).toBe(false);
  expect(files.readDirectory(`${folder}/missing`)).toEqual({ files: [], directories: [] });
  expect(files.realPath(`${folder}/missing`)).toBe(`${folder}/missing`);
});
