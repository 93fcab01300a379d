/**
 * Takes places and states; gives the changed value of a place's root, and what the way there owes.
 */
import { invariant } from "../base/index.js";
import {
  type Accessor,
  arrayGet,
  arraySet,
  type DataTypes,
  dataType,
  field,
  isTrue,
  mapGet,
  mapHas,
  mapSet,
  type Place,
  type Sort,
  type Term,
  use,
  withField,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { type Owed, type OwnCondition, presence, readable, writable } from "./definedness.js";
import { inState, type Values } from "./in-state.js";
import { sameTerm } from "./same-term.js";

export function fieldSort(of: Sort, ctor: string, name: string, types: DataTypes): Sort {
  invariant(of.kind === "data", "a field belongs to a data sort");
  const found = dataType(types, of.name)
    .constructors.find((c) => c.name === ctor)
    ?.fields.find((f) => f.name === name);
  invariant(found !== undefined, `${of.name}.${ctor} has a field ${name}`);
  return found.sort;
}

/** The value at the end of the path, over program variables. */
export function placeValue(place: Place, types: DataTypes): Term {
  return place.path.reduce((of, step) => partAt(of, step, types), use(place.root));
}

export function partAt(of: Term, step: Accessor, types: DataTypes): Term {
  if (step.kind === "key") return mapGet(of, step.key, step.span);
  return step.kind === "index"
    ? arrayGet(of, step.index, step.span)
    : field(of, step.constructor, step.field, fieldSort(of.sort, step.constructor, step.field, types), step.span);
}

/** The root's value with the part at the end of the path replaced. */
export function replaced(of: Term, path: readonly Accessor[], value: Term, types: DataTypes): Term {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const changed = rest.length === 0 ? value : replaced(partAt(of, step, types), rest, value, types);
  if (step.kind === "key") return mapSet(of, step.key, changed, step.span);
  if (step.kind === "index") return arraySet(of, step.index, changed, step.span);
  invariant(of.sort.kind === "data", "a field belongs to a data sort");
  return withField(of, step.constructor, step.field, changed, of.sort, step.span);
}

/** The path with its indices read in a state. */
export function placeInState(path: readonly Accessor[], current: Values, entry: Values): readonly Accessor[] {
  return path.map((step) => {
    if (step.kind === "index") return { ...step, index: inState(step.index, current, entry) };
    return step.kind === "key" ? { ...step, key: inState(step.key, current, entry) } : step;
  });
}

/** What the steps of the way to a written place owe, beside the definedness of its indices. Over program variables. */
export function owedByWriting(place: Place, types: DataTypes): readonly (Owed & { readonly span: Span })[] {
  let of: Term = use(place.root);
  return place.path.flatMap((step, i) => {
    const own = ownOfStep(of, step, i === place.path.length - 1, types);
    const node = partAt(of, step, types);
    of = node;
    return own === undefined || isTrue(own.condition) ? [] : [{ ...own, node, span: step.span }];
  });
}

function ownOfStep(of: Term, step: Accessor, isLast: boolean, types: DataTypes): OwnCondition | undefined {
  if (step.kind === "field") return presence(of, step.constructor, types);
  if (step.kind === "key") return isLast ? undefined : { kind: "absent", condition: mapHas(of, step.key) };
  if (isLast) return { kind: "write", condition: writable(of, step.index) };
  return { kind: "index", condition: readable(of, step.index) };
}

/** The place that a term reads, if it is a path from a variable. */
export function placeOf(term: Term): Place | undefined {
  if (term.kind === "variable") return { root: { name: term.name, sort: term.sort }, path: [] };
  if (term.kind === "field") {
    const of = placeOf(term.of);
    const { constructor: ctor, field: name } = term;
    return of && { ...of, path: [...of.path, { kind: "field", constructor: ctor, field: name, span: spanOf(term) }] };
  }
  if (term.kind === "apply" && term.operator === "map.get") {
    const [map, key] = term.args;
    const of = map && placeOf(map);
    return of && key && { ...of, path: [...of.path, { kind: "key", key, span: spanOf(term) }] };
  }
  if (term.kind !== "apply" || term.operator !== "array.get") return undefined;
  const [array, index] = term.args;
  const of = array && placeOf(array);
  return of && index && { ...of, path: [...of.path, { kind: "index", index, span: spanOf(term) }] };
}

/** The very same variable and way, by its form. */
export function samePlace(a: Place, b: Place): boolean {
  if (a.root.name !== b.root.name || a.path.length !== b.path.length) return false;
  return a.path.every((step, i) => {
    const other = b.path[i];
    if (step.kind === "field") {
      return other?.kind === "field" && other.field === step.field && other.constructor === step.constructor;
    }
    if (step.kind === "key") return other?.kind === "key" && sameTerm(step.key, other.key);
    return other?.kind === "index" && sameTerm(step.index, other.index);
  });
}

function spanOf(term: Term): Span {
  return term.span ?? { file: "", start: 0, end: 0 };
}
