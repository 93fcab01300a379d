/**
 * Operators on maps, sets and dictionaries against JavaScript itself: the reference meaning and the encoded operator give
 * what Map, Set and objects compute, their order included; keys are strings, doubles (NaN and both zeros) and array indices.
 */
import { afterAll, expect, test } from "vitest";
import { tagged } from "../../fuzz/observe.js";
import { pinned } from "../../fuzz/pins.js";
import type { Given } from "../../fuzz/shapes.js";
import {
  and,
  apply,
  double,
  doubleSort,
  int,
  intSort,
  type MapSort,
  mapDelete,
  mapEmpty,
  mapFound,
  mapGet,
  mapHas,
  mapKeys,
  mapPosition,
  mapSet,
  mapSize,
  not,
  type Operator,
  type Sort,
  string,
  stringSort,
  type Term,
  type Value,
  variable,
} from "../../src/ir/index.js";
import { evaluate, fromObserved, sameValue } from "../../src/semantics/index.js";
import { encodeObligation, openSolver } from "../../src/smt/index.js";
import { operators } from "../../src/smt/operators.js";
import { z3WorkerFile } from "../support/parts.js";
import { define, noTheory, obligation } from "../unit/smt/obligations.js";

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
afterAll(() => solver.close());

type Key = string | number;
type Entries = readonly (readonly [Key, number])[];
/** What entries are put in: a kind of map with one kind of key, and how JavaScript makes it. */
interface Kind {
  readonly sort: MapSort;
  readonly key: (key: Key) => Term;
  readonly made: (entries: Entries) => Given;
  readonly samples: readonly Entries[];
}

const words: readonly Entries[] = [
  [],
  [["b", 1]],
  [
    ["b", 1],
    ["a", 2],
    ["10", 3],
    ["9", 4],
  ],
  [
    ["a", 5],
    ["", 6],
    ["b", 7],
  ],
];
const numbers: readonly Entries[] = [
  [],
  [
    [0, 1],
    [Number.NaN, 2],
    [1.5, 3],
  ],
  [
    [-0, 4],
    [2, 5],
    [Number.NaN, 6],
  ],
];
const map = (key: Sort): MapSort => ({ kind: "map", form: "map", key, value: intSort });
const textual = (key: Key): Term => string(String(key));
const kinds: Readonly<Record<string, Kind>> = {
  "a Map of strings": { sort: map(stringSort), key: textual, made: (of) => new Map(of), samples: words },
  "a Map of doubles": {
    sort: map(doubleSort),
    key: (key) => double(Number(key)),
    made: (of) => new Map(of),
    samples: numbers,
  },
  "a Set of strings": {
    sort: { kind: "map", form: "set", key: stringSort, value: { kind: "unit" } },
    key: textual,
    made: (of) => new Set(of.map(([key]) => key)),
    samples: words,
  },
};
const dictionary: Kind = {
  sort: { kind: "map", form: "record", key: stringSort, value: intSort },
  key: textual,
  made: (of) => Object.fromEntries(of),
  samples: words,
};

const whole = (value: number): Term => int(BigInt(value));
const unit: Term = { kind: "literal", value: { kind: "unit" }, sort: { kind: "unit" } };
const put = (of: Kind, into: Term, [key, value]: Entries[number]): Term =>
  mapSet(into, of.key(key), of.sort.form === "set" ? unit : whole(value));
const built = (of: Kind, entries: Entries): Term =>
  entries.reduce((made, entry) => put(of, made, entry), mapEmpty(of.sort));
const apart = (a: Entries): Map<Key, number> => new Map(a);
const both = <A, B>(as: readonly A[], bs: readonly B[]): readonly (readonly [A, B])[] =>
  as.flatMap((a) => bs.map((b) => [a, b] as const));

interface Case {
  /** Each becomes a variable, so that nothing is folded. */
  readonly args: readonly Term[];
  readonly of: (args: readonly Term[]) => Term;
  readonly came: Given;
}

