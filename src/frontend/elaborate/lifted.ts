/**
 * Takes a fold over a range of integers, with whatever variables it uses; gives the call of a logical function that is
 * made of it, with what it uses as parameters. The function's identity is its structure, so that one expression is one
 * symbol wherever it is written. It recurses from the end of the range, so that a loop's step is one unfolding.
 * Soundness: such a function is total by construction, a finite recursion on the length of the range, so that it needs no
 * verdict. What its body owes is not owed by its call: `folded` states it beside.
 */
import { stableHash } from "../../base/index.js";
import {
  atMost,
  binders,
  children,
  type DataTypes,
  dataType,
  type Elementwise,
  freeVariables,
  int,
  intSort,
  ite,
  type LiftedFact,
  type LogicalFunction,
  substitute,
  subtract,
  type Term,
  trueTerm,
  type Variable,
  variable,
  withChildren,
} from "../../ir/index.js";
import { isPartial } from "../types/evaluated.js";
import { refinedText, unrefined } from "../types/refinements.js";
import { plainTerm } from "../world/effective-contract.js";

/** `start` for an empty range; then `step` for each index from `low` to below `high`, given what came before. */
export interface Fold {
  readonly name: string;
  readonly low: Term;
  readonly high: Term;
  readonly index: Variable;
  readonly accumulator: Variable;
  readonly start: Term;
  readonly step: Term;
  /** A part of the step that is no parameter even if it does not depend on the index: its form says something. */
  readonly keep?: Term;
}

/** The function's own view of itself, for what is known of it by construction. */
export interface LiftedParts {
  readonly types: DataTypes;
  readonly low: Term;
  readonly high: Term;
  readonly captured: readonly Variable[];
  readonly index: Variable;
  readonly accumulator: Variable;
  readonly start: Term;
  readonly step: Term;
  /** A call of the function itself. */
  readonly call: (low: Term, high: Term, captured: readonly Term[]) => Term;
}

/** What is known of it by construction. */
export interface LiftedKnowledge {
  readonly facts: readonly LiftedFact[];
  readonly elementwise: Elementwise | undefined;
}

export type FactsOf = (parts: LiftedParts) => LiftedKnowledge;

export interface Lifting {
  readonly types: DataTypes;
  readonly lift: (made: LogicalFunction) => void;
}

const mark = "lifted ";

/** The function of the indices that a `filter` keeps, which rise. */
export function isLiftedFilter(id: string): boolean {
  return id.startsWith(mark) && id.endsWith("#filter");
}

/** The call over the given range and others like it, over the fold's own captured values. */
export type FoldCall = (low: Term, high: Term) => Term;

export function lifted(fold: Fold, table: Lifting, facts: FactsOf): FoldCall {
  const { captured, arguments: given, start, step, index, accumulator } = abstracted(fold, table.types);
  const result = unrefined(fold.start.sort);
  const [low, high] = [variable("low", intSort), variable("high", intSort)];
  const text = stableHash({
    name: fold.name,
    captured: captured.map((v) => refinedText(v.sort)),
    start: plainTerm(start),
    step: plainTerm(step),
  });
  const id = `${mark}${text.slice(0, 24)}#${fold.name}`;
  const call = (from: Term, to: Term, values: readonly Term[]): Term => ({
    kind: "call",
    function: id,
    args: [from, to, ...values],
    sort: result,
  });
  const own = captured.map((v) => variable(v.name, v.sort));
  const last = subtract(high, int(1n));
  const previous = call(low, last, own);
  const body = ite(
    atMost(high, low),
    start,
    substitute(
      step,
      new Map([
        [index.name, last],
        [accumulator.name, previous],
      ]),
    ),
  );
  const parts: LiftedParts = { types: table.types, low, high, captured, index, accumulator, start, step, call };
  const { facts: known, elementwise } = facts(parts);
  table.lift({
    id,
    name: fold.name,
    parameters: [{ name: "low", sort: intSort }, { name: "high", sort: intSort }, ...captured],
    result,
    requires: trueTerm,
    body,
    recursive: true,
    lifted: {
      counter: 1,
      from: 0,
      elementsOnly: captured.flatMap((v, i) => (readsElementsOnly(v, [start, step]) ? [i + 2] : [])),
      ...(elementwise === undefined ? {} : { elementwise }),
      facts: known,
    },
  });
  return (from, to) => call(from, to, given);
}

interface Abstracted {
  readonly captured: readonly Variable[];
  readonly arguments: readonly Term[];
  readonly start: Term;
  readonly step: Term;
  readonly index: Variable;
  readonly accumulator: Variable;
}

