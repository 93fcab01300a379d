/**
 * Gives real git repositories in temporary folders: the objects, diffs and merge commits of the loopback GitHub are
 * git's own. Relies on: git 2.30 or newer on the PATH; no configuration of the machine is read.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { dirname, join } from "node:path";

export type Files = Readonly<Record<string, string>>;

const environment = {
  PATH: process.env["PATH"],
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: devNull,
  GIT_AUTHOR_NAME: "Octo Cat",
  GIT_AUTHOR_EMAIL: "octocat@users.noreply.github.com",
  GIT_COMMITTER_NAME: "Octo Cat",
  GIT_COMMITTER_EMAIL: "octocat@users.noreply.github.com",
  GIT_AUTHOR_DATE: "2026-11-02T10:00:00Z",
  GIT_COMMITTER_DATE: "2026-11-02T10:00:00Z",
};

export function gitBytes(folder: string, ...args: readonly string[]): Buffer {
  const fixed = ["-c", "core.autocrlf=false", "-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...fixed, ...args], {
    cwd: folder,
    env: environment,
    maxBuffer: 256 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export function git(folder: string, ...args: readonly string[]): string {
  return gitBytes(folder, ...args)
    .toString("utf8")
    .trimEnd();
}

/** Output of a command that may fail, or undefined if it does. */
export function gitMaybe(folder: string, ...args: readonly string[]): Buffer | undefined {
  try {
    return gitBytes(folder, ...args);
  } catch {
    return undefined;
  }
}

export function createRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  git(folder, "init", "-q", "-b", "main");
}

/** Commits a whole tree on top of `parent` and gives the commit; nothing else stays in the folder. */
export function commitTree(folder: string, branch: string, parent: string | undefined, files: Files): string {
  if (parent === undefined) git(folder, "checkout", "-q", "--orphan", branch);
  else git(folder, "checkout", "-q", "-B", branch, parent);
  for (const path of git(folder, "ls-files").split("\n")) if (path !== "") rmSync(join(folder, path), { force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "--allow-empty", "-m", `Change ${branch}`);
  return git(folder, "rev-parse", "HEAD");
}

/** The commit that GitHub tests: head merged into base. */
export function mergeCommit(folder: string, base: string, head: string): string {
  git(folder, "checkout", "-q", "--detach", base);
  git(folder, "merge", "-q", "--no-ff", "-m", `Merge ${head} into ${base}`, head);
  return git(folder, "rev-parse", "HEAD");
}

/** Checks a ref out as `actions/checkout` does: detached, and with no history unless asked for. */
export function checkOut(from: string, ref: string, into: string, history: "shallow" | "full"): void {
  createRepository(into);
  git(into, "remote", "add", "origin", `file://${from}`);
  const everything = ["+refs/heads/*:refs/remotes/origin/*", `+${ref}:refs/remotes/checked-out`];
  if (history === "full") git(into, "fetch", "-q", "origin", ...everything);
  else git(into, "fetch", "-q", "--no-tags", "--depth=1", "origin", `+${ref}:refs/remotes/checked-out`);
  git(into, "checkout", "-q", "--detach", "refs/remotes/checked-out");
}
