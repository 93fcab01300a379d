/**
 * `npm run bench:loops [-- part of a name …] [--write] [--folder=…]`: checks functions with loops that have contracts and
 * nothing else, one at a time and from nothing, and prints a table: verdict, seconds, the invariants that were found, and of
 * what is not verified the reason. `--write` puts the table into `bench/RESULTS.md`.
 * The functions of `bench/loops` were written before the engine could infer anything, and are no test.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openReplayer } from "../src/counterexample/index.js";
import { check, nodeFileSystem } from "../src/engine/index.js";
import type { Finding } from "../src/report/index.js";
import { openSolver, type Solver } from "../src/smt/index.js";
import { setup } from "../test/support/build-parts.js";
import { replayFile, z3WorkerFile } from "../test/support/parts.js";
import { machine, table, writeSection } from "./results.js";

const wanted = 10;
const args = process.argv.slice(2);
const parts = args.filter((arg) => !arg.startsWith("--"));
const folder = args.find((arg) => arg.startsWith("--folder="))?.slice("--folder=".length);
const root = folder === undefined ? join(import.meta.dirname, "loops") : resolve(folder);
await setup();
const pool = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
let units = 0;
const solver: Solver = {
  ...pool,
  async ask(query, effort) {
    const answer = await pool.ask(query, effort);
    units += answer.used;
    return answer;
  },
};
const replayer = openReplayer({ childFile: replayFile });

interface Checked {
  readonly finding: Finding;
  readonly seconds: number;
  /** Of the processor, all threads together: what other work on the machine does not change. */
  readonly busy: number;
}

/** Each function is the only one that its file has marked, so that the time is its own. */
async function checkFunction(file: string, name: string): Promise<Checked | undefined> {
  const plain = readFileSync(join(root, file), "utf8");
  const at = new RegExp(`^export function ${name}\\b`, "mu").exec(plain)?.index ?? 0;
  const text = `${plain.slice(0, at)}//@ verify\n${plain.slice(at)}`;
  const files = nodeFileSystem();
  const path = join(root, file);
  const started = performance.now();
  const before = process.cpuUsage();
  const report = await check(
    {
      root,
      files: {
        ...files,
        readFile: (asked) => (asked === path ? new TextEncoder().encode(text) : files.readFile(asked)),
      },
      targets: [file],
      overflow: "warn",
      jsdoc: false,
      limit: 1,
      replay: true,
      retry: false,
      suggest: false,
    },
    { solver, bank: undefined, replayer, progress: { working: () => {} }, now: () => performance.now() },
  );
  const finding = report.findings.find((f) => f.function === name);
  const { user, system } = process.cpuUsage(before);
  return finding && { finding, seconds: (performance.now() - started) / 1000, busy: (user + system) / 1e6 };
}

function foundIn({ invariants = [], measures = [] }: Finding): string {
  const shown = (text: string, writable: boolean): string => (writable ? `\`${text}\`` : text);
  return [
    ...invariants.map(({ text, writable }) => shown(text, writable)),
    ...measures.map(({ text, writable }) => `decreases ${shown(text, writable)}`),
  ].join("; ");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

const rows: string[][] = [];
let verified = 0;
let inTime = 0;
let busy = 0;
for (const file of readdirSync(root)
  .filter((f) => f.endsWith(".ts"))
  .sort()) {
  const names = [...readFileSync(join(root, file), "utf8").matchAll(/^export function (\w+)/gmu)].flatMap(
    ([, n]) => n ?? [],
  );
  for (const name of names) {
    if (parts.length > 0 && !parts.some((part) => name.includes(part) || file.includes(part))) continue;
    const [unitsBefore, askedBefore] = [units, solver.statistics().queries];
    const checked = await checkFunction(file, name);
    if (checked === undefined) throw new Error(`${file}: no finding for ${name}`);
    const { finding, seconds } = checked;
    const whole = finding.verdict === "verified";
    verified += whole ? 1 : 0;
    inTime += whole && seconds < wanted ? 1 : 0;
    const reason = whole ? "" : finding.problems.map(({ code, message }) => `${code}: ${message}`).join("; ");
    rows.push([
      file.replace(".ts", ""),
      name,
      finding.verdict,
      seconds.toFixed(1),
      cell(foundIn(finding)),
      cell(reason),
    ]);
    busy += checked.busy;
    const cost = `${checked.busy.toFixed(1)} s of processor, ${solver.statistics().queries - askedBefore} queries, ${units - unitsBefore} units`;
    process.stderr.write(`${[...(rows.at(-1) ?? []), cost].join("  ")}\n`);
  }
}
await Promise.all([solver.close(), replayer.close()]);

const head = ["file", "function", "verdict", "s", "invariants found", "reason of failure"];
const cost = `${Math.round(busy)} s of processor, ${solver.statistics().queries} queries, ${(units / 1e6).toFixed(1)} million units`;
const totals = `${rows.length} functions, ${verified} verified, ${inTime} of them within ${wanted} s; ${cost}.`;
const text = `${machine()}.\n\n${totals}\n\n${table([head, ...rows])}\n`;
process.stdout.write(text);
if (args.includes("--write")) writeSection("loops", text);
