/**
 * Takes a folder; gives its git repository: what it ignores, a diff, and a revision's files as a file system. git is run
 * without a shell, with its own options fixed, so that neither names nor the user's configuration change what it prints.
 * Relies on: git 2.30 or newer on the PATH.
 */
import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";

export interface GitRepository {
  /** Absolute path of the working tree, its links followed. */
  readonly root: string;
  /** Tracked and untracked files that are not ignored, relative to the root. */
  files(): readonly string[];
  /** Those of the files that an attribute marks as `linguist-generated`. */
  generated(files: readonly string[]): ReadonlySet<string>;
  /** The commit that a name stands for. */
  commit(revision: string): string | undefined;
  mergeBase(a: string, b: string): string | undefined;
  /** Unified diff from a commit to another, or to the working tree with its untracked TypeScript. */
  diff(base: string, head: string | undefined): string;
  /** Path -> blob of the files of a commit, links left out. */
  tree(commit: string): ReadonlyMap<string, string>;
  /** Contents of blobs, in order; undefined where git has none. */
  blobs(ids: readonly string[]): readonly (Uint8Array | undefined)[];
}

interface Ran {
  readonly ok: boolean;
  readonly output: Buffer;
}

const largestOutput = 1 << 30;
const settings = ["core.quotePath=false", "core.fsmonitor=false", "core.hooksPath=/dev/null", "diff.external="];
const fixed = ["--no-optional-locks", ...settings.flatMap((setting) => ["-c", setting])];

function run(folder: string, args: readonly string[], input?: string): Ran {
  const { status, stdout } = spawnSync("git", [...fixed, ...args], {
    cwd: folder,
    maxBuffer: largestOutput,
    stdio: ["pipe", "pipe", "ignore"],
    ...(input === undefined ? {} : { input }),
  });
  return { ok: status === 0, output: stdout ?? Buffer.alloc(0) };
}

/** The repository that a folder lies in; undefined outside of one, or where git cannot be run. */
export function openRepository(folder: string): GitRepository | undefined {
  const top = run(folder, ["rev-parse", "--show-toplevel"]);
  if (!top.ok) return undefined;
  const root = realpathSync(top.output.toString("utf8").replace(/\r?\n$/u, ""));
  const git = (args: readonly string[], input?: string): Ran => run(root, args, input);
  return {
    root,
    files: () => [...new Set(parted(git(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).output))],
    generated: (files) =>
      generatedOf(git(["check-attr", "-z", "--stdin", "linguist-generated"], files.join("\0")).output),
    commit: (revision) =>
      oneLineOf(git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`])),
    mergeBase: (a, b) => oneLineOf(git(["merge-base", a, b])),
    diff: (base, head) => {
      const tracked = git([...diffOptions, base, ...(head === undefined ? [] : [head]), "--"]).output.toString("utf8");
      return head === undefined ? tracked + untracked(git) : tracked;
    },
    tree: (commit) => treeOf(git(["ls-tree", "-r", "-z", "--full-tree", commit]).output),
    blobs: (ids) => blobsOf(git(["cat-file", "--batch"], `${ids.join("\n")}\n`).output, ids.length),
  };
}

const diffOptions = [
  "diff",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--src-prefix=a/",
  "--dst-prefix=b/",
  "--unified=3",
  "--find-renames",
  "--ignore-submodules",
];

/** Each untracked file as one that is new. `--no-index` ends with 1 where there is a difference. */
function untracked(git: (args: readonly string[]) => Ran): string {
  const files = parted(git(["ls-files", "-z", "--others", "--exclude-standard"]).output);
  const sources = files.filter((file) => /\.[cm]?tsx?$/u.test(file));
  return sources
    .map((file) => git([...diffOptions, "--no-index", "--", "/dev/null", file]).output.toString("utf8"))
    .join("");
}

function oneLineOf(ran: Ran): string | undefined {
  const line = ran.output.toString("utf8").split("\n")[0]?.trim();
  return ran.ok && line !== undefined && line !== "" ? line : undefined;
}

function parted(output: Buffer): readonly string[] {
  return output
    .toString("utf8")
    .split("\0")
    .filter((item) => item !== "");
}

/** Triples of path, attribute and value. */
function generatedOf(output: Buffer): ReadonlySet<string> {
  const fields = output.toString("utf8").split("\0");
  const found = new Set<string>();
  for (let i = 0; i + 2 < fields.length; i += 3) {
    const [file, , value] = fields.slice(i, i + 3);
    if (file !== undefined && (value === "set" || value === "true")) found.add(file);
  }
  return found;
}

/** Lines `mode type id<tab>path`; mode 120000 is a link, 160000 another repository. */
function treeOf(output: Buffer): ReadonlyMap<string, string> {
  const entries = parted(output).flatMap((line) => {
    const match = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/su.exec(line);
    return match?.[1] === undefined || match[2] === undefined ? [] : [[match[2], match[1]] as const];
  });
  return new Map(entries);
}

/** A header line `id type size`, the bytes, a line feed; or `id missing`. */
function blobsOf(output: Buffer, count: number): readonly (Uint8Array | undefined)[] {
  const blobs: (Uint8Array | undefined)[] = [];
  let at = 0;
  while (blobs.length < count && at < output.length) {
    const end = output.indexOf(10, at);
    if (end < 0) break;
    const size = /^[0-9a-f]+ \w+ (\d+)$/u.exec(output.toString("utf8", at, end))?.[1];
    blobs.push(size === undefined ? undefined : output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + (size === undefined ? 0 : Number(size) + 1);
  }
  while (blobs.length < count) blobs.push(undefined);
  return blobs;
}
