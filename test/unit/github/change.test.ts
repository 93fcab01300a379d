import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LocalGit, readChange } from "../../../src/github/change.js";
import { openClient } from "../../../src/github/client.js";
import type { RunEvent } from "../../../src/github/context.js";
import { relocate } from "../../../src/github/relocate.js";
import type { Finding, Report } from "../../../src/report/index.js";
import { git, gitMaybe } from "../../support/github/git.js";
import { openPullRequest, type PullRequestModel } from "../../support/github/pull-request.js";
import { type LoopbackGitHub, startGitHub } from "../../support/github/server.js";

const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
const text = (changed: Readonly<Record<number, string>>) =>
  `${lines.map((line, index) => changed[index + 1] ?? line).join("\n")}\n`;

let folder: string;
let model: PullRequestModel;
let server: LoopbackGitHub;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "countercheck-change-"));
  model = openPullRequest({
    folder: join(folder, "r"),
    base: { "a.ts": text({}), "gone.ts": "//@ ensures true\nlast\n", "b.md": "b\n" },
    head: { "a.ts": text({ 20: "twenty" }), "new.ts": "one\ntwo\n", "b.md": "c\n" },
  });
  server = await startGitHub(model);
});

afterEach(async () => {
  expect(server.violations).toEqual([]);
  await server.close();
  rmSync(folder, { recursive: true });
});

/** The model's own repository, as a checkout with all its history. */
function history(): LocalGit {
  const at = model.folder;
  return {
    commit: (revision) => gitMaybe(at, "rev-parse", "--verify", "-q", `${revision}^{commit}`)?.toString().trim(),
    mergeBase: (a, b) => git(at, "merge-base", a, b),
    diff: (a, b) => `${git(at, "diff", a, b ?? "")}\n`,
    tree: (commit) => {
      const rows = git(at, "ls-tree", "-r", commit).split("\n");
      return new Map(rows.map((row) => [row.split("\t")[1] ?? "", row.split(/\s/)[2] ?? ""] as const));
    },
    blobs: (ids) => ids.map((id) => model.blob(id)),
  };
}

async function change(from: "git" | "github", event?: RunEvent) {
  const checkout = join(folder, `checkout-${from}-${Math.random()}`);
  model.checkOut(checkout, "merge");
  const client = openClient({
    token: model.token.text,
    apiUrl: server.url,
    owner: "octo-org",
    repo: "shop",
    patience: 1,
    paced: false,
    log: () => undefined,
  });
  const range = { from: model.base(), to: model.head() };
  const pull: RunEvent = { kind: "pull request", number: 7, baseSha: range.from, headSha: range.to, fork: false };
  const read = (path: string) => readFileSync(join(checkout, path));
  const wanted = (path: string) => path.endsWith(".ts");
  return readChange(event ?? pull, range, { client, git: from === "git" ? history() : undefined, read, wanted });
}

for (const from of ["git", "github"] as const) {
  test(`the change is read from ${from}: files, lines, and the texts before`, async () => {
    const found = await change(from);
    if (!found.ok) throw new Error(found.failure.message);
    const { files, diff, before, complete } = found.value;
    expect(complete).toBe(true);
    expect(diff.map(({ path, status }) => `${status} ${path}`)).toEqual([
      "modified a.ts",
      "modified b.md",
      "deleted gone.ts",
      "added new.ts",
    ]);
    expect([...files].map(([path, { changed }]) => [path, changed])).toEqual([
      ["a.ts", [{ start: 19, end: 20 }]],
      ["new.ts", [{ start: 1, end: 2 }]],
    ]);
    expect(before.get("a.ts")).toBe(text({}));
    expect(before.get("gone.ts")).toContain("//@ ensures true");
  });

  test(`what the base branch changed in the same file moves the lines (${from})`, async () => {
    model.pushBase({ "a.ts": `above\n${text({})}`, "gone.ts": "//@ ensures true\nlast\n", "b.md": "b\n" });
    const found = await change(from);
    if (!found.ok) throw new Error(found.failure.message);
    const file = found.value.files.get("a.ts");
    expect(file?.changed.map(({ start }) => start)).toEqual([20, 21]);
    expect([file?.lines.forward(1), file?.lines.forward(21)]).toEqual([undefined, 20]);
    expect(file?.headText).toBe(text({ 20: "twenty" }));
  });
}

test("where pull requests may not be read, the commits are compared", async () => {
  model.token = { ...model.token, pullRequests: "none" };
  expect(await change("github")).toMatchObject({ ok: true, value: { complete: true } });
  expect(server.requests.map(({ path }) => path.replace(/[0-9a-f]{40}/g, "X"))).toContain(
    "/repos/octo-org/shop/compare/X...X",
  );
});

test("a token that may do nothing is a failure", async () => {
  model.token = { ...model.token, pullRequests: "none", contents: "none" };
  expect(await change("github")).toMatchObject({ ok: false, failure: { kind: "forbidden" } });
});

test("findings move to the head's lines; a patch over lines of the base branch is left out", async () => {
  model.pushBase({ "a.ts": `above\n${text({})}`, "gone.ts": "//@ ensures true\nlast\n", "b.md": "b\n" });
  const found = await change("github");
  const map = found.ok ? found.value.files.get("a.ts")?.lines : undefined;
  if (map === undefined) throw new Error("no map");
  const range = (line: number) => ({ line, column: 1, endLine: line, endColumn: 5 });
  const patch = (startLine: number, endLine: number) => ({
    title: "",
    replacement: "",
    proved: true,
    startLine,
    endLine,
  });
  const finding = {
    ...range(21),
    file: "a.ts",
    problems: [{ range: range(1), patches: [patch(1, 3)], related: [{ range: range(31), text: "" }] }],
    patches: [patch(20, 21)],
    extent: { startLine: 19, endLine: 22 },
  };
  const report = { findings: [finding], notices: [{ code: "contracts.fewer", message: "", file: "a.ts", line: 5 }] };
  const moved = relocate(report as unknown as Report, new Map([["a.ts", map]]));
  expect(moved.findings[0]).toMatchObject({
    line: 20,
    patches: [{ startLine: 19, endLine: 20 }],
    problems: [{ range: { line: 1 }, patches: [], related: [{ range: { line: 30 } }] }],
    extent: { startLine: 18, endLine: 21 },
  } as unknown as Finding);
  expect(moved.notices[0]?.line).toBe(4);
});
