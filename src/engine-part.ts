/**
 * The engine as a part of its own in `dist/`: what the entry points load when there is work (`parts.ts` has its type).
 * Opening costs little: Z3 and the replay process start with the first question to them.
 */
import { openBank, type Store } from "./bank/index.js";
import { openReplayer } from "./counterexample/index.js";
import { check, nodeFileSystem } from "./engine/index.js";
import type { EnginePart, OpenServices, ServiceOptions } from "./parts.js";
import { encoderVersion, openSolver, solverBuild } from "./smt/index.js";

export const enginePart: EnginePart = { check, nodeFileSystem: nodeFileSystem(), openServices };

function openServices(options: ServiceOptions): OpenServices {
  const { z3WorkerFile, replayFile, jobs, bankFolder, progress, build } = options;
  const solver = openSolver({ workerFile: z3WorkerFile, ...(jobs === undefined ? {} : { jobs }) });
  const replayer = openReplayer({ childFile: replayFile });
  const bank = bankFolder === undefined ? undefined : openBank({ folder: bankFolder, version: bankVersion });
  let closing: Promise<readonly string[]> | undefined;
  return {
    solver,
    replayer,
    bank,
    progress,
    now: () => performance.now(),
    ...(build === undefined ? {} : { build }),
    close: () => {
      closing ??= closed(bank, [solver, replayer]);
      return closing;
    },
  };
}

/** Obligations outlive a new engine; verdicts of functions carry the engine's build in their keys. */
const bankVersion = `${encoderVersion} ${solverBuild}`;

/** The bank first: an interruption may leave no time for more. */
async function closed(
  bank: Store | undefined,
  others: readonly { close(): Promise<void> }[],
): Promise<readonly string[]> {
  bank?.close();
  await Promise.all(others.map((one) => one.close()));
  return bank?.warnings() ?? [];
}
