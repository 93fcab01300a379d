/** Holds the corpus: every fixture has the verdicts that its marks say, in both directions, with Z3 and real runs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/report/index.js";
import { checkFolder } from "../support/check-folder.js";
import { differences, gapsOf } from "./marks.js";

const root = join(import.meta.dirname, "..", "..", "fixtures", "programs");
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
  .sort();
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));

let report: Report;
let gaps = 0;

beforeAll(async () => {
  report = await checkFolder(root, files);
}, 300_000);

afterAll(() => {
  if (gaps > 0) process.stderr.write(`known gaps in the corpus: ${gaps}\n`);
});

test("the engine meets no defect of its own", () => {
  expect(report.notices.filter(({ code }) => code === "internal.bug")).toEqual([]);
});

describe("verdicts are as marked", () => {
  test.each(files)("%s", (file) => {
    const text = texts.get(file) ?? "";
    gaps += gapsOf(text);
    expect(differences(file, text, report)).toEqual([]);
  });
});
