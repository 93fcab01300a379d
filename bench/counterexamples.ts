/**
 * `npm run bench:counterexamples [-- --write]`: checks all of `fixtures/programs`; tells how many of the functions that
 * are marked as wrong a confirmed run refutes, and how much there is to read in what was found. `--write` puts the table
 * into `bench/RESULTS.md`. Fails where a wrong function is not refuted, or is without a confirmed run.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openReplayer } from "../src/counterexample/index.js";
import { type CheckRequest, check, nodeFileSystem } from "../src/engine/index.js";
import type { Counterexample, Finding } from "../src/report/index.js";
import { openSolver } from "../src/smt/index.js";
import { readMarks } from "../test/corpus/marks.js";
import { setup } from "../test/support/build-parts.js";
import { type CounterexampleSize, sizeOfCounterexample } from "../test/support/counterexample-size.js";
import { replayFile, z3WorkerFile } from "../test/support/parts.js";
import { filesBelow } from "./measured.js";
import { quantile } from "./median.js";
import { machine, table, writeSection } from "./results.js";

const root = join(import.meta.dirname, "..", "fixtures", "programs");
await setup();
const solver = openSolver({ workerFile: z3WorkerFile });
const replayer = openReplayer({ childFile: replayFile });
const services = { solver, bank: undefined, replayer, progress: { working: () => {} }, now: () => performance.now() };
const findings: Finding[] = [];
const wrong: string[] = [];
let marked = 0;
let confirmed = 0;
for (const file of filesBelow(root)) await tell(file);
await solver.close();
await replayer.close();

const found = findings.flatMap(({ problems }) => problems.flatMap(({ counterexample }) => counterexample ?? []));
const first = findings.flatMap(({ counterexample }) => counterexample ?? []);
const text = `${machine()}.

${marked} functions are marked as wrong; ${confirmed} are refuted by a confirmed run. ${found.length} things are broken in all,
each with a run; ${found.filter(({ path }) => path !== undefined).length} runs are shown with their path.

${table([["of the first counterexample of each function", "median", "90th percentile", "largest"], ...rowsOf(first)])}

${unprovenText()}
`;
process.stdout.write(`\n${text}`);
if (process.argv.includes("--write")) writeSection("counterexamples", text);
if (wrong.length > 0) {
  process.stdout.write(`\nNot refuted by a confirmed run:\n${wrong.join("\n")}\n`);
  process.exitCode = 1;
}

async function tell(file: string): Promise<void> {
  const how = { overflow: "warn", jsdoc: false, limit: 1, replay: true, retry: false, suggest: false } as const;
  const request: CheckRequest = { root, files: nodeFileSystem(), targets: [file], ...how };
  const report = await check(request, services);
  const own = report.findings.filter((finding) => finding.file === file);
  findings.push(...own);
  const byLine = own.toSorted((a, b) => a.extent.startLine - b.extent.startLine);
  for (const { line, verdict } of readMarks(readFileSync(join(root, file), "utf8")).functions) {
    if (verdict !== "refuted") continue;
    marked += 1;
    const finding = byLine.find(({ extent }) => extent.startLine > line);
    const isConfirmed = finding?.verdict === "refuted" && finding.counterexample?.confirmed === true;
    if (isConfirmed) confirmed += 1;
    else wrong.push(`${file}:${line}: ${finding?.function ?? "no function"} is ${finding?.verdict ?? "not there"}`);
  }
}

function rowsOf(examples: readonly Counterexample[]): string[][] {
  const sizes = examples.map(sizeOfCounterexample);
  const row = (what: string, of: (size: CounterexampleSize) => number | undefined): string[] => {
    const values = sizes.flatMap((size) => of(size) ?? []);
    const parts = [quantile(values, 0.5), quantile(values, 0.9), Math.max(...values)];
    return [`${what} (in ${values.length})`, ...parts.map(String)];
  };
  return [
    row("longest array", ({ array }) => array),
    row("largest integer, by absolute value", ({ integer }) => integer),
    row("longest string", ({ string }) => string),
  ];
}

/** Wrong or not, a run decided nothing of these. */
function unprovenText(): string {
  const codes = new Map<string, number>();
  for (const { code, verdict } of findings) if (verdict === "unproven") codes.set(code, (codes.get(code) ?? 0) + 1);
  const told = [...codes].toSorted(([, a], [, b]) => b - a).map(([code, count]) => `\`${code}\` ${count}`);
  return `\`unproven\`, by what is not proved: ${told.join(", ")}.`;
}
