/** What the printer of executables prints, and what it refuses. */
import { expect, test } from "vitest";
import { atMost, int, intSort, variable } from "../../../src/ir/index.js";
import { printSource, type SourceOptions } from "../../support/print-source.js";

function printed(text: string, options?: SourceOptions): string {
  const result = printSource(text, options);
  return "executable" in result ? withoutSteps(result.executable.text) : result.notRunnable;
}

/** As it is run where nobody follows it: what writes down its path does nothing then. */
function withoutSteps(text: string): string {
  const lines = text.replace(/^ *if \(\$m\.follows\(\)\) .*\n/gm, "");
  const tested = /\$m\.tested\(\d+, /.exec(lines);
  if (tested === null) return lines;
  const start = tested.index + tested[0].length;
  let end = start;
  for (let depth = 0; depth >= 0; end++) depth += lines[end] === "(" ? 1 : lines[end] === ")" ? -1 : 0;
  return withoutSteps(lines.slice(0, tested.index) + lines.slice(start, end - 1) + lines.slice(end));
}

function refused(text: string): string {
  const result = printSource(text);
  if ("executable" in result) throw new Error(`printed:\n${result.executable.text}`);
  return result.notRunnable;
}

test("types go, monitors come", () => {
  const text = printed(`export function clamp(x: number, lo: number, hi: number): number {
    if (x < lo) return lo as number;
    const over: boolean = x > hi;
    return over ? hi : x;
  }`);
  expect(text).toBe(`"use strict";
function $f0_clamp(x, lo, hi) {
  $m.enter(0, [x, lo, hi]);
  if ((x < lo)) {
    return $m.exit(1, lo, [x, lo, hi]);
  }
  const over = (x > hi);
  return $m.exit(2, (over ? hi : x), [x, lo, hi]);
  return $m.exit(3, (void 0), [x, lo, hi]);
}
`);
});

test("a loop's head burns fuel, takes the snapshots of its clauses and then tests", () => {
  const i = variable("i", intSort);
  const clause = { text: "i >= 0", term: atMost(int(0n), i), span: { file: "a.ts", start: 0, end: 1 } };
  const source = `function sum(xs: number[]): number {
    let s = 0;
    for (let i = 0; i < xs.length; i++) s += xs[i];
    return s;
  }`;
  expect(printed(source, { invariants: [clause] })).toBe(`"use strict";
function $f0_sum(xs) {
  $m.enter(0, [xs]);
  let s = 0;
  $m.reach(1);
  for (let i = 0; $m.tick() && $m.see(2, [i]) && (i < xs.length); (i = (i + 1))) {
    (s = $m.integer(4, (s + $m.get(3, xs, i))));
  }
  return $m.exit(5, s, [xs]);
  return $m.exit(6, (void 0), [xs]);
}
`);
});

test("parts of a compound target are evaluated once and first", () => {
  const text = printed(
    `function f(xs: number[], n: number): number {
    xs[n++] += 2;
    const old = xs[0]++;
    return old;
  }`,
    { double: true },
  );
  expect(text).toContain("let $p1, $p2, $p3, $p4, $p5, $p6;");
  expect(text).toContain(
    "($p1 = xs, $p3 = ($p2 = n, n = ($p2 + 1), $p2), $m.set(1, $p1, $p3, ($m.at($p1, $p3) + 2)));",
  );
  expect(text).toContain("$p6 = $m.at($p4, $p5), $m.set(2, $p4, $p5, ($p6 + 1)), $p6)");
});

test("a read that may be absent is no hazard", () => {
  const text = printed(
    "function f(xs: number[], i: number): number { return (xs[i] ?? 0) + (xs[i] === undefined ? 1 : xs[i]); }",
  );
  expect(text.match(/\$m\.get\(/g)).toHaveLength(1);
  expect(text.match(/\$m\.at\(/g)).toHaveLength(2);
});

test("callees are printed too, once, and a recursive one calls itself", () => {
  const text = printed(`function g(n: number): number { return n <= 0 ? 0 : g(n - 1); }
  function f(a: number): number { return g(a) + g(a + 1); }`);
  expect(text.match(/^function /gm)).toHaveLength(2);
  expect(text).toContain("$m.call(3, $f1_g, $m.integer(4, (a + 1)))");
});

test("names of the author never meet ours or JavaScript's", () => {
  const text = printed("function f($m: number, Math: number): number { const eval1 = $m; return eval1 + Math; }", {
    double: true,
  });
  expect(text).toContain("function $f0_f($u_$m$1, Math) {");
  expect(text).toContain("(eval1 + Math)");
});

test("shadowed variables have names of their own", () => {
  const text = printed("function f(x: number): number { { const x = 1; if (x > 0) return x; } return x; }");
  expect(text).toContain("const x$2 = 1;");
  expect(text).toContain("return $m.exit(1, x$2, [x]);");
});

test("the word import never stands in a text, whatever the author wrote", () => {
  const text = printed('function f(important: string): string { return important + "import(1)"; }');
  expect(text).not.toContain("import");
  expect(text).toContain("\\u0069mportant");
});

test("for…of runs by index, switch and labels as they are", () => {
  const text = printed(`function f(xs: number[]): number {
    outer: for (const x of xs) {
      switch (x) { case 1: case 2: continue outer; default: break outer; }
    }
    return 0;
  }`);
  expect(text).toContain(`  $m.reach(1);
  const $s2 = xs;
  $l_outer:
  for (let $k1 = 0; $m.tick() && ($k1 < $s2.length); $k1++) {
    const x = $m.at($s2, $k1);
    switch (x) {
      case 1:
      case 2:
        continue $l_outer;
      default:
        break $l_outer;
    }
  }`);
});

test("JavaScript's own functions are the captured ones, and only where they are JavaScript's own", () => {
  expect(
    printed("function f(x: number): number { return Math.floor(x) + Number.MAX_SAFE_INTEGER; }", { double: true }),
  ).toContain("($g.Math_floor(x) + $g.Number_MAX_SAFE_INTEGER)");
  expect(refused("function f(Math: { floor(x: number): number }): number { return Math.floor(1.5); }")).toContain(
    "Math.floor",
  );
});

test("an author's throw is watched", () => {
  expect(printed("function f(x: number): number { if (x < 0) throw new RangeError(`bad ${x}`); return x; }")).toContain(
    'throw $m.thrown(1, $g.RangeError, ["RangeError", "Error"], ((message = "") => ({ __proto__: null, message, name: "RangeError" }))(("bad " + x + "")));',
  );
});

test.each([
  ["eval", 'function f(x: number): number { return eval("x"); }'],
  ["Function", 'function f(x: number): number { return Function("return 1")(); }'],
  ["constructor", "function f(x: number[]): unknown { return (x as any).constructor; }"],
  ["constructor by key", "function f(x: any): unknown { return ({ constructor: x }); }"],
  ["__proto__ literal", "function f(x: any): unknown { return { __proto__: x }; }"],
  ["__proto__ write", "function f(x: { __proto__: number }): void { x.__proto__ = 1; }"],
  ["computed key", "function f(k: string): unknown { return { [k]: 1 }; }"],
  ["globalThis", "function f(): unknown { return globalThis; }"],
  ["process", "declare const process: any; function f(): unknown { return process; }"],
  ["dynamic import", 'function f(): unknown { return import("fs"); }'],
  ["require", 'declare function require(x: string): any; function f(): unknown { return require("fs"); }'],
  ["this", "function f(): unknown { return this; }"],
  ["arguments", "function f(): unknown { return arguments; }"],
  ["new", "function f(): unknown { return new Date(); }"],
  ["class", "function f(): unknown { class A {} return A; }"],
  ["tagged template", "function f(): unknown { return String.raw`x`; }"],
  ["regular expression", "function f(): unknown { return /x/; }"],
  ["with label eval", "function f(): void { debugger; }"],
  ["delete", "function f(x: { a?: number }): void { delete x.a; }"],
  ["await", "async function f(): Promise<void> { await 1; }"],
  ["generator", "function* f(): Generator<number> { yield 1; }"],
  ["method of a string", "function f(x: string): string { return x.normalize(); }"],
  ["setTimeout", "declare function setTimeout(f: unknown): void; function f(): void { setTimeout(1); }"],
  ["throw of a value", "function f(): void { throw 1; }"],
  ["instanceof", "function f(x: unknown): boolean { return x instanceof Error; }"],
  ["in", 'function f(x: object): boolean { return "constructor" in x; }'],
  ["getter", "class A { get x(): number { return 1; } } function f(a: A): number { return a.x; }"],
])("%s is refused", (_, text) => {
  expect(refused(text)).toMatch(/^it has /);
});

test("a followed run writes down what a statement changed, how conditions came out and where it left", () => {
  const result = printSource(`function f(xs: number[]): number {
    let best = 0;
    for (const x of xs) {
      if (x > best) best = x;
    }
    return best;
  }`);
  if (!("executable" in result)) throw new Error(result.notRunnable);
  const { steps, text } = result.executable;
  expect(steps.map(({ what, names, text: said }) => [what, ...names, said])).toEqual([
    ["changed", "best", "xs", ""],
    ["round", "x", "for (const x of xs) { if (x > best) best = x; }"],
    ["tested", "x > best"],
    ["changed", "x", "best", "xs", ""],
    ["reached", "return best"],
  ]);
  expect(text).toContain("if ($m.tested(2, (x > best))) {");
});
