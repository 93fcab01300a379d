/**
 * Takes a folder and files in it; gives the engine's report on them, with Z3 and the replay process as they are: its own,
 * or those that a test file keeps (`lent.ts`).
 */
import type { Store } from "../../src/bank/index.js";
import { openReplayer } from "../../src/counterexample/index.js";
import { type CheckRequest, check, nodeFileSystem } from "../../src/engine/index.js";
import type { Report } from "../../src/report/index.js";
import { openSolver } from "../../src/smt/index.js";
import type { Lent } from "./lent.js";
import { replayFile, z3WorkerFile } from "./parts.js";

export interface FolderOptions extends Partial<CheckRequest> {
  readonly bank?: Store;
  readonly lent?: Lent;
}

export async function checkFolder(
  root: string,
  targets: readonly string[],
  { bank, lent, ...options }: FolderOptions = {},
): Promise<Report> {
  const solver = lent?.solver ?? openSolver({ workerFile: z3WorkerFile, jobs: 2 });
  const replayer = lent?.replayer ?? openReplayer({ childFile: replayFile });
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
    if (lent === undefined) await Promise.all([solver.close(), replayer.close()]);
  }
}
