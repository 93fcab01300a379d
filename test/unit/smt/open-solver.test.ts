/** The pool of Z3 workers: answers, determinism, safety nets. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bool, not, or, variable } from "../../../src/ir/index.js";
import { type Answer, encodeObligation, openSolver, type Query, solverVersion } from "../../../src/smt/index.js";
import { startZ3 } from "../../../src/smt/z3.js";
import { z3WorkerFile } from "../../support/parts.js";
import { noTheory, obligation } from "./obligations.js";
import { typical, typicalTheory } from "./typical.js";

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
afterAll(() => solver.close());

const effort = { rlimit: 1_000_000, model: true };
const queries = typical.map((t) => encodeObligation(t.obligation, typicalTheory, { slice: true }));
const text = (body: string): Query => ({ text: body, hash: body, names: new Map() });

function withoutModels(answers: readonly Answer[]): readonly string[] {
  return answers.map((a) => `${a.kind} ${a.used}`);
}

test("a tautology is proved, and its negation has a model", async () => {
  const p = variable("p", bool);
  const proved = await solver.ask(encodeObligation(obligation(or(p, not(p))), noTheory, { slice: true }), effort);
  expect(proved.kind).toBe("proved");
  const refuted = await solver.ask(encodeObligation(obligation(p), noTheory, { slice: true }), effort);
  expect(refuted).toMatchObject({ kind: "model", model: new Map([["p", { kind: "bool", value: false }]]) });
});

test("a solver that is asked nothing starts nothing", async () => {
  const idle = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
  expect(idle.statistics()).toEqual({ started: 0, queries: 0, seconds: 0 });
  await idle.close();
});

test("a solver that was prepared counts from its first question", async () => {
  const prepared = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
  prepared.prepare?.();
  expect(prepared.statistics()).toMatchObject({ started: 0, queries: 0 });
  const [query] = queries;
  if (query !== undefined) expect((await prepared.ask(query, effort)).kind).not.toBe("gaveUp");
  expect(prepared.statistics()).toMatchObject({ started: 1, queries: 1 });
  await prepared.close();
});

test.each(typical.map((t, i) => ({ ...t, index: i })))("$name: decided as it should be", async ({ index, holds }) => {
  const query = queries[index];
  const answer = query === undefined ? undefined : await solver.ask(query, effort);
  expect(answer?.kind).toBe(holds ? "proved" : "model");
});

test("answers and their cost do not depend on the order of queries or the worker", async () => {
  const forward = await Promise.all(queries.map((q) => solver.ask(q, effort)));
  const other = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
  const backward = await Promise.all([...queries].reverse().map((q) => other.ask(q, effort)));
  await other.close();
  expect(withoutModels([...backward].reverse())).toEqual(withoutModels(forward));
  expect([...backward].reverse().map((a) => (a.kind === "model" ? a.model : undefined))).toEqual(
    forward.map((a) => (a.kind === "model" ? a.model : undefined)),
  );
});

const cubes = text(
  "(declare-const a Int)(declare-const b Int)(declare-const c Int)(assert (and (> a 1) (> b 1) (> c 1) (= (+ (* a a a) (* b b b)) (* c c c))))",
);

test("the limit of one query is nothing to the next", async () => {
  const ask = (rlimit: number): Promise<Answer> => solver.ask(cubes, { rlimit, model: false });
  const mixed = [await ask(40_000), await ask(10_000), await ask(40_000), await ask(80_000)];
  const other = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
  const alone = await other.ask(cubes, { rlimit: 40_000, model: false });
  await other.close();
  expect([mixed[0]?.used, mixed[2]?.used]).toEqual([alone.used, alone.used]);
  expect(mixed[3]?.used).toBeGreaterThan(70_000);
  expect(mixed[1]?.used).toBeLessThan(11_000);
});

/** What a loop that adds up 1 to n owes together, as it is encoded. */
const products = text(
  [
    "(declare-const v0 Int)",
    "(declare-const v1 Int)",
    "(declare-const v2 Int)",
    "(declare-const v3 Bool)",
    "(declare-const v4 Int)",
    "(declare-const v5 Int)",
    "(declare-const v6 Bool)",
    "(define-fun t0 () Bool (or (<= 1 (+ v0 1)) (<= 1 1)))",
    "(define-fun t1 () Bool (and (and (<= 1 v1) (or (<= v1 (+ v0 1)) (<= v1 1))) (= (* v1 v1) (+ v1 (* 2 v2)))))",
    "(define-fun t2 () Bool (and t1 (=> v3 (<= 1 v4))))",
    "(define-fun t3 () Bool (or (<= v4 (+ v0 1)) (<= v4 1)))",
    "(define-fun t4 () Int (+ (- v0 v1) 1))",
    "(define-fun t5 () Bool (<= 0 t4))",
    "(assert (or (not (<= 1 1)) (and (<= 1 1) (not t0)) (and (and (<= 1 1) t0) (not (= (* 1 1) (+ (* 2 0) 1)))) (and t1 (and v3 (not (<= 1 v4)))) (and t2 (and v3 (not t3))) (and (and t2 (=> v3 t3)) (and v3 (not (= (* v4 v4) (+ v4 (* 2 v5)))))) (and t1 (and v3 (not t5))) (and (and t1 (=> v3 t5)) (and v3 (not (and t5 (< (+ (- v0 v4) 1) t4))))) (and t1 (and v6 (not (= (* 2 v2) (* v0 (+ v0 1))))))))",
    "(assert (<= 0 v0))",
    "(assert (= v6 (not (<= v1 v0))))",
    "(assert (= v3 (<= v1 v0)))",
    "(assert (= v5 (+ v2 v1)))",
    "(assert (= v4 (+ v1 1)))",
  ].join("\n"),
);

