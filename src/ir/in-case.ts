/** Gives a function as it is in one of its cases: the parameters stay, and of those merged only the first is spoken of. */
import type { FunctionIR, SharedCase } from "./program.js";

export function inCase({ cases: _, ...fn }: FunctionIR, { body, contract }: SharedCase): FunctionIR {
  return { ...fn, body, contract };
}
