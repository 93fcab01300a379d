/**
 * One run of the engine for the Action: the files chosen, the lines that changed, the services opened and closed. A
 * cancelled run closes the bank in order, so that the job's end can save what was proved.
 */

import { noteUse } from "./action-bank.js";
import { changedOf } from "./action-changed.js";
import { untilDeadline } from "./action-deadline.js";
import type { Run } from "./action-main.js";
import type { Configuration } from "./configuration.js";
import type { CheckRequest } from "./engine/index.js";
import { selectFiles } from "./file-selection.js";
import type { Change } from "./github/index.js";
import type { EnginePart, OpenServices } from "./parts.js";
import { clauseLoss, type Report } from "./report/index.js";

export async function runEngine(
  run: Run,
  engine: EnginePart,
  configuration: Configuration,
  change: Change | undefined,
): Promise<Report> {
  const { inputs, parts, workflow } = run;
  const services = engine.openServices({
    z3WorkerFile: parts.z3WorkerFile,
    replayFile: parts.replayFile,
    jobs: inputs.jobs,
    bankFolder: run.bank?.folder,
    progress: progressLines(workflow.info),
  });
  const release = onCancel(services);
  try {
    const solver = untilDeadline(services.solver, inputs.deadline, services.now);
    const report = await engine.check(requestOf(run, engine, configuration, change), { ...services, solver });
    noteUse(workflow, report.bank);
    return { ...report, notices: [...report.notices, ...lossesOf(change)] };
  } finally {
    release();
    for (const line of await services.close()) workflow.info(line);
  }
}

function requestOf(
  { inputs, root, folder, git }: Run,
  engine: EnginePart,
  configuration: Configuration,
  change: Change | undefined,
): CheckRequest {
  const files = engine.nodeFileSystem;
  const selection = selectFiles({ root, cwd: folder, args: [], configuration, files, git });
  return {
    root,
    files,
    targets: selection.files,
    ...(change === undefined ? {} : { changed: changedOf(change) }),
    overflow: inputs.overflow ?? configuration.overflow ?? "warn",
    jsdoc: configuration.jsdoc,
    limit: inputs.limit ?? configuration.limit ?? 1,
    replay: inputs.replay,
    retry: false,
    suggest: true,
  };
}

function lossesOf(change: Change | undefined): Report["notices"] {
  return [...(change?.before ?? [])].flatMap(([file, before]) => {
    const loss = clauseLoss(file, before, change?.files.get(file)?.headText);
    return loss === undefined ? [] : [loss];
  });
}

/** Seconds between two lines of progress: a log should show that work goes on, and no more. */
const quietSeconds = 10;

function progressLines(info: (line: string) => void) {
  let last = performance.now();
  return {
    working: (name: string, done: number, total: number) => {
      if (performance.now() - last < quietSeconds * 1_000) return;
      last = performance.now();
      info(`${done}/${total} ${name}`);
    },
  };
}

function onCancel(services: OpenServices): () => void {
  const cancel = (): void => {
    void services.close().finally(() => process.exit(130));
  };
  process.once("SIGINT", cancel);
  process.once("SIGTERM", cancel);
  return () => {
    process.off("SIGINT", cancel);
    process.off("SIGTERM", cancel);
  };
}
