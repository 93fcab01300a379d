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
  arrayGet,
  atMost,
  children,
  forall,
  implies,
  int,
  intSort,
  isFalse,
  isTrue,
  type LogicalFunction,
  lessThan,
  not,
  or,
  substitute,
  subtract,
  type Term,
  type Variable,
  variable,
  withChildren,
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
  if (![...known.values()].some(isPredicate)) return assertions;
  const { x } = translator;
  const all = [...assertions];
  const seen = new Set<Node>(assertions);
  // A Set's iterator also visits what is added on the way.
  for (const node of seen) {
    for (const arg of node.args) seen.add(arg);
    if (node.head.kind !== "function" || node.head.any || node.levels.length > 0 || node.sort !== boolean) continue;
    const of = known.get(node.head.id);
    if (of === undefined || of.lifted !== undefined) continue;
    for (const fact of of.recursive ? closed(of, node, translator) : opened(of, node, known, translator)) {
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

/** What changes from one call to the next. */
type Step =
  | { readonly kind: "up" | "down"; readonly parameter: Variable }
  | { readonly kind: "rest"; readonly parameter: Variable };

function stepOf(of: LogicalFunction): Step | undefined {
  const calls = of.body === undefined ? [] : callsIn(of.body, of.id);
  const [call, ...more] = calls;
  if (call === undefined || more.length > 0 || call.kind !== "call") return undefined;
  const changed = of.parameters.flatMap((parameter, i) => {
    const arg = call.args[i];
    const same = arg?.kind === "variable" && arg.name === parameter.name;
    return same || arg === undefined ? [] : [{ parameter, arg }];
  });
  const [only, ...others] = changed;
  if (only === undefined || others.length > 0) return undefined;
  const { parameter, arg } = only;
  if (arg.kind !== "apply") return undefined;
  const [from, by] = arg.args;
  const isOwn = from?.kind === "variable" && from.name === parameter.name;
  if (!isOwn || !isOne(by)) return undefined;
  if (arg.operator === "int.add") return { kind: "up", parameter };
  if (arg.operator === "int.subtract") return { kind: "down", parameter };
  const toEnd = arg.args[2] === undefined || isLengthOf(arg.args[2], parameter.name);
  return arg.operator === "array.slice" && toEnd ? { kind: "rest", parameter } : undefined;
}

function isOne(term: Term | undefined): boolean {
  return term?.kind === "literal" && term.value.kind === "int" && term.value.value === 1n;
}

function isLengthOf(term: Term, name: string): boolean {
  if (term.kind !== "apply" || term.operator !== "array.length") return false;
  const [array] = term.args;
  return array?.kind === "variable" && array.name === name;
}

function callsIn(term: Term, id: string): readonly Term[] {
  const seen = new Set<Term>([term]);
  for (const part of seen) for (const inner of children(part)) seen.add(inner);
  return [...seen].filter((part) => part.kind === "call" && part.function === id);
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

function startOf({ kind, parameter }: Step): Term {
  return kind === "rest" ? int(0n) : variable(parameter.name, parameter.sort);
}

function rangeOf(step: Step, k: Term): Term {
  return step.kind === "down" ? atMost(k, startOf(step)) : atMost(startOf(step), k);
}

interface Bound {
  readonly at: (k: Term) => Term;
  readonly when: Term;
}

/** The condition as a bound of what the step moves, and where it is one: `i !== n` bounds an i that is at most n. */
function boundOf(condition: Term, step: Step): Bound | undefined {
  const { name } = step.parameter;
  const comparison = compared(condition);
  if (comparison === undefined) return undefined;
  const { low, high, strict } = comparison;
  const write = (a: Term, b: Term): Term => (strict === false ? atMost(a, b) : lessThan(a, b));
  if (step.kind === "rest") {
    const [length, other] = isLengthOf(high, name) ? [high, low] : [low, high];
    if (!isLengthOf(length, name) || mentions(other, name)) return undefined;
    const zero = other.kind === "literal" && other.value.kind === "int" && other.value.value === 0n;
    if (strict === undefined ? !zero : length !== high) return undefined;
    // The rest behind k elements is shorter by k.
    return { at: (k) => write(add(k, other), length), when: and() };
  }
  const moved = (side: Term): boolean => isMoved(side, name);
  const [own, other] = moved(low) ? [low, high] : [high, low];
  if (!moved(own) || mentions(other, name)) return undefined;
  const at = (k: Term): Term => substitute(own, new Map([[name, k]]));
  if (strict === undefined) {
    return step.kind === "up"
      ? { at: (k) => lessThan(at(k), other), when: atMost(own, other) }
      : { at: (k) => lessThan(other, at(k)), when: atMost(other, own) };
  }
  if ((step.kind === "up") !== (own === low)) return undefined;
  return { at: (k) => (own === low ? write(at(k), other) : write(other, at(k))), when: and() };
}

/** `low < high`, `low <= high`, or, where `strict` is undefined, that they differ. */
function compared(
  condition: Term,
): { readonly low: Term; readonly high: Term; readonly strict: boolean | undefined } | undefined {
  if (condition.kind !== "apply") return undefined;
  const [a, b] = condition.args;
  if (a === undefined) return undefined;
  if (condition.operator === "not") {
    if (a.kind !== "apply") return undefined;
    const [c, d] = a.args;
    if (c?.sort.kind !== "int" || d === undefined) return undefined;
    if (a.operator === "same") return { low: c, high: d, strict: undefined };
    if (a.operator === "int.lessThan") return { low: d, high: c, strict: false };
    return a.operator === "int.atMost" ? { low: d, high: c, strict: true } : undefined;
  }
  if (b === undefined) return undefined;
  if (condition.operator === "int.lessThan") return { low: a, high: b, strict: true };
  return condition.operator === "int.atMost" ? { low: a, high: b, strict: false } : undefined;
}

/** The parameter, or it and a literal. */
function isMoved(term: Term, name: string): boolean {
  if (term.kind === "variable") return term.name === name;
  if (term.kind !== "apply" || (term.operator !== "int.add" && term.operator !== "int.subtract")) return false;
  const [own, by] = term.args;
  return own?.kind === "variable" && own.name === name && by?.kind === "literal";
}

function mentions(term: Term, name: string): boolean {
  if (term.kind === "variable") return term.name === name;
  return children(term).some((part) => mentions(part, name));
}

/** The fact in the state at k: of the parameter k itself, of the rest of an array what stands k further on. */
function stateAt(fact: Term, step: Step, k: Term): Term | undefined {
  const { name } = step.parameter;
  if (step.kind !== "rest") return substitute(fact, new Map([[name, k]]));
  const walk = (term: Term): Term | undefined => {
    if (term.kind === "variable") return term.name === name ? undefined : term;
    if (isLengthOf(term, name)) return subtract(term, k);
    if (term.kind === "apply" && term.operator === "array.get") {
      const [array, index] = term.args;
      if (array?.kind === "variable" && array.name === name && index !== undefined) {
        const at = walk(index);
        return at && arrayGet(array, add(k, at));
      }
    }
    const parts = children(term).map(walk);
    const known = parts.filter((part) => part !== undefined);
    return known.length < parts.length ? undefined : withChildren(term, known);
  };
  return walk(fact);
}
