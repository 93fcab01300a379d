/** Holds the corpus: every fixture has the verdicts that its marks say, in both directions, with Z3 and real runs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openReplayer } from "../../src/counterexample/index.js";
import { type CheckRequest, check, nodeFileSystem } from "../../src/engine/index.js";
import type { Report } from "../../src/report/index.js";
import { openSolver } from "../../src/smt/index.js";
import { type CounterexampleSize, sizeOfCounterexample } from "../support/counterexample-size.js";
import { replayFile, z3WorkerFile } from "../support/parts.js";
import { differences, gapsOf } from "./marks.js";

const root = join(import.meta.dirname, "..", "..", "fixtures", "programs");
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
  .sort();

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
const replayer = openReplayer({ childFile: replayFile, jobs: 2 });
let gaps = 0;
const sizes: CounterexampleSize[] = [];

afterAll(async () => {
  await solver.close();
  await replayer.close();
  if (gaps > 0) process.stderr.write(`known gaps in the corpus: ${gaps}\n`);
});

function checked(file: string): Promise<Report> {
  const request: CheckRequest = {
    root,
    files: nodeFileSystem(),
    targets: [file],
    overflow: "warn",
    jsdoc: false,
    limit: 1,
    replay: true,
    retry: false,
    suggest: false,
  };
  const services = { solver, bank: undefined, replayer, progress: { working: () => {} }, now: () => performance.now() };
  return check(request, services);
}

describe("verdicts are as marked", () => {
  test.each(files)("%s", { timeout: 240_000 }, async (file) => {
    const text = readFileSync(join(root, file), "utf8");
    const report = await checked(file);
    gaps += gapsOf(text);
    sizes.push(...report.findings.flatMap(({ counterexample }) => counterexample ?? []).map(sizeOfCounterexample));
    expect(report.notices.filter(({ code }) => code === "internal.bug")).toEqual([]);
    expect(differences(file, text, report)).toEqual([]);
  });
});

test("counterexamples are small: at the median arrays of at most 3, integers of at most 10", () => {
  const arrays = sizes.flatMap(({ array }) => array ?? []);
  const integers = sizes.flatMap(({ integer }) => integer ?? []);
  expect(arrays.length).toBeGreaterThan(0);
  expect(median(arrays)).toBeLessThanOrEqual(3);
  expect(median(integers)).toBeLessThanOrEqual(10);
});

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
