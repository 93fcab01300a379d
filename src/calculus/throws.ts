/**
 * Gives when the function at work may throw: where one of its `throws` clauses held at entry; without a clause, never
 * (SEMANTICS, section 6).
 */
import { type EffectiveContract, or, type Term } from "../ir/index.js";
import type { Label } from "../source/index.js";
import { inState } from "./in-state.js";
import type { Pass } from "./pass.js";
import { quoted } from "./why.js";

export function allowedThrow(pass: Pass): Term {
  const clauses = pass.function.contract.throws ?? [];
  return or(...clauses.map((clause) => inState(clause.term, pass.entry, pass.entry)));
}

export function throwLabels(contract: EffectiveContract): readonly Label[] {
  return (contract.throws ?? []).map(({ span }) => ({ span, text: "when it may throw" }));
}

export function whyThrow(contract: EffectiveContract, what: string): string {
  const allowed = (contract.throws ?? []).map((clause) => quoted(clause.text)).join(" or ");
  return allowed === ""
    ? `The function ${what} here, and no clause allows it.`
    : `Where it ${what}, ${allowed} must have held at entry.`;
}
