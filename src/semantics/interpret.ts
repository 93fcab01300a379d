/**
 * Takes a function, the values of its parameters and the program; gives what running its IR comes to: the meaning that
 * the calculus is tested against. Arithmetic is exact; clauses are evaluated on the way, and the first that is false, or
 * the first operation outside its domain, ends the run as `broken`. Calls run the callee's own IR.
 */
import { assertNever, invariant } from "../base/index.js";
import {
  type FunctionIR,
  type Place,
  resultName,
  type Statement,
  type Term,
  typeFacts,
  type Value,
  variable,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { evaluate, truth } from "./evaluate.js";
import type { BrokenKind, Interpreted } from "./interpretation.js";
import {
  assumes,
  breaks,
  clauseHolds,
  computed,
  decide,
  Ending,
  type Frame,
  type InterpretedProgram,
  type OnHead,
  progress,
  type Run,
  stop,
  unknown,
} from "./interpreter-run.js";
import { type Step, written } from "./places.js";

export interface InterpretOptions {
  /** Statements and loop heads in all. */
  readonly fuel?: number;
  /** Told of each head of a loop of the function itself: see there. */
  readonly onHead?: OnHead;
}

type Signal =
  | { readonly kind: "normal" }
  | { readonly kind: "return"; readonly value: Value }
  | { readonly kind: "break" | "continue"; readonly label: string };

const normal: Signal = { kind: "normal" };
const unit: Value = { kind: "unit" };
const deepestCall = 200;

const nodes = 1_000_000;

export function interpret(
  fn: FunctionIR,
  args: readonly Value[],
  program: InterpretedProgram,
  options: InterpretOptions = {},
): Interpreted {
  try {
    const { fuel = 20_000, onHead } = options;
    return called(fn, args, { program, fuel, meter: { left: nodes }, onHead }, 0);
  } catch (error) {
    if (error instanceof Ending) return error.interpreted;
    throw error;
  }
}

/** The function's value and its parameters' final contents; everything else ends the run. */
function called(
  fn: FunctionIR,
  args: readonly Value[],
  run: Run,
  depth: number,
): Extract<Interpreted, { kind: "returned" }> {
  if (depth > deepestCall) stop({ kind: "exhausted" });
  const state = new Map<string, Value>();
  fn.contract.parameters.forEach(({ name }, i) => {
    const arg = args[i];
    if (arg !== undefined) state.set(name, arg);
  });
  const frame: Frame = { fn, state, entry: new Map(state), depth };
  if (depth === 0) enter(frame, run);
  if (fn.body === undefined)
    return stop({ kind: "unknown", why: { kind: "unknown", reason: "no meaning", function: fn.name } });
  const signal = execute(fn.body, frame, run);
  const value = signal.kind === "return" ? signal.value : unit;
  leave(frame, value, run);
  const finals = new Map(fn.contract.parameters.map(({ name }) => [name, state.get(name) ?? unit]));
  return { kind: "returned", value, finals };
}

/** What must be true of an input for the run to say anything. */
function enter({ fn, entry }: Frame, run: Run): void {
  for (const { name, sort } of fn.contract.parameters) {
    const fact = typeFacts(variable(name, sort), sort, run.program.types);
    if (truth(fact, { values: entry }, run.program, { meter: run.meter }) === false)
      stop({ kind: "refused", text: `the type of ${name}` });
  }
  for (const { predicate, text } of fn.entry) {
    if (predicate.kind === "runs") mustHold(predicate.term, text, entry, run);
  }
  for (const clause of fn.contract.requires) mustHold(clause.term, clause.text, entry, run);
}

function mustHold(term: Term, text: string, values: ReadonlyMap<string, Value>, run: Run): void {
  const value = truth(term, { values }, run.program, { meter: run.meter });
  if (value === false) stop({ kind: "refused", text });
  if (value !== true) stop({ kind: "unknown", why: value });
}

/** At a return: the marks of the result and of what the parameters hold, then the postconditions. */
function leave(frame: Frame, value: Value, run: Run): void {
  const { fn, entry, state } = frame;
  const values = new Map(entry);
  for (const { name } of fn.contract.parameters) values.set(name, state.get(name) ?? unit);
  values.set(resultName, value);
  for (const clause of fn.contract.ensures) {
    const holds = truth(clause.term, { values, entry }, run.program, { meter: run.meter });
    if (holds === false) breaks(frame, "postcondition", clause.span, clause);
  }
}

function execute(statement: Statement, frame: Frame, run: Run): Signal {
  if (run.fuel-- <= 0) stop({ kind: "exhausted" });
  const { state } = frame;
  switch (statement.kind) {
    case "let":
      if (statement.ghost === true) ghostly(statement.variable.name, statement.value, frame, run);
      else if (statement.value === undefined) state.delete(statement.variable.name);
      else state.set(statement.variable.name, computed(statement.value, frame, run));
      return normal;
    case "assign":
      if (statement.ghost === true) ghostly(statement.target.root.name, statement.value, frame, run);
      else assign(statement.target, computed(statement.value, frame, run), frame, run);
      return normal;
    case "block":
      return sequence(statement.body, frame, run);
    case "if":
      return execute(decide(statement.condition, frame, run) ? statement.then : statement.else, frame, run);
    case "loop":
      return loop(statement, frame, run);
    case "labelled": {
      const signal = execute(statement.body, frame, run);
      return signal.kind === "break" && signal.label === statement.label ? normal : signal;
    }
    case "break":
    case "continue":
      return { kind: statement.kind, label: statement.label };
    case "return":
      return { kind: "return", value: statement.value === undefined ? unit : computed(statement.value, frame, run) };
    case "throw":
      return throws(statement.error, statement.span, frame, run);
    case "call":
      call(statement, frame, run);
      return normal;
    case "assert":
      clauseHolds(statement.clause, statement.owes, frame, run);
      return normal;
    case "assume":
      assumes(statement.clause, frame, run);
      return normal;
    // What a lemma says is proved, and has no effect.
    case "use":
      return normal;
    case "order":
      order(statement, frame, run);
      return normal;
    case "havoc":
      return stop({ kind: "unknown", why: { kind: "unknown", reason: "no meaning", function: statement.text } });
    default:
      return assertNever(statement);
  }
}

/** JavaScript's own sort, of positions. */
function order(statement: Extract<Statement, { kind: "order" }>, frame: Frame, run: Run): void {
  const { state } = frame;
  const { left, right, term } = statement.comparison;
  const array = computed(statement.array, frame, run);
  invariant(array.kind === "array", "what is sorted is an array");
  const compared = (first: number, second: number): number => {
    const values = new Map(state);
    const [a, b] = [array.items[first], array.items[second]];
    if (a !== undefined) values.set(left.name, a);
    if (b !== undefined) values.set(right.name, b);
    const sign = computed(term, { ...frame, state: values }, run);
    invariant(sign.kind === "int", "a comparison gives an integer");
    return Number(sign.value);
  };
  const positions = array.items.map((_, k) => k).sort(compared);
  const integers = (values: readonly number[]): Value => ({
    kind: "array",
    items: values.map((n): Value => ({ kind: "int", value: BigInt(n) })),
  });
  state.set(statement.positions.name, integers(positions));
  state.set(statement.places.name, integers(positions.map((_, k) => positions.indexOf(k))));
  state.set(statement.result.name, { kind: "array", items: positions.flatMap((k) => array.items[k] ?? []) });
}

/** Proof-only state is exact; where its value cannot be told, clauses that name it are unknown. */
function ghostly(name: string, term: Term | undefined, frame: Frame, run: Run): void {
  const scope = { values: frame.state, entry: frame.entry };
  const value = term && evaluate(term, scope, run.program, { meter: run.meter });
  if (value === undefined || value.kind === "unknown") frame.state.delete(name);
  else frame.state.set(name, value);
}

function sequence(list: readonly Statement[], frame: Frame, run: Run): Signal {
  for (const part of list) {
    const signal = execute(part, frame, run);
    if (signal.kind !== "normal") return signal;
  }
  return normal;
}

function assign(target: Place, value: Value, frame: Frame, run: Run): void {
  const { name } = target.root;
  if (target.path.length === 0) {
    frame.state.set(name, value);
    return;
  }
  const path = target.path.map((step): Step => {
    if (step.kind === "field") return step;
    if (step.kind === "key") return { kind: "key", key: computed(step.key, frame, run), span: step.span };
    const index = computed(step.index, frame, run);
    return { kind: "index", index: index.kind === "int" ? index.value : -1n, span: step.span };
  });
  const root = frame.state.get(name);
  if (root === undefined) stop({ kind: "unknown", why: { kind: "unknown", reason: "no value", name } });
  const changed = written(root, path, value, run.program);
  frame.state.set(name, changed.kind === "unknown" ? unknown(changed, frame) : changed);
}

function loop(statement: Extract<Statement, { kind: "loop" }>, frame: Frame, run: Run): Signal {
  let before: readonly bigint[] | undefined;
  for (let round = 0; ; round++) {
    if (run.fuel-- <= 0) stop({ kind: "exhausted" });
    if (frame.depth === 0) run.onHead?.(statement.label, frame.state, frame.entry, round);
    const what: BrokenKind = round === 0 ? "invariant.initial" : "invariant.preserved";
    for (const clause of statement.invariants) clauseHolds(clause, what, frame, run);
    before = measureShrinks(statement, before, frame, run);
    const prelude = sequence(statement.prelude, frame, run);
    if (prelude.kind !== "normal") return prelude;
    if (!decide(statement.condition, frame, run)) return ended(statement, frame, run);
    const signal = execute(statement.body, frame, run);
    if (signal.kind === "break" && signal.label === statement.label) return ended(statement, frame, run);
    const goesOn = signal.kind === "normal" || (signal.kind === "continue" && signal.label === statement.label);
    if (!goesOn) return signal;
    const step = execute(statement.step, frame, run);
    if (step.kind !== "normal") return step;
  }
}

function ended({ doneWith }: Extract<Statement, { kind: "loop" }>, frame: Frame, run: Run): Signal {
  for (const clause of doneWith ?? []) clauseHolds(clause, "done_with", frame, run);
  return normal;
}

/** The measure now; it must lie below what it was a round ago, which must have been at least 0. */
function measureShrinks(
  { variant }: Extract<Statement, { kind: "loop" }>,
  before: readonly bigint[] | undefined,
  frame: Frame,
  run: Run,
): readonly bigint[] | undefined {
  if (variant?.kind !== "measure") return undefined;
  const after = variant.terms.map((term) => {
    const value = evaluate(term, { values: frame.state, entry: frame.entry }, run.program, { meter: run.meter });
    return value.kind === "int" ? value.value : undefined;
  });
  const known = after.filter((value) => value !== undefined);
  if (known.length < after.length) return undefined;
  const how = before === undefined ? "shrinks" : progress(before, known);
  if (how === "below 0") breaks(frame, "variant.bounded", variant.span);
  if (how === "stays") breaks(frame, "variant.decreases", variant.span);
  return known;
}

/** What is caught is a jump by now: this error leaves the function, which must allow it. */
function throws(error: string, span: Span, frame: Frame, run: Run): never {
  mayThrow(frame, span, run);
  return stop({ kind: "threw", error, span });
}

function mayThrow({ fn, entry }: Frame, span: Span, run: Run): void {
  const clauses = fn.contract.throws ?? [];
  const values = clauses.map((clause) => truth(clause.term, { values: entry }, run.program, { meter: run.meter }));
  if (values.every((value) => value === false)) {
    stop({ kind: "broken", broken: { what: "throw", function: fn.id, span } });
  }
}

function call(statement: Extract<Statement, { kind: "call" }>, frame: Frame, run: Run): void {
  const callee = run.program.functions.get(statement.callee);
  if (callee === undefined) {
    stop({ kind: "unknown", why: { kind: "unknown", reason: "no meaning", function: statement.callee } });
  }
  const args = statement.args.map((arg) => computed(arg.value, frame, run));
  const values = new Map(
    callee.contract.parameters.flatMap(({ name }, i) => {
      const arg = args[i];
      return arg === undefined ? [] : [[name, arg] as const];
    }),
  );
  for (const clause of callee.contract.requires) {
    const holds = truth(clause.term, { values }, run.program, { meter: run.meter });
    if (holds === false) breaks(frame, "precondition", statement.span, clause);
  }
  if (callee.id === frame.fn.id) recursionShrinks(statement.span, values, frame, run);
  const came = calledInside(callee, args, statement, frame, run);
  if (statement.threw !== undefined) frame.state.set(statement.threw.name, { kind: "bool", value: came === "threw" });
  if (came === "threw") {
    forget(statement, frame);
    return;
  }
  const { value, finals } = came;
  statement.args.forEach(({ place }, i) => {
    const name = callee.contract.parameters[i]?.name;
    const final = name === undefined ? undefined : finals.get(name);
    if (place !== undefined && final !== undefined) assign(place, final, frame, run);
  });
  if (statement.target !== undefined) frame.state.set(statement.target.name, value);
}

function calledInside(
  callee: FunctionIR,
  args: readonly Value[],
  { span, threw }: Extract<Statement, { kind: "call" }>,
  frame: Frame,
  run: Run,
): Extract<Interpreted, { kind: "returned" }> | "threw" {
  try {
    return called(callee, args, run, frame.depth + 1);
  } catch (error) {
    if (!(error instanceof Ending) || error.interpreted.kind !== "threw") throw error;
    if (threw !== undefined) return "threw";
    // The error that leaves the callee leaves the caller too, at the call.
    mayThrow(frame, span, run);
    throw error;
  }
}

/** What a call that threw has left in its arguments is not known. */
function forget({ target, args }: Extract<Statement, { kind: "call" }>, { state }: Frame): void {
  if (target !== undefined) state.delete(target.name);
  for (const { place } of args) if (place !== undefined) state.delete(place.root.name);
}

function recursionShrinks(span: Span, values: ReadonlyMap<string, Value>, frame: Frame, run: Run): void {
  const { variant } = frame.fn.contract;
  if (variant?.kind !== "measure") return;
  const at = (state: ReadonlyMap<string, Value>): readonly bigint[] =>
    variant.terms.flatMap((term) => {
      const value = evaluate(term, { values: state }, run.program, { meter: run.meter });
      return value.kind === "int" ? [value.value] : [];
    });
  const [before, after] = [at(frame.entry), at(values)];
  if (before.length < variant.terms.length || after.length < variant.terms.length) return;
  if (progress(before, after) !== "shrinks") breaks(frame, "recursion.decreases", span);
}
