/**
 * Takes a function and hints (its literals, values from models); gives inputs to try: first all small ones in order of
 * size, then seeded random ones. Inputs that a `requires` or an assumption rules out are left out by evaluation, before
 * anything is run. Relies on fast-check for random values with a fixed seed.
 */
import fc from "fast-check";
import {
  behaviourOf,
  type DataTypes,
  dataType,
  type FunctionIR,
  type MapSort,
  type OpaqueSort,
  type Sort,
  typeFacts,
  type Value,
  variable,
} from "../ir/index.js";
import { type MapValue, type Theory, truth, withEntry } from "../semantics/index.js";
import { type Literals, literalsOf } from "./constants.js";

const int = (value: bigint): Value => ({ kind: "int", value });
const safe = 2n ** 53n - 1n;

/** Random inputs that `isInput` accepts, at most `count`; fewer where the contract admits few. */
export function randomInputs(
  fn: FunctionIR,
  theory: Theory,
  hints: readonly (readonly Value[])[],
  seed: number,
  count: number,
): readonly (readonly Value[])[] {
  const literals = literalsOf(fn);
  const arbitraries = fn.contract.parameters.map(({ sort }, i) => {
    const near = hints.flatMap((hint) => hint[i] ?? []);
    const made = arbitraryOf(sort, theory.types, literals);
    return near.length === 0
      ? made
      : fc.oneof({ weight: 4, arbitrary: made }, { weight: 1, arbitrary: fc.constantFrom(...near) });
  });
  const sampled = fc.sample(fc.tuple(...arbitraries), { seed, numRuns: count * 4 });
  const found: (readonly Value[])[] = [];
  for (const args of sampled) {
    if (found.length >= count) break;
    if (isInput(fn, args, theory)) found.push(args);
  }
  return found;
}

/** Small inputs, the smallest first: the n-th values of the parameters by growing sum of n. */
export function smallInputs(fn: FunctionIR, theory: Theory, count: number): readonly (readonly Value[])[] {
  const choices = fn.contract.parameters.map(({ sort }) => smallValues(sort, theory.types));
  const found: (readonly Value[])[] = [];
  const furthest = choices.reduce((sum, list) => sum + list.length - 1, 0);
  for (let total = 0; total <= furthest && found.length < count; total++) {
    let tried = 0;
    for (const args of combinations(choices, total)) {
      if (++tried > count * 8) break;
      if (isInput(fn, args, theory)) found.push(args);
      if (found.length >= count) break;
    }
  }
  return found;
}

function* combinations(choices: readonly (readonly Value[])[], total: number): Iterable<readonly Value[]> {
  const [first, ...rest] = choices;
  if (first === undefined) {
    if (total === 0) yield [];
    return;
  }
  for (let i = 0; i < first.length && i <= total; i++) {
    const head = first[i];
    if (head === undefined) continue;
    for (const tail of combinations(rest, total - i)) yield [head, ...tail];
  }
}

/** The types, `requires` and recorded assumptions are not known to be false. */
export function isInput(fn: FunctionIR, args: readonly Value[], theory: Theory): boolean {
  const values = new Map<string, Value>();
  for (const [i, { name }] of fn.contract.parameters.entries()) {
    const arg = args[i];
    if (arg === undefined) return false;
    values.set(name, arg);
  }
  const environment = { values };
  const facts = fn.contract.parameters.map(({ name, sort }) => typeFacts(variable(name, sort), sort, theory.types));
  const assumptions = fn.entry.flatMap(({ predicate }) => (predicate.kind === "runs" ? [predicate.term] : []));
  const clauses = fn.contract.requires.map((clause) => clause.term);
  return [...facts, ...assumptions, ...clauses].every(
    (term) => truth(term, environment, theory, { fuel: 20_000 }) !== false,
  );
}

