/**
 * `npm run bench`: what a run of the built command costs. Start to verdict of one function cold (empty bank) and warm
 * (its own bank), functions a second and queries over `fixtures/programs`, peak memory; each against the time Node itself
 * needs to start, or what is wanted. Then, from the sources and one query at a time, the solver's time of each function.
 * `--write` puts the table into `bench/RESULTS.md`.
 * Relies on: `dist/`; `/proc` for the peak of memory, where there is one.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Report } from "../src/report/index.js";
import { filesBelow, measureFolder } from "./measured.js";
import { median, quantile } from "./median.js";
import { machine, table, writeSection } from "./results.js";

const root = resolve(import.meta.dirname, "..");
const command = join(root, "dist", "cli.js");
const rounds = 5;

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number | undefined;
  readonly stdout: string;
}

/** The largest resident size that the kernel has seen of a process and of those it started. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    // It has ended, or there is no /proc: the last sample counts.
    return 0;
  }
}

function measure(args: readonly string[], cwd: string): Promise<Measured> {
  return new Promise((ended) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "ignore"] });
    let stdout = "";
    let peak = 0;
    const sampling = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid));
    }, 20);
    child.stdout.on("data", (data: Buffer) => {
      stdout += data.toString("utf8");
    });
    child.on("close", () => {
      clearInterval(sampling);
      const seconds = (performance.now() - started) / 1000;
      ended({ seconds, peakMegabytes: peak === 0 ? undefined : peak, stdout });
    });
  });
}

async function several(work: (round: number) => Promise<Measured>): Promise<Measured[]> {
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round++) all.push(await work(round));
  return all;
}

function check(bank: string): string[] {
  return [command, "check", "--format", "json", "--fail-on", "never", "--bank", bank];
}

interface Row {
  readonly what: string;
  readonly value: string;
  /** As a multiple of Node's own start, or of what was wanted. */
  readonly ratio: string;
}

const one = `//@ requires low <= high
//@ ensures low <= \\result && \\result <= high
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
`;

async function oneFunction(folder: string): Promise<Row[]> {
  const place = mkdtempSync(join(folder, "one-"));
  writeFileSync(join(place, "clamp.ts"), one);
  const node = median((await several(() => measure(["-e", "0"], place))).map(({ seconds }) => seconds));
  const cold = await several((round) => measure(check(join(folder, `cold-${round}`)), place));
  const warmBank = join(folder, "cold-0");
  const warm = await several(() => measure(check(warmBank), place));
  const row = (what: string, runs: readonly Measured[], wanted: number): Row[] => {
    const seconds = median(runs.map((run) => run.seconds));
    const peak = Math.max(...runs.map((run) => run.peakMegabytes ?? 0));
    return [
      {
        what: `one function, ${what}: start to verdict`,
        value: `${seconds.toFixed(2)} s`,
        ratio: `${(seconds / node).toFixed(1)} × Node's start, ${(seconds / wanted).toFixed(2)} × the wanted ${wanted} s`,
      },
      { what: `one function, ${what}: peak memory`, value: `${peak.toFixed(0)} MB`, ratio: "" },
    ];
  };
  return [
    { what: "Node's own start", value: `${node.toFixed(3)} s`, ratio: "1" },
    ...row("cold", cold, 1.5),
    ...row("warm", warm, 0.4),
  ];
}

/** Seconds for the whole folder from nothing on two cores, and milliseconds of the solver for one function in it. */
const wantedFolder = 60;
const wantedFunction = 100;

async function programs(folder: string): Promise<Row[]> {
  const place = join(folder, "programs");
  cpSync(join(root, "fixtures", "programs"), place, { recursive: true });
  const bank = join(folder, "programs-bank");
  const cold = await measure(check(bank), place);
  const warm = await measure(check(bank), place);
  const report = JSON.parse(cold.stdout) as Report;
  const again = JSON.parse(warm.stdout) as Report;
  const functions = report.findings.length;
  return [
    {
      what: `fixtures/programs, cold: ${functions} functions`,
      value: `${cold.seconds.toFixed(1)} s`,
      ratio: `${(functions / cold.seconds).toFixed(1)} functions a second, ${(cold.seconds / wantedFolder).toFixed(2)} × the wanted ${wantedFolder} s`,
    },
    {
      what: "fixtures/programs, cold: queries",
      value: String(report.solver.queries),
      ratio: `${(report.solver.queries / functions).toFixed(1)} a function, ${report.solver.seconds.toFixed(1)} s inside Z3`,
    },
    { what: "fixtures/programs, cold: peak memory", value: `${(cold.peakMegabytes ?? 0).toFixed(0)} MB`, ratio: "" },
    {
      what: "fixtures/programs, warm",
      value: `${warm.seconds.toFixed(1)} s`,
      ratio: `${(functions / warm.seconds).toFixed(1)} functions a second, ${(cold.seconds / warm.seconds).toFixed(1)} × as fast as cold`,
    },
    {
      what: "fixtures/programs, warm: queries",
      value: String(again.solver.queries),
      ratio: `${again.bank.hits} answers from the bank`,
    },
  ];
}

async function functionsAlone(): Promise<Row[]> {
  const fixtures = join(root, "fixtures", "programs");
  const { costs } = await measureFolder({ root: fixtures, targets: filesBelow(fixtures), overflow: "warn" });
  const times = costs.map(({ milliseconds }) => milliseconds);
  const against = (ms: number): string => `${(ms / wantedFunction).toFixed(2)} × the wanted ${wantedFunction} ms`;
  const row = (what: string, ms: number, ratio: string): Row => {
    return { what: `fixtures/programs, solver time of a function: ${what}`, value: `${ms.toFixed(0)} ms`, ratio };
  };
  return [
    row("median", median(times), against(median(times))),
    row("90th percentile", quantile(times, 0.9), `of ${times.length} functions that were worked on`),
  ];
}

const folder = mkdtempSync(join(tmpdir(), "countercheck-bench-"));
try {
  const rows = [...(await oneFunction(folder)), ...(await programs(folder)), ...(await functionsAlone())];
  const cells = [["what", "measured", "against"], ...rows.map(({ what, value, ratio }) => [what, value, ratio])];
  const text = `${machine()}; medians of ${rounds} runs.\n\n${table(cells)}\n`;
  process.stdout.write(`\n${text}`);
  if (process.argv.includes("--write")) writeSection("measured", text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
