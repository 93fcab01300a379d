/**
 * Takes a term, the values of its variables and what its functions mean; gives its value, or unknown with the reason.
 * `and`, `or`, `implies` and `ite` are read left to right under their guards: an operation outside its domain on the
 * left makes the whole unknown, other unknowns are Kleene's third value. Quantifiers run where their guard bounds them;
 * elsewhere a few instances are tried, which can decide but never confirm.
 * Shared nodes are evaluated once a scope, so that time stays linear in the DAG.
 */
import { assertNever, Bug } from "../base/index.js";
import { dataType, type Term, type Value, type Variable } from "../ir/index.js";
import { guards, type Interval, propagate } from "./bounds.js";
import { type Environment, type Evaluated, outOfFuel, outside, type Theory, type Unknown } from "./evaluation.js";
import { applyOperator, boolValue, doubleValue, intValue, stringValue } from "./operators.js";

export interface EvaluationOptions {
  /** Nodes that may be evaluated in all. */
  readonly fuel?: number;
  /** Fuel that several evaluations share: what they burn is taken from it. */
  readonly meter?: Meter;
  /** Told of each integer that an arithmetic operation of the term itself gives, in order; not inside called functions. */
  readonly onArithmetic?: (term: Term, value: bigint) => void;
}

export interface Meter {
  left: number;
}

const defaultFuel = 300_000;
/** Nested nodes, so that neither a deep term nor a deep recursion can exhaust JavaScript's own stack. */
const deepest = 1200;

interface Run {
  readonly theory: Theory;
  readonly onArithmetic: EvaluationOptions["onArithmetic"];
  fuel: number;
  /** Nodes under way. */
  depth: number;
  /** An integer 0 has become a double: its sign is not known. */
  zeroFromInteger: boolean;
}

interface Scope {
  readonly values: ReadonlyMap<string, Value>;
  readonly entry: ReadonlyMap<string, Value>;
  readonly bound: ReadonlyMap<string, Value>;
  /** Bound variables whose range is still sought. */
  readonly pending: ReadonlySet<string>;
  readonly memo: Map<Term, Evaluated>;
  readonly called: boolean;
}

export function evaluate(
  term: Term,
  environment: Environment,
  theory: Theory,
  options: EvaluationOptions = {},
): Evaluated {
  const { meter, onArithmetic } = options;
  const fuel = Math.min(options.fuel ?? defaultFuel, meter?.left ?? defaultFuel);
  const run: Run = { theory, onArithmetic, fuel, depth: 0, zeroFromInteger: false };
  const scope: Scope = {
    values: environment.values,
    entry: environment.entry ?? environment.values,
    bound: new Map(),
    pending: new Set(),
    memo: new Map(),
    called: false,
  };
  const value = valueIn(term, scope, run);
  if (meter !== undefined) meter.left -= fuel - Math.max(0, run.fuel);
  return value;
}

/** The truth of a boolean term: true, false, or unknown with the reason. */
export function truth(
  term: Term,
  environment: Environment,
  theory: Theory,
  options: EvaluationOptions = {},
): boolean | Unknown {
  const value = evaluate(term, environment, theory, options);
  if (value.kind === "bool") return value.value;
  if (value.kind === "unknown") return value;
  throw new Bug(`a clause has the value of a ${value.kind}`);
}

function valueIn(term: Term, scope: Scope, run: Run): Evaluated {
  if (run.fuel-- <= 0 || run.depth > deepest) return outOfFuel;
  if (term.kind === "literal") return term.value;
  if (term.kind === "variable") return lookUp(term.name, scope);
  const known = scope.memo.get(term);
  if (known !== undefined) return known;
  run.depth += 1;
  const value = valueOfNode(term, scope, run);
  run.depth -= 1;
  scope.memo.set(term, value);
  return value;
}

