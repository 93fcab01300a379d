/**
 * Takes invariants with which all is proved; gives no more of them than the proof needs: large parts are left out first,
 * then one after the other, what was found last before what was found first.
 * Source: Zeller, Hildebrandt, "Simplifying and isolating failure-inducing input" (TSE 2002).
 */
import type { Clause } from "../ir/index.js";
import { type Desk, derivedWith, type Found, together } from "./desk.js";

/** In limits of a query, what making the set smaller may cost. */
const triesInFull = 4;
/** In units, what is not worth saving. */
const cheap = 2_000;

/** All of them where one query does not show at once what several do. */
export async function minimised(found: Found, desk: Desk): Promise<Found> {
  const started = desk.spent;
  let shown = await isProvedWith(found, desk.budget.query, desk);
  // Fewer facts are rarely dearer to prove from: what takes much longer than the last proof mostly cannot be proved.
  const likely = (cost: number): number => Math.min(desk.budget.query, 2 * cost + cheap);
  let limit = shown ? likely(desk.spent - started) : desk.budget.query;
  let kept = [...found].flatMap(([label, list]) => list.map((clause) => ({ label, clause })));
  let left = desk.budget.query * triesInFull;
  const lacking = (size: number, at: number): typeof kept => kept.filter((_, i) => i < at || i >= at + size);
  for (let size = Math.ceil(kept.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
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

function isProvedWith(found: Found, limit: number, desk: Desk): Promise<boolean> {
  return together(derivedWith(found, desk).obligations, limit, desk);
}

function grouped(list: readonly { readonly label: string; readonly clause: Clause }[]): Found {
  return new Map(
    [...new Set(list.map(({ label }) => label))].map((label) => [
      label,
      list.filter((each) => each.label === label).map(({ clause }) => clause),
    ]),
  );
}
