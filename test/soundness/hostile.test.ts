/**
 * Functions of the subset that would never end, or never fit: each must come to a verdict within its limits that claims
 * nothing, and leave nothing behind. Also what is no evidence: models that no run confirms, runs without an end.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openReplayer } from "../../src/counterexample/index.js";
import { openSolver } from "../../src/smt/index.js";
import { checkFolder } from "../support/check-folder.js";
import { lyingSolver, Sevens } from "../support/lying-solver.js";
import { replayFile, z3WorkerFile } from "../support/parts.js";
import { findingsIn } from "../support/verdicts.js";
import { filesOf } from "../unit/engine/files.js";

/** Each breaks its contract only behind what never comes to an end, or needs more than there is. */
const hostile = `
//@ ensures \\result === 1
export function endless(n: number): number {
  let i = 0;
  while (n === n) i = 1 - i;
  return i;
}

//@ requires n === 0
//@ ensures \\result === 1
export function milliards(n: number): number {
  let s = n;
  for (let i = 0; i < 1000000000; i++) s = (s + i) % 7;
  return s < 9 ? 2 : 1;
}

//@ requires n > 100000
//@ ensures \\result === 0
export function deep(n: number): number {
  return n > 0 ? deep(n + 1) + 1 : 0;
}

//@ requires n === 2147483648
//@ ensures \\result === 0
export function huge(n: number): number {
  const xs = new Array<number>(n).fill(0);
  return xs.length;
}

//@ requires n === 2147483648
//@ ensures \\result === 0
export function listed(n: number): number {
  const xs = Array.from({ length: n }, (_, i) => i);
  return xs.length;
}

//@ ensures \\result === 0
export function doubling(s: string): number {
  let t = s + "a";
  for (let i = 0; i < 60; i++) t = t + t;
  return t.length;
}

//@ ensures \\result === 0
export function growing(n: number): number {
  const seen = new Map<number, number>();
  let i = 0;
  while (seen.size >= 0) {
    seen.set(i, i);
    i++;
  }
  return 1;
}

//@ ensures \\result.length === 0
export function looping(xs: number[]): number[] {
  return [1, ...xs].map((x) => {
    let i = x;
    while (i === i) i = x;
    return i;
  });
}

class Hostile {
  private n = 0;
  //@ ensures \\result === 0
  get value(): number {
    while (this.n === this.n) this.n = 1 - this.n;
    return 1;
  }
}
//@ ensures \\result === 0
export function asks(h: Hostile): number {
  return h.value;
}

//@ ensures \\result === 0n
export function power(n: bigint): bigint {
  let p = 3n;
  for (let i = 0; i < 64; i++) p = p * p;
  return p;
}
`;

/** Processes whose parent we are, by their command lines; undefined where the system does not tell. */
function children(): readonly string[] | undefined {
  if (!existsSync("/proc/self/stat")) return undefined;
  return readdirSync("/proc").flatMap((id) => {
    const stat = /^\d+$/u.test(id) ? read(`/proc/${id}/stat`) : "";
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2]);
    const state = stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3);
    return parent === process.pid && state !== "Z" ? [read(`/proc/${id}/cmdline`)] : [];
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // It has ended meanwhile.
    return "";
  }
}

test("hostile functions end within their limits, claim nothing and leave nothing behind", {
  timeout: 240_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "hostile-"));
  const kept = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    const solver = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
    const replayer = openReplayer({ childFile: replayFile, timeout: 1_000 });
    const files = filesOf({ "a.ts": hostile });
    const report = await checkFolder("/w", ["a.ts"], { files, limit: 0.2, lent: { solver, replayer } });
    // A run that was ended by the clock has ended its process.
    await replayer.run([
      { executable: { text: "function f() {}", entry: "f", sites: [], steps: [] }, args: [], types: new Map() },
    ]);
    expect(children()?.some((command) => command.includes(replayFile)) ?? true).toBe(true);
    await Promise.all([solver.close(), replayer.close()]);
    const verdicts = new Map(report.findings.map((finding) => [finding.function, finding.verdict]));
    expect(verdicts.size).toBe(11);
    // It keeps its contract if its getter returns, and says so.
    const asks = report.findings.find((finding) => finding.function === "asks");
    expect(asks?.verdict !== "verified" || asks.partial === true, JSON.stringify(asks)).toBe(true);
    verdicts.delete("asks");
    for (const [name, verdict] of verdicts) expect([name, verdict]).toEqual([name, "unproven"]);
    expect(readdirSync(folder)).toEqual([]);
    await expect.poll(() => children()?.filter((command) => command.includes(replayFile)) ?? []).toEqual([]);
  } finally {
    process.env["TMPDIR"] = kept;
    rmSync(folder, { recursive: true });
  }
});

test("what the solver proposes and no run confirms is unproven, whatever it says", async () => {
  const replayer = openReplayer({ childFile: replayFile });
  const text = `
//@ requires lo <= hi
//@ ensures lo <= \\result && \\result <= hi
export function clamp(x: number, lo: number, hi: number): number {
  if (x < lo) return lo;
  return x > hi ? hi : x;
}
//@ ensures \\result >= 0
export function size(n: number): number {
  while (n >= 0) n = 7;
  return n;
}`;
  const report = await checkFolder("/w", ["a.ts"], {
    files: filesOf({ "a.ts": text }),
    lent: { solver: lyingSolver(new Sevens()), replayer },
  });
  await replayer.close();
  const [clamp, size] = report.findings;
  expect(clamp).toMatchObject({ function: "clamp", verdict: "unproven" });
  expect(clamp?.problems.every(({ counterexample }) => counterexample === undefined)).toBe(true);
  // A negative number leaves the loop at once: that run is confirmed, whatever led to it.
  expect(size).toMatchObject({ function: "size", verdict: "refuted", counterexample: { confirmed: true } });
});

test("a function that never returns breaks nothing", async () => {
  const findings = await findingsIn(`
//@ ensures false
export function never(n: number): number {
  let i = n;
  while (i === i) i = n;
  return i;
}`);
  const finding = findings.get("never");
  expect(finding).toMatchObject({ verdict: "unproven", code: "termination.unproven" });
  expect(finding?.counterexample).toBeUndefined();
});
