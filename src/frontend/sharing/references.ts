/**
 * Takes terms; gives what objects their values refer to and what variables, down to which part, they read. A borrowed
 * variable stands for the place it was bound to.
 */
import { assertNever } from "../../base/index.js";
import { children, type DataTypes, dataType, freeVariables, isMutable, type Sort, type Term } from "../../ir/index.js";
import { isLiftedFilter } from "../elaborate/lifted.js";
import { isOrderName } from "../syntax/order-name.js";
import { element, fieldStep, isWrapper, type Path, type Region, startsWith } from "../syntax/sharing-paths.js";
import { type Role, roleOf } from "./operators.js";

/** The object at a place inside the value is an object that a variable reaches. */
export interface Reference {
  readonly at: Path;
  readonly to: Region;
  /** Else: something there or below is something there or below. */
  readonly exact: boolean;
}

export interface Reading {
  readonly types: DataTypes;
  /** Where a borrowed variable's object lies; the variable itself where it is none. */
  readonly placeOf: (name: string) => Region;
  /** Whether what the function gives may be held by code outside the model. */
  readonly givesBeyond: (callee: string) => boolean;
}

/** Stands for all objects that code outside the model holds. */
export const beyondName = "\\beyond";

/** Something there or below is one of them. */
export const toBeyond: Reference = { at: [], to: { root: beyondName, path: [] }, exact: false };

export function referencesOf(term: Term, cx: Reading): readonly Reference[] {
  if (!isMutable(term.sort, cx.types)) return [];
  return callsBeyond(term, cx) ? [...ownReferences(term, cx), toBeyond] : ownReferences(term, cx);
}

/** Functions that are called in a term are few: what they give may lie anywhere in its value. */
function callsBeyond(term: Term, cx: Reading): boolean {
  const seen = new Set<Term>();
  const visit = (t: Term): boolean => {
    if (seen.has(t)) return false;
    seen.add(t);
    return (t.kind === "call" && cx.givesBeyond(t.function)) || children(t).some(visit);
  };
  return visit(term);
}

function ownReferences(term: Term, cx: Reading): readonly Reference[] {
  switch (term.kind) {
    case "variable":
      return [{ at: [], to: cx.placeOf(term.name), exact: true }];
    case "literal":
    case "quantifier":
      return [];
    case "apply":
      return term.args.flatMap((arg, i) => ofArgument(arg, roleOf(term.operator, i), holdsOnce.has(term.operator), cx));
    case "construct": {
      if (isWrapper(term.sort, cx.types)) return term.args.flatMap((arg) => referencesOf(arg, cx));
      if (term.itself === true) return ofItself(term, cx);
      const fields = fieldsOf(term.sort, term.constructor, cx.types);
      return term.args.flatMap((arg, i) => under(fieldStep(fields[i] ?? String(i)), referencesOf(arg, cx)));
    }
    case "field": {
      const of = referencesOf(term.of, cx);
      return isWrapper(term.of.sort, cx.types) ? of : of.flatMap((r) => inside(r, fieldStep(term.field)));
    }
    case "is":
      return [];
    case "old":
      return twice(anything(term.of, cx));
    case "tabulate":
      return elementsOf(term, cx);
    case "withField": {
      const own = referencesOf(term.of, cx).flatMap((r) =>
        fieldsOf(term.sort, term.constructor, cx.types)
          .filter((name) => name !== term.field)
          .flatMap((name) => under(fieldStep(name), inside(r, fieldStep(name)))),
      );
      return [...own, ...under(fieldStep(term.field), referencesOf(term.value, cx))];
    }
    default:
      // Calls of pure functions, and whatever else computes a value of its own kind.
      return twice(children(term).flatMap((part) => anything(part, cx)));
  }
}

