/** Gives what a name stands for in proof-only state: the ghosts that were declared before, in a block around the place. */
import ts from "typescript";
import type { Variable } from "../../ir/index.js";
import type { Body } from "../world/body.js";

/** The innermost ghost of the name whose block holds the place. */
export function ghostNamed(name: string, location: ts.Node, body: Body): Variable | undefined {
  return body.ghosts.findLast((g) => g.name === name && holds(g.scope, location))?.variable;
}

function holds(scope: ts.Node, location: ts.Node): boolean {
  return ts.findAncestor(location, (n) => n === scope) !== undefined;
}
