/**
 * Gives a pool of Z3 workers behind the `Solver` interface: a queue, threads started at the first query, and the safety
 * nets. A thread that traps, runs out of memory or overstays is replaced; its query is answered `gaveUp: resources`,
 * and nothing else is lost.
 */
import { availableParallelism, freemem } from "node:os";
import { dirname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Question, Reply, WorkerSetup } from "./protocol.js";
import type { Answer, Effort, Query, Solver } from "./solver.js";

export interface SolverOptions {
  /** The bundled worker, with `z3-built.wasm` beside it. */
  readonly workerFile: string;
  /** Threads at most; default `defaultJobs()`. */
  readonly jobs?: number;
  /** Memory of one instance; fixed, since an answer may depend on it. */
  readonly memoryMb?: number;
  /** The wall-clock net, in multiples of the time that the limit takes on a slow machine; at least 20. */
  readonly backstopFactor?: number;
  /** The net never stands closer than this, in milliseconds: starting Z3 counts too. Default 20,000. */
  readonly shortestNet?: number;
}

/** What an obligation may cost by default: about two to three seconds of work (measured: 0.8 to 1.4 million a second). */
export const defaultRlimit = 3_000_000;

/** Units of effort a second: what the wall-clock net counts by. */
const unitsPerSecond = 1_000_000;
/** Queries after which a thread is replaced, since Z3's memory is never given back. */
const queriesPerWorker = 1_000;

/** One for each core, half a gigabyte of free memory each, eight at most. */
export function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / 2 ** 29), 8));
}

interface Job {
  readonly question: Question;
  readonly settle: (answer: Answer) => void;
}

interface Slot {
  worker: Worker | undefined;
  served: number;
  job: Job | undefined;
  net: NodeJS.Timeout | undefined;
}

/** One closure, longer than most: the slots, the queue and the counts are seen by nothing else. */
export function openSolver(options: SolverOptions): Solver {
  const setup: WorkerSetup = { folder: dirname(options.workerFile), memoryMb: options.memoryMb ?? 512 };
  const factor = Math.max(20, options.backstopFactor ?? 20);
  const shortestNet = options.shortestNet ?? 20_000;
  const slots: Slot[] = Array.from({ length: Math.max(1, options.jobs ?? defaultJobs()) }, () => ({
    worker: undefined,
    served: 0,
    job: undefined,
    net: undefined,
  }));
  const queue: Job[] = [];
  const ending: Promise<unknown>[] = [];
  const counts = { started: 0, queries: 0, milliseconds: 0 };
  let closed = false;

  const start = (slot: Slot): Worker => {
    // Soundness of the boundary: no environment and no arguments, so that no token is in reach of the solver.
    const worker = new Worker(options.workerFile, {
      workerData: setup,
      env: {},
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    worker.on("message", (reply: Reply) => {
      if (slot.worker === worker && slot.job?.question.id === reply.id) receive(slot, reply);
    });
    worker.on("error", (error) => lose(slot, worker, `the solver stopped: ${error.message}`));
    worker.on("exit", () => lose(slot, worker, "the solver's thread ended"));
    slot.worker = worker;
    slot.served = 0;
    return worker;
  };

  const receive = (slot: Slot, reply: Reply): void => {
    counts.milliseconds += reply.milliseconds;
    slot.served += 1;
    const worn = reply.outcome.kind === "failed" && reply.outcome.fatal;
    if (worn || slot.served >= queriesPerWorker) retire(slot);
    finish(slot, answerOf(reply));
  };

  const lose = (slot: Slot, worker: Worker, why: string): void => {
    if (slot.worker !== worker) return;
    retire(slot);
    finish(slot, gaveUp(why));
  };

  const retire = (slot: Slot): void => {
    const worker = slot.worker;
    slot.worker = undefined;
    if (worker !== undefined) ending.push(worker.terminate());
  };

  const finish = (slot: Slot, answer: Answer): void => {
    clearTimeout(slot.net);
    slot.worker?.unref();
    const job = slot.job;
    slot.job = undefined;
    job?.settle(answer);
    pump();
  };

  const pump = (): void => {
    for (const slot of slots) {
      if (slot.job !== undefined) continue;
      const job = queue.shift();
      if (job === undefined) return;
      assign(slot, job);
    }
  };

  const assign = (slot: Slot, job: Job): void => {
    slot.job = job;
    const worker = slot.worker ?? start(slot);
    if (slot.served === 0) counts.started += 1;
    worker.ref();
    const milliseconds = Math.max(shortestNet, (factor * job.question.rlimit * 1000) / unitsPerSecond);
    slot.net = setTimeout(
      () => lose(slot, worker, "the wall-clock net was reached"),
      Math.min(milliseconds, 2 ** 31 - 1),
    );
    worker.postMessage(job.question);
  };

  return {
    ask(query: Query, effort: Effort) {
      if (closed) return Promise.resolve(gaveUp("the solver is closed"));
      const id = counts.queries++;
      const readout = effort.model ? (query.readout ?? []) : undefined;
      const { text, abstract, adding, dividing, tracked = false } = query;
      const { rlimit, proof = false } = effort;
      const question: Question = { id, text, abstract, adding, dividing, rlimit, proof, tracked, readout };
      return new Promise<Answer>((settle) => {
        queue.push({ question, settle });
        pump();
      });
    },
    prepare() {
      const [first] = slots;
      // Nobody waits for it: until it is asked, it keeps no process alive.
      if (!closed && first !== undefined && first.worker === undefined) start(first).unref();
    },
    statistics: () => ({ started: counts.started, queries: counts.queries, seconds: counts.milliseconds / 1000 }),
    async close() {
      closed = true;
      for (const job of queue.splice(0)) job.settle(gaveUp("the solver was closed"));
      for (const slot of slots) {
        retire(slot);
        finish(slot, gaveUp("the solver was closed"));
      }
      await Promise.all(ending);
    },
  };
}

function gaveUp(detail: string): Answer {
  return { kind: "gaveUp", reason: "resources", detail, used: 0 };
}

function answerOf(reply: Reply): Answer {
  const { outcome, used } = reply;
  switch (outcome.kind) {
    case "unsat":
      return { kind: "proved", used, ...(outcome.core && { core: outcome.core }) };
    case "sat":
      return { kind: "model", model: new Map(outcome.model), used };
    case "unknown":
      return { kind: "gaveUp", reason: outcome.spent ? "limit" : "incomplete", detail: outcome.why, used };
    case "failed":
      return { kind: "gaveUp", reason: "resources", detail: outcome.why, used };
  }
}
