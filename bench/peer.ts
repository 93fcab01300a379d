/**
 * `npm run bench:peer -- <folder>`: checks a copy of a folder of annotated files, overflow ignored, and prints a table file by file: how
 * many of its functions are verified, and of the others the verdict, the code and the message.
 */
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { openReplayer } from "../src/counterexample/index.js";
import { check, nodeFileSystem } from "../src/engine/index.js";
import type { Finding } from "../src/report/index.js";
import { openSolver } from "../src/smt/index.js";
import { setup } from "../test/support/build-parts.js";
import { replayFile, z3WorkerFile } from "../test/support/parts.js";

const [folder, only = ""] = process.argv.slice(2);
if (folder === undefined) throw new Error("give the folder to check");
const root = resolve(folder);
await setup();
const solver = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
const replayer = openReplayer({ childFile: replayFile });
const targets = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.[cm]?tsx?$/u.test(path) && !path.includes("node_modules") && path.includes(only))
  .sort();

const rows: string[] = [];
let whole = 0;
let functions = 0;
let verified = 0;
for (const target of targets) {
  const started = performance.now();
  const report = await check(
    {
      root,
      files: nodeFileSystem(),
      targets: [target],
      overflow: "ignore",
      jsdoc: false,
      limit: 1,
      replay: true,
      retry: false,
      suggest: false,
    },
    { solver, bank: undefined, replayer, progress: { working: () => {} }, now: () => performance.now() },
  );
  const others = report.findings.filter((f) => f.verdict !== "verified");
  const count = report.findings.length;
  functions += count;
  verified += count - others.length;
  if (others.length === 0 && report.notices.length === 0) whole += 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  rows.push(
    `| ${target} | ${count - others.length} of ${count} | ${seconds} s | ${others.map(described).join("<br>")} |`,
  );
  for (const { code, message } of report.notices) rows.push(`| | | | notice ${code}: ${message} |`);
}
await solver.close();
await replayer.close();

function described(finding: Finding): string {
  const problems = finding.problems.slice(0, 2).map((p) => `\`${p.code}\` line ${p.range.line}: ${p.message}`);
  return `\`${finding.function}\` ${finding.verdict}: ${problems.join("; ")}`
    .replaceAll("|", "\\|")
    .replaceAll("\n", " ");
}

console.log("| file | verified | time | others |\n|---|---|---|---|");
console.log(rows.join("\n"));
console.log(`\n${whole} of ${targets.length} files whole; ${verified} of ${functions} functions verified.`);
