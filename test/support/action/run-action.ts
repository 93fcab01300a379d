/**
 * Gives a run of the built Action as a runner starts it: the real `dist/index.js` on the Node that runs the tests, in an
 * empty folder, with the documented environment and nothing else; the step, and then what follows at the job's end.
 * Relies on: GitHub's "Default environment variables" and the file commands of the runner.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { LoopbackCache } from "../github/cache-service.js";
import type { PullRequestModel } from "../github/pull-request.js";
import type { LoopbackGitHub } from "../github/server.js";

export interface ActionRun {
  readonly event: "pull_request" | "push" | "merge_group" | "workflow_dispatch" | "issue_comment";
  readonly payload: unknown;
  readonly model: PullRequestModel;
  readonly github: LoopbackGitHub;
  readonly cache?: LoopbackCache;
  /** Folder of the run; a new one inside it is used each time. */
  readonly folder: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly history?: "shallow" | "full";
  readonly cacheMode?: string;
  /** Another copy of `dist/`. */
  readonly dist?: string;
  /** Skips the checkout. */
  readonly emptyWorkspace?: boolean;
  readonly secondsLeft?: number;
}

export interface ActionResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly string[];
  readonly post: { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };
}

const root = resolve(import.meta.dirname, "..", "..", "..");
/** The committed build, or the one that COUNTERCHECK_DIST names. */
export const builtDist = process.env["COUNTERCHECK_DIST"] ?? join(root, "dist");
let runs = 0;

const refs = {
  pull_request: (number: number) => `refs/pull/${number}/merge`,
  push: () => "refs/heads/main",
  merge_group: (number: number) => `refs/heads/gh-readonly-queue/main/pr-${number}`,
  workflow_dispatch: () => "refs/heads/main",
  issue_comment: () => "refs/heads/main",
};

function inputDefaults(): Record<string, string> {
  const text = readFileSync(join(root, "action.yml"), "utf8");
  const section = text.slice(text.indexOf("\ninputs:"), text.indexOf("\noutputs:"));
  const found: Record<string, string> = {};
  for (const block of section.split(/\n(?= {2}\S)/).slice(1)) {
    const name = /^ {2}([\w-]+):/.exec(block)?.[1] ?? "";
    const value = /\n {4}default: (.*)/.exec(block)?.[1] ?? "";
    found[name] = value.replaceAll(/^"|"$/g, "");
  }
  return found;
}

function environment(run: ActionRun, folder: string): Record<string, string> {
  const { model, github, cache, event } = run;
  const ref = refs[event](model.number);
  const inputs = { ...inputDefaults(), token: model.token.text, ...run.inputs };
  const file = (name: string) => join(folder, name);
  const own: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    HOME: file("home"),
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTOR: "octocat",
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: file("event.json"),
    GITHUB_JOB: "countercheck",
    GITHUB_OUTPUT: file("output"),
    GITHUB_STATE: file("state"),
    GITHUB_ENV: file("env"),
    GITHUB_PATH: file("path"),
    GITHUB_STEP_SUMMARY: file("summary"),
    GITHUB_REF: ref,
    GITHUB_REPOSITORY: `${model.owner}/${model.name}`,
    GITHUB_REPOSITORY_OWNER: model.owner,
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_RUN_ID: String(5_000 + ++runs),
    GITHUB_SHA: event === "push" || event === "workflow_dispatch" ? model.base() : model.merge(),
    GITHUB_WORKFLOW: "Countercheck",
    GITHUB_WORKSPACE: file("workspace"),
    RUNNER_ARCH: "X64",
    RUNNER_NAME: "loopback",
    RUNNER_OS: "Linux",
    // One path for all runs, as on hosted runners: the cache knows an entry by the path it was saved from.
    RUNNER_TEMP: file("temp"),
    RUNNER_TOOL_CACHE: file("tools"),
  };
  for (const [name, value] of Object.entries(inputs)) own[`INPUT_${name.toUpperCase()}`] = value;
  if (cache !== undefined) {
    const base = event === "pull_request" || event === "merge_group" ? ["refs/heads/main"] : [];
    own["ACTIONS_CACHE_SERVICE_V2"] = "true";
    own["ACTIONS_RESULTS_URL"] = `${cache.url}/`;
    own["ACTIONS_RUNTIME_TOKEN"] = cache.token({ own: ref, readable: base, writable: true });
  }
  if (run.cacheMode !== undefined) own["ACTIONS_CACHE_MODE"] = run.cacheMode;
  return own;
}

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const preload = join(import.meta.dirname, "no-network.ts");

function start(entry: string, cwd: string, env: Record<string, string>, seconds: number): Promise<Ended> {
  return new Promise((ended) => {
    const child = spawn(process.execPath, ["--import", preload, entry], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data: Buffer) => {
      stdout += data.toString("utf8");
    });
    child.stderr.on("data", (data: Buffer) => {
      stderr += data.toString("utf8");
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1_000);
    child.on("close", (exitCode) => {
      clearTimeout(timer);
      ended({ exitCode, stdout, stderr });
    });
  });
}

/** Reads `name<<delimiter … delimiter`, as the runner does. */
function fileCommands(file: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const match of readFileSync(file, "utf8").matchAll(/^(.+?)<<(\S+)\n([\s\S]*?)\n?\2$/gm)) {
    found[match[1] ?? ""] = match[3] ?? "";
  }
  return found;
}

export async function runAction(run: ActionRun): Promise<ActionResult> {
  mkdirSync(run.folder, { recursive: true });
  const folder = mkdtempSync(join(run.folder, "run-"));
  const env = environment(run, folder);
  // The bank's place is part of a cache's identity.
  env["RUNNER_TEMP"] = join(run.folder, "temp");
  for (const name of ["home", "cwd", "workspace"]) mkdirSync(join(folder, name), { recursive: true });
  // Emptied between jobs.
  rmSync(env["RUNNER_TEMP"], { recursive: true, force: true });
  mkdirSync(env["RUNNER_TEMP"], { recursive: true });
  for (const name of ["output", "state", "env", "path", "summary"]) writeFileSync(join(folder, name), "");
  writeFileSync(join(folder, "event.json"), JSON.stringify(run.payload));
  const what = run.event === "push" || run.event === "workflow_dispatch" ? "base" : "merge";
  if (run.emptyWorkspace !== true) run.model.checkOut(join(folder, "workspace"), what, run.history);

  const entry = join(run.dist ?? builtDist, "index.js");
  const cwd = join(folder, "cwd");
  const main = await start(entry, cwd, env, run.secondsLeft ?? 120);
  const states = fileCommands(join(folder, "state"));
  const post = { ...env };
  for (const [name, value] of Object.entries(states)) post[`STATE_${name}`] = value;
  const after = await start(entry, cwd, post, 120);
  return {
    ...main,
    outputs: fileCommands(join(folder, "output")),
    summary: readFileSync(join(folder, "summary"), "utf8"),
    annotations: main.stdout.split("\n").filter((line) => /^::(error|warning)/.test(line)),
    post: after,
  };
}
