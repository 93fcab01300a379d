/**
 * Gives the program as the later stages see it: types, functions, and for each function the text that a replay runs.
 */
import type { Diagnostic, Span } from "../source/index.js";
import type { Assumption, Clause, EffectiveContract, Variant } from "./contract.js";
import type { DataTypes, Sort } from "./sort.js";
import type { Statement } from "./statement.js";
import type { Term, Variable } from "./term.js";

export type OverflowMode = "check" | "warn" | "ignore";

/** Arguments without variables, and what must hold of the result, over the parameters and `\result`: `given ==> says`. */
export interface Example {
  readonly args: readonly Term[];
  readonly clause: Clause;
}

export interface FunctionIR {
  /** Unique in the program: `path#Class.name` or `path#name`. */
  readonly id: string;
  /** As people call it: `clamp`, `Cart.total`. */
  readonly name: string;
  readonly contract: EffectiveContract;
  /** The last parameter is what a rest parameter takes, as an array. */
  readonly takesRest?: true;
  /** How it is called, where that is not as a function: on the object that its first parameter `this` is, or by `new`. */
  readonly form?: "method" | "getter" | "setter" | "constructor";
  /** Undefined for `extern` and for declarations without a body. */
  readonly body: Statement | undefined;
  /** What is taken for granted of the arguments: types, safe integers, the forest. */
  readonly entry: readonly Assumption[];
  readonly overflow: OverflowMode;
  /** Concrete cases that the author gives. */
  readonly examples?: readonly Example[];
  /** Ids of the functions that its body or clauses call, for the order of work and for cycles. */
  readonly calls: readonly string[];
  /** Hashes of what its meaning depends on besides its own text: effective contracts, logical bodies, constants, types. */
  readonly uses: readonly string[];
  /** The name of the function, for the place of a finding. */
  readonly span: Span;
  /** From the first clause to the closing brace, for "did the diff touch it". */
  readonly extent: Span;
  /** The whole function declaration, where a suggestion may insert clauses above. */
  readonly declaration: Span;
  /** Where nobody marked `real` and it came in by `/` or a fraction, here or in what is called. */
  readonly roundingUnmarked: boolean;
  /** Some value in it, or in what it calls, is a `real`. */
  readonly usesReals: boolean;
  /** Ways in which several parameters may be one object, each to prove besides the one where all are different. */
  readonly cases?: readonly SharedCase[];
  /** It has no contract of its own: it is known by its meaning, which its callers owe what it needs. */
  readonly uncontracted?: true;
  /** Undefined where the function cannot be run; then `notRunnable` says why. */
  readonly executable: Executable | undefined;
  readonly notRunnable?: string;
}

/** The function where some parameters are one object: body and clauses speak of the first of them alone. */
export interface SharedCase {
  /** In words: `a` and `b` are the same array. */
  readonly text: string;
  /** Positions of parameters: the second is the object of the first. */
  readonly shared: readonly (readonly [number, number])[];
  readonly body: Statement;
  readonly contract: EffectiveContract;
}

/** A function that is pure and expression-like enough to have a meaning in logic (SEMANTICS, section 5). */
export interface LogicalFunction {
  readonly id: string;
  readonly name: string;
  readonly parameters: readonly Variable[];
  readonly result: Sort;
  readonly requires: Term;
  /** What its contract ensures, over the parameters and `\result`, without `old`: known of every call that is admitted. */
  readonly ensures?: Term;
  /**
   * Its value as one term over the parameters; it may call logical functions, itself included. Left out where the function
   * is pure and no such term: it is then known by its contract, and a run evaluates its statements.
   */
  readonly body?: Term;
  readonly recursive: boolean;
  /** Present where the frontend made it of a fold. */
  readonly lifted?: Lifted;
  /** Present where it adds something up on its way through a range or an array. */
  readonly sum?: RecursiveSum;
}

/** `value`, over the parameters, is the function's value where the function is admitted and `when` holds. */
export interface RecursiveSum {
  readonly value: Term;
  readonly when: Term;
}

/**
 * A function over a range of integers that is total by construction: it calls itself only with the parameter at
 * `counter` lowered by one, and not at all where that is at most the parameter at `from`.
 */
export interface Lifted {
  readonly counter: number;
  readonly from: number;
  /** Parameters, arrays, whose lengths the value does not depend on. */
  readonly elementsOnly: readonly number[];
  /** Present where the value is a sum over the range, of a term of the elements of one array. */
  readonly elementwise?: Elementwise;
  /** True of it by construction; said because a prover unfolds a definition only a few times. */
  readonly facts: readonly LiftedFact[];
}

