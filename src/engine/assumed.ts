/**
 * Takes a function and its proof; gives everything that its verdict rests on and that was not proved, in the words of
 * the report. Relies on: the frontend for what is taken for granted at entry.
 */
import type { FunctionIR, Statement } from "../ir/index.js";
import type { FunctionProof } from "../prove/index.js";
import type { FindingAssumption } from "../report/index.js";
import { rangeOf, type Sources, textOf } from "./place.js";
import type { Trust } from "./standing.js";

export function assumed(fn: FunctionIR, proof: FunctionProof, trust: Trust, sources: Sources): FindingAssumption[] {
  const all = [
    ...fn.entry.map(({ kind, text }) => ({ kind, text })),
    ...assumptions(fn.body).map((clause) => ({ kind: "assume", text: `assume ${clause}` })),
    ...overflows(proof, sources),
    ...unshown(proof, sources),
    ...trust.assumptions,
  ];
  return [...new Map(all.map((a) => [`${a.kind} ${a.text}`, a])).values()];
}

/** What callers rest on when they rest on this function; what is said of its inputs is shown at each call instead. */
export function carried(assumptions: readonly FindingAssumption[], name: string): FindingAssumption[] {
  const own = new Set(["input.types", "input.forest", "safe-integers", "memory", "strict-null-off"]);
  return assumptions
    .filter(({ kind }) => !own.has(kind))
    .map((a) => (a.kind === "callee" || a.text.includes(" (in ") ? a : { ...a, text: `${a.text} (in ${name})` }));
}

function overflows(proof: FunctionProof, sources: Sources): FindingAssumption[] {
  return proof.listed
    .filter(({ answer }) => answer.kind !== "proved")
    .map(({ obligation: { span } }) => {
      return { kind: "no-overflow", text: `\`${textOf(span, sources)}\` stays within ±(2^53 - 1)` };
    });
}

function unshown(proof: FunctionProof, sources: Sources): FindingAssumption[] {
  return proof.probes
    .filter(({ status }) => status === "unknown")
    .map(({ probe }) => {
      const clauses = probe.clauses.map((clause) => `\`${clause.text}\``).join(", ");
      const place = clauses === "" ? `what is known at line ${rangeOf(probe.span, sources).line}` : clauses;
      return { kind: "not-shown-satisfiable", text: `${place} not shown satisfiable` };
    });
}

/** Texts of the `assume` clauses in a body, in order. */
function assumptions(statement: Statement | undefined): string[] {
  switch (statement?.kind) {
    case "assume":
      return [statement.clause.text];
    case "block":
      return statement.body.flatMap(assumptions);
    case "if":
      return [...assumptions(statement.then), ...assumptions(statement.else)];
    case "loop":
      return [
        ...statement.prelude.flatMap(assumptions),
        ...assumptions(statement.body),
        ...assumptions(statement.step),
      ];
    case "labelled":
      return assumptions(statement.body);
    default:
      return [];
  }
}
