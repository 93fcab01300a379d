/**
 * Takes a function whose loops are not proved; gives it with invariants that are: candidates stage by stage, thinned by
 * runs, then filtered by proof until those that are left keep each other (Flanagan, Leino, "Houdini, an annotation
 * assistant for ESC/Java", FME 2001).
 * Soundness: nothing is believed of what is found here; the function that it gives is proved like one that was written so.
 */
import { derive, type FunctionDerivation, type Knowledge, showTerm } from "../calculus/index.js";
import { type Clause, type FunctionIR, freeVariables, type Program, type Term, type Value } from "../ir/index.js";
import { allProved, type ProveServices, type Questions, sift } from "../prove/index.js";
import { type Stage, stages } from "./candidates/index.js";
import { type Candidate, goalsOf, type LoopContext, type LoopPlace, loopsOf } from "./loop-context.js";
import { loopMeasures } from "./loop-measures.js";
import { asVariants, type Measures, notable, withMeasuresOf } from "./loop-variants.js";
import { isOpen, type MeasureVariant } from "./measures.js";
import { withLoops } from "./rewritten-loops.js";
import { isDenied, seenMeasures } from "./seen-measures.js";
import { traces } from "./traces.js";
import { isTrueOfRuns, isVacuous, saysNothing, termKey } from "./vocabulary.js";

export interface InferenceRequest {
  readonly fn: FunctionIR;
  readonly program: Program;
  readonly known: Knowledge;
  /** Arguments to run the function on. */
  readonly inputs: readonly (readonly Value[])[];
  readonly questions: () => Questions;
  readonly services: ProveServices;
  readonly budget: InferenceBudget;
  /** See `DeriveOptions`. */
  readonly anyIntegers: boolean;
  /** Told what is under way, for who looks into it. */
  readonly told?: (text: string) => void;
  /** Only these; the usual ones where absent. */
  readonly stages?: readonly Stage[];
}

/** In the solver's resource units. */
export interface InferenceBudget {
  readonly query: number;
  readonly total: number;
  /** Candidates of one loop that are put to the prover at once. */
  readonly candidates: number;
}

export interface Inferred {
  readonly fn: FunctionIR;
  /** All is proved with what was found, but that of recursion. */
  readonly closed: boolean;
  /** What was added; where all is proved, no more than is needed. */
  readonly invariants: readonly Clause[];
  /** Of loops whose guard does not suggest them at once. */
  readonly measures: readonly MeasureVariant[];
  readonly spent: number;
}

type Found = ReadonlyMap<string, readonly Clause[]>;

interface Desk extends InferenceRequest {
  spent: number;
  /** Of loops that nobody gave one, as far as they are shown. */
  measures: Measures;
}

export async function inferInvariants(request: InferenceRequest): Promise<Inferred> {
  const { fn, program, inputs } = request;
  const desk: Desk = { ...request, spent: 0, measures: new Map() };
  const places = loopsOf(fn, program);
  const states = traces(fn, inputs, program);
  const alternatives = alternativesOf(places, states, desk);
  let found: Found = new Map();
  for (const stage of request.stages ?? stages) {
    const fresh = candidatesOf(stage, places, states, found, desk);
    request.told?.(`${stage.name}: ${[...fresh].map(([label, list]) => `${label} ${list.length}`).join(", ")}`);
    if ([...fresh.values()].every((list) => list.length === 0)) continue;
    found = await filtered(found, fresh, desk);
    const isShown = (await isClosed(found, desk)) && (await isMeasured(found, alternatives, desk));
    const needed = isShown ? await minimised(found, desk) : undefined;
    if (needed !== undefined) return resultOf(needed, true, desk);
    if (desk.spent >= desk.budget.total) break;
  }
  return resultOf(found, false, desk);
}

function resultOf(found: Found, closed: boolean, { fn, program, spent, measures }: Desk): Inferred {
  return {
    fn: withMeasuresOf(withInvariants(fn, found), measures),
    closed,
    invariants: [...found.values()].flat(),
    measures: notable(fn, measures, program),
    spent,
  };
}

