/**
 * What lowering means is what JavaScript does: the reference interpreter on the IR against the text itself, on values
 * of the parameters' sorts. Programs in which order of evaluation, effects inside expressions and exits matter.
 */
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import ts from "typescript";
import { expect, test } from "vitest";
import { type DataTypes, dataType, type FunctionIR, type Sort, type Value } from "../../../src/ir/index.js";
import { interpret } from "../../../src/semantics/index.js";
import { loadText } from "../../support/load-source.js";

const programs: Record<string, string> = {
  steps: `//@ verify
    export function f(a: number, b: number): number {
      let x = a;
      let y = x++ + x * 2 - --x + (x = b) + x;
      x += y += 3;
      return x * 1000 + y;
    }`,
  conditions: `//@ verify
    export function f(a: number, b: number): number {
      let n = 0;
      const r = (n++ > 0 || a > b) && ((n += 10) > 5 || n++ > 100) ? n : -n;
      if (a > 0 && n++ > 1) n += 100;
      if (!(b > 0 || (n = 7) === 7)) n += 1000;
      return r * 10000 + n;
    }`,
  calls: `//@ ensures \\result >= 0
    function size(xs: number[]): number { xs.push(1); return xs.length; }
    //@ verify
    export function f(xs: number[], k: number): number {
      const before = xs.length + size(xs) * 10 + xs.length * 100;
      const later = k > 0 ? size(xs) : k < 0 && size(xs) > 0 ? -1 : 0;
      return before * 10 + later + xs.length;
    }`,
  loops: `//@ verify
    export function f(n: number): number {
      let s = 0;
      outer: for (let i = 0, j = 10; i < 6; i++, j--) {
        if (i === n) continue;
        let k = 0;
        while (k++ < j) {
          if (k === 4) continue outer;
          if (k * i === 6) break outer;
          s += k;
        }
        s += 100;
      }
      do { s++; if (s % 7 === 3) continue; s += 2; } while (s < n * 5);
      return s;
    }`,
  "a for…of that sees what is there": `//@ verify
    export function f(xs: number[]): number {
      let s = 0;
      for (const x of xs) { if (x === 3) continue; if (x > 5) break; s = s * 2 + x; }
      for (const x of [s, s + 1]) s += x;
      return s;
    }`,
  switches: `//@ verify
    export function f(n: number): number {
      let r = 0;
      for (let i = 0; i < 3; i++) {
        switch (n + i) {
          case 0: case 1: r += 1; break;
          default: r += 10; if (i === 1) continue; break;
          case 2: { if (i > 0) break; r += 100; break; }
          case 3: return r + 1000;
        }
        r += 5;
      }
      return r;
    }`,
  "labelled blocks": `//@ verify
    export function f(a: number): number {
      let r = 0;
      out: { r++; if (a > 2) break out; in1: { if (a > 0) break in1; break out; } r += 10; }
      return r;
    }`,
  shadowing: `//@ verify
    export function f(x: number): number {
      let r = x;
      { const x = r + 1; r += x; { let x = 5; x++; r += x; } }
      for (let x = 0; x < 2; x++) { const r2 = x; r += r2; }
      return r + x;
    }`,
  "parameters that are assigned": `//@ verify
    export function f(x: number, y: number): number {
      x = x + y; y -= x; x++;
      while (x > 10) x = x - 3;
      return x * 100 + y;
    }`,
  options: `//@ verify
    export function f(x: number | undefined, y: number | null, s?: string): number {
      let best: number | undefined;
      if (x !== undefined && (best === undefined || x > best)) best = x;
      const z = y ?? (x || 7);
      const t = s || "none";
      let r = z + (best ?? -1) + t.length;
      if (y == null) r += 1000;
      if (x) r += 10000;
      if (!s) r += 100000;
      return x === y ? -r : r;
    }`,
  unions: `interface A { kind: "a"; n: number; both: number } interface B { kind: "b"; t: string; both: number }
    type U = A | B | { kind: "c" };
    //@ verify
    export function f(u: U): number {
      let r = u.kind === "a" ? u.n : u.kind !== "b" ? 5 : u.t.length;
      switch (u.kind) { case "a": r += u.both; break; case "b": { u.both += 2; r += u.both; break; } case "c": r *= 2; }
      const k = u.kind;
      return k === "c" ? -r : r;
    }`,
  results: `type R = { ok: true; value: number } | { ok: false; error: string };
    //@ verify
    export function f(r: R, d: number): number { if (r.ok) return r.value; return r.error === "" ? d : -d; }`,
  records: `interface P { x: number; y?: number; inner: { xs: number[]; name: string } }
    //@ verify
    export function f(p: P, i: number): number {
      p.x += 2; p.inner.name = p.inner.name + "!"; p.inner.xs.push(p.x);
      if (i >= 0 && i < p.inner.xs.length) p.inner.xs[i] *= 2;
      const q: P = { x: p.x, inner: { xs: [1, 2], name: "q" } };
      q.y = p.y === undefined ? 4 : p.y + 1;
      return q.y + p.x + p.inner.xs[0] + q.inner.xs.length + p.inner.name.length;
    }`,
  "elements that may be missing": `//@ verify
    export function f(xs: number[], ys: (number | undefined)[], i: number): number {
      const a = xs[i] ?? -1;
      const b = xs[i + 1] === undefined ? 1 : 2;
      const c = ys[i];
      return a * 100 + b * 10 + (c === undefined ? 0 : c);
    }`,
  "writes inside writes": `//@ verify
    export function f(xs: number[]): number {
      let i = 0;
      if (xs.length < 3) return -1;
      xs[i++] = xs[i] + 1;
      xs[i++] += i * 10;
      const r = (xs[i]++, 0) ;
      return xs[0] + xs[1] * 3 + xs[2] * 7 + i;
    }`.replace("const r = (xs[i]++, 0) ;", "xs[i]++; const n = xs[0]-- - --xs[1]; xs[2] = n;"),
  division: `//@ verify
    export function f(a: number, b: number): number {
      if (b === 0) return 0;
      return Math.floor(a / b) * 10000 + Math.trunc(a / b) * 100 + Math.ceil(a / b) + (a % b) + Math.sign(a) + Math.abs(b);
    }`,
  strings: `//@ verify
    export function f(s: string, t: string, l: "low" | "high"): string {
      const u = s < t ? s + t : t >= s ? "=" : \`\${t}-\${s}\`;
      return l === "low" ? u : u + l;
    }`,
  tuples: `//@ verify
    //@ requires distinct(p, q)
    export function f(p: [number, string], q: readonly [number, number][]): number {
      p[0] += 1; p[1] = p[1] + "x";
      let s = p[0] * p.length + p[1].length;
      for (const r of q) s += r[0] - r[1];
      return s;
    }`,
  doubles: `//@ type x double
    //@ type y double
    //@ verify
    export function f(x: number, y: number): number {
      let z = x / y + Math.min(x, y) * 2 - x % y;
      if (Number.isNaN(z) || !Number.isFinite(z)) z = Math.max(x, -0) + Math.round(y);
      if (Object.is(x, -0)) z = -z;
      return z === z ? z + Math.floor(x) : Math.abs(y);
    }`,
  "an infinity to begin with": `//@ verify
    export function f(xs: number[]): boolean {
      let least = Infinity;
      for (const x of xs) if (x < least) least = x;
      return least > 2;
    }`,
  "pure functions": `function square(n: number): number { return n * n; }
    function sign(n: number): number { if (n < 0) return -1; const p = n > 0; return p ? 1 : 0; }
    function fact(n: number): number { return n <= 1 ? 1 : n * fact(n - 1); }
    //@ verify
    export function f(a: number, b: number = 3, c?: number): number {
      const limit = a > 6 ? 6 : a;
      return square(a) + sign(b) * 100 + fact(limit) + (c ?? 0);
    }`,
  constants: `const LIMIT = 2 ** 3 + 1; export const NAME = "n"; const TABLE = [3, 1, 4]; const RATE = { low: 1, high: 5 } as const;
    enum Color { Red = "r", Blue = "b" }
    //@ verify
    export function f(i: number, c: Color): number {
      if (i < 0 || i >= TABLE.length) return LIMIT;
      return TABLE[i] * RATE.high + NAME.length + (c === Color.Red ? 100 : 0);
    }`,
  "recursion with contracts": `//@ ensures \\result >= 0
    //@ decreases n
    function sum(n: number): number { if (n <= 0) return 0; return n + sum(n - 1); }
    //@ verify
    export function f(n: number): number { return sum(n % 20) + sum(3); }`,
  throws: `//@ verify
    export function f(n: number): number {
      if (n < 0) throw new RangeError(\`negative \${n}\`);
      let r = 0;
      while (true) { r += n; if (r > 10) break; if (n === 0) throw new TypeError("zero"); }
      return r;
    }`,
  methods: `class Calc {
      //@ ensures \\result === a + 1
      static next(a: number): number { return a + 1; }
      //@ verify
      twice(a: number): number { return Calc.next(Calc.next(a)); }
    }
    export function f(a: number): number { return new Calc().twice(a); }`,
};

