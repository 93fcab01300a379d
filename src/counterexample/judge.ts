/**
 * Takes what was observed of a run; gives what it may conclude (SEMANTICS, section 7): `requires` and recorded
 * assumptions are evaluated on the actual values, and where all are true, the first clause or watched site that is
 * false decides. Events are read in order of time; calls nest as they did. What cannot be evaluated decides nothing.
 */
import {
  type Assumption,
  type Clause,
  type Executable,
  type FunctionIR,
  isMutable,
  type Program,
  resultName,
  type Site,
  type Term,
  typeFacts,
  type Value,
  variable,
} from "../ir/index.js";
import {
  type Environment,
  type EvaluationOptions,
  evaluate,
  type Meter,
  progress,
  type Tagged,
  truth,
  whyUnknown,
} from "../semantics/index.js";
import type { Code, Span } from "../source/index.js";
import { type Activation, environmentAt, readSnapshot, type Snapshot } from "./activation.js";
import type { Judgement, Refuted } from "./judgement.js";
import { callText, hazardText, returnedText, stateText } from "./outcome-text.js";
import type { Event, Observation } from "./replayer.js";

export interface JudgeOptions {
  /** Leaving the safe integers is a break under `overflow warn` too: it was asked whether it always happens. */
  readonly overflowBreaks?: boolean;
  /** Fuel for the clauses of this run and of others. */
  readonly meter?: Meter;
  /** What counts as true of a clause at a place; exact evaluation where absent. Both must be false for a break. */
  readonly alsoFalse?: (clause: Term, environment: Environment) => boolean;
}

export type JudgedProgram = Pick<Program, "types" | "logical" | "functions">;

export function judge(
  observation: Observation,
  executable: Executable,
  fn: FunctionIR,
  program: JudgedProgram,
  options: JudgeOptions = {},
): Judgement {
  if (observation.kind === "failed") return { kind: "unknown", why: observation.reason };
  const { outcome } = observation;
  const walk = walker(executable, fn, program, options);
  for (const event of observation.events) {
    const ended = walk.event(event);
    if (ended !== undefined) return ended;
  }
  if (outcome.kind === "exhausted") return { kind: "exhausted", what: outcome.what };
  return (outcome.kind === "threw" ? walk.threw(outcome.error, outcome.message) : undefined) ?? walk.end();
}

type SiteOf<K extends Site["kind"]> = Extract<Site, { kind: K }>;

/** Nodes of clauses evaluated in one run: enough for all but recursive functions in the invariants of long loops. */
const fuelOfOne = 200_000;

