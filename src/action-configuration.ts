/**
 * Gives the configuration of a run of the Action. A change under review must not relax its own gate, so with a base to
 * compare with, the configuration is the base's; otherwise it is what is checked out.
 */
import path from "node:path";
import { type Configuration, defaultConfiguration, findConfiguration, readConfiguration } from "./configuration.js";
import type { GitRepository } from "./git.js";
import type { ActionInputs, GitHubClient, Result } from "./github/index.js";
import { revisionFiles } from "./revision-files.js";
import type { FileSystem } from "./source/index.js";

export interface ConfigurationPlace {
  /** Absolute: the repository, and the folder that the run is about. */
  readonly root: string;
  readonly folder: string;
  readonly disk: FileSystem;
  readonly git: GitRepository | undefined;
  readonly client: GitHubClient;
}

export async function configurationOf(
  { config }: ActionInputs,
  base: string | undefined,
  place: ConfigurationPlace,
): Promise<Result<Configuration>> {
  const { root, folder, disk } = place;
  const named = config === undefined ? undefined : path.join(root, config);
  const files = base === undefined ? { ok: true as const, value: disk } : await baseFiles(base, named, place);
  if (!files.ok) return files;
  if (named === undefined) return { ok: true, value: findConfiguration(files.value, folder, root) };
  // A file that the change itself brings says nothing yet.
  const isNew = !files.value.fileExists(named) && disk.fileExists(named);
  return { ok: true, value: isNew ? defaultConfiguration(root) : readConfiguration(files.value, named) };
}

async function baseFiles(
  base: string,
  named: string | undefined,
  { root, folder, disk, git, client }: ConfigurationPlace,
): Promise<Result<FileSystem>> {
  const commit = git?.commit(base);
  if (git !== undefined && commit !== undefined) return { ok: true, value: revisionFiles(git, commit, disk) };
  const texts = new Map<string, Uint8Array>();
  for (const file of named === undefined ? candidates(folder, root) : [named]) {
    const found = await client.contents(path.relative(root, file).replaceAll(path.sep, "/"), base);
    if (!found.ok) return found;
    if (found.value !== undefined) texts.set(file, new TextEncoder().encode(found.value));
  }
  return { ok: true, value: onlyFiles(texts) };
}

function candidates(folder: string, root: string): string[] {
  const found: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    found.push(path.join(at, "countercheck.json"), path.join(at, "package.json"));
    if (at === root || path.dirname(at) === at) return found;
  }
}

function onlyFiles(texts: ReadonlyMap<string, Uint8Array>): FileSystem {
  return {
    readFile: (file) => texts.get(file),
    fileExists: (file) => texts.has(file),
    directoryExists: () => false,
    readDirectory: () => ({ files: [], directories: [] }),
    realPath: (file) => file,
  };
}
