/**
 * Gives the pass: what one derivation knows and has gathered as it goes forward through a function. It is the one
 * mutable thing of the calculus; `derive` makes it and it never leaves the folder.
 */
import type { Clause, FunctionIR, Program, Sort, Term, Variable } from "../ir/index.js";
import { and, bool, implies, isTrue, use } from "../ir/index.js";
import type { Label, Span } from "../source/index.js";
import type { Derivation } from "./derivation.js";
import type { Values } from "./in-state.js";
import type { DeriveOptions, Knowledge } from "./knowledge.js";
import type { LawName } from "./law-name.js";
import type { Context, Fact, Obligation, ObligationKind, Probe } from "./obligation.js";
import type { State } from "./state.js";

export interface Pass {
  readonly function: FunctionIR;
  readonly program: Program;
  readonly knowledge: Knowledge;
  /** See `DeriveOptions`. */
  readonly anyIntegers: boolean;
  /** The state at entry: each parameter to its argument. */
  readonly entry: Values;
  /** The entry assumptions that are not facts here but guard overflow; see `entry.ts`. */
  overflowGuard: Term;
  /** The entry assumptions that are facts, as single conjuncts. */
  readonly granted: Term[];
  context: Context | undefined;
  readonly obligations: Obligation[];
  readonly listed: Obligation[];
  readonly probes: Probe[];
  readonly callees: Set<string>;
  readonly assumed: { readonly clause: Clause; readonly span: Span }[];
  /** What is taken on trust of code that is not in the model. */
  readonly trusted: { readonly text: string; readonly span: Span }[];
  readonly unmeasured: { readonly span: Span; readonly what: "loop" | "recursion" }[];
  /** States waiting where a `break` or `continue` leads, by kind and label. */
  readonly waiting: Map<string, State[]>;
  /** How many exits have been taken, to see whether a stretch of code has any. */
  exits: number;
  /** How often a name or the stem of an id has been given. */
  readonly counts: Map<string, number>;
  node: OpenNode;
  /** What was owed last, in which state: the frontend reads some terms twice (a mark, then the assignment). */
  recent: { readonly state: State; readonly goals: Term[] } | undefined;
}

interface OpenNode {
  readonly law: LawName;
  readonly provisos: Obligation[];
  readonly children: Derivation[];
}

export function startPass(
  fn: FunctionIR,
  program: Program,
  knowledge: Knowledge,
  entry: Values,
  options: DeriveOptions,
): Pass {
  return {
    function: fn,
    program,
    knowledge,
    anyIntegers: options.anyIntegers === true,
    entry,
    overflowGuard: { kind: "literal", value: { kind: "bool", value: true }, sort: bool },
    granted: [],
    context: undefined,
    obligations: [],
    listed: [],
    probes: [],
    callees: new Set(),
    assumed: [],
    trusted: [],
    unmeasured: [],
    waiting: new Map(),
    exits: 0,
    counts: new Map(),
    node: { law: "procedure", provisos: [], children: [] },
    recent: undefined,
  };
}

/** Runs a part of the derivation as a node of the tree: obligations made meanwhile are its provisos. */
export function asNode<T>(pass: Pass, node: { law: LawName; title: string; span: Span }, run: () => T): T {
  const outer = pass.node;
  const open: OpenNode = { law: node.law, provisos: [], children: [] };
  pass.node = open;
  const result = run();
  pass.node = outer;
  outer.children.push({ ...node, provisos: open.provisos, children: open.children });
  return result;
}

/** A single-assignment variable: `x@0`, `x@1` …; of control flow: `path?0` … Never a name of the source. */
export function fresh(pass: Pass, name: string, sort: Sort, mark: "@" | "?" = "@"): Variable {
  return { name: `${name}${mark}${count(pass, `${mark}${name}`)}`, sort };
}

function count(pass: Pass, stem: string): number {
  const next = pass.counts.get(stem) ?? 0;
  pass.counts.set(stem, next + 1);
  return next;
}

