import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openClient } from "../../../src/github/client.js";
import { postReview } from "../../../src/github/post.js";
import { findingMarker, type ReviewComment, type ReviewPlan, reviewMarker } from "../../../src/report/index.js";
import { openPullRequest, type PullRequestModel } from "../../support/github/pull-request.js";
import { type LoopbackGitHub, startGitHub } from "../../support/github/server.js";

const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
const text = (changed: Readonly<Record<number, string>>) =>
  `${lines.map((line, index) => changed[index + 1] ?? line).join("\n")}\n`;

let folder: string;
let model: PullRequestModel;
let server: LoopbackGitHub;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "countercheck-post-"));
  const head = { "a.ts": text({ 5: "five", 25: "twenty-five" }) };
  model = openPullRequest({ folder: join(folder, "r"), base: { "a.ts": text({}) }, head });
  server = await startGitHub(model);
});

afterEach(async () => {
  expect(server.violations).toEqual([]);
  await server.close();
  rmSync(folder, { recursive: true });
});

function comment(id: string, line: number, body = "wrong", startLine?: number): ReviewComment {
  const range = startLine === undefined ? {} : { startLine };
  return { path: "a.ts", line, ...range, side: "RIGHT", body: `${findingMarker(id)}\n${body}`, findingId: id };
}

function plan(comments: readonly ReviewComment[], body = "two functions"): ReviewPlan {
  return { body: `${reviewMarker}\n${body}`, comments, outside: [], quiet: comments.length === 0 };
}

async function post(wanted: ReviewPlan) {
  const client = openClient({
    token: model.token.text,
    apiUrl: server.url,
    owner: "octo-org",
    repo: "shop",
    patience: 1,
    paced: false,
    log: () => undefined,
  });
  const headSha = model.head();
  server.forget();
  return postReview(client, { number: 7, headSha }, wanted);
}

test("posts one review with its comments, and the same again writes nothing", async () => {
  const wanted = plan([comment("f1", 5), comment("f2", 26, "wrong", 24)]);
  const first = await post(wanted);
  expect(first).toMatchObject({ ok: true, value: { writes: 1, refused: [] } });
  expect(model.comments.map(({ line, startLine }) => [line, startLine])).toEqual([
    [5, undefined],
    [26, 24],
  ]);
  const again = await post(wanted);
  expect(again).toMatchObject({ ok: true, value: { writes: 0 } });
  expect(server.writes()).toEqual([]);
  expect(first.ok && again.ok && first.value.url === again.value.url).toBe(true);
});

test("edits a comment whose text changed, and marks one whose finding is gone, once", async () => {
  await post(plan([comment("f1", 5), comment("f2", 25)]));
  const now = plan([comment("f1", 5, "still wrong")]);
  expect(await post(now)).toMatchObject({ ok: true, value: { writes: 2 } });
  expect(model.comments.map(({ body }) => body)).toEqual([
    `${findingMarker("f1")}\nstill wrong`,
    expect.stringContaining("Fixed: this is no longer found."),
  ]);
  expect(model.reviews).toHaveLength(1);
  expect(await post(now)).toMatchObject({ ok: true, value: { writes: 0 } });
});

test("a finding on a line that has changed is told anew, and its old comment closed", async () => {
  await post(plan([comment("f1", 25)]));
  model.push({ "a.ts": text({ 5: "five", 25: "still not twenty-five" }) });
  expect(await post(plan([comment("f1", 25)]))).toMatchObject({ ok: true });
  expect(model.comments.map(({ body }) => body.includes("newer comment"))).toEqual([true, false]);
  expect(model.reviews.map(({ body }) => body.includes("newer review"))).toEqual([true, false]);
  expect(await post(plan([comment("f1", 25)]))).toMatchObject({ ok: true, value: { writes: 0 } });
});

test("a first run with nothing to say posts nothing; a later one says that all is well now", async () => {
  expect(await post(plan([]))).toMatchObject({ ok: true, value: { writes: 0, url: undefined } });
  await post(plan([comment("f1", 5)]));
  expect(await post(plan([], "all is well"))).toMatchObject({ ok: true, value: { writes: 2 } });
  expect(model.reviews[0]?.body).toContain("all is well");
});

test("comments that somebody else pasted our marker into are left alone", async () => {
  const ours = model.token;
  model.token = { ...ours, login: "mallory" };
  await post(plan([comment("f1", 5)]));
  model.token = ours;
  await post(plan([comment("f2", 25)]));
  expect(model.comments.map(({ author, body }) => [author, body.includes("Fixed")])).toEqual([
    ["mallory", false],
    ["github-actions[bot]", false],
  ]);
});

test("what GitHub refuses as a comment is told in the body, the others stand, and a rerun writes nothing", async () => {
  const wanted = plan([comment("f1", 5), comment("f2", 15, "outside"), comment("f3", 25), comment("f4", 26)]);
  const posted = await post(wanted);
  expect(posted).toMatchObject({ ok: true, value: { refused: [{ findingId: "f2" }] } });
  expect(model.comments.map(({ line }) => line).sort((a, b) => a - b)).toEqual([5, 25, 26]);
  expect(model.reviews[0]?.body).toContain("outside");
  expect(await post(wanted)).toMatchObject({ ok: true, value: { writes: 0 } });
}, 60_000);

test("if every comment is refused, a review without comments tells them", async () => {
  expect(await post(plan([comment("f1", 15)]))).toMatchObject({ ok: true, value: { refused: [{ findingId: "f1" }] } });
  expect(model.reviews.map(({ body }) => body)).toEqual([expect.stringContaining("wrong")]);
});

test("nothing is written once the head has moved", async () => {
  const path = /pulls\/7$/;
  const before = () => void model.push({ "a.ts": text({}) });
  const waiting = post(plan([comment("f1", 5)]));
  server.disturb({ method: "GET", path, status: 200, message: "", before, pass: true });
  expect(await waiting).toMatchObject({ ok: true, value: { headMoved: true, writes: 0 } });
  expect(server.writes()).toEqual([]);
});

test("a token that may only read is a failure that names the permission", async () => {
  model.token = { ...model.token, pullRequests: "read" };
  const failure = { kind: "forbidden", permission: "pull-requests: write" };
  expect(await post(plan([comment("f1", 5)]))).toMatchObject({ ok: false, failure });
});

test("a review whose answer was lost is not posted twice", async () => {
  const wanted = plan([comment("f1", 5)]);
  const lost = { status: 502, message: "Bad Gateway" };
  const draft = { path: "a.ts", line: 5, side: "RIGHT", body: wanted.comments[0]?.body ?? "" };
  const before = () => void model.addReview(wanted.body, "COMMENTED", model.head(), [draft]);
  server.disturb({ method: "POST", path: /reviews$/, ...lost, before });
  expect(await post(wanted)).toMatchObject({ ok: true, value: { writes: 1 } });
  expect(model.reviews).toHaveLength(1);
});
