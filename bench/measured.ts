/**
 * Takes a folder; gives what checking each function in it costs: queries, the solver's resource units and milliseconds,
 * replay runs. One query and one batch at a time each, so that the times are theirs; on a busy machine only the units and
 * the counts say much.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { readdirSync } from "node:fs";
import { openReplayer, type Replayer } from "../src/counterexample/index.js";
import { type CheckRequest, check, nodeFileSystem } from "../src/engine/index.js";
import type { Report } from "../src/report/index.js";
import { type Answer, openSolver, type Query, type Solver } from "../src/smt/index.js";
import { setup } from "../test/support/build-parts.js";
import { replayFile, z3WorkerFile } from "../test/support/parts.js";

export interface Cost {
  /** As people call the function; several may have one name. */
  readonly name: string;
  queries: number;
  units: number;
  milliseconds: number;
  /** Of the dearest query, and what it gave. */
  most: { readonly units: number; readonly answer: string };
  runs: number;
  runMilliseconds: number;
}

export interface Asked {
  readonly cost: Cost;
  readonly query: Query;
  readonly answer: Answer;
  readonly said: string;
  readonly milliseconds: number;
}

export interface MeasureRequest {
  readonly root: string;
  readonly targets: readonly string[];
  readonly overflow: CheckRequest["overflow"];
  readonly asked?: (asked: Asked) => void;
}

export interface MeasuredFolder {
  /** Of each function that was worked on. */
  readonly costs: readonly Cost[];
  readonly report: Report;
  readonly seconds: number;
  /** On processors, the replay process apart. */
  readonly processorSeconds: number;
}

/** The TypeScript files below a folder. */
export function filesBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /(?<!\.d)\.ts$/u.test(path) && !path.includes("node_modules"))
    .sort();
}

export async function measureFolder({ root, targets, overflow, asked }: MeasureRequest): Promise<MeasuredFolder> {
  await setup();
  const costs: Cost[] = [];
  /** What is asked belongs to the function whose work was begun last on the same chain of calls. */
  const at = new AsyncLocalStorage<Cost>();
  const begin = (name: string): Cost => {
    const most = { units: 0, answer: "" };
    const fresh: Cost = { name, queries: 0, units: 0, milliseconds: 0, most, runs: 0, runMilliseconds: 0 };
    costs.push(fresh);
    return fresh;
  };
  const costHere = (): Cost => at.getStore() ?? begin("");
  const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
  const replayer = openReplayer({ childFile: replayFile });
  const request: CheckRequest = {
    root,
    files: nodeFileSystem(),
    targets,
    overflow,
    jsdoc: false,
    limit: 1,
    replay: true,
    retry: false,
    suggest: false,
  };
  const started = performance.now();
  const before = process.cpuUsage();
  try {
    const report = await check(request, {
      solver: measuredSolver(solver, costHere, asked),
      bank: undefined,
      replayer: measuredReplayer(replayer, costHere),
      progress: { working: (name) => at.enterWith(begin(name)) },
      now: () => performance.now(),
    });
    const cpu = process.cpuUsage(before);
    const seconds = (performance.now() - started) / 1000;
    return { costs, report, seconds, processorSeconds: (cpu.user + cpu.system) / 1e6 };
  } finally {
    await solver.close();
    await replayer.close();
  }
}

/** Runs what it is given one after the other. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next;
    return next;
  };
}

function measuredSolver(solver: Solver, costHere: () => Cost, asked: MeasureRequest["asked"]): Solver {
  const inTurn = oneByOne();
  const ask: Solver["ask"] = (query, effort) => {
    const cost = costHere();
    return inTurn(async () => {
      const before = solver.statistics().seconds;
      const answer = await solver.ask(query, effort);
      const milliseconds = (solver.statistics().seconds - before) * 1000;
      const said = answer.kind === "gaveUp" ? answer.reason : answer.kind;
      asked?.({ cost, query, answer, said, milliseconds });
      cost.queries += 1;
      cost.units += answer.used;
      cost.milliseconds += milliseconds;
      if (answer.used > cost.most.units) cost.most = { units: answer.used, answer: said };
      return answer;
    });
  };
  return { ...solver, ask };
}

function measuredReplayer(replayer: Replayer, costHere: () => Cost): Replayer {
  const inTurn = oneByOne();
  const run: Replayer["run"] = (runs) => {
    const cost = costHere();
    return inTurn(async () => {
      const started = performance.now();
      const observations = await replayer.run(runs);
      cost.runs += runs.length;
      cost.runMilliseconds += performance.now() - started;
      return observations;
    });
  };
  return { ...replayer, run };
}