/**
 * Without what the proof does not need: large parts are left out first, then one after the other, what was found last
 * before what was found first.
 * Source: Zeller, Hildebrandt, "Simplifying and isolating failure-inducing input" (TSE 2002).
 */
async function minimised(found: Found, desk: Desk): Promise<Found | undefined> {
  let shown = await isProvedWith(found, desk);
  let kept = [...found].flatMap(([label, list]) => list.map((clause) => ({ label, clause })));
  let left = desk.budget.query * triesInFull;
  const without = (size: number, at: number): typeof kept => kept.filter((_, i) => i < at || i >= at + size);
  for (let size = Math.ceil(kept.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = kept.length - size; kept.length > 0 && left > 0; at -= size) {
      const fewer = without(at < 0 ? size + at : size, Math.max(0, at));
      const before = desk.spent;
      if (await isProvedWith(grouped(fewer), desk)) {
        kept = fewer;
        shown = true;
      }
      left -= desk.spent - before;
      if (at <= 0) break;
    }
  }
  desk.told?.(`  ${kept.length} needed`);
  return shown ? grouped(kept) : undefined;
}

async function isProvedWith(found: Found, desk: Desk): Promise<boolean> {
  const { obligations } = derivedWith(found, desk);
  const { proved, spent } = await allProved(obligations, desk.questions(), desk.services, 2 * desk.budget.query);
  desk.spent += spent;
  return proved;
}

/** In limits of a query, what making the set smaller may cost. */
const triesInFull = 12;

function grouped(list: readonly { readonly label: string; readonly clause: Clause }[]): Found {
  return new Map(
    [...new Set(list.map(({ label }) => label))].map((label) => [
      label,
      list.filter((each) => each.label === label).map(({ clause }) => clause),
    ]),
  );
}

/** Outer loops first: what is guessed of them has to hold again where the rounds of inner ones end. */
function candidatesOf(
  stage: Stage,
  places: readonly LoopPlace[],
  states: ReturnType<typeof traces>,
  found: Found,
  { fn, program, budget }: Desk,
): Found {
  const guessed = new Map<LoopPlace, readonly Term[]>();
  const fresh = new Map<string, readonly Clause[]>();
  for (const place of places) {
    const { loop, outer } = place;
    const around = outer === undefined ? [] : [...(guessed.get(outer) ?? [])];
    const context: LoopContext = {
      ...place,
      fn,
      program,
      goals: goalsOf(place, around, program),
      states: states.get(loop.label) ?? [],
    };
    const own = new Set((found.get(loop.label) ?? []).map(({ term }) => termKey(term)));
    const terms = new Map<string, Term>();
    for (const candidate of [...around, ...stage.generators.flatMap((generator) => generator(context))]) {
      if (terms.size >= budget.candidates) break;
      const ways = isTerm(candidate) ? [candidate] : candidate;
      const term = ways.find((way) => concerns(way, context) && isTrueOfRuns(way, context));
      const key = term && termKey(term);
      if (term === undefined || key === undefined || own.has(key) || terms.has(key)) continue;
      if (!isVacuous(term, context) && !saysNothing(term, context)) terms.set(key, term);
    }
    guessed.set(place, [...(found.get(loop.label) ?? []).map(({ term }) => term), ...terms.values()]);
    fresh.set(
      loop.label,
      [...terms.values()].map((term): Clause => ({ text: showTerm(term), term, span: loop.span, inferred: true })),
    );
  }
  return fresh;
}

function isTerm(candidate: Candidate): candidate is Term {
  return "kind" in candidate;
}

/** Over what has a value at the head, and about something that rounds change. */
function concerns(term: Term, { scope, changed }: LoopContext): boolean {
  const names = new Set(scope.map(({ name }) => name));
  const free = [...freeVariables(term).keys()];
  return free.every((name) => names.has(name)) && free.some((name) => changed.has(name));
}

