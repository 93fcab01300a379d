/**
 * Takes a folder's `package.json` and `pnpm-workspace.yaml`; gives the patterns of the workspace's packages, and expands
 * them. Of YAML only what such a file holds is read: a `packages:` list of plain or quoted scalars, in block or flow form.
 */
import { posix } from "node:path";
import type { ProjectFiles } from "./files.js";
import { isModest } from "./tsconfig-patterns.js";

/** Patterns as written, `!` in front of what is taken out again; undefined if the folder is no workspace's root. */
export function workspacePatterns(folder: string, files: ProjectFiles): readonly string[] | undefined {
  const yaml = `${folder}/pnpm-workspace.yaml`;
  const text = files.fileExists(yaml) ? files.readText(yaml) : undefined;
  if (text !== undefined) return packagesOfYaml(text);
  const workspaces = readManifest(folder, files)?.["workspaces"];
  const list = isRecord(workspaces) ? workspaces["packages"] : workspaces;
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : undefined;
}

export function readManifest(folder: string, files: ProjectFiles): Readonly<Record<string, unknown>> | undefined {
  const path = `${folder}/package.json`;
  const text = files.fileExists(path) ? files.readText(path) : undefined;
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ""));
    return isRecord(value) ? value : undefined;
  } catch (error) {
    // A manifest that does not parse names no package; its own project's tools say so.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function packagesOfYaml(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\r\n]/u);
  const start = lines.findIndex((line) => /^(?:packages|"packages"|'packages')\s*:/u.test(line));
  if (start === -1) return [];
  const rest = (lines[start] ?? "").replace(/^[^:]*:/u, "");
  const flow = [rest, ...lines.slice(start + 1)].join("\n").trim();
  if (flow.startsWith("[")) return scalars(flow.slice(1, flow.indexOf("]")).split(","));
  const items: string[] = [];
  for (const line of lines.slice(start + 1)) {
    const item = /^\s*-\s+(.*)$/u.exec(line);
    if (item !== null) items.push(item[1] ?? "");
    else if (/^\S/u.test(line) && !line.startsWith("#")) break;
  }
  return scalars(items);
}

function scalars(items: readonly string[]): readonly string[] {
  return items
    .map((item) => {
      const quoted = /^\s*(["'])(.*?)\1/u.exec(item);
      return quoted === null ? item.replace(/(?:^|\s)#.*$/u, "").trim() : (quoted[2] ?? "");
    })
    .filter((item) => item !== "");
}

/** The folders that match the patterns and hold a `package.json`, the root's own first. */
export function workspaceFolders(root: string, patterns: readonly string[], files: ProjectFiles): readonly string[] {
  const found = new Set([root]);
  for (const pattern of patterns) {
    const segments = posix
      .normalize(pattern.replace(/^!/u, ""))
      .split("/")
      .filter((s) => s !== "" && s !== ".");
    if (segments.includes("..") || !isModest(pattern)) continue;
    for (const folder of expand(root, segments, files)) {
      if (pattern.startsWith("!")) found.delete(folder);
      else if (files.fileExists(`${folder}/package.json`)) found.add(folder);
    }
  }
  return [...found];
}

const deepest = 8;

function expand(folder: string, segments: readonly string[], files: ProjectFiles, depth = 0): readonly string[] {
  const [first, ...rest] = segments;
  if (first === undefined) return [folder];
  const inner = (): readonly string[] =>
    files
      .entries(folder)
      .directories.filter((name) => name !== "node_modules" && !name.startsWith("."))
      .sort();
  if (first === "**") {
    const here = expand(folder, rest, files, depth);
    if (depth >= deepest) return here;
    return [...here, ...inner().flatMap((name) => expand(`${folder}/${name}`, segments, files, depth + 1))];
  }
  if (!/[*?{]/u.test(first)) return expand(`${folder}/${first}`, rest, files, depth);
  const matching = inner().filter((name) => globExpression(first).test(name));
  return matching.flatMap((name) => expand(`${folder}/${name}`, rest, files, depth));
}

function globExpression(segment: string): RegExp {
  const escaped = segment
    .replace(/[.+^$()|[\]\\]/gu, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const alternatives = escaped.replace(/\{([^{}]*)\}/gu, (_, list: string) => `(?:${list.split(",").join("|")})`);
  return new RegExp(`^${alternatives.replace(/[{}](?![^(]*\))/gu, "\\$&")}$`, "u");
}
