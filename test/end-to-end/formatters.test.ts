/** Holds that formatting changes no verdict: the fixtures, run through each formatter, are found as they were. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryBank } from "../../src/bank/index.js";
import { checkFolder } from "../support/check-folder.js";
import { formatters } from "../support/formatters.js";

const fixtures = join(import.meta.dirname, "..", "..", "fixtures", "programs");
const files = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"))
  .sort();
// One bank for all: formatting must not change a single obligation either, which shows as hits.
const bank = memoryBank();
const work = mkdtempSync(join(tmpdir(), "countercheck-formatted-"));
let unformatted: readonly string[];

/** `file function verdict code`, a line a finding. */
async function verdicts(root: string): Promise<readonly string[]> {
  const report = await checkFolder(root, files, { bank });
  const unchecked = report.notChecked.map((entry) => `${entry.file} ${entry.function} not checked`);
  return [...report.findings.map((f) => `${f.file} ${f.function} ${f.verdict} ${f.code}`), ...unchecked].sort();
}

beforeAll(async () => {
  unformatted = await verdicts(fixtures);
}, 300_000);

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

test("the fixtures have findings to compare", () => {
  expect(unformatted.length).toBeGreaterThan(100);
});

test.each([...formatters()])(
  "%s",
  async (name, format) => {
    const root = join(work, name.replaceAll(/\W+/gu, "-"));
    for (const file of files) {
      const target = join(root, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, await format(readFileSync(join(fixtures, file), "utf8")));
    }
    expect(await verdicts(root)).toEqual(unformatted);
  },
  300_000,
);
