/** Gives the two versions of the shop in `fixtures/shop`: a small repository, and a pull request that changes six functions. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Files } from "./github/git.js";

const shop = join(import.meta.dirname, "..", "..", "fixtures", "shop");

export function shopFiles(version: "base" | "head"): Files {
  const folder = join(shop, version);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
  );
}