function push(context: Context | undefined, fact: Fact): Context {
  return { fact, before: context, length: (context?.length ?? 0) + 1 };
}

/** Forgets the facts since then. What was demanded meanwhile may be demanded again, since it is no longer known. */
export function restore(pass: Pass, context: Context | undefined): void {
  pass.context = context;
  pass.recent = undefined;
}

/** A new variable that is the value by construction; the value itself where it is no larger than a variable. */
export function define(pass: Pass, name: string, value: Term, sort: Sort = value.sort): Term {
  if (value.kind === "variable" || value.kind === "literal") return value;
  const variable = fresh(pass, name, sort);
  pass.context = push(pass.context, { kind: "define", variable, value });
  return use(variable);
}

export function definePath(pass: Pass, condition: Term): Term {
  if (condition.kind === "variable" || condition.kind === "literal") return condition;
  const variable = fresh(pass, "path", bool, "?");
  pass.context = push(pass.context, { kind: "define", variable, value: condition });
  return use(variable);
}

/** Soundness: the fact is known only where the path is taken, and is wrapped by it once, here. */
export function assume(pass: Pass, path: Term, fact: Term, origin: string, clause?: Clause): void {
  const guarded = implies(path, fact);
  if (isTrue(guarded)) return;
  pass.context = push(pass.context, { kind: "assume", fact: guarded, origin, ...(clause && { clause }) });
}

export interface Demand {
  readonly kind: ObligationKind;
  readonly span: Span;
  /** Over single-assignment variables. */
  readonly goal: Term;
  readonly why: string;
  readonly clause?: Clause;
  readonly labels?: readonly Label[];
  /** Tells obligations of one kind apart in their ids where there is no clause. */
  readonly text?: string;
}

/** Demands a goal, and knows it from here on. */
export function oblige(pass: Pass, state: State, demand: Demand): void {
  const obligation = makeObligation(pass, state, demand);
  pass.obligations.push(obligation);
  pass.node.provisos.push(obligation);
  assume(pass, state.path, demand.goal, obligation.id, demand.clause);
}

/** Soundness: what is only listed is never assumed (SEMANTICS, section 1, `warn`). */
export function list(pass: Pass, state: State, demand: Demand): void {
  pass.listed.push(makeObligation(pass, state, demand));
}

function makeObligation(pass: Pass, state: State, demand: Demand): Obligation {
  const { text, ...rest } = demand;
  const stem = [demand.kind, demand.clause?.text ?? text ?? ""].join(" ").trim();
  return {
    ...rest,
    id: `${stem} #${count(pass, `id ${stem}`) + 1}`,
    law: pass.node.law,
    context: pass.context,
    path: state.path,
    state: state.values,
  };
}

/** A state can be only if it can be for arguments as they are taken for granted, whether or not that is a fact here. */
export function probe(pass: Pass, kind: Probe["kind"], span: Span, details: Omit<Probe, "id" | "kind" | "span">): void {
  const possible = ({ context, path }: Probe["before"]): Probe["before"] => ({
    context,
    path: and(pass.overflowGuard, path),
  });
  const { before, after, clauses } = details;
  pass.probes.push({
    id: `${kind} #${count(pass, `probe ${kind}`) + 1}`,
    kind,
    span,
    before: possible(before),
    after: possible(after),
    clauses,
  });
}

/** Leaves by `break` or `continue`: the state waits at the label. */
export function leave(pass: Pass, how: "break" | "continue", label: string, state: State): void {
  const key = `${how} ${label}`;
  pass.waiting.set(key, [...(pass.waiting.get(key) ?? []), state]);
  pass.exits++;
}

/** The states that have left to the label, taken away. */
export function arrivals(pass: Pass, how: "break" | "continue", label: string): readonly State[] {
  const key = `${how} ${label}`;
  const states = pass.waiting.get(key) ?? [];
  pass.waiting.delete(key);
  return states;
}
