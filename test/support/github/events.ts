/**
 * Gives the payloads that start a workflow, from GitHub's own examples, with the commits of a model put in.
 * Relies on: the npm package `@octokit/webhooks-examples`.
 */
import { createRequire } from "node:module";
import type { PullRequestModel } from "./pull-request.js";

type Payload = Record<string, unknown>;
interface Webhook {
  readonly name: string;
  readonly examples: readonly Payload[];
}

const webhooks = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly Webhook[];

function example(name: string, fits: (payload: Payload) => boolean = () => true): Payload {
  const found = webhooks.find((webhook) => webhook.name === name)?.examples.find(fits);
  if (found === undefined) throw new Error(`no example of ${name}`);
  return structuredClone(found);
}

function withRepository(payload: Payload, model: PullRequestModel): Payload {
  const repository = payload["repository"] as Payload;
  const named = { name: model.name, full_name: `${model.owner}/${model.name}`, default_branch: "main" };
  return { ...payload, repository: { ...repository, ...named } };
}

export function pullRequestEvent(model: PullRequestModel, options: { readonly fork?: boolean } = {}): Payload {
  const payload = example("pull_request", ({ action }) => action === "synchronize");
  const pull = payload["pull_request"] as Payload;
  const full = `${model.owner}/${model.name}`;
  const side = (name: "base" | "head", ref: string, sha: string, from: string) => {
    const known = pull[name] as Payload;
    return { ...known, ref, sha, repo: { ...(known["repo"] as Payload), name: model.name, full_name: from } };
  };
  return withRepository(
    {
      ...payload,
      number: model.number,
      pull_request: {
        ...pull,
        number: model.number,
        base: side("base", "main", model.base(), full),
        head: side("head", "topic", model.head(), options.fork === true ? `mallory/${model.name}` : full),
      },
    },
    model,
  );
}

export function pushEvent(model: PullRequestModel, before: string, after: string): Payload {
  const payload = example("push", ({ ref }) => String(ref).startsWith("refs/heads/"));
  return withRepository({ ...payload, ref: "refs/heads/main", before, after, deleted: false }, model);
}

export function mergeGroupEvent(model: PullRequestModel): Payload {
  const payload = example("merge_group");
  const group = payload["merge_group"] as Payload;
  return withRepository(
    { ...payload, merge_group: { ...group, base_sha: model.base(), head_sha: model.merge() } },
    model,
  );
}

export function dispatchEvent(model: PullRequestModel): Payload {
  return withRepository({ ...example("workflow_dispatch"), ref: "refs/heads/main" }, model);
}
