import { join } from "node:path";
import { expect, test } from "vitest";
import { findConfiguration, readConfiguration } from "../../../src/configuration.js";
import { UsageProblem, usageText } from "../../../src/usage-problem.js";
import { disk, folderWith } from "./disk.js";

function refused(text: string): string {
  const root = folderWith({ "countercheck.json": text });
  try {
    readConfiguration(disk, join(root, "countercheck.json"));
  } catch (error) {
    if (error instanceof UsageProblem) return usageText(error).replaceAll(root, "");
    throw error;
  }
  return "accepted";
}

test("a configuration with comments and a trailing comma is read whole", () => {
  const root = folderWith({
    "countercheck.json": `{
  // where to look
  "$schema": "./x.json",
  "include": ["./src/**/*.ts", "lib/"], "exclude": ["**/*.gen.ts"],
  "overflow": "check", "failOn": ["unproven"], "limit": 3, "jsdoc": true,
}`,
  });
  expect(findConfiguration(disk, root, root)).toEqual({
    folder: root,
    file: join(root, "countercheck.json"),
    include: ["src/**/*.ts", "lib"],
    exclude: ["**/*.gen.ts"],
    overflow: "check",
    failOn: ["unproven"],
    limit: 3,
    jsdoc: true,
  });
});

test("the nearest configuration wins, and nothing above the root is read", () => {
  const top = folderWith({
    "countercheck.json": '{ "limit": 9 }',
    "root/package.json": '{ "countercheck": { "limit": 2, "failOn": "never" } }',
    "root/a/countercheck.json": '{ "limit": 3 }',
    "root/b/package.json": '{ "name": "b" }',
  });
  const root = join(top, "root");
  expect(findConfiguration(disk, join(root, "a"), root)).toMatchObject({ limit: 3, failOn: undefined });
  expect(findConfiguration(disk, join(root, "b"), root)).toMatchObject({ limit: 2, failOn: "never", folder: root });
  expect(findConfiguration(disk, join(top, "none"), join(top, "none"))).toMatchObject({
    limit: undefined,
    file: undefined,
  });
});

test("what is wrong is told with its place, cause and remedy", () => {
  expect(refused('{\n  "exlude": []\n}')).toBe(
    '/countercheck.json:2:3: configuration.key "exlude" is not a key of the configuration\n  Did you mean "exclude"?\n',
  );
  expect(refused('{ "limit": 0 }')).toContain(
    '/countercheck.json:1:12: configuration.value "limit" is a number above 0',
  );
  expect(refused('{ "overflow": "never" }')).toContain('"overflow" is "check", "warn" or "ignore"');
  expect(refused('{ "failOn": ["refutd"] }')).toContain('not "refutd"');
  expect(refused('{ "include": "src" }')).toContain('"include" is a list of patterns');
  expect(refused('{ "jsdoc": "yes" }')).toContain('"jsdoc" is true or false');
  expect(refused("[]")).toContain("an object in braces");
  expect(refused("")).toContain("configuration");
  expect(refused('{ "limit": 1')).toContain("configuration.syntax this is not JSON: close brace expected");
});

test("a file that is named and not there is told", () => {
  expect(() => readConfiguration(disk, "/nowhere/countercheck.json")).toThrow(UsageProblem);
});