test("products are given up at their limit, and not by the net", async () => {
  for (const rlimit of [16_000, 20_000]) {
    const { kind, ...answer } = await solver.ask(products, { rlimit, model: false });
    if (kind === "gaveUp") expect(answer).toMatchObject({ reason: "limit" });
    else expect(kind).toBe("proved");
  }
});

test("a spent limit is gaveUp: limit, and costs about the limit", async () => {
  const answer = await solver.ask(cubes, { rlimit: 100_000, model: false });
  expect(answer).toMatchObject({ kind: "gaveUp", reason: "limit" });
  expect(answer.used).toBeGreaterThanOrEqual(90_000);
  expect(answer.used).toBeLessThan(110_000);
});

test("a text that Z3 refuses decides nothing", async () => {
  const answer = await solver.ask(text("(assert (= x 1))\n(assert false)"), effort);
  expect(answer).toMatchObject({ kind: "gaveUp", reason: "resources" });
});

test("a worker that is missing answers gaveUp and does not hang", async () => {
  const broken = openSolver({ workerFile: "/nowhere/at/all.js", jobs: 1 });
  expect(await broken.ask(text("(assert false)"), effort)).toMatchObject({ kind: "gaveUp", reason: "resources" });
  await broken.close();
});

test("closing answers what is still queued", async () => {
  const short = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
  const pending = queries.slice(0, 4).map((q) => short.ask(q, effort));
  await short.close();
  const answers = await Promise.all(pending);
  expect(answers.every((a) => a.kind === "gaveUp" && a.reason === "resources")).toBe(true);
  expect(await short.ask(text("(assert false)"), effort)).toMatchObject({ kind: "gaveUp", reason: "resources" });
});

test("memory beyond the limit is gaveUp: resources, and the next query is answered", async () => {
  const small = openSolver({ workerFile: z3WorkerFile, jobs: 1, memoryMb: 24 });
  const wide = text(
    `(declare-const x (_ BitVec 512))(declare-const y (_ BitVec 512))(assert (= (bvmul x y) (bvadd (bvmul y x) (bvudiv x y))))`,
  );
  expect(await small.ask(wide, { rlimit: 100_000_000, model: false })).toMatchObject({
    kind: "gaveUp",
    reason: "resources",
  });
  expect((await small.ask(text("(assert false)"), effort)).kind).toBe("proved");
  await small.close();
});

/** A worker that behaves badly, as Z3 itself cannot be made to at will. */
function badWorker(script: string): string {
  const file = join(scratch, `${scripts++}.cjs`);
  writeFileSync(file, script);
  return file;
}
let scripts = 0;
const scratch = mkdtempSync(join(tmpdir(), "countercheck-worker-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("a worker that overstays is stopped and replaced", async () => {
  const workerFile = badWorker("require('node:worker_threads').parentPort.on('message', () => { for (;;); });");
  const stuck = openSolver({ workerFile, jobs: 1, shortestNet: 300 });
  const tiny = { rlimit: 1, model: false };
  expect(await stuck.ask(text("(assert false)"), tiny)).toMatchObject({ kind: "gaveUp", reason: "resources" });
  expect(await stuck.ask(text("(assert false)"), tiny)).toMatchObject({ kind: "gaveUp", reason: "resources" });
  expect(stuck.statistics()).toMatchObject({ started: 2, queries: 2 });
  await stuck.close();
});

test.each([
  "require('node:worker_threads').parentPort.on('message', () => process.exit(3));",
  "require('node:worker_threads').parentPort.on('message', () => { throw new Error('trap'); });",
  "throw new Error('at start');",
])("a worker that ends costs its own query alone: %s", async (script) => {
  const broken = openSolver({ workerFile: badWorker(script), jobs: 1 });
  const answers = await Promise.all([1, 2, 3].map(() => broken.ask(text("(assert false)"), effort)));
  expect(answers.map((a) => a.kind === "gaveUp" && a.reason)).toEqual(["resources", "resources", "resources"]);
  await broken.close();
});

test("a worker sees no environment", async () => {
  const script = `
    const { parentPort } = require("node:worker_threads");
    parentPort.on("message", ({ id }) => {
      const why = JSON.stringify([Object.keys(process.env), process.execArgv, process.argv.slice(2)]);
      parentPort.postMessage({ id, outcome: { kind: "unknown", why, spent: false }, used: 0, milliseconds: 0 });
    });`;
  const nosy = openSolver({ workerFile: badWorker(script), jobs: 1 });
  expect(await nosy.ask(text(""), effort)).toMatchObject({ detail: "[[],[],[]]" });
  await nosy.close();
});

test("the version that keys hold is the version that answers", async () => {
  const packageFile = join(import.meta.dirname, "../../../node_modules/z3-solver/package.json");
  const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { readonly version: string };
  expect(solverVersion).toContain(`z3-solver ${version},`);
  const z3 = await startZ3({ folder: dirname(z3WorkerFile), memoryMb: 256 });
  expect(`Z3 ${z3.version()}`).toBe(solverVersion.split(", ")[1]);
});
