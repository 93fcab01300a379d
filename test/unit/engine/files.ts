/** Gives a workspace in memory under `/w`, from relative paths to texts. */
import type { FileSystem } from "../../../src/source/index.js";

export function filesOf(texts: Readonly<Record<string, string>>, root = "/w"): FileSystem {
  const files = new Map(Object.entries(texts).map(([path, text]) => [`${root}/${path}`, text]));
  const encoder = new TextEncoder();
  return {
    readFile: (path) => {
      const text = files.get(path);
      return text === undefined ? undefined : encoder.encode(text);
    },
    fileExists: (path) => files.has(path),
    directoryExists: (path) => [...files.keys()].some((file) => file.startsWith(`${path}/`)),
    readDirectory: (path) => {
      const inside = [...files.keys()].filter((f) => f.startsWith(`${path}/`)).map((f) => f.slice(path.length + 1));
      return {
        files: inside.filter((name) => !name.includes("/")),
        directories: [...new Set(inside.filter((n) => n.includes("/")).map((n) => n.slice(0, n.indexOf("/"))))],
      };
    },
    realPath: (path) => path,
  };
}
