/**
 * Takes what a run saw at a watched place inside a function; says whether it is false there: clauses, measures, throws,
 * hazards, integers that leave the safe ones.
 */
import type { Clause, Executable, FunctionIR } from "../ir/index.js";
import { type Environment, progress, whyUnknown } from "../semantics/index.js";
import type { Code, Span } from "../source/index.js";
import { type Activation, environmentAt, readSnapshot, type Snapshot } from "./activation.js";
import type { Judgement } from "./judgement.js";
import type { Judging, SiteOf } from "./judging.js";
import { hazardText, stateText } from "./outcome-text.js";
import type { Event } from "./replayer.js";

export function clauseSite(
  judging: Judging,
  site: SiteOf<"invariant" | "assert" | "assume" | "mark" | "done_with">,
  event: Event,
): Judgement | undefined {
  const at = judging.stack.at(-1);
  if (at === undefined) return undefined;
  const snapshot = readSnapshot(event, site.variables, judging.program);
  const rounds = at.seen.get(event.site) ?? 0;
  at.seen.set(event.site, rounds + 1);
  const { clause } = site;
  if (site.kind === "assume") return assumeSite(judging, clause, environmentAt(at, snapshot));
  const holds = judging.holds(clause.term, environmentAt(at, snapshot), clause);
  if (holds === undefined) return undefinedThere(judging, clause, at, snapshot);
  if (holds) return undefined;
  const code: Code =
    site.kind === "invariant"
      ? rounds === 0
        ? "invariant.initial.refuted"
        : "invariant.preserved.refuted"
      : `${site.kind}.refuted`;
  return annotationBroken(judging, code, clause, at, snapshot);
}

/** A clause that has no value there says nothing of what it is about. */
function undefinedThere(judging: Judging, clause: Clause, at: Activation, snapshot: Snapshot): Judgement | undefined {
  const undefinedPart = judging.undefinedIn(clause, environmentAt(at, snapshot));
  if (undefinedPart === undefined) return undefined;
  const state = stateText(snapshot.values, judging.program.types);
  const outcome = state === "" ? `reached \`${clause.text}\`` : `reached ${state}`;
  const where = state === "" ? "there" : `at ${state}`;
  const message = `In \`${judging.callOf(at)}\`, ${where}, \`${clause.text}\` has no meaning: ${undefinedPart}.`;
  return judging.refuted(
    { what: "annotation", code: "clause.defined.refuted", clause, span: clause.span, outcome, message },
    at,
  );
}

function assumeSite(judging: Judging, clause: Clause, environment: Environment): Judgement | undefined {
  const value = judging.truthOf(clause.term, environment);
  if (value === true) return undefined;
  if (value !== false) return { kind: "unknown", why: whyUnknown(value), clause };
  return { kind: "assumption can fail", text: clause.text, span: clause.span };
}

function annotationBroken(judging: Judging, code: Code, clause: Clause, at: Activation, snapshot: Snapshot): Judgement {
  const state = stateText(snapshot.values, judging.program.types);
  const outcome = state === "" ? `reached \`${clause.text}\`` : `reached ${state}`;
  const message = `In \`${judging.callOf(at)}\`, ${state === "" ? "there" : `at ${state}`}, \`${clause.text}\` is false.`;
  const why = judging.because(clause, environmentAt(at, snapshot));
  return judging.refuted({ what: "annotation", code, clause, span: clause.span, outcome, message, ...why }, at);
}

export function variantSite(judging: Judging, site: SiteOf<"variant">, event: Event): Judgement | undefined {
  const at = judging.stack.at(-1);
  if (at === undefined || site.variant.kind !== "measure") return undefined;
  const { variant } = site;
  const snapshot = readSnapshot(event, site.variables, judging.program);
  const before = at.measures.get(event.site);
  const after = judging.measured(variant.terms, environmentAt(at, snapshot));
  if (after === undefined) at.measures.delete(event.site);
  else at.measures.set(event.site, after);
  if (before === undefined || after === undefined) return undefined;
  const how = progress(before, after);
  if (how === "shrinks") return undefined;
  const code: Code = how === "below 0" ? "variant.bounded.refuted" : "variant.decreases.refuted";
  const outcome = `went a round with the measure from ${before.join(", ")} to ${after.join(", ")}`;
  const message = `In \`${judging.callOf(at)}\`, a round takes the measure \`${variant.text}\` from ${before.join(", ")} to ${after.join(", ")}.`;
  return judging.refuted({ what: "annotation", code, span: site.span, outcome, message }, at);
}

