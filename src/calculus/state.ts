/**
 * Gives states of the forward pass, and how they join: a changed variable becomes one new variable that is the value of
 * the state whose path was taken. Source: Flanagan, Saxe, "Avoiding exponential explosion" (POPL 2001); Barnett, Leino,
 * "Weakest-precondition of unstructured programs" (PASTE 2005).
 */
import { and, isFalse, ite, or, type Term } from "../ir/index.js";
import type { Values } from "./in-state.js";
import { define, definePath, type Pass } from "./pass.js";
import { sameTerm } from "./same-term.js";

export interface State {
  /** Boolean term that says the place is reached. */
  readonly path: Term;
  /** Each variable in scope to its value. */
  readonly values: Values;
}

/** Undefined where no execution arrives. */
export type Flow = State | undefined;

export function withValue(state: State, name: string, value: Term): State {
  return { path: state.path, values: new Map(state.values).set(name, value) };
}

/** The state in which the condition, a term over single-assignment variables, held. */
export function branch(pass: Pass, state: State, condition: Term): State {
  return { path: definePath(pass, and(state.path, condition)), values: state.values };
}

/**
 * One state for several of which at most one is reached. Variables that some of them lack are out of scope after.
 * `path` may be given where the caller knows that one of them is reached exactly if it holds.
 */
export function join(pass: Pass, flows: readonly Flow[], path?: Term): Flow {
  const states = flows.filter((flow): flow is State => flow !== undefined && !isFalse(flow.path));
  const [first, ...others] = states;
  if (first === undefined) return undefined;
  if (others.length === 0) return path === undefined ? first : { ...first, path };
  const values = new Map<string, Term>();
  for (const name of first.values.keys()) {
    const joined = joinValue(pass, name, states);
    if (joined !== undefined) values.set(name, joined);
  }
  return { path: path ?? definePath(pass, or(...states.map((s) => s.path))), values };
}

function joinValue(pass: Pass, name: string, states: readonly State[]): Term | undefined {
  const values = states.map((state) => state.values.get(name));
  const [first] = values;
  if (first === undefined || values.some((v) => v === undefined)) return undefined;
  if (values.every((v) => v !== undefined && sameTerm(v, first))) return first;
  const choice = states.reduceRight<Term | undefined>((rest, state) => {
    const value = state.values.get(name);
    if (value === undefined || rest === undefined) return value;
    return ite(state.path, value, rest);
  }, undefined);
  return choice && define(pass, name, choice, first.sort);
}
