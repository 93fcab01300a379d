/**
 * Takes a function, arguments and a program; runs the body step by step on values, with every annotation and hazard
 * watched: the truth that laws are compared with. Terms have the meaning that `semantics` gives them.
 */
import type { Clause, FunctionIR, Place, Program, Statement, Term, Value } from "../../src/ir/index.js";
import { resultName } from "../../src/ir/index.js";
import { evaluate } from "../../src/semantics/index.js";
import type { Span } from "../../src/source/index.js";

export type Outcome =
  | { readonly kind: "returned"; readonly values: ReadonlyMap<string, Value> }
  | { readonly kind: "threw" }
  /** A hazard, or a clause that is false where it stands. */
  | { readonly kind: "broke"; readonly what: string; readonly at: Span }
  /** An assumption or precondition does not hold: the run says nothing. */
  | { readonly kind: "excluded" }
  /** Too many steps. */
  | { readonly kind: "endless" };

type Done = { readonly kind: "break" | "continue"; readonly label: string } | Outcome | undefined;

interface Machine {
  readonly program: Program;
  readonly values: Map<string, Value>;
  readonly entry: ReadonlyMap<string, Value>;
  readonly visit: (values: ReadonlyMap<string, Value>) => void;
  readonly fuel: { left: number };
  /** The statement or clause at work, for blame. */
  at: Span;
}

class Stop extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

const broke = (what: string, at: Span): Stop => new Stop({ kind: "broke", what, at });

/** `visit` is shown every state. The verdict includes the function's own `ensures` and `throws`. */
export function run(
  fn: FunctionIR,
  args: readonly Value[],
  program: Program,
  visit: (values: ReadonlyMap<string, Value>) => void = () => {},
  fuel = { left: 400 },
): Outcome {
  const entry = new Map(fn.contract.parameters.flatMap((p, i) => (args[i] === undefined ? [] : [[p.name, args[i]]])));
  const machine: Machine = { program, values: new Map(entry), entry, visit, fuel, at: fn.span };
  try {
    if (!fn.contract.requires.every((c) => holds(machine, c.term))) return { kind: "excluded" };
    const done = fn.body && execute(machine, fn.body);
    if (done?.kind === "threw") {
      const allowed = (fn.contract.throws ?? []).some((c) => holds({ ...machine, values: new Map(entry) }, c.term));
      return allowed ? done : { kind: "broke", what: "throw", at: machine.at };
    }
    if (!machine.values.has(resultName)) {
      if (fn.contract.result.kind !== "unit") return { kind: "broke", what: "exhaustive", at: fn.span };
      machine.values.set(resultName, { kind: "unit" });
    }
    for (const c of fn.contract.ensures) demand(machine, c, "postcondition");
    return { kind: "returned", values: machine.values };
  } catch (stop) {
    if (stop instanceof Stop) return stop.outcome;
    throw stop;
  }
}

function read(machine: Machine, term: Term): Value {
  const value = evaluate(term, { values: machine.values, entry: machine.entry }, machine.program);
  if (value.kind !== "unknown") return value;
  if (value.reason !== "outside the domain") throw broke(value.reason, machine.at);
  throw broke(value.hazard, value.span ?? machine.at);
}

function holds(machine: Machine, term: Term): boolean {
  const value = read(machine, term);
  return value.kind === "bool" && value.value;
}

function demand(machine: Machine, clause: Clause, what: string): void {
  if (what !== "postcondition") machine.at = clause.span;
  if (!holds(machine, clause.term)) throw broke(what, machine.at);
}

function execute(machine: Machine, statement: Statement): Done {
  machine.visit(machine.values);
  if (machine.fuel.left-- <= 0) throw new Stop({ kind: "endless" });
  machine.at = statement.span;
  switch (statement.kind) {
    case "let":
      if (statement.value !== undefined) machine.values.set(statement.variable.name, read(machine, statement.value));
      return undefined;
    case "assign":
      store(machine, statement.target, read(machine, statement.value));
      return undefined;
    case "block":
      return sequence(machine, statement.body);
    case "if":
      return execute(machine, holds(machine, statement.condition) ? statement.then : statement.else);
    case "loop":
      return repeat(machine, statement);
    case "labelled": {
      const done = execute(machine, statement.body);
      return done?.kind === "break" && done.label === statement.label ? undefined : done;
    }
    case "break":
    case "continue":
      return { kind: statement.kind, label: statement.label };
    case "return":
      machine.values.set(resultName, statement.value ? read(machine, statement.value) : { kind: "unit" });
      return { kind: "returned", values: machine.values };
    case "throw":
      return { kind: "threw" };
    case "assert":
      demand(machine, statement.clause, statement.owes);
      return undefined;
    case "assume":
      machine.at = statement.clause.span;
      if (!holds(machine, statement.clause.term)) throw new Stop({ kind: "excluded" });
      return undefined;
    case "call":
      return invoke(machine, statement);
    case "use":
    case "order":
    case "havoc":
      throw new Error(`no generated program has a ${statement.kind}`);
  }
}

