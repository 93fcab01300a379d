/**
 * Takes a file system and texts that stand in for some of its files; gives a file system that reads like both. A patched
 * text and the base revision of a pull request are seen through it, so that the pipeline knows of neither.
 */
import type { FileSystem } from "../source/index.js";

/** Paths are absolute; `undefined` hides a file that is there. */
export function overlay(files: FileSystem, texts: ReadonlyMap<string, string | undefined>): FileSystem {
  const encoder = new TextEncoder();
  // A file that is reached through a link is read by its real path, too.
  const covered = new Map([...texts].flatMap(([path, text]) => [path, files.realPath(path)].map((p) => [p, text])));
  const present = [...covered].filter(([, text]) => text !== undefined).map(([path]) => path);
  return {
    readFile: (path) => {
      if (!covered.has(path)) return files.readFile(path);
      const text = covered.get(path);
      return text === undefined ? undefined : encoder.encode(text);
    },
    fileExists: (path) => (covered.has(path) ? covered.get(path) !== undefined : files.fileExists(path)),
    directoryExists: (path) => files.directoryExists(path) || present.some((file) => file.startsWith(`${path}/`)),
    readDirectory: (path) => {
      const under = files.readDirectory(path);
      const inside = present.filter((file) => file.startsWith(`${path}/`)).map((file) => file.slice(path.length + 1));
      const hidden = (name: string): boolean => {
        const file = `${path}/${name}`;
        return covered.has(file) && covered.get(file) === undefined;
      };
      const added = inside.filter((name) => !name.includes("/"));
      const folders = inside.filter((name) => name.includes("/")).map((name) => name.slice(0, name.indexOf("/")));
      return {
        files: [...new Set([...under.files.filter((name) => !hidden(name)), ...added])],
        directories: [...new Set([...under.directories, ...folders])],
      };
    },
    realPath: (path) => files.realPath(path),
  };
}
