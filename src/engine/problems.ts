/**
 * Takes what was not proved of a function; gives its problems in the user's terms: what had to hold, why it is not
 * shown, and the next step. Solver words stay in `detail`, which is shown collapsed.
 */
import { type FunctionDerivation, type Obligation, showTerm } from "../calculus/index.js";
import type { Clause } from "../ir/index.js";
import type { Answered, FunctionProof } from "../prove/index.js";
import type { Problem } from "../report/index.js";
import type { Answer } from "../smt/index.js";
import { type Code, catalogue, type Label, type Span } from "../source/index.js";
import { rangeOf, type Sources } from "./place.js";

/** Why no run settled what the solver proposed. */
export interface Unsettled {
  /** A code that says more than "not proved", where there is one. */
  readonly code?: Code;
  readonly why: string;
  readonly hint?: string;
}

export function problem(
  code: Code,
  message: string,
  span: Span,
  sources: Sources,
  more: Partial<Problem> = {},
): Problem {
  return { code, message, hint: catalogue[code].remedy, range: rangeOf(span, sources), patches: [], ...more };
}

/** Labels that lie in the file of the finding; others have no place in its code frame. */
export function related(labels: readonly Label[] | undefined, file: string, sources: Sources): Partial<Problem> {
  const here = (labels ?? []).filter(({ span }) => span.file === file);
  return here.length === 0 ? {} : { related: here.map(({ span, text }) => ({ range: rangeOf(span, sources), text })) };
}

export function unprovenProblem(
  { obligation, answer }: Answered,
  unsettled: Unsettled | undefined,
  sources: Sources,
): Problem {
  const code = unsettled?.code ?? unprovenCode(obligation);
  const why = answer.kind === "gaveUp" ? gaveUpText(answer) : (unsettled?.why ?? "no failing run was found");
  const hint = unsettled?.hint ?? (answer.kind === "gaveUp" ? gaveUpHint(answer) : undefined) ?? catalogue[code].remedy;
  return problem(code, `Not proved: ${obligation.why}`, obligation.span, sources, {
    hint,
    obligation: obligation.why,
    detail: [`${obligation.law}: ${why}`, ...candidate(obligation, answer)].join("\n"),
    ...clauseText(obligation.clause),
    ...related(obligation.labels, obligation.span.file, sources),
  });
}

export function clauseText(clause: Clause | undefined): { readonly clause?: string } {
  return clause === undefined ? {} : { clause: clause.text };
}

/** Measures that nobody wrote are no clause to prove: what fails is that the function is shown to return. */
function unprovenCode(obligation: Obligation): Code {
  const measure = obligation.kind.startsWith("variant.") || obligation.kind === "recursion.decreases";
  return measure && obligation.clause === undefined ? "termination.unproven" : `${obligation.kind}.unproven`;
}

function gaveUpText(answer: Extract<Answer, { kind: "gaveUp" }>): string {
  switch (answer.reason) {
    case "limit":
      return `the prover spent its budget (${answer.detail})`;
    case "incomplete":
      return `the prover could not decide it (${answer.detail})`;
    case "resources":
      return `the prover ran out of memory or time (${answer.detail})`;
  }
}

function gaveUpHint(answer: Extract<Answer, { kind: "gaveUp" }>): string | undefined {
  return answer.reason === "limit" ? "Help the prover with an `assert` on the way, or raise `--limit`." : undefined;
}

/** The state in which the solver sees it fail: variables of the program that the model has a value for. */
function candidate(obligation: Obligation, answer: Answer): string[] {
  if (answer.kind !== "model") return [];
  const values = [...obligation.state].flatMap(([name, term]) => {
    const value = term.kind === "variable" ? answer.model.get(term.name) : undefined;
    if (value === undefined || value.kind === "array" || value.kind === "data" || value.kind === "unit") return [];
    return [`  ${name} = ${showTerm({ kind: "literal", value, sort: term.sort })}`];
  });
  return values.length === 0 ? [] : ["a state in which it would fail:", ...values];
}

export function terminationProblems(derivation: FunctionDerivation, sources: Sources): Problem[] {
  if (derivation.partial) return [];
  return derivation.unmeasured.map(({ span, what }) =>
    problem("termination.unproven", `Nothing shows that this ${what} comes to an end.`, span, sources),
  );
}

export function vacuousProblems(proof: FunctionProof, sources: Sources): Problem[] {
  return proof.probes
    .filter(({ status }) => status === "contradictory")
    .map(({ probe }) => {
      const clauses = probe.clauses.map(({ text }) => `\`${text}\``).join(" and ");
      const entry = probe.kind === "entry";
      const first = probe.clauses[0];
      const subject = entry ? "No input can satisfy" : "This state can never be:";
      const message = clauses === "" ? `${subject} what is assumed here.` : `${subject} ${clauses}.`;
      return problem(entry ? "requires.vacuous" : "assumption.vacuous", message, first?.span ?? probe.span, sources, {
        ...clauseText(first),
        ...related(
          probe.clauses.slice(1).map((c) => ({ span: c.span, text: "contradicts" })),
          probe.span.file,
          sources,
        ),
      });
    });
}

/** Overflow that happens on every path that reaches it, although it was only to be listed. */
export function alwaysOverflows(proof: FunctionProof, sources: Sources): Problem[] {
  return proof.listed
    .filter(({ always }) => always)
    .map(({ obligation }) =>
      problem("overflow.unproven", `Never holds: ${obligation.why}`, obligation.span, sources, {
        obligation: obligation.why,
      }),
    );
}
