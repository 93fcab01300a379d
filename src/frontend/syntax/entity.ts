/**
 * Gives what a name can stand for when an expression is elaborated, and the surroundings that elaboration needs.
 */
import type { TypeSyntax } from "../../contract/index.js";
import type { Sort, Term, Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { TypeTable } from "../types/type-table.js";

export type Entity =
  | { readonly kind: "variable"; readonly variable: Variable }
  /** A constant of the module, already elaborated. */
  | { readonly kind: "constant"; readonly value: Elaborated }
  /** A function of the project, by its id. */
  | { readonly kind: "function"; readonly id: string }
  /** An enum of the project, by the values of its members. */
  | { readonly kind: "enum"; readonly members: ReadonlyMap<string, string | number> }
  /** A class of the project, by its constant static fields. */
  | { readonly kind: "class"; readonly field: (name: string, span: Span) => Elaborated | undefined }
  /** A name of JavaScript itself: Math, Number, Object, NaN, Infinity … */
  | { readonly kind: "global"; readonly name: string };

/** What elaborating gives: a term of a sort, or a literal that takes its sort from where it stands. */
export type Elaborated =
  | {
      readonly kind: "term";
      readonly term: Term;
      /** The term is the discriminant of this union: comparing it with a tag is a test of the constructor. */
      readonly discriminantOf?: Term;
      /** The term is a variable that a quantifier or its like binds: it means the same in every state. */
      readonly bound?: true;
    }
  | { readonly kind: "number"; readonly value: number; readonly span: Span }
  | { readonly kind: "absent"; readonly which: "undefined" | "null"; readonly span: Span };

/** A function as it may be called in a pure expression. */
export interface PureCallee {
  readonly id: string;
  readonly name: string;
  readonly parameters: readonly PureParameter[];
  readonly result: Sort;
  /** An extern: nothing is known of its value, so that it compares nothing. */
  readonly bare?: true;
}

/** A method or a getter of a class of the project, by its id. */
export interface Member {
  readonly id: string;
  readonly getter: boolean;
}

export interface PureParameter {
  readonly variable: Variable;
  /** The value that stands in for a missing or undefined argument; it may name the parameters before. */
  readonly fallback: Elaborated | undefined;
  /** It takes all arguments from its place on, as an array. */
  readonly rest?: true;
}

export interface Surroundings {
  readonly place: "code" | "clause";
  readonly table: TypeTable;
  readonly resolve: (name: string) => Entity | undefined;
  /** Names that could have been meant. */
  readonly candidates: () => readonly string[];
  /** What `this` is, in a method that speaks of it. */
  readonly receiver?: Variable | undefined;
  /** The sort of `\result`, where it may be named. */
  readonly result: Sort | undefined;
  /** How names resolve inside `\old`, where it may stand. */
  readonly atEntry: ((name: string) => Entity | undefined) | undefined;
  /** A name for a bound variable that no other variable of the function has. */
  readonly freshBinder: (name: string) => string;
  /** Refuses where the function has no meaning in logic. */
  readonly pureCallee: (id: string, span: Span) => PureCallee;
  /** The method or getter of that name of the class whose objects have this sort; `several`: of more than one such class. */
  readonly memberOf: (type: string, name: string) => Member | "several" | undefined;
  /** The variable was made by `Object.create(null)`, and stands for that object always. */
  readonly isBare?: (name: string) => boolean;
  readonly sortOfTypeText: (type: TypeSyntax) => Sort;
  /** Notes that a function that was passed is called: what is taken for granted of it has to be recorded. */
  readonly appliesValue?: () => void;
}

export function ofTerm(term: Term): Extract<Elaborated, { kind: "term" }> {
  return { kind: "term", term };
}
