/**
 * Gives what lowering one function may ask of the others: signatures, constants, logical meanings. Functions are lowered
 * on demand, callees first. Inside a cycle a function is known by what is taken for granted of it; where that turns out
 * too little, the cycle is lowered again with what was found, until nothing changes (a least fixed point: kinds of
 * number, changed parameters and sharing only grow).
 */
import type ts from "typescript";
import type { LogicalFunction, SharingSummary, Sort, Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { Constant } from "../elaborate/constants.js";
import type { Project, ProjectFile } from "../project.js";
import type { Beyond } from "../sharing/kept.js";
import type { Member, PureCallee, PureParameter } from "../syntax/entity.js";
import type { Refusal } from "../syntax/refusal.js";
import type { NumberKind } from "../types/number-kind.js";
import type { TypeTable } from "../types/type-table.js";
import type { TypeReader } from "../types/types.js";
import type { Owner } from "./body.js";
import type { FunctionSite } from "./functions.js";
import type { LoweredFunction } from "./lowered.js";

/** How a function is known to its callers. */
export interface Signature {
  readonly site: FunctionSite;
  readonly parameters: readonly PureParameter[];
  /** `this` of a method or getter: the first argument of its calls. */
  readonly receiver: Variable | undefined;
  readonly result: Sort;
  /** Names of the parameters whose contents may change. */
  readonly modifies: ReadonlySet<string>;
  readonly sharing: SharingSummary;
  /** Pairs of parameters that must be different objects. */
  readonly distinct: readonly (readonly [string, string])[];
  readonly beyond: Beyond;
}

export interface World {
  readonly project: Project;
  readonly table: TypeTable;
  readonly reader: (file: ProjectFile) => TypeReader;
  readonly siteOf: (declaration: ts.Node) => FunctionSite | undefined;
  /** A generic function for some types; the same where it was asked for before. */
  readonly instance: (site: FunctionSite) => FunctionSite;
  readonly siteById: (id: string) => FunctionSite | undefined;
  /** Without a contract, and a pure expression by its form: in code it is then a term. */
  readonly isTermInCode: (site: FunctionSite) => boolean;
  readonly signature: (site: FunctionSite, span: Span) => Signature;
  readonly pureCallee: (id: string, span: Span) => PureCallee;
  readonly memberOf: (type: string, name: string) => Member | "several" | undefined;
  /** Whether the function around the node may be called before the declaration is run. */
  readonly isReadEarly: (node: ts.Node, declaration: ts.Node) => boolean;
  /** A member of JavaScript's library that a file of the project replaces. */
  readonly replacedLibrary: ReplacedMember | undefined;
  /** A file that runs text as code, which no one reads. */
  readonly runsText: string | undefined;
  /** A name, in what the function runs, of something that may have no value yet when code of a module calls it. */
  readonly firstEarlyRead: (of: ts.Node) => ts.Identifier | undefined;
  /** Whether members of the enum or namespace may be written somewhere. */
  readonly isOpened: (declaration: ts.Node) => boolean;
  readonly constant: (symbol: ts.Symbol, file: ProjectFile, span: Span) => Constant | undefined;
  /** What to do about a name that nothing is known of: the package that was not found. */
  readonly hintForName: (name: ts.Identifier, file: ProjectFile) => string | undefined;
  readonly functionNames: (file: ProjectFile) => readonly string[];
}

export interface ReplacedMember {
  /** `Array.prototype.at` */
  readonly name: string;
  /** Of the file that replaces it. */
  readonly path: string;
}

/** What a function came to. */
export type Outcome =
  | {
      readonly kind: "lowered";
      readonly lowered: LoweredFunction;
      readonly logical: LogicalFunction | undefined;
      readonly signature: Signature;
    }
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[]; readonly used: readonly string[] };

/** What is known of a function while it is at work, and what was learnt of it in earlier rounds. */
export interface Entry {
  readonly site: FunctionSite;
  state: "new" | "working" | "done";
  readonly kinds: Map<Owner, NumberKind>;
  /** While it is at work; set as soon as its parameters are read. */
  provisional: Signature | undefined;
  modifies: ReadonlySet<string>;
  sharing: SharingSummary;
  beyond: Beyond;
  consulted: boolean;
  consultedAsLogical: boolean;
  notLogical: boolean;
  outcome: Outcome | undefined;
}
