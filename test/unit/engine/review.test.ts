import { expect, test } from "vitest";
import { openReplayer } from "../../../src/counterexample/index.js";
import { type CheckRequest, reviewChange } from "../../../src/engine/index.js";
import { openSolver } from "../../../src/smt/index.js";
import { replayFile, z3WorkerFile } from "../../support/parts.js";
import { filesOf } from "./files.js";

const fn = (name: string, result: string): string =>
  `//@ ensures \\result > x\nexport function ${name}(x: number): number {\n  return ${result};\n}\n`;

test("a review knows what the change introduced, what was there before, and what it fixed", async () => {
  const base = { "a.ts": fn("mended", "x") + fn("stale", "x") + fn("spoiled", "x + 1") };
  const head = { "a.ts": fn("mended", "x + 1") + fn("stale", "x - 1") + fn("spoiled", "x") };
  const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
  const replayer = openReplayer({ childFile: replayFile });
  const request: CheckRequest = {
    root: "/w",
    files: filesOf(head),
    targets: ["a.ts"],
    overflow: "warn",
    jsdoc: false,
    limit: 1,
    replay: true,
    retry: false,
    suggest: false,
  };
  const services = { solver, replayer, bank: undefined, progress: { working: () => {} }, now: () => 0 };
  const { report, existing, fixed } = await reviewChange(
    request,
    { files: filesOf(base), targets: ["a.ts"] },
    services,
  );
  await Promise.all([solver.close(), replayer.close()]);
  const wrong = report.findings.filter(({ verdict }) => verdict === "refuted");
  expect(wrong.map((f) => [f.function, existing.has(f.id)])).toEqual([
    ["stale", true],
    ["spoiled", false],
  ]);
  expect(fixed.map((f) => f.function)).toEqual(["mended"]);
});
