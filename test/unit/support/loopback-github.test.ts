/** Holds the loopback GitHub to what is known of the real one, since every end-to-end test rests on it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getOctokit } from "@actions/github";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openPullRequest, type PullRequestModel } from "../../support/github/pull-request.js";
import { type LoopbackGitHub, startGitHub } from "../../support/github/server.js";

const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
const text = (changed: Readonly<Record<number, string>>) =>
  `${lines.map((line, index) => changed[index + 1] ?? line).join("\n")}\n`;

let folder: string;
let model: PullRequestModel;
let server: LoopbackGitHub;
const at = { owner: "octo-org", repo: "shop", pull_number: 7 };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "countercheck-loopback-"));
  model = openPullRequest({
    folder: join(folder, "repository"),
    base: { "a.ts": text({}) },
    head: { "a.ts": text({ 5: "five", 25: "twenty-five" }) },
  });
  server = await startGitHub(model);
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function client() {
  return getOctokit(model.token.text, { baseUrl: server.url }).rest;
}

function review(comment: { line: number; start_line?: number; body?: string }, body = "a review") {
  const comments = [{ path: "a.ts", side: "RIGHT", body: "text", ...comment }];
  return client().pulls.createReview({ ...at, commit_id: model.head(), event: "COMMENT", body, comments });
}

test("lists the pull request and its files with their patches", async () => {
  const pull = await client().pulls.get(at);
  const files = await client().pulls.listFiles(at);
  expect(pull.data.head.sha).toBe(model.head());
  expect(files.data.map(({ filename, status }) => [filename, status])).toEqual([["a.ts", "modified"]]);
  expect(files.data[0]?.patch).toMatch(/^@@ -2,7 \+2,7 @@[\s\S]*\+five/);
  expect(server.violations).toEqual([]);
});

test("takes comments on added and context lines of a hunk, and no others", async () => {
  await review({ line: 5 });
  await review({ line: 8, start_line: 2 });
  await expect(review({ line: 15 })).rejects.toMatchObject({ status: 422 });
  await expect(review({ line: 25, start_line: 5 })).rejects.toMatchObject({ status: 422 });
  expect(model.comments).toHaveLength(2);
});

test("loses the whole review for one bad comment, a body too long or a body missing", async () => {
  await expect(review({ line: 5, body: "x".repeat(65_537) })).rejects.toMatchObject({ status: 422 });
  await expect(review({ line: 5 }, "")).rejects.toMatchObject({ status: 422 });
  expect(model.reviews).toEqual([]);
});

test("a field that is misspelt is a violation", async () => {
  const comments = [{ path: "a.ts", body: "text", end_line: 5 }];
  await expect(client().pulls.createReview({ ...at, event: "COMMENT", body: "b", comments })).rejects.toThrow();
  expect(server.violations.join()).toContain("end_line");
});

test("a token that may only read is refused, with GitHub's words", async () => {
  model.token = { ...model.token, pullRequests: "read" };
  await expect(review({ line: 5 })).rejects.toThrow("Resource not accessible by integration");
});

test("a push moves the head; a comment follows its line, and is outdated once the line changes", async () => {
  await review({ line: 25 });
  const before = model.head();
  model.push({ "a.ts": `new first\n${text({ 5: "five", 25: "twenty-five" })}` });
  expect(model.head()).not.toBe(before);
  expect((await client().pulls.listReviewComments(at)).data[0]?.line).toBe(26);
  model.push({ "a.ts": text({ 5: "five", 25: "another" }) });
  const [comment] = (await client().pulls.listReviewComments(at)).data;
  expect([comment?.line, comment?.original_line]).toEqual([null, 25]);
});

test("a commit on the base branch changes the merge commit and not the head", async () => {
  const [head, merge] = [model.head(), model.merge()];
  model.pushBase({ "a.ts": text({}), "b.ts": "new\n" });
  expect(model.head()).toBe(head);
  expect(model.merge()).not.toBe(merge);
  expect((await client().pulls.listFiles(at)).data.map(({ filename }) => filename)).toEqual(["a.ts"]);
});

test("comments of another account cannot be edited, and blobs and files are git's", async () => {
  await review({ line: 5 });
  model.token = { ...model.token, login: "somebody" };
  const id = model.comments[0]?.id ?? 0;
  const { owner, repo } = at;
  await expect(client().pulls.updateReviewComment({ owner, repo, comment_id: id, body: "new" })).rejects.toMatchObject({
    status: 403,
  });
  const [file] = (await client().pulls.listFiles(at)).data;
  const blob = await client().git.getBlob({ owner, repo, file_sha: file?.sha ?? "" });
  expect(Buffer.from(blob.data.content, "base64").toString()).toContain("twenty-five");
  await expect(client().repos.getContent({ owner, repo, path: "none.ts" })).rejects.toMatchObject({ status: 404 });
});
