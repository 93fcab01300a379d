/** What the Action does to its own environment and to the solver, apart from a whole run (test/end-to-end). */
import { expect, test } from "vitest";
import { changedOf, isWanted } from "../../src/action-changed.js";
import { untilDeadline } from "../../src/action-deadline.js";
import { dropSecrets, trustCheckout } from "../../src/action-secrets.js";
import type { Change } from "../../src/github/index.js";
import type { Query, Solver } from "../../src/smt/index.js";

test("no token, secret or input stays in the environment; what programs need does", () => {
  const environment: Record<string, string | undefined> = {
    PATH: "/bin",
    HOME: "/home",
    RUNNER_TEMP: "/temp",
    GITHUB_OUTPUT: "/output",
    GITHUB_TOKEN: "1",
    "INPUT_FAIL-ON": "never",
    INPUT_TOKEN: "2",
    ACTIONS_RUNTIME_TOKEN: "3",
    ACTIONS_ID_TOKEN_REQUEST_URL: "4",
    NPM_TOKEN: "5",
    MY_SECRET: "6",
    DB_PASSWORD: "7",
    OPENAI_API_KEY: "8",
    SIGNING_PRIVATE_KEY: "9",
  };
  dropSecrets(environment);
  expect(Object.keys(environment)).toEqual(["PATH", "HOME", "RUNNER_TEMP", "GITHUB_OUTPUT"]);
});

test("git is told to trust the checkout for this process alone", () => {
  const environment: Record<string, string | undefined> = {};
  trustCheckout(environment);
  expect(environment).toEqual({
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "safe.directory",
    GIT_CONFIG_VALUE_0: "*",
  });
});

const query: Query = { text: "", hash: "", names: new Map() };
const effort = { rlimit: 1, model: false };

function counting(): Solver & { asked: number } {
  const solver = {
    asked: 0,
    ask: async () => {
      solver.asked++;
      return { kind: "proved", used: 1 } as const;
    },
    statistics: () => ({ started: 0, queries: 0, seconds: 0 }),
    close: async () => undefined,
  };
  return solver;
}

test("after the deadline the solver is asked nothing, and the answer is one that is never stored", async () => {
  let now = 0;
  const inner = counting();
  const solver = untilDeadline(inner, 2, () => now);
  expect(await solver.ask(query, effort)).toMatchObject({ kind: "proved" });
  now = 120_000;
  expect(await solver.ask(query, effort)).toMatchObject({ kind: "gaveUp", reason: "resources" });
  expect(inner.asked).toBe(1);
});

test("without a deadline the solver is itself", () => {
  const inner = counting();
  expect(untilDeadline(inner, undefined, () => 0)).toBe(inner);
});

const file = (path: string, status = "modified", basePath = path) => ({ path, basePath, status, hunks: [] });
const whole = [{ start: 1, end: 1 }];

function manifestChange(before: object, after: object): Change {
  const path = "a/package.json";
  return {
    diff: [file(path)],
    files: new Map([[path, { changed: whole, headText: JSON.stringify(after) }]]),
    before: new Map([[path, JSON.stringify(before)]]),
    complete: true,
  } as unknown as Change;
}

test("what decides which file an import means counts as changed, and prose does not", () => {
  const diff = [
    file("README.md"),
    file("tsconfig.base.json"),
    file("gone.ts", "deleted"),
    file("b.ts", "renamed", "a.ts"),
  ];
  const files = new Map([["b.ts", { changed: [{ start: 2, end: 3 }] }]]);
  const changed = changedOf({ diff, files, before: new Map(), complete: true } as unknown as Change);
  expect([...changed.keys()].sort()).toEqual(["a.ts", "b.ts", "gone.ts", "tsconfig.base.json"]);
  expect(changed.get("b.ts")).toEqual([{ start: 2, end: 3 }]);
});

test("of a manifest only the entries count", () => {
  const base = { name: "a", exports: "./a.js", dependencies: { b: "1" } };
  expect(changedOf(manifestChange(base, { ...base, dependencies: { b: "2" } })).size).toBe(0);
  expect(changedOf(manifestChange(base, { ...base, exports: "./b.js" })).size).toBe(1);
  expect(["a.ts", "a.mts", "package.json", "a.js", "package-lock.json"].filter(isWanted)).toEqual([
    "a.ts",
    "a.mts",
    "package.json",
  ]);
});
