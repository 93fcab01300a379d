/**
 * Gives the one catalogue of everything a user can be told: stable dotted codes, each with severity, a title, what it
 * means and what to do. `docs/diagnostics.md` is generated from it. Relies on nothing.
 *
 * A code is never renamed; a code that is no longer used is deleted with the thing it spoke of.
 */
export type Severity = "error" | "warning" | "note";

export interface CatalogueEntry {
  readonly severity: Severity;
  /** Short name, lower case. */
  readonly title: string;
  /** What has happened, in a sentence or two. */
  readonly meaning: string;
  /** The next step. */
  readonly remedy: string;
}

export const catalogue = {
  "postcondition.refuted": {
    severity: "error",
    title: "postcondition broken",
    meaning: "The function was run on the input shown; every precondition held, and this `ensures` did not.",
    remedy: "Correct the body, or the clause if it says more than was meant.",
  },
  "postcondition.unproven": {
    severity: "warning",
    title: "postcondition not proved",
    meaning: "The prover could not show this `ensures`, and no failing run was found.",
    remedy: "Strengthen a loop invariant or a precondition, or add an `assert` on the way to the goal.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type Code = keyof typeof catalogue;
