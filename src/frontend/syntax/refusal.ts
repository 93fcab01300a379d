/**
 * Gives the one way out of lowering where the source is not of the subset: a refusal carries the diagnostic and the
 * verdict that it leads to. It is thrown where the construct is met and caught at the boundary of a clause or a
 * function, where it becomes a value; it never leaves the frontend.
 */
import type { Code, Diagnostic, Label, Span } from "../../source/index.js";

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly verdict: "unsupported" | "invalid";
  readonly diagnostic: Diagnostic;

  constructor(verdict: "unsupported" | "invalid", diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.verdict = verdict;
    this.diagnostic = diagnostic;
  }
}

export interface Blame {
  readonly code: Code;
  readonly span: Span;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly labels?: readonly Label[];
}

function diagnosticOf(blame: Blame): Diagnostic {
  const { hint, ...rest } = blame;
  return hint === undefined ? rest : { ...rest, hint };
}

/** The construct is outside the subset. */
export function unsupported(blame: Blame): never {
  throw new Refusal("unsupported", diagnosticOf(blame));
}

/** The annotation does not type-check. */
export function invalid(blame: Blame): never {
  throw new Refusal("invalid", diagnosticOf(blame));
}

/** Runs the work; a refusal becomes a value, anything else goes on its way. */
export function attempt<T>(work: () => T): { readonly value: T } | { readonly refusal: Refusal } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}
