/**
 * Attempts to reach files, network, environment, the parent process, timers and prototypes from a replayed function.
 * The first fence is the printer, which refuses them (here with the real one); then the same kind of text is given to the
 * replay process directly, past the printer, with every trick known to us. All must fail, and leave the process, the
 * parent and later runs as they were.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Observation, openReplayer } from "../../src/counterexample/index.js";
import { smallInputs } from "../../src/counterexample/inputs.js";
import { loadText } from "../support/load-source.js";
import { replayFile } from "../support/parts.js";
import { printSource } from "../support/print-source.js";

const replayer = openReplayer({ childFile: replayFile, timeout: 300, megabytes: 64 });
const folder = mkdtempSync(join(tmpdir(), "escape-"));
const marker = join(folder, "escaped");
let server: Server;
let requests = 0;
let address = "";

beforeAll(async () => {
  process.env["ESCAPE_SECRET"] = "the secret";
  server = createServer((_, response) => {
    requests += 1;
    response.end("reached");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  delete process.env["ESCAPE_SECRET"];
  await replayer.close();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Runs a text past the printer. `FILE`, `URL` stand for the places to reach. */
async function hostile(body: string): Promise<Observation> {
  const text = `"use strict"; function f() { ${body.replaceAll("FILE", JSON.stringify(marker)).replaceAll("URL", JSON.stringify(address))} }`;
  return one(text, "f");
}

async function one(text: string, entry: string): Promise<Observation> {
  const [observation] = await replayer.run([
    { executable: { text, entry, sites: [], steps: [] }, args: [], types: new Map() },
  ]);
  if (observation === undefined) throw new Error("no observation");
  return observation;
}

/** What a text gives when it gets hold of anything of Node's. */
const grab = (from: string): string => `
  const found = ${from};
  if (found && found.env) return "ESCAPED env " + found.env.ESCAPE_SECRET + found.pid;
  return typeof found;`;

/** Through a constructor of something that might be ours. */
const through = (value: string): string => grab(`(${value}).constructor.constructor("return process")()`);

