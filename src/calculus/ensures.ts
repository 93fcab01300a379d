/**
 * Takes the state at a normal exit, with `\result`; demands there that each `ensures` has a value and holds. A clause may use those before it.
 */
import type { Span } from "../source/index.js";
import { oblige, type Pass, restore } from "./pass.js";
import { readClause } from "./read.js";
import type { State } from "./state.js";
import { quoted } from "./why.js";

/** Nothing follows the exit, so that what was shown there is not kept. */
export function demandEnsures(pass: Pass, exit: State, span: Span): void {
  const { context } = pass;
  for (const clause of pass.function.contract.ensures) {
    oblige(pass, exit, {
      kind: "postcondition",
      span,
      goal: readClause(pass, exit, clause, "postcondition"),
      why: `${quoted(clause.text)} must hold where the function returns here.`,
      clause,
      labels: [
        { span: clause.span, text: "what is ensured" },
        { span, text: "where it returns" },
      ],
    });
  }
  restore(pass, context);
}
