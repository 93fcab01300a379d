/**
 * Takes a commit of a repository and the file system of the disk; gives a file system in which the working tree reads as
 * the commit has it. Dependencies, and what lies outside the tree, are read from the disk. Links of the commit are
 * absent: nothing leads out of the tree.
 */
import type { GitRepository } from "./git.js";
import type { FileSystem } from "./source/index.js";

/** Read at once, since a process a file would cost more than the whole run. */
const wanted = /\.(?:[cm]?tsx?|json|ya?ml)$/u;
const dependencies = /(?:^|\/)node_modules(?:\/|$)/u;

export function revisionFiles(git: GitRepository, commit: string, disk: FileSystem): FileSystem {
  const tree = git.tree(commit);
  const folders = foldersOf([...tree.keys()]);
  const contents = new Map<string, Uint8Array | undefined>();
  const first = [...tree].filter(([file]) => wanted.test(file));
  const blobs = git.blobs(first.map(([, id]) => id));
  for (const [i, [file]] of first.entries()) contents.set(file, blobs[i]);

  const inTree = (path: string): string | undefined => {
    if (path === git.root) return "";
    const inside = path.startsWith(`${git.root}/`) ? path.slice(git.root.length + 1) : undefined;
    return inside === undefined || dependencies.test(inside) ? undefined : inside;
  };
  const read = (file: string): Uint8Array | undefined => {
    const id = tree.get(file);
    if (id !== undefined && !contents.has(file)) contents.set(file, git.blobs([id])[0]);
    return contents.get(file);
  };
  const atRevision = <T>(path: string, known: (file: string) => T, other: () => T): T => {
    const file = inTree(path);
    return file === undefined ? other() : known(file);
  };
  return {
    readFile: (path) => atRevision(path, read, () => disk.readFile(path)),
    fileExists: (path) =>
      atRevision(
        path,
        (file) => tree.has(file),
        () => disk.fileExists(path),
      ),
    directoryExists: (path) =>
      atRevision(
        path,
        (file) => folders.has(file),
        () => disk.directoryExists(path),
      ),
    readDirectory: (path) =>
      atRevision(
        path,
        (file) => entriesOf(file, folders),
        () => disk.readDirectory(path),
      ),
    realPath: (path) =>
      atRevision(
        path,
        () => path,
        () => disk.realPath(path),
      ),
  };
}

interface Entries {
  readonly files: string[];
  readonly directories: string[];
}

function entriesOf(folder: string, folders: ReadonlyMap<string, Entries>): Entries {
  return folders.get(folder) ?? { files: [], directories: [] };
}

function foldersOf(files: readonly string[]): ReadonlyMap<string, Entries> {
  const folders = new Map<string, Entries>([["", { files: [], directories: [] }]]);
  const open = (folder: string): Entries => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const entries: Entries = { files: [], directories: [] };
    folders.set(folder, entries);
    open(parentOf(folder)).directories.push(nameOf(folder));
    return entries;
  };
  for (const file of files) open(parentOf(file)).files.push(nameOf(file));
  return folders;
}

function parentOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
