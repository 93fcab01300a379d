/**
 * Gives where each clause of a file belongs: what `annotations/annotations.ts` finds and what lowering reads.
 */
import type ts from "typescript";
import type { ClauseSyntax } from "../../contract/index.js";
import type { Diagnostic } from "../../source/index.js";

export type LoopStatement = ts.WhileStatement | ts.DoStatement | ts.ForStatement | ts.ForOfStatement;

/** What may have a loop's clauses: a loop, or a call of a method that calls a function for each element. */
export type LoopNode = LoopStatement | ts.CallExpression;

export interface Attachments {
  /** Contract clauses by function, in order: above its declaration or first in its body, on the implementation of overloads. */
  readonly functions: ReadonlyMap<ts.FunctionLikeDeclaration, readonly ClauseSyntax[]>;
  readonly loops: ReadonlyMap<LoopNode, readonly ClauseSyntax[]>;
  /** `assert`, `assume`, `use`, `ghost`, `skip` … that stand before a statement (and are not a loop's or a function's). */
  readonly statements: ReadonlyMap<ts.Statement, readonly ClauseSyntax[]>;
  /** `invariant` above a class, or between its members. */
  readonly classes: ReadonlyMap<ts.ClassLikeDeclaration, readonly ClauseSyntax[]>;
  /** `type` after a field or before a type alias: the member or alias it marks. */
  readonly members: ReadonlyMap<ts.Node, ClauseSyntax>;
  /** `overflow …`, `autohavoc`, `safe-slice`, `backend …` for the whole file. */
  readonly file: readonly ClauseSyntax[];
  /** What is wrong with annotations, each with the function whose verdict becomes `invalid`, if it has one. */
  readonly problems: readonly {
    readonly diagnostic: Diagnostic;
    readonly owner: ts.FunctionLikeDeclaration | undefined;
  }[];
}
