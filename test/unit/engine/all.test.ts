/** `check --all`: functions without a contract are looked at for what breaks by itself, and only what a run shows is said. */
import { expect, test } from "vitest";
import { checkFolder } from "../../support/check-folder.js";
import { lent } from "../../support/lent.js";
import { filesOf } from "./files.js";

const text = `
export function element(xs: number[], i: number): number { return xs[i]; }
export function ratio(a: number, b: number): number { return a / b; }
export function firstLength(xs: string[] | undefined): number { return xs!.length; }
export function positive(x: number): number { if (x < 0) throw new RangeError("negative"); return x; }
export function clamp(x: number): number { return x < 0 ? 0 : x; }
export function unread(x: unknown): unknown { return JSON.parse(String(x)); }
export function refuse(message: string): never { throw new Error(message); }
function helper(xs: number[], i: number): number { return xs[i]; }
export function guarded(xs: number[]): number { return xs.length > 0 ? helper(xs, 0) : 0; }
export function last(xs: number[]): number { return xs[xs.length]; }
export function total(xs: number[]): number { let s = 0; for (let i = 0; i <= xs.length; i++) s += xs[i]; return s; }
export function found(names: string[], name: string): number { return names.find((n) => n === name)!.length; }
export function search(xs: number[], x: number): boolean {
  let lo = 0;
  let hi = xs.length;
  while (lo <= hi) {
    const mid = Math.floor((lo + hi) / 2);
    if (xs[mid] === x) return true;
    if (xs[mid] < x) lo = mid + 1;
    else hi = mid - 1;
  }
  return false;
}
export function never(xs: number[]): number { if (xs.length === 0) return xs[0]; return xs.length; }
export function stub(): number { throw new Error("not implemented"); }
export function dot(a: number[], b: number[]): number { let s = 0; for (let i = 0; i < a.length; i++) s += a[i] * b[i]; return s; }
export function looped(n: number): number { let s = 0; for (let i = 0; i < n; i++) s += i; return s; }
//@ ensures \\result > x
export function claimed(x: number): number { return x; }
`;

test("what breaks is told with its run, what is evidently asked of callers is said apart, the rest is counted", async () => {
  const report = await checkFolder("/w", ["a.ts"], { files: filesOf({ "a.ts": text }), all: true, lent: lent() });
  const found = report.findings.map((f) => [f.function, f.verdict, f.code, f.counterexample?.confirmed]);
  expect(found).toEqual([
    ["claimed", "refuted", "postcondition.refuted", true],
    ["last", "refuted", "index.refuted", true],
    ["total", "refuted", "index.refuted", true],
    ["found", "refuted", "absent.refuted", true],
    ["search", "refuted", "index.refuted", true],
    // Whoever comes there breaks it: no condition on the argument would help.
    ["never", "refuted", "index.refuted", true],
  ]);
  expect(report.asks?.map((one) => [one.function, one.code, one.asks])).toEqual([
    ["element", "index.refuted", "i is an index of xs"],
    ["ratio", "division.refuted", "b !== 0"],
    ["firstLength", "absent.refuted", "xs is there"],
    ["positive", "throw.undeclared", "x >= 0"],
    ["dot", "index.refuted", "a is no longer than b"],
  ]);
  expect(report.counts).toMatchObject({ swept: 13, unread: 1 });
}, 120_000);

test("without it only contracts count", async () => {
  const report = await checkFolder("/w", ["a.ts"], { files: filesOf({ "a.ts": text }), lent: lent() });
  expect(report.findings.map((f) => f.function)).toEqual(["claimed"]);
  expect(report.counts.swept).toBeUndefined();
});
