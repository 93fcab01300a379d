import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bankKeys, restoreBank, saveBank } from "../../../src/github/bank-cache.js";
import type { RunContext } from "../../../src/github/context.js";
import { type CacheScopes, type LoopbackCache, startCache } from "../../support/github/cache-service.js";

const versions = { os: "linux", build: "z3 5.2.0, e1" };
let folder: string;
let cache: LoopbackCache;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "countercheck-cache-"));
  cache = await startCache();
  // The cache's client logs to the step's own log.
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.stubEnv("GITHUB_WORKSPACE", folder);
  vi.stubEnv("RUNNER_TEMP", folder);
  vi.stubEnv("ACTIONS_CACHE_SERVICE_V2", "true");
  vi.stubEnv("ACTIONS_RESULTS_URL", `${cache.url}/`);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await cache.close();
  rmSync(folder, { recursive: true });
});

function as(scopes: CacheScopes): void {
  vi.stubEnv("ACTIONS_RUNTIME_TOKEN", cache.token(scopes));
}

const main = { own: "refs/heads/main", readable: [], writable: true };
const pull = { own: "refs/pull/7/merge", readable: ["refs/heads/main"], writable: true };
const queue = { own: "refs/heads/gh-readonly-queue/main/pr-7", readable: ["refs/heads/main"], writable: true };

function context(event: RunContext["event"]["kind"], ref: string, run = "1-1"): RunContext {
  const onDefaultBranch = ref === "refs/heads/main";
  return { event: { kind: event }, ref, onDefaultBranch, sha: "a".repeat(40), run } as unknown as RunContext;
}

function bank(text: string): string {
  const at = join(folder, "bank");
  rmSync(at, { recursive: true, force: true });
  mkdirSync(at);
  if (text !== "") writeFileSync(join(at, "bank.sqlite"), text);
  return at;
}

test("a pull request starts from what the default branch saved, and a rerun from its own", async () => {
  as(main);
  const trunk = bankKeys(context("push", main.own), versions);
  expect(await saveBank(bank("of main"), trunk.save ?? "", 20)).toEqual({ kind: "saved" });
  as(pull);
  const keys = bankKeys(context("pull request", pull.own, "2-1"), versions);
  const at = bank("");
  expect(await restoreBank(at, keys.restore, 20)).toEqual({ kind: "hit", key: trunk.save });
  expect(readFileSync(join(at, "bank.sqlite"), "utf8")).toBe("of main");
  expect(await saveBank(bank("of the pull request"), keys.save ?? "", 20)).toEqual({ kind: "saved" });
  expect(await restoreBank(bank(""), keys.restore, 20)).toEqual({ kind: "hit", key: keys.save });
});

test("the gate of a merge queue never sees what a pull request wrote, and saves nothing", async () => {
  as(pull);
  const keys = bankKeys(context("pull request", pull.own), versions);
  await saveBank(bank("false proofs"), keys.save ?? "", 20);
  // A workflow that a pull request changed may use any key, in its own scope.
  await saveBank(bank("false proofs"), `${bankKeys(context("push", main.own), versions).restore[0]}forged`, 20);
  as(queue);
  const gate = bankKeys(context("merge group", queue.own), versions);
  expect(gate.save).toBeUndefined();
  expect(gate.restore.every((key) => !(keys.save ?? "").startsWith(key))).toBe(true);
  expect(await restoreBank(bank(""), gate.restore, 20)).toEqual({ kind: "miss" });
});

test("keys keep to the limits of the service, whatever the branch is called", () => {
  const { save, restore } = bankKeys(context("push", `refs/heads/${"a,b/".repeat(300)}`), versions);
  for (const key of [save ?? "", ...restore]) {
    expect(key.length).toBeLessThanOrEqual(512);
    expect(key).not.toContain(",");
  }
});

test("an entry is never written twice, and a read-only scope is no failure", async () => {
  as(main);
  const at = bank("one");
  expect(await saveBank(at, "same", 20)).toEqual({ kind: "saved" });
  expect(await saveBank(at, "same", 20)).toEqual({ kind: "not saved" });
  as({ ...main, writable: false });
  expect(await saveBank(at, "other", 20)).toEqual({ kind: "not saved" });
  vi.stubEnv("ACTIONS_CACHE_MODE", "none");
  as(main);
  expect(await saveBank(at, "third", 20)).toEqual({ kind: "not saved" });
  expect(await restoreBank(at, ["same"], 20)).toEqual({ kind: "miss" });
});

test("a service that hangs is not waited for, and one that is not there is a miss", async () => {
  as(main);
  cache.breakWith("hang");
  expect(await restoreBank(bank(""), ["any"], 0.3)).toEqual({ kind: "too late" });
  vi.stubEnv("ACTIONS_RESULTS_URL", "");
  expect(await restoreBank(bank(""), ["any"], 5)).toEqual({ kind: "miss" });
});
