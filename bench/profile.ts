/**
 * `npm run bench:profile -- [path text …]`: what each function of the fixtures costs, the dearest first; see
 * `measured.ts`. `--folder <path>` looks at another folder, `--texts <path>` writes each query there, `--top <n>` shows so
 * many functions, `--overflow ignore` is as at the command.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { nodeFileSystem } from "../src/engine/index.js";
import { load } from "../src/frontend/index.js";
import { type Asked, type Cost, filesBelow, measureFolder } from "./measured.js";
import { median } from "./median.js";

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
const targets = filesBelow(root).filter(
  (path) => positionals.length === 0 || positionals.some((text) => path.includes(text)),
);

function writeQuery({ cost, query, answer, said, milliseconds }: Asked): void {
  if (options.texts === undefined) return;
  const folder = join(options.texts, cost.name.replaceAll(/[^\w.-]/gu, "_"));
  mkdirSync(folder, { recursive: true });
  const head = `; ${said}, ${answer.used} units, ${milliseconds.toFixed(0)} ms\n`;
  const name = `${String(cost.queries).padStart(3, "0")}-${said}.smt2`;
  writeFileSync(join(folder, name), `${head}${query.text}(check-sat)\n`);
}

const overflow = options.overflow === "ignore" ? "ignore" : "warn";
const opened = performance.now();
load({ root, files: nodeFileSystem(), targets, overflow, jsdoc: false, all: false });
const loading = (performance.now() - opened) / 1000;
const { costs, report, seconds, processorSeconds } = await measureFolder({
  root,
  targets,
  overflow,
  asked: writeQuery,
});

const verdicts = new Map(report.findings.map((finding) => [finding.function, finding.verdict]));
const rows = costs.toSorted((a, b) => b.milliseconds + b.runMilliseconds - a.milliseconds - a.runMilliseconds);
const line = (cells: readonly (string | number)[]): string =>
  cells.map((cell, i) => (i > 6 ? String(cell) : String(cell).padStart(10))).join(" ");
console.log(
  line(["queries", "units", "ms", "most", "runs", "run ms", "verdict", "function (answer of the dearest query)"]),
);
for (const { name, queries, units, milliseconds, most, runs, runMilliseconds } of rows.slice(0, Number(options.top))) {
  const times = [milliseconds, runMilliseconds].map((ms) => ms.toFixed(0));
  console.log(
    line([
      queries,
      units,
      times[0] ?? "",
      most.units,
      runs,
      times[1] ?? "",
      verdicts.get(name) ?? "",
      `${name} (${most.answer})`,
    ]),
  );
}
const sum = (of: (cost: Cost) => number): number => costs.reduce((total, cost) => total + of(cost), 0);
console.log(`
${report.findings.length} functions in ${targets.length} files, ${costs.length} worked on; ${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of them on processors, reading ${loading.toFixed(1)} s.
queries ${sum((c) => c.queries)}, units ${sum((c) => c.units)}, solver ${(sum((c) => c.milliseconds) / 1000).toFixed(1)} s; runs ${sum((c) => c.runs)}, ${(sum((c) => c.runMilliseconds) / 1000).toFixed(1)} s.
median of a function: ${median(costs.map((c) => c.milliseconds)).toFixed(0)} ms in the solver, ${median(costs.map((c) => c.units))} units, ${median(costs.map((c) => c.queries))} queries, ${median(costs.map((c) => c.runs))} runs.`);
for (const { code, message } of report.notices) console.log(`notice ${code}: ${message}`);
