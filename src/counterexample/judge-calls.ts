/**
 * Takes the beginning and the end of a call in a run; says whether it is an input, whether the caller may call so, and
 * whether what came of it is what the contract promises.
 */
import {
  type Assumption,
  type FunctionIR,
  isMutable,
  resultName,
  typeFacts,
  type Value,
  variable,
} from "../ir/index.js";
import { type Environment, progress, type Tagged, whyUnknown } from "../semantics/index.js";
import type { Span } from "../source/index.js";
import { type Activation, readSnapshot } from "./activation.js";
import type { Judgement } from "./judgement.js";
import type { Judging, SiteOf } from "./judging.js";
import { returnedText } from "./outcome-text.js";
import type { Event } from "./replayer.js";

export function enter(judging: Judging, site: SiteOf<"enter">, event: Event): Judgement | undefined {
  const caller = judging.stack.at(-1);
  const fn = site.function === judging.root.id ? judging.root : judging.program.functions.get(site.function);
  const { values, problems } = readSnapshot(event, site.parameters, judging.program);
  const at: Activation = {
    fn,
    id: site.function,
    entry: values,
    call: judging.state.pendingCall,
    seen: new Map(),
    measures: new Map(),
  };
  judging.state.pendingCall = undefined;
  judging.stack.push(at);
  const [problem] = problems;
  if (problem !== undefined) return notOfItsType(`${problem[0]}: ${problem[1]}`, site.span, caller === undefined);
  if (fn === undefined) return undefined;
  return caller === undefined
    ? entered(judging, fn, at)
    : (calledWell(judging, fn, at, caller) ?? measureShrinks(judging, fn, at, caller));
}

function notOfItsType(problem: string, span: Span, outermost: boolean): Judgement {
  if (outermost) return { kind: "assumption can fail", text: `the argument has its type (${problem})`, span };
  return { kind: "unknown", why: `a call inside passes what is not of its type (${problem})` };
}

function entered(judging: Judging, fn: FunctionIR, at: Activation): Judgement | undefined {
  const environment = { values: at.entry };
  for (const { name, sort } of fn.contract.parameters) {
    if (judging.truthOf(typeFacts(variable(name, sort), sort, judging.program.types), environment) === false) {
      return { kind: "not an input", clause: `the type of ${name}` };
    }
  }
  for (const assumption of fn.entry) {
    const ended = assumed(judging, assumption, environment);
    if (ended !== undefined) return ended;
  }
  for (const clause of fn.contract.requires) {
    const value = judging.truthOf(clause.term, environment);
    if (value === false) return { kind: "not an input", clause: clause.text };
    if (value !== true) return { kind: "unknown", why: whyUnknown(value), clause };
  }
  return undefined;
}

function assumed(
  judging: Judging,
  { predicate, text, span }: Assumption,
  environment: Environment,
): Judgement | undefined {
  if (predicate.kind === "uncheckable") return undefined;
  const value = judging.truthOf(predicate.term, environment);
  if (value === true) return undefined;
  if (value === false) return { kind: "assumption can fail", text, span };
  return { kind: "unknown", why: `whether ${text} cannot be told: ${whyUnknown(value)}` };
}

/** Blame for a callee's `requires` is the caller's. */
function calledWell(judging: Judging, fn: FunctionIR, at: Activation, caller: Activation): Judgement | undefined {
  const environment = { values: at.entry };
  const span = at.call ?? fn.span;
  for (const { name, sort } of fn.contract.parameters) {
    if (judging.truthOf(typeFacts(variable(name, sort), sort, judging.program.types), environment) !== false) continue;
    const message = `\`${judging.callOf(caller)}\` calls \`${judging.callOf(at)}\`, where ${name} is not of its type.`;
    return judging.refuted(
      { what: "contract", code: "precondition.refuted", span, outcome: `called ${judging.callOf(at)}`, message },
      caller,
    );
  }
  for (const assumption of fn.entry) {
    if (assumed(judging, assumption, environment) !== undefined) {
      return (
        judging.state.broken ?? {
          kind: "unknown",
          why: `inside, ${judging.callOf(at)} is called where its assumptions do not hold`,
        }
      );
    }
  }
  for (const clause of fn.contract.requires) {
    if (judging.holds(clause.term, environment, clause) !== false) continue;
    const message = `\`${judging.callOf(caller)}\` calls \`${judging.callOf(at)}\`, which requires \`${clause.text}\`.`;
    return judging.refuted(
      {
        what: "contract",
        code: "precondition.refuted",
        clause,
        span,
        outcome: `called ${judging.callOf(at)}`,
        message,
        ...judging.because(clause, environment),
      },
      caller,
    );
  }
  return undefined;
}

