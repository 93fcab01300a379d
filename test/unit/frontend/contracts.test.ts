/** Sorts, effective contracts, what functions depend on, and what is taken for granted at entry. */
import { expect, test } from "vitest";
import { type FunctionIR, showSort, showTerm } from "../../../src/ir/index.js";
import { loadFiles, loadText, lowered } from "../../support/load-source.js";

function sorts(text: string): string {
  const { contract } = lowered(text);
  return `${contract.parameters.map((p) => showSort(p.sort)).join(", ")} => ${showSort(contract.result)}`;
}

const withClause = (clause: string, declaration: string): string => `//@ ${clause}\n${declaration}`;

test("a parameter's kind of number comes from its mark, else from clauses and tests, else it is an integer", () => {
  const plain = "export function f(x: number, xs: number[]): number { return x; }";
  expect(sorts(withClause("verify", plain))).toBe("int, int[] => int");
  expect(sorts(withClause("verify\n//@ type x nat\n//@ type xs real", plain))).toBe("nat, real[] => int");
  expect(sorts(withClause("requires x > 0.5", plain))).toBe("real, int[] => real");
  expect(sorts(withClause("ensures Number.isNaN(x) ==> \\result !== \\result", plain))).toBe("double, int[] => double");
  expect(sorts(withClause("requires !Number.isNaN(xs[0])", plain))).toBe("int, double[] => int");
  expect(sorts(withClause("verify\n//@ type \\result real", plain))).toBe("int, int[] => real");
  const tested = "export function f(x: number): number { return Number.isInteger(x) ? x : Math.floor(x); }";
  expect(sorts(withClause("verify", tested))).toBe("double => double");
  expect(sorts(withClause("verify", "export function f(x: number, y = 0.5, z = 1): number { return x / 2; }"))).toBe(
    "int, real, int => real",
  );
});

test("fields have kinds of their own, from the mark that trails them or that of their alias", () => {
  const text = `
    //@ type Cents int
    type Cents = number;
    //@ type Rate real
    type Rate = number;
    interface Account { balance: Cents; rate: Rate; limit: number; //@ type limit nat
      tags: readonly string[]; }
    //@ verify
    //@ type x double
    export function f(a: Account, x: number | null, y: Rate[], z?: { v: number }): void {}`;
  expect(sorts(text)).toBe(
    "{balance:int,limit:nat,rate:real,tags:string[]}, Option<double,n>, real[], Option<{v:int},u> => unit",
  );
});

test("sorts are made from the structure of types, in an order of their own", () => {
  const shapes = (order: string): string =>
    sorts(`type S = ${order};
      //@ verify
      export function f(s: S, t: readonly [number, "b" | "a"], u?: string | null): S | undefined { return s; }`);
  const one = shapes(`{ kind: "a"; n: number } | { kind: "b" }`);
  expect(one).toBe('Q, [int,"a"|"b"], Option<string,un> => Option<Q,u>'.replaceAll("Q", '{kind="a",n:int}|{kind="b"}'));
  expect(shapes(`{ kind: "b" } | { kind: "a"; n: number }`)).toBe(one);
});

test("the hash of a contract is of what it says, and of nothing else", () => {
  const hash = (text: string): string => lowered(text, "f").contract.hash;
  const one = hash(
    "//@ requires x > 0\n//@ ensures \\result > x\nexport function f(x: number): number { return x + 1; }",
  );
  const moved =
    "// moved\n\n//@ requires (x  >  0)\n//@ ensures \\result > x\nexport function f(x: number) { return 1 + x; }";
  expect(hash(moved)).toBe(one);
  const weaker =
    "//@ requires x >= 0\n//@ ensures \\result > x\nexport function f(x: number): number { return x + 1; }";
  expect(hash(weaker)).not.toBe(one);
  const arrays = (body: string): string => hash(`//@ ensures true\nexport function f(xs: number[]): void { ${body} }`);
  expect(arrays("xs.push(1);")).not.toBe(arrays("const n = xs.length;"));
});

test("a function depends on the contracts, meanings and constants behind it", () => {
  const uses = (square: string, limit: string, clause: string): readonly string[] =>
    lowered(
      `const LIMIT = ${limit};
      function square(n: number): number { return ${square}; }
      //@ ensures ${clause}
      function g(n: number): number { return n; }
      //@ ensures \\result >= square(0)
      export function f(n: number): number { return g(n) + LIMIT; }`,
      "f",
    ).uses;
  const one = uses("n * n", "3", "\\result === n");
  expect(uses("n * n", "3", "\\result === n")).toEqual(one);
  expect(uses("n + n", "3", "\\result === n")).not.toEqual(one);
  expect(uses("n * n", "4", "\\result === n")).not.toEqual(one);
  expect(uses("n * n", "3", "\\result >= n")).not.toEqual(one);
});

test("what is taken for granted at entry can be told by a run", () => {
  const fn = lowered(
    `interface P { x: number; y?: string }
    //@ verify
    //@ type n nat
    export function f(n: number, ps: P[], s: "a" | "b"): void {}`,
  );
  expect(fn.entry.map((a) => [a.kind, a.predicate.kind === "runs" ? showTerm(a.predicate.term) : ""])).toEqual([
    ["input.types", '0 <= n && 0 <= ps.length && (s === "a" || s === "b") && ps.length <= 4294967295'],
    ["input.forest", "true"],
    [
      "safe-integers",
      "int.absolute(n) <= 9007199254740991 && forall(#0: int, 0 <= #0 && #0 < ps.length ==> int.absolute(ps[#0].{x:int,y?:Option<string,u>}.x) <= 9007199254740991)",
    ],
  ]);
});

