/**
 * Takes what may have changed; gives states in which exactly that is arbitrary. What is known of an arbitrary value is
 * what its sort grants.
 */
import {
  type Accessor,
  and,
  arrayLength,
  atMost,
  children,
  type DataTypes,
  int,
  isFalse,
  ite,
  lessThan,
  type Sort,
  same,
  type Term,
  trueTerm,
  typeFacts,
  use,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import type { ChangedRoot } from "./changed.js";
import { placeSort } from "./changed.js";
import { assume, define, fresh, oblige, type Pass } from "./pass.js";
import { partAt, placeInState, replaced } from "./place.js";
import { sameTerm } from "./same-term.js";
import { showName } from "./show-term.js";
import { type State, withValue } from "./state.js";
import { quoted } from "./why.js";

/** Soundness: a sort without values grants nothing, since its facts would be false. */
export function arbitrary(pass: Pass, path: Term, name: string, sort: Sort): Term {
  const value = use(fresh(pass, name, sort));
  const facts = typeFacts(value, sort, pass.program.types);
  if (!isFalse(facts)) assume(pass, path, facts, `type of ${name}`);
  return value;
}

/**
 * A value from a callee whose contract is not believed: it has the shape of its sort, and what the sort's marks say of
 * it is owed, since later stages take marks for granted.
 */
export function unbelieved(pass: Pass, state: State, name: string, sort: Sort, span: Span): Term {
  const { types } = pass.program;
  const value = use(fresh(pass, name, sort));
  const shape = typeFacts(value, unmarked(sort), unmarkedTypes(types));
  // Soundness: of recursive data, shape and marks are one predicate.
  if (!isFalse(shape) && !mentionsRecursion(shape)) assume(pass, state.path, shape, `shape of ${name}`);
  const marks = typeFacts(value, sort, types);
  if (!sameTerm(shape, marks) || mentionsRecursion(marks)) {
    const why = `${quoted(showName(name))} must have the values of its type; the contract it comes from is not known to hold.`;
    oblige(pass, state, { kind: "mark", span, goal: marks, why, text: showName(name) });
  }
  return value;
}

function mentionsRecursion(term: Term): boolean {
  return (term.kind === "apply" && term.operator === "data.typed") || children(term).some(mentionsRecursion);
}

function unmarked(sort: Sort): Sort {
  if (sort.kind === "int" || sort.kind === "string") return { kind: sort.kind };
  if (sort.kind === "map") return { ...sort, key: unmarked(sort.key), value: unmarked(sort.value) };
  return sort.kind === "array" ? { kind: "array", element: unmarked(sort.element) } : sort;
}

function unmarkedTypes(types: DataTypes): DataTypes {
  return new Map(
    [...types].map(([name, type]) => {
      const constructors = type.constructors.map((c) => ({
        ...c,
        fields: c.fields.map((f) => ({ ...f, sort: unmarked(f.sort) })),
      }));
      return [name, { ...type, constructors }];
    }),
  );
}

/** The state after code of which only this is known: what it may have changed. What is not in scope stays out of it. */
export function havoc(pass: Pass, state: State, changed: Iterable<ChangedRoot>): State {
  let result = state;
  for (const { root, parts } of changed) {
    const before = state.values.get(root.name);
    if (before === undefined) continue;
    const isWhole = parts.some(({ path, extent }) => path.length === 0 && extent === "whole");
    const value = isWhole
      ? arbitrary(pass, state.path, root.name, root.sort)
      : changedParts(pass, state, { root, parts }, before);
    result = withValue(result, root.name, value);
  }
  return result;
}

function changedParts(pass: Pass, state: State, { root, parts }: ChangedRoot, before: Term): Term {
  const after = parts.reduce((of, { path, extent }) => {
    const steps = placeInState(path, state.values, pass.entry);
    const sort = placeSort(root.sort, path, pass.program.types);
    const value = arbitrary(pass, state.path, root.name, sort);
    return withPart(pass, of, steps, (was, there) => {
      if (extent !== "whole") assume(pass, and(state.path, there), lengthStays(was, value, extent), "lengths");
      return value;
    });
  }, before);
  return define(pass, root.name, after, root.sort);
}

/** Soundness: where the position is not in the array, code that changes something there was not reached. */
function withPart(
  pass: Pass,
  of: Term,
  path: readonly Accessor[],
  change: (was: Term, there: Term) => Term,
  there: Term = trueTerm,
): Term {
  const [step, ...rest] = path;
  if (step === undefined) return change(of, there);
  const was = partAt(of, step, pass.program.types);
  if (step.kind !== "index") {
    return replaced(of, [step], withPart(pass, was, rest, change, there), pass.program.types);
  }
  const inside = and(atMost(int(0n), step.index), lessThan(step.index, arrayLength(of)));
  const changed = withPart(pass, was, rest, change, and(there, inside));
  return ite(inside, replaced(of, [step], changed, pass.program.types), of);
}

function lengthStays(was: Term, now: Term, extent: "grows" | "inside"): Term {
  if (now.sort.kind !== "array") return trueTerm;
  return extent === "grows" ? atMost(arrayLength(was), arrayLength(now)) : same(arrayLength(was), arrayLength(now));
}
