/**
 * Takes a loop in its context; gives what candidates are made of: integer terms, arrays, literals, names for bound
 * variables, and what terms come to in the states of runs.
 */
import { statementsOf } from "../calculus/index.js";
import {
  apply,
  arrayLength,
  children,
  dataType,
  type FunctionIR,
  field,
  intSort,
  mapSize,
  natSort,
  type Statement,
  type Term,
  use,
  type Value,
  type Variable,
} from "../ir/index.js";
import { evaluate, truth } from "../semantics/index.js";
import { type LoopContext, mentions } from "./loop-context.js";
import type { LoopState } from "./traces.js";

/** Variables, and fields of records in variables: what has a name in clauses. */
export function placesOf({ scope, program }: LoopContext): readonly Term[] {
  return scope.flatMap((variable): readonly Term[] => {
    const whole = use(variable);
    if (variable.sort.kind !== "data") return [whole];
    const [only, ...others] = dataType(program.types, variable.sort.name).constructors;
    if (only === undefined || others.length > 0) return [whole];
    return [whole, ...only.fields.flatMap((f) => (f.optional ? [] : [field(whole, only.name, f.name, f.sort)]))];
  });
}

export function lengthOf(term: Term): Term | undefined {
  if (term.sort.kind === "array") return arrayLength(term);
  if (term.sort.kind === "string") return apply("string.length", [term], natSort);
  return term.sort.kind === "map" ? mapSize(term) : undefined;
}

/** Integer variables, fields and lengths. */
export function integersOf(context: LoopContext): readonly Term[] {
  return placesOf(context).flatMap((place): readonly Term[] => {
    if (place.sort.kind === "int") return [place];
    const length = lengthOf(place);
    return length === undefined ? [] : [length];
  });
}

export function isMoving(term: Term, { changed }: LoopContext): boolean {
  return mentions(term, changed);
}

/** Integer variables that rounds change. */
export function countersOf(context: LoopContext): readonly Term[] {
  return context.scope.filter(({ name, sort }) => sort.kind === "int" && context.changed.has(name)).map(use);
}

/** A parameter's value on entry; variables that are no parameters have none. */
export function onEntry(term: Term, fn: FunctionIR): Term | undefined {
  const names = new Set(fn.contract.parameters.map(({ name }) => name));
  const isOfParameters = (node: Term): boolean =>
    node.kind === "variable" ? names.has(node.name) : children(node).every(isOfParameters);
  return isOfParameters(term) ? { kind: "old", of: term, sort: term.sort } : undefined;
}

/** Names for bound variables: none that the function has. */
export function boundNames({ fn }: LoopContext): readonly [Variable, Variable] {
  const taken = new Set(fn.contract.parameters.map(({ name }) => name));
  for (const part of fn.body === undefined ? [] : statementsOf(fn.body))
    if (part.kind === "let") taken.add(part.variable.name.replace(/\$.*$/u, ""));
  const free = ["k", "j", "p", "q", "m", "at", "k1", "k2"].filter((name) => !taken.has(name));
  const [first = "k#", second = "j#"] = free;
  return [
    { name: `${first}$1000`, sort: intSort },
    { name: `${second}$1000`, sort: intSort },
  ];
}

export function valuesOf(
  term: Term,
  states: readonly LoopState[],
  { program }: LoopContext,
): readonly (Value | undefined)[] {
  return states.map(({ values, entry }) => {
    const value = evaluate(term, { values, entry }, program, { fuel: 2_000 });
    return value.kind === "unknown" ? undefined : value;
  });
}

export function integerValues(
  term: Term,
  states: readonly LoopState[],
  context: LoopContext,
): readonly (bigint | undefined)[] {
  return valuesOf(term, states, context).map((value) => (value?.kind === "int" ? value.value : undefined));
}

/** False in no state and true in some; undefined nowhere. */
export function isTrueOfRuns(term: Term, { states, program }: LoopContext): boolean {
  let seen = false;
  for (const { values, entry } of states) {
    const value = truth(term, { values, entry }, program, { fuel: 4_000 });
    if (value === false) return false;
    if (value === true) seen = true;
    else if (value.reason === "outside the domain" || value.reason === "no value") return false;
  }
  return seen;
}