function valueOfNode(term: Term, scope: Scope, run: Run): Evaluated {
  switch (term.kind) {
    case "literal":
      return term.value;
    case "variable":
      return lookUp(term.name, scope);
    case "apply":
      return applied(term, scope, run);
    case "construct": {
      const fields = valuesIn(term.args, scope, run);
      if ("reason" in fields) return fields;
      return { kind: "data", type: term.sort.name, constructor: term.constructor, fields };
    }
    case "field":
      return fieldOf(term, scope, run);
    case "is": {
      const of = valueIn(term.of, scope, run);
      return of.kind === "data" ? boolValue(of.constructor === term.constructor) : unlessUnknown(of, "data");
    }
    case "withField":
      return withFieldChanged(term, scope, run);
    case "quantifier":
      return quantified(term, scope, run);
    case "call":
      return called(term, scope, run);
    case "old":
      // Bound variables keep their meaning inside `old`.
      return valueIn(term.of, { ...scope, values: scope.entry, memo: new Map() }, run);
    default:
      return assertNever(term);
  }
}

function unlessUnknown(value: Evaluated, expected: string): Unknown {
  if (value.kind === "unknown") return value;
  throw new Bug(`a ${value.kind} stands where a ${expected} is expected`);
}

function lookUp(name: string, scope: Scope): Evaluated {
  const absent: Unknown = { kind: "unknown", reason: "no value", name };
  if (scope.pending.has(name)) return absent;
  return scope.bound.get(name) ?? scope.values.get(name) ?? absent;
}

/** The values of all, or the first that is unknown. */
function valuesIn(terms: readonly Term[], scope: Scope, run: Run): readonly Value[] | Unknown {
  const values: Value[] = [];
  for (const term of terms) {
    const value = valueIn(term, scope, run);
    if (value.kind === "unknown") return value;
    values.push(value);
  }
  return values;
}

type Node<K extends Term["kind"]> = Extract<Term, { kind: K }>;

const arithmetic: ReadonlySet<string> = new Set(["int.negate", "int.add", "int.subtract", "int.multiply", "int.power"]);

function applied(term: Node<"apply">, scope: Scope, run: Run): Evaluated {
  const { operator, args } = term;
  switch (operator) {
    case "and":
      return connective(args, false, scope, run);
    case "or":
      return connective(args, true, scope, run);
    case "implies":
      return implication(args, scope, run);
    case "ite": {
      const [condition, then, otherwise] = args;
      if (condition === undefined || then === undefined || otherwise === undefined) throw new Bug("ite takes three");
      const test = valueIn(condition, scope, run);
      if (test.kind !== "bool") return unlessUnknown(test, "bool");
      return valueIn(test.value ? then : otherwise, scope, run);
    }
  }
  const values = valuesIn(args, scope, run);
  if ("reason" in values) return values;
  if (signOfZeroDecides(term, values, run)) return { kind: "unknown", reason: "sign of zero" };
  const value = applyOperator(operator, values, term.span);
  if (value.kind === "int" && !scope.called && arithmetic.has(operator)) run.onArithmetic?.(term, value.value);
  return value;
}

/**
 * Soundness: an integer 0 may be either zero as a double (SEMANTICS, section 1). Only division and Object.is can tell
 * them apart; once such a conversion has happened, neither decides on a zero.
 */
function signOfZeroDecides(term: Node<"apply">, values: readonly Value[], run: Run): boolean {
  const isZero = (value: Value | undefined): boolean => value?.kind === "double" && value.value === 0;
  if (term.operator === "double.fromInt") {
    const [value] = values;
    if (value?.kind === "int" && value.value === 0n && !hasOwnZero(term.args[0])) run.zeroFromInteger = true;
    return false;
  }
  if (!run.zeroFromInteger) return false;
  if (term.operator === "double.divide") return isZero(values[1]);
  return term.operator === "double.is" && values.some(isZero);
}

/** A literal or a length: its zero is +0. */
function hasOwnZero(term: Term | undefined): boolean {
  if (term?.kind === "literal") return true;
  return term?.kind === "apply" && (term.operator === "array.length" || term.operator === "string.length");
}