function arbitrary(sort: Sort, types: DataTypes): fc.Arbitrary<Value> {
  switch (sort.kind) {
    case "bool":
      return fc.boolean().map((value) => ({ kind: "bool", value }));
    case "int":
      return fc.integer({ min: sort.nat === true ? 0 : -6, max: 9 }).map((n) => ({ kind: "int", value: BigInt(n) }));
    case "double":
      return fc
        .oneof(fc.double(), fc.constantFrom(0, -0, 1, -1.5, Number.NaN, Number.POSITIVE_INFINITY))
        .map((value) => ({ kind: "double", value }));
    case "string":
      return fc
        .constantFrom(...(sort.literals ?? ["", "a", "b", "ab", "B"]))
        .map((value) => ({ kind: "string", value }));
    case "array":
      return fc.array(arbitrary(sort.element, types), { maxLength: 5 }).map((items) => ({ kind: "array", items }));
    case "data":
      return fc.oneof(
        ...dataType(types, sort.name).constructors.map((c) =>
          fc
            .tuple(...c.fields.map((f) => arbitrary(f.sort, types)))
            .map((fields): Value => ({ kind: "data", type: sort.name, constructor: c.name, fields })),
        ),
      );
    default:
      throw new Error(`no values of ${sort.kind}`);
  }
}

