/**
 * Takes a recursive predicate that goes through a range or an array step by step, as `sorted(a, i)` does by
 * `i + 1 >= a.length || a[i] <= a[i + 1] && sorted(a, i + 1)`; gives what it says as one quantifier over the steps, and the
 * assertions of a query with this known of the calls in them. Z3 does no induction: by unfolding it learns of the first
 * steps alone.
 * Soundness: `f(p) <=> P(p) && (D(p) ==> f(next(p)))`, and D, once false, stays so (it is a bound of what the step moves),
 * so that f(p) is `P` at p and at each state behind one in which D holds, by induction on how far p is from the bound.
 */
import {
  add,
  and,
  atMost,
  boundOf,
  callsIn,
  forall,
  implies,
  int,
  intSort,
  isFalse,
  isTrue,
  type LogicalFunction,
  not,
  or,
  type Step,
  startOf,
  stateAt,
  stepOf,
  subtract,
  type Term,
  type Variable,
  variable,
} from "../ir/index.js";
import { boolean, type Node } from "./node.js";
import { reachable } from "./symbols.js";
import type { Binding, Translator } from "./translate.js";

type Functions = ReadonlyMap<string, LogicalFunction>;

/** The assertions with the closed forms of the calls in them, those that stand under no binder. */
export function withClosedForms(
  assertions: readonly Node[],
  known: Functions,
  translator: Translator,
): readonly Node[] {
  if (![...known.values()].some((of) => isPredicate(of) || of.sum !== undefined)) return assertions;
  const { x } = translator;
  const all = [...assertions];
  const seen = new Set<Node>(assertions);
  // A Set's iterator also visits what is added on the way.
  for (const node of seen) {
    for (const arg of node.args) seen.add(arg);
    if (node.head.kind !== "function" || node.head.any || node.levels.length > 0) continue;
    const of = known.get(node.head.id);
    if (of === undefined || of.lifted !== undefined) continue;
    for (const fact of node.sort !== boolean
      ? added(of, node, translator)
      : of.recursive
        ? closed(of, node, translator)
        : opened(of, node, known, translator)) {
      all.push(fact);
      seen.add(fact);
    }
  }
  return all;

  function closed(of: LogicalFunction, node: Node, { open }: Translator): readonly Node[] {
    const form = closedForm(of);
    if (form === undefined) return [];
    const binding = bindingOf(of, node);
    const value = open(form.value, binding);
    const admitted = x.and(open(of.requires, binding), open(form.when, binding));
    return [x.implies(x.and(admitted, node), value), x.implies(x.and(admitted, value), node)];
  }
}

/** The sum that a recursive function is. */
function added(of: LogicalFunction, node: Node, { open, x }: Translator): readonly Node[] {
  if (of.sum === undefined || !of.recursive) return [];
  const binding = bindingOf(of, node);
  const admitted = x.and(open(of.requires, binding), open(of.sum.when, binding));
  return [x.implies(admitted, x.identical(node, open(of.sum.value, binding)))];
}

/** What a function without recursion stands for, where that calls a predicate with a closed form. */
function opened(of: LogicalFunction, node: Node, known: Functions, { open, x }: Translator): readonly Node[] {
  if (of.body === undefined) return [];
  const binding = bindingOf(of, node);
  const body = open(of.body, binding);
  const calls = [...reachable([body])].some(
    ({ head }) => head.kind === "function" && !head.any && known.get(head.id)?.lifted === undefined,
  );
  return calls ? [x.implies(open(of.requires, binding), x.identical(node, body))] : [];
}

function bindingOf(of: LogicalFunction, node: Node): Binding {
  const names = new Map(of.parameters.flatMap((p, i) => (node.args[i] ? [[p.name, node.args[i]]] : [])));
  return { names, depth: 0, memo: new Map() };
}

interface ClosedForm {
  readonly value: Term;
  /** Where it is right, besides the function's own `requires`. */
  readonly when: Term;
}

const forms = new WeakMap<LogicalFunction, { readonly form: ClosedForm | undefined }>();

function isPredicate(of: LogicalFunction): boolean {
  return of.recursive && of.result.kind === "bool" && closedForm(of) !== undefined;
}

function closedForm(of: LogicalFunction): ClosedForm | undefined {
  const known = forms.get(of);
  if (known !== undefined) return known.form;
  const form = find(of);
  forms.set(of, { form });
  return form;
}

function find(of: LogicalFunction): ClosedForm | undefined {
  if (of.result.kind !== "bool") return undefined;
  const step = stepOf(of);
  if (step === undefined) return undefined;
  const holds = formOf(of, step, true);
  if (holds !== undefined) return holds;
  const fails = formOf(of, step, false);
  return fails && { ...fails, value: not(fails.value) };
}

