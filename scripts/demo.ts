/**
 * `npm run demo`: the built Action reviews a pull request to a small shop (`fixtures/shop`) against a GitHub on loopback,
 * as it would on the real one. The review is printed, and written as a page whose path is shown.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { renderReviewHtml, renderReviewText } from "../src/report/index.js";
import { parsePatch } from "../src/source/index.js";
import { runAction } from "../test/support/action/run-action.js";
import { startCache } from "../test/support/github/cache-service.js";
import { pullRequestEvent } from "../test/support/github/events.js";
import { openPullRequest, type PullRequestModel } from "../test/support/github/pull-request.js";
import { startGitHub } from "../test/support/github/server.js";
import { shopFiles } from "../test/support/shop.js";

const statuses = { added: "added", removed: "deleted", modified: "modified", renamed: "renamed" } as const;

function page(model: PullRequestModel) {
  const diff = model.files().map(({ filename, previous, status, patch = "" }) => ({
    path: filename,
    basePath: status === "added" ? undefined : (previous ?? filename),
    status: statuses[status],
    hunks: parsePatch(patch),
  }));
  return {
    title: `Pull request #${model.number}: change the shop`,
    base: model.base().slice(0, 12),
    head: model.head().slice(0, 12),
    diff,
    body: model.reviews[0]?.body ?? "No review was posted.",
    comments: model.comments.map(({ path, line, startLine, body }) => ({
      path,
      line,
      body,
      ...(startLine === undefined ? {} : { startLine }),
    })),
  };
}

const folder = mkdtempSync(join(tmpdir(), "countercheck-demo-"));
const model = openPullRequest({
  folder: join(folder, "repository"),
  base: shopFiles("base"),
  head: shopFiles("head"),
});
const github = await startGitHub(model);
const cache = await startCache();
try {
  const payload = pullRequestEvent(model);
  const run = await runAction({ event: "pull_request", payload, model, github, cache, folder: join(folder, "runs") });
  if (run.exitCode === null || run.exitCode > 1 || model.reviews.length === 0) {
    process.stderr.write(`${run.stdout}\n${run.stderr}\nThe action ended with ${run.exitCode} and posted no review.\n`);
    process.exitCode = 3;
  } else {
    const color = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
    process.stdout.write(renderReviewText(page(model), { color, width: process.stdout.columns ?? 100 }));
    const file = resolve("countercheck-demo.html");
    writeFileSync(file, renderReviewHtml(page(model)));
    process.stdout.write(`\nThe same as a page: ${file}\n`);
  }
} finally {
  await github.close();
  await cache.close();
  rmSync(folder, { recursive: true, force: true });
}
