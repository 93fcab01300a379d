/**
 * Gives what is said of the user's code: collected values, never thrown. The code names an entry of the catalogue,
 * which holds its severity, its texts and its remedy.
 */
import type { Code } from "./catalogue.js";
import type { Span } from "./span.js";

export interface Label {
  readonly span: Span;
  readonly text: string;
}

export interface Diagnostic {
  readonly code: Code;
  /** The smallest node to blame. */
  readonly span: Span;
  /** One sentence in the user's terms. */
  readonly message: string;
  /** The next step, where there is one better than the catalogue's. */
  readonly hint?: string;
  readonly labels?: readonly Label[];
}
