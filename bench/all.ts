/**
 * `npm run bench:all -- <folder>…`: what `check --all` says of repositories that nobody wrote for it, a row each: lines,
 * functions, how many were looked at and read, findings, time. `--findings` shows each finding with its run, `--unread` how
 * often each construct kept a function from being read; `--write` puts the table into `bench/RESULTS.md`.
 * Relies on: git; a folder that is no repository is walked.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { findConfiguration } from "../src/configuration.js";
import { openReplayer } from "../src/counterexample/index.js";
import { type CheckRequest, check, nodeFileSystem } from "../src/engine/index.js";
import { selectFiles } from "../src/file-selection.js";
import { load } from "../src/frontend/index.js";
import { openRepository } from "../src/git.js";
import { openSolver } from "../src/smt/index.js";
import type { Diagnostic } from "../src/source/index.js";
import { setup } from "../test/support/build-parts.js";
import { replayFile, z3WorkerFile } from "../test/support/parts.js";
import { machine, table, writeSection } from "./results.js";

const options = process.argv.slice(2).filter((arg) => arg.startsWith("--"));
const folders = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const missing = folders.filter((folder) => !existsSync(folder));
if (folders.length === 0 || missing.length > 0) {
  const what = missing.map((folder) => `there is no folder ${folder}`).join(", ");
  process.stderr.write(`bench:all: ${what === "" ? "give the folders to check" : what}\n`);
  process.exit(2);
}
const files = nodeFileSystem();
await setup();

const solver = openSolver({ workerFile: z3WorkerFile });
const replayer = openReplayer({ childFile: replayFile });
const services = { solver, bank: undefined, replayer, progress: { working: () => {} }, now: () => performance.now() };
const rows: string[][] = [];
for (const folder of folders) rows.push(await rowOf(realpathSync(folder)));
await solver.close();
await replayer.close();

const head = ["repository", "files", "lines", "functions", "looked at", "read", "ask something", "findings", "time"];
const text = `${machine()}.\n\n${table([head, ...rows])}\n`;
process.stdout.write(`\n${text}`);
if (options.includes("--write")) writeSection("all", text);

async function rowOf(folder: string): Promise<string[]> {
  const request = requestOf(folder);
  const { findings, asks = [], counts, notices, seconds } = await check(request, services);
  if (options.includes("--findings")) {
    for (const finding of findings) {
      const { outcome = "", call = "" } = finding.counterexample ?? {};
      const place = `${finding.file}:${finding.line}:${finding.column}`;
      console.log(`${basename(folder)}/${place} ${finding.code} ${finding.verdict}\n    ${call}\n    ${outcome}`);
    }
    for (const { asks: what, call, outcome, ...place } of asks)
      console.log(`${basename(folder)}/${place.file}:${place.line} asks: ${what}\n    ${call}\n    ${outcome}`);
    for (const { code, message, file = "" } of notices) console.log(`${basename(folder)}: ${file} ${code} ${message}`);
  }
  if (options.includes("--unread")) tellUnread(load(request).unread, folder);
  const { files: fileCount, functions, swept = 0, unread = 0 } = counts;
  const lines = request.targets.reduce((sum, file) => sum + linesOf(join(request.root, file)), 0);
  const numbers = [fileCount, lines, functions, swept + unread, swept, asks.length, findings.length];
  return [basename(folder), ...numbers.map(String), `${seconds.toFixed(0)} s`];
}

function requestOf(folder: string): CheckRequest {
  const git = openRepository(folder);
  const root = git?.root ?? folder;
  const configuration = findConfiguration(files, folder, root);
  const targets = selectFiles({ root, cwd: folder, args: [], configuration, files, git }).files;
  const how = {
    overflow: "warn",
    jsdoc: false,
    all: true,
    limit: 1,
    replay: true,
    retry: false,
    suggest: true,
  } as const;
  return { root, files, targets, ...how };
}

function linesOf(file: string): number {
  return readFileSync(file, "utf8").split("\n").length;
}

function tellUnread(reasons: readonly Diagnostic[], folder: string): void {
  const counted = new Map<string, Diagnostic[]>();
  for (const reason of reasons) {
    // What is named differs from place to place: the sentence without it is the construct.
    const kind = `${reason.code}: ${reason.message.replaceAll(/[`"'][^`"']*[`"']/gu, "…")}`;
    counted.set(kind, [...(counted.get(kind) ?? []), reason]);
  }
  for (const [kind, of] of [...counted].sort(([, a], [, b]) => b.length - a.length)) {
    const [first] = of;
    console.log(`${basename(folder)}: ${of.length} × ${kind} (${first?.span.file}: ${first?.message})`);
  }
}
