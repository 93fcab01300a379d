/**
 * Expand (local variable): `w: [pre, post]` is refined by `var x; w, x: [pre, post]` where x is new; initialised, it is
 * followed by an assignment to x. A variable without a value is arbitrary until it is assigned.
 * Provisos: those of the assignment.
 * Source: Morgan, "Programming from Specifications" (1994), laws 6.1 and 6.2.
 */
import { use } from "../../ir/index.js";
import { asNode, define, fresh, type Pass } from "../pass.js";
import { readCode, readGhost } from "../read.js";
import { showName, showTerm } from "../show-term.js";
import { type Flow, type State, withValue } from "../state.js";
import type { StatementOf } from "./walk.js";

export function expand(pass: Pass, statement: StatementOf<"let">, state: State): Flow {
  const { variable, value, span } = statement;
  const name = showName(variable.name);
  if (value === undefined) {
    const title = `let ${name}`;
    return asNode(pass, { law: "expand", title, span }, () =>
      withValue(state, variable.name, use(fresh(pass, variable.name, variable.sort))),
    );
  }
  return asNode(pass, { law: "expand", title: `let ${name} := ${showTerm(value)}`, span }, () => {
    const read = statement.ghost === true ? readGhost(pass, state, value, span) : readCode(pass, state, value, span);
    return withValue(state, variable.name, define(pass, variable.name, read, variable.sort));
  });
}