/** The whole content of a map, in order, is in what it is pinned to. */
function casesOf(of: Kind): Readonly<Record<string, readonly Case[]>> {
  const { samples, key, made, sort } = of;
  const keys = [
    ...new Set(samples.flatMap((entries) => entries.map(([k]) => k))),
    of.sort.key.kind === "double" ? 7 : "z",
  ];
  const one = (f: (m: Term) => Term, came: (entries: Entries) => Given): readonly Case[] =>
    samples.map((entries) => ({ args: [built(of, entries)], of: ([m]) => f(known(m)), came: came(entries) }));
  const atKey = (
    f: (m: Term, k: Term) => Term,
    came: (entries: Entries, k: Key) => Given,
    admits: (entries: Entries, k: Key) => boolean = () => true,
  ): readonly Case[] =>
    both(samples, keys)
      .filter(([entries, k]) => admits(entries, k))
      .map(([entries, k]) => ({
        args: [built(of, entries), key(k)],
        of: ([m, x]) => f(known(m), known(x)),
        came: came(entries, k),
      }));
  const two = (operator: Operator, came: (a: Entries, b: Entries) => Given): readonly Case[] =>
    both(samples, samples).map(([a, b]) => ({
      args: [built(of, a), built(of, b)],
      of: ([m, n]) => apply(operator, [known(m), known(n)], sort),
      came: came(a, b),
    }));
  const there = (entries: Entries, k: Key): boolean => apart(entries).has(k);
  const placed = both(samples, keys).map(([entries, k]) => {
    const next: Entries = [...apart(entries).set(k, 99)];
    return {
      args: [built(of, entries), key(k)],
      of: ([m, x]: readonly Term[]) => mapSet(known(m), known(x), of.sort.form === "set" ? unit : whole(99)),
      came: made(next),
    };
  });
  return {
    "map.empty": [{ args: [], of: () => mapEmpty(sort), came: made([]) }],
    "map.size": one(mapSize, (entries) => apart(entries).size),
    "map.copy": one((m) => apply("map.copy", [m], sort), made),
    "map.keys": one(mapKeys, (entries) => [...apart(entries).keys()]),
    "map.has": atKey(mapHas, there),
    ...(sort.form === "set" ? {} : { "map.get": atKey(mapGet, (entries, k) => apart(entries).get(k), there) }),
    "map.position": atKey(
      mapPosition,
      (entries, k) => [...apart(entries).keys()].indexOf(k),
      (e, k) => there(e, k) && !Number.isNaN(k),
    ),
    "map.set": placed,
    "map.delete": atKey(mapDelete, (entries, k) => made(entries.filter(([other]) => !new Set([other]).has(k)))),
    "map.merge": two("map.merge", (a, b) => made([...new Map([...a, ...b])])),
    "map.restrict": two("map.restrict", (a, b) => made([...apart(a)].filter(([k]) => apart(b).has(k)))),
    "map.without": two("map.without", (a, b) => made([...apart(a)].filter(([k]) => !apart(b).has(k)))),
  };
}

const known = (term: Term | undefined): Term => {
  if (term === undefined) throw new Error("an argument is missing");
  return term;
};
const list = (of: Kind, entries: Entries): Term =>
  apply(
    "array.literal",
    entries.map(([k]) => of.key(k)),
    { kind: "array", element: of.sort.key },
  );
const counts = (entries: Entries): Term =>
  apply(
    "array.literal",
    entries.map(([, v]) => whole(v)),
    { kind: "array", element: intSort },
  );
const twice = (entries: Entries): Entries => [...entries, ...entries.slice(0, 2).map(([k, v]) => [k, v + 10] as const)];

function arraysInto(operator: "map.ofKeys" | "map.ofPairs", of: Kind): readonly Case[] {
  return of.samples.map(twice).map((entries) => ({
    args: operator === "map.ofKeys" ? [list(of, entries)] : [list(of, entries), counts(entries)],
    of: (args) => apply(operator, args, of.sort),
    came: of.made(entries),
  }));
}

const found = both(words, ["a", "", "nothing"]).map(
  ([entries, k]): Case => ({
    args: [built(dictionary, entries), string(k)],
    of: ([m, x]) => mapFound(known(m), known(x)),
    came: k in Object.fromEntries(entries),
  }),
);
const enumerated = words.map(
  (entries): Case => ({
    args: [built(dictionary, entries)],
    // As a Map, which keeps the order in which it is filled.
    of: ([m]) => mapKeys(apply("map.enumerated", [known(m)], dictionary.sort)),
    came: Object.keys(Object.fromEntries(entries)),
  }),
);

