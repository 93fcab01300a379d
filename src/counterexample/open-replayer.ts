/**
 * Takes the place of the replay process's file; gives a `Replayer`: runs in, observations out. Batches are cut into
 * parts and shared by a few processes; what comes back is read as data of unknown shape.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Executable } from "../ir/index.js";
import { toJavaScript } from "../semantics/index.js";
import { readObservation } from "./observation.js";
import type { BatchLine } from "./protocol.js";
import { type ProcessResult, type ReplayProcess, replayProcess } from "./replay-process.js";
import type { Observation, Replayer, Run } from "./replayer.js";
import { defaultLimits, type RunLimits } from "./runtime-text.js";

export interface ReplayerOptions {
  /** The bundled `child.ts`. */
  readonly childFile: string;
  /** A Node of at least version 24; the running one where absent. */
  readonly execPath?: string;
  readonly jobs?: number;
  readonly limits?: Partial<RunLimits>;
  /** Milliseconds for one run, a safety net behind the fuel. */
  readonly timeout?: number;
  readonly megabytes?: number;
}

/** Runs in one line to a process. */
const partSize = 250;

export function openReplayer(options: ReplayerOptions): Replayer {
  const timeout = options.timeout ?? 4_000;
  const limits = { ...defaultLimits, ...options.limits };
  let folder: EmptyFolder | undefined;
  const processes: ReplayProcess[] = [];
  const idle: ReplayProcess[] = [];
  const waiting: ((process: ReplayProcess) => void)[] = [];

  const acquire = (): Promise<ReplayProcess> | ReplayProcess => {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (processes.length >= (options.jobs ?? 1)) return new Promise((resolve) => waiting.push(resolve));
    folder ??= emptyFolder();
    const made = replayProcess({
      childFile: options.childFile,
      execPath: options.execPath ?? process.execPath,
      folder: folder.path,
      megabytes: options.megabytes ?? 128,
      timeout,
      patience: timeout * 3 + 5_000,
    });
    processes.push(made);
    return made;
  };
  const release = (process: ReplayProcess): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(process);
    else next(process);
  };
  const runPart = async (part: readonly Run[]): Promise<readonly Observation[]> => {
    const process = await acquire();
    const results = await process.run(batchOf(part, limits));
    release(process);
    return part.map((run, i) => observe(run.executable, results[i]));
  };

  return {
    async run(runs) {
      const parts: (readonly Run[])[] = [];
      for (let i = 0; i < runs.length; i += partSize) parts.push(runs.slice(i, i + partSize));
      return (await Promise.all(parts.map(runPart))).flat();
    },
    async close() {
      for (const process of processes) process.close();
      folder?.remove();
      folder = undefined;
    },
  };
}

interface EmptyFolder {
  readonly path: string;
  readonly remove: () => void;
}

/** Removed at the process's end at the latest: who asked for runs may have been interrupted. */
function emptyFolder(): EmptyFolder {
  const path = mkdtempSync(join(tmpdir(), "countercheck-"));
  const remove = (): void => {
    process.removeListener("exit", remove);
    rmSync(path, { recursive: true, force: true });
  };
  process.once("exit", remove);
  return { path, remove };
}

function batchOf(runs: readonly Run[], limits: RunLimits): BatchLine {
  const texts = [...new Set(runs.map((run) => run.executable.text))];
  const numbers = new Map(texts.map((text, i) => [text, i]));
  return {
    texts,
    runs: runs.map((run) => ({
      text: numbers.get(run.executable.text) ?? -1,
      entry: run.executable.entry,
      request: JSON.stringify({
        args: run.args.map((arg) => toJavaScript(arg, run.types)),
        shared: run.shared ?? [],
        limits,
        ...(run.follow === true ? { follow: true } : {}),
      }),
    })),
  };
}

function observe(executable: Executable, result: ProcessResult | undefined): Observation {
  switch (result?.kind) {
    case "ran":
      return readObservation(executable, result.text) ?? { kind: "failed", reason: "the run's report cannot be read" };
    case "time":
      return { kind: "ran", events: [], outcome: { kind: "exhausted", what: "time" } };
    case "died":
      return { kind: "ran", events: [], outcome: { kind: "exhausted", what: "memory" } };
    case "refused":
      return { kind: "failed", reason: "the printed function cannot be run" };
    case "failed":
      return { kind: "failed", reason: result.reason };
    case undefined:
      return { kind: "failed", reason: "the run has no result" };
  }
}
