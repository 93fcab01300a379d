/**
 * `npm run bench:profile -- [path text …]`: what each function of the fixtures costs, the dearest first: queries, the
 * solver's resource units and milliseconds, replay runs. `--folder <path>` looks at another folder, `--texts <path>`
 * writes each query there, `--top <n>` shows so many functions, `--overflow ignore` is as at the command.
 * Relies on: one query and one batch at a time each, so that the times are theirs; on a busy machine only the units and
 * the counts say much.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openReplayer, type Replayer } from "../src/counterexample/index.js";
import { type CheckRequest, check, nodeFileSystem } from "../src/engine/index.js";
import { load } from "../src/frontend/index.js";
import { type Answer, openSolver, type Solver } from "../src/smt/index.js";
import { setup } from "../test/support/build-parts.js";
import { replayFile, z3WorkerFile } from "../test/support/parts.js";
import { median } from "./median.js";

interface Cost {
  queries: number;
  units: number;
  milliseconds: number;
  /** Of the dearest query, and what it gave. */
  most: { readonly units: number; readonly answer: string };
  runs: number;
  runMilliseconds: number;
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: "string", default: join(import.meta.dirname, "..", "fixtures", "programs") },
    texts: { type: "string" },
    top: { type: "string", default: "30" },
    overflow: { type: "string", default: "warn" },
  },
});
const root = resolve(options.folder);
const targets = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /(?<!\.d)\.ts$/u.test(path) && !path.includes("node_modules"))
  .filter((path) => positionals.length === 0 || positionals.some((text) => path.includes(text)))
  .sort();

const costs = new Map<string, Cost>();
/** What is asked belongs to the function whose work was begun last on the same chain of calls. */
const at = new AsyncLocalStorage<string>();

function costOf(name: string): Cost {
  const known = costs.get(name);
  if (known !== undefined) return known;
  const most = { units: 0, answer: "" };
  const fresh: Cost = { queries: 0, units: 0, milliseconds: 0, most, runs: 0, runMilliseconds: 0 };
  costs.set(name, fresh);
  return fresh;
}

/** Runs what it is given one after the other. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next;
    return next;
  };
}

function measuredSolver(solver: Solver): Solver {
  const inTurn = oneByOne();
  const ask: Solver["ask"] = (query, effort) => {
    const name = at.getStore() ?? "";
    return inTurn(async () => {
      const before = solver.statistics().seconds;
      const answer = await solver.ask(query, effort);
      const milliseconds = (solver.statistics().seconds - before) * 1000;
      const cost = costOf(name);
      const said = answer.kind === "gaveUp" ? answer.reason : answer.kind;
      if (options.texts !== undefined) writeQuery(name, query.text, { answer, said, milliseconds }, cost.queries);
      cost.queries += 1;
      cost.units += answer.used;
      cost.milliseconds += milliseconds;
      if (answer.used > cost.most.units) cost.most = { units: answer.used, answer: said };
      return answer;
    });
  };
  return { ...solver, ask };
}

function writeQuery(
  name: string,
  text: string,
  told: { readonly answer: Answer; readonly said: string; readonly milliseconds: number },
  count: number,
): void {
  const folder = join(options.texts ?? "", name.replaceAll(/[^\w.-]/gu, "_"));
  mkdirSync(folder, { recursive: true });
  const head = `; ${told.said}, ${told.answer.used} units, ${told.milliseconds.toFixed(0)} ms\n`;
  writeFileSync(join(folder, `${String(count).padStart(3, "0")}-${told.said}.smt2`), `${head}${text}(check-sat)\n`);
}

function measuredReplayer(replayer: Replayer): Replayer {
  const inTurn = oneByOne();
  const run: Replayer["run"] = (runs) => {
    const cost = costOf(at.getStore() ?? "");
    return inTurn(async () => {
      const started = performance.now();
      const observations = await replayer.run(runs);
      cost.runs += runs.length;
      cost.runMilliseconds += performance.now() - started;
      return observations;
    });
  };
  return { ...replayer, run };
}

await setup();
const overflow = options.overflow === "ignore" ? "ignore" : "warn";
const request: CheckRequest = {
  root,
  files: nodeFileSystem(),
  targets,
  overflow,
  jsdoc: false,
  limit: 1,
  replay: true,
  retry: false,
  suggest: false,
};
const opened = performance.now();
load({ root, files: nodeFileSystem(), targets, overflow, jsdoc: false, all: false });
const loading = performance.now() - opened;

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
const replayer = openReplayer({ childFile: replayFile });
const started = performance.now();
const cpuBefore = process.cpuUsage();
const report = await check(request, {
  solver: measuredSolver(solver),
  bank: undefined,
  replayer: measuredReplayer(replayer),
  progress: {
    working: (name) => {
      costOf(name);
      at.enterWith(name);
    },
  },
  now: () => performance.now(),
});
const seconds = (performance.now() - started) / 1000;
const cpu = process.cpuUsage(cpuBefore);
await solver.close();
await replayer.close();

const verdicts = new Map(report.findings.map((finding) => [finding.function, finding.verdict]));
const rows = [...costs].sort(([, a], [, b]) => b.milliseconds + b.runMilliseconds - a.milliseconds - a.runMilliseconds);
const line = (cells: readonly (string | number)[]): string =>
  cells.map((cell, i) => (i > 6 ? String(cell) : String(cell).padStart(10))).join(" ");
console.log(
  line(["queries", "units", "ms", "most", "runs", "run ms", "verdict", "function (answer of the dearest query)"]),
);
for (const [name, { queries, units, milliseconds, most, runs, runMilliseconds }] of rows.slice(
  0,
  Number(options.top),
)) {
  const verdict = verdicts.get(name) ?? "";
  const times = [milliseconds, runMilliseconds].map((ms) => ms.toFixed(0));
  console.log(
    line([queries, units, times[0] ?? "", most.units, runs, times[1] ?? "", verdict, `${name} (${most.answer})`]),
  );
}
const all = rows.map(([, cost]) => cost);
const sum = (of: (cost: Cost) => number): number => all.reduce((total, cost) => total + of(cost), 0);
console.log(`
${report.findings.length} functions in ${targets.length} files, ${all.length} worked on; ${seconds.toFixed(1)} s, ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of them on processors, reading ${(loading / 1000).toFixed(1)} s.
queries ${sum((c) => c.queries)}, units ${sum((c) => c.units)}, solver ${(sum((c) => c.milliseconds) / 1000).toFixed(1)} s; runs ${sum((c) => c.runs)}, ${(sum((c) => c.runMilliseconds) / 1000).toFixed(1)} s.
median of a function: ${median(all.map((c) => c.milliseconds)).toFixed(0)} ms in the solver, ${median(all.map((c) => c.units))} units, ${median(all.map((c) => c.queries))} queries, ${median(all.map((c) => c.runs))} runs.`);
for (const { code, message } of report.notices) console.log(`notice ${code}: ${message}`);
