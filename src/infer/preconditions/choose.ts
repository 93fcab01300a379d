/**
 * Takes conditions and runs; gives conjunctions of a few of the conditions that no failing run satisfies, in the order in
 * which they are worth a proof: those that leave more of the runs that are fine, and of these the simpler ones.
 */
import { showTerm } from "../../calculus/index.js";
import type { Program, Term, Value } from "../../ir/index.js";
import { truth } from "../../semantics/index.js";
import { conjuncts } from "../required-before.js";
import { conditionText } from "./condition-text.js";
import type { EntryRun, EntryRuns } from "./entry-runs.js";

export interface Candidate {
  readonly term: Term;
  /** Read off what is owed, or customary. */
  readonly isOwed: boolean;
}

export interface Choice {
  /** Conjuncts, in the order in which they make sense. */
  readonly terms: readonly Term[];
  readonly score: number;
}

/** Runs that must be left: fewer say nothing. */
const enough = 4;
/** What leaves less is not what was meant. */
const least = 0.05;
const mostConditions = 28;
const mostTogether = 3;
const mostChoices = 12;

interface Weighed {
  readonly candidate: Candidate;
  readonly cost: number;
  /** A bit a run: it satisfies the condition. */
  readonly passing: bigint;
  readonly failing: bigint;
  readonly kept: number;
}

export function choices(candidates: readonly Candidate[], runs: EntryRuns, program: Program): readonly Choice[] {
  if (runs.failing.length === 0 || runs.passing.length < enough) return [];
  const conditions = weighed(candidates, runs, program);
  const found: Choice[] = [];
  const add = (chosen: readonly Weighed[], from: number, passing: bigint, failing: bigint): void => {
    if (chosen.length > 0 && failing === 0n) {
      const kept = count(passing);
      const cost = chosen.reduce((sum, each) => sum + each.cost, 0);
      if (kept >= enough)
        found.push({
          terms: distinct(chosen.flatMap((each) => conjuncts(each.candidate.term))),
          score: kept / runs.passing.length - cost,
        });
      return;
    }
    if (chosen.length >= mostTogether) return;
    for (let i = from; i < conditions.length; i++) {
      const next = conditions[i];
      // A condition that rules out nothing more has no place in it.
      if (next === undefined || (failing & next.failing) === failing) continue;
      if (count(passing & next.passing) >= enough)
        add([...chosen, next], i + 1, passing & next.passing, failing & next.failing);
    }
  };
  add([], 0, allOf(runs.passing.length), allOf(runs.failing.length));
  const worthIt = found.filter(({ score }) => score >= least);
  return worthIt.sort((a, b) => b.score - a.score).slice(0, mostChoices);
}

function weighed(candidates: readonly Candidate[], runs: EntryRuns, program: Program): readonly Weighed[] {
  const byMeaning = new Map<string, Weighed>();
  const texts = new Set<string>();
  for (const candidate of candidates) {
    const text = conditionText(candidate.term, program.types);
    if (text === undefined || texts.has(text)) continue;
    texts.add(text);
    // What has no value somewhere stands behind what gives it one, in a conjunction with that.
    if (!isDefined(candidate.term, [...runs.failing, ...runs.passing], program)) continue;
    const failing = bitsOf(candidate.term, runs.failing, program);
    if (failing === allOf(runs.failing.length)) continue;
    const passing = bitsOf(candidate.term, runs.passing, program);
    const kept = count(passing);
    if (kept < enough) continue;
    const one: Weighed = { candidate, cost: costOf(candidate, text), passing, failing, kept };
    const key = `${passing} ${failing}`;
    const known = byMeaning.get(key);
    if (known === undefined || one.cost < known.cost) byMeaning.set(key, one);
  }
  const worth = ({ kept, cost }: Weighed): number => kept / runs.passing.length - cost;
  return [...byMeaning.values()].sort((a, b) => worth(b) - worth(a)).slice(0, mostConditions);
}

/** What a condition costs its reader, in parts of the runs that it leaves. */
function costOf({ term, isOwed }: Candidate, text: string): number {
  const guards = /==>|\|\|/u.test(text.replace(/^forall\(\w+, [^=]*==>/u, "")) ? 0.2 : 0;
  const all = /forall/u.test(text) ? 0.05 : 0;
  return 0.02 * conjuncts(term).length + guards + all + 0.001 * text.length + (isOwed ? 0 : 0.01);
}

function isDefined(term: Term, runs: readonly EntryRun[], program: Program): boolean {
  return runs.every(({ values }) => typeof truth(term, { values }, program, { fuel: 4_000 }) === "boolean");
}

function bitsOf(term: Term, runs: readonly EntryRun[], program: Program): bigint {
  return runs.reduce((bits, { values }, i) => (isTrueOf(term, values, program) ? bits | (1n << BigInt(i)) : bits), 0n);
}

export function isTrueOf(term: Term, values: ReadonlyMap<string, Value>, program: Program): boolean {
  return truth(term, { values }, program, { fuel: 4_000 }) === true;
}

function allOf(length: number): bigint {
  return (1n << BigInt(length)) - 1n;
}

function count(bits: bigint): number {
  let ones = 0;
  for (const digit of bits.toString(2)) if (digit === "1") ones += 1;
  return ones;
}

function distinct(terms: readonly Term[]): readonly Term[] {
  return [...new Map(terms.map((term) => [showTerm(term), term])).values()];
}
