/**
 * Takes a function with measures filled in; tells which obligations are about measures that nobody wrote. They are no
 * clause to prove: where one fails, what is not shown is that the function returns.
 */
import { type Obligation, statementsOf } from "../calculus/index.js";
import type { FunctionIR, Variant } from "../ir/index.js";

export function isEndless({ kind, span }: Obligation, fn: FunctionIR): boolean {
  if (kind === "recursion.decreases") return isInferred(fn.contract.variant);
  const loops = fn.body === undefined ? [] : statementsOf(fn.body);
  return loops.some(
    (s) => s.kind === "loop" && isInferred(s.variant) && s.variant?.span.start === span.start && isAboutMeasure(kind),
  );
}

function isInferred(variant: Variant | undefined): boolean {
  return variant?.kind === "measure" && variant.inferred;
}

function isAboutMeasure(kind: Obligation["kind"]): boolean {
  return kind === "variant.decreases" || kind === "variant.bounded" || kind === "clause.defined";
}
