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
