/** What is offered where a function lacks a precondition: clauses that make it verified, and nothing where code is wrong. */
import { expect, test } from "vitest";
import { memoryBank } from "../../../src/bank/index.js";
import type { Finding } from "../../../src/report/index.js";
import { findingsIn } from "../../support/verdicts.js";

/** Functions, each with the clauses that it lacks. */
const lacking: readonly (readonly [text: string, clauses: readonly string[]])[] = [
  [
    "//@ ensures \\result === xs[i]\nexport function at(xs: number[], i: number): number { return xs[i]; }",
    ["0 <= i && i < xs.length"],
  ],
  [
    "//@ ensures true\nexport function swap(xs: number[], i: number, j: number): void { const t = xs[i]; xs[i] = xs[j]; xs[j] = t; }",
    ["0 <= i && i < xs.length", "0 <= j && j < xs.length"],
  ],
  [
    "//@ ensures true\nexport function cell(m: number[][], r: number, c: number): number { return m[r][c]; }",
    ["0 <= r && r < m.length", "0 <= c && c < m[r].length"],
  ],
  [
    "//@ ensures true\nexport function pick(flag: boolean, xs: number[], i: number): number { if (flag) return xs[i]; return 0; }",
    ["flag ==> 0 <= i && i < xs.length"],
  ],
  [
    "//@ ensures true\nexport function mean(xs: number[]): number { let s = 0; for (const x of xs) s += x; return Math.floor(s / xs.length); }",
    ["xs.length > 0"],
  ],
  [
    "//@ ensures true\nexport function firstOf(xs: number[], n: number): number { let s = 0; for (let i = 0; i < n; i++) s += xs[i]; return s; }",
    ["n <= xs.length"],
  ],
  [
    "//@ ensures true\nexport function rates(xs: number[]): number[] { return xs.map((x) => Math.floor(100 / x)); }",
    ["forall(k, 0 <= k && k < xs.length ==> xs[k] !== 0)"],
  ],
  [
    "//@ ensures \\result >= 0\nexport function size(name: string | undefined): number { return name!.length; }",
    ["name !== undefined"],
  ],
  ["//@ ensures true\nexport function nameOf(u: { name: string } | null): string { return u!.name; }", ["u !== null"]],
  [
    "//@ ensures true\nexport function price(m: Map<string, number>, k: string): number { return m.get(k)! + 1; }",
    ["m.has(k)"],
  ],
  [
    "//@ ensures true\nexport function prices(m: Map<string, number>, ks: string[]): number { let s = 0; for (const k of ks) s += m.get(k)!; return s; }",
    ["forall(k, 0 <= k && k < ks.length ==> m.has(ks[k]))"],
  ],
  ["//@ ensures true\nexport function ratio(a: number, b: number): number { return div(a, b); }", ["b !== 0"]],
  [
    "//@ ensures true\nexport function seek(ys: number[], y: number): number { return search(ys, y); }",
    ["forall(k, 0 <= k && k + 1 < ys.length ==> ys[k] <= ys[k + 1])"],
  ],
  [
    "//@ ensures lo <= \\result && \\result <= hi\nexport function clamp(x: number, lo: number, hi: number): number { return x < lo ? lo : x > hi ? hi : x; }",
    ["lo <= hi"],
  ],
  [
    "//@ ensures \\result >= 1\nexport function factorial(n: number): number { return n === 0 ? 1 : n * factorial(n - 1); }",
    ["n >= 0"],
  ],
  [
    "export class Stack {\n  items: number[] = [];\n  //@ ensures true\n  top(): number { return this.items[this.items.length - 1]; }\n}",
    ["this.items.length > 0"],
  ],
];

const callees = `//@ requires d !== 0
//@ ensures true
export function div(a: number, d: number): number { return Math.floor(a / d); }
//@ requires forall(k, 0 <= k && k + 1 < xs.length ==> xs[k] <= xs[k + 1])
//@ ensures true
export function search(xs: number[], x: number): number { return xs.length > x ? 1 : 0; }
`;

