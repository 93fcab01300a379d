/** Runs hand-written executables through the real replay process. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Observation, openReplayer, type Replayer } from "../../../src/counterexample/index.js";
import { type Executable, intSort, type Site, type Value } from "../../../src/ir/index.js";
import { replayFile } from "../../support/parts.js";

const span = { file: "a.ts", start: 0, end: 1 };
const parameters = [{ name: "x", sort: intSort }];
const sites: readonly Site[] = [
  { kind: "enter", function: "a.ts#f", parameters, span },
  { kind: "exit", function: "a.ts#f", parameters, result: intSort, span },
  { kind: "index", span },
  { kind: "throw", error: "RangeError", span },
  { kind: "division", span },
];

// No test but the one about it comes near the wall-clock net, however busy the machine is.
const replayer = openReplayer({ childFile: replayFile, timeout: 50_000, megabytes: 64 });
const hurried = openReplayer({ childFile: replayFile, timeout: 400, megabytes: 64 });
afterAll(async () => {
  await replayer.close();
  await hurried.close();
});

function executable(body: string): Executable {
  return { text: `"use strict";\nfunction $f0_f(x) {\n${body}\n}\n`, entry: "$f0_f", sites, steps: [] };
}

const int = (value: number): Value => ({ kind: "int", value: BigInt(value) });
const list = (...items: number[]): Value => ({ kind: "array", items: items.map(int) });

async function observe(body: string, ...args: Value[]): Promise<Observation> {
  return observeBy(replayer, body, ...args);
}

async function observeBy(by: Replayer, body: string, ...args: Value[]): Promise<Observation> {
  const [observation] = await by.run([{ executable: executable(body), args, types: new Map() }]);
  if (observation === undefined) throw new Error("no observation");
  return observation;
}

async function outcome(body: string, ...args: Value[]): Promise<unknown> {
  const observation = await observe(body, ...args);
  return observation.kind === "ran" ? observation.outcome : observation;
}

test("a process whose parent is gone ends by itself, in the middle of a run without an end", async () => {
  const child = spawn(process.execPath, ["--frozen-intrinsics", "--no-warnings", replayFile, "300"]);
  const batch = { texts: ["for (;;);"], runs: [{ text: 0, entry: "f", request: "{}" }] };
  child.stdin.write(`${JSON.stringify(batch)}\n`);
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).not.toBe(0);
  expect(code).not.toBe(null);
});

test("a run gives what the function returns and what its sites saw, in order", async () => {
  expect(await observe("$m.enter(0, [x]); return $m.exit(1, x * 2, [x]);", int(21))).toEqual({
    kind: "ran",
    events: [
      { site: 0, values: new Map([["x", { kind: "value", json: 21 }]]) },
      {
        site: 1,
        values: new Map([
          ["x", { kind: "value", json: 21 }],
          ["\\result", { kind: "value", json: 42 }],
        ]),
      },
    ],
    outcome: { kind: "returned", value: { kind: "value", json: 42 } },
  });
});

test("runs of one text have each their own arguments, log and fuel, whatever became of those before", async () => {
  const of = executable("if (x === 1) for (;;) $m.tick(); $m.enter(0, [x]); if (x === 2) return $f0_f(x); return x;");
  const args = [0, 1, 2, 3, 4].map(int);
  const observations = await replayer.run(args.map((x) => ({ executable: of, args: [x], types: new Map() })));
  const returned = (x: number): unknown => ({
    events: [{ site: 0, values: new Map([["x", { kind: "value", json: x }]]) }],
    outcome: { kind: "returned", value: { kind: "value", json: x } },
  });
  const fuel = { events: [], outcome: { kind: "exhausted", what: "fuel" } };
  expect(observations).toMatchObject([returned(0), fuel, { outcome: { kind: "exhausted" } }, returned(3), returned(4)]);
});

test("hazards are written down and the run goes on as JavaScript does", async () => {
  const observation = await observe("return [$m.get(2, x, 3), $m.remainder(4, 7, 0)];", list(1, 2, 3));
  expect(observation).toEqual({
    kind: "ran",
    events: [
      { site: 2, seen: "index 3, length 3" },
      { site: 4, seen: "7 % 0" },
    ],
    outcome: {
      kind: "returned",
      value: { kind: "value", json: [{ $: "undefined" }, { $: "number", is: "NaN" }] },
    },
  });
});

test("numbers that JSON loses come back as they were", async () => {
  const special = [Number.NaN, -0, Infinity, -Infinity, 5e-324];
  const value: Value = { kind: "array", items: special.map((n) => ({ kind: "double", value: n })) };
  expect(await outcome("return x;", value)).toEqual({
    kind: "returned",
    value: {
      kind: "value",
      json: [
        { $: "number", is: "NaN" },
        { $: "number", is: "-0" },
        { $: "number", is: "Infinity" },
        { $: "number", is: "-Infinity" },
        5e-324,
      ],
    },
  });
});

test("an author's RangeError is a throw, JavaScript's own from the stack or a length is exhaustion", async () => {
  expect(await outcome('throw $m.thrown(3, $g.RangeError, ["RangeError"], { message: "no" });', int(1))).toEqual({
    kind: "threw",
    error: "RangeError",
    message: "no",
  });
  expect(await outcome("return $f0_f(x) + 1;", int(1))).toEqual({ kind: "exhausted", what: "stack" });
  expect(await outcome('let s = "abcd"; for (;;) s = s + s;', int(1))).toEqual({ kind: "exhausted", what: "memory" });
});

test("an endless loop ends by fuel, one without monitors by time", async () => {
  expect(await outcome("for (;;) $m.tick();", int(1))).toEqual({ kind: "exhausted", what: "fuel" });
  expect(await observeBy(hurried, "for (;;) ;", int(1))).toMatchObject({
    outcome: { kind: "exhausted", what: "time" },
  });
});

test("a run that kills the process loses only itself", async () => {
  const good = { executable: executable("return x;"), args: [int(7)], types: new Map() };
  const hungry = {
    ...good,
    executable: executable(
      "const a = []; for (;;) a.push(new Array(1000).fill(x));".replace(
        "new Array(1000).fill(x)",
        "[x, x, x, x, x, x, x, x, x]",
      ),
    ),
  };
  const broken = { ...good, executable: executable("return (") };
  const observations = await replayer.run([good, hungry, good, broken, good]);
  const returned = { kind: "ran", events: [], outcome: { kind: "returned", value: { kind: "value", json: 7 } } };
  expect(observations[0]).toEqual(returned);
  expect(observations[1]).toMatchObject({ kind: "ran", outcome: { kind: "exhausted" } });
  expect(observations[2]).toEqual(returned);
  expect(observations[3]).toEqual({ kind: "failed", reason: "the printed function cannot be run" });
  expect(observations[4]).toEqual(returned);
});

test("two parameters can be one object", async () => {
  const shared = {
    executable: { ...executable(""), text: "function $f0_f(x, y) { return x === y; }" },
    types: new Map(),
  };
  const args = [list(1), list(1)];
  const observations = await replayer.run([
    { ...shared, args },
    { ...shared, args, shared: [[0, 1]] },
  ]);
  expect(observations.map((o) => o.kind === "ran" && o.outcome)).toEqual([
    { kind: "returned", value: { kind: "value", json: false } },
    { kind: "returned", value: { kind: "value", json: true } },
  ]);
});

test("values and logs beyond the caps are too large, not slow", async () => {
  expect(
    await outcome("const a = []; for (let i = 0; i < 5000; i++) $m.member('push', a, i); return a;", int(1)),
  ).toEqual({
    kind: "returned",
    value: { kind: "too large" },
  });
  expect(await outcome("const a = [x]; for (;;) { $m.member('push', a, x); $m.exit(1, a, [x]); }", int(1))).toEqual({
    kind: "exhausted",
    what: "fuel",
  });
});

test("a replayer whose process cannot be started fails every run and never rejects", async () => {
  const none = openReplayer({ childFile: `${replayFile}.absent`, timeout: 200 });
  const observations = await none.run([{ executable: executable("return x;"), args: [int(1)], types: new Map() }]);
  expect(observations).toMatchObject([{ kind: "failed" }]);
  await none.close();
});

test("the process's file may be reached through a link", async () => {
  const folder = mkdtempSync(join(tmpdir(), "linked-"));
  symlinkSync(dirname(replayFile), join(folder, "replay"));
  const linked = openReplayer({ childFile: join(folder, "replay", "index.js") });
  const observations = await linked.run([{ executable: executable("return x;"), args: [int(1)], types: new Map() }]);
  expect(observations).toMatchObject([{ kind: "ran", outcome: { kind: "returned" } }]);
  await linked.close();
  rmSync(folder, { recursive: true });
});
