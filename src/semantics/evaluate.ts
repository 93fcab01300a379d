/**
 * Takes a term, the values of its variables and what its functions mean; gives its value, or unknown with the reason.
 * `and`, `or`, `implies` and `ite` are read left to right under their guards: an operation outside its domain on the
 * left makes the whole unknown, other unknowns are Kleene's third value. Quantifiers run where their guard bounds them;
 * elsewhere a few instances are tried, which can decide but never confirm.
 * Shared nodes are evaluated once a scope, so that time stays linear in the DAG.
 */
import { assertNever, Bug } from "../base/index.js";
import { dataType, type Lifted, type LogicalFunction, type Term, type Value } from "../ir/index.js";
import { sameValue } from "./equality.js";
import { type Environment, type Evaluated, outOfFuel, outside, type Theory, type Unknown } from "./evaluation.js";
import { applyFunction } from "./functions.js";
import { interpret } from "./interpret.js";
import { applyOperator, boolValue } from "./operators.js";
import { quantified } from "./quantifiers.js";
import { applyToData } from "./recursive.js";
import { type EvaluationOptions, type Node, type Run, type Scope, unlessUnknown } from "./scope.js";

const defaultFuel = 300_000;
const statementFuel = 5_000;
/** Nested nodes, so that neither a deep term nor a deep recursion can exhaust JavaScript's own stack. */
const deepest = 1200;

export function evaluate(
  term: Term,
  environment: Environment,
  theory: Theory,
  options: EvaluationOptions = {},
): Evaluated {
  const { meter, onArithmetic, onInstance } = options;
  const fuel = Math.min(options.fuel ?? defaultFuel, meter?.left ?? defaultFuel);
  const zeroFromInteger = meter?.zeroFromInteger === true;
  const run: Run = { theory, onArithmetic, onInstance, fuel, depth: 0, zeroFromInteger };
  const scope: Scope = {
    values: environment.values,
    entry: environment.entry ?? environment.values,
    bound: new Map(),
    pending: new Set(),
    memo: new Map(),
    called: false,
  };
  const value = valueIn(term, scope, run);
  if (meter !== undefined) {
    meter.left -= fuel - Math.max(0, run.fuel);
    meter.zeroFromInteger = run.zeroFromInteger;
  }
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
      return quantified(term, scope, run, valueIn);
    case "tabulate":
      return tabulated(term, scope, run);
    case "call":
      return called(term, scope, run);
    case "old":
      // Bound variables keep their meaning inside `old`.
      return valueIn(term.of, { ...scope, values: scope.entry, memo: new Map() }, run);
    default:
      return assertNever(term);
  }
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

const roots: ReadonlySet<string> = new Set([
  ...["int.rootFloor", "int.rootCeiling", "int.atMostRoot", "int.belowRoot", "int.isSquare"],
]);
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
  if (operator === "map.empty") return emptyMap(term);
  if (operator === "array.permutation") return permutation(args, scope, run);
  const values = valuesIn(args, scope, run);
  if ("reason" in values) return values;
  if (operator === "data.size" || operator === "data.typed" || operator === "data.safe") {
    const [value, of] = [values[0], args[0]];
    if (value === undefined || of === undefined) throw new Bug(`${operator} takes one`);
    return applyToData(operator, value, of.sort, run.theory.types);
  }
  if (operator === "function.apply") return resultOfFunction(values, run);
  if (signOfZeroDecides(term, values, run)) return { kind: "unknown", reason: "sign of zero" };
  const value = applyOperator(operator, values, term.span);
  // Made of a Map, it is a Map or an object, as the sort of the whole says.
  if (value.kind === "map" && term.sort.kind === "map") return { ...value, form: term.sort.form };
  if (!scope.called) {
    const exact = exactly(operator, values, value);
    if (exact !== undefined) run.onArithmetic?.(term, exact);
  }
  return value;
}

function resultOfFunction([of, ...args]: readonly Value[], run: Run): Evaluated {
  if (of?.kind !== "opaque") throw new Bug("function.apply takes a function value");
  return applyFunction(of, args, run.theory.types) ?? { kind: "unknown", reason: "no meaning", function: of.type };
}

/** What has to be a safe integer for doubles to compute the same, if anything has to. */
function exactly(operator: string, values: readonly Value[], value: Evaluated): bigint | undefined {
  if (operator === "int.roundDivide") {
    const [dividend] = values;
    // Within ±2^52: twice as much, less one.
    return dividend?.kind === "int" ? 2n * dividend.value - (dividend.value > 0n ? 1n : -1n) : undefined;
  }
  if (roots.has(operator)) {
    const of = values.at(-1);
    // Below 2^52: twice as much stays a safe integer.
    return of?.kind === "int" ? 2n * of.value : undefined;
  }
  return value.kind === "int" && arithmetic.has(operator) ? value.value : undefined;
}