function toJs(value: Value, types: DataTypes): unknown {
  switch (value.kind) {
    case "int":
      return Number(value.value);
    case "array":
      return value.items.map((item) => toJs(item, types));
    case "data": {
      const type = dataType(types, value.type);
      const ctor = type.constructors.find((c) => c.name === value.constructor);
      if (ctor === undefined) throw new Error("no such constructor");
      if (ctor.absent !== undefined) return ctor.absent === "null" ? null : undefined;
      const parts = value.fields.map((field) => toJs(field, types));
      if (type.shape === "option") return parts[0];
      if (type.shape === "tuple") return parts;
      const fields = ctor.fields.flatMap((f, i) => (parts[i] === undefined ? [] : [[f.name, parts[i]] as const]));
      const tag = type.discriminant === undefined ? [] : [[type.discriminant, ctor.tag] as const];
      return Object.fromEntries([...tag, ...fields]);
    }
    case "real":
      return Number(value.numerator) / Number(value.denominator);
    case "unit":
    case "opaque":
      return undefined;
    case "map":
      return new Map(value.entries.map(([k, v]) => [toJs(k, types), toJs(v, types)]));
    default:
      return value.value;
  }
}

/** Zeros are equal as integers; an undefined field is one that is missing. */
function plain(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (v === undefined ? [] : [[k, plain(v)]])));
}

function javaScript(text: string, fn: FunctionIR): (...args: unknown[]) => unknown {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const name = fn.name.includes(".") ? "f" : fn.name;
  const module = runInNewContext(`var exports = {};\n${outputText}\nexports`) as Record<string, unknown>;
  return module[name] as (...args: unknown[]) => unknown;
}

test.each(Object.entries(programs))("%s", (_, text) => {
  const { program } = loadText(text);
  expect(program.declined.map((d) => d.diagnostics)).toEqual([]);
  const fn = program.functions.get(program.targets.at(-1) ?? "");
  if (fn === undefined) throw new Error("nothing to run");
  const run = javaScript(text, fn);
  let compared = 0;
  const inputs = fc.tuple(...fn.contract.parameters.map((p) => arbitrary(p.sort, program.types)));
  fc.assert(
    fc.property(inputs, (args) => {
      const meant = interpret(fn, args, program, { fuel: 5000 });
      if (meant.kind !== "returned" && meant.kind !== "threw") return;
      compared += 1;
      const values = args.map((arg) => toJs(arg, program.types));
      let outcome: unknown;
      try {
        outcome = { value: plain(run(...values)) };
      } catch (error) {
        outcome = { threw: (error as Error).name };
      }
      if (meant.kind === "threw") {
        expect(outcome).toEqual({ threw: meant.error });
        return;
      }
      expect(outcome).toEqual({ value: plain(toJs(meant.value, program.types)) });
      const finals = fn.contract.parameters.map((p) => meant.finals.get(p.name));
      expect(values.map(plain)).toEqual(finals.map((v) => v && plain(toJs(v, program.types))));
    }),
    { numRuns: 150, seed: 4 },
  );
  expect(compared).toBeGreaterThan(20);
});