/** A type parameter stands for a type of integers; of a type outside the subset it is the value with that number. */
function opaqueValue(sort: OpaqueSort, id: bigint, types: DataTypes): Value {
  const { name, foreign } = sort;
  if (foreign === undefined) return int(id);
  const behaves = behaviourOf(sort, types);
  return { kind: "opaque", type: name, foreign, id, ...(behaves === undefined ? {} : { behaves }) };
}

/** Functions that can be called: first those that are not constant. */
const callable = [2n, 1n, 0n, 3n, 4n, 5n, 7n];

function smallOpaque(sort: OpaqueSort, types: DataTypes): readonly Value[] {
  const ids = sort.signature === undefined ? [0n, 1n, -1n, 2n] : callable;
  return ids.map((id) => opaqueValue(sort, id, types));
}

/** The same inputs with other functions: a model does not say which of those that a run has it means. */
export function withOtherFunctions(inputs: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  return inputs.flatMap((args) => {
    if (!args.some(isCallable)) return [];
    return callable.map((id) => args.map((arg) => (isCallable(arg) ? { ...arg, id } : arg)));
  });
}

function isCallable(value: Value): value is Extract<Value, { kind: "opaque" }> {
  return value.kind === "opaque" && value.behaves !== undefined;
}

const big = (value: bigint): Value => ({ kind: "bigint", value });

const smallIntegers = [0n, 1n, -1n, 2n, 3n, -2n, 5n, 10n, -10n].map(int);

export function smallValues(sort: Sort, types: DataTypes, depth = 0): readonly Value[] {
  switch (sort.kind) {
    case "bool":
      return [false, true].map((value) => ({ kind: "bool", value }));
    case "int":
      if (sort.literals !== undefined) return sort.literals.map(int);
      return depth > 1 ? smallIntegers.slice(0, 3) : smallIntegers;
    case "bigint":
      return [...[0n, 1n, -1n, 2n, 3n, 10n].slice(0, depth > 1 ? 3 : 6), 2n ** 64n].map(big);
    case "opaque":
      return smallOpaque(sort, types);
    case "real":
      return [
        [0n, 1n],
        [1n, 1n],
        [-1n, 1n],
        [1n, 2n],
        [2n, 1n],
      ].map(([numerator = 0n, denominator = 1n]) => ({ kind: "real", numerator, denominator }));
    case "double":
      return [0, 1, -1, 0.5, 2, -0, Number.NaN, Infinity, -Infinity, 0.1, 0.2, 1e16, 5e-324].map((value) => ({
        kind: "double",
        value,
      }));
    case "string":
      return (sort.literals ?? ["", "a", "b", "ab", " a ", "a-b", "1", "-1.5"]).map((value) => ({
        kind: "string",
        value,
      }));
    case "unit":
      return [{ kind: "unit" }];
    case "array": {
      const [a, b, c] = smallValues(sort.element, types, depth + 1);
      const lists = [[], [a], [b], [a, a], [a, b], [b, a], [c], [a, b, c], [c, b, a], [b, b, b]];
      const whole = lists.filter((list): list is Value[] => list.every((item) => item !== undefined));
      return (depth > 1 ? whole.slice(0, 4) : whole).map((items) => ({ kind: "array", items }));
    }
    case "map":
      return smallMaps(sort, types, depth);
    case "data":
      return depth > 4 ? [] : smallData(sort.name, types, depth);
  }
}

function smallMaps(sort: MapSort, types: DataTypes, depth: number): readonly Value[] {
  const [k, l, m] = smallValues(sort.key, types, depth + 1);
  const [v, w] = smallValues(sort.value, types, depth + 1);
  const lists = [[], [[k, v]], [[k, w]], [[l, v]], [[k, v], [l, w]], [[l, v], [k, v]], [[k, v], [l, v], [m, w]]]; // biome-ignore format: a table
  return (depth > 1 ? lists.slice(0, 3) : lists).flatMap((list): readonly Value[] => {
    const entries = list.flatMap(([key, value]) =>
      key === undefined || value === undefined ? [] : [[key, value] as const],
    );
    return entries.length < list.length ? [] : [mapOf(sort, entries)];
  });
}

