/**
 * Gives the command as a user runs it: bundled into a folder laid out like `dist/`, started on the Node of this run in a
 * process of its own, with an environment of its own. The Z3 worker and the replay process are those of `parts.ts`.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { replayFile, z3WorkerFile } from "./parts.js";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "node_modules", ".cache", "countercheck-command");
export const commandFile = join(folder, "dist", "cli.js");

/** Once before the tests of a file. */
export async function buildCommand(): Promise<void> {
  const dist = dirname(commandFile);
  // `jsonc-parser` names a CommonJS file first, which requires by computed names; ncc takes the module as well.
  const mainFields = ["module", "main"];
  const shared = { bundle: true, platform: "node", target: "node24", logLevel: "error", mainFields } as const;
  await build({ ...shared, entryPoints: [join(root, "src", "cli.ts")], outfile: commandFile, format: "esm" });
  const engine = join(dist, "engine", "index.js");
  await build({ ...shared, entryPoints: [join(root, "src", "engine-part.ts")], outfile: engine, format: "cjs" });
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(dist, "engine", "package.json"), '{ "type": "commonjs" }\n');
  writeFileSync(join(folder, "package.json"), '{ "version": "0.0.0-test" }\n');
  cpSync(dirname(z3WorkerFile), join(dist, "z3"), { recursive: true });
  cpSync(dirname(replayFile), join(dist, "replay"), { recursive: true });
}

export interface Ended {
  /** Exit code, or the signal that ended it. */
  readonly code: number | string | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly node?: readonly string[];
  readonly file?: string;
  /** Sends SIGINT when this has appeared on stderr. */
  readonly interruptAt?: RegExp;
}

export function countercheck(args: readonly string[], started: Started): Promise<Ended> {
  const env = {
    PATH: process.env["PATH"],
    TMPDIR: process.env["TMPDIR"],
    HOME: started.cwd,
    XDG_CACHE_HOME: join(started.cwd, ".cache"),
    ...started.env,
  };
  const words = [...(started.node ?? []), started.file ?? commandFile, ...args];
  const child = spawn(process.execPath, words, { cwd: started.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const texts = { out: "", err: "" };
  child.stdout.on("data", (data: Buffer) => {
    texts.out += data.toString("utf8");
  });
  child.stderr.on("data", (data: Buffer) => {
    texts.err += data.toString("utf8");
    if (started.interruptAt?.test(texts.err) === true) child.kill("SIGINT");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? signal, ...texts }));
  });
}
