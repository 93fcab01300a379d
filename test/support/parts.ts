/**
 * Gives the places of the parts that run in threads and processes of their own, built fresh from `src` before the suite
 * by `build-parts.ts`: the Z3 worker and the replay process.
 */
import { join } from "node:path";

export const partsFolder = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "countercheck-parts");
/** Pass to `openSolver({ workerFile })`. */
export const z3WorkerFile = join(partsFolder, "z3", "index.js");
/** Pass to `openReplayer({ childFile })`. */
export const replayFile = join(partsFolder, "replay", "index.js");