test("functions of return, if and const alone have a meaning in logic where something names it", () => {
  const { program } = loadText(`
    //@ pure
    //@ requires n >= 0
    //@ decreases n
    function sum(n: number): number { if (n === 0) return 0; const rest = sum(n - 1); return n + rest; }
    function half(n: number): number { return n / 2; }
    //@ ensures \\result === 2 * half(n)
    export function f(n: number): number { return n; }
    //@ ensures \\result >= n
    export function unnamed(n: number): number { return n + 1; }`);
  const shown = [...program.logical.values()].map((l) => [
    l.name,
    showTerm(l.requires),
    l.body && showTerm(l.body),
    l.recursive,
  ]);
  expect(shown).toEqual([
    ["half", "true", "real.fromInt(n) /r 2r", false],
    ["sum", "0 <= n", "n === 0 ? 0 : n + sum(n - 1)", true],
    // A recursive sum is known as a sum over a range besides.
    ["sum", "true", "high <= low ? 0 : sum(low, high - 1) + (high - 1)", true],
  ]);
  expect(program.targets).not.toContain("a.ts#half");
  expect([...program.functions.keys()]).toContain("a.ts#half");
});

test("names of other files are known: types, constants, contracts, by any name they are imported under", () => {
  const { program } = loadFiles(
    {
      "src/money.ts": `export interface Line { price: number; //@ type price nat
          count: number }
        export const RATE = 2;
        //@ ensures \\result >= l.price
        export function total(l: Line): number { return l.price * RATE; }
        export default function unit(n: number): number { return n; }`,
      "src/shop.ts": `import unit, { type Line, RATE as rate, total as sum } from "./money";
        import * as money from "./money";
        //@ ensures \\result === unit(rate) + 1
        export function f(l: Line): number { return sum(l) + money.total(l) - money.RATE + l.price; }`,
    },
    { targets: ["src/shop.ts"] },
  );
  expect(program.declined.map((d) => d.diagnostics)).toEqual([]);
  expect(program.targets).toEqual(["src/shop.ts#f"]);
  const fn = program.functions.get("src/shop.ts#f") as FunctionIR;
  expect(fn.calls).toEqual(["src/money.ts#total", "src/money.ts#unit"]);
  expect(
    showTerm(fn.contract.ensures[0]?.term ?? { kind: "literal", value: { kind: "unit" }, sort: { kind: "unit" } }),
  ).toBe("\\result === unit(2) + 1");
});

test("kinds of number, changes and sharing are found through recursion", () => {
  const { program } = loadText(`
    //@ ensures true
    //@ decreases n
    export function even(xs: number[], n: number): number { return n <= 0 ? 1 : odd(xs, n - 1); }
    //@ ensures true
    //@ decreases n
    export function odd(xs: number[], n: number): number { if (n <= 0) { xs.push(1); return 0.5; } return even(xs, n - 1); }`);
  for (const id of ["a.ts#even", "a.ts#odd"]) {
    const contract = program.functions.get(id)?.contract;
    expect(contract && showSort(contract.result)).toBe("real");
    expect(contract?.modifies).toEqual(["xs"]);
  }
});

test("rounding is ignored silently nowhere: who brought reals in is told", () => {
  const flags = (text: string): readonly boolean[] => {
    const fn = lowered(text);
    return [fn.usesReals, fn.roundingUnmarked];
  };
  expect(flags("//@ verify\nexport function f(x: number): number { return x; }")).toEqual([false, false]);
  expect(flags("//@ verify\nexport function f(x: number): number { return Math.floor(x / 3); }")).toEqual([
    false,
    false,
  ]);
  expect(flags("//@ verify\nexport function f(x: number): boolean { return x / 3 > 1; }")).toEqual([true, true]);
  expect(flags("//@ verify\n//@ type x real\nexport function f(x: number): number { return x / 3; }")).toEqual([
    true,
    false,
  ]);
  expect(flags("//@ requires x > 0.5\nexport function f(x: number): number { return x; }")).toEqual([true, true]);
});

test("clauses of loops and statements speak of what variables hold then, `\\old` of the entry", () => {
  const fn = lowered(`//@ ensures \\result === \\old(n) + n
    export function f(n: number, xs: number[]): number {
      let s = 0;
      //@ invariant \\old(n) >= n && s >= 0 && forall(i, 0 <= i && i < xs.length ==> xs[i] === \\old(xs[i]))
      //@ decreases n, s
      while (n > 0) { n--; s++; }
      //@ assert n <= 0 || n === \\old(n)
      return s;
    }`);
  expect(fn.contract.ensures.map(({ term }) => showTerm(term))).toEqual(["\\result === \\old(n) + n"]);
  const statements = fn.body?.kind === "block" ? fn.body.body : [];
  const loop = statements.find((s) => s.kind === "loop");
  expect(loop?.kind === "loop" && loop.invariants.map((c) => showTerm(c.term))).toEqual([
    "n$var <= \\old(n) && 0 <= s && forall(i: int, 0 <= i && i < xs.length ==> xs[i] === \\old(xs[i]))",
  ]);
  const assertion = statements.find((s) => s.kind === "assert");
  expect(assertion?.kind === "assert" && showTerm(assertion.clause.term)).toBe("n$var <= 0 || n$var === \\old(n)");
});
