/**
 * Binds the command to this process: its streams, signals, exit code. A second interruption ends it at once; a reader
 * that goes away (`| head`) is no failure.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { interruptedCode } from "./cli-check.js";
import { main } from "./cli-main.js";
import type { Stream, World } from "./cli-terminal.js";
import { partsBeside } from "./parts.js";

/** `url` is the bundle's own, in `dist/`. */
export async function runProcess(url: string): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
  const code = await main(process.argv.slice(2), worldOfProcess(), partsBeside(url), () => versionBeside(url));
  // The engine may still be at work on what was interrupted.
  if (code === interruptedCode) process.exit(code);
  process.exitCode = code;
}

function worldOfProcess(): World {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: streamOf(process.stdout),
    stderr: streamOf(process.stderr),
    now: () => performance.now(),
    onInterrupt: (callback) => {
      const first = (): void => {
        process.once("SIGINT", () => process.exit(130));
        callback();
      };
      process.once("SIGINT", first);
      process.once("SIGTERM", first);
      return () => {
        process.off("SIGINT", first);
        process.off("SIGTERM", first);
      };
    },
  };
}

function streamOf(stream: NodeJS.WriteStream): Stream {
  return { write: (text) => stream.write(text), isTerminal: stream.isTTY === true, columns: stream.columns };
}

/** The version stands in the package's manifest alone, one folder above the bundle. */
function versionBeside(url: string): string {
  const manifest = path.join(path.dirname(fileURLToPath(url)), "..", "package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
  return version;
}
