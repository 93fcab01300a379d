/**
 * Takes a function that is not proved; gives the weakest simple precondition that was found to make it provable, as clauses,
 * where one is plausibly missing: it keeps the function's job, does not hide what is wrong in the body, and holds of inputs
 * on which runs are fine. It is a suggestion: no verdict rests on it, and `suggest.ts` proves it again from text.
 * Source: Das, Dillig, Dillig, "Automated error diagnosis using abductive inference" (PLDI 2012), with runs as a sieve.
 */
import { Bug } from "../base/index.js";
import { definedness, derive, type Knowledge, type Obligation, type ObligationKind } from "../calculus/index.js";
import { smallValues } from "../counterexample/index.js";
import {
  type Choice,
  choices,
  conditionText,
  type EntryRun,
  type EntryRuns,
  entryRuns,
  inClauses,
  isRange,
  isTrueOf,
  leavesAJob,
  preconditionCandidates,
} from "../infer/index.js";
import {
  and,
  type FunctionIR,
  falseTerm,
  implies,
  not,
  type Program,
  resultName,
  type Sort,
  sameRepresentation,
  type Term,
  type Value,
} from "../ir/index.js";
import type { Answered } from "../prove/index.js";
import { truth } from "../semantics/index.js";
import { openEncoder } from "../smt/index.js";
import { bugNotice, described } from "./defects.js";
import { isEndless } from "./endless.js";
import { entryValues } from "./entry-values.js";
import { hasLoops, invariantsOf, traceInputs } from "./loops.js";
import type { Bench } from "./program.js";
import { type Forms, formsOf, open, type Proved, subjectOf } from "./proved-forms.js";
import { settingOf } from "./setting.js";

/** Of the limit, what the proof with a candidate has. */
const share = 0.03;
/** In limits of a query, what the search for a function may cost: a tenth of what its obligations have. */
const totalShare = 1;
const mostProofs = 12;
const mostOpen = 6;
const inputs = 150;
/** Runs that are fine, fewer than which show little. */
const few = 40;

interface Search {
  /** With the invariants that were found for its loops. */
  fn: FunctionIR;
  readonly program: Program;
  readonly known: Knowledge;
  readonly bench: Bench;
  /** What is not proved without. */
  readonly open: readonly Answered[];
  /** Where that is, as far as it must be come to under the condition, too. */
  readonly places: readonly string[];
  runs: EntryRuns;
  proofs: number;
  /** Invariants were sought under a candidate: that costs much. */
  inferred: boolean;
  spent: number;
}

/**
 * Clauses to stand after `requires`; none where nothing that is worth a reader's time was found. A defect of the search
 * costs what it might have found and no more.
 */
export async function missingPrecondition(
  fn: FunctionIR,
  subject: Pick<Proved, "proof">,
  known: Knowledge,
  bench: Bench,
): Promise<readonly string[]> {
  try {
    return await searched(fn, subject, known, bench);
  } catch (error) {
    if (!(error instanceof Bug) && !(error instanceof RangeError)) throw error;
    if (error instanceof Bug) bench.defects.set(fn.id, bugNotice(fn, described(error), bench.loaded));
    return [];
  }
}

