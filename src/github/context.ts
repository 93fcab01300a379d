/**
 * Takes the documented environment of a workflow step and the event's payload; gives what the run is about, or a problem
 * with a code. Relies on: GitHub's "Variables" and "Events that trigger workflows"; the payload is data from outside and
 * is tested field by field.
 */
import type { Outcome, RunProblem } from "./failure.js";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface PullRequestEvent {
  readonly kind: "pull request";
  readonly number: number;
  readonly baseSha: string;
  readonly headSha: string;
  readonly fork: boolean;
}

export type RunEvent =
  | PullRequestEvent
  /** `before` is undefined for a new branch. */
  | { readonly kind: "push"; readonly before: string | undefined; readonly after: string }
  | { readonly kind: "merge group"; readonly baseSha: string; readonly headSha: string }
  | { readonly kind: "everything" };

export interface RunContext {
  readonly owner: string;
  readonly repo: string;
  readonly event: RunEvent;
  /** `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  readonly onDefaultBranch: boolean;
  /** The commit that is checked out: of a pull request the merge commit, not its head. */
  readonly sha: string;
  readonly workspace: string;
  readonly temporary: string;
  readonly apiUrl: string;
  /** Names this run in keys of the cache: run and attempt. */
  readonly run: string;
}

type Payload = { readonly [key: string]: unknown };

function at(payload: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (isPayload(value) ? value[key] : undefined), payload);
}

function isPayload(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

function commitAt(payload: unknown, path: string): string | undefined {
  const value = at(payload, path);
  return typeof value === "string" && commit.test(value) ? value : undefined;
}

function textAt(payload: unknown, path: string): string | undefined {
  const value = at(payload, path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function readContext(environment: Environment, payloadText: string | undefined): Outcome<RunContext> {
  const [owner, repo] = (environment["GITHUB_REPOSITORY"] ?? "").split("/");
  const workspace = environment["GITHUB_WORKSPACE"] ?? "";
  if (owner === undefined || repo === undefined || workspace === "") {
    return unreadable("GITHUB_REPOSITORY and GITHUB_WORKSPACE are not set: this runs as a step of a workflow");
  }
  const payload = parsed(payloadText);
  if (payload === undefined) return unreadable("the file that GITHUB_EVENT_PATH names holds no JSON object");
  const event = readEvent(environment["GITHUB_EVENT_NAME"] ?? "", payload);
  if ("problem" in event) return event;
  const ref = environment["GITHUB_REF"] ?? "";
  const defaultBranch = textAt(payload, "repository.default_branch");
  return {
    value: {
      owner,
      repo,
      event: event.value,
      ref,
      onDefaultBranch: defaultBranch !== undefined && ref === `refs/heads/${defaultBranch}`,
      sha: environment["GITHUB_SHA"] ?? "",
      workspace,
      temporary: environment["RUNNER_TEMP"] ?? "",
      apiUrl: environment["GITHUB_API_URL"] ?? "https://api.github.com",
      run: `${environment["GITHUB_RUN_ID"] ?? "0"}-${environment["GITHUB_RUN_ATTEMPT"] ?? "1"}`,
    },
  };
}

function parsed(text: string | undefined): Payload | undefined {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return isPayload(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readEvent(name: string, payload: Payload): Outcome<RunEvent> {
  switch (name) {
    case "pull_request":
      return pullRequestEvent(payload);
    case "push":
      return pushEvent(payload);
    case "merge_group":
      return mergeGroupEvent(payload);
    case "workflow_dispatch":
      return { value: { kind: "everything" } };
    default:
      return {
        problem: {
          code: "github.event-not-handled",
          message: `the event \`${name}\` is not one that this action runs on: use pull_request, push, merge_group or workflow_dispatch`,
        },
      };
  }
}

function pullRequestEvent(payload: Payload): Outcome<RunEvent> {
  const number = at(payload, "pull_request.number");
  const baseSha = commitAt(payload, "pull_request.base.sha");
  const headSha = commitAt(payload, "pull_request.head.sha");
  if (typeof number !== "number" || baseSha === undefined || headSha === undefined) {
    const message = "the event is called pull_request, and its payload has no pull request with a base and a head";
    return { problem: { code: "github.no-pull-request", message } };
  }
  const [from, to] = ["pull_request.head.repo.full_name", "pull_request.base.repo.full_name"];
  return {
    value: { kind: "pull request", number, baseSha, headSha, fork: textAt(payload, from) !== textAt(payload, to) },
  };
}

function pushEvent(payload: Payload): Outcome<RunEvent> {
  const after = commitAt(payload, "after");
  if (at(payload, "deleted") === true || after === undefined || /^0+$/u.test(after)) {
    return { problem: { code: "github.event-not-handled", message: "the push deleted its branch: nothing to check" } };
  }
  const before = commitAt(payload, "before");
  return { value: { kind: "push", before: before === undefined || /^0+$/u.test(before) ? undefined : before, after } };
}

function mergeGroupEvent(payload: Payload): Outcome<RunEvent> {
  const baseSha = commitAt(payload, "merge_group.base_sha");
  const headSha = commitAt(payload, "merge_group.head_sha");
  if (baseSha === undefined || headSha === undefined) return unreadable("the merge group has no base and head commit");
  return { value: { kind: "merge group", baseSha, headSha } };
}

function unreadable(message: string): { readonly problem: RunProblem } {
  return { problem: { code: "github.event-unreadable", message } };
}