/** `and` for the deciding value false, `or` for true. */
function connective(args: readonly Term[], deciding: boolean, scope: Scope, run: Run): Evaluated {
  let doubt: Unknown | undefined;
  for (const arg of args) {
    const value = valueIn(arg, scope, run);
    if (value.kind === "bool" && value.value === deciding) return value;
    if (value.kind === "bool") continue;
    doubt ??= unlessUnknown(value, "bool");
    if (doubt.reason === "outside the domain") return doubt;
  }
  return doubt ?? boolValue(!deciding);
}

function implication(args: readonly Term[], scope: Scope, run: Run): Evaluated {
  const [condition, conclusion] = args;
  if (condition === undefined || conclusion === undefined) throw new Bug("implies takes two");
  const left = valueIn(condition, scope, run);
  if (left.kind === "bool") return left.value ? valueIn(conclusion, scope, run) : boolValue(true);
  const doubt = unlessUnknown(left, "bool");
  if (doubt.reason === "outside the domain") return doubt;
  const right = valueIn(conclusion, scope, run);
  return right.kind === "bool" && right.value ? right : doubt;
}

function fieldIndex(type: string, member: string, field: string, run: Run): number {
  const found = dataType(run.theory.types, type).constructors.find((c) => c.name === member);
  const index = found?.fields.findIndex((f) => f.name === field) ?? -1;
  if (index < 0) throw new Bug(`${type} has no ${member}.${field}`);
  return index;
}

function fieldOf(term: Node<"field">, scope: Scope, run: Run): Evaluated {
  const of = valueIn(term.of, scope, run);
  if (of.kind !== "data") return unlessUnknown(of, "data");
  if (of.constructor !== term.constructor) return outside("absent", term.span);
  const value = of.fields[fieldIndex(of.type, term.constructor, term.field, run)];
  if (value === undefined) throw new Bug(`${of.type} lacks the value of ${term.field}`);
  return value;
}

function withFieldChanged(term: Node<"withField">, scope: Scope, run: Run): Evaluated {
  const of = valueIn(term.of, scope, run);
  if (of.kind !== "data") return unlessUnknown(of, "data");
  if (of.constructor !== term.constructor) return outside("absent", term.span);
  const value = valueIn(term.value, scope, run);
  if (value.kind === "unknown") return value;
  const index = fieldIndex(of.type, term.constructor, term.field, run);
  return { ...of, fields: of.fields.map((old, i) => (i === index ? value : old)) };
}

function called(term: Node<"call">, scope: Scope, run: Run): Evaluated {
  const definition = run.theory.logical.get(term.function);
  if (definition === undefined) return { kind: "unknown", reason: "no meaning", function: term.function };
  const args = valuesIn(term.args, scope, run);
  if ("reason" in args) return args;
  const values = new Map<string, Value>();
  definition.parameters.forEach((parameter, i) => {
    const arg = args[i];
    if (arg !== undefined) values.set(parameter.name, arg);
  });
  const inside: Scope = {
    values,
    entry: values,
    bound: new Map(),
    pending: new Set(),
    memo: new Map(),
    called: true,
  };
  const allowed = valueIn(definition.requires, inside, run);
  if (allowed.kind !== "bool") return unlessUnknown(allowed, "bool");
  return allowed.value ? valueIn(definition.body, inside, run) : outside("precondition", term.span);
}

/** The instances that are tried where nothing bounds a variable. */
const samples: readonly bigint[] = [0n, 1n, -1n, 2n, -2n, 3n, 4n, 5n, -5n, 10n, -10n, 100n, -100n];
const doubleSamples = [0, -0, 1, -1, 0.5, -0.5, 2, 1e16, Number.NaN, Infinity, -Infinity].map(doubleValue);

