/**
 * Gives the state of lowering one function: what its names stand for, where the next statement goes, and what has been
 * learnt of it on the way. It lives for one pass over the function and is seen by the `lower-*` files only.
 */
import type ts from "typescript";
import type { Clause, Sort, Statement, Term, Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { LoopNode } from "../syntax/attachments.js";
import type { Elaborated, Entity, Surroundings } from "../syntax/entity.js";
import type { NumberKind } from "../types/number-kind.js";
import type { FunctionSite } from "./functions.js";
import type { LoopClauses } from "./lowered.js";
import type { World } from "./world.js";

/** Whose number is of another kind than was taken for granted: a local's, or the result's. */
export type Owner = ts.Symbol | "result";

/** Thrown where an owner's kind of number turns out to be wider: the function is then lowered again with that kind. */
export class Restart extends Error {
  override readonly name = "Restart";
}

export interface Local {
  readonly variable: Variable;
  /** Present where its kind of number may still widen. */
  readonly owner: ts.Symbol | undefined;
  /** Some assignment in the function re-points it. */
  readonly assigned: boolean;
}

export type Exit =
  | {
      readonly kind: "loop";
      readonly name: string | undefined;
      readonly label: string;
      /** Of `do`: the block that `continue` leaves, to come to the test. */
      readonly round: string | undefined;
    }
  | { readonly kind: "switch" | "block"; readonly name: string | undefined; readonly label: string }
  | Finalizer;

/** A `try` with `finally`: whatever leaves it does so after the finalizer, which stands once, behind the block. */
export interface Finalizer {
  readonly kind: "finally";
  readonly name: undefined;
  readonly label: string;
  /** Which of `ways` is on its way; 0 where the end was reached. */
  readonly how: Variable;
  /** Holds what a `return` gives back; undefined where nothing is returned. */
  readonly value: Variable | undefined;
  readonly ways: (() => void)[];
}

/** Where an error goes that is thrown here. */
export interface Handler {
  readonly label: string;
  /** Holds the error, as far as it is known. */
  readonly error: Variable;
  /** Classes that some `instanceof` asks for, by the name of the field that says whether the error is one. */
  readonly classes: ReadonlyMap<string, ts.Symbol | undefined>;
}

/** A function whose statements may stand in place of a call of it. */
export interface InlineCallee {
  readonly node: ts.FunctionLikeDeclaration;
  /** Whose symbol stands for the kind of number of its result. */
  readonly nameNode: ts.Node;
  readonly file: FunctionSite["file"];
  readonly name: string;
  /** Of a function of a module. */
  readonly site: FunctionSite | undefined;
  /** The function around it, whose variables it sees; undefined for a function of a module. */
  readonly scope: Body | undefined;
}

/** Where a `return` of an inlined function leads. */
export interface ReturnPlace {
  readonly target: Variable | undefined;
  readonly label: string;
}

export interface Body {
  readonly world: World;
  readonly site: Pick<FunctionSite, "file">;
  readonly cx: Surroundings;
  /** A term is wanted, no statements: calls of contracted functions are then calls of their logical symbols. */
  readonly termsOnly: boolean;
  readonly locals: Map<ts.Symbol, Local>;
  /** Parameters as they were passed, which `requires`, `ensures` and `\old` speak of. */
  readonly parameters: ReadonlyMap<ts.Symbol, Variable>;
  /** What patterns take out of the arguments, as clauses of the contract name it. */
  readonly parts: ReadonlyMap<ts.Symbol, Elaborated>;
  /** IR name -> what it stands for, in code. */
  readonly tokens: Map<string, Entity>;
  readonly names: Map<ts.Symbol, string>;
  readonly assigned: ReadonlySet<ts.Symbol>;
  /** Marks of locals by name. */
  readonly marks: ReadonlyMap<string, NumberKind>;
  readonly kinds: Map<Owner, NumberKind>;
  readonly result: Sort;
  readonly resultOwner: Owner | undefined;
  /** Set while an inlined function is lowered; undefined where `return` leaves the function itself. */
  readonly returnsTo: ReturnPlace | undefined;
  /** The inlined functions at work, outermost first. */
  readonly inlining: readonly ts.Node[];
  /** Calls that were replaced by what they call. */
  readonly inlined: Map<ts.Expression, InlineCallee>;
  /** How often that was done: a call in an inlined function counts each time. */
  readonly written: { calls: number };
  /** How often functions that were passed are called. */
  readonly applied: { calls: number };
  /** Parameters of inlined functions that were passed functions. */
  readonly functions: Map<ts.Symbol, InlineCallee>;
  readonly exits: Exit[];
  /** The innermost last; those of the callers of an inlined function come before its own. */
  readonly handlers: Handler[];
  readonly loops: Map<LoopNode, LoopClauses>;
  readonly assertions: Map<ts.Statement, readonly { readonly kind: "assert" | "assume"; readonly clause: Clause }[]>;
  readonly calls: Map<ts.Expression, string>;
  /** Functions of the project that are passed to methods of arrays by name. */
  readonly passed: Map<ts.Symbol, string>;
  readonly constants: Map<ts.Symbol, ts.Expression>;
  /** Arrays that a `for…of` goes through, with its body: it must not change them. */
  /** Proof-only variables, each in scope inside a block. */
  readonly ghosts: { readonly name: string; readonly variable: Variable; readonly scope: ts.Node }[];
  /** Names of calls that are arbitrary in the statement at work (`havoc key`), and whether one was met. */
  readonly arbitraryCalls: { key: string; met: boolean }[];
  /** What cannot be modelled is arbitrary (`autohavoc`). */
  readonly autohavoc: boolean;
  /** Variables that were made by `Object.create(null)`. */
  readonly bare: Set<string>;
  /** Callees behind a `?.` whose object is known to be there, where their statement stands. */
  readonly linked: Set<ts.Expression>;
  readonly iterations: { readonly root: string; readonly body: Statement; readonly span: Span }[];
  /** Classes whose methods run on objects that the function was given. */
  readonly classes: Set<string>;
  /** Exported objects whose members are taken to be as declared: files that are not read could write them. */
  readonly exported: Set<string>;
  /** Ids of the functions used by code and clauses. */
  readonly used: Set<string>;
  /** Where the next statement goes. */
  sink: Statement[];
  counter: number;
}

export function emit(body: Body, statement: Statement): void {
  body.sink.push(statement);
}

/** The statements that the work emits. */
export function collected<T>(
  body: Body,
  work: () => T,
): { readonly statements: readonly Statement[]; readonly value: T } {
  const outer = body.sink;
  const statements: Statement[] = [];
  body.sink = statements;
  try {
    const value = work();
    return { statements, value };
  } finally {
    body.sink = outer;
  }
}

export function block(statements: readonly Statement[], span: Span): Statement {
  const [only] = statements;
  return only !== undefined && statements.length === 1 ? only : { kind: "block", body: statements, span };
}

export function choice(condition: Term, first: Statement, second: Statement, span: Span): Statement {
  // biome-ignore lint/suspicious/noThenProperty: the IR calls the branch by its name; nobody awaits it.
  return { kind: "if", condition, then: first, else: second, span };
}

export function freshName(body: Body, letter: string): string {
  body.counter += 1;
  return `$${letter}${body.counter}`;
}

/** Declares a temporary that is assigned later. */
export function undetermined(body: Body, sort: Sort, span: Span, letter = "t"): Variable {
  const variable: Variable = { name: freshName(body, letter), sort };
  emit(body, { kind: "let", variable, span });
  body.tokens.set(variable.name, { kind: "variable", variable });
  return variable;
}

export function isLiteral(value: Elaborated): boolean {
  return value.kind !== "term" || value.term.kind === "literal";
}
