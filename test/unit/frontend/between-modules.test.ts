/** What other modules do to an enum or namespace, and what runs before a module has run, is seen across files. */
import { expect, test } from "vitest";
import { loadFiles } from "../../support/load-source.js";

const levels = `export enum Level { Low = 1 }
export default Level;
//@ ensures \\result === 1
export function low(): number { return Level.Low; }`;

const write = "function write(o: { Low: number }): void { o.Low = 9; }";

/** What another file holds. */
const opening: readonly (readonly [what: string, text: string, between?: string])[] = [
  ["a renamed re-export", 'import { Other } from "./b"; write(Other);', 'export { Level as Other } from "./levels";'],
  ["a default export", 'import Other from "./levels"; write(Other);'],
  [
    "a re-export of the default",
    'import { Other } from "./b"; write(Other);',
    'export { default as Other } from "./levels";',
  ],
  ["all of a module by a name", 'import { all } from "./b"; write(all.Level);', 'export * as all from "./levels";'],
  ["a member by its text", 'import * as m from "./levels"; write(m["Level"]);'],
  [
    "the module as a value",
    'import * as m from "./levels"; for (const v of Object.values(m)) write(v as { Low: number });',
  ],
  ["the module in a module", 'import { all } from "./b"; const a: object = all;', 'export * as all from "./levels";'],
  ["a dynamic import", 'void import("./levels").then((m) => write(m.Level));'],
  ["what the library gives back", 'import { Level } from "./levels"; write(Array.of(Level)[0] as { Low: number });'],
  [
    "`this` of a function",
    'import { Level } from "./levels"; function set(this: { Low: number }): void { this.Low = 9; } set.call(Level);',
  ],
];

test.each(opening)("an enum is opened by %s", (_what, text, between) => {
  const files = {
    "levels.ts": levels,
    "w.ts": `${text}\n${write}`,
    ...(between === undefined ? {} : { "b.ts": between }),
  };
  expect(loadFiles(files).program.declined.map((d) => `${d.name} ${d.diagnostics[0]?.code}`)).toEqual([
    "low unsupported.constant",
  ]);
});

test("an enum that others only read is known", () => {
  const text = `import * as m from "./levels"; import { Level as L } from "./levels";
console.log(Object.values(L), m.Level.Low, { ...L }, Object.keys(m), JSON.stringify(L), "Low" in m.Level);`;
  expect(loadFiles({ "levels.ts": levels, "w.ts": text }).program.declined).toEqual([]);
});

const used = `import { K, Made } from "./b";
//@ ensures \\result === 5
export function five(): number { return K; }
//@ ensures \\result === 1
export function one(): number { return new Made().n; }
//@ ensures \\result === 2
export function two(): number { return 2; }`;

test("in a circle of imports nothing need have its value when code of a module calls", () => {
  const b = `import { five, one, two } from "./a";
export const early = [five(), one(), two()];
export const K = 5;
export class Made { readonly n = 1; }`;
  expect(loadFiles({ "a.ts": used, "b.ts": b }).program.declined.map((d) => d.name)).toEqual(["five", "one"]);
});

test("a circle of types alone is none", () => {
  const b = `import type { five } from "./a";
export type F = typeof five;
export const late = [1].map((n) => n);
export const K = 5;
export class Made { readonly n = 1; }`;
  expect(loadFiles({ "a.ts": `${used}\nexport const early = five();`, "b.ts": b }).program.declined).toEqual([]);
});

const floored = `//@ ensures true
export function down(x: number): number { return Math.floor(x / 2); }`;

const replacing = [
  "Math.floor = (x) => x;",
  '(Array.prototype as any)["at"] = () => 7;',
  "Array.prototype[Symbol.iterator] = function* () {} as never;",
  'Object.defineProperty(String.prototype, "trim", { value: () => "" });',
  "Object.assign(Set.prototype, { has: () => true });",
  "(globalThis as any).isNaN = () => true;",
  "delete (Map.prototype as any).get;",
  "if (Math.floor) Math.floor = (x) => x;",
  'if (typeof Math.floor === "function") Math.floor = (x) => x;',
  "const options = { floor: true }; if (!options.floor) Math.floor = (x) => x;",
  "if (!Math.floor) console.log(1); else Math.floor = (x) => x;",
  "if (!Math.floor || Date.now() > 0) Math.floor = (x) => x;",
  'function put(o: any, k: string, v: unknown) { o[k] = v; } put(Math, "floor", () => 7);',
  'const d = Object.defineProperty; d(Math, "floor", { value: () => 7 });',
  "const M: any = Math; M.floor = () => 7;",
  "const holder = { m: Math }; holder.m.floor = () => 7;",
  '(globalThis as any)["Math"]["floor"] = () => 7;',
  "const g = globalThis as any; g.Math.floor = () => 7;",
  "(Object.prototype as any).limit = 7;",
];

test.each(replacing)("what replaces a member of the library leaves none known: %s", (text) => {
  const { program } = loadFiles({ "a.ts": floored, "b.ts": `export {};\n${text}` });
  expect(program.declined.map((d) => `${d.name} ${d.diagnostics[0]?.code}`)).toEqual(["down unsupported.function"]);
});

const harmless = [
  'if (!("at" in Array.prototype)) (Array.prototype as any).at = () => 7;',
  "Array.prototype.at ??= (() => 7) as never;",
  "if (!Array.prototype.at) { const f = () => 7; (Array.prototype as any).at = f; }",
  'if (typeof Array.prototype.at !== "function") Object.defineProperty(Array.prototype, "at", { value: () => 7 });',
  'if (!Object.hasOwn(Array.prototype, "at") && Date.now() > 0) Array.prototype["at"] = (() => 7) as never;',
  "if (Math.trunc === undefined) Math.trunc = (x) => x;",
  'Object.defineProperty(Array.prototype, "last", { value: () => 7 });',
  "(Math as any).twice = (x: number) => 2 * x; (globalThis as any).fetch = () => {};",
  "const Math2 = { floor: 1 }; Math2.floor = 2;",
  "const { floor, ...others } = Math; export const f = [floor, others]; Object.assign({}, Math);",
  'function put(o: any, k: string) { o[k] = String; } put({}, "a"); export const types = { type: Number };',
  "export const isPlain = (o: object) => Object.getPrototypeOf(o) === Object.prototype;",
];

test.each(harmless)("what adds to the library replaces nothing: %s", (text) => {
  expect(loadFiles({ "a.ts": floored, "b.ts": `export {};\n${text}` }).program.declined).toEqual([]);
});
