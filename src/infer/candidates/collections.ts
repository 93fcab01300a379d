/**
 * Gives what sets and maps hold of the rounds so far: the key of each round is in them, each key in them is that of a
 * round, and a value stands in the relation to its key in which it was written.
 */
import { instantiate } from "../../calculus/index.js";
import {
  and,
  arrayGet,
  arrayLength,
  atMost,
  exists,
  forall,
  freeVariables,
  implies,
  int,
  lessThan,
  mapGet,
  mapHas,
  type Statement,
  same,
  type Term,
  use,
  type Variable,
} from "../../ir/index.js";
import type { Candidate, Generator, LoopContext } from "../loop-context.js";
import { boundNames, countersOf, isScalarKind, ownStatements } from "../vocabulary.js";

interface Entry {
  readonly map: Term;
  readonly key: Term;
  /** Undefined of a set, and where it is not one term over the loop's variables. */
  readonly value: Term | undefined;
}

/** What the rounds put into sets and maps, or push, with what inner variables stand for worked in. */
function entriesOf({ loop, scope }: LoopContext): {
  readonly maps: readonly Entry[];
  readonly pushed: readonly Entry[];
} {
  const inScope = new Set(scope.map(({ name }) => name));
  const known = (term: Term): boolean => [...freeVariables(term).keys()].every((name) => inScope.has(name));
  const values = new Map<string, Term>();
  const maps: Entry[] = [];
  const pushed: Entry[] = [];
  const read = (statement: Statement): void => {
    if (statement.kind === "let" && statement.value !== undefined)
      values.set(statement.variable.name, instantiate(statement.value, values));
    if (statement.kind !== "assign") return;
    const { root, path } = statement.target;
    const map = use(root);
    const [step, ...more] = path;
    if (root.sort.kind === "map" && step?.kind === "key" && more.length === 0) {
      const key = instantiate(step.key, values);
      const value = instantiate(statement.value, values);
      if (known(key)) maps.push({ map, key, value: known(value) ? value : undefined });
    }
    const { value } = statement;
    if (path.length > 0 || value.kind !== "apply") return;
    const [of, key, given] = value.args;
    if (of?.kind !== "variable" || of.name !== root.name || key === undefined) return;
    const made = instantiate(key, values);
    if (!known(made)) return;
    if (value.operator === "array.push") pushed.push({ map, key: made, value: undefined });
    if (value.operator !== "map.set") return;
    const put = given === undefined || given.sort.kind === "unit" ? undefined : instantiate(given, values);
    maps.push({ map, key: made, value: put !== undefined && known(put) ? put : undefined });
  };
  for (const own of ownStatements(loop.body)) read(own);
  return { maps, pushed };
}

export const collections: Generator = (context) => {
  const { maps } = entriesOf(context);
  const counters = countersOf(context);
  return maps.flatMap((entry) =>
    counters.flatMap((counter): readonly Candidate[] =>
      counter.kind === "variable" && freeVariables(entry.key).has(counter.name) ? ofEntry(entry, counter, context) : [],
    ),
  );
};

function ofEntry(
  { map, key, value }: Entry,
  counter: Extract<Term, { kind: "variable" }>,
  context: LoopContext,
): readonly Candidate[] {
  if (map.sort.kind !== "map") return [];
  const [index] = boundNames(context);
  const k = use(index);
  const name: Variable = { name: "v$1000", sort: map.sort.key };
  const v = use(name);
  const first = context.first.get(counter.name) ?? int(0n);
  const inside = (at: Term): Term => and(atMost(first, at), lessThan(at, counter));
  const at = (term: Term, place: Term): Term => instantiate(term, new Map([[counter.name, place]]));
  const facts: Candidate[] = [
    forall([index], implies(inside(k), mapHas(map, at(key, k)))),
    forall([name], implies(mapHas(map, v), exists([index], and(inside(k), same(at(key, k), v))))),
  ];
  const held = map.sort.value;
  if (held.kind !== "int") return facts;
  const got = mapGet(map, v);
  const ofKeys = (fact: Term): Term => forall([name], implies(mapHas(map, v), fact));
  facts.push(
    ofKeys(atMost(int(1n), got)),
    ofKeys(atMost(int(0n), got)),
    ofKeys(lessThan(got, counter)),
    ofKeys(atMost(got, counter)),
  );
  // A value that is the position tells the key that stands there.
  if (value?.kind === "variable" && value.name === counter.name) {
    facts.push(ofKeys(and(inside(got), same(at(key, got), v))));
    facts.push(forall([index], implies(inside(k), mapHas(map, at(key, k)))));
  }
  return facts;
}

/** Of arrays that are searched before something is pushed: what was met so far is in them. */
export const gathered: Generator = (context) => {
  const { pushed } = entriesOf(context);
  const [index, place] = boundNames(context);
  const [k, j] = [use(index), use(place)];
  return pushed.flatMap(({ map: array, key }) =>
    countersOf(context).flatMap((counter): readonly Candidate[] => {
      if (counter.kind !== "variable" || !freeVariables(key).has(counter.name) || !isScalarKind(key.sort.kind))
        return [];
      const first = context.first.get(counter.name) ?? int(0n);
      const of = instantiate(key, new Map([[counter.name, k]]));
      const found = exists(
        [place],
        and(atMost(int(0n), j), lessThan(j, arrayLength(array)), same(arrayGet(array, j), of)),
      );
      const back = instantiate(key, new Map([[counter.name, j]]));
      const from = exists([place], and(atMost(first, j), lessThan(j, counter), same(back, arrayGet(array, k))));
      return [
        forall([index], implies(and(atMost(first, k), lessThan(k, counter)), found)),
        forall([index], implies(and(atMost(int(0n), k), lessThan(k, arrayLength(array))), from)),
      ];
    }),
  );
};
