/**
 * Takes functions that were made of folds; gives how their parameters are encoded, their definitions, and what is known
 * of them by construction, each with its triggers. They are no `define-fun-rec`, which Z3 unfolds without end beside such
 * facts: a call in the query is unfolded twice, and what it then comes to is known by the facts alone (after Amin, Leino,
 * Rompf, "Computing with an SMT solver", TAP 2014: limited functions). An array of which only elements are read is its items alone, so that a
 * write or a growth elsewhere is the same items, and a trigger meets them.
 */
import { invariant } from "../base/index.js";
import type { LiftedFact, LogicalFunction, Variable } from "../ir/index.js";
import { boolean, integer, type Node, type SmtSort } from "./node.js";
import { smtSort } from "./sorts.js";
import type { Binding, Translator } from "./translate.js";

/** How often a call is unfolded. */
export const unfoldings = 2;

/** The symbol of a function after so many unfoldings; 0 is the function of the query. */
export function after(node: Node, count: number, { x }: Translator, args: readonly Node[]): Node {
  invariant(node.head.kind === "function", "a fold is called by its symbol");
  if (count === 0) return x.make(node.head, args, node.sort);
  return x.unknown(`fold ${count} ${node.head.id}`, args, node.sort);
}

/** The function whose symbol it is, after whatever number of unfoldings. */
export function foldOf(key: string): string | undefined {
  return /^fold \d+ (.+)$/su.exec(key)?.[1];
}

/** With the symbols of folds replaced by those after so many unfoldings; all, or those of one function. */
export function unfolded(root: Node, count: number, isFold: (id: string) => boolean, translator: Translator): Node {
  const memo = new Map<Node, Node>();
  const walk = (node: Node): Node => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    const args = node.args.map(walk);
    const { head } = node;
    const result =
      head.kind === "function" && !head.any && isFold(head.id)
        ? after(node, count, translator, args)
        : args.every((a, i) => a === node.args[i])
          ? node
          : translator.x.make(head, args, node.sort);
    memo.set(node, result);
    return result;
  };
  return walk(root);
}

/** `f = body with f1`, `f = f1`, and so on to the last symbol, of which the facts speak. */
export function definitionsOf(
  of: LogicalFunction,
  isFold: (id: string) => boolean,
  translator: Translator,
  adding: boolean,
): readonly Node[] {
  const { x } = translator;
  const elementwise = adding ? of.lifted?.elementwise : undefined;
  if (elementwise !== undefined) return elementwise.facts.map((fact) => factNode(fact, () => false, translator));
  const given = parametersOf(of, translator);
  const args = given.map((p) => p.node);
  const names = new Map(of.parameters.map((p, i) => [p.name, given[i]?.value ?? x.integer(0n)]));
  invariant(of.body !== undefined, "a fold is one term");
  const body = translator.open(of.body, { names, depth: args.length, memo: new Map() });
  const sort = smtSort(of.result);
  const symbol = x.make({ kind: "function", id: of.id, any: false }, args, sort);
  const sorts = args.map((a) => a.sort);
  const known = (pattern: Node, fact: Node): Node => {
    const head = { kind: "quantifier", quantifier: "forall", level: 0, sorts, patterns: [[pattern]] } as const;
    return x.make(head, [fact], boolean);
  };
  const own = (id: string): boolean => id === of.id;
  const steps = Array.from({ length: unfoldings }, (_, count) => {
    const now = after(symbol, count, translator, args);
    const next = after(symbol, count + 1, translator, args);
    const step = unfolded(body, count + 1, own, translator);
    return known(now, x.and(x.identical(now, step), x.identical(now, next)));
  });
  return [...steps, ...(of.lifted?.facts ?? []).map((fact) => factNode(fact, isFold, translator))];
}

/** A parameter as a bound variable: its own node, and the value that its name stands for in the body. */
export interface Parameter {
  readonly node: Node;
  readonly value: Node;
}

export function parametersOf(of: LogicalFunction, { x }: Translator): readonly Parameter[] {
  return of.parameters.map((p, level): Parameter => {
    const sort = smtSort(p.sort);
    if (of.lifted?.elementsOnly.includes(level) !== true) {
      const node = x.make({ kind: "bound", level }, [], sort);
      return { node, value: node };
    }
    invariant(sort.kind === "array", "only an array has elements");
    const node = x.make({ kind: "bound", level }, [], { kind: "items", element: sort.element });
    return { node, value: x.pair(x.integer(0n), node) };
  });
}

/** The fact as a quantifier. An array is bound as a length and items, where both matter. */
function factNode(fact: LiftedFact, isFold: (id: string) => boolean, translator: Translator): Node {
  const whole = open(fact, translator, new Set());
  const unused = fact.binders.filter((_, i) => {
    const length = whole.lengths[i];
    return length !== undefined && ![whole.body, ...whole.patterns.flat()].some((n) => n.levels.includes(length));
  });
  const { body, patterns, sorts } = open(fact, translator, new Set(unused));
  const last = (node: Node): Node => unfolded(node, unfoldings, isFold, translator);
  const triggers = patterns.map((pattern) => pattern.map(last));
  const head = { kind: "quantifier", quantifier: "forall", level: 0, sorts, patterns: triggers } as const;
  return translator.x.make(head, [last(body)], boolean);
}

interface Opened {
  readonly body: Node;
  readonly patterns: readonly (readonly Node[])[];
  readonly sorts: readonly SmtSort[];
  /** The level of each binder's length, if it has one. */
  readonly lengths: readonly (number | undefined)[];
}

function open(fact: LiftedFact, translator: Translator, withoutLength: ReadonlySet<Variable>): Opened {
  const { x } = translator;
  const sorts: SmtSort[] = [];
  const lengths: (number | undefined)[] = [];
  const bound = (sort: SmtSort): Node => {
    sorts.push(sort);
    return x.make({ kind: "bound", level: sorts.length - 1 }, [], sort);
  };
  const names = new Map<string, Node>();
  for (const b of fact.binders) {
    const sort = smtSort(b.sort);
    if (sort.kind !== "array") {
      lengths.push(undefined);
      names.set(b.name, bound(sort));
      continue;
    }
    const hasLength = !withoutLength.has(b);
    lengths.push(hasLength ? sorts.length : undefined);
    const length = hasLength ? bound(integer) : x.integer(0n);
    names.set(b.name, x.pair(length, bound({ kind: "items", element: sort.element })));
  }
  const binding = (): Binding => ({ names, depth: sorts.length, memo: new Map() });
  return {
    body: translator.open(fact.body, binding()),
    patterns: fact.triggers.map((trigger) => trigger.map((term) => translator.open(term, binding()))),
    sorts,
    lengths,
  };
}