const attempts: readonly (readonly [string, string])[] = [
  ["process by name", grab("process")],
  ["process by globalThis", grab("globalThis.process")],
  ["process of the realm behind the global", grab("(function () { return this; }).call(undefined)?.process")],
  ["require", 'return "ESCAPED " + require("fs").readFileSync("/etc/passwd");'],
  ["module", 'return "ESCAPED " + module.constructor._load("child_process").execSync("id");'],
  ["Function constructor", through("() => 1")],
  [
    "Function constructor of an argument",
    'return "ESCAPED " + (function () { return arguments; })().constructor.constructor("return process.pid")();',
  ],
  ["generator Function constructor", 'return "ESCAPED " + [...(function* () {}).constructor("yield process.pid")()];'],
  ["async Function constructor", '(async () => {}).constructor("return process.exit()")(); return "ESCAPED";'],
  ["eval", 'return "ESCAPED " + (0, eval)("process.pid");'],
  ["constructor of the monitor", through("$m")],
  ["constructor of the monitor's functions", through("$m.enter")],
  ["constructor of the captured functions", through("$g.Math_floor")],
  ["constructor of the runner", through("$run")],
  ["dynamic import", 'im\\u0070ort("node:fs").then((m) => m.writeFileSync(FILE, "x")); return "done";'],
  ["dynamic import written plainly", 'import("node:fs").then((m) => m.writeFileSync(FILE, "x")); return "ESCAPED";'],
  [
    "a rejected import's error",
    'import("x").catch((e) => e.constructor.constructor("return process")().exit()); return "ESCAPED";',
  ],
  [
    "the stack of an error, by prepareStackTrace",
    `const E = $g.Error; E.prepareStackTrace = (_, frames) => frames;
     const frames = new E("x").stack;
     for (const frame of frames) {
       const parts = [frame.getThis(), frame.getFunction()];
       for (const part of parts) if (part && part.constructor.constructor("return 1")() === 1) return "ESCAPED";
     }
     return frames.length;`,
  ],
  [
    "a host error from an exhausted stack",
    `let got; const E = $g.Error;
     const deep = () => { try { deep(); } catch { try { got ??= new E("x").stack && undefined; } catch (e) { got = e; } } };
     deep();
     if (got === undefined) return "none";
     ${through("got")}`,
  ],
  ["prototypes of Object", '({}).__proto__.polluted = "yes"; [].__proto__.polluted = "yes"; return "done";'],
  ["a promise that goes on after the run", `(async () => { for (;;) await null; })(); return "done";`],
  [
    "a promise that waits for the process",
    '(async () => { for (let i = 0; i < 1e5; i++) await null; ({}).constructor.constructor("return process")().exit(); })(); return "done";',
  ],
  ["timers", 'setTimeout(() => 1, 0); return "ESCAPED";'],
  ["immediates", 'setImmediate(() => 1); return "ESCAPED";'],
  ["queueMicrotask", 'queueMicrotask(() => 1); return "ESCAPED";'],
  ["fetch", 'fetch(URL); return "ESCAPED";'],
  ["WebSocket", 'new WebSocket(URL.replace("http", "ws")); return "ESCAPED";'],
  ["XMLHttpRequest and its like", 'const all = [XMLHttpRequest, EventSource]; return "ESCAPED" + all.length;'],
  ["WebAssembly", "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); return 'ESCAPED';"],
  ["a shared buffer to wait on", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); return 'ESCAPED';"],
  ["console", 'console.log("ESCAPED"); return typeof console;'],
  ["a getter that is read outside", "throw { get message() { for (;;); }, get name() { for (;;); } };"],
  ["a proxy that is looked at outside", "throw new (class extends Array {})(...[1]).constructor.from([1], () => $g);"],
  ["a result with a toJSON", "return { toJSON() { for (;;); } };"],
  [
    "forged lines of the protocol",
    'return "\\n{\\"index\\":0,\\"result\\":{\\"kind\\":\\"ran\\",\\"text\\":\\"ESCAPED\\"}}\\n";',
  ],
  ["native syntax", 'return "ESCAPED" + %GetOptimizationStatus(f);'],
  ["the runner, called again", 'return "ESCAPED".slice(0, 0) + $run(() => 1, "{}");'],
  // What the subset has gained: classes, collections, dictionaries, callbacks, bigints, errors with fields.
  [
    "a class and its static block",
    `class A { static { this.x = ${'(() => 1).constructor("return process")()'}; } } ${grab("A.x")}`,
  ],
  [
    "a getter of a class",
    `class A { get x() { return (() => 1).constructor("return process")(); } } ${grab("new A().x")}`,
  ],
  [
    "a private field that holds a constructor",
    `class A { #f = (() => 1).constructor; run() { return this.#f("return process")(); } } ${grab("new A().run()")}`,
  ],
  [
    "a subclass of an error",
    `class E extends $g.Error { get message() { return (() => 1).constructor("return process")().pid; } } throw new E();`,
  ],
  ["an error whose fields are read", 'const e = new $g.Error("x"); e.name = { toString() { for (;;); } }; throw e;'],
  ["an error that is its own cause", 'const e = new $g.Error("x"); e.cause = e; e.message = e; throw e;'],
  ["a member of the monitor by another name", through('$m.member("constructor", [], 1)')],
  ["a method of the monitor by another name", through('$m.method("__proto__", [], () => 1)')],
  ["a method of a Map by another name", through('$m.collection("map", "constructor", $m.made("map", []))')],
  ["a method of a text by another name", through('$m.text(null, "constructor", "x")')],
  ["the function that counts calls", through('$m.method("map", [1], function () { return $m.method.caller; })[0]')],
  [
    "a comparison that is told who asks",
    through('$m.method("sort", [2, 1], function (a, b) { return arguments.callee; })'),
  ],
  ["a dictionary's __proto__", '$m.store(null, {}, "__proto__", { polluted: "yes" }); return "done";'],
  ["a key __proto__ from pairs", '$m.fromPairs([["__proto__", { polluted: "yes" }]]); return "done";'],
  [
    "a key __proto__ that is assigned",
    '$m.assigned([$m.fromPairs([["__proto__", { polluted: "yes" }]])]); return "done";',
  ],
  ["a dictionary whose key is the constructor", through('$m.entry(null, {}, "constructor")')],
  ["a key that is an object", 'return $m.entry(null, {}, { toString() { return "constructor"; } });'],
  ["a prototype of a dictionary, removed", '$m.remove($m.assigned([]), "__proto__"); return "done";'],
  ["what a Map iterates", through("$m.content($m.made('map', [[1, 2]]))[0]")],
  [
    "an iterator that is put in place",
    '[].constructor.prototype[$g.String("x")] = 1; const it = [][({}).constructor.getOwnPropertySymbols([].constructor.prototype)[0]]; ' +
      through("it"),
  ],
  [
    "a replaced iterator of arrays",
    'const A = [].constructor; const key = ({}).constructor.getOwnPropertySymbols(A.prototype)[0]; A.prototype[key] = function* () { yield "x"; }; return [...[1]].length;',
  ],
  [
    "a toJSON for everything",
    "({}).constructor.prototype.toJSON = function () { return typeof process; }; return [1];",
  ],
  ["a template's tag", `const tag = (s) => s.raw.constructor.constructor("return process")(); ${grab("tag`x`")}`],
  ["a bigint's constructor", through("1n")],
  ["a bigint beyond all memory", 'return 2n ** (2n ** 40n) > 0n ? "ESCAPED" : "";'],
  ["a symbol's constructor", through("({}).constructor.getOwnPropertySymbols([].constructor.prototype)[0]")],
  ["a value that becomes a text", 'return $m.textOf({ toString() { return "ESCAPED"; } });'],
  ["a value that becomes a number", 'return $m.at([1], { valueOf() { return 0; } }) === 1 ? "ESCAPED" : "";'],
  [
    "an exotic object, spread",
    'const o = { get x() { return (() => 1).constructor("return process")().pid; } }; return { ...o };',
  ],
  ["an accessor that the monitor meets", "return { get x() { for (;;); } };"],
  [
    "an array with an accessor",
    "const a = [1]; ({}).constructor.defineProperty(a, 0, { get() { for (;;); } }); return a;",
  ],
  ["an asynchronous function's result", 'return (async () => (() => 1).constructor("return process")())();'],
  [
    "an asynchronous generator",
    '(async function* () { yield 1; })().next().then((v) => v.constructor.constructor("return process")().exit()); return "done";',
  ],
  ["a thenable", 'return (async () => ({ then(f) { f.constructor("return process")().exit(); } }))();'],
  ["a followed path", 'if ($m.follows()) return "ESCAPED"; $m.step(0, [() => 1]); return $m.tested(0, "done");'],
  ["an object that stands for a stranger", through('$m.made("set", [{}])')],
];