/** Soundness: an object as a value of another type is the same object, and no copy of it. */
function ofItself(term: Extract<Term, { kind: "construct" }>, cx: Reading): readonly Reference[] {
  const parts = term.args.filter((arg) => arg.kind !== "literal");
  const of = parts.flatMap((arg) => (arg.kind === "field" ? [arg.of] : []));
  const [only] = of;
  const isOne = only !== undefined && of.length === parts.length && of.every((one) => isSamePath(one, only));
  if (isOne) return referencesOf(only, cx);
  return twice(parts.flatMap((part) => anything(part.kind === "field" ? part.of : part, cx)));
}

/** The very same path, so that the very same object is passed. */
export function isSamePath(a: Term, b: Term): boolean {
  if (a.kind === "variable") return b.kind === "variable" && a.name === b.name;
  if (a.kind === "field") {
    return b.kind === "field" && a.field === b.field && a.constructor === b.constructor && isSamePath(a.of, b.of);
  }
  if (a.kind === "literal") {
    return b.kind === "literal" && a.value.kind === "int" && b.value.kind === "int" && a.value.value === b.value.value;
  }
  if (
    a.kind !== "apply" ||
    b.kind !== "apply" ||
    (a.operator !== "array.get" && a.operator !== "map.get") ||
    b.operator !== a.operator
  )
    return false;
  return a.args.every((arg, i) => {
    const other = b.args[i];
    return other !== undefined && isSamePath(arg, other);
  });
}

/** Operators that put an argument into one place of their value; any other may put it into several. */
const holdsOnce: ReadonlySet<string> = new Set(["array.literal", "array.push", "array.set", "map.set"]);

function ofArgument(arg: Term, role: Role, once: boolean, cx: Reading): readonly Reference[] {
  const ofElements = role === "element" || role === "elements";
  // Numbers and strings are copied.
  if (ofElements && arg.sort.kind === "array" && !isMutable(arg.sort.element, cx.types)) return [];
  switch (role) {
    case "reads":
      return [];
    case "itself":
      return referencesOf(arg, cx);
    case "holds": {
      const held = under(element, referencesOf(arg, cx));
      return once ? held : twice(held);
    }
    case "elements":
      return referencesOf(arg, cx).flatMap((r) => under(element, inside(r, element)));
    case "element":
      return referencesOf(arg, cx).flatMap((r) => inside(r, element));
    case "anything":
      return twice(anything(arg, cx));
    default:
      return assertNever(role);
  }
}

/** Soundness: an object that may be in two places of the value is named twice. */
function twice(references: readonly Reference[]): readonly Reference[] {
  return [...references, ...references];
}

/** The elements of a computed array. An element that is not the one at the same index of another array may come twice. */
function elementsOf(term: Extract<Term, { kind: "tabulate" }>, cx: Reading): readonly Reference[] {
  const found = under(element, referencesOf(term.body, cx));
  return holdsOwnElements(term.body, term.binder.name, cx.types) ? found : twice(found);
}

/** Every object that the body hands on is the element at the index, or lies below it. */
function holdsOwnElements(body: Term, index: string, types: DataTypes): boolean {
  if (!isMutable(body.sort, types)) return true;
  if (body.kind === "construct") return body.args.every((arg) => holdsOwnElements(arg, index, types));
  if (body.kind === "apply" && body.operator === "ite") {
    return body.args.slice(1).every((branch) => holdsOwnElements(branch, index, types));
  }
  return isOwnElement(body, index);
}

function isOwnElement(body: Term, index: string): boolean {
  if (body.kind === "field") return isOwnElement(body.of, index);
  if (body.kind !== "apply" || body.operator !== "array.get") return false;
  const [array, at] = body.args;
  return array !== undefined && !freeVariables(array).has(index) && at !== undefined && isOwnIndex(at, index);
}

/** The index itself, one of the rising indices that `filter` keeps, or of an order: no two positions have the same. */
function isOwnIndex(at: Term, index: string): boolean {
  if (at.kind === "variable") return at.name === index;
  if (at.kind !== "apply" || at.operator !== "array.get") return false;
  const [kept, position] = at.args;
  const isFilter = kept?.kind === "call" && isLiftedFilter(kept.function) && !freeVariables(kept).has(index);
  const isOrder = kept?.kind === "variable" && isOrderName(kept.name);
  return (isFilter || isOrder) && position?.kind === "variable" && position.name === index;
}

