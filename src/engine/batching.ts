/**
 * Takes a replayer; gives one that gathers what is asked while a batch is running into the next batch, so that many
 * functions share the start of a process. Relies on: runs of a batch that do not see one another.
 */
import type { Observation, Replayer, Run } from "../counterexample/index.js";

interface Waiting {
  readonly runs: readonly Run[];
  readonly resolve: (observations: readonly Observation[]) => void;
}

/** Runs in one batch, so that one process does not live for ever. */
const largest = 4096;

export function batching(replayer: Replayer): Replayer {
  let waiting: Waiting[] = [];
  let busy = false;

  const take = (): Waiting[] => {
    let size = 0;
    const taken = waiting.filter(({ runs }, i) => {
      size += runs.length;
      return i === 0 || size <= largest;
    });
    waiting = waiting.filter((w) => !taken.includes(w));
    return taken;
  };
  const work = async (): Promise<void> => {
    busy = true;
    // What else is asked in this turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = take();
      const observations = await replayer.run(batch.flatMap(({ runs }) => runs));
      let next = 0;
      for (const { runs, resolve } of batch) {
        resolve(observations.slice(next, next + runs.length));
        next += runs.length;
      }
    }
    busy = false;
  };

  return {
    run: (runs) =>
      new Promise((resolve) => {
        if (runs.length === 0) return resolve([]);
        waiting.push({ runs, resolve });
        if (!busy) void work();
      }),
    close: () => replayer.close(),
  };
}