function walker(executable: Executable, root: FunctionIR, program: JudgedProgram, options: JudgeOptions) {
  const shared = options.meter ?? { left: fuelOfOne };
  const own: Meter = { left: Math.min(fuelOfOne, shared.left) };
  const metered = <T>(work: (fuel: EvaluationOptions) => T): T => {
    const before = own.left;
    const result = work({ meter: own });
    if (shared !== own) shared.left -= before - own.left;
    return result;
  };
  const truthOf = (term: Term, environment: Environment): ReturnType<typeof truth> =>
    metered((fuel) => truth(term, environment, program, fuel));
  const stack: Activation[] = [];
  let pendingCall: Span | undefined;
  let doubt: Extract<Judgement, { kind: "unknown" }> | undefined;
  /** An assumption that the run has broken: nothing after it is the function's fault. */
  let broken: Extract<Judgement, { kind: "assumption can fail" }> | undefined;
  let authorThrew = false;

  const note = (why: string, clause?: Clause): void => {
    doubt ??= clause === undefined ? { kind: "unknown", why } : { kind: "unknown", why, clause };
  };

  /** True, false, or undefined with a note why not. */
  const holds = (term: Term, environment: Environment, clause?: Clause): boolean | undefined => {
    const value = truthOf(term, environment);
    if (value === true) return true;
    if (value !== false) note(whyUnknown(value), clause);
    if (value !== false) return undefined;
    if (options.alsoFalse === undefined || options.alsoFalse(term, environment)) return false;
    note("it is false in exact arithmetic only", clause);
    return undefined;
  };

  const refuted = (found: Omit<Refuted, "kind" | "args" | "blame">, at: Activation | undefined): Judgement => {
    if (broken !== undefined) return broken;
    const args = [...(at?.entry.values() ?? [])];
    return { kind: "refuted", ...found, blame: at?.id ?? root.id, args };
  };

  const callOf = (at: Activation): string => callText(at.fn?.name ?? at.id, [...at.entry.values()], program.types);

  function enter(site: SiteOf<"enter">, event: Event): Judgement | undefined {
    const caller = stack.at(-1);
    const fn = site.function === root.id ? root : program.functions.get(site.function);
    const { values, problems } = readSnapshot(event, site.parameters, program);
    const at: Activation = {
      fn,
      id: site.function,
      entry: values,
      call: pendingCall,
      seen: new Map(),
      measures: new Map(),
    };
    pendingCall = undefined;
    stack.push(at);
    const [problem] = problems;
    if (problem !== undefined) return notOfItsType(`${problem[0]}: ${problem[1]}`, site.span, caller === undefined);
    if (fn === undefined) return undefined;
    return caller === undefined ? entered(fn, at) : (calledWell(fn, at, caller) ?? measureShrinks(fn, at, caller));
  }

  function notOfItsType(problem: string, span: Span, outermost: boolean): Judgement {
    if (outermost) return { kind: "assumption can fail", text: `the argument has its type (${problem})`, span };
    return { kind: "unknown", why: `a call inside passes what is not of its type (${problem})` };
  }

  function entered(fn: FunctionIR, at: Activation): Judgement | undefined {
    const environment = { values: at.entry };
    for (const { name, sort } of fn.contract.parameters) {
      if (truthOf(typeFacts(variable(name, sort), sort, program.types), environment) === false) {
        return { kind: "not an input", clause: `the type of ${name}` };
      }
    }
    for (const assumption of fn.entry) {
      const ended = assumed(assumption, environment);
      if (ended !== undefined) return ended;
    }
    for (const clause of fn.contract.requires) {
      const value = truthOf(clause.term, environment);
      if (value === false) return { kind: "not an input", clause: clause.text };
      if (value !== true) return { kind: "unknown", why: whyUnknown(value), clause };
    }
    return undefined;
  }

  function assumed({ predicate, text, span }: Assumption, environment: Environment): Judgement | undefined {
    if (predicate.kind === "uncheckable") return undefined;
    const value = truthOf(predicate.term, environment);
    if (value === true) return undefined;
    if (value === false) return { kind: "assumption can fail", text, span };
    return { kind: "unknown", why: `whether ${text} cannot be told: ${whyUnknown(value)}` };
  }

  /** Blame for a callee's `requires` is the caller's. */
  function calledWell(fn: FunctionIR, at: Activation, caller: Activation): Judgement | undefined {
    const environment = { values: at.entry };
    const span = at.call ?? fn.span;
    for (const { name, sort } of fn.contract.parameters) {
      if (truthOf(typeFacts(variable(name, sort), sort, program.types), environment) !== false) continue;
      const message = `\`${callOf(caller)}\` calls \`${callOf(at)}\`, where ${name} is not of its type.`;
      return refuted(
        { what: "contract", code: "precondition.refuted", span, outcome: `called ${callOf(at)}`, message },
        caller,
      );
    }
    for (const assumption of fn.entry) {
      if (assumed(assumption, environment) !== undefined) {
        return broken ?? { kind: "unknown", why: `inside, ${callOf(at)} is called where its assumptions do not hold` };
      }
    }
    for (const clause of fn.contract.requires) {
      if (holds(clause.term, environment, clause) !== false) continue;
      const message = `\`${callOf(caller)}\` calls \`${callOf(at)}\`, which requires \`${clause.text}\`.`;
      return refuted(
        { what: "contract", code: "precondition.refuted", clause, span, outcome: `called ${callOf(at)}`, message },
        caller,
      );
    }
    return undefined;
  }

  /** The author's measure at a call of the function by itself. */
  function measureShrinks(fn: FunctionIR, at: Activation, caller: Activation): Judgement | undefined {
    const { variant } = fn.contract;
    if (caller.id !== at.id || variant?.kind !== "measure" || variant.inferred) return undefined;
    const before = measured(variant.terms, { values: caller.entry });
    const after = measured(variant.terms, { values: at.entry });
    if (before === undefined || after === undefined || progress(before, after) === "shrinks") return undefined;
    const outcome = `called ${callOf(at)} with the measure at ${after.join(", ")}, from ${before.join(", ")}`;
    const message = `\`${callOf(caller)}\` calls \`${callOf(at)}\`, and the measure \`${variant.text}\` does not shrink towards 0.`;
    return refuted(
      { what: "annotation", code: "recursion.decreases.refuted", span: at.call ?? fn.span, outcome, message },
      caller,
    );
  }

  function measured(terms: readonly Term[], environment: Environment): readonly bigint[] | undefined {
    const values = terms.map((term) => metered((fuel) => evaluate(term, environment, program, fuel)));
    const numbers = values.flatMap((value) => (value.kind === "int" ? [value.value] : []));
    return numbers.length === values.length ? numbers : undefined;
  }

  function exit(site: SiteOf<"exit">, event: Event): Judgement | undefined {
    const at = stack.pop();
    if (at === undefined || at.id !== site.function) return { kind: "unknown", why: "the run's calls do not nest" };
    const { fn } = at;
    const variables = [...site.parameters, { name: resultName, sort: site.result }];
    const { values, problems } = readSnapshot(event, variables, program);
    if (fn === undefined) return undefined;
    const final = new Map(at.entry);
    for (const { name, sort } of site.parameters) {
      // A parameter in `ensures` is the argument that was passed, for objects with its final contents.
      const value = values.get(name);
      if (isMutable(sort, program.types) && value !== undefined) final.set(name, value);
      if (isMutable(sort, program.types) && value === undefined) final.delete(name);
    }
    const result = values.get(resultName);
    if (result !== undefined) final.set(resultName, result);
    return returnedBadly(fn, at, event, problems) ?? marksBroken(fn, at, site, final) ?? ensured(fn, at, final);
  }

  /** A result that is no integer where one is due. */
  function returnedBadly(
    fn: FunctionIR,
    at: Activation,
    event: Event,
    problems: ReadonlyMap<string, string>,
  ): Judgement | undefined {
    const problem = problems.get(resultName);
    if (problem === undefined) return undefined;
    const observed = event.values?.get(resultName);
    const json = observed?.kind === "value" ? (observed.json as Tagged) : undefined;
    if (fn.contract.result.kind !== "int" || typeof json !== "number") {
      note(`the result is not of its type (${problem})`);
      return undefined;
    }
    const message = `\`${callOf(at)}\` returns ${json}, where an integer is due.`;
    return refuted(
      { what: "hazard", code: "integral.refuted", span: fn.span, outcome: `returned ${json}`, message },
      at,
    );
  }

  /** `nat` and literal unions of the result and of what the function leaves in its parameters. */
  function marksBroken(
    fn: FunctionIR,
    at: Activation,
    site: SiteOf<"exit">,
    final: ReadonlyMap<string, Value>,
  ): Judgement | undefined {
    for (const { name, sort } of [...site.parameters, { name: resultName, sort: site.result }]) {
      if (!final.has(name)) continue;
      if (truthOf(typeFacts(variable(name, sort), sort, program.types), { values: final }) !== false) continue;
      const outcome = returnedText(fn, at.entry, final, program.types);
      const whose = name === resultName ? "result" : name;
      const message = `\`${callOf(at)}\` ${outcome}: the ${whose} is not of its marked type.`;
      return refuted({ what: "contract", code: "mark.refuted", span: fn.span, outcome, message }, at);
    }
    return undefined;
  }

  function ensured(fn: FunctionIR, at: Activation, final: ReadonlyMap<string, Value>): Judgement | undefined {
    for (const clause of fn.contract.ensures) {
      if (holds(clause.term, { values: final, entry: at.entry }, clause) !== false) continue;
      const outcome = returnedText(fn, at.entry, final, program.types);
      const message = `\`${callOf(at)}\` ${outcome}, and \`${clause.text}\` is false.`;
      return refuted(
        { what: "contract", code: "postcondition.refuted", clause, span: clause.span, outcome, message },
        at,
      );
    }
    return undefined;
  }

  function clauseSite(site: SiteOf<"invariant" | "assert" | "assume" | "mark">, event: Event): Judgement | undefined {
    const at = stack.at(-1);
    if (at === undefined) return undefined;
    const snapshot = readSnapshot(event, site.variables, program);
    const rounds = at.seen.get(event.site) ?? 0;
    at.seen.set(event.site, rounds + 1);
    const { clause } = site;
    if (site.kind === "assume") return assumeSite(clause, environmentAt(at, snapshot));
    if (holds(clause.term, environmentAt(at, snapshot), clause) !== false) return undefined;
    const code: Code =
      site.kind === "invariant"
        ? rounds === 0
          ? "invariant.initial.refuted"
          : "invariant.preserved.refuted"
        : `${site.kind}.refuted`;
    return annotationBroken(code, clause, at, snapshot);
  }

  function assumeSite(clause: Clause, environment: Environment): Judgement | undefined {
    const value = truthOf(clause.term, environment);
    if (value === true) return undefined;
    if (value !== false) return { kind: "unknown", why: whyUnknown(value), clause };
    return { kind: "assumption can fail", text: clause.text, span: clause.span };
  }

  function annotationBroken(code: Code, clause: Clause, at: Activation, snapshot: Snapshot): Judgement {
    const state = stateText(snapshot.values, program.types);
    const outcome = state === "" ? `reached \`${clause.text}\`` : `reached ${state}`;
    const message = `In \`${callOf(at)}\`, ${state === "" ? "there" : `at ${state}`}, \`${clause.text}\` is false.`;
    return refuted({ what: "annotation", code, clause, span: clause.span, outcome, message }, at);
  }

  function variantSite(site: SiteOf<"variant">, event: Event): Judgement | undefined {
    const at = stack.at(-1);
    if (at === undefined || site.variant.kind !== "measure") return undefined;
    const { variant } = site;
    const snapshot = readSnapshot(event, site.variables, program);
    const before = at.measures.get(event.site);
    const after = measured(variant.terms, environmentAt(at, snapshot));
    if (after === undefined) at.measures.delete(event.site);
    else at.measures.set(event.site, after);
    if (before === undefined || after === undefined) return undefined;
    const how = progress(before, after);
    if (how === "shrinks") return undefined;
    const code: Code = how === "below 0" ? "variant.bounded.refuted" : "variant.decreases.refuted";
    const outcome = `went a round with the measure from ${before.join(", ")} to ${after.join(", ")}`;
    const message = `In \`${callOf(at)}\`, a round takes the measure \`${variant.text}\` from ${before.join(", ")} to ${after.join(", ")}.`;
    return refuted({ what: "annotation", code, span: site.span, outcome, message }, at);
  }

  /** A loop that begins again is another activation: its clauses are seen for the first time. */
  function loopSite(number: number): void {
    const at = stack.at(-1);
    for (const kept of [at?.seen, at?.measures]) {
      for (const site of kept?.keys() ?? []) if (loopOf(executable, site) === number) kept?.delete(site);
    }
  }

  function throwSite(site: SiteOf<"throw">, event: Event): Judgement | undefined {
    authorThrew = true;
    let span = site.span;
    for (const at of [...stack].reverse()) {
      if (at.fn !== undefined) {
        const ended = mayThrow(at.fn, at, site.error, event.seen ?? "", span);
        if (ended !== undefined) return ended;
      }
      span = at.call ?? span;
    }
    return undefined;
  }

  function mayThrow(fn: FunctionIR, at: Activation, error: string, text: string, span: Span): Judgement | undefined {
    const outcome = text === "" ? `threw ${error}` : `threw ${error}: ${text}`;
    const clauses = fn.contract.throws;
    if (clauses === undefined) {
      const message = `\`${callOf(at)}\` throws ${error} and no clause allows it.`;
      return refuted({ what: "contract", code: "throw.undeclared", span, outcome, message }, at);
    }
    const values = clauses.map((clause) => holds(clause.term, { values: at.entry }, clause));
    if (values.includes(true)) return undefined;
    if (values.includes(undefined)) return { kind: "unknown", why: "whether it may throw cannot be evaluated" };
    const [clause] = clauses;
    const message = `\`${callOf(at)}\` throws ${error}, and its \`throws\` does not allow it there.`;
    const found = { what: "contract", code: "throw.refuted", span, outcome, message } as const;
    return refuted(clause === undefined ? found : { ...found, clause }, at);
  }

  function hazardSite(site: SiteOf<"index" | "write" | "division" | "absent" | "exhaustive">, event: Event): Judgement {
    const at = stack.at(-1);
    const outcome = hazardText(site.kind, event.seen ?? "");
    const message = `\`${at === undefined ? root.name : callOf(at)}\` ${outcome}.`;
    return refuted({ what: "hazard", code: `${site.kind}.refuted`, span: site.span, outcome, message }, at);
  }

  function overflowSite(site: SiteOf<"overflow">, event: Event): Judgement | undefined {
    const at = stack.at(-1);
    const mode = at?.fn?.overflow ?? root.overflow;
    if (mode === "ignore") {
      broken ??= { kind: "assumption can fail", text: "integers stay within ±(2^53 − 1)", span: site.span };
    }
    if (mode === "ignore" || (mode === "warn" && options.overflowBreaks !== true)) return undefined;
    const outcome = hazardText("overflow", event.seen ?? "");
    const message = `\`${at === undefined ? root.name : callOf(at)}\` ${outcome}.`;
    return refuted({ what: "hazard", code: "overflow.refuted", span: site.span, outcome, message }, at);
  }

  return {
    event(event: Event): Judgement | undefined {
      const site = executable.sites[event.site];
      switch (site?.kind) {
        case "enter":
          return enter(site, event);
        case "exit":
          return exit(site, event);
        case "call":
          pendingCall = site.span;
          return undefined;
        case "loop":
          loopSite(event.site);
          return undefined;
        case "invariant":
        case "assert":
        case "assume":
        case "mark":
          return clauseSite(site, event);
        case "variant":
          return variantSite(site, event);
        case "throw":
          return throwSite(site, event);
        case "overflow":
          return overflowSite(site, event);
        case "index":
        case "write":
        case "division":
        case "absent":
        case "exhaustive":
          return hazardSite(site, event);
        case undefined:
          return { kind: "unknown", why: "the run names a place that is not there" };
      }
    },
    /** JavaScript's own error: a field of an absent value is the only one that a printed text can meet. */
    threw(error: string, message: string): Judgement | undefined {
      if (authorThrew) return undefined;
      const at = stack.at(-1);
      const isAbsent = error === "TypeError" && /undefined|null/.test(message);
      if (!isAbsent || at === undefined) return { kind: "unknown", why: `it threw ${error}: ${message}` };
      const text = `\`${callOf(at)}\` throws TypeError: ${message}.`;
      const span = at.fn?.span ?? root.span;
      return refuted(
        { what: "hazard", code: "absent.refuted", span, outcome: `threw TypeError: ${message}`, message: text },
        at,
      );
    },
    end: (): Judgement => doubt ?? { kind: "no" },
  };
}

/** The loop whose head a clause's site stands at: the last loop that the printer began before the site. */
function loopOf(executable: Executable, site: number): number {
  for (let i = site; i >= 0; i--) if (executable.sites[i]?.kind === "loop") return i;
  return -1;
}
