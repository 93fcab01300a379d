/**
 * Takes loops that nobody gave a measure; gives what may be one, the guard's own distances before what runs suggest, and
 * finds which of them is shown with the invariants at hand.
 */
import { type Desk, derivedWith, type Found, isSpent, together } from "./desk.js";
import type { LoopPlace } from "./loop-context.js";
import { loopMeasures } from "./loop-measures.js";
import { asVariants } from "./loop-variants.js";
import { isOpen, type MeasureVariant } from "./measures.js";
import { isDenied, seenMeasures } from "./seen-measures.js";
import type { LoopState } from "./traces.js";

/** By the loop's label. */
export type Alternatives = ReadonlyMap<string, readonly MeasureVariant[]>;

export function alternativesOf(
  places: readonly LoopPlace[],
  states: ReadonlyMap<string, readonly LoopState[]>,
  { fn, program }: Desk,
): Alternatives {
  return new Map(
    places
      .filter(({ loop }) => isOpen(loop.variant))
      .map((place): [string, readonly MeasureVariant[]] => {
        const { loop } = place;
        const context = { ...place, fn, program, goals: [], states: states.get(loop.label) ?? [] };
        const likely = loopMeasures(loop, program).filter((measure) => !isDenied(measure, context));
        return [loop.label, asVariants([...likely, ...seenMeasures(context)], loop)];
      }),
  );
}

/** Looks for a measure of each loop that has none yet; a loop's measure owes nothing that another's could help with. */
export async function isMeasured(
  found: Found,
  alternatives: Alternatives,
  query: number,
  desk: Desk,
): Promise<boolean> {
  let all = true;
  for (const [label, list] of alternatives) {
    if (desk.measures.has(label)) continue;
    const shown = await firstShown(label, list, found, query, desk);
    if (shown === undefined) all = false;
    else desk.measures = new Map([...desk.measures, [label, shown]]);
  }
  return all;
}

async function firstShown(
  label: string,
  list: readonly MeasureVariant[],
  found: Found,
  query: number,
  desk: Desk,
): Promise<MeasureVariant | undefined> {
  for (const variant of list) {
    const { obligations } = derivedWith(found, desk, new Map([[label, variant]]));
    const isShown = await together(
      obligations.filter(({ span }) => span === variant.span),
      query,
      desk,
    );
    desk.told?.(`  measure ${variant.text}: ${isShown ? "shown" : "not shown"}`);
    if (isShown) return variant;
    if (isSpent(desk)) return undefined;
  }
  return undefined;
}
