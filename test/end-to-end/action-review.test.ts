/** The built Action on pull requests: the first review, what reruns do to it, and what happens where it cannot be posted. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { builtDist } from "../support/action/run-action.js";
import { openScene, type Scene } from "../support/action/scene.js";
import { shopFiles } from "../support/shop.js";

const base = shopFiles("base");
const head = shopFiles("head");
let scene: Scene;

beforeEach(async () => {
  scene = await openScene(base, head);
});

afterEach(() => scene.close());

/** The functions that the comments speak of, by the file and line they stand on. */
function told(): string[] {
  return scene.model.comments.map(({ path, body }) => `${path} ${/\*\*`(\w+)`/.exec(body)?.[1] ?? body}`).sort();
}

const threeWrong = ["src/cart.ts cheapest", "src/cart.ts parcels", "src/pricing.ts discounted"];

test("reviews a pull request: one review, a comment for each wrong function, outputs, a failing step", async () => {
  const run = await scene.run("pull_request");
  expect(run.exitCode, run.stdout + run.stderr).toBe(1);
  expect(told()).toEqual(threeWrong);
  expect(scene.model.reviews).toHaveLength(1);
  expect(scene.github.writes()).toHaveLength(1);
  expect(run.outputs).toMatchObject({ conclusion: "failure", refuted: "3", verified: "3" });
  expect(run.outputs["review-url"]).toContain("#pullrequestreview-");
  expect(run.annotations).toEqual([]);
  for (const name of ["cheapest", "parcels", "discounted"]) expect(run.summary).toContain(name);

  const again = await scene.run("pull_request");
  expect(again.exitCode).toBe(1);
  expect(scene.github.writes()).toEqual([]);
  expect(again.outputs["review-url"]).toBe(run.outputs["review-url"]);
}, 180_000);

test("marks what a push has fixed, and leaves the rest as it is", async () => {
  await scene.run("pull_request");
  scene.model.push({ ...head, "src/pricing.ts": base["src/pricing.ts"] ?? "" });
  const run = await scene.run("pull_request");
  expect(run.exitCode).toBe(1);
  const bodies = scene.model.comments.map(({ path, body }) => [path, body.includes("Fixed")]);
  expect(bodies.filter(([, fixed]) => fixed)).toEqual([["src/pricing.ts", true]]);
  expect(scene.model.comments).toHaveLength(3);
  expect(scene.model.reviews).toHaveLength(1);
  scene.model.push(base);
  const last = await scene.run("pull_request");
  expect(last.exitCode).toBe(0);
  expect(last.outputs["conclusion"]).toBe("success");
  expect(scene.model.comments.every(({ body }) => body.includes("Fixed"))).toBe(true);
}, 180_000);

test("posts nothing once the head has moved while it was at work", async () => {
  const before = () => void scene.model.push(base);
  scene.github.disturb({ method: "GET", path: /comments$/, status: 200, message: "", before, pass: true });
  const run = await scene.run("pull_request");
  expect(run.stdout).toContain("github.head-moved");
  expect(scene.github.writes()).toEqual([]);
}, 120_000);

test("with a token that may only read: one line names the permission, summary and annotations tell the rest", async () => {
  scene.model.token = { ...scene.model.token, pullRequests: "read" };
  const run = await scene.run("pull_request");
  expect(run.exitCode).toBe(1);
  const lines = run.stdout.split("\n").filter((line) => line.includes("pull-requests: write"));
  expect(lines).toHaveLength(1);
  expect(run.annotations.filter((line) => line.startsWith("::error"))).toHaveLength(3);
  expect(run.annotations.some((line) => line.includes("file=src/cart.ts"))).toBe(true);
  expect(run.summary).toContain("cheapest");
  expect(scene.model.reviews).toEqual([]);
}, 120_000);

test("with a token that may read nothing, everything is checked and told in the log", async () => {
  scene.model.token = { ...scene.model.token, pullRequests: "none" };
  const run = await scene.run("pull_request");
  expect(run.exitCode).toBe(1);
  expect(run.outputs["refuted"]).toBe("3");
}, 120_000);

test("when GitHub refuses a comment, the others stand and the body tells it", async () => {
  scene.github.disturb({ method: "POST", path: /reviews$/, status: 422, message: "Unprocessable", times: 2 });
  const run = await scene.run("pull_request");
  expect(run.stdout).toContain("github.comment-refused");
  expect(scene.model.comments).toHaveLength(2);
  expect(scene.model.reviews[0]?.body).toContain("countercheck:told");
}, 120_000);

test("comments stand on the head's lines, though the merge commit is checked out", async () => {
  const above = "// Put in by the base branch.\n".repeat(5);
  scene.model.pushBase({ ...base, "src/pricing.ts": above + (base["src/pricing.ts"] ?? "") });
  const run = await scene.run("pull_request");
  expect(run.exitCode, run.stdout).toBe(1);
  const comment = scene.model.comments.find(({ path }) => path === "src/pricing.ts");
  const lines = (head["src/pricing.ts"] ?? "").split("\n");
  const from = lines.findIndex((line) => line.includes("less a discount"));
  const to = lines.indexOf("}");
  expect(comment?.line).toBeGreaterThan(from);
  expect(comment?.line).toBeLessThanOrEqual(to + 1);
}, 120_000);

test("with the whole history, the diff is git's and the review the same", async () => {
  await scene.run("pull_request", { history: "full" });
  expect(told()).toEqual(threeWrong);
  expect(scene.github.requests.some(({ path }) => path.includes("/files"))).toBe(false);
}, 120_000);

test("a change cannot relax its own gate", async () => {
  scene.model.push({ ...head, "countercheck.json": '{ "failOn": "never", "exclude": ["src"] }\n' });
  const run = await scene.run("pull_request");
  expect(run.exitCode).toBe(1);
  expect(run.outputs["refuted"]).toBe("3");
}, 120_000);

test("a file that is left with fewer clauses says so", async () => {
  const without = (head["src/pricing.ts"] ?? "").replaceAll(/^\/\/@ ensures .*\n/gm, "");
  scene.model.push({ ...head, "src/pricing.ts": without });
  const run = await scene.run("pull_request");
  expect(run.stdout).toContain("contracts.fewer");
  expect(scene.model.reviews[0]?.body).toContain("src/pricing.ts");
}, 120_000);

test("a copy of dist/ alone, in another folder, does the same", async () => {
  const dist = join(scene.folder, "copy of dist");
  cpSync(builtDist, dist, { recursive: true });
  const run = await scene.run("pull_request", { dist });
  expect(run.exitCode).toBe(1);
  expect(told()).toEqual(threeWrong);
}, 120_000);
