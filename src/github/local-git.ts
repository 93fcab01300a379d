/**
 * Gives what the checked-out repository can tell by itself, by way of git: commits that are there, differences between
 * them, files at a revision. Never through a shell, never with hooks, helpers or drivers that a repository could name.
 * Relies on: git on the PATH; without it everything is answered with undefined, and the API is asked instead.
 */
import { execFile } from "node:child_process";

export interface LocalGit {
  hasCommit(sha: string): Promise<boolean>;
  mergeBase(one: string, other: string): Promise<string | undefined>;
  /** Unified diff; undefined where a commit is not there. */
  diff(from: string, to: string): Promise<string | undefined>;
  /** A file at a revision; undefined where either is not there. */
  text(revision: string, path: string): Promise<string | undefined>;
}

const settings = [
  "safe.directory=*",
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=true",
  "diff.external=",
  "diff.noprefix=false",
  "diff.mnemonicPrefix=false",
  "protocol.allow=never",
].flatMap((setting) => ["-c", setting]);

const mostBytes = 256 * 1024 * 1024;

export function localGit(folder: string, environment: { readonly PATH?: string | undefined }): LocalGit {
  function run(args: readonly string[]): Promise<string | undefined> {
    return new Promise((resolve) => {
      const env = {
        ...environment,
        GIT_TERMINAL_PROMPT: "0",
        GIT_OPTIONAL_LOCKS: "0",
        GIT_NO_LAZY_FETCH: "1",
        LC_ALL: "C",
      };
      const options = { cwd: folder, env, maxBuffer: mostBytes, timeout: 120_000, encoding: "utf8" as const };
      execFile("git", [...settings, ...args], options, (error, stdout) => resolve(error === null ? stdout : undefined));
    });
  }
  return {
    hasCommit: async (sha) => (await run(["cat-file", "-e", `${sha}^{commit}`])) !== undefined,
    mergeBase: async (one, other) => (await run(["merge-base", one, other]))?.trim(),
    diff: (from, to) =>
      run(["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--unified=3", from, to, "--"]),
    text: (revision, path) => run(["show", "--no-textconv", `${revision}:${path}`]),
  };
}
