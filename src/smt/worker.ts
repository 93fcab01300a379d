/**
 * The thread in which Z3 lives: one instance, one question at a time. Bundled alone as CommonJS with `z3-built.wasm`
 * beside it. Takes `Question`s, gives `Reply`s; after a trap it ends, since the instance must not be called again.
 */
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "../base/index.js";
import type { Question, WorkerSetup } from "./protocol.js";
import { startZ3 } from "./z3.js";

async function serve(): Promise<void> {
  const port = parentPort;
  invariant(port !== null, "the solver's worker runs as a thread");
  const z3 = await startZ3(workerData as WorkerSetup);
  port.on("message", (question: Question) => {
    port.postMessage(z3.solve(question));
  });
}

void serve();
