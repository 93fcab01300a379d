/**
 * Gives the folder on disk as a file system for the pipeline: reading only, and a failure to read is an absence. The entry
 * points lend it to the engine.
 */
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import type { FileSystem } from "../source/index.js";

export function nodeFileSystem(): FileSystem {
  return {
    readFile: (path) => orElse(undefined, () => readFileSync(path)),
    fileExists: (path) => orElse(false, () => statSync(path, { throwIfNoEntry: false })?.isFile() === true),
    directoryExists: (path) => isDirectory(path),
    readDirectory: (path) => {
      const entries = orElse([], () => readdirSync(path, { withFileTypes: true }));
      // A link is what it leads to; whether that lies outside the root is asked when it is read.
      const isFolder = (entry: (typeof entries)[number]): boolean =>
        entry.isSymbolicLink() ? isDirectory(`${path}/${entry.name}`) : entry.isDirectory();
      return {
        files: entries.filter((entry) => !isFolder(entry)).map((entry) => entry.name),
        directories: entries.filter(isFolder).map((entry) => entry.name),
      };
    },
    realPath: (path) => orElse(path, () => realpathSync.native(path)).replaceAll("\\", "/"),
  };
}

function isDirectory(path: string): boolean {
  return orElse(false, () => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
}

/** What cannot be read for want of permission, or because it went away meanwhile, counts as not there. */
function orElse<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error) return otherwise;
    throw error;
  }
}