/** What was found before stays; of what is new, what is not proved is dropped, until nothing more is. */
async function filtered(found: Found, fresh: Found, desk: Desk): Promise<Found> {
  let candidates = fresh;
  for (;;) {
    const both = joined(found, candidates);
    const derivation = derivedWith(both, desk);
    const open = new Set([...candidates.values()].flat().map(({ term }) => term));
    const own = derivation.obligations.filter((o) => o.clause !== undefined && open.has(o.clause.term));
    const { proved, spent } = await sift(own, desk.questions(), desk.services, budgetLeft(desk));
    desk.spent += spent;
    const failed = new Set(own.flatMap((o) => (proved.has(o) || o.clause === undefined ? [] : [o.clause.term])));
    desk.told?.(`  ${open.size} candidates, ${failed.size} dropped, ${spent} units`);
    if (failed.size === 0) return both;
    if (desk.spent >= desk.budget.total) return found;
    candidates = new Map([...candidates].map(([label, list]) => [label, list.filter(({ term }) => !failed.has(term))]));
  }
}

/** Looks for a measure of each loop that has none yet; a loop's measure owes nothing that another's could help with. */
async function isMeasured(
  found: Found,
  alternatives: ReadonlyMap<string, readonly MeasureVariant[]>,
  desk: Desk,
): Promise<boolean> {
  let all = true;
  for (const [label, list] of alternatives) {
    if (desk.measures.has(label)) continue;
    let shown: MeasureVariant | undefined;
    for (const variant of list) {
      const derivation = derivedWith(found, desk, new Map([[label, variant]]));
      const owed = derivation.obligations.filter(({ span }) => span === variant.span);
      const { proved, spent } = await allProved(owed, desk.questions(), desk.services, budgetLeft(desk).query);
      desk.spent += spent;
      desk.told?.(`  measure ${variant.text}: ${proved ? "shown" : "not shown"}, ${spent} units`);
      if (proved) shown = variant;
      if (proved || desk.spent >= desk.budget.total) break;
    }
    if (shown === undefined) all = false;
    else desk.measures = new Map([...desk.measures, [label, shown]]);
  }
  return all;
}

function alternativesOf(
  places: readonly LoopPlace[],
  states: ReturnType<typeof traces>,
  { fn, program }: Desk,
): ReadonlyMap<string, readonly MeasureVariant[]> {
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

function budgetLeft({ budget, spent }: Desk): { readonly query: number; readonly total: number } {
  return { query: budget.query, total: budget.total - spent };
}

/** With the measures that are shown so far, and no other guesses of measures. */
function derivedWith(found: Found, desk: Desk, measures: Measures = desk.measures): FunctionDerivation {
  const { fn, program, known, anyIntegers } = desk;
  const whole = withMeasuresOf(withInvariants(fn, found), measures, "only");
  return derive(whole, program, known, anyIntegers ? { anyIntegers } : {});
}

/** All but what measures that nobody wrote owe, and the candidates themselves: the filter has shown that. */
async function isClosed(found: Found, desk: Desk): Promise<boolean> {
  const { obligations } = derivedWith(found, desk);
  const own = new Set([...found.values()].flat().map(({ term }) => term));
  const asked = obligations.filter((o) => !(o.clause !== undefined && own.has(o.clause.term)));
  const { proved, spent } = await sift(asked, desk.questions(), desk.services, budgetLeft(desk));
  desk.spent += spent;
  for (const { id } of asked.filter((o) => !proved.has(o))) desk.told?.(`  open: ${id}`);
  return proved.size === asked.length;
}

function joined(a: Found, b: Found): Found {
  const labels = new Set([...a.keys(), ...b.keys()]);
  return new Map([...labels].map((label) => [label, [...(a.get(label) ?? []), ...(b.get(label) ?? [])]]));
}

export function withInvariants(fn: FunctionIR, found: Found): FunctionIR {
  if (fn.body === undefined) return fn;
  const body = withLoops(fn.body, (loop) => ({
    ...loop,
    invariants: [...loop.invariants, ...(found.get(loop.label) ?? [])],
  }));
  return { ...fn, body };
}
