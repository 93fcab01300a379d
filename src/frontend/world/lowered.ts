/**
 * Gives what lowering knows of a function beside its IR: the links back to the syntax, by which `executable/executable.ts` prints
 * the author's own text with monitors.
 */
import type ts from "typescript";
import type { Clause, FunctionIR, Variant } from "../../ir/index.js";
import type { LoopNode } from "../syntax/attachments.js";
import type { InlineCallee } from "./body.js";
import type { VariableNames } from "./names.js";

/** The author's clauses of a loop. */
export interface LoopClauses {
  readonly invariants: readonly Clause[];
  readonly variant: Variant | undefined;
  readonly doneWith: readonly Clause[];
  /** Variables of the IR that the source has no name for, in a call that is a loop: clauses may speak of them. */
  readonly hidden?: { readonly position: string; readonly accumulator: string | undefined };
}

export interface LoweredFunction {
  /** `executable` is not yet filled in. */
  readonly ir: FunctionIR;
  readonly node: ts.FunctionLikeDeclaration;
  readonly checker: ts.TypeChecker;
  readonly names: VariableNames;
  readonly loops: ReadonlyMap<LoopNode, LoopClauses>;
  readonly assertions: ReadonlyMap<
    ts.Statement,
    readonly { readonly kind: "assert" | "assume"; readonly clause: Clause }[]
  >;
  /** Calls of functions of the project (contracted, or pure with a logical meaning), by their syntax. */
  readonly calls: ReadonlyMap<ts.Expression, string>;
  /** Calls that were replaced by the statements of what they call. */
  readonly inlined: ReadonlyMap<ts.Expression, InlineCallee>;
  /** Functions of the project that are passed to methods of arrays by name. */
  readonly passed: ReadonlyMap<ts.Symbol, string>;
  /** Module constants it reads, by symbol: the text of the literal they are. */
  readonly constants: ReadonlyMap<ts.Symbol, ts.Expression>;
}
