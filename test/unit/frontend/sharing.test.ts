/** Every write goes to an object with one owner; what cannot be told is declined (SEMANTICS, section 2). */
import { expect, test } from "vitest";
import { shareText } from "../../../src/frontend/world/sharing-summary.js";
import { declined, lowered } from "../../support/load-source.js";

const types = "interface P { x: number } interface O { items: number[] }\n";
const callees = `
  //@ ensures true
  function id(xs: number[]): number[] { return xs; }
  //@ ensures true
  function two(a: number[], b: number[]): number[][] { return [a, b]; }
  //@ ensures true
  function fresh(n: number): number[] { const out: number[] = []; out.push(n); return out; }
  //@ ensures true
  function put(a: number[], v: number): void { a[0] = v; }
  //@ requires distinct(a, b)
  function copy(a: number[], b: number[]): void { a[0] = b[0]; }
  //@ ensures true
  function keep(m: number[][]): number { return m.length; }
`;

function text(code: string): string {
  const marked = code.startsWith("//@") ? code : `//@ ensures true\n${code}`;
  return `${types}${callees}${marked}`;
}

/** Written, and nobody else could see it, or only after the last look. */
const accepted: readonly (readonly [string, string, string])[] = [
  ["export function f(xs: number[]): number[] { xs.push(1); return xs; }", "xs", "\\result xs"],
  ["export function f(m: number[][]): number { const r = m[0]; return r[0]; }", "", ""],
  [
    "export function f(m: number[][]): number { let s = 0; for (const r of m) s += r.length; m.push([s]); return s; }",
    "m",
    "",
  ],
  [
    `export function f(n: number): number[][] {
      const rows: number[][] = [];
      for (let i = 0; i < n; i++) { const row: number[] = []; row.push(i); rows.push(row); }
      rows[0][0] = 1;
      return rows;
    }`,
    "",
    "",
  ],
  ["export function f(a: number[]): { items: number[] } { return { items: a }; }", "", "\\result.items a"],
  [
    "export function f(a: number[], b: number[]): number[] { return a.length > 0 ? a : b; }",
    "",
    "\\result a; \\result b",
  ],
  ["export function f(o: O): void { o.items = [1]; o.items.push(2); }", "o", ""],
  ["export function f(n: number): number[] { const y = fresh(n); y.push(1); return y; }", "", ""],
  ["export function f(n: number): number[] { const y = id([n]); y.push(1); return y; }", "", ""],
  ["export function f(m: number[][]): void { put(m[0], m[0].length); put(m[1], 2); }", "m", ""],
  ["export function f(xs: number[]): void { copy(xs, [1]); copy([2], xs); }", "xs", ""],
  ["export function f(ps: P[]): void { const q: P = { x: ps[0].x }; q.x = 2; ps[0] = q; }", "ps", ""],
  [
    "//@ decreases n\nexport function f(a: number[], n: number): void { if (n > 0) { a.push(n); f(a, n - 1); } }",
    "a",
    "",
  ],
  ["export function f(a: number[]): void { const b = a; b[0] = 1; }", "a", ""],
  ["export function f(a: number[]): number { const b = a; a[0] = 1; return b[0]; }", "a", ""],
  ["export function f(ps: P[]): void { const p = ps[0]; p.x = 1; }", "ps", ""],
  ["export function f(m: number[][]): number { const r = m[0]; m.push([1]); return r[0]; }", "m", ""],
  ["export function f(m: number[][]): void { for (const r of m) r[0] = 1; }", "m", ""],
  ["export function f(m: number[][]): void { m.push(m[0]); }", "m", "m[] m[]"],
  ["export function f(m: number[][]): void { const t = m[0]; m[0] = m[1]; m[1] = t; }", "m", "m[] m[]"],
  ["export function f(n: number): number[][] { const row = [n]; return [row, row]; }", "", "\\result[] \\result[]"],
  ["export function f(o: O, xs: number[]): void { o.items = xs; }", "o", "o.items xs"],
  ["export function f(m: number[][]): number { const r = m[0]; put(m[1], 1); return r[0] + keep(m); }", "m", ""],
  [
    "//@ requires distinct(a, b)\nexport function f(a: number[], b: number[]): void { a[0] = b[0]; b[0] = 1; }",
    "a b",
    "",
  ],
];

test.each(accepted)("%s", (code, modifies, sharing) => {
  const { contract } = lowered(text(code), "f");
  expect(contract.modifies.join(" ")).toBe(modifies);
  expect(contract.sharing.shares.map(shareText).join("; ")).toBe(sharing);
});

/** The text that is blamed. */
const refused: readonly (readonly [string, string])[] = [
  ["export function f(m: number[][]): number { const r = m[0]; r.push(1); m[0] = [1]; return r[0]; }", "return r[0];"],
  ["export function f(m: number[][]): void { m.push(m[0]); m[0].push(1); }", "m.push(m[0])"],
  ["export function f(m: number[][]): void { const t = m[0]; m[0] = m[1]; m[1] = t; t.push(1); }", "m[1] = t"],
  [
    "export function f(m: number[][]): void { const row = [0]; for (let i = 0; i < 2; i++) m.push(row); m[0][0] = 1; }",
    "m.push(row)",
  ],
  ["export function f(m: number[][]): void { const row = [0]; m.push(row); m.push(row); m[0][0] = 1; }", "m.push(row)"],
  ["export function f(m: number[][]): void { const row = [0]; m.push(row); row.push(1); }", "m.push(row)"],
  ["export function f(o: O, xs: number[]): void { o.items = xs; o.items.push(1); }", "o.items = xs"],
  ["export function f(o: O, xs: number[]): void { o.items = xs; xs.push(1); }", "o.items = xs"],
  ["export function f(xs: number[]): void { const y = id(xs); y[0] = 1; }", "id(xs)"],
  ["export function f(): number { const r = [1]; const y = two(r, r); y[0][0] = 5; return y[1][0]; }", "two(r, r)"],
  ["export function f(m: number[][]): void { copy(m[0], m[1]); }", "copy(m[0], m[1])"],
  ["export function f(xs: number[]): void { copy(xs, xs); }", "copy(xs, xs)"],
  ["export function f(a: P, b?: { x: number; y: number }): void { a.x = 1; }", "a.x = 1"],
  ["export function f(a: number[], b: { length: number }): void { a.push(1); }", "a.push(1)"],
  [
    "export function f(ps: P[], c: boolean): number { const p = c ? ps[0] : ps[1]; p.x = 1; return ps[0].x; }",
    "p = c ? ps[0] : ps[1]",
  ],
];

test.each(refused)("%s", (code, blamed) => {
  const source = text(code);
  const { verdict, diagnostics } = declined(source, "f");
  const [first] = diagnostics;
  expect([verdict, first?.code]).toEqual(["unsupported", "aliasing"]);
  expect(first && source.slice(first.span.start, first.span.end)).toBe(blamed);
});
