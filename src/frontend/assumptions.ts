/**
 * Takes a function's parameters; gives what is taken for granted of the arguments at entry (SEMANTICS, sections 1, 2, 4),
 * each with the condition by which a run can tell.
 */
import {
  type Assumption,
  and,
  apply,
  arrayLength,
  atMost,
  type DataTypes,
  dataType,
  everyElement,
  field,
  implies,
  int,
  intSort,
  is,
  isMutable,
  isTrue,
  mapGet,
  mapKeys,
  mapSize,
  type Sort,
  type Term,
  trueTerm,
  typeFacts,
  type Variable,
} from "../ir/index.js";
import type { Span } from "../source/index.js";

export function entryAssumptions(
  parameters: readonly Variable[],
  types: DataTypes,
  span: Span,
  strictNullChecks: boolean,
): readonly Assumption[] {
  const every = (leaf: Leaf): Term => and(...parameters.map((p) => deep(use(p), p.sort, leaf, types, 0)));
  const facts = and(...parameters.map((p) => typeFacts(use(p), p.sort, types)), every(lengthFact));
  const safe = every(safeInteger);
  const found: Assumption[] = [];
  const assume = (kind: Assumption["kind"], text: string, term: Term): void => {
    found.push({ kind, text, predicate: { kind: "runs", term }, span });
  };
  if (parameters.length > 0) assume("input.types", "the arguments have their declared types", facts);
  if (parameters.some((p) => isMutable(p.sort, types))) {
    // A run builds its arguments apart, so that there it holds by construction.
    assume(
      "input.forest",
      "no object is reachable in two ways from the arguments, but that those of like type may be one object",
      trueTerm,
    );
  }
  if (!isTrue(safe)) assume("safe-integers", "numbers in the arguments are integers within ±(2^53 − 1)", safe);
  if (!strictNullChecks) {
    assume(
      "strict-null-off",
      "null and undefined occur only where a type says so, which the project does not check",
      trueTerm,
    );
  }
  return found;
}

function use(variable: Variable): Term {
  return { kind: "variable", ...variable };
}

type Leaf = (term: Term) => Term;

const largest = 2n ** 53n - 1n;

/** |n| <= 2^53 - 1 */
function safeInteger(term: Term): Term {
  return term.sort.kind === "int" ? atMost(apply("int.absolute", [term], intSort), int(largest)) : trueTerm;
}

/** An array has at most 2^32 - 1 elements (ECMA-262, section 10.4.2). */
function lengthFact(term: Term): Term {
  if (term.sort.kind === "map") return atMost(mapSize(term), int(2n ** 32n - 1n));
  return term.sort.kind === "array" ? atMost(arrayLength(term), int(2n ** 32n - 1n)) : trueTerm;
}

/** The property of a value and of everything in it. */
function deep(term: Term, sort: Sort, leaf: Leaf, types: DataTypes, depth: number): Term {
  const own = leaf(term);
  if (sort.kind === "array") {
    return and(
      own,
      everyElement(term, (element) => deep(element, sort.element, leaf, types, depth + 1), depth),
    );
  }
  if (sort.kind === "map") {
    const { key, value } = sort;
    const entry = (k: Term): Term =>
      and(
        deep(k, key, leaf, types, depth + 1),
        value.kind === "unit" ? trueTerm : deep(mapGet(term, k), value, leaf, types, depth + 1),
      );
    return and(own, everyElement(mapKeys(term), entry, depth));
  }
  if (sort.kind !== "data") return own;
  const { constructors } = dataType(types, sort.name);
  const parts = constructors.map((c) => {
    const fields = and(...c.fields.map((f) => deep(field(term, c.name, f.name, f.sort), f.sort, leaf, types, depth)));
    return constructors.length === 1 ? fields : implies(is(term, c.name), fields);
  });
  return and(own, ...parts);
}