function sequence(machine: Machine, body: readonly Statement[]): Done {
  for (const part of body) {
    const done = execute(machine, part);
    if (done !== undefined) return done;
  }
  return undefined;
}

function repeat(machine: Machine, loop: Extract<Statement, { kind: "loop" }>): Done {
  let before: readonly bigint[] | undefined;
  for (;;) {
    machine.visit(machine.values);
    for (const clause of loop.invariants) demand(machine, clause, "invariant");
    const now = measureOf(machine, loop);
    if (before !== undefined && now !== undefined && !below(now, before))
      throw broke("variant", loop.variant?.span ?? loop.span);
    before = now;
    machine.at = loop.span;
    const prelude = sequence(machine, loop.prelude);
    if (prelude !== undefined) return prelude;
    machine.at = loop.span;
    if (!holds(machine, loop.condition)) return undefined;
    const done = execute(machine, loop.body);
    if (done?.kind === "break" && done.label === loop.label) return undefined;
    if (done !== undefined && !(done.kind === "continue" && done.label === loop.label)) return done;
    const step = execute(machine, loop.step);
    if (step !== undefined) return step;
  }
}

function measureOf(machine: Machine, loop: Extract<Statement, { kind: "loop" }>): readonly bigint[] | undefined {
  if (loop.variant?.kind !== "measure") return undefined;
  machine.at = loop.variant.span;
  return loop.variant.terms.map((term) => {
    const value = read(machine, term);
    return value.kind === "int" ? value.value : 0n;
  });
}

function below(now: readonly bigint[], before: readonly bigint[]): boolean {
  const i = now.findIndex((value, j) => value !== before[j]);
  const [next, last] = [now[i], before[i]];
  return next !== undefined && last !== undefined && last >= 0n && next < last;
}

function invoke(machine: Machine, call: Extract<Statement, { kind: "call" }>): Done {
  const callee = machine.program.functions.get(call.callee);
  if (callee === undefined) throw new Error(`no ${call.callee}`);
  const args = call.args.map(({ value }) => read(machine, value));
  // The callee's own blame is the caller's call.
  const outcome = run(callee, args, machine.program, () => {}, machine.fuel);
  if (outcome.kind === "excluded") throw broke("precondition", machine.at);
  if (outcome.kind !== "returned") return outcome;
  call.args.forEach(({ place }, i) => {
    const changed = outcome.values.get(callee.contract.parameters[i]?.name ?? "");
    if (place !== undefined && changed !== undefined) store(machine, place, changed);
  });
  const result = outcome.values.get(resultName);
  if (call.target !== undefined && result !== undefined) machine.values.set(call.target.name, result);
  return undefined;
}

function store(machine: Machine, place: Place, value: Value): void {
  const change = (of: Value | undefined, i: number): Value => {
    const step = place.path[i];
    if (step === undefined) return value;
    machine.at = step.span;
    if (step.kind === "index" && of?.kind === "array") {
      const index = read(machine, step.index);
      const k = index.kind === "int" ? Number(index.value) : -1;
      const isLast = i === place.path.length - 1;
      if (k < 0 || k > of.items.length || (k === of.items.length && !isLast))
        throw broke(isLast ? "write" : "index", machine.at);
      const items = [...of.items];
      items[k] = change(of.items[k], i + 1);
      return { kind: "array", items };
    }
    if (step.kind === "field" && of?.kind === "data") {
      if (of.constructor !== step.constructor) throw broke("absent", machine.at);
      const fields = machine.program.types.get(of.type)?.constructors.find((c) => c.name === of.constructor)?.fields;
      const at = fields?.findIndex((f) => f.name === step.field) ?? -1;
      return { ...of, fields: of.fields.map((old, j) => (j === at ? change(old, i + 1) : old)) };
    }
    throw new Error("a place leads through arrays and records");
  };
  machine.values.set(place.root.name, change(machine.values.get(place.root.name), 0));
}