/** A loop that begins again is another activation: its clauses are seen for the first time. */
export function loopSite(judging: Judging, number: number): void {
  const at = judging.stack.at(-1);
  for (const kept of [at?.seen, at?.measures]) {
    for (const site of kept?.keys() ?? []) if (loopOf(judging.executable, site) === number) kept?.delete(site);
  }
}

/** Whether the calls that it leaves may let it pass is seen when it is caught, or at the run's end. */
export function throwSite(judging: Judging, site: SiteOf<"throw">, event: Event): undefined {
  judging.state.thrown = { site, text: event.seen ?? "", passed: undefined };
}

/** The error has come to the call at the given depth: those inside it have ended by it, and each must allow it. */
export function unwound(judging: Judging, depth: number): Judgement | undefined {
  const { thrown } = judging.state;
  if (thrown === undefined) return undefined;
  let { span } = thrown.site;
  while (judging.stack.length > depth) {
    const at = judging.stack.at(-1);
    if (at?.fn !== undefined) {
      const ended = mayThrow(judging, at.fn, at, thrown.site.error, thrown.text, span);
      if (ended !== undefined) return ended;
    }
    span = at?.call ?? span;
    judging.stack.pop();
  }
  return undefined;
}

export function caughtSite(judging: Judging, site: SiteOf<"caught" | "passing">, event: Event): Judgement | undefined {
  const depth = Number(event.seen ?? Number.NaN);
  if (!Number.isInteger(depth)) return { kind: "unknown", why: "where an error was caught is not known" };
  const ended = unwound(judging, depth);
  const { thrown } = judging.state;
  judging.state.thrown = site.kind === "passing" && thrown !== undefined ? { ...thrown, passed: depth } : undefined;
  return ended;
}

function mayThrow(
  judging: Judging,
  fn: FunctionIR,
  at: Activation,
  error: string,
  text: string,
  span: Span,
): Judgement | undefined {
  const outcome = text === "" ? `threw ${error}` : `threw ${error}: ${text}`;
  const clauses = fn.contract.throws;
  if (clauses === undefined) {
    const message = `\`${judging.callOf(at)}\` throws ${error} and no clause allows it.`;
    return judging.refuted({ what: "contract", code: "throw.undeclared", span, outcome, message }, at);
  }
  const values = clauses.map((clause) => judging.holds(clause.term, { values: at.entry }, clause));
  if (values.includes(true)) return undefined;
  if (values.includes(undefined)) return { kind: "unknown", why: "whether it may throw cannot be evaluated" };
  const [clause] = clauses;
  const message = `\`${judging.callOf(at)}\` throws ${error}, and its \`throws\` does not allow it there.`;
  const found = { what: "contract", code: "throw.refuted", span, outcome, message } as const;
  const why = clause === undefined ? {} : { clause, ...judging.because(clause, { values: at.entry }) };
  return judging.refuted({ ...found, ...why }, at);
}

export function hazardSite(
  judging: Judging,
  site: SiteOf<"index" | "write" | "division" | "absent" | "prototype" | "range" | "exhaustive">,
  event: Event,
): Judgement {
  const at = judging.stack.at(-1);
  const outcome = hazardText(site.kind, event.seen ?? "");
  const message = `\`${at === undefined ? judging.root.name : judging.callOf(at)}\` ${outcome}.`;
  return judging.refuted({ what: "hazard", code: `${site.kind}.refuted`, span: site.span, outcome, message }, at);
}

export function overflowSite(judging: Judging, site: SiteOf<"overflow">, event: Event): Judgement | undefined {
  const at = judging.stack.at(-1);
  const mode = at?.fn?.overflow ?? judging.root.overflow;
  if (mode === "ignore") {
    judging.state.broken ??= { kind: "assumption can fail", text: "integers stay within ±(2^53 − 1)", span: site.span };
  }
  if (mode === "ignore" || (mode === "warn" && judging.options.overflowBreaks !== true)) return undefined;
  const outcome = hazardText("overflow", event.seen ?? "");
  const message = `\`${at === undefined ? judging.root.name : judging.callOf(at)}\` ${outcome}.`;
  return judging.refuted({ what: "hazard", code: "overflow.refuted", span: site.span, outcome, message }, at);
}

/** The loop whose head a clause's site stands at: the last loop that the printer began before the site. */
function loopOf(executable: Executable, site: number): number {
  for (let i = site; i >= 0; i--) if (executable.sites[i]?.kind === "loop") return i;
  return -1;
}
