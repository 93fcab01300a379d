/**
 * Gives what an encoding may know besides the obligation: data types, and the logical functions that were admitted.
 * Soundness: a function stands in `logical` only if it was proved total and its body's calls satisfy their `requires`
 * (SEMANTICS, section 5). A call of any other function is an uninterpreted symbol, of which nothing is known.
 */
import type { DataTypes, LogicalFunction } from "../ir/index.js";

export interface Theory {
  readonly types: DataTypes;
  readonly logical: ReadonlyMap<string, LogicalFunction>;
}
