/**
 * Takes a function; gives its loops, each with what a generator of candidates may look at: what is in scope at the head,
 * what the rounds change, what is known at first, what has to hold behind the loop, and states of runs.
 */
import { changedBy } from "../calculus/index.js";
import { type FunctionIR, freeVariables, type Program, type Statement, type Term, type Variable } from "../ir/index.js";
import { conjuncts, type Leaving, requiredBefore } from "./required-before.js";
import type { LoopState } from "./traces.js";

export type Loop = Extract<Statement, { kind: "loop" }>;

/** What the text says of a loop. */
export interface LoopPlace {
  readonly loop: Loop;
  /** With a value at the head; in order of declaration, the parameters first. */
  readonly scope: readonly Variable[];
  /** Names of variables that a round may change, in whole or in part. */
  readonly changed: ReadonlySet<string>;
  /** What variables were last given before the loop, where that still holds when it is reached. */
  readonly first: ReadonlyMap<string, Term>;
  /** Where it leads to: carries conditions back to its end. */
  readonly behind: Leaving;
  /** The loop around it. */
  readonly outer: LoopPlace | undefined;
}

export interface LoopContext extends LoopPlace {
  readonly fn: FunctionIR;
  readonly program: Program;
  /** Conditions that matter behind the loop, over the state in which it ends. */
  readonly goals: readonly Term[];
  readonly states: readonly LoopState[];
}

/** A guess, or several of which the earlier ones say more: the first that runs do not deny is taken. */
export type Candidate = Term | readonly Term[];

/** Whatever it gives is proved like the author's invariants, or dropped. */
export type Generator = (context: LoopContext) => readonly Candidate[];

/** Outer loops before inner ones. */
export function loopsOf(fn: FunctionIR, program: Program): readonly LoopPlace[] {
  if (fn.body === undefined) return [];
  const ensures = fn.contract.ensures.flatMap(({ term }) => conjuncts(term));
  const found: LoopPlace[] = [];
  const leaving: Leaving = { post: ensures, rest: [], jumps: new Map() };
  walk(fn.body, { scope: fn.contract.parameters, first: new Map(), outer: undefined, behind: leaving }, found, program);
  return found;
}

interface Around {
  readonly scope: readonly Variable[];
  readonly first: ReadonlyMap<string, Term>;
  readonly outer: LoopPlace | undefined;
  readonly behind: Leaving;
}

function walk(statement: Statement, around: Around, found: LoopPlace[], program: Program): void {
  switch (statement.kind) {
    case "block":
      inTurn(statement.body, around, found, program);
      return;
    case "if":
      walk(statement.then, around, found, program);
      walk(statement.else, around, found, program);
      return;
    case "labelled": {
      const jumps = new Map(around.behind.jumps).set(`break ${statement.label}`, around.behind.rest);
      walk(statement.body, { ...around, behind: { ...around.behind, jumps } }, found, program);
      return;
    }
    case "loop": {
      const parts = [...statement.prelude, statement.body, statement.step];
      const changed = new Set(changedBy(parts, program).map(({ root }) => root.name));
      const place: LoopPlace = { loop: statement, changed, ...around };
      found.push(place);
      // The conditions behind an inner loop are the invariants of the outer one, which are not known yet.
      const rest = [statement.step];
      const jumps = new Map(around.behind.jumps)
        .set(`break ${statement.label}`, around.behind.rest)
        .set(`continue ${statement.label}`, rest);
      const first = new Map([...around.first].filter(([name, value]) => isKept(name, value, changed)));
      const inside: Around = { scope: around.scope, first, outer: place, behind: { post: [], rest, jumps } };
      inTurn([...statement.prelude, statement.body], inside, found, program);
      return;
    }
    default:
      return;
  }
}

function inTurn(body: readonly Statement[], around: Around, found: LoopPlace[], program: Program): void {
  let scope = around.scope;
  let first = around.first;
  body.forEach((part, i) => {
    const rest = [...body.slice(i + 1), ...around.behind.rest];
    walk(part, { ...around, scope, first, behind: { ...around.behind, rest } }, found, program);
    first = after(part, first, program);
    if (part.kind === "let") scope = [...scope, part.variable];
  });
}

function after(part: Statement, known: ReadonlyMap<string, Term>, program: Program): ReadonlyMap<string, Term> {
  const changed = new Set(changedBy([part], program).map(({ root }) => root.name));
  const kept = new Map([...known].filter(([name, value]) => isKept(name, value, changed)));
  if (part.kind === "let" && part.value !== undefined) kept.set(part.variable.name, part.value);
  if (
    part.kind === "assign" &&
    part.target.path.length === 0 &&
    !mentions(part.value, new Set([part.target.root.name]))
  )
    kept.set(part.target.root.name, part.value);
  return kept;
}

function isKept(name: string, value: Term, changed: ReadonlySet<string>): boolean {
  return !changed.has(name) && !mentions(value, changed);
}

export function mentions(term: Term, names: ReadonlySet<string>): boolean {
  return [...freeVariables(term).keys()].some((name) => names.has(name));
}

/** What has to hold where the loop ends: of the function's end, or of the next round of the loop around it. */
export function goalsOf({ behind }: LoopPlace, ofOuter: readonly Term[], program: Program): readonly Term[] {
  return requiredBefore(behind, ofOuter, program);
}
