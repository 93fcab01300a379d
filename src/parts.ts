/**
 * Gives the parts of `dist/` that are loaded only when there is work: the engine (with TypeScript), the Z3 worker and
 * the replay process. `--help`, a wrong option and a review without contracts load none of them.
 * Relies on: the layout that `scripts/build.ts` makes; `createRequire` on a computed path is left alone by the bundler.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { CheckRequest, Progress, Services } from "./engine/index.js";
import type { Report } from "./report/index.js";
import type { FileSystem } from "./source/index.js";

/** What `engine-part.ts` exports as `enginePart`. */
export interface EnginePart {
  readonly check: (request: CheckRequest, services: Services) => Promise<Report>;
  readonly nodeFileSystem: FileSystem;
  readonly openServices: (options: ServiceOptions) => OpenServices;
}

export interface ServiceOptions {
  readonly z3WorkerFile: string;
  readonly replayFile: string;
  /** Solvers at once; undefined: by cores and memory. */
  readonly jobs: number | undefined;
  /** Folder of the bank; undefined: none. */
  readonly bankFolder: string | undefined;
  readonly progress: Progress;
  /** Names the engine that runs; what another one remembered of functions is not believed. */
  readonly build?: string;
}

export interface OpenServices extends Services {
  /** Stops the threads and processes, and closes the bank. What went wrong on the way, a line each. */
  close(): Promise<readonly string[]>;
}

export interface Parts {
  readonly loadEngine: () => EnginePart;
  readonly z3WorkerFile: string;
  readonly replayFile: string;
}

/** The parts beside the running bundle, whose `import.meta.url` this is. */
export function partsBeside(url: string): Parts {
  const folder = path.dirname(fileURLToPath(url));
  const engineFile = path.join(folder, "engine", "index.js");
  return {
    loadEngine: () => {
      const { enginePart } = createRequire(url)(engineFile) as { readonly enginePart: EnginePart };
      const openServices = (options: ServiceOptions): OpenServices =>
        enginePart.openServices({ build: buildOf(engineFile), ...options });
      return { ...enginePart, openServices };
    },
    z3WorkerFile: path.join(folder, "z3", "index.js"),
    replayFile: path.join(folder, "replay", "index.js"),
  };
}

/** Two engines that differ in a byte are two engines, whatever their version says. */
function buildOf(engineFile: string): string {
  return createHash("sha256").update(readFileSync(engineFile)).digest("hex").slice(0, 16);
}
