/**
 * Takes what was not proved of a function; gives its problems in the user's terms: what had to hold, why it is not
 * shown, and the next step. Solver words stay in `detail`, which is shown collapsed.
 */
import { type FunctionDerivation, type Obligation, showTerm } from "../calculus/index.js";
import type { Clause, FunctionIR, Program } from "../ir/index.js";
import type { Answered, FunctionProof } from "../prove/index.js";
import type { Problem } from "../report/index.js";
import type { Answer } from "../smt/index.js";
import { type Code, catalogue, type Label, type Span } from "../source/index.js";
import { calleeHint } from "./callee-hint.js";
import { loopHint } from "./loop-hint.js";
import { rangeOf, type Sources } from "./place.js";

/** Why no run settled what the solver proposed. */
export interface Unsettled {
  readonly why: string;
  /** A code that says more than "not proved", for what has a model. */
  readonly code?: Code;
  /** The clause that a run cannot decide. */
  readonly clause?: string;
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

/** What is open of measures that nobody wrote: one problem a loop or recursion. */
export function endlessProblems(open: readonly Answered[], fn: FunctionIR, sources: Sources): Problem[] {
  const places = new Map(open.map((answered) => [answered.obligation.span.start, answered.obligation]));
  return [...places.values()].map((obligation) => {
    const what = obligation.kind === "recursion.decreases" ? "recursion" : "loop";
    return problem(
      "termination.unproven",
      `Nothing shows that this ${what} comes to an end.`,
      obligation.span,
      sources,
      {
        detail: `Of the measures that suggest themselves none was proved; the first: ${obligation.why}`,
        ...related(obligation.labels, fn.extent.file, sources),
      },
    );
  });
}

export function unprovenProblem(
  { obligation, answer }: Answered,
  unsettled: Unsettled | undefined,
  fn: FunctionIR,
  program: Program,
  sources: Sources,
): Problem {
  const code = codeOf({ obligation, answer }, unsettled);
  const tried = unsettled?.why ?? "no failing run was found";
  const why = answer.kind === "gaveUp" ? `${gaveUpText(answer)}; ${tried}` : tried;
  const isSpent = answer.kind === "gaveUp" && answer.reason === "limit";
  const rests = isSpent ? undefined : calleeHint(obligation, fn, program);
  const hint =
    (speaksOfState.has(code) ? loopHint(obligation, fn, program, sources) : undefined) ??
    rests ??
    (isSpent ? spendMore : catalogue[code].remedy);
  return problem(code, `Not proved: ${obligation.why}`, obligation.span, sources, {
    hint,
    obligation: obligation.why,
    detail: [`${obligation.law}: ${why}`, ...candidate(obligation, answer)].join("\n"),
    ...clauseText(obligation.clause),
    ...related(elsewhere(obligation), obligation.span.file, sources),
  });
}

/** Labels that say more than the place itself shows. */
function elsewhere({ labels = [], span }: Obligation): readonly Label[] {
  return labels.filter((label) => label.span.start !== span.start || label.span.end !== span.end);
}

/** What an invariant would help with. */
const speaksOfState: ReadonlySet<Code> = new Set<Code>([
  "postcondition.unproven",
  "precondition.unproven",
  "assert.unproven",
  "index.unproven",
]);

const spendMore = "Help the prover with an `assert` on the way, or raise `--limit`.";

function codeOf(
  { obligation, answer }: Pick<Answered, "obligation" | "answer">,
  unsettled: Unsettled | undefined,
): Code {
  const { clause, code } = unsettled ?? {};
  const isOwn = clause !== undefined && clause === obligation.clause?.text;
  if (isOwn && obligation.kind !== "clause.defined") return "contract.not-runnable";
  return answer.kind === "model" && code !== undefined ? code : `${obligation.kind}.unproven`;
}

/** Has a run already shown this very thing to be broken? */
export function isTold({ obligation }: Answered, refuted: readonly Problem[], sources: Sources): boolean {
  const { kind, clause, span } = obligation;
  const { line, endLine } = rangeOf(span, sources);
  return refuted.some((told) => {
    if (!told.code.startsWith(`${kind}.`)) return false;
    if (clause !== undefined && told.clause !== undefined) return clause.text === told.clause;
    return line <= told.range.endLine && told.range.line <= endLine;
  });
}

export function clauseText(clause: Clause | undefined): { readonly clause?: string } {
  return clause === undefined ? {} : { clause: clause.text };
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
export function alwaysOverflows(proof: FunctionProof, refuted: readonly Problem[], sources: Sources): Problem[] {
  return proof.listed
    .filter((listed) => listed.always && !isTold(listed, refuted, sources))
    .map(({ obligation }) =>
      problem("overflow.unproven", `Never holds: ${obligation.why}`, obligation.span, sources, {
        obligation: obligation.why,
      }),
    );
}
