/**
 * Procedure: a call `r := f(E)` of `f(p) = w: [pre, post]` refines `w, r: [pre[p := E], post[p, r0 := E, r]]`: the
 * callee's `requires` is shown of the arguments, what it may modify becomes arbitrary, and its `ensures` is then known.
 * Recursion: inside its own component a contract is known only where the callee's measure at the arguments is shown to
 * lie below the caller's at entry.
 * A callee with `throws E` has a second continuation, exceptional, under E of the arguments: a throw of the caller, or
 * where the caller catches it, a state of which E is known and `ensures` is not.
 * Source: Morgan, "Procedures, parameters, and abstraction" (SCP 1988) and "Programming from Specifications" (1994),
 * chapters 11 and 13; Back, von Wright, "Refinement Calculus" (1998), chapter 20.
 */
import { invariant } from "../../base/index.js";
import {
  type FunctionIR,
  implies,
  isFalse,
  not,
  or,
  type Place,
  resultName,
  same,
  type Term,
  trueTerm,
  unit,
} from "../../ir/index.js";
import { modifiedArguments } from "../changed.js";
import { argumentMap } from "../definedness.js";
import { arbitrary, unbelieved } from "../havoc.js";
import { inState, type Values } from "../in-state.js";
import { asNode, assume, define, oblige, type Pass, probe } from "../pass.js";
import { fieldSort, placeInState, placeOf, replaced, samePlace } from "../place.js";
import { readCode } from "../read.js";
import { calleeOf, recordUnmeasured, recursionMeasure } from "../recursion-measure.js";
import { safeArguments } from "../safe-arguments.js";
import { sameTerm } from "../same-term.js";
import { calleeName, showTerm } from "../show-term.js";
import { type Flow, type State, withValue } from "../state.js";
import { allowedThrow, throwLabels, whyThrow } from "../throws.js";
import { quoted, whySmaller } from "../why.js";
import type { StatementOf } from "./walk.js";

type Call = StatementOf<"call">;

export function procedure(pass: Pass, call: Call, state: State): Flow {
  const callee = calleeOf(pass, call.callee);
  invariant(callee !== undefined, `${call.callee} is known by contract`);
  pass.callees.add(call.callee);
  const law = pass.knowledge(call.callee).recursive ? "recursion" : "procedure";
  return asNode(pass, { law, title: showCall(call), span: call.span }, () => {
    const args = call.args.map(({ value }) => readCode(pass, state, value, call.span));
    const before = argumentMap(callee.contract.parameters, args);
    demandRequires(pass, call, callee, state, before);
    const safe = safeArguments(pass, call, callee, state, before);
    const measured = demandSmaller(pass, call, state);
    if (call.threw === undefined) demandThrows(pass, call, callee, state, before);
    const { after: ended, known } = effects(pass, call, callee, state, before);
    const threw = call.threw && arbitrary(pass, state.path, call.threw.name, call.threw.sort);
    const after = call.threw === undefined || threw === undefined ? ended : withValue(ended, call.threw.name, threw);
    const believed = pass.knowledge(call.callee).facts && measured;
    const returned = believed ? contractFacts(pass, call, callee, before, known) : [];
    const facts = threw === undefined ? returned : factsOfEither(threw, callee, before, returned, believed);
    const unaware = { context: pass.context, path: state.path };
    const guard = isKnownOfAll(pass, call) ? trueTerm : safe;
    for (const { fact, origin } of facts) assume(pass, state.path, implies(guard, fact), origin);
    // A callee that may throw and ensures `false` is one that never returns: what follows is dead, not contradictory.
    if (facts.length > 0 && callee.contract.throws === undefined) {
      const aware = { context: pass.context, path: state.path };
      probe(pass, "call", call.span, { before: unaware, after: aware, clauses: callee.contract.ensures });
    }
    return after;
  });
}

/**
 * Soundness: a contract that was proved of safe integers speaks of those alone. Inside the component at work it is being
 * proved in the same way as here.
 */
function isKnownOfAll(pass: Pass, { callee }: Call): boolean {
  const { recursive, anyIntegers } = pass.knowledge(callee);
  return recursive ? pass.anyIntegers : anyIntegers === true;
}

function demandRequires(pass: Pass, call: Call, callee: FunctionIR, state: State, before: Values): void {
  for (const clause of callee.contract.requires) {
    oblige(pass, state, {
      kind: "precondition",
      span: call.span,
      goal: inState(clause.term, before, before),
      why: `The call ${quoted(showCall(call))} must satisfy ${quoted(clause.text)}, which ${quoted(callee.name)} requires.`,
      clause,
      labels: [{ span: clause.span, text: "what is required" }],
    });
  }
}

/** Whether the contract may be assumed at this call, as far as recursion is concerned. */
function demandSmaller(pass: Pass, call: Call, state: State): boolean {
  const measure = recursionMeasure(
    pass,
    call.callee,
    call.args.map(({ value }) => value),
  );
  if (measure.kind === "unmeasured") recordUnmeasured(pass, call.span);
  if (measure.kind === "below") {
    const goal = inState(measure.condition, state.values, pass.entry);
    const why = whySmaller(quoted(calleeName(call.callee)));
    oblige(pass, state, { kind: "recursion.decreases", span: call.span, goal, why, text: showCall(call) });
  }
  return measure.kind !== "unmeasured";
}

