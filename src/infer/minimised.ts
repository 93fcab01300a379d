/**
 * Takes invariants with which all is proved; gives no more of them than the proof needs. Cores of the proof tell most of
 * what it does not: those of what else is owed, then of what the invariants in these owe, until nothing new is named.
 * What is left is tried one after the other, what was found last before what was found first; where cores say nothing,
 * large parts first.
 * Source: Zeller, Hildebrandt, "Simplifying and isolating failure-inducing input" (TSE 2002).
 */
import type { Clause } from "../ir/index.js";
import { type Desk, derivedWith, type Found, together, usedOf } from "./desk.js";

/** In limits of a query, what making the set smaller may cost. */
const triesInFull = 4;
/** In units, what is not worth saving. */
const cheap = 2_000;

interface Entry {
  readonly label: string;
  readonly clause: Clause;
}

/** All of them where one query does not show at once what several do. */
export async function minimised(found: Found, desk: Desk): Promise<Found> {
  const { query } = desk.budget;
  let kept: readonly Entry[] = [...found].flatMap(([label, list]) => list.map((clause) => ({ label, clause })));
  const used = await usedByProof(kept, found, desk);
  let started = desk.spent;
  let shown = used !== undefined && (await isProvedWith(grouped(used), query, desk));
  let size = 1;
  if (shown && used !== undefined) kept = used;
  else {
    started = desk.spent;
    shown = await isProvedWith(found, query, desk);
    size = Math.ceil(kept.length / 2);
  }
  // Fewer facts are rarely dearer to prove from: what takes much longer than the last proof mostly cannot be proved.
  const likely = (cost: number): number => Math.min(query, 2 * cost + cheap);
  let limit = shown ? likely(desk.spent - started) : query;
  let left = query * triesInFull;
  const lacking = (size: number, at: number): typeof kept => kept.filter((_, i) => i < at || i >= at + size);
  for (; size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = kept.length - size; kept.length > 0 && left > 0; at -= size) {
      const fewer = lacking(at < 0 ? size + at : size, Math.max(0, at));
      const before = desk.spent;
      if (await isProvedWith(grouped(fewer), limit, desk)) {
        kept = fewer;
        shown = true;
        limit = likely(desk.spent - before);
      }
      left -= desk.spent - before;
      if (at <= 0) break;
    }
  }
  desk.told?.(`  ${kept.length} needed`);
  return shown ? grouped(kept) : found;
}

/** Undefined where some proof is not found in one query. */
async function usedByProof(all: readonly Entry[], found: Found, desk: Desk): Promise<readonly Entry[] | undefined> {
  const { obligations } = derivedWith(found, desk);
  const terms = all.map(({ clause }) => clause.term);
  const owners = obligations.map(({ clause }) => (clause === undefined ? -1 : terms.indexOf(clause.term)));
  const used = new Set<number>();
  let open: ReadonlySet<number> = new Set([-1]);
  while (open.size > 0) {
    const asked = obligations.filter((_, i) => open.has(owners[i] ?? -1));
    const core = await usedOf(asked, terms, desk.budget.query, desk);
    if (core === undefined) return undefined;
    open = new Set(core.filter((place) => !used.has(place)));
    for (const place of open) used.add(place);
  }
  desk.told?.(`  ${used.size} of ${all.length} used`);
  return all.filter((_, i) => used.has(i));
}

function isProvedWith(found: Found, limit: number, desk: Desk): Promise<boolean> {
  return together(derivedWith(found, desk).obligations, limit, desk);
}

function grouped(list: readonly Entry[]): Found {
  return new Map(
    [...new Set(list.map(({ label }) => label))].map((label) => [
      label,
      list.filter((each) => each.label === label).map(({ clause }) => clause),
    ]),
  );
}
