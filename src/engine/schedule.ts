/**
 * Takes components in callees-first order and the work to do on one; runs them as soon as their callees are done, a few
 * at a time. What a component finds depends on its callees alone, so that the order of the others changes nothing.
 */
import type { Component } from "./components.js";

export async function schedule(
  components: readonly Component[],
  calls: ReadonlyMap<string, readonly string[]>,
  width: number,
  work: (component: Component) => Promise<void>,
): Promise<void> {
  const free = slots(width);
  const done = new Map<string, Promise<void>>();
  for (const component of components) {
    const callees = component.members.flatMap((member) => calls.get(member) ?? []);
    const before = [...new Set(callees)].flatMap((callee) => done.get(callee) ?? []);
    const finished = Promise.all(before).then(() => free(() => work(component)));
    // Whoever waits for it sees a failure; this keeps one that nobody waits for yet from ending the process.
    finished.catch(() => {});
    for (const member of component.members) done.set(member, finished);
  }
  await Promise.all(done.values());
}

/** Runs at most `width` at once, in the order in which they were asked for. */
function slots(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy >= width) await new Promise<void>((resolve) => queue.push(resolve));
    else busy++;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) busy--;
      else next();
    }
  };
}