/** The author's measure at a call of the function by itself. */
function measureShrinks(judging: Judging, fn: FunctionIR, at: Activation, caller: Activation): Judgement | undefined {
  const { variant } = fn.contract;
  if (caller.id !== at.id || variant?.kind !== "measure" || variant.inferred) return undefined;
  const before = judging.measured(variant.terms, { values: caller.entry });
  const after = judging.measured(variant.terms, { values: at.entry });
  if (before === undefined || after === undefined || progress(before, after) === "shrinks") return undefined;
  const outcome = `called ${judging.callOf(at)} with the measure at ${after.join(", ")}, from ${before.join(", ")}`;
  const message = `\`${judging.callOf(caller)}\` calls \`${judging.callOf(at)}\`, and the measure \`${variant.text}\` does not shrink towards 0.`;
  return judging.refuted(
    { what: "annotation", code: "recursion.decreases.refuted", span: at.call ?? fn.span, outcome, message },
    caller,
  );
}

export function exit(judging: Judging, site: SiteOf<"exit">, event: Event): Judgement | undefined {
  // A `return` of a finalizer takes the place of the error that was on its way.
  const passed = judging.state.thrown?.passed;
  if (passed !== undefined && judging.stack.length <= passed) judging.state.thrown = undefined;
  const at = judging.stack.pop();
  if (at === undefined || at.id !== site.function) return { kind: "unknown", why: "the run's calls do not nest" };
  const { fn } = at;
  const variables = [...site.parameters, { name: resultName, sort: site.result }];
  const { values, problems } = readSnapshot(event, variables, judging.program);
  if (fn === undefined) return undefined;
  const final = new Map(at.entry);
  for (const { name, sort } of site.parameters) {
    // A parameter in `ensures` is the argument that was passed, for objects with its final contents.
    const value = values.get(name);
    if (isMutable(sort, judging.program.types) && value !== undefined) final.set(name, value);
    if (isMutable(sort, judging.program.types) && value === undefined) final.delete(name);
  }
  const result = values.get(resultName);
  if (result !== undefined) final.set(resultName, result);
  return (
    returnedBadly(judging, fn, at, event, problems) ??
    marksBroken(judging, fn, at, site, final) ??
    ensured(judging, fn, at, final)
  );
}

/** A result that is no integer where one is due. */
function returnedBadly(
  judging: Judging,
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
    judging.note(`the result is not of its type (${problem})`);
    return undefined;
  }
  const message = `\`${judging.callOf(at)}\` returns ${json}, where an integer is due.`;
  return judging.refuted(
    { what: "hazard", code: "integral.refuted", span: fn.span, outcome: `returned ${json}`, message },
    at,
  );
}

/** `nat` and literal unions of the result and of what the function leaves in its parameters. */
function marksBroken(
  judging: Judging,
  fn: FunctionIR,
  at: Activation,
  site: SiteOf<"exit">,
  final: ReadonlyMap<string, Value>,
): Judgement | undefined {
  for (const { name, sort } of [...site.parameters, { name: resultName, sort: site.result }]) {
    if (!final.has(name)) continue;
    if (judging.truthOf(typeFacts(variable(name, sort), sort, judging.program.types), { values: final }) !== false)
      continue;
    const outcome = returnedText(fn, at.entry, final, judging.program.types);
    const whose = name === resultName ? "result" : name;
    const message = `\`${judging.callOf(at)}\` ${outcome}: the ${whose} is not of its marked type.`;
    return judging.refuted({ what: "contract", code: "mark.refuted", span: fn.span, outcome, message }, at);
  }
  return undefined;
}

function ensured(
  judging: Judging,
  fn: FunctionIR,
  at: Activation,
  final: ReadonlyMap<string, Value>,
): Judgement | undefined {
  for (const clause of fn.contract.ensures) {
    const environment = { values: final, entry: at.entry };
    if (judging.holds(clause.term, environment, clause) !== false) continue;
    const outcome = returnedText(fn, at.entry, final, judging.program.types);
    const message = `\`${judging.callOf(at)}\` ${outcome}, which breaks \`${clause.text}\`.`;
    const why = judging.because(clause, environment);
    return judging.refuted(
      { what: "contract", code: "postcondition.refuted", clause, span: clause.span, outcome, message, ...why },
      at,
    );
  }
  return undefinedThere(judging, fn, at, final);
}

/** No clause is false, but one has no meaning for what was returned. */
function undefinedThere(
  judging: Judging,
  fn: FunctionIR,
  at: Activation,
  final: ReadonlyMap<string, Value>,
): Judgement | undefined {
  for (const clause of fn.contract.ensures) {
    const why = judging.undefinedIn(clause, { values: final, entry: at.entry });
    if (why === undefined) continue;
    const outcome = returnedText(fn, at.entry, final, judging.program.types);
    const message = `\`${judging.callOf(at)}\` ${outcome}, for which \`${clause.text}\` has no meaning: ${why}.`;
    return judging.refuted(
      { what: "annotation", code: "clause.defined.refuted", clause, span: clause.span, outcome, message },
      at,
    );
  }
  return undefined;
}