const program = `${callees}${lacking.map(([text]) => `${text}\n`).join("")}`;

function clausesOf({ patches }: Finding): readonly string[] {
  return patches.flatMap(({ replacement }) =>
    replacement.split("\n").flatMap((line) => /^\s*\/\/@ requires (.*)$/u.exec(line)?.[1] ?? []),
  );
}

test("the weakest simple precondition is offered, in the author's names; with it in the text the function is verified", async () => {
  const findings = await findingsIn(program, { suggest: true });
  const told = [...findings.values()].filter(({ verdict }) => verdict !== "verified");
  expect(told.map((finding) => [finding.function, clausesOf(finding)])).toEqual(
    lacking.map(([text, clauses]) => [/function (\w+)/u.exec(text)?.[1] ?? "Stack.top", clauses]),
  );
  const lines = program.split("\n");
  const patches = told.flatMap((finding) => finding.patches).toSorted((a, b) => b.startLine - a.startLine);
  for (const { startLine, endLine, replacement } of patches)
    lines.splice(startLine - 1, endLine - startLine + 1, replacement);
  const mended = await findingsIn(lines.join("\n"));
  expect([...mended.values()].filter(({ verdict }) => verdict !== "verified").map((f) => f.function)).toEqual([]);
}, 120_000);

test("the verdict stays what it is, and a warm run offers the same", async () => {
  const bank = memoryBank();
  const text = lacking
    .slice(0, 3)
    .map(([one]) => one)
    .join("\n");
  const cold = await findingsIn(text, { suggest: true, bank });
  // A function that moved is known by itself, not by its file.
  const warm = await findingsIn(`\n${text}`, { suggest: true, bank });
  const offered = (findings: ReadonlyMap<string, Finding>): unknown =>
    [...findings.values()].map((finding) => [finding.function, finding.verdict, clausesOf(finding)]);
  expect(offered(warm)).toEqual(offered(cold));
  expect([...cold.values()].map(({ verdict }) => verdict)).toEqual(["refuted", "refuted", "refuted"]);
}, 60_000);

test("where the code is wrong nothing is offered that would hide it", async () => {
  const findings = await findingsIn(
    `//@ ensures \\result >= a && \\result >= b
export function max(a: number, b: number): number { return a; }
//@ ensures \\result >= 0
export function abs(x: number): number { return x; }
//@ ensures \\result === (n < 0 ? 0 : n)
export function relu(n: number): number { return n; }
//@ ensures \\result >= 0
export function count(xs: number[]): number { let c = 0; for (let i = 0; i <= xs.length; i++) if (xs[i] > 0) c++; return c; }
//@ ensures true
export function from(xs: number[], start: number): number { let s = 0; for (let i = start; i <= xs.length; i++) s += xs[i]; return s; }
//@ ensures \\result >= 0
export function guarded(a: number, b: number): number { if (b !== 0) return 0; return Math.floor(a / b); }
//@ ensures true
export function absent(x: number | undefined): number { if (x === undefined) return x!; return x; }
//@ ensures \\result === (x === 5)
export function five(x: number): boolean { return x >= 5; }
//@ ensures exists(k, 0 <= k && k < xs.length && xs[k] === \\result)
export function most(xs: number[]): number { let m = 0; for (const x of xs) if (x > m) m = x; return m; }
//@ requires lo <= hi
//@ ensures lo <= \\result && \\result <= hi
export function clamp(x: number, lo: number, hi: number): number { return x < lo ? lo : x > hi ? hi : x; }
//@ requires lo <= hi
//@ ensures true
export function swapped(x: number, lo: number, hi: number): number { return clamp(x, hi, lo); }
`,
    { suggest: true },
  );
  expect([...findings.values()].filter(({ verdict }) => verdict === "verified").map((f) => f.function)).toEqual([
    "clamp",
  ]);
  expect([...findings.values()].flatMap((finding) => clausesOf(finding))).toEqual([]);
}, 120_000);
