/**
 * Gives terms: pure, typed expressions of the program and its contracts. A term is a value of a state; it has no effects.
 * Terms share parts as a DAG: a pass over them memoises by identity, so that time and text stay linear.
 * `span` stands on nodes that can owe something, and is never part of an obligation's identity.
 */
import type { Span } from "../source/index.js";
import type { Operator } from "./operator.js";
import type { ArraySort, DataSort, Sort } from "./sort.js";
import type { Value } from "./value.js";

export interface Variable {
  readonly name: string;
  readonly sort: Sort;
}

export type Term =
  | ({ readonly kind: "variable"; readonly span?: Span } & Variable)
  /** A literal of a scalar sort. */
  | { readonly kind: "literal"; readonly value: Value; readonly sort: Sort; readonly span?: Span }
  | {
      readonly kind: "apply";
      readonly operator: Operator;
      readonly args: readonly Term[];
      readonly sort: Sort;
      readonly span?: Span;
    }
  | {
      readonly kind: "construct";
      readonly sort: DataSort;
      readonly constructor: string;
      readonly args: readonly Term[];
      /** It is the very object whose fields its arguments read, as a value of another type. */
      readonly itself?: true;
      readonly span?: Span;
    }
  /** (p): owes is(of, constructor) where the type has more than one constructor. */
  | {
      readonly kind: "field";
      readonly of: Term;
      readonly constructor: string;
      readonly field: string;
      readonly sort: Sort;
      readonly span?: Span;
    }
  | { readonly kind: "is"; readonly of: Term; readonly constructor: string; readonly sort: Sort; readonly span?: Span }
  /** The value with one field changed (p): owes as `field`. */
  | {
      readonly kind: "withField";
      readonly of: Term;
      readonly constructor: string;
      readonly field: string;
      readonly value: Term;
      readonly sort: DataSort;
      readonly span?: Span;
    }
  | {
      readonly kind: "quantifier";
      readonly quantifier: "forall" | "exists";
      readonly binders: readonly Variable[];
      readonly body: Term;
      readonly sort: Sort;
      readonly span?: Span;
    }
  /**
   * An array given by its elements: `length` of them, none where that is below 0, and element k is `body` with the
   * binder at k. What the body owes is owed of 0 <= k < length.
   */
  | {
      readonly kind: "tabulate";
      readonly length: Term;
      readonly binder: Variable;
      readonly body: Term;
      readonly sort: ArraySort;
      readonly span?: Span;
    }
  /** The logical symbol of a pure function (p): owes the function's requires. */
  | {
      readonly kind: "call";
      readonly function: string;
      readonly args: readonly Term[];
      readonly sort: Sort;
      readonly span?: Span;
    }
  /** Only in clauses: the value of `of` in the state at entry. Bound variables inside keep their meaning. */
  | { readonly kind: "old"; readonly of: Term; readonly sort: Sort; readonly span?: Span };

/** The name of the variable that stands for a function's value in its `ensures`. */
export const resultName = "\\result";
