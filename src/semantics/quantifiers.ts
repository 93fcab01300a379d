/**
 * Takes a quantifier and a way to evaluate its body; gives its truth. One variable at a time runs through the range that
 * the guard leaves it (`bounds.ts`); where nothing bounds one, a few instances are tried, which can decide but never
 * confirm.
 */
import { Bug } from "../base/index.js";
import type { Term, Value, Variable } from "../ir/index.js";
import { guards, type Interval, propagate } from "./bounds.js";
import { type Evaluated, outOfFuel, type Unknown } from "./evaluation.js";
import { keyValues } from "./key-values.js";
import { boolValue, doubleValue, intValue, stringValue } from "./operators.js";
import { type Node, type Run, type Scope, unlessUnknown } from "./scope.js";

type ValueIn = (term: Term, scope: Scope, run: Run) => Evaluated;

/** The instances that are tried where nothing bounds a variable. */
const samples: readonly bigint[] = [0n, 1n, -1n, 2n, -2n, 3n, 4n, 5n, -5n, 10n, -10n, 100n, -100n];
const doubleSamples = [0, -0, 1, -1, 0.5, -0.5, 2, 1e16, Number.NaN, Infinity, -Infinity].map(doubleValue);

export function quantified(term: Node<"quantifier">, scope: Scope, run: Run, valueIn: ValueIn): Evaluated {
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
  return instances({ binders, body, quantifier, conditions: guards(body, quantifier) }, inner, run, valueIn);
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
function instances(q: Quantified, scope: Scope, run: Run, valueIn: ValueIn): Evaluated {
  const sought = q.quantifier === "exists";
  if (q.binders.length === 0) {
    const value = valueIn(q.body, scope, run);
    if (value.kind === "bool" && value.value === sought) run.onInstance?.(scope.bound);
    return value;
  }
  const { choice, empty } = choose(q, scope, run, valueIn);
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
    const result = instances(rest, inner, run, valueIn);
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

function choose(
  q: Quantified,
  scope: Scope,
  run: Run,
  valueIn: ValueIn,
): { readonly choice: Choice; readonly empty: boolean } {
  const integers = new Map<string, Interval>();
  for (const { name, sort } of q.binders) {
    if (sort.kind === "int") integers.set(name, { low: sort.nat === true ? 0n : undefined, high: undefined });
  }
  const ranges = propagate(q.conditions, integers, (part) => valueIn(part, scope, run));
  const choices = q.binders.map((binder): Choice => {
    const plain = valuesOf(binder, ranges.of.get(binder.name), run);
    if (plain.complete) return plain;
    const keys = keyValues(binder, q.body, q.conditions, (part) => valueIn(part, scope, run));
    return keys.complete ? { binder, ...keys } : { ...plain, values: [...keys.values, ...plain.values] };
  });
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