async function searched(
  fn: FunctionIR,
  { proof }: Pick<Proved, "proof">,
  known: Knowledge,
  bench: Bench,
): Promise<readonly string[]> {
  const { program } = bench.loaded;
  const unproved = open({
    obligations: proof.obligations.filter(({ obligation }) => obligation.clause?.inferred !== true),
  });
  const { function: whole, entry } = proof.derivation;
  const { unmeasured, partial } = proof.derivation;
  const unended = !partial && unmeasured.length > 0;
  if ((unproved.length === 0 && !unended) || unproved.some(({ obligation }) => never.has(obligation.kind))) return [];
  const models = unproved.flatMap(({ answer }) => {
    const values = answer.kind === "model" ? entryValues(answer.model, entry, program.types) : undefined;
    return values === undefined ? [] : [values];
  });
  const obligations = unproved.slice(0, mostOpen).map(({ obligation }) => obligation);
  const { candidates, likely } = preconditionCandidates(obligations, entry, fn, program);
  const args = [...models, ...traceInputs(fn, program, inputs)];
  const endless = unended || unproved.some(({ obligation }) => isEndless(obligation, whole));
  const runsOn = (given: readonly (readonly Value[])[]): EntryRuns => entryRuns(fn, given, program, { endless });
  const search: Search = {
    fn: whole,
    program,
    known,
    bench,
    open: unproved,
    places: unproved.flatMap(({ obligation: o }) =>
      reachedNever.has(o.kind) || isEndless(o, whole) ? [] : [placeOf(o)],
    ),
    runs: runsOn(args),
    proofs: 0,
    inferred: false,
    spent: 0,
  };
  if (isDefect(search)) return [];
  // Few inputs satisfy several bounds by chance.
  if (likely.length > 0 && search.runs.passing.length < few)
    search.runs = both(search.runs, runsOn(traceInputs(requiring(fn, likely, bench).fn, program, inputs)));
  const tried = new Set<string>();
  for (;;) {
    const next = choices(candidates, search.runs, program).find((choice) => !tried.has(keyOf(choice)));
    if (next === undefined || isSpent(search)) return [];
    tried.add(keyOf(next));
    if (!leavesAJob(next.terms, search.runs, program)) continue;
    const needed = await neededOf(next.terms, search);
    if (needed !== undefined) return inClauses(needed).flatMap((term) => conditionText(term, program.types) ?? []);
  }
}

/** What no condition on parameters mends, or what says that something else is wrong. */
const never: ReadonlySet<ObligationKind> = new Set(["overflow", "lemma", "done_with"]);

/** What the author claims of the body: that it fails may as well say that the body is wrong. */
const claims: ReadonlySet<string> = new Set(["postcondition"]);

function keyOf({ terms }: Choice): string {
  return terms
    .map((term) => JSON.stringify(term, (_, part: unknown) => (typeof part === "bigint" ? `${part}` : part)))
    .join();
}

function isSpent({ proofs, spent, bench, known }: Search): boolean {
  return proofs >= mostProofs || spent >= settingOf(known, bench).limits.query * totalShare;
}

function isClaim({ kind, clause }: Obligation, { contract }: FunctionIR): boolean {
  return claims.has(kind) || (kind === "clause.defined" && contract.ensures.some(({ term }) => term === clause?.term));
}

/** Only postconditions fail, and on an input for which there is a right result: the body is wrong, not the contract. */
function isDefect(search: Search): boolean {
  const { open: unproved, fn, runs } = search;
  if (unproved.length === 0 || !unproved.every(({ obligation }) => isClaim(obligation, fn))) return false;
  return runs.failing.some((run) => !ranNoRound(run, fn) && hasRightResult(run, search));
}

/** Loops of which no round was run: a range that is less than empty, as for a count below 0. */
function ranNoRound({ rounds }: EntryRun, fn: FunctionIR): boolean {
  return hasLoops(fn) && rounds === 0;
}

const mostResults = 60;

/** Is there a result that would keep the contract where the function's own breaks it? */
function hasRightResult({ values, broke }: EntryRun, { fn, program, runs }: Search): boolean {
  const { ensures, result, modifies } = fn.contract;
  if (broke !== "postcondition") return false;
  if (modifies.length > 0) return true;
  const given = fn.contract.parameters.flatMap(({ name, sort }) => valuesOf(values.get(name), sort, result));
  const others = runs.passing.flatMap((run) => run.result ?? []);
  const possible = [...smallValues(result, program.types), ...given, ...others.slice(0, mostResults)];
  return possible.some((value) => {
    const environment = { values: new Map(values).set(resultName, value), entry: values };
    return ensures.every(({ term }) => truth(term, environment, program, { fuel: 4_000 }) === true);
  });
}