/** The fold over parameters alone: each largest part that is fixed over the range, and owes nothing, becomes one. */
function abstracted(fold: Fold, types: DataTypes): Abstracted {
  const captured: Variable[] = [];
  const given: Term[] = [];
  const known = new Map<string, Term>();
  let bound = 0;
  const index: Variable = { name: "index", sort: intSort };
  const accumulator: Variable = { name: "accumulated", sort: unrefined(fold.start.sort) };
  const own = new Map([
    [fold.index.name, variable(index.name, index.sort)],
    [fold.accumulator.name, variable(accumulator.name, accumulator.sort)],
  ]);
  const parameter = (term: Term): Term => {
    const key = stableHash(plainTerm(term));
    const found = known.get(key);
    if (found !== undefined) return found;
    const made: Variable = { name: `p${captured.length}`, sort: unrefined(term.sort) };
    captured.push(made);
    given.push(term);
    const use = variable(made.name, made.sort);
    known.set(key, use);
    return use;
  };
  const walk = (node: Term, names: ReadonlyMap<string, Term>): Term => {
    if (node.kind === "literal") return { kind: "literal", value: node.value, sort: unrefined(node.sort) };
    const free = [...freeVariables(node).keys()];
    // Soundness: what the shape rests on, and what is closed, stays as it is: a parameter could be anything.
    const isFixed = free.length > 0 && !free.some((name) => names.has(name)) && node !== fold.keep;
    if (isFixed && owesNothing(node, types)) return parameter(node);
    if (node.kind === "variable") return names.get(node.name) ?? parameter(node);
    if (node.kind === "old") return walk(inward(node.of, new Set(names.keys())), names);
    if (node.kind === "quantifier") {
      const inner = new Map(names);
      const renamed = node.binders.map((b) => {
        const made: Variable = { name: `b${bound++}`, sort: b.sort };
        inner.set(b.name, variable(made.name, made.sort));
        return made;
      });
      return plain({ ...node, binders: renamed, body: walk(node.body, inner) });
    }
    if (node.kind === "tabulate") {
      const made: Variable = { name: `b${bound++}`, sort: intSort };
      const inner = new Map(names).set(node.binder.name, variable(made.name, made.sort));
      return plain({ ...node, binder: made, length: walk(node.length, names), body: walk(node.body, inner) });
    }
    return plain(
      withChildren(
        node,
        children(node).map((child) => walk(child, names)),
      ),
    );
  };
  const start = walk(fold.start, new Map());
  const step = walk(fold.step, own);
  return { captured, arguments: given, start, step, index, accumulator };
}

/** Without its place and without the refinements of its sort, which would tell equal expressions apart. */
function plain(term: Term): Term {
  const { span: _, ...rest } = term;
  if (rest.kind === "construct" || rest.kind === "withField" || rest.kind === "tabulate") return rest;
  return { ...rest, sort: unrefined(rest.sort) };
}

/** `old(e)` as `e` over the entry's variables: bound variables keep their meaning. */
function inward(term: Term, bound: ReadonlySet<string>): Term {
  if (term.kind === "old") return inward(term.of, bound);
  if (term.kind === "literal") return term;
  if (term.kind === "variable") return bound.has(term.name) ? term : { kind: "old", of: term, sort: term.sort };
  const inner = new Set([...bound, ...binders(term).map((b) => b.name)]);
  const parts = children(term);
  return withChildren(
    term,
    parts.map((part, i) => inward(part, i === parts.length - 1 ? inner : bound)),
  );
}

/** Evaluating it can never go wrong, so that it may be evaluated also where the range is empty. */
function owesNothing(term: Term, types: DataTypes): boolean {
  if (term.kind === "field" || term.kind === "withField") {
    const { sort } = term.of;
    const single = sort.kind === "data" && dataType(types, sort.name).constructors.length === 1;
    return single && children(term).every((child) => owesNothing(child, types));
  }
  return !isPartial(term) && children(term).every((child) => owesNothing(child, types));
}

/** The array is only read at indices, so that the function's value does not depend on its length. */
function readsElementsOnly(v: Variable, terms: readonly Term[]): boolean {
  if (v.sort.kind !== "array") return false;
  const allowed = (term: Term): boolean => {
    if (term.kind === "variable") return term.name !== v.name;
    const isRead = term.kind === "apply" && term.operator === "array.get";
    const parts = children(term);
    return parts.every((part, i) => (isRead && i === 0 && part.kind === "variable" ? true : allowed(part)));
  };
  return terms.every(allowed);
}
