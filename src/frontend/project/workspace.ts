/**
 * Takes a file's place; gives the packages of the workspace around it, and where an import of one leads: to the package's
 * source, whether or not anything is built or installed (DESIGN, "Reading a real repository").
 */
import { posix } from "node:path";
import { isDeclarationFile } from "./file-selection.js";
import type { ProjectFiles } from "./files.js";
import { isRecord, readManifest, workspaceFolders, workspacePatterns } from "./workspace-list.js";

export interface Workspace {
  /** The folder of the package of that name, as seen from a folder. */
  readonly packageFolder: (name: string, from: string) => string | undefined;
  /** The source file that an import of a workspace package means. */
  readonly resolve: (specifier: string, from: string, how: ResolveHow) => string | undefined;
}

export interface ResolveHow {
  /** The importing project's own conditions, tried first. */
  readonly conditions: readonly string[];
  /** Where the package's own configuration puts what it builds, and what it builds it from. */
  readonly outputOf: (folder: string) => { readonly outDirs: readonly string[]; readonly rootDir: string | undefined };
}

export function workspace(files: ProjectFiles): Workspace {
  const packagesAt = new Map<string, ReadonlyMap<string, string> | undefined>();
  const packages = (root: string): ReadonlyMap<string, string> | undefined => {
    if (!packagesAt.has(root)) packagesAt.set(root, readPackages(root, files));
    return packagesAt.get(root);
  };
  const packageFolder = (name: string, from: string): string | undefined => {
    for (let folder = from; ; folder = posix.dirname(folder)) {
      const found = packages(folder)?.get(name);
      if (found !== undefined) return found;
      if (folder === files.root || folder === posix.dirname(folder)) return undefined;
    }
  };
  const resolve = (specifier: string, from: string, how: ResolveHow): string | undefined => {
    const [, name = "", subpath = ""] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/u.exec(specifier) ?? [];
    const folder = packageFolder(name, from);
    return folder === undefined ? undefined : sourceOf(folder, subpath, files, how);
  };
  return { packageFolder, resolve };
}

function readPackages(root: string, files: ProjectFiles): ReadonlyMap<string, string> | undefined {
  const patterns = workspacePatterns(root, files);
  if (patterns === undefined) return undefined;
  const named = workspaceFolders(root, patterns, files).flatMap((folder) => {
    const name = readManifest(folder, files)?.["name"];
    return typeof name === "string" ? [[name, folder] as const] : [];
  });
  return new Map(named);
}

function sourceOf(folder: string, subpath: string, files: ProjectFiles, how: ResolveHow): string | undefined {
  const manifest = readManifest(folder, files) ?? {};
  const output = how.outputOf(folder);
  for (const entry of entries(manifest, subpath, how.conditions)) {
    const path = posix.join(folder, entry);
    for (const candidate of [path, ...sourcesBehind(path, folder, output)]) {
      const file = existingSource(candidate, files);
      if (file !== undefined) return file;
    }
  }
  return undefined;
}

/** What the manifest says, in the order in which it is to be believed, and then what is usual. */
function entries(
  manifest: Readonly<Record<string, unknown>>,
  subpath: string,
  conditions: readonly string[],
): readonly string[] {
  const exported = exportTargets(manifest["exports"], `.${subpath}`, conditions);
  if (subpath !== "") return [...exported, subpath, `src${subpath}`];
  const fields = ["source", "types", "typings", "module", "main"].map((field) => manifest[field]);
  return [...exported, ...fields.filter((field) => typeof field === "string"), "src/index", "index"];
}

const usualConditions = ["source", "development", "types", "import", "module", "node", "require", "default"];

function exportTargets(exports: unknown, subpath: string, conditions: readonly string[]): readonly string[] {
  const wanted = [...conditions, ...usualConditions];
  if (!isRecord(exports) || !Object.keys(exports).some((key) => key.startsWith("."))) {
    return subpath === "." ? targetsOf(exports, wanted) : [];
  }
  if (Object.hasOwn(exports, subpath)) return targetsOf(exports[subpath], wanted);
  const patterns = Object.keys(exports).filter((key) => key.includes("*"));
  patterns.sort((a, b) => b.indexOf("*") - a.indexOf("*"));
  for (const pattern of patterns) {
    const [before = "", after = ""] = pattern.split("*");
    const long = subpath.length >= before.length + after.length;
    if (long && subpath.startsWith(before) && subpath.endsWith(after)) {
      const star = subpath.slice(before.length, subpath.length - after.length);
      return targetsOf(exports[pattern], wanted).map((target) => target.replaceAll("*", star));
    }
  }
  return [];
}

/** Conditions that lead to source come before those that lead to what is built, whatever their order in the file. */
function targetsOf(target: unknown, wanted: readonly string[]): readonly string[] {
  if (typeof target === "string") return [target];
  if (Array.isArray(target)) return target.flatMap((item) => targetsOf(item, wanted));
  if (!isRecord(target)) return [];
  return wanted.filter((w) => Object.hasOwn(target, w)).flatMap((w) => targetsOf(target[w], wanted));
}

/** `dist/x.js` → `src/x`, by the package's own configuration first. */
function sourcesBehind(
  path: string,
  folder: string,
  output: { readonly outDirs: readonly string[]; readonly rootDir: string | undefined },
): readonly string[] {
  const roots = [...(output.rootDir === undefined ? [] : [output.rootDir]), `${folder}/src`, folder];
  const configured = output.outDirs
    .filter((dir) => path.startsWith(`${dir}/`))
    .map((dir) => path.slice(dir.length + 1));
  const inside = posix.relative(folder, path);
  const usual = /^(?:dist|lib|build|out|es|esm|cjs|types)\/(?:(?:es|esm|cjs|types|src)\/)*(.*)$/u.exec(inside)?.[1];
  return [...configured, ...(usual === undefined ? [] : [usual])].flatMap((rest) =>
    roots.map((root) => `${root}/${rest}`),
  );
}

const extensions = [".ts", ".tsx", ".mts", ".cts"];

function existingSource(path: string, files: ProjectFiles): string | undefined {
  if (/\.[cm]?tsx?$/u.test(path) && !isDeclarationFile(path)) return files.fileExists(path) ? path : undefined;
  const stem = path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/u, "");
  const candidates = [...extensions.map((e) => stem + e), ...extensions.map((e) => `${stem}/index${e}`)];
  return candidates.find((candidate) => files.fileExists(candidate));
}