/** `P && (D ==> call)`: what has to hold, each part under what it stands behind, and what has to hold for going on. */
interface Parts {
  readonly items: readonly { readonly guards: readonly Term[]; readonly fact: Term }[];
  readonly goesOn: readonly Term[];
}

const atOnce = (fact: Term) => ({ guards: [], fact });

/** Of a term with the call in it, or of its denial. */
function decompose(term: Term, id: string, sign: boolean): Parts | undefined {
  if (term.kind === "call" && term.function === id) return { items: [], goesOn: [] };
  if (term.kind !== "apply") return undefined;
  const holds = (t: Term): boolean => callsIn(t, id).length > 0;
  const signed = (t: Term): Term => (sign ? t : not(t));
  const { operator, args } = term;
  const [first, second, third] = args;
  if (operator === "not" && first !== undefined) return decompose(first, id, !sign);
  if (operator === "implies" && first !== undefined && second !== undefined && !holds(first)) {
    const inner = decompose(second, id, sign);
    return inner && (sign ? behind(first, inner) : besides([first], inner));
  }
  if (operator === "and" || operator === "or") {
    const inside = args.filter(holds);
    const others = args.filter((a) => !holds(a)).map(signed);
    const [call] = inside;
    const inner = inside.length === 1 && call !== undefined ? decompose(call, id, sign) : undefined;
    if (inner === undefined) return undefined;
    return (operator === "and") === sign ? besides(others, inner) : behind(not(or(...others)), inner);
  }
  if (operator !== "ite" || first === undefined || second === undefined || third === undefined) return undefined;
  if (holds(first) || (holds(second) && holds(third))) return undefined;
  const [going, ended, end] = holds(second) ? [second, not(first), signed(third)] : [third, first, signed(second)];
  const inner = decompose(going, id, sign);
  if (inner === undefined) return undefined;
  if (isTrue(end)) return behind(not(ended), inner);
  if (isFalse(end)) return besides([not(ended)], inner);
  return besides([implies(ended, end)], behind(not(ended), inner));
}

/** `condition ==> …` */
function behind(condition: Term, { items, goesOn }: Parts): Parts {
  const more = conjuncts(condition);
  return {
    items: items.map(({ guards, fact }) => ({ guards: [...more, ...guards], fact })),
    goesOn: [...more, ...goesOn],
  };
}

function besides(facts: readonly Term[], { items, goesOn }: Parts): Parts {
  return { items: [...facts.map(atOnce), ...items], goesOn };
}

function conjuncts(term: Term): readonly Term[] {
  if (term.kind !== "apply") return [term];
  if (term.operator === "and") return term.args.flatMap(conjuncts);
  const [inner] = term.args;
  if (term.operator !== "not" || inner?.kind !== "apply") return [term];
  if (inner.operator === "or") return inner.args.flatMap((a) => conjuncts(not(a)));
  return inner.operator === "not" ? inner.args.flatMap(conjuncts) : [term];
}

/** A binder that no source has. */
const counter: Variable = { name: "#step", sort: intSort };

function formOf(of: LogicalFunction, step: Step, sign: boolean): ClosedForm | undefined {
  const parts = of.body && decompose(of.body, of.id, sign);
  if (parts === undefined || parts.goesOn.length === 0) return undefined;
  const bounds = parts.goesOn.map((condition) => boundOf(condition, step));
  const known = bounds.filter((b) => b !== undefined);
  if (known.length < bounds.length) return undefined;
  const k = variable(counter.name, intSort);
  const facts = parts.items.map(({ guards, fact }) => ({
    inside: parts.goesOn.every((condition) => guards.includes(condition)),
    fact: parts.goesOn.every((condition) => guards.includes(condition)) ? fact : implies(and(...guards), fact),
  }));
  const next = step.kind === "down" ? subtract(k, int(1n)) : add(k, int(1n));
  const steps = facts.map(({ inside, fact }) => stateAt(fact, step, inside ? k : next));
  const first = facts.map(({ inside, fact }) => (inside ? and() : stateAt(fact, step, startOf(step))));
  const all = [...steps, ...first];
  const terms = all.filter((term) => term !== undefined);
  if (terms.length < all.length) return undefined;
  const range = [rangeOf(step, k), ...known.map(({ at }) => at(k))];
  const every = forall([counter], implies(and(...range), and(...terms.slice(0, steps.length))));
  return { value: and(...terms.slice(steps.length), every), when: and(...known.map(({ when }) => when)) };
}

function rangeOf(step: Step, k: Term): Term {
  return step.kind === "down" ? atMost(k, startOf(step)) : atMost(startOf(step), k);
}