/** The value, or its elements, where they are of the sort. */
function valuesOf(value: Value | undefined, sort: Sort, wanted: Sort): readonly Value[] {
  if (value === undefined) return [];
  if (sameRepresentation(sort, wanted)) return [value];
  const isList = value.kind === "array" && sort.kind === "array" && sameRepresentation(sort.element, wanted);
  return isList ? value.items : [];
}

/** The conditions that the proof needs, where each has a reason; undefined where it is not proved, or one has none. */
async function neededOf(terms: readonly Term[], search: Search): Promise<readonly Term[] | undefined> {
  const first = await provedWith(terms, search);
  if (!isProved(first)) return undefined;
  if (!(await keepsPlaces(terms, search))) return undefined;
  let kept = terms;
  for (const term of terms.toReversed()) {
    const others = kept.filter((each) => each !== term);
    const reason = await reasonFor(term, others, search);
    if (reason === "none") return undefined;
    if (reason === "not needed") kept = others;
  }
  return kept.length === 0 ? undefined : kept;
}

type Reason = "needed" | "not needed" | "none";

async function reasonFor(term: Term, others: readonly Term[], search: Search): Promise<Reason> {
  const { program, fn, runs } = search;
  const readmitted = runs.failing.filter(({ values }) => others.every((other) => isTrueOf(other, values, program)));
  if (readmitted.some(({ broke }) => broke !== "postcondition")) return "needed";
  if (readmitted.length === 0) {
    if (isSpent(search)) return "needed";
    const without = await provedWith(others, search);
    if (isProved(without)) return "not needed";
    if (without.open.some(({ obligation }) => !isClaim(obligation, fn))) return "needed";
  }
  if (isRange(term) && readmitted.length > 0 && readmitted.every((run) => ranNoRound(run, fn))) return "needed";
  if (readmitted.some((run) => hasRightResult(run, search))) return "none";
  return (await hasNoRightResult(term, others, search)) ? "needed" : "none";
}

interface Attempt {
  readonly open: readonly Answered[];
  /** Shown to come to an end, or not asked to. */
  readonly ends: boolean;
}

function isProved({ open: left, ends }: Attempt): boolean {
  return left.length === 0 && ends;
}

async function provedWith(terms: readonly Term[], search: Search): Promise<Attempt> {
  const { fn, bench, known } = search;
  const patched = requiring(fn, terms, bench);
  const forms = formsOf(patched.fn, patched.bench.loaded.program);
  const first = await attempted(forms, patched.bench, search);
  if (isProved(first) || !hasLoops(fn) || search.inferred || addRuns(first.open, search)) return first;
  search.inferred = true;
  const helped = await invariantsOf(forms.itself.candidates[0], known, patched.bench);
  if (helped.invariants.length === 0) return first;
  search.fn = { ...fn, ...(helped.fn.body === undefined ? {} : { body: helped.fn.body }) };
  return provedWith(terms, search);
}

async function attempted(forms: Forms, bench: Bench, search: Search): Promise<Attempt> {
  search.proofs += 1;
  const { proof } = await subjectOf(forms, search.known, bench, share);
  search.spent += proof.spent;
  const { partial, unmeasured } = proof.derivation;
  return { open: open(proof), ends: partial || unmeasured.length === 0 };
}

/** The function with more required, as itself and its callers know it. */
function requiring(
  fn: FunctionIR,
  terms: readonly Term[],
  bench: Bench,
): { readonly fn: FunctionIR; readonly bench: Bench } {
  const { program } = bench.loaded;
  const clauses = terms.map((term) => ({ text: conditionText(term, program.types) ?? "", term, span: fn.span }));
  const contract = { ...fn.contract, requires: [...fn.contract.requires, ...clauses] };
  const cases = fn.cases?.map((c) => ({
    ...c,
    contract: { ...c.contract, requires: [...c.contract.requires, ...clauses] },
  }));
  const patched: FunctionIR = { ...fn, contract, ...(cases === undefined ? {} : { cases }) };
  const functions = new Map(program.functions).set(fn.id, patched);
  const meaning = program.logical.get(fn.id);
  const logical = new Map(program.logical);
  if (meaning !== undefined) logical.set(fn.id, { ...meaning, requires: and(meaning.requires, ...terms) });
  const loaded = { ...bench.loaded, program: { ...program, functions, logical } };
  return { fn: patched, bench: { ...bench, loaded } };
}

