/**
 * Takes the injected file system and the workspace root; gives reading that stays inside the root, links followed, and
 * remembers everything that was consulted: files with the hash of their text, and names that were looked for in vain.
 * Relies on: paths are absolute with forward slashes.
 */
import { posix } from "node:path";
import { hashText } from "../../base/index.js";
import type { FileSystem } from "../../source/index.js";

export type Reading =
  | { readonly kind: "text"; readonly text: string; readonly bytes: number }
  | { readonly kind: "absent" }
  /** Its real path lies outside the root. */
  | { readonly kind: "outside" }
  | { readonly kind: "not UTF-8" };

export interface ProjectFiles {
  readonly root: string;
  readonly read: (path: string) => Reading;
  readonly readText: (path: string) => string | undefined;
  readonly fileExists: (path: string) => boolean;
  readonly directoryExists: (path: string) => boolean;
  readonly entries: (path: string) => ReturnType<FileSystem["readDirectory"]>;
  /** Inside the root, with links followed; a path outside it stays as it is. */
  readonly realPath: (path: string) => string;
  readonly relative: (path: string) => string;
  readonly readSet: ReadonlyMap<string, string>;
}

export function projectFiles(root: string, files: FileSystem): ProjectFiles {
  const readSet = new Map<string, string>();
  const readings = new Map<string, Reading>();
  const existing = new Map<string, boolean>();
  const realRoot = files.realPath(root);
  const relative = (path: string): string => (path === root ? "" : path.slice(root.length + 1));
  const isInside = (path: string): boolean => within(root, path) && within(realRoot, files.realPath(path));
  const note = (path: string, value: string): void => {
    if (within(root, path)) readSet.set(relative(path), value);
  };

  const read = (path: string): Reading => {
    const known = readings.get(path);
    if (known !== undefined) return known;
    const reading = readNow(path);
    readings.set(path, reading);
    return reading;
  };
  const readNow = (path: string): Reading => {
    if (!within(root, path)) return { kind: "outside" };
    const bytes = files.fileExists(path) ? files.readFile(path) : undefined;
    // The hash is that of the text as the replacing decoder gives it, so that any reader of the bytes can compare.
    note(path, bytes === undefined ? "absent" : hashText(new TextDecoder().decode(bytes)));
    if (bytes === undefined) return { kind: "absent" };
    if (!isInside(path)) return { kind: "outside" };
    const text = decode(bytes);
    return text === undefined ? { kind: "not UTF-8" } : { kind: "text", text, bytes: bytes.length };
  };
  const fileExists = (path: string): boolean => {
    const known = existing.get(path);
    if (known !== undefined) return known;
    const exists = within(root, path) && files.fileExists(path) && isInside(path);
    if (!exists && !readSet.has(relative(path))) note(path, "absent");
    existing.set(path, exists);
    return exists;
  };
  return {
    root,
    read,
    readText: (path) => {
      const reading = read(path);
      return reading.kind === "text" ? reading.text : undefined;
    },
    fileExists,
    directoryExists: (path) => within(root, path) && files.directoryExists(path),
    entries: (path) => (isInside(path) ? files.readDirectory(path) : { files: [], directories: [] }),
    realPath: (path) => {
      const real = files.realPath(path);
      return within(realRoot, real) ? root + real.slice(realRoot.length) : path;
    },
    relative,
    readSet,
  };
}

function within(root: string, path: string): boolean {
  if (path.includes("/../") || path.endsWith("/..")) return within(root, posix.normalize(path));
  return path === root || path.startsWith(root.endsWith("/") ? root : `${root}/`);
}

/** The byte-order mark stays in the text, so that offsets are those of the file. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