function demandThrows(pass: Pass, call: Call, callee: FunctionIR, state: State, before: Values): void {
  const clauses = callee.contract.throws ?? [];
  const throwing = or(...clauses.map((clause) => inState(clause.term, before, before)));
  if (isFalse(throwing)) return;
  const what = `lets ${quoted(showCall(call))} throw`;
  oblige(pass, state, {
    kind: "throw",
    span: call.span,
    goal: implies(throwing, allowedThrow(pass)),
    why: whyThrow(pass.function.contract, what),
    text: showCall(call),
    labels: [
      ...clauses.map(({ span }) => ({ span, text: "when the callee may throw" })),
      ...throwLabels(pass.function.contract),
    ],
  });
}

/** The two continuations of a call whose error is caught: under `throws`, or with the contract's `ensures`. */
function factsOfEither(
  threw: Term,
  callee: FunctionIR,
  before: Values,
  returned: readonly ContractFact[],
  believed: boolean,
): readonly ContractFact[] {
  const condition = or(...(callee.contract.throws ?? []).map((clause) => inState(clause.term, before, before)));
  const may: ContractFact = { fact: implies(threw, condition), origin: `throws of ${callee.name}` };
  const normal = returned.map(({ fact, origin }) => ({ fact: implies(not(threw), fact), origin }));
  return believed ? [may, ...normal] : normal;
}

/** The state after a normal return, and what the callee's `ensures` speaks of: final contents and the result. */
function effects(
  pass: Pass,
  call: Call,
  callee: FunctionIR,
  state: State,
  before: Values,
): { readonly after: State; readonly known: Values } {
  const believed = pass.knowledge(call.callee).facts;
  const some = (name: string, sort: Term["sort"]): Term =>
    believed ? arbitrary(pass, state.path, name, sort) : unbelieved(pass, state, name, sort, call.span);
  const known = new Map(before);
  let after = state;
  const changes: { readonly place: Place; readonly value: Term | undefined; readonly changed: Term }[] = [];
  const passedAs = (name: string): Term | undefined =>
    call.args[callee.contract.parameters.findIndex((p) => p.name === name)]?.value;
  for (const { parameter, place, fields } of modifiedArguments(call, pass.program)) {
    // Soundness: one object has one content, also where it is passed twice; the callee is proved for that case, too.
    const same = place && changes.find((earlier) => samePlace(earlier.place, place));
    if (same !== undefined) {
      known.set(parameter.name, same.changed);
      continue;
    }
    const name = place?.root.name ?? parameter.name;
    const own = before.get(parameter.name);
    const changed =
      fields === undefined || own === undefined
        ? some(name, parameter.sort)
        : fields.reduce((of, step) => {
            const sort = fieldSort(parameter.sort, step.constructor, step.field, pass.program.types);
            return replaced(of, [step], some(`${name}.${step.field}`, sort), pass.program.types);
          }, own);
    known.set(parameter.name, changed);
    if (place !== undefined) changes.push({ place, value: passedAs(parameter.name), changed });
    const root = place && after.values.get(place.root.name);
    if (place === undefined || root === undefined) continue;
    const path = placeInState(place.path, state.values, pass.entry);
    const value = replaced(root, path, changed, pass.program.types);
    after = withValue(after, place.root.name, define(pass, place.root.name, value, place.root.sort));
  }
  for (const [i, { name }] of callee.contract.parameters.entries()) {
    const value = call.args[i]?.value;
    const place = value && placeOf(value);
    const same = changes.find(
      (earlier) =>
        (place !== undefined && samePlace(earlier.place, place)) ||
        (value !== undefined && earlier.value !== undefined && sameTerm(earlier.value, value)),
    );
    if (same !== undefined) known.set(name, same.changed);
  }
  const { result } = callee.contract;
  const value = result.kind === "unit" ? unit : some(call.target?.name ?? callee.name, result);
  known.set(resultName, value);
  return { after: call.target === undefined ? after : withValue(after, call.target.name, value), known };
}

interface ContractFact {
  readonly fact: Term;
  readonly origin: string;
}

function contractFacts(pass: Pass, call: Call, callee: FunctionIR, before: Values, known: Values): ContractFact[] {
  const facts = callee.contract.ensures.map((clause) => ({
    fact: inState(clause.term, known, before),
    origin: `ensures ${clause.text} of ${callee.name}`,
  }));
  const result = known.get(resultName);
  const logical = pass.program.logical.get(call.callee);
  if (logical === undefined || result === undefined || !pass.knowledge(call.callee).logical) return facts;
  const args = logical.parameters.flatMap((p) => before.get(p.name) ?? []);
  invariant(args.length === logical.parameters.length, "a logical function has its contract's parameters");
  const meaning: Term = { kind: "call", function: call.callee, args, sort: logical.result };
  return [...facts, { fact: same(result, meaning), origin: `meaning of ${callee.name}` }];
}

function showCall(call: Call): string {
  return `${calleeName(call.callee)}(${call.args.map(({ value }) => showTerm(value)).join(", ")})`;
}
