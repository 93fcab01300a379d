/** Holds the corpus: every fixture has the verdicts that its marks say, in both directions, with Z3 and real runs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openReplayer } from "../../src/counterexample/index.js";
import { type CheckRequest, check, nodeFileSystem } from "../../src/engine/index.js";
import type { Report } from "../../src/report/index.js";
import { openSolver } from "../../src/smt/index.js";
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
    expect(report.notices.filter(({ code }) => code === "internal.bug")).toEqual([]);
    expect(differences(file, text, report)).toEqual([]);
  });
});
