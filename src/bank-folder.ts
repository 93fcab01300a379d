/** Takes the option `bank` and where the run takes place; gives the folder of the bank, or none. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/**
 * `off` is none, a folder is itself, nothing is the default place: `node_modules/.cache/countercheck` at the root where
 * there is a `node_modules`, else the user's cache folder (XDG base directories, or the platform's own place).
 */
export function bankFolder(
  option: string | undefined,
  place: { readonly cwd: string; readonly root: string; readonly env: Readonly<Record<string, string | undefined>> },
): string | undefined {
  if (option === "off") return undefined;
  if (option !== undefined && option !== "") return path.resolve(place.cwd, option);
  const modules = path.join(place.root, "node_modules");
  if (existsSync(modules)) return path.join(modules, ".cache", "countercheck");
  return path.join(userCache(place.env), "countercheck");
}

function userCache(env: Readonly<Record<string, string | undefined>>): string {
  const named = env["XDG_CACHE_HOME"];
  if (named !== undefined && path.isAbsolute(named)) return named;
  if (process.platform === "win32") return env["LOCALAPPDATA"] ?? path.join(homedir(), "AppData", "Local");
  return process.platform === "darwin" ? path.join(homedir(), "Library", "Caches") : path.join(homedir(), ".cache");
}