function emptyMap({ sort }: Node<"apply">): Value {
  if (sort.kind !== "map") throw new Bug("an empty map has a map sort");
  return { kind: "map", form: sort.form, entries: [] };
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

/** The same elements, each as often; what says it for provers is not evaluated. */
function permutation(args: readonly Term[], scope: Scope, run: Run): Evaluated {
  const values = valuesIn(args.slice(0, 2), scope, run);
  if ("reason" in values) return values;
  const [a, b] = values;
  if (a?.kind !== "array" || b?.kind !== "array") throw new Bug("a permutation is of arrays");
  run.fuel -= a.items.length * b.items.length;
  const rest = [...b.items];
  for (const item of a.items) {
    const at = rest.findIndex((other) => sameValue(item, other));
    if (at < 0) return boolValue(false);
    rest.splice(at, 1);
  }
  return boolValue(rest.length === 0);
}

function tabulated(term: Node<"tabulate">, scope: Scope, run: Run): Evaluated {
  const length = valueIn(term.length, scope, run);
  if (length.kind !== "int") return unlessUnknown(length, "int");
  if (length.value > BigInt(run.fuel)) return outOfFuel;
  const bound = new Map(scope.bound);
  const pending = new Set(scope.pending);
  pending.delete(term.binder.name);
  const inner: Scope = { ...scope, bound, pending, memo: new Map() };
  const items: Value[] = [];
  for (let k = 0n; k < length.value; k++) {
    bound.set(term.binder.name, { kind: "int", value: k });
    inner.memo.clear();
    const item = valueIn(term.body, inner, run);
    if (item.kind === "unknown") return item;
    items.push(item);
  }
  return { kind: "array", items };
}

function called(term: Node<"call">, scope: Scope, run: Run): Evaluated {
  if (scope.earlier?.function === term.function) return scope.earlier.value;
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
  if (!allowed.value) return outside("precondition", term.span);
  if (definition.body === undefined) return executed(term.function, args, run);
  return definition.lifted === undefined
    ? valueIn(definition.body, inside, run)
    : unrolled(term.function, definition, definition.lifted, values, run);
}

/** By its statements: the function is pure, so that running it is what it means. */
function executed(id: string, args: readonly Value[], run: Run): Evaluated {
  const { types, logical, functions } = run.theory;
  const fn = functions?.get(id);
  if (functions === undefined || fn === undefined) return { kind: "unknown", reason: "no meaning", function: id };
  // Clauses inside it that name such functions are left undecided, so that no two call each other for ever.
  const terms = new Map([...logical].filter(([, of]) => of.body !== undefined));
  const fuel = Math.min(run.fuel, statementFuel);
  const outcome = interpret(fn, args, { types, logical: terms, functions }, { fuel });
  run.fuel -= statementFuel;
  if (outcome.kind === "returned") return outcome.value;
  return { kind: "unknown", reason: "no meaning", function: fn.name };
}

/** From the empty range up, so that a long range is no deep recursion: each round is given what the one before gave. */
function unrolled(
  id: string,
  definition: LogicalFunction,
  lifted: Lifted,
  values: ReadonlyMap<string, Value>,
  run: Run,
): Evaluated {
  const [counter, from] = [definition.parameters[lifted.counter], definition.parameters[lifted.from]];
  const end = counter && values.get(counter.name);
  const start = from && values.get(from.name);
  if (counter === undefined) throw new Bug("a fold counts by a parameter");
  // Where all numbers are looked at as doubles, so are these.
  if (end?.kind !== "int" || start?.kind !== "int") return { kind: "unknown", reason: "no meaning", function: id };
  const first = end.value < start.value ? end.value : start.value;
  let previous: Evaluated | undefined;
  for (let at = first; at <= end.value; at++) {
    if (run.fuel-- <= 0) return outOfFuel;
    const now = new Map(values).set(counter.name, { kind: "int", value: at });
    const earlier = previous === undefined ? {} : { earlier: { function: id, value: previous } };
    const scope = { bound: new Map(), pending: new Set<string>(), memo: new Map(), called: true };
    if (definition.body === undefined) throw new Bug("a fold is one term");
    previous = valueIn(definition.body, { ...scope, ...earlier, values: now, entry: now }, run);
    if (previous.kind === "unknown") return previous;
  }
  return previous ?? outOfFuel;
}
