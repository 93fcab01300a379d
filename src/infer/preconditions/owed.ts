/**
 * Takes obligations that are not proved; gives what they come to at the function's entry: conditions over the parameters
 * under which they hold, with and without the path on which they are owed. What a loop owes at each place of an array is
 * asked of all its places.
 * Source: Dijkstra, "A Discipline of Programming" (1976), read backwards along one path.
 */
import { instantiate, type Obligation } from "../../calculus/index.js";
import {
  and,
  arrayLength,
  atMost,
  children,
  type FunctionIR,
  forall,
  freeVariables,
  implies,
  int,
  intSort,
  isFalse,
  isTrue,
  lessThan,
  type Program,
  type Term,
  use,
  type Variable,
} from "../../ir/index.js";
import { conjuncts } from "../required-before.js";
import { simplified } from "../simplified.js";
import { termKey } from "../vocabulary.js";
import { type EntryView, entryView, overParameters, withDefinitions } from "./at-entry.js";
import { negation, plain } from "./plain.js";

/** What one obligation would need of the parameters: conjuncts each, `guarded` under the path that leads to it. */
export interface Owed {
  readonly bare: readonly Term[];
  readonly guarded: readonly Term[];
}

/** Nodes of a condition that a person would still read. */
const largest = 60;

export function owedAtEntry(
  { context, path, goal }: Obligation,
  entry: readonly Variable[],
  { contract }: FunctionIR,
  program: Program,
): Owed {
  const view = entryView(context, entry, contract.parameters);
  const reached = overParameters(withDefinitions(path, view), view, largest);
  const bare: Term[] = [];
  const guarded: Term[] = [];
  for (const part of conjuncts(withDefinitions(goal, view))) {
    const own = overParameters(part, view, largest) ?? ofAllPlaces(part, view);
    if (own === undefined) continue;
    const needed = conjuncts(simplified(plain(own), program.types)).filter((term) => !isTrue(term));
    for (const each of needed) {
      if (!isFalse(each)) bare.push(...withoutGuard(each));
      if (reached !== undefined) guarded.push(...underPath(reached, each, program));
    }
  }
  return { bare: bare.map(plain), guarded };
}

/** `a ==> b` may also be had by `b`. */
function withoutGuard(term: Term): readonly Term[] {
  const [, conclusion] = term.kind === "apply" && term.operator === "implies" ? term.args : [];
  return conclusion === undefined || isFalse(conclusion) ? [term] : [conclusion];
}

/** What must not be reached is ruled out by any of the conditions on its path. */
function underPath(reached: Term, needed: Term, { types }: Program): readonly Term[] {
  const path = simplified(plain(reached), types);
  if (!isFalse(needed)) return isTrue(path) ? [] : [simplified(plain(implies(path, needed)), types)];
  const whole = negation(path);
  const parts = path.kind === "apply" && path.operator === "and" ? path.args : [];
  return [simplified(plain(whole), types), ...parts.map((part) => simplified(plain(negation(part)), types))].filter(
    (term) => !isFalse(term) && !isTrue(term),
  );
}

/** A condition on `xs[i]`, where `i` is any place, as one on all places of `xs`; of `m[i][j]` likewise. */
function ofAllPlaces(term: Term, view: EntryView): Term | undefined {
  const fixed = new Set(view.parameters.keys());
  const open = [...freeVariables(term).keys()].filter((name) => !fixed.has(name));
  if (open.length > 2) return undefined;
  const binders: { readonly variable: Variable; readonly array: Term }[] = [];
  let result = term;
  for (const _ of open) {
    const found = open
      .map((name) => ({ name, array: onlyIndexedIn(result, name) }))
      .find(({ array }) => array !== undefined && [...freeVariables(array).keys()].every((name) => fixed.has(name)));
    if (found?.array === undefined) return undefined;
    const variable: Variable = { name: `${binders.length === 0 ? "k" : "j"}$1001`, sort: intSort };
    binders.push({ variable, array: found.array });
    result = instantiate(result, new Map([[found.name, use(variable)]]));
    fixed.add(variable.name);
  }
  const whole = binders.reduceRight((body, { variable, array }) => everywhereIn(array, variable, body), result);
  return overParameters(whole, view, largest);
}

export function everywhereIn(array: Term, variable: Variable, body: Term): Term {
  const inside = and(atMost(int(0n), use(variable)), lessThan(use(variable), arrayLength(array)));
  return forall([variable], implies(inside, body));
}

/** The one array that the variable is a place in, where it is nothing else. */
function onlyIndexedIn(term: Term, name: string): Term | undefined {
  const arrays = new Map<string, Term>();
  let other = false;
  const visit = (node: Term): void => {
    if (node.kind === "variable" && node.name === name) other = true;
    const [array, index] = node.kind === "apply" && node.operator === "array.get" ? node.args : [];
    if (array !== undefined && index?.kind === "variable" && index.name === name) {
      arrays.set(termKey(array), array);
      visit(array);
    } else children(node).forEach(visit);
  };
  visit(term);
  const [array] = arrays.values();
  return other || arrays.size !== 1 ? undefined : array;
}

/** Parts of integer sort over the parameters alone, neither parameters nor literals: `2 * n`, `hi - 1`. */
export function termsAtEntry(
  { context, path, goal }: Obligation,
  entry: readonly Variable[],
  { contract }: FunctionIR,
): readonly Term[] {
  const view = entryView(context, entry, contract.parameters);
  const found: Term[] = [];
  const visit = (node: Term): void => {
    const own = node.sort.kind === "int" && isSum(node) ? overParameters(node, view, 12) : undefined;
    if (own === undefined) children(node).forEach(visit);
    else if (freeVariables(own).size > 0) found.push(own);
  };
  for (const term of [path, goal]) for (const part of conjuncts(withDefinitions(term, view))) visit(part);
  return found;
}

function isSum(node: Term): boolean {
  return node.kind === "apply" && /^int\.(?:add|subtract|multiply)$/u.test(node.operator);
}
