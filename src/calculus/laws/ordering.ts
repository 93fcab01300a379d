/**
 * Order: `r, p, q: [true, K]` where K is what ECMA-262, section 23.1.3.30, says of every stable sort; that the comparison
 * is consistent is a condition inside K, never taken for granted.
 * Provisos: those of the array; what the comparison owes of each two elements is owed by a statement before.
 * Source: Morgan, "Programming from Specifications" (1994), section 5.4 (specification statement).
 */

import { arbitrary } from "../havoc.js";
import { inState } from "../in-state.js";
import { asNode, assume, type Pass } from "../pass.js";
import { readCode } from "../read.js";
import { showTerm } from "../show-term.js";
import { type Flow, type State, withValue } from "../state.js";
import type { StatementOf } from "./walk.js";

export function ordering(pass: Pass, statement: StatementOf<"order">, state: State): Flow {
  const { array, positions, places, result, known, span } = statement;
  return asNode(pass, { law: "order", title: `order ${showTerm(array)}`, span }, () => {
    readCode(pass, state, array, span);
    const after = [positions, places, result].reduce(
      (at, v) => withValue(at, v.name, arbitrary(pass, at.path, v.name, v.sort)),
      state,
    );
    assume(pass, after.path, inState(known, after.values, pass.entry), "order");
    return after;
  });
}
