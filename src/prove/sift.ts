/**
 * Takes obligations of which some may well not hold; gives those that are proved: all in one query where that succeeds,
 * else each alone. For candidates, where a model is of no use; nothing rests on what is not proved here.
 */
import type { Obligation } from "../calculus/index.js";
import type { Term } from "../ir/index.js";
import type { Effort } from "../smt/index.js";
import type { Budget } from "./prove-function.js";
import type { Questions } from "./questions.js";
import { answer, type ProveServices } from "./remembered.js";

export interface Sifted {
  /** What each group of obligations comes to: all of it is proved. */
  readonly proved: ReadonlySet<readonly Obligation[]>;
  /** Resource units. */
  readonly spent: number;
}

/** Whether one query proves all of them. */
export async function allProved(
  obligations: readonly Obligation[],
  questions: Questions,
  services: ProveServices,
  rlimit: number,
): Promise<{ readonly proved: boolean; readonly spent: number }> {
  if (obligations.length === 0) return { proved: true, spent: 0 };
  const effort: Effort = { rlimit, model: false, proof: true };
  const given = await answer(questions.together(obligations), effort, services);
  return { proved: given.answer.kind === "proved", spent: given.answer.used };
}

/**
 * As `allProved`; with the places of the tracked clauses whose facts a proof used, or undefined where there was none. What
 * these clauses owe themselves is not looked at.
 */
export async function coreOf(
  obligations: readonly Obligation[],
  tracked: readonly Term[],
  questions: Questions,
  services: ProveServices,
  rlimit: number,
): Promise<{ readonly core: readonly number[] | undefined; readonly spent: number }> {
  if (obligations.length === 0) return { core: [], spent: 0 };
  const effort: Effort = { rlimit, model: false, proof: true };
  const given = await answer(questions.together(obligations, tracked), effort, services);
  return { core: given.answer.kind === "proved" ? given.answer.core : undefined, spent: given.answer.used };
}

/** Queries under way at once; a constant, as in `prove-function.ts`. */
const width = 4;

/** Of each group, what comes after one that is not proved is not asked. */
export async function sift(
  groups: readonly (readonly Obligation[])[],
  questions: Questions,
  services: ProveServices,
  { query, total }: Budget,
): Promise<Sifted> {
  let spent = 0;
  const effortLeft = (): Effort | undefined => {
    const rlimit = Math.min(query, total - spent);
    return rlimit > 0 ? { rlimit, model: false, proof: true } : undefined;
  };
  const first = effortLeft();
  if (first === undefined || groups.length === 0) return { proved: new Set(), spent };
  const all = await allProved(groups.flat(), questions, services, first.rlimit);
  spent += all.spent;
  if (all.proved) return { proved: new Set(groups), spent };
  const proved = new Set<readonly Obligation[]>();
  for (let i = 0; i < groups.length; i += width) {
    // Taken once a wave, so that it depends on what is spent before and not on who answers first.
    const effort = effortLeft();
    if (effort === undefined) break;
    await Promise.all(
      groups.slice(i, i + width).map(async (group) => {
        for (const obligation of group) {
          const given = await answer(questions.obligation(obligation, { slice: true }), effort, services);
          spent += given.answer.used;
          if (given.answer.kind !== "proved") return;
        }
        proved.add(group);
      }),
    );
  }
  return { proved, spent };
}