function both(a: EntryRuns, b: EntryRuns): EntryRuns {
  return { passing: [...a.passing, ...b.passing], failing: [...a.failing, ...b.failing] };
}

/** What still fails, on inputs that runs have not seen, is looked at from now on. */
function addRuns(left: readonly Answered[], search: Search): boolean {
  const { fn, program, runs } = search;
  const entry = fn.contract.parameters.map(({ name, sort }) => ({ name: `${name}@0`, sort }));
  const fresh = left.flatMap(({ answer }) => {
    const values = answer.kind === "model" ? entryValues(answer.model, entry, program.types) : undefined;
    return values === undefined ? [] : [values];
  });
  const original = program.functions.get(fn.id) ?? fn;
  const more = entryRuns(original, fresh, program, { endless: true });
  search.runs = both(runs, more);
  return more.failing.length > 0;
}

/** What is ruled out by being reached. */
const reachedNever: ReadonlySet<ObligationKind> = new Set(["throw", "exhaustive"]);

function placeOf({ kind, span }: Obligation): string {
  return `${kind} ${span.file} ${span.start}`;
}

/** A condition under which what fails is never come to hides it. */
async function keepsPlaces(terms: readonly Term[], { fn, bench, known, places }: Search): Promise<boolean> {
  const patched = requiring(fn, terms, bench);
  const { theory, limits } = settingOf(known, bench, share);
  const encoder = openEncoder(theory);
  const { obligations } = derive(patched.fn, patched.bench.loaded.program, known);
  for (const place of new Set(places)) {
    let isReached = false;
    for (const obligation of obligations.filter((o) => placeOf(o) === place)) {
      const query = encoder.obligation({ ...obligation, goal: denied(obligation.goal) }, { slice: false });
      const answer = await bench.services.solver.ask(query, { rlimit: limits.query, model: false });
      if (answer.kind !== "proved") isReached = true;
    }
    if (!isReached) return false;
  }
  return true;
}

/** False wherever the goal is owed. */
function denied(goal: Term): Term {
  const [guard, rest] = goal.kind === "apply" && goal.operator === "implies" ? goal.args : [];
  return guard === undefined || rest === undefined ? falseTerm : implies(guard, denied(rest));
}

/** No result at all keeps the contract where the condition is false: it is what the contract itself presumes. */
async function hasNoRightResult(term: Term, others: readonly Term[], search: Search): Promise<boolean> {
  const { fn, program, known, bench } = search;
  const { contract, span } = fn;
  if (contract.modifies.length > 0) return false;
  const clause = (fact: Term) => ({ text: "", term: fact, span });
  const needed = contract.ensures.flatMap((each) => [
    ...definedness(each.term, program).map(({ condition }) => clause(condition)),
    each,
  ]);
  const asked: FunctionIR = {
    ...fn,
    body: undefined,
    contract: {
      ...contract,
      parameters: [...contract.parameters, { name: resultName, sort: contract.result }],
      requires: [...contract.requires, ...others.map(clause), clause(not(term)), ...needed],
      ensures: [],
      throws: undefined,
      variant: undefined,
    },
  };
  const { theory, limits } = settingOf(known, bench, share);
  const { probes } = derive(asked, program, known);
  const probe = probes.find(({ kind }) => kind === "entry");
  if (probe === undefined) return false;
  const query = openEncoder(theory).probe(probe.after);
  return (await bench.services.solver.ask(query, { rlimit: limits.query, model: false })).kind === "proved";
}
