/**
 * Gives Z3 and the replay process to all tests of a file, since starting them costs more than most tests do. What they
 * answer depends on no question before. To be imported by test files only.
 */
import { afterAll } from "vitest";
import { openReplayer, type Replayer } from "../../src/counterexample/index.js";
import { openSolver, type Solver } from "../../src/smt/index.js";
import { replayFile, z3WorkerFile } from "./parts.js";

export interface Lent {
  readonly solver: Solver;
  readonly replayer: Replayer;
}

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 2 });
const replayer = openReplayer({ childFile: replayFile });
afterAll(async () => {
  await solver.close();
  await replayer.close();
});

/** What is counted is counted from here on. */
export function lent(): Lent {
  const { started, queries, seconds } = solver.statistics();
  const statistics: Solver["statistics"] = () => {
    const now = solver.statistics();
    return { started: now.started - started, queries: now.queries - queries, seconds: now.seconds - seconds };
  };
  return { solver: { ...solver, statistics }, replayer };
}
