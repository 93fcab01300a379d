import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openClient } from "../../../src/github/client.js";
import { openPullRequest, type PullRequestModel } from "../../support/github/pull-request.js";
import { type LoopbackGitHub, startGitHub } from "../../support/github/server.js";

let folder: string;
let model: PullRequestModel;
let server: LoopbackGitHub;
const waits: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "countercheck-client-"));
  model = openPullRequest({ folder: join(folder, "r"), base: { "a.ts": "1\n" }, head: { "a.ts": "2\n" } });
  server = await startGitHub(model);
  waits.length = 0;
});

afterEach(async () => {
  expect(server.violations).toEqual([]);
  await server.close();
  rmSync(folder, { recursive: true });
});

function client() {
  const log = (line: string) => void waits.push(line);
  return openClient({ token: model.token.text, apiUrl: server.url, owner: "octo-org", repo: "shop", patience: 2, log });
}

const review = () => ({ headSha: model.head(), body: "body", comments: [{ path: "a.ts", body: "c", line: 1 }] });

test("reads the pull request, its diff, blobs and files, and who it is", async () => {
  const github = client();
  expect(await github.pullRequest(7)).toMatchObject({ ok: true, value: { headSha: model.head(), open: true } });
  const files = await github.changedFiles(7);
  expect(files).toMatchObject({ ok: true, value: [{ path: "a.ts", status: "modified" }] });
  const sha = files.ok ? (files.value[0]?.sha ?? "") : "";
  expect(await github.blob(sha).then((r) => r.ok && Buffer.from(r.value).toString())).toBe("2\n");
  expect(await github.contents("a.ts", "main")).toEqual({ ok: true, value: "1\n" });
  expect(await github.contents("none.ts", "main")).toEqual({ ok: true, value: undefined });
  expect(await github.account()).toEqual({ ok: true, value: "github-actions[bot]" });
});

test("writes a review and edits it and its comment", async () => {
  const github = client();
  const posted = await github.createReview(7, review());
  expect(posted).toMatchObject({ ok: true });
  const [comment] = model.comments;
  expect(await github.editComment(comment?.id ?? 0, "new")).toMatchObject({ ok: true });
  expect(await github.editReview(7, model.reviews[0]?.id ?? 0, "newer")).toMatchObject({ ok: true });
  expect([model.comments[0]?.body, model.reviews[0]?.body]).toEqual(["new", "newer"]);
  expect(await github.comments(7)).toMatchObject({ ok: true, value: [{ body: "new", line: 1 }] });
  expect(await github.reviews(7)).toMatchObject({
    ok: true,
    value: [{ body: "newer", author: "github-actions[bot]" }],
  });
});

test("names the permission that a refused write lacks", async () => {
  model.token = { ...model.token, pullRequests: "read" };
  const posted = await client().createReview(7, review());
  expect(posted).toMatchObject({ ok: false, failure: { kind: "forbidden", permission: "pull-requests: write" } });
});

test("tries a read again after a server error, and a write never", async () => {
  const github = client();
  server.disturb({ method: "GET", path: /pulls\/7$/, status: 502, message: "Bad Gateway" });
  server.disturb({ method: "POST", path: /reviews$/, status: 502, message: "Bad Gateway" });
  expect(await github.pullRequest(7)).toMatchObject({ ok: true });
  expect(await github.createReview(7, review())).toMatchObject({ ok: false, failure: { kind: "unavailable" } });
  expect(server.writes()).toHaveLength(1);
});

test("waits out a short secondary limit, and gives up on a long one", async () => {
  const limited = { status: 403, message: "You have exceeded a secondary rate limit." };
  const github = client();
  server.disturb({ method: "GET", path: /pulls\/7$/, ...limited, headers: { "retry-after": "1" } });
  expect(await github.pullRequest(7)).toMatchObject({ ok: true });
  server.disturb({ method: "GET", path: /pulls\/7$/, ...limited, headers: { "retry-after": "900" } });
  expect(await github.pullRequest(7)).toMatchObject({ ok: false, failure: { kind: "unavailable" } });
  expect(waits).toHaveLength(2);
});

test("a bad token and a server that is not there are failures, not exceptions", async () => {
  const github = client();
  model.token = { ...model.token, text: "ghs_other" };
  expect(await github.pullRequest(7)).toMatchObject({ ok: false, failure: { kind: "unauthorized" } });
});