const all: readonly (readonly [name: string, operator: string, cases: readonly Case[]])[] = [
  ...Object.entries(kinds).flatMap(([name, kind]) =>
    Object.entries(casesOf(kind)).map(([operator, cases]) => [name, operator, cases] as const),
  ),
  ...Object.entries(kinds)
    .filter(([, { sort }]) => sort.form === "set")
    .map(([name, kind]) => [name, "map.ofKeys", arraysInto("map.ofKeys", kind)] as const),
  ...Object.entries(kinds)
    .filter(([, { sort }]) => sort.form === "map")
    .map(([name, kind]) => [name, "map.ofPairs", arraysInto("map.ofPairs", kind)] as const),
  ["a dictionary", "map.found", found],
  ["a dictionary", "map.enumerated", enumerated],
];

function asValue(came: Given, sort: Sort): Value {
  const read = fromObserved(tagged(came), sort, new Map());
  if (read.kind === "mismatch") throw new Error(read.problem);
  return read.value;
}

test.each(all)("of %s, %s is JavaScript's, evaluated", (_, operator, cases) => {
  for (const { args, of, came } of cases) {
    const term = of(args);
    const got = evaluate(term, { values: new Map() }, { types: new Map(), logical: new Map() });
    if (got.kind === "unknown") throw new Error(`${operator} has no value: ${got.reason}`);
    const wanted = asValue(came, term.sort);
    expect(sameValue(got, wanted), `${operator}: ${JSON.stringify([got, wanted], showBigInt)}`).toBe(true);
  }
});

/** Of these the encoding knows the keys and what they lead to, but no order of them all: asked key by key, of few. */
const unordered: ReadonlySet<string> = new Set([
  "map.merge",
  "map.restrict",
  "map.without",
  "map.ofKeys",
  "map.ofPairs",
]);
/** The keys that are array indices come first: of that nothing is defined. */
const open: ReadonlySet<string> = new Set(["map.enumerated"]);

/** What is asked of a map, each alone: of every key whether it is there, and where it leads. */
function content(term: Term, value: Value, keys: readonly Value[]): readonly Term[] {
  if (value.kind !== "map") return [pinned(term, value, new Map())];
  return keys.map((key) => {
    const at: Term = { kind: "literal", value: key, sort: { kind: key.kind === "string" ? "string" : "double" } };
    const entry = value.entries.find(([k]) => sameValue(k, key));
    if (entry === undefined) return not(mapHas(term, at));
    return value.form === "set"
      ? mapHas(term, at)
      : and(mapHas(term, at), pinned(mapGet(term, at), entry[1], new Map()));
  });
}

const kindOf = async (goal: Term, facts: Parameters<typeof obligation>[1], rlimit: number): Promise<string> => {
  const query = encodeObligation(obligation(goal, facts), noTheory, { slice: false });
  return (await solver.ask(query, { rlimit, model: false })).kind;
};

test.each(all)("of %s, %s is JavaScript's, encoded", { timeout: 120_000 }, async (_, operator, cases) => {
  const keys = cases.flatMap(({ came, of, args }) => {
    const value = asValue(came, of(args).sort);
    return value.kind === "map" ? value.entries.map(([key]) => key) : [];
  });
  const asked = cases.filter((_case, i) => i % Math.ceil(cases.length / 5) === 0);
  for (const { args, of, came } of asked) {
    const names = args.map((arg, i) => variable(`a${i}`, arg.sort));
    const term = of(names);
    const value = asValue(came, term.sort);
    const facts = args.map((arg, i) => define(`a${i}`, arg.sort, arg));
    const text = JSON.stringify(facts, showBigInt);
    const goal = pinned(term, value, new Map());
    expect(await kindOf(not(goal), facts, 30_000), `not: ${text}`).not.toBe("proved");
    if (open.has(operator)) continue;
    for (const known of unordered.has(operator) ? content(term, value, keys) : [goal])
      if (!unordered.has(operator) || isShort(value))
        expect(await kindOf(known, facts, 3_000_000), text).toBe("proved");
  }
});

function isShort(value: Value): boolean {
  return value.kind === "map" && value.entries.length < 3;
}

test("every operator on maps has its rows here", () => {
  const rows = new Set(all.map(([, operator]) => operator));
  expect([...rows].sort()).toEqual(
    Object.keys(operators)
      .filter((name) => name.startsWith("map."))
      .sort(),
  );
});

function showBigInt(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
