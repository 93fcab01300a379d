/**
 * Gives the shape of a row of the operator tables: from the arguments of one use to its SMT-LIB expression.
 */
import { invariant } from "../base/index.js";
import type { Term } from "../ir/index.js";
import type { Expressions } from "./expressions.js";
import type { Node, SmtSort } from "./node.js";

/** One use of an operator: its arguments as nodes and as the terms they come from, and the sort of the whole. */
export interface Use {
  readonly args: readonly Node[];
  readonly terms: readonly Term[];
  readonly sort: SmtSort;
}

export type Row = (x: Expressions, use: Use) => Node;

export function argument(use: Use, index: number): Node {
  const found = use.args[index];
  invariant(found !== undefined, `an operator lacks argument ${index}`);
  return found;
}

export const unary =
  (build: (x: Expressions, a: Node) => Node): Row =>
  (x, use) =>
    build(x, argument(use, 0));

export const binary =
  (build: (x: Expressions, a: Node, b: Node) => Node): Row =>
  (x, use) =>
    build(x, argument(use, 0), argument(use, 1));
