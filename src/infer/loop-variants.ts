/**
 * Takes measures of loops by their labels; gives functions that have them, and which of them are worth telling: those that
 * are not what the loop's guard suggests first.
 */

import { sameTerm, statementsOf } from "../calculus/index.js";
import type { FunctionIR, Program } from "../ir/index.js";
import { distinct, type Loop, loopMeasures, type Measure } from "./loop-measures.js";
import { inferredVariant, isOpen, type MeasureVariant } from "./measures.js";
import { withLoops } from "./rewritten-loops.js";

/** By the loop's label. */
export type Measures = ReadonlyMap<string, MeasureVariant>;

const mostOfLoop = 10;

/** Each has a span of its own, which tells what it owes. */
export function asVariants(measures: readonly Measure[], loop: Loop): readonly MeasureVariant[] {
  return distinct(measures)
    .slice(0, mostOfLoop)
    .map((terms) => inferredVariant(terms, { ...loop.span }));
}

/** With `only`, loops that are not among them lose what was guessed before. */
export function withMeasuresOf(fn: FunctionIR, measures: Measures, only?: "only"): FunctionIR {
  if (fn.body === undefined) return fn;
  const body = withLoops(fn.body, (loop) => {
    if (!isOpen(loop.variant)) return loop;
    const variant = measures.get(loop.label);
    if (variant !== undefined) return { ...loop, variant };
    if (only === undefined) return loop;
    const { variant: _, ...rest } = loop;
    return rest;
  });
  return { ...fn, body };
}

export function notable(fn: FunctionIR, measures: Measures, program: Program): readonly MeasureVariant[] {
  if (fn.body === undefined) return [];
  return statementsOf(fn.body).flatMap((loop) => {
    const variant = loop.kind === "loop" ? measures.get(loop.label) : undefined;
    if (loop.kind !== "loop" || variant === undefined) return [];
    const [first] = loopMeasures(loop, program);
    return first !== undefined && isSame(first, variant.terms) ? [] : [variant];
  });
}

function isSame(a: Measure, b: Measure): boolean {
  return a.length === b.length && a.every((term, i) => b[i] !== undefined && sameTerm(term, b[i]));
}