function quantified(term: Node<"quantifier">, scope: Scope, run: Run): Evaluated {
  const { quantifier } = term;
  // `forall` of `forall` is one over both, so that a guard below may bound a variable above.
  const binders: Variable[] = [...term.binders];
  let body = term.body;
  while (body.kind === "quantifier" && body.quantifier === quantifier && distinctNames(binders, body.binders)) {
    binders.push(...body.binders);
    body = body.body;
  }
  const pending = new Set([...scope.pending, ...binders.map((b) => b.name)]);
  const inner: Scope = { ...scope, pending, memo: new Map() };
  return instances({ binders, body, quantifier, conditions: guards(body, quantifier) }, inner, run);
}

function distinctNames(a: readonly Variable[], b: readonly Variable[]): boolean {
  return b.every((x) => a.every((y) => x.name !== y.name));
}

interface Quantified {
  readonly binders: readonly Variable[];
  readonly body: Term;
  readonly quantifier: "forall" | "exists";
  readonly conditions: readonly Term[];
}

/** Runs through the values of one variable at a time, the first that has bounds now. */
function instances(q: Quantified, scope: Scope, run: Run): Evaluated {
  const sought = q.quantifier === "exists";
  if (q.binders.length === 0) return valueIn(q.body, scope, run);
  const { choice, empty } = choose(q, scope, run);
  if (empty) return boolValue(!sought);
  let doubt: Unknown | undefined = choice.complete ? undefined : { kind: "unknown", reason: "unbounded quantifier" };
  const rest = { ...q, binders: q.binders.filter((b) => b !== choice.binder) };
  const pending = new Set(scope.pending);
  pending.delete(choice.binder.name);
  // One scope serves all instances: what is remembered of one is forgotten before the next.
  const bound = new Map(scope.bound);
  const inner: Scope = { ...scope, bound, pending, memo: new Map() };
  for (const value of choice.values) {
    if (run.fuel-- <= 0) return outOfFuel;
    bound.set(choice.binder.name, value);
    inner.memo.clear();
    const result = instances(rest, inner, run);
    if (result.kind === "bool" && result.value === sought) return result;
    if (result.kind !== "bool") doubt ??= unlessUnknown(result, "bool");
  }
  return doubt ?? boolValue(!sought);
}

interface Choice {
  readonly binder: Variable;
  readonly values: Iterable<Value>;
  /** All values that matter are among them. */
  readonly complete: boolean;
}

function choose(q: Quantified, scope: Scope, run: Run): { readonly choice: Choice; readonly empty: boolean } {
  const integers = new Map<string, Interval>();
  for (const { name, sort } of q.binders) {
    if (sort.kind === "int") integers.set(name, { low: sort.nat === true ? 0n : undefined, high: undefined });
  }
  const ranges = propagate(q.conditions, integers, (part) => valueIn(part, scope, run));
  const choices = q.binders.map((binder) => valuesOf(binder, ranges.of.get(binder.name), run));
  const [first] = choices;
  if (first === undefined) throw new Bug("a quantifier binds something");
  return { choice: choices.find((c) => c.complete) ?? first, empty: ranges.empty };
}

function valuesOf(binder: Variable, range: Interval | undefined, run: Run): Choice {
  const { sort } = binder;
  if (sort.kind === "bool") return { binder, values: [boolValue(false), boolValue(true)], complete: true };
  if (sort.kind === "string") {
    const { literals } = sort;
    return { binder, values: (literals ?? ["", "a"]).map(stringValue), complete: literals !== undefined };
  }
  if (sort.kind === "double") return { binder, values: doubleSamples, complete: false };
  if (sort.kind !== "int") return { binder, values: [], complete: false };
  const { low, high } = range ?? { low: undefined, high: undefined };
  if (low !== undefined && high !== undefined && high - low <= BigInt(run.fuel)) {
    return { binder, values: between(low, high), complete: true };
  }
  const inside = samples.filter((n) => (low === undefined || n >= low) && (high === undefined || n <= high));
  const ends = [low, high].filter((end) => end !== undefined);
  return { binder, values: [...ends, ...inside].map(intValue), complete: false };
}

function* between(low: bigint, high: bigint): Iterable<Value> {
  for (let n = low; n <= high; n++) yield intValue(n);
}
