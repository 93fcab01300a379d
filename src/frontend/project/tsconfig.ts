/**
 * Takes a source file's path; gives the nearest configuration whose files include it, references followed, and of it only
 * what decides where imports lead and what types mean. TypeScript's own reader is used for `extends`, comments and
 * `${configDir}`; its complaints are never shown, since users are on other versions than we are.
 */
import { posix } from "node:path";
import ts from "typescript";
import type { ProjectFiles } from "./files.js";
import { type Patterns, patternsMatch } from "./tsconfig-patterns.js";

export interface ProjectOptions {
  /** Path of the configuration; undefined for files that no configuration includes. */
  readonly config: string | undefined;
  /** Options of module resolution alone. */
  readonly resolution: Pick<ts.CompilerOptions, "baseUrl" | "paths" | "rootDirs" | "customConditions">;
  readonly jsx: boolean;
  readonly strictNullChecks: boolean;
  readonly noUncheckedIndexedAccess: boolean;
  readonly exactOptionalPropertyTypes: boolean;
  /** Where the project's output goes and what it is made from, to find a package's source behind its `dist`. */
  readonly outDirs: readonly string[];
  readonly rootDir: string | undefined;
}

interface Config extends ProjectOptions {
  readonly files: ReadonlySet<string>;
  readonly patterns: Patterns;
  readonly references: readonly string[];
}

export interface Configurations {
  /** By the file's absolute path. */
  readonly optionsOf: (path: string) => ProjectOptions;
  /** Of the configuration file itself. */
  readonly optionsIn: (directory: string) => ProjectOptions | undefined;
}

const none: ProjectOptions = {
  config: undefined,
  resolution: {},
  jsx: true,
  strictNullChecks: true,
  noUncheckedIndexedAccess: false,
  exactOptionalPropertyTypes: false,
  outDirs: [],
  rootDir: undefined,
};

/** `packageFolder`: where a package of the workspace lies, for `extends: "@acme/tsconfig/base.json"` without an install. */
export function configurations(
  files: ProjectFiles,
  packageFolder: (name: string, from: string) => string | undefined,
): Configurations {
  const host = configHost(files, packageFolder);
  const parsed = new Map<string, Config | undefined>();
  const found = new Map<string, ProjectOptions>();
  const configAt = (path: string): Config | undefined => {
    if (!parsed.has(path)) parsed.set(path, files.fileExists(path) ? readConfig(path, host) : undefined);
    return parsed.get(path);
  };
  const optionsOf = (path: string): ProjectOptions => {
    const known = found.get(path);
    if (known !== undefined) return known;
    const options = nearest(path, files, configAt) ?? none;
    found.set(path, options);
    return options;
  };
  return { optionsOf, optionsIn: (directory) => configAt(`${directory}/tsconfig.json`) };
}

function nearest(
  path: string,
  files: ProjectFiles,
  configAt: (path: string) => Config | undefined,
): ProjectOptions | undefined {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    for (const config of configsIn(folder, files)) {
      const owner = ownerAmong(config, path, configAt, new Set());
      if (owner !== undefined) return owner;
    }
    if (folder === files.root || folder === posix.dirname(folder)) return undefined;
  }
}

function configsIn(folder: string, files: ProjectFiles): readonly string[] {
  const names = files
    .entries(folder)
    .files.filter((name) => /^tsconfig.*\.json$/u.test(name) && name !== "tsconfig.json");
  return ["tsconfig.json", ...names.sort()].map((name) => `${folder}/${name}`);
}

/** The configuration itself if it includes the file, else the first of its references that does. */
function ownerAmong(
  config: string,
  path: string,
  configAt: (path: string) => Config | undefined,
  visited: Set<string>,
): Config | undefined {
  if (visited.has(config)) return undefined;
  visited.add(config);
  const read = configAt(config);
  if (read === undefined) return undefined;
  if (read.files.has(path) || patternsMatch(read.patterns, path)) return read;
  for (const reference of read.references) {
    const owner = ownerAmong(reference, path, configAt, visited);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

function readConfig(path: string, host: ConfigHost): Config {
  const folder = posix.dirname(path);
  let patterns: Patterns = { base: folder, include: [], exclude: [] };
  // The reader asks for the files that match; its question is the answer that we need, and no folder is walked.
  const readDirectory = (
    base: string,
    _: unknown,
    exclude?: readonly string[],
    include?: readonly string[],
  ): string[] => {
    patterns = { base, include: include ?? ["**/*"], exclude: exclude ?? [] };
    return [];
  };
  const json: unknown = ts.readConfigFile(path, host.readFile).config;
  const parsed = ts.parseJsonConfigFileContent(json, { ...host, readDirectory }, folder, undefined, path);
  const { options } = parsed;
  const outDirs = [options.outDir, options.declarationDir].filter((d) => d !== undefined);
  return {
    config: path,
    resolution: resolutionOptions(options),
    jsx: true,
    strictNullChecks: options.strictNullChecks ?? options.strict ?? false,
    noUncheckedIndexedAccess: options.noUncheckedIndexedAccess ?? false,
    exactOptionalPropertyTypes: options.exactOptionalPropertyTypes ?? false,
    outDirs,
    rootDir: options.rootDir,
    files: new Set(parsed.fileNames),
    patterns,
    references: (parsed.projectReferences ?? []).map((r) =>
      r.path.endsWith(".json") ? r.path : `${r.path}/tsconfig.json`,
    ),
  };
}

function resolutionOptions(options: ts.CompilerOptions): ProjectOptions["resolution"] {
  const { baseUrl, paths, rootDirs, customConditions } = options;
  return {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    // What `paths` are relative to where there is no `baseUrl`: TypeScript keeps it under this name of its own.
    ...(paths === undefined ? {} : { paths, pathsBasePath: options["pathsBasePath"] }),
    ...(rootDirs === undefined ? {} : { rootDirs }),
    ...(customConditions === undefined ? {} : { customConditions }),
  };
}

type ConfigHost = Omit<ts.ParseConfigHost, "readFile"> & { readonly readFile: (path: string) => string | undefined };

function configHost(
  files: ProjectFiles,
  packageFolder: (name: string, from: string) => string | undefined,
): ConfigHost {
  /** A path under a `node_modules` that is not there, of a package that is in the workspace. */
  const placed = (path: string): string => {
    const inPackage = /^(.*)\/node_modules\/((?:@[^/]+\/)?[^/]+)(\/.*)?$/u.exec(path);
    if (inPackage === null || files.fileExists(path)) return path;
    const [, from = "", name = "", rest = ""] = inPackage;
    const folder = packageFolder(name, from);
    return folder === undefined ? path : folder + rest;
  };
  const host = {
    useCaseSensitiveFileNames: true,
    readDirectory: () => [],
    fileExists: (path: string) => files.fileExists(placed(path)),
    directoryExists: (path: string) =>
      files.directoryExists(placed(path)) || path.endsWith("/node_modules") || path.includes("/node_modules/@"),
    readFile: (path: string) => files.readText(placed(path)),
    // What such a configuration extends in its turn is relative to where it really lies.
    realpath: (path: string) => files.realPath(placed(path)),
  };
  return host;
}
