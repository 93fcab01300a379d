/**
 * Gives the lines of JSON that the replay process and we exchange.
 */
export interface BatchLine {
  /** Printed executables, each once. */
  readonly texts: readonly string[];
  readonly runs: readonly {
    /** Index into `texts`. */
    readonly text: number;
    readonly entry: string;
    /** JSON for `$run`: { args, shared, limits, follow }. */
    readonly request: string;
  }[];
}

/** What the process says of one run. */
export interface ResultLine {
  readonly index: number;
  readonly result:
    | { readonly kind: "ran"; readonly text: string }
    /** The text does not parse, or is none of ours. */
    | { readonly kind: "refused" };
}

/** Runs that the process does under one watchdog of its own, whose milliseconds are its one argument. */
export const runsPerWatch = 16;

/** Lines are cut here: a run whose log is longer counts as exhausted. */
export const longestLine = 64 * 1024 * 1024;