/** Later entries win, as in JavaScript. */
function mapOf(sort: MapSort, entries: readonly (readonly [Value, Value])[]): Value {
  return entries.reduce<MapValue>((map, [key, value]) => withEntry(map, key, value), {
    kind: "map",
    form: sort.form,
    entries: [],
  });
}

/** Below recursive data there are but two more levels of it, of few values each. */
function smallData(name: string, types: DataTypes, depth: number): readonly Value[] {
  const type = dataType(types, name);
  const inside = depth + (type.recursive === true ? 2 : 1);
  const most = type.recursive === true && depth > 0 ? 2 : 4;
  return type.constructors.flatMap((c) => {
    const choices = c.fields.map((field) => smallValues(field.sort, types, inside).slice(0, most));
    const made: Value[] = [];
    for (let total = 0; total < 4 && made.length < 12; total++) {
      for (const fields of combinations(choices, total)) {
        made.push({ kind: "data", type: name, constructor: c.name, fields });
        if (made.length >= 12) break;
      }
    }
    return made;
  });
}

export function arbitraryOf(sort: Sort, types: DataTypes, literals: Literals, depth = 0): fc.Arbitrary<Value> {
  switch (sort.kind) {
    case "bool":
      return fc.boolean().map((value) => ({ kind: "bool", value }));
    case "int":
      if (sort.literals !== undefined) return fc.constantFrom(...sort.literals).map(int);
      return arbitraryInteger(literals, sort.nat === true).map(int);
    case "bigint":
      return fc
        .oneof(
          { weight: 3, arbitrary: arbitraryInteger(literals, false) },
          { weight: 1, arbitrary: fc.bigInt(-(2n ** 80n), 2n ** 80n) },
        )
        .map(big);
    case "opaque":
      return fc
        .integer({ min: 0, max: sort.signature === undefined ? 5 : 11 })
        .map((value) => opaqueValue(sort, BigInt(value), types));
    case "real":
      return arbitraryFinite(literals).map((value) => ({ kind: "real", ...rationalParts(value) }));
    case "double":
      return fc
        .oneof(fc.double(), arbitraryFinite(literals), fc.constantFrom(Number.NaN, -0, 0, Infinity, -Infinity))
        .map((value) => ({ kind: "double", value }));
    case "string":
      return (sort.literals === undefined ? arbitraryText(literals) : fc.constantFrom(...sort.literals)).map(
        (value) => ({
          kind: "string",
          value,
        }),
      );
    case "unit":
      return fc.constant<Value>({ kind: "unit" });
    case "array": {
      const element = arbitraryOf(sort.element, types, literals, depth + 1);
      const list = fc.array(element, { maxLength: depth === 0 ? 6 : 3 });
      return fc.oneof(list, list.map(inOrder), list.map(repeating)).map((items) => ({ kind: "array", items }));
    }
    case "map": {
      const key = arbitraryOf(sort.key, types, literals, depth + 1);
      const value = arbitraryOf(sort.value, types, literals, depth + 1);
      return fc.array(fc.tuple(key, value), { maxLength: depth === 0 ? 5 : 3 }).map((entries) => mapOf(sort, entries));
    }
    case "data":
      return arbitraryData(sort.name, types, literals, depth) ?? fc.constantFrom(...smallValues(sort, types, 0));
  }
}

/** Recursive data end after a few levels; undefined where the type has no value that shallow. */
function arbitraryData(
  name: string,
  types: DataTypes,
  literals: Literals,
  depth: number,
): fc.Arbitrary<Value> | undefined {
  const type = dataType(types, name);
  if (type.recursive === true && depth > 6) return undefined;
  const inside = depth + (type.recursive === true ? 2 : 1);
  const members = type.constructors.flatMap((c): readonly fc.Arbitrary<Value>[] => {
    const parts = c.fields.map(({ sort }) =>
      sort.kind === "data"
        ? arbitraryData(sort.name, types, literals, inside)
        : arbitraryPart(sort, types, literals, inside),
    );
    const known = parts.filter((part) => part !== undefined);
    if (known.length < parts.length) return [];
    return [fc.tuple(...known).map((fields) => ({ kind: "data", type: name, constructor: c.name, fields }))];
  });
  return members.length === 0 ? undefined : fc.oneof(...members);
}

