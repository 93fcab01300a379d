/** The built Action on the other events, on wrong use, and with the bank that the cache carries between them. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { openScene, type Scene } from "../support/action/scene.js";

const right = `//@ ensures \\result >= a && \\result >= b
export function highest(a: number, b: number): number {
  return a > b ? a : b;
}
`;
const wrong = `${right}
//@ ensures \\result <= a
export function lowest(a: number, b: number): number {
  return a < b ? a : b + 1;
}
`;
const manifest = '{ "name": "small", "private": true, "type": "module" }\n';
let scene: Scene;

beforeEach(async () => {
  scene = await openScene({ "package.json": manifest, "a.ts": right }, { "package.json": manifest, "a.ts": wrong });
});

afterEach(() => scene.close());

test("a push to the default branch checks all, comments nothing and saves the bank; a pull request starts from it", async () => {
  const push = await scene.run("push");
  expect(push.exitCode, push.stdout + push.stderr).toBe(0);
  expect(push.outputs).toMatchObject({ conclusion: "success", verified: "1" });
  expect(push.post.stdout).toContain("bank saved as");
  expect(scene.github.writes()).toEqual([]);
  expect(scene.cache.entries.map(({ scope }) => scope)).toEqual(["refs/heads/main"]);

  const pull = await scene.run("pull_request");
  expect(pull.stdout).toContain("bank restored from");
  expect(pull.exitCode).toBe(1);
  const again = await scene.run("pull_request");
  expect(again.stdout).toContain("-ref-refs_pull_7_merge-");
}, 180_000);

test("a push that changes nothing provable adds nothing to the bank, and says so", async () => {
  await scene.run("push");
  const again = await scene.run("push");
  expect(again.stdout).toContain("bank restored from");
  expect(again.post.stdout).toContain("nothing new");
  expect(scene.cache.entries).toHaveLength(1);
}, 180_000);

test("a merge queue is gated: no comments, the default branch's bank alone, nothing saved", async () => {
  await scene.run("pull_request");
  scene.model.comments.splice(0);
  const gate = await scene.run("merge_group");
  expect(gate.exitCode, gate.stdout).toBe(1);
  expect(gate.stdout).toContain("the bank is empty");
  expect(gate.annotations.filter((line) => line.startsWith("::error"))).toHaveLength(1);
  expect(scene.github.writes()).toEqual([]);
  expect(scene.cache.entries.map(({ scope }) => scope)).toEqual(["refs/pull/7/merge"]);
}, 180_000);

test("a dispatch checks the whole repository", async () => {
  const run = await scene.run("workflow_dispatch");
  expect(run.exitCode).toBe(0);
  expect(run.outputs["verified"]).toBe("1");
}, 120_000);

test("cache-mode is honoured", async () => {
  const run = await scene.run("push", { cacheMode: "read" });
  expect(run.exitCode).toBe(0);
  expect(scene.cache.entries).toEqual([]);
}, 120_000);

test("the bank can be turned off, comments too, and what fails can be chosen", async () => {
  const run = await scene.run("pull_request", { inputs: { bank: "off", comment: "off", "fail-on": "never" } });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.annotations.filter((line) => line.startsWith("::warning"))).toHaveLength(1);
  expect(scene.github.writes()).toEqual([]);
  expect(scene.cache.entries).toEqual([]);
}, 120_000);

test.each([
  ["an event that nothing is to be checked on", "issue_comment", {}, "github.event-not-handled"],
  [
    "a pull request event without pull request",
    "pull_request",
    { payload: { action: "opened" } },
    "github.no-pull-request",
  ],
  ["no token", "pull_request", { inputs: { token: "" } }, "github.token-missing"],
  ["wrong inputs", "pull_request", { inputs: { jobs: "many" } }, "github.input-invalid"],
  ["nothing checked out", "pull_request", { emptyWorkspace: true }, "github.workspace-missing"],
  [
    "a working directory that is not there",
    "pull_request",
    { inputs: { "working-directory": "no" } },
    "github.workspace-missing",
  ],
] as const)(
  "%s: a message with its code, and exit code 2",
  async (_, event, options, code) => {
    const run = await scene.run(event, options);
    expect(run.exitCode, run.stdout + run.stderr).toBe(2);
    expect(run.annotations.filter((line) => line.startsWith("::error") && line.includes(code))).toHaveLength(1);
    expect(run.outputs["conclusion"]).toBe("failure");
  },
  60_000,
);

test("a configuration that is wrong is named with its place", async () => {
  scene.model.pushBase({ "package.json": manifest, "a.ts": right, "countercheck.json": '{ "faillOn": "never" }' });
  const run = await scene.run("pull_request");
  expect(run.exitCode).toBe(2);
  expect(run.stdout).toContain("configuration.key");
}, 60_000);
