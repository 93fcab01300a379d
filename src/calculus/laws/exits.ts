/**
 * Exits: a statement has the posts `normal, return, throw, break L, continue L`, and an exit command establishes its
 * own: `return E` owes each `ensures` with `\result` = E; `throw` owes that one of the `throws` clauses held at entry;
 * `break` and `continue` hand their state to the place that they lead to. Nothing follows them.
 * Source: King, Morgan, "Exits in the refinement calculus" (FAC 1995); Back, Karttunen, "A predicate transformer
 * semantics for statements with multiple exits" (1983).
 */
import { resultName, unit } from "../../ir/index.js";
import { demandEnsures } from "../ensures.js";
import { asNode, leave, oblige, type Pass } from "../pass.js";
import { readCode } from "../read.js";
import { showTerm } from "../show-term.js";
import type { Flow, State } from "../state.js";
import { allowedThrow, throwLabels, whyThrow } from "../throws.js";
import type { StatementOf } from "./walk.js";

export function returning(pass: Pass, statement: StatementOf<"return">, state: State): Flow {
  const { value, span } = statement;
  const title = value === undefined ? "return" : `return ${showTerm(value)}`;
  return asNode(pass, { law: "return", title, span }, () => {
    const result = value === undefined ? unit : readCode(pass, state, value, span);
    const values = new Map(state.values).set(resultName, result);
    demandEnsures(pass, { path: state.path, values }, span);
    return undefined;
  });
}

export function throwing(pass: Pass, statement: StatementOf<"throw">, state: State): Flow {
  const { error, span } = statement;
  return asNode(pass, { law: "throw", title: `throw ${error}`, span }, () => {
    const labels = throwLabels(pass.function.contract);
    const why = whyThrow(pass.function.contract, `throws ${error}`);
    oblige(pass, state, { kind: "throw", span, goal: allowedThrow(pass), why, text: error, labels });
    return undefined;
  });
}

export function leaving(pass: Pass, statement: StatementOf<"break" | "continue">, state: State): Flow {
  const { kind, label, span } = statement;
  return asNode(pass, { law: kind, title: kind, span }, () => {
    leave(pass, kind, label, state);
    return undefined;
  });
}
