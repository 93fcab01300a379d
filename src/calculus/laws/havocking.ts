/**
 * Havoc: `x: [true, true]` may be any code that changes no more than x. Code that the author left out of the model
 * (`havoc`, `skip`, a call of unknown effect) refines it, as far as it ends normally, which is trusted and listed.
 * Provisos: none. Soundness: the variables are all that the code may change, see the frontend's `unknown-code.ts`.
 * Source: Morgan, "Programming from Specifications" (1994), section 5.4; Back, von Wright, "Refinement Calculus" (1998),
 * demonic assignment.
 */
import { havoc } from "../havoc.js";
import { asNode, type Pass } from "../pass.js";
import type { Flow, State } from "../state.js";
import type { StatementOf } from "./walk.js";

export function havocking(pass: Pass, statement: StatementOf<"havoc">, state: State): Flow {
  const { variables, span, text } = statement;
  return asNode(pass, { law: "havoc", title: `havoc ${variables.map(({ name }) => name).join(", ")}`, span }, () => {
    pass.trusted.push({ text, span });
    return havoc(
      pass,
      state,
      variables.map((root) => ({ root, parts: [{ path: [], extent: "whole" }] })),
    );
  });
}
