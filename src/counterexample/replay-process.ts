/**
 * Takes batches of runs; gives the result of each from one locked-down Node process, started when first needed.
 * A process that dies, is silent for too long or writes something else is ended, and the run it was at has lost itself:
 * the others go on in a fresh process. Relies on Node 24: `--permission`, `--frozen-intrinsics`.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { type BatchLine, longestLine, type ResultLine, runsPerWatch } from "./protocol.js";

export interface ReplayProcessOptions {
  readonly childFile: string;
  readonly execPath: string;
  /** An empty folder. */
  readonly folder: string;
  /** Of the JavaScript heap. */
  readonly megabytes: number;
  /** Milliseconds of one run after which the process is ended. */
  readonly timeout: number;
  /** Milliseconds that the process may take to start. */
  readonly patience: number;
}

export type ProcessResult =
  | ResultLine["result"]
  /** It did not end in time. */
  | { readonly kind: "time" }
  /** The process died at this run: memory, as far as can be told. */
  | { readonly kind: "died" }
  /** The process cannot be started. */
  | { readonly kind: "failed"; readonly reason: string };

export interface ReplayProcess {
  /** One batch at a time. Never rejects. */
  run(batch: BatchLine): Promise<readonly ProcessResult[]>;
  close(): void;
}

function flags(options: ReplayProcessOptions): string[] {
  // Node follows links to the file that it runs, and the permission must name that one.
  const file = existsSync(options.childFile) ? realpathSync(options.childFile) : options.childFile;
  return [
    "--permission",
    `--allow-fs-read=${file}`,
    "--disallow-code-generation-from-strings",
    "--frozen-intrinsics",
    "--no-addons",
    "--no-warnings",
    "--unhandled-rejections=none",
    `--max-old-space-size=${options.megabytes}`,
    file,
    String(options.timeout * (runsPerWatch + 1)),
  ];
}

export function replayProcess(options: ReplayProcessOptions): ReplayProcess {
  let live: ReturnType<typeof start> | undefined;
  const fresh = (): ReturnType<typeof start> => {
    live?.kill();
    live = start(options);
    return live;
  };
  return {
    async run(batch) {
      const results: ProcessResult[] = [];
      while (results.length < batch.runs.length) {
        const child = live?.usable() === true ? live : fresh();
        const part = await child.run({ ...batch, runs: batch.runs.slice(results.length) });
        results.push(...part.results);
        if (part.ended === undefined) continue;
        child.kill();
        if (part.ended.kind === "failed") {
          while (results.length < batch.runs.length) results.push(part.ended);
        } else if (results.length < batch.runs.length) {
          results.push(part.ended);
        }
      }
      return results;
    },
    close() {
      live?.kill();
      live = undefined;
    },
  };
}

interface Part {
  readonly results: readonly ProcessResult[];
  /** How the process ended, where it did before all runs had. */
  readonly ended?: Extract<ProcessResult, { kind: "time" | "died" | "failed" }>;
}

/**
 * Silence is counted in turns of our own loop, between which what the process wrote is read: while we are busy with other
 * things, no run's time runs out.
 */
const turns = 20;

/** One process with its reader: `listen` is told of each line, and of the end as undefined. */
function start(options: ReplayProcessOptions) {
  const child: ChildProcessWithoutNullStreams = spawn(options.execPath, flags(options), {
    cwd: options.folder,
    env: {},
    stdio: ["pipe", "pipe", "ignore"],
    windowsHide: true,
  }) as unknown as ChildProcessWithoutNullStreams;
  let ready = false;
  let dead = false;
  let reason = "it ended";
  let quiet = 0;
  let listen: (line: string | undefined) => void = () => undefined;
  const end = (why: string): void => {
    if (dead) return;
    dead = true;
    reason = why;
    child.kill("SIGKILL");
    listen(undefined);
  };
  child.on("error", (error) => end(error.message));
  child.on("close", (code, signal) => end(`it ended with ${code ?? signal}`));
  child.stdin.on("error", (error) => end(error.message));
  readLines(
    child,
    (line) => {
      quiet = 0;
      if (line === '"ready"' && !ready) ready = true;
      else listen(line);
    },
    end,
  );

  const run = (batch: BatchLine): Promise<Part> =>
    new Promise((resolve) => {
      const results: ProcessResult[] = [];
      const settle = (part: Part): void => {
        clearInterval(clock);
        listen = () => undefined;
        resolve(part);
      };
      quiet = 0;
      const clock = setInterval(() => {
        quiet += options.timeout / turns;
        if (quiet < (ready ? options.timeout : options.patience)) return;
        settle({ results, ended: ready ? { kind: "time" } : cannotStart("it is silent") });
      }, options.timeout / turns);
      listen = (line) => {
        if (line === undefined) return settle({ results, ended: ready ? { kind: "died" } : cannotStart(reason) });
        const result = parseLine(line, results.length);
        if (result === undefined) return settle({ results, ended: { kind: "died" } });
        results.push(result);
        if (results.length === batch.runs.length) settle({ results });
      };
      if (dead) return listen(undefined);
      child.stdin.write(`${JSON.stringify(batch)}\n`);
    });

  return { run, usable: () => !dead, kill: () => end("we ended it") };
}

function cannotStart(reason: string): Extract<ProcessResult, { kind: "failed" }> {
  return { kind: "failed", reason: `the replay process cannot be started: ${reason}` };
}

function readLines(
  child: ChildProcessWithoutNullStreams,
  take: (line: string) => void,
  end: (why: string) => void,
): void {
  let pending = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    pending += chunk;
    if (pending.length > longestLine) return end("it wrote too much");
    const lines = pending.split("\n");
    pending = lines.pop() ?? "";
    for (const line of lines) take(line);
  });
}

/** The result of the run that is due; undefined for anything else. */
function parseLine(line: string, due: number): ResultLine["result"] | undefined {
  const parsed = parseJson(line) as Partial<ResultLine> | undefined;
  const result = parsed?.index === due ? parsed.result : undefined;
  if (result?.kind === "ran" && typeof result.text === "string") return result;
  return result?.kind === "refused" ? result : undefined;
}

/** Undefined where the text is no JSON object. */
export function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    // The text came from a process that ran hostile code: anything else than JSON is no answer.
    return undefined;
  }
}
