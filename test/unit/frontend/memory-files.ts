/** A file system in memory: paths relative to `/w` to texts or bytes; `links` are folders or files that lead elsewhere. */
import type { FileSystem } from "../../../src/source/index.js";

export const root = "/w";

export function memoryFiles(
  contents: Readonly<Record<string, string | Uint8Array>>,
  links: Readonly<Record<string, string>> = {},
): FileSystem {
  const files = new Map(Object.entries(contents).map(([path, text]) => [absolute(path), bytesOf(text)]));
  const real = (path: string): string => {
    for (const [from, to] of Object.entries(links)) {
      const link = absolute(from);
      if (path === link || path.startsWith(`${link}/`)) return real(absolute(to) + path.slice(link.length));
    }
    return path;
  };
  const inside = (folder: string): readonly string[] =>
    [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
  return {
    readFile: (path) => files.get(real(path)),
    fileExists: (path) => files.has(real(path)),
    directoryExists: (path) => inside(real(path)).length > 0,
    readDirectory: (path) => {
      const names = inside(real(path));
      return {
        files: names.filter((name) => !name.includes("/")),
        directories: [...new Set(names.filter((n) => n.includes("/")).map((n) => n.slice(0, n.indexOf("/"))))],
      };
    },
    realPath: real,
  };
}

function absolute(path: string): string {
  return path.startsWith("/") ? path : `${root}/${path}`;
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? new TextEncoder().encode(text) : text;
}
