/**
 * Takes a folder and files in it; gives the engine's report on them, with Z3 and the replay process as they are.
 */
import type { Store } from "../../src/bank/index.js";
import { openReplayer } from "../../src/counterexample/index.js";
import { type CheckRequest, check, nodeFileSystem } from "../../src/engine/index.js";
import type { Report } from "../../src/report/index.js";
import { openSolver } from "../../src/smt/index.js";
import { replayFile, z3WorkerFile } from "./parts.js";

export interface FolderOptions extends Partial<CheckRequest> {
  readonly bank?: Store;
}

export async function checkFolder(
  root: string,
  targets: readonly string[],
  { bank, ...options }: FolderOptions = {},
): Promise<Report> {
  const solver = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
  const replayer = openReplayer({ childFile: replayFile });
  const request: CheckRequest = {
    root,
    files: nodeFileSystem(),
    targets,
    overflow: "warn",
    jsdoc: false,
    limit: 1,
    replay: true,
    retry: false,
    suggest: false,
    ...options,
  };
  const services = { solver, bank, replayer, progress: { working: () => {} }, now: () => performance.now() };
  try {
    return await check(request, services);
  } finally {
    await solver.close();
    await replayer.close();
  }
}