/** Arrays of what has no shallow value are empty. */
function arbitraryPart(sort: Sort, types: DataTypes, literals: Literals, depth: number): fc.Arbitrary<Value> {
  const tooDeep =
    sort.kind === "array" &&
    sort.element.kind === "data" &&
    arbitraryData(sort.element.name, types, literals, depth + 1) === undefined;
  return tooDeep ? fc.constant<Value>({ kind: "array", items: [] }) : arbitraryOf(sort, types, literals, depth);
}

/** Many contracts ask for sorted arrays, which chance seldom gives. */
function inOrder(items: readonly Value[]): Value[] {
  return [...items].sort((a, b) => {
    if (a.kind === "int" && b.kind === "int") return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
    return a.kind === "double" && b.kind === "double" ? a.value - b.value : 0;
  });
}

/** Elements that are equal though not beside each other, which chance seldom gives either. */
function repeating(items: readonly Value[]): Value[] {
  return items.map((item, i) => items[i % 2] ?? item);
}

function arbitraryInteger(literals: Literals, natural: boolean): fc.Arbitrary<bigint> {
  const near = literals.integers.flatMap((n) => [n - 1n, n, n + 1n, -n]);
  const edges = [safe, -safe, safe - 1n, 2n ** 31n, -(2n ** 31n), 2n ** 32n].filter((n) => !natural || n >= 0n);
  const special = [...near, ...edges].filter((n) => n >= -safe && n <= safe && (!natural || n >= 0n));
  return fc.oneof(
    { weight: 6, arbitrary: fc.bigInt(natural ? 0n : -20n, 20n) },
    { weight: 2, arbitrary: fc.bigInt(natural ? 0n : -1000n, 1000n) },
    { weight: 2, arbitrary: fc.constantFrom(...special) },
    { weight: 1, arbitrary: fc.bigInt(natural ? 0n : -safe, safe) },
  );
}

function arbitraryFinite(literals: Literals): fc.Arbitrary<number> {
  const near = [...literals.doubles, ...literals.integers.map(Number)].filter(Number.isFinite);
  return fc.oneof(
    fc.constantFrom(0, ...near),
    fc.integer({ min: -100, max: 100 }),
    fc.integer({ min: -1000, max: 1000 }).map((n) => n / 10),
    fc.integer({ min: -10000, max: 10000 }).map((n) => n / 100),
    fc.constantFrom(0.1, 0.2, 0.29, 0.5, 1e16, 5e-324),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  );
}

function rationalParts(value: number): { readonly numerator: bigint; readonly denominator: bigint } {
  let [scaled, denominator] = [value, 1n];
  while (!Number.isInteger(scaled)) [scaled, denominator] = [scaled * 2, denominator * 2n];
  return { numerator: BigInt(scaled), denominator };
}

function arbitraryText(literals: Literals): fc.Arbitrary<string> {
  const plain = fc.string({ unit: fc.constantFrom("a", "b", "z", "A", "0", " "), maxLength: 4 });
  const known = [
    "",
    "constructor",
    "__proto__",
    "\u{1f600}",
    "\ud800",
    "\u00df",
    "\u0130",
    " a ",
    "a-b",
    "a,b",
    "12",
    "-1.5",
    "0x1f",
    ...literals.strings,
  ];
  // What a text is searched for stands in it more than once, and beside other things.
  const pieces = ["a", "B", "0", " ", ...literals.strings.filter(({ length }) => length > 0 && length <= 8)];
  const glued = fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((list) => list.join(""));
  return fc.oneof({ weight: 3, arbitrary: plain }, { weight: 2, arbitrary: glued }, fc.constantFrom(...known));
}