/** The summand reads the parameter `array` at the index, and has nothing else of the index: `summand` is over `element`. */
export interface Elementwise {
  readonly array: number;
  readonly element: Variable;
  readonly summand: Term;
  /** How such sums add up, where taking them apart element by element is not wanted. */
  readonly facts: readonly LiftedFact[];
}

/** `body` for all values of the binders; to be used where one of the triggers, all of its terms, is met. */
export interface LiftedFact {
  readonly binders: readonly Variable[];
  readonly triggers: readonly (readonly Term[])[];
  readonly body: Term;
}

/** What the frontend says of a contracted function that has no IR, or of an annotation without a function. */
export interface Declined {
  readonly id: string;
  readonly name: string;
  readonly verdict: "unsupported" | "invalid";
  readonly diagnostics: readonly Diagnostic[];
  readonly span: Span;
  readonly extent: Span;
  /** Ids of the functions it calls or is called by, as far as known. */
  readonly calls: readonly string[];
}

export interface Program {
  readonly types: DataTypes;
  readonly functions: ReadonlyMap<string, FunctionIR>;
  readonly logical: ReadonlyMap<string, LogicalFunction>;
  readonly declined: readonly Declined[];
  /** Contracted functions left out because another of the file is marked `verify`. */
  readonly unmarked: readonly { readonly id: string; readonly name: string; readonly span: Span }[];
  /** Ids that this run is to give verdicts on; the others are there because these call them. */
  readonly targets: readonly string[];
  /** Those targets that have no contract: only what a run breaks is said of them. */
  readonly swept: readonly string[];
  readonly counts: ProgramCounts;
}

export interface ProgramCounts {
  readonly files: number;
  readonly functions: number;
  readonly contracted: number;
  /** Functions without contract that lie inside the subset as far as a glance tells. */
  readonly readable: number;
  /** Without a contract, asked for by `--all`, and outside the subset. */
  readonly unread: number;
  /** Files with a clause that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/**
 * A plain JavaScript script, printed anew from accepted syntax nodes only: the function, all it calls and the constants
 * it reads, with a monitor call at each site. See `counterexample/runtime-text.ts` for the monitor's functions.
 */
export interface Executable {
  readonly text: string;
  /** Name of the global function in `text` that stands for the function. */
  readonly entry: string;
  readonly sites: readonly Site[];
  readonly steps: readonly PathPlace[];
}

/** A place in the running text that is watched. Its number is its index in `Executable.sites`. */
export type Site =
  | { readonly kind: "enter"; readonly function: string; readonly parameters: readonly Variable[]; readonly span: Span }
  | {
      readonly kind: "exit";
      readonly function: string;
      readonly parameters: readonly Variable[];
      readonly result: Sort;
      readonly span: Span;
    }
  | {
      readonly kind: "index" | "write" | "division" | "absent" | "prototype" | "range" | "exhaustive";
      readonly span: Span;
    }
  /** A loop begins: the heads that follow in the same call belong to one activation, up to the next such event. */
  | { readonly kind: "loop"; readonly span: Span }
  /** A call of another printed function, its arguments evaluated: the next event is that function's `enter`. */
  | { readonly kind: "call"; readonly callee: string; readonly span: Span }
  | { readonly kind: "throw"; readonly error: string; readonly span: Span }
  /** An error has come to a handler, or to a finalizer that it passes: the calls inside have ended by it. */
  | { readonly kind: "caught" | "passing"; readonly span: Span }
  /** An integer-valued operation, whose value must stay within ±(2^53 − 1) under `overflow check`. */
  | { readonly kind: "overflow"; readonly span: Span }
  /** The clause is evaluated on a snapshot of `variables`; `entryOf` names the function whose entry `\old` means. */
  | {
      readonly kind: "invariant" | "assert" | "assume" | "mark" | "done_with";
      readonly clause: Clause;
      readonly variables: readonly Variable[];
      readonly span: Span;
    }
  | {
      readonly kind: "variant";
      readonly variant: Variant;
      readonly variables: readonly Variable[];
      readonly span: Span;
    };

/** A place on the path of a run that is followed; other runs pass it by. Its number is its index in `Executable.steps`. */
export interface PathPlace {
  /** After a statement; how a condition came out; a round begins; the run comes to a place. */
  readonly what: "changed" | "tested" | "round" | "reached";
  /** The author's names of what is looked at. */
  readonly names: readonly string[];
  /** Source, of what has no variables to show. */
  readonly text: string;
  readonly span: Span;
}
