/**
 * Gives witnesses: runs by which functions were refuted, with a digest of what was observed. Before a remembered
 * finding is believed its runs are made again: the same observation under the same clauses means the same verdict.
 */
import { hashText } from "../base/index.js";
import type { Observation, Replayer, Run } from "../counterexample/index.js";
import { toTaggedJson } from "../prove/index.js";

export interface Witness {
  readonly run: Run;
  readonly digest: string;
}

export function witness(run: Run, observation: Observation): Witness {
  return { run, digest: digestOf(observation) };
}

/** Does every run still show what it showed? */
export async function stillSo(witnesses: readonly Witness[], replayer: Replayer): Promise<boolean> {
  if (witnesses.length === 0) return true;
  const observations = await replayer.run(witnesses.map(({ run }) => run));
  return witnesses.every(({ digest }, i) => digestOf(observations[i]) === digest);
}

function digestOf(observation: Observation | undefined): string {
  return hashText(toTaggedJson(observation ?? null));
}
