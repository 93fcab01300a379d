/**
 * Takes recursive functions; gives axioms that unfold each call of the query a few times, by symbols of their own for each
 * unfolding (after Amin, Leino, Rompf, "Computing with an SMT solver", TAP 2014: limited functions), and the axiom of what
 * a function's contract ensures. Beside products of unknowns and quantifiers, Z3 unfolds definitions without end; these
 * axioms give it little to do, so that what follows is found early or not at all.
 * A function that is known by its contract alone has a symbol and that axiom.
 * Soundness: each symbol stands for the function itself, so that the axioms are true of it. No model is read from them.
 */
import { children, type LogicalFunction, resultName, type Term } from "../ir/index.js";
import { after, unfolded, unfoldings } from "./lifted.js";
import { boolean, child, type Node } from "./node.js";
import { smtSort } from "./sorts.js";
import type { Binding, Translator } from "./translate.js";

type Functions = ReadonlyMap<string, LogicalFunction>;

/** `f = body with f1`, `f = f1`, and so on to the last symbol, of which the contract speaks. */
export function limitedDefinition(of: LogicalFunction, known: Functions, translator: Translator): readonly Node[] {
  const { x } = translator;
  const { params, bound } = parametersOf(of, translator);
  if (of.body === undefined) {
    const known = contractAxiom(of, params, bound, translator);
    return known === undefined ? [] : [known];
  }
  const sort = smtSort(of.result);
  const any = x.make({ kind: "function", id: of.id, any: true }, params, sort);
  const body = x.ite(translator.open(of.requires, bound), translator.open(of.body, bound), any);
  const symbol = x.make({ kind: "function", id: of.id, any: false }, params, sort);
  const component = componentOf(of, known);
  const own = (id: string): boolean => component.has(id);
  const steps = Array.from({ length: unfoldings }, (_, count) => {
    const now = after(symbol, count, translator, params);
    const next = after(symbol, count + 1, translator, params);
    const step = unfolded(body, count + 1, own, translator);
    return forAll(params, x.and(x.identical(now, step), x.identical(now, next)), now, translator);
  });
  const contract = contractAxiom(of, params, bound, translator, unfoldings);
  return contract === undefined ? steps : [...steps, contract];
}

/**
 * `requires => ensures` wherever the function is called, unfolding included: what its own proof by induction showed.
 * Without recursion unfolding tells it all, and the symbol itself is gone.
 */
export function contractAxiom(
  of: LogicalFunction,
  params: readonly Node[],
  bound: Binding,
  translator: Translator,
  count = 0,
): Node | undefined {
  if (of.ensures === undefined) return undefined;
  const { x } = translator;
  const symbol = x.make({ kind: "function", id: of.id, any: false }, params, smtSort(of.result));
  const call = after(symbol, count, translator, params);
  const names = new Map(bound.names).set(resultName, call);
  const ensured = translator.open(of.ensures, { ...bound, names, memo: new Map() });
  return forAll(params, x.implies(translator.open(of.requires, bound), ensured), call, translator);
}

function forAll(params: readonly Node[], fact: Node, pattern: Node, { x }: Translator): Node {
  if (params.length === 0) return fact;
  const sorts = params.map((p) => p.sort);
  const head = { kind: "quantifier", quantifier: "forall", level: 0, sorts, patterns: [[pattern]] } as const;
  return x.make(head, [fact], boolean);
}

function parametersOf(of: LogicalFunction, { x }: Translator) {
  const params = of.parameters.map((p, i) => x.make({ kind: "bound", level: i }, [], smtSort(p.sort)));
  const names = new Map(of.parameters.map((p, i) => [p.name, child({ args: params }, i)]));
  const bound: Binding = { names, depth: params.length, memo: new Map() };
  return { params, bound };
}

/** The functions that it may call itself through, itself among them. */
function componentOf(of: LogicalFunction, known: Functions): ReadonlySet<string> {
  const reached = (from: string): ReadonlySet<string> => {
    const found = new Set(calledBy(known.get(from)));
    for (const id of found) for (const next of calledBy(known.get(id))) found.add(next);
    return found;
  };
  return new Set([of.id, ...[...reached(of.id)].filter((id) => reached(id).has(of.id))]);
}

function calledBy(of: LogicalFunction | undefined): readonly string[] {
  if (of === undefined) return [];
  const seen = new Set<Term>(of.body === undefined ? [of.requires] : [of.body, of.requires]);
  for (const term of seen) for (const part of children(term)) seen.add(part);
  return [...seen].flatMap((term) => (term.kind === "call" ? [term.function] : []));
}
