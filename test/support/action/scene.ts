/**
 * Gives the scene of an end-to-end test: a repository with a pull request, GitHub and the cache on loopback, and runs of
 * the built Action in it. Closing it holds that no request was made that GitHub's description forbids.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { type LoopbackCache, startCache } from "../github/cache-service.js";
import { dispatchEvent, mergeGroupEvent, pullRequestEvent, pushEvent } from "../github/events.js";
import type { Files } from "../github/git.js";
import { openPullRequest, type PullRequestModel } from "../github/pull-request.js";
import { type LoopbackGitHub, startGitHub } from "../github/server.js";
import { type ActionResult, type ActionRun, runAction } from "./run-action.js";

type Options = Partial<Pick<ActionRun, "inputs" | "history" | "dist" | "emptyWorkspace" | "cacheMode" | "payload">>;

export interface Scene {
  readonly folder: string;
  readonly model: PullRequestModel;
  readonly github: LoopbackGitHub;
  readonly cache: LoopbackCache;
  run(event: ActionRun["event"], options?: Options): Promise<ActionResult>;
  close(): Promise<void>;
}

export async function openScene(base: Files, head: Files): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "countercheck-scene-"));
  const model = openPullRequest({ folder: join(folder, "repository"), base, head });
  const github = await startGitHub(model);
  const cache = await startCache();
  const payloads = {
    pull_request: () => pullRequestEvent(model),
    push: () => pushEvent(model, "0".repeat(40), model.base()),
    merge_group: () => mergeGroupEvent(model),
    workflow_dispatch: () => dispatchEvent(model),
    issue_comment: () => ({}),
  };
  return {
    folder,
    model,
    github,
    cache,
    async run(event, options = {}) {
      github.forget();
      const payload = payloads[event]();
      const result = await runAction({
        event,
        payload,
        model,
        github,
        cache,
        folder: join(folder, "runs"),
        ...options,
      });
      expect(result.stderr + result.post.stderr).not.toContain("no-network");
      expect(result.stdout + result.stderr).not.toMatch(new RegExp(`(?<!::add-mask::)${model.token.text}`));
      expect(result.post.exitCode).toBe(0);
      return result;
    },
    async close() {
      expect(github.violations).toEqual([]);
      await github.close();
      await cache.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