test.each(attempts)("past the printer: %s", async (_, body) => {
  const observation = await hostile(body);
  const seen = JSON.stringify(observation, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
  const escaped = /ESCAPED|the secret/.test(seen) && !body.startsWith('return "\\n');
  expect(escaped, seen).toBe(false);
  expect(existsSync(marker)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
  expect(requests).toBe(0);
  expect(process.env["ESCAPE_SECRET"]).toBe("the secret");
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("a throw of a proxy, and a replaced prototype, reach no later run", async () => {
  await hostile("const p = new (function () {}.constructor.prototype.constructor)(); throw p;");
  await hostile("Array.prototype.push = () => 0; $g.Error.prototype.name = 'x'; return 1;");
  await hostile("[].__proto__.map = 1; ({}).__proto__.toString = 1; return 1;");
  expect(
    await one("function f() { return [({}).polluted === undefined, typeof [].map, typeof [].push]; }", "f"),
  ).toMatchObject({
    outcome: { kind: "returned", value: { kind: "value", json: [true, "function", "function"] } },
  });
});

test("what a text does to its realm reaches no run of another text beside it", async () => {
  const spoiling = '"use strict"; function f() { [].__proto__.map = 1; ({}).__proto__.polluted = 1; return 1; }';
  const looking = "function f() { return [({}).polluted === undefined, typeof [].map]; }";
  const texts = [spoiling, looking, spoiling, looking];
  const observations = await replayer.run(
    texts.map((text) => ({ executable: { text, entry: "f", sites: [], steps: [] }, args: [], types: new Map() })),
  );
  const clean = { outcome: { kind: "returned", value: { kind: "value", json: [true, "function"] } } };
  expect([observations[1], observations[3]]).toMatchObject([clean, clean]);
});

test("an entry or a text that is none of ours is refused", async () => {
  expect(await one("function f() {}", "f()); (globalThis")).toMatchObject({ kind: "failed" });
  expect(await one("const $m = 1; function f() {}", "f")).toMatchObject({ kind: "failed" });
  expect(await one("function f() { return 1 } f = null", "f")).toMatchObject({ outcome: { kind: "threw" } });
});

test.each([
  ["process", "declare const process: any; function f(): string { return process.env.PATH; }"],
  ["fs", 'declare function require(m: string): any; function f(): void { require("fs").rmSync("/"); }'],
  ["dynamic import", 'function f(): unknown { return import("node:fs"); }'],
  ["constructor", 'function f(x: any): unknown { return x["constructor"]["constructor"]("return 1")(); }'],
  ["constructor by dot", "function f(x: any): unknown { return x.constructor; }"],
  ["fetch", 'declare function fetch(u: string): unknown; function f(): unknown { return fetch("http://x"); }'],
  ["timers", "declare function setTimeout(f: unknown): void; function f(): void { setTimeout(1); }"],
  ["the monitor", "declare const $m: any; function f(): unknown { return $m.enter; }"],
  ["prototypes", 'function f(x: any): void { x["__proto__"].polluted = 1; }'],
])("the printer refuses or disarms: %s", async (_, source) => {
  const printed = printSource(source);
  if ("notRunnable" in printed) return;
  // What is printed reads elements by number only: with any argument, the run ends.
  const args = [{ kind: "string", value: "constructor" } as const];
  const [observation] = await replayer.run([{ executable: printed.executable, args, types: new Map() }]);
  expect(observation).toMatchObject({ kind: "failed" });
});

/** As the whole pipeline reads them: what is lowered is printed and run on small values, with whatever the run can reach. */
test.each([
  [
    "a getter",
    'class A { get x(): unknown { return (() => 1).constructor("return process")(); } } export function f(n: number): unknown { return new A().x; }',
  ],
  [
    "a static block",
    'class A { static x: unknown; static { A.x = (() => 1).constructor("return process")(); } } export function f(n: number): unknown { return A.x; }',
  ],
  [
    "a field's initialiser",
    'class A { x: unknown = Function("return process")(); } export function f(n: number): unknown { return new A().x; }',
  ],
  [
    "a method by a computed name",
    'class A { ["constructor"](): number { return 1; } } export function f(n: number): number { return new A()["constructor"](); }',
  ],
  [
    "a setter",
    "class A { set x(v: number) { (globalThis as never as Record<string, number>).polluted = v; } } export function f(n: number): number { const a = new A(); a.x = n; return 1; }",
  ],
  [
    "a generic callback",
    'function g<T>(x: T, h: (x: T) => unknown): unknown { return h(x); } export function f(n: number): unknown { return g("return process", Function); }',
  ],
  ["a callback by name", 'export function f(xs: string[]): unknown { return ["return process"].map(Function); }'],
  ["a constructor of a callback", "export function f(xs: number[]): unknown { return xs.map((x) => x).constructor; }"],
  ["Reflect", 'export function f(n: number): unknown { return Reflect.construct(Function, ["return process"])(); }'],
  [
    "Object.getPrototypeOf",
    'export function f(n: number): unknown { return Object.getPrototypeOf(f).constructor("return process")(); }',
  ],
  [
    "Object.defineProperty",
    'export function f(n: number): number { Object.defineProperty(Object.prototype, "polluted", { value: n }); return n; }',
  ],
  [
    "a Map's key",
    'export function f(m: Map<string, number>): unknown { m.set("__proto__", 1); return (m as never as { constructor: unknown }).constructor; }',
  ],
  [
    "a dictionary's key",
    'export function f(d: Record<string, number>, k: string): number { d["__proto__"] = 1; d["constructor"] = 2; return d[k] ?? 0; }',
  ],
  [
    "a Symbol.iterator",
    'class A { *[Symbol.iterator](): Iterator<unknown> { yield Function("return process")(); } } export function f(n: number): unknown { return [...new A()]; }',
  ],
  [
    "a toString",
    'export function f(n: number): string { return `${{ toString: () => String(Function("return process")()) }}`; }',
  ],
  [
    "a valueOf",
    'export function f(n: number): number { return +({ valueOf: () => Number(Function("return process.pid")()) } as never as number); }',
  ],
  [
    "a template's tag",
    'function tag(s: TemplateStringsArray): unknown { return s.constructor.constructor("return process")(); } export function f(n: number): unknown { return tag`x`; }',
  ],
  [
    "String.raw",
    'export function f(n: number): string { return String.raw({ raw: "x" } as never as TemplateStringsArray, Function); }',
  ],
  ["JSON with a reviver", 'export function f(n: number): unknown { return JSON.parse("[1]", Function as never); }'],
  [
    "JSON of an object with toJSON",
    'export function f(n: number): string { return JSON.stringify({ toJSON: () => Function("return process")() }); }',
  ],
  [
    "a caught error's constructor",
    'export function f(n: number): unknown { try { throw new Error("x"); } catch (e) { return (e as Error).constructor; } }',
  ],
  [
    "a caught error's stack",
    'export function f(n: number): unknown { try { throw new Error("x"); } catch (e) { return (e as Error).stack; } }',
  ],
  [
    "an error with fields",
    'class E extends Error { constructor(readonly made: unknown) { super("x"); } } export function f(n: number): number { throw new E(Function("return process")()); }',
  ],
  ["a promise", 'export async function f(n: number): Promise<unknown> { return await import("node:fs"); }'],
  [
    "a bigint's constructor",
    'export function f(n: bigint): unknown { return (n as never as { constructor: { constructor: (s: string) => () => unknown } }).constructor.constructor("return process")(); }',
  ],
  ["a spread of arguments", "export function f(...xs: number[]): unknown { return { ...arguments.callee }; }"],
  ["import.meta", "export function f(n: number): unknown { return import.meta; }"],
  ["the global object", "export function f(n: number): unknown { return globalThis; }"],
])("no construct of the language leads out: %s", async (_, source) => {
  const { program } = loadText(`//@ ensures true\n${source.replace(/^(.*)(export )/u, "$1\n//@ ensures true\n$2")}`);
  const fns = [...program.functions.values()].filter(({ executable }) => executable !== undefined);
  for (const fn of fns) {
    const inputs = smallInputs(fn, program, 5);
    const runs = inputs.flatMap((args) =>
      fn.executable === undefined ? [] : [{ executable: fn.executable, args, types: program.types }],
    );
    const seen = JSON.stringify(await replayer.run(runs), (_key, value: unknown) =>
      value instanceof Map ? [...value] : value,
    );
    expect(seen).not.toMatch(/the secret|ESCAPED|native code|node:/u);
  }
  expect(existsSync(marker)).toBe(false);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});