/** Of a `forall` under a guard, also as a conclusion: nothing is in its range in any state of runs. */
export function isVacuous(term: Term, context: LoopContext): boolean {
  const range = rangeOf(term);
  if (range === undefined) return false;
  const { states, program } = context;
  return states.every(({ values, entry }) => truth(range, { values, entry }, program, { fuel: 4_000 }) === false);
}

function rangeOf(term: Term): Term | undefined {
  if (term.kind === "apply" && term.operator === "implies") return term.args[1] && rangeOf(term.args[1]);
  if (term.kind !== "quantifier" || term.quantifier !== "forall") return undefined;
  const { body } = term;
  if (body.kind === "quantifier" && body.quantifier === "forall") {
    const inner = rangeOf(body);
    return inner && { ...term, quantifier: "exists", body: inner };
  }
  const [guard] = body.kind === "apply" && body.operator === "implies" ? body.args : [];
  return guard && { ...term, quantifier: "exists", body: guard };
}

/**
 * True also in states that no run comes to, with other numbers in what the loop changes: it says nothing of the loop.
 * Only of a candidate that is true of runs.
 */
export function saysNothing(term: Term, { states, program, changed }: LoopContext): boolean {
  const wrong = states.slice(0, perturbed).map((state, i) => {
    const other = states[(i * 7 + 3) % states.length] ?? state;
    return { ...state, values: elsewhere(state.values, other.values, changed, i) };
  });
  return wrong.every(({ values, entry }) => truth(term, { values, entry }, program, { fuel: 4_000 }) === true);
}

const perturbed = 24;
const offsets = [-3n, 2n, -1n, 4n, -2n, 1n, -5n, 3n, 7n];

/** Numbers moved; in every other state what is no number is that of another state. */
function elsewhere(
  values: ReadonlyMap<string, Value>,
  other: ReadonlyMap<string, Value>,
  changed: ReadonlySet<string>,
  seed: number,
): ReadonlyMap<string, Value> {
  let turn = seed;
  const moved = (value: Value): Value => {
    turn += 1;
    const by = offsets[turn % offsets.length] ?? 1n;
    switch (value.kind) {
      case "int":
        return { ...value, value: value.value + by };
      case "real":
        return { ...value, numerator: value.numerator + by * value.denominator };
      case "bool":
        return { ...value, value: turn % 2 === 0 };
      case "string":
        return { ...value, value: turn % 2 === 0 ? `${value.value}b` : value.value.slice(1) };
      case "array": {
        const items = value.items.map(moved);
        return { ...value, items: turn % 3 === 0 ? items.slice(1) : items };
      }
      case "data":
        return { ...value, fields: value.fields.map(moved) };
      case "map":
        return { ...value, entries: value.entries.slice(turn % 2).map(([key, held]) => [key, moved(held)] as const) };
      default:
        return value;
    }
  };
  const from = (name: string, value: Value): Value => (seed % 2 === 0 ? (other.get(name) ?? value) : value);
  return new Map([...values].map(([name, value]) => [name, changed.has(name) ? moved(from(name, value)) : value]));
}

/** Statements of a loop's rounds, those of loops inside left out. */
export function ownStatements(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case "block":
      return statement.body.flatMap(ownStatements);
    case "if":
      return [statement, ...ownStatements(statement.then), ...ownStatements(statement.else)];
    case "labelled":
      return ownStatements(statement.body);
    default:
      return [statement];
  }
}

/** Tells terms apart by their form, wherever they stand. */
export function termKey(term: Term): string {
  return JSON.stringify(term, (name, value) => {
    if (name === "span") return undefined;
    return typeof value === "bigint" ? `${value}n` : value;
  });
}

export function isScalarKind(kind: string): boolean {
  return kind === "int" || kind === "real" || kind === "bool";
}
