/**
 * Gives a small program of hand-made contracts over a source text, printed and ready to be run: for tests of what a run
 * may conclude, without the frontend's lowering.
 */
import { printExecutable } from "../../src/frontend/executable/executable.js";
import type { Clause, DataTypes, FunctionIR, LogicalFunction, Term } from "../../src/ir/index.js";
import { lowerSource, type SourceOptions } from "./print-source.js";

export interface SmallProgram {
  readonly types: DataTypes;
  readonly logical: ReadonlyMap<string, LogicalFunction>;
  readonly functions: ReadonlyMap<string, FunctionIR>;
}

/** The last function of the text, and the program it is in. */
export function runnable(
  text: string,
  options: SourceOptions,
): { readonly fn: FunctionIR; readonly program: SmallProgram } {
  const lowered = lowerSource(text, options);
  const functions = new Map(
    [...lowered].map(([id, entry]) => {
      const printed = printExecutable(entry, lowered);
      if ("notRunnable" in printed) throw new Error(printed.notRunnable);
      return [id, { ...entry.ir, executable: printed.executable }] as const;
    }),
  );
  const fn = [...functions.values()].at(-1);
  if (fn === undefined) throw new Error("no function");
  return { fn, program: { types: new Map(), logical: new Map(), functions } };
}

let offset = 0;

/** A clause with a place of its own. */
export function clause(text: string, term: Term): Clause {
  offset += 10;
  return { text, term, span: { file: "a.ts", start: offset, end: offset + 5 } };
}
