/**
 * Gives what evaluating a term carries along: the fuel of the whole, and what names stand for at a place.
 */
import { Bug } from "../base/index.js";
import type { Term, Value } from "../ir/index.js";
import type { Evaluated, Theory, Unknown } from "./evaluation.js";

export interface EvaluationOptions {
  /** Nodes that may be evaluated in all. */
  readonly fuel?: number;
  /** Fuel that several evaluations share: what they burn is taken from it. */
  readonly meter?: Meter;
  /** Told of each integer that an arithmetic operation of the term itself gives, in order; not inside called functions. */
  readonly onArithmetic?: (term: Term, value: bigint) => void;
  /** Told of each instance that settles a quantifier, inner ones first. */
  readonly onInstance?: (bound: ReadonlyMap<string, Value>) => void;
}

export interface Meter {
  left: number;
  /** As of a `Run`: a zero of unknown sign may have been handed on from one evaluation to the next. */
  zeroFromInteger?: boolean;
}

export interface Run {
  readonly theory: Theory;
  readonly onArithmetic: EvaluationOptions["onArithmetic"];
  readonly onInstance: EvaluationOptions["onInstance"];
  fuel: number;
  /** Nodes under way. */
  depth: number;
  /** An integer 0 has become a double: its sign is not known. */
  zeroFromInteger: boolean;
}

export interface Scope {
  readonly values: ReadonlyMap<string, Value>;
  readonly entry: ReadonlyMap<string, Value>;
  readonly bound: ReadonlyMap<string, Value>;
  /** Bound variables whose range is still sought. */
  readonly pending: ReadonlySet<string>;
  readonly memo: Map<Term, Evaluated>;
  readonly called: boolean;
  /** Inside a fold: what it gave for one index less, which is the only value that its body asks itself for. */
  readonly earlier?: { readonly function: string; readonly value: Evaluated };
}

export type Node<K extends Term["kind"]> = Extract<Term, { kind: K }>;

/** The unknown that a value is, where a value of the kind was expected. */
export function unlessUnknown(value: Evaluated, expected: string): Unknown {
  if (value.kind === "unknown") return value;
  throw new Bug(`a ${value.kind} stands where a ${expected} is expected`);
}
