/** Vitest's global set-up: bundles `src/smt/worker.ts` and `src/counterexample/child.ts` with esbuild, as `dist/` does with ncc. */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { replayFile, z3WorkerFile } from "./parts.js";

const source = join(import.meta.dirname, "..", "..", "src");

async function bundle(entry: string, outfile: string): Promise<void> {
  if (!existsSync(entry)) return;
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    logLevel: "error",
  });
  writeFileSync(join(dirname(outfile), "package.json"), '{ "type": "commonjs" }\n');
}

export async function setup(): Promise<void> {
  await bundle(join(source, "smt", "worker.ts"), z3WorkerFile);
  await bundle(join(source, "counterexample", "child.ts"), replayFile);
  mkdirSync(dirname(z3WorkerFile), { recursive: true });
  const z3 = dirname(createRequire(import.meta.url).resolve("z3-solver/build/z3-built.js"));
  copyFileSync(join(z3, "z3-built.wasm"), join(dirname(z3WorkerFile), "z3-built.wasm"));
}
