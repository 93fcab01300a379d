/**
 * Gives findings: the report's only input, and the open JSON interface (docs/report.schema.json). Fields are added
 * later, never changed.
 */
import type { Code } from "../source/index.js";

export type Verdict = "verified" | "refuted" | "unproven" | "vacuous" | "unsupported" | "invalid" | "generated";

export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Counterexample {
  /** Argument name and its value as TypeScript that can be pasted. */
  readonly arguments: readonly { readonly name: string; readonly text: string }[];
  /** `clamp(1, 5, 3)` */
  readonly call: string;
  /** The call as TypeScript statements, where it needs an object that is made first: of a method, of one passed twice. */
  readonly paste?: string;
  /** What happened: `returned 3`, `threw RangeError: …`, `read index 3 of an array of length 3`. */
  readonly outcome: string;
  readonly confirmed: boolean;
  /** What makes the clause false: `\result` must be 1, which is `xs.length`. */
  readonly because?: string;
  /** The path that the run took in the function: lines, and what came of them: conditions, variables that changed. */
  readonly path?: readonly { readonly line: number; readonly text: string }[];
}

/** A replacement of whole lines of the file, proved before it is shown. Line numbers count from 1, both inclusive. */
export interface Patch {
  readonly title: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly replacement: string;
  readonly proved: boolean;
}

export interface Problem {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  readonly clause?: string;
  readonly obligation?: string;
  readonly range: Range;
  readonly related?: readonly { readonly range: Range; readonly text: string }[];
  readonly counterexample?: Counterexample;
  readonly patches: readonly Patch[];
  /** The solver's candidate state or reason, for a collapsed section. */
  readonly detail?: string;
}

export interface FindingAssumption {
  readonly kind: string;
  readonly text: string;
}

/** What nobody wrote of a loop and the proof needs. */
export interface FoundClause {
  /** Of the loop. */
  readonly line: number;
  /** Where `writable`, what may stand after `//@ invariant`, or `//@ decreases`. */
  readonly text: string;
  /** Everything in it has a name in the source. */
  readonly writable: boolean;
}

export interface Finding extends Range {
  /** Stable over edits elsewhere: a hash of file, function and code. */
  readonly id: string;
  readonly file: string;
  readonly function: string;
  readonly verdict: Verdict;
  readonly kind?: "contract" | "hazard" | "annotation";
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  /** Returned value not shown to come: `decreases *` or termination unproved. */
  readonly partial?: boolean;
  readonly arithmetic?: "exact reals";
  readonly clause?: string;
  readonly obligation?: string;
  readonly counterexample?: Counterexample;
  readonly problems: readonly Problem[];
  readonly assumptions: readonly FindingAssumption[];
  readonly patches: readonly Patch[];
  /** "verified for exact arithmetic": the call on doubles that breaks the contract, of a verified finding. */
  readonly exactOnly?: string;
  /** Callees not verified in this run: `g (refuted)`. */
  readonly given?: readonly string[];
  readonly fromBank?: boolean;
  /** Found by inference; of a verified finding, no more than its proof needs. */
  readonly invariants?: readonly FoundClause[];
  /** Likewise: measures of loops that no guard suggests at once. */
  readonly measures?: readonly FoundClause[];
  /** First and last line of contract and function: "did the diff touch it". */
  readonly extent: { readonly startLine: number; readonly endLine: number };
  /** The derivation as indented text, with each law and its obligations' answers; for collapsed sections. */
  readonly derivation?: string;
}

export interface Report {
  readonly version: 1;
  readonly findings: readonly Finding[];
  readonly totals: Readonly<Record<Verdict, number>> & { readonly notChecked: number };
  readonly solver: { readonly started: number; readonly queries: number; readonly seconds: number };
  readonly bank: { readonly hits: number; readonly misses: number };
  readonly seconds: number;
  /** Things said of the run, not of a function: code, message. */
  readonly notices: readonly {
    readonly code: Code;
    readonly message: string;
    readonly file?: string;
    readonly line?: number;
  }[];
  /** Contracted functions left out because another of the file is marked `verify`. */
  readonly notChecked: readonly { readonly file: string; readonly function: string; readonly line: number }[];
  /**
   * Under `--all`: functions that runs break only where the arguments are not what the function evidently asks for, though no
   * clause says so. They are no findings: to say what is asked is up to the author.
   */
  readonly asks?: readonly {
    readonly file: string;
    readonly function: string;
    readonly line: number;
    readonly column: number;
    readonly code: Code;
    /** `i is an index of xs` */
    readonly asks: string;
    readonly call: string;
    readonly outcome: string;
  }[];
  readonly counts: {
    readonly files: number;
    readonly functions: number;
    readonly contracted: number;
    readonly readable: number;
    /** Under `--all`: functions without a contract that were looked at, and that are outside the subset. */
    readonly swept?: number;
    readonly unread?: number;
  };
}
