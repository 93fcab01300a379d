/**
 * Takes functions in which loops or recursion lack a measure of the author's; gives them with measures filled in, each
 * marked `inferred`, in the order in which they are worth trying. What comes out is proved like any other measure.
 */
import { showTerm, statementsOf } from "../calculus/index.js";
import type { FunctionIR, Program, Variant } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { distinct, type Loop, loopMeasures, type Measure } from "./loop-measures.js";
import { callsOf, recursionMeasures } from "./recursion-measures.js";
import { withLoops } from "./rewritten-loops.js";

export type MeasureVariant = Extract<Variant, { kind: "measure" }>;

/** More alternatives of one function are not worth their proofs. */
const mostAlternatives = 8;

/** The function with the likeliest measures; itself where nothing is missing or nothing suggests itself. */
export function withMeasures(fn: FunctionIR, program: Program): FunctionIR {
  return measureCandidates(fn, program)[0] ?? fn;
}

/**
 * Alternatives in order, the likeliest first; at least the function itself. `component` are the functions that it may
 * call back through, itself left out.
 */
export function measureCandidates(
  fn: FunctionIR,
  program: Program,
  component: readonly string[] = [],
): readonly FunctionIR[] {
  if (fn.body === undefined) return [fn];
  const loops = statementsOf(fn.body).filter((s): s is Loop => s.kind === "loop" && isOpen(s.variant));
  const sites: readonly Site[] = [
    ...loops.map((loop): Site => ({ kind: "loop", loop, measures: measuresOfLoop(loop, program) })),
    ...recursionSite(fn, component, program),
  ].filter(({ measures }) => measures.length > 0);
  return choices(sites.map(({ measures }) => measures.length)).map((choice) => filled(fn, sites, choice));
}

type Site =
  | { readonly kind: "loop"; readonly loop: Loop; readonly measures: readonly Measure[] }
  | { readonly kind: "recursion"; readonly measures: readonly Measure[] };

/** Nobody wrote one. */
export function isOpen(variant: Variant | undefined): boolean {
  return variant === undefined || (variant.kind === "measure" && variant.inferred);
}

/** What was inferred before stays the first choice. */
function measuresOfLoop(loop: Loop, program: Program): readonly Measure[] {
  return distinct([...given(loop.variant), ...loopMeasures(loop, program)]);
}

function given(variant: Variant | undefined): readonly Measure[] {
  return variant?.kind === "measure" ? [variant.terms] : [];
}

function recursionSite(fn: FunctionIR, component: readonly string[], program: Program): readonly Site[] {
  if (!isOpen(fn.contract.variant)) return [];
  const calls = callsOf(fn, new Set([fn.id, ...component]));
  if (calls.length === 0) return [];
  return [
    {
      kind: "recursion",
      measures: distinct([...given(fn.contract.variant), ...recursionMeasures(fn, calls, program.types)]),
    },
  ];
}

/** Index tuples, those with the smallest sum first. */
function choices(sizes: readonly number[]): readonly (readonly number[])[] {
  let level: readonly (readonly number[])[] = [sizes.map(() => 0)];
  const found: (readonly number[])[] = [];
  while (level.length > 0 && found.length < mostAlternatives) {
    found.push(...level);
    const next = new Map<string, readonly number[]>();
    for (const choice of level) {
      choice.forEach((at, i) => {
        if (at + 1 >= (sizes[i] ?? 0)) return;
        const advanced = choice.with(i, at + 1);
        next.set(advanced.join(","), advanced);
      });
    }
    level = [...next.values()];
  }
  return found.slice(0, mostAlternatives);
}

function filled(fn: FunctionIR, sites: readonly Site[], choice: readonly number[]): FunctionIR {
  const loops = new Map<Loop, Variant>();
  let own = fn.contract.variant;
  sites.forEach((site, i) => {
    const measure = site.measures[choice[i] ?? 0];
    if (measure === undefined) return;
    if (site.kind === "loop") loops.set(site.loop, inferredVariant(measure, site.loop.span));
    else own = inferredVariant(measure, fn.span);
  });
  const body =
    fn.body &&
    withLoops(fn.body, (loop, before) => {
      const variant = loops.get(before);
      return variant === undefined ? loop : { ...loop, variant };
    });
  return { ...fn, contract: { ...fn.contract, variant: own }, body };
}

export function inferredVariant(terms: Measure, span: Span): MeasureVariant {
  return { kind: "measure", terms, text: terms.map(showTerm).join(", "), span, inferred: true };
}
