/**
 * Takes a function's proof; gives everything that it rests on by itself and that was not proved, in the words of the
 * report. What it rests on through its callees is in `standing.ts`.
 */
import type { FunctionProof } from "../prove/index.js";
import type { FindingAssumption } from "../report/index.js";
import { type Sources, textOf } from "./place.js";

export function assumed({ derivation, listed, probes }: FunctionProof, sources: Sources): FindingAssumption[] {
  const overflows = listed
    .filter(({ answer }) => answer.kind !== "proved")
    .map(({ obligation }) => obligation.why.replace(" must stay within ", " stays within ").replace(/\.$/u, ""));
  const unshown = probes
    .filter(({ status }) => status === "unknown")
    .flatMap(({ probe }) => {
      // Of invariants that nobody wrote nothing is said: each was found to hold, and there is no clause to look at.
      const written = probe.clauses.filter(({ inferred }) => inferred !== true);
      if (written.length === 0 && probe.clauses.length > 0) return [];
      const clauses = written.map(({ text }) => `\`${text}\``).join(", ");
      return [`${clauses === "" ? `\`${textOf(probe.span, sources)}\`` : clauses} not shown satisfiable`];
    });
  const all = [
    ...derivation.function.entry.map(({ kind, text }) => ({ kind, text })),
    ...derivation.assumed.map(({ clause }) => ({ kind: "assume", text: `assume ${clause.text}` })),
    ...derivation.trusted.map(({ text }) => ({ kind: "havoc", text })),
    ...overflows.map((text) => ({ kind: "no-overflow", text })),
    ...unshown.map((text) => ({ kind: "not-shown-satisfiable", text })),
  ];
  return [...new Map(all.map((a) => [`${a.kind} ${a.text}`, a])).values()];
}
