/**
 * `npm run bench:peer -- <folder> [part of a path …] [--write]`: checks a copy of a folder of annotated files, overflow
 * ignored, and prints a table file by file: how many of its functions are verified, and of the others the verdict, the code
 * and the message, with what explains each difference (`peer-differences.json`). An explanation of a file that is whole is
 * an error, and so is a file that is not whole and has none. `--write` puts the table of the whole folder into
 * `bench/RESULTS.md`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openReplayer } from "../src/counterexample/index.js";
import { check, nodeFileSystem } from "../src/engine/index.js";
import type { Finding, Report } from "../src/report/index.js";
import { openSolver } from "../src/smt/index.js";
import { setup } from "../test/support/build-parts.js";
import { replayFile, z3WorkerFile } from "../test/support/parts.js";

interface Difference {
  /** `false-claim`: what the file says is not true in JavaScript, so that not to verify it is right. */
  readonly kind: "false-claim" | "not-read" | "not-proved";
  readonly why: string;
}

const differences: Readonly<Record<string, Difference>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "peer-differences.json"), "utf8"),
);

const args = process.argv.slice(2);
const [folder, ...parts] = args.filter((arg) => !arg.startsWith("--"));
if (folder === undefined) throw new Error("give the folder to check");
if (args.includes("--write") && parts.length > 0) throw new Error("--write is of the whole folder");
const root = resolve(folder);
await setup();
const solver = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
const replayer = openReplayer({ childFile: replayFile });
const targets = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.[cm]?tsx?$/u.test(path) && !path.includes("node_modules"))
  .filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)))
  .sort();

function checkFile(target: string): Promise<Report> {
  return check(
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
}

function described(finding: Finding): string {
  const problems = finding.problems.slice(0, 2).map((p) => `\`${p.code}\` line ${p.range.line}: ${p.message}`);
  return cell(`\`${finding.function}\` ${finding.verdict}: ${problems.join("; ")}`);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

const rows: string[] = [];
const errors: string[] = [];
let whole = 0;
let falseClaims = 0;
let functions = 0;
let verified = 0;
for (const target of targets) {
  const report = await checkFile(target);
  const others = report.findings.filter((f) => f.verdict !== "verified");
  const count = report.findings.length;
  const difference = differences[target];
  const isWhole = others.length === 0 && report.notices.length === 0;
  functions += count;
  verified += count - others.length;
  if (isWhole) whole += 1;
  else if (difference?.kind === "false-claim") falseClaims += 1;
  if (isWhole && difference !== undefined) errors.push(`${target} is whole, and is explained all the same`);
  if (!isWhole && difference === undefined) errors.push(`${target} is not whole, and nothing explains it`);
  const notices = report.notices.map(({ code, message }) => cell(`notice \`${code}\`: ${message}`));
  const what = [...others.map(described), ...notices].join("<br>");
  const why = isWhole || difference === undefined ? "" : cell(`${difference.kind}: ${difference.why}`);
  const row = `| ${target} | ${count - others.length} of ${count} | ${what} | ${why} |`;
  console.log(row);
  rows.push(row);
}
await solver.close();
await replayer.close();
for (const name of Object.keys(differences)) {
  if (parts.length === 0 && !targets.includes(name)) errors.push(`${name} is explained, and is not there`);
}

const summary =
  `${whole} of ${targets.length} files whole, and ${falseClaims} more that claim what is false in JavaScript and are not ` +
  `verified; ${verified} of ${functions} functions verified.`;
console.log(`\n${summary}`);
for (const error of errors) console.error(`error: ${error}`);
if (errors.length > 0) process.exitCode = 1;
else if (args.includes("--write")) write(["| file | verified | others | why |", "| --- | --- | --- | --- |", ...rows]);

function write(table: readonly string[]): void {
  const file = join(import.meta.dirname, "RESULTS.md");
  const [begin, end] = ["<!-- peer -->", "<!-- /peer -->"];
  const old = readFileSync(file, "utf8");
  const [start, stop] = [old.indexOf(begin), old.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`bench/RESULTS.md has no place for the table (${begin})`);
  const text = `${summary}\n\n${table.join("\n")}\n`;
  writeFileSync(file, `${old.slice(0, start + begin.length)}\n${text}\n${old.slice(stop)}`);
}