function fieldsOf(sort: Sort, constructorName: string, types: DataTypes): readonly string[] {
  if (sort.kind !== "data") return [];
  const found = dataType(types, sort.name).constructors.find((c) => c.name === constructorName);
  return (found?.fields ?? []).map((f) => f.name);
}

function under(step: string, references: readonly Reference[]): readonly Reference[] {
  return references.map((r) => ({ ...r, at: [step, ...r.at] }));
}

/** What of the reference is in the part of the value. */
function inside(r: Reference, step: string): readonly Reference[] {
  const [first, ...rest] = r.at;
  if (first === undefined) {
    return [r.exact ? { ...r, to: { root: r.to.root, path: [...r.to.path, step] } } : r];
  }
  return first === step ? [{ ...r, at: rest }] : [];
}

function anything(term: Term, cx: Reading): readonly Reference[] {
  const found: Reference[] = [];
  const seen = new Set<Term>();
  const visit = (t: Term): void => {
    if (seen.has(t) || scalars.has(t.sort.kind)) return;
    seen.add(t);
    const region = regionOf(t, cx);
    // Numbers that are read from it do not show that it is the object they are read from.
    if (t.kind === "construct" && t.itself === true)
      found.push(...ofItself(t, cx).map(({ to }): Reference => ({ at: [], to, exact: false })));
    else if (region === undefined) children(t).forEach(visit);
    else if (isMutable(t.sort, cx.types)) found.push({ at: [], to: region, exact: false });
  };
  visit(term);
  return found;
}

/** Values of these sorts hold no object. */
const scalars: ReadonlySet<Sort["kind"]> = new Set(["bool", "int", "bigint", "real", "double", "string", "unit"]);

/** Operators whose value is what lies at a position of their first argument. */
const getters: ReadonlySet<string> = new Set(["array.get", "map.get"]);

/** The place that a term reads, if it is a path from a variable. */
export function regionOf(term: Term, cx: Reading): Region | undefined {
  if (term.kind === "variable") return cx.placeOf(term.name);
  if (term.kind === "field") {
    const of = regionOf(term.of, cx);
    if (of === undefined || isWrapper(term.of.sort, cx.types)) return of;
    return { root: of.root, path: [...of.path, fieldStep(term.field)] };
  }
  if (term.kind !== "apply" || !getters.has(term.operator)) return undefined;
  const [array] = term.args;
  const of = array && regionOf(array, cx);
  return of && { root: of.root, path: [...of.path, element] };
}

/** What a term reads in the current state, each with the variable that the author names there. */
export interface Read {
  readonly region: Region;
  readonly name: string;
}

export function readsOf(term: Term, cx: Reading): readonly Read[] {
  const found: Read[] = [];
  const seen = new Set<Term>();
  const visit = (t: Term): void => {
    if (seen.has(t) || t.kind === "old") return;
    seen.add(t);
    const region = regionOf(t, cx);
    if (region === undefined) {
      children(t).forEach(visit);
      return;
    }
    found.push({ region, name: rootName(t) });
    indicesOf(t).forEach(visit);
  };
  visit(term);
  return found.filter((read, i) => !found.some((other, k) => k < i && isSame(read, other)));
}

function isSame(a: Read, b: Read): boolean {
  const { root, path } = b.region;
  return (
    a.name === b.name &&
    a.region.root === root &&
    path.length === a.region.path.length &&
    startsWith(a.region.path, path)
  );
}

function rootName(term: Term): string {
  if (term.kind === "variable") return term.name;
  if (term.kind === "field") return rootName(term.of);
  const [array] = term.kind === "apply" ? term.args : [];
  return array === undefined ? "" : rootName(array);
}

function indicesOf(term: Term): readonly Term[] {
  if (term.kind === "field") return indicesOf(term.of);
  if (term.kind !== "apply") return [];
  const [array, ...rest] = term.args;
  return [...(array === undefined ? [] : indicesOf(array)), ...rest];
}
