/** Temporary folders with files in them, the disk as a file system, and git repositories to try the command on. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { FileSystem } from "../../../src/source/index.js";

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

export const disk: FileSystem = {
  readFile: (path) => (isFile(path) ? readFileSync(path) : undefined),
  fileExists: isFile,
  directoryExists: isFolder,
  readDirectory: (path) => {
    const entries = isFolder(path) ? readdirSync(path, { withFileTypes: true }) : [];
    return {
      files: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
      directories: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    };
  },
  realPath: (path) => (existsSync(path) ? realpathSync(path) : path),
};

/** A folder that is gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "countercheck-cli-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

export function git(folder: string, ...args: string[]): string {
  const name = ["-c", "user.name=a", "-c", "user.email=a@example.invalid", "-c", "commit.gpgSign=false"];
  return execFileSync("git", [...name, ...args], { cwd: folder, encoding: "utf8" }).trim();
}

/** A repository with one commit; its hash. */
export function repositoryWith(files: Readonly<Record<string, string>>): {
  readonly root: string;
  readonly first: string;
} {
  const root = folderWith(files);
  git(root, "init", "-q", "-b", "main");
  return { root, first: commit(root, "first") };
}

export function commit(root: string, message: string): string {
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", message);
  return git(root, "rev-parse", "HEAD");
}
