/**
 * Gives the posts of a statement with exits: what has to hold at each way out. The state is the program's variables;
 * `return` may also name `\result`, and `old` is the state at the function's entry.
 */
import type { Term } from "../ir/index.js";

export interface Exits {
  readonly normal: Term;
  readonly return: Term;
  readonly throw: Term;
  readonly break: ReadonlyMap<string, Term>;
  readonly continue: ReadonlyMap<string, Term>;
}
