/**
 * Takes a function that calls itself; gives the step by which it goes through a range of integers or an array, where it
 * goes so, and what its conditions say of how far it goes. Both directions are JavaScript's usual ones: `f(i + 1)`,
 * `f(i - 1)` and `f(xs.slice(1))`.
 * Soundness: a condition counts as a bound only if, once false, it stays so.
 */
import { add, and, arrayGet, atMost, int, lessThan, subtract, variable } from "./builders.js";
import type { LogicalFunction } from "./program.js";
import type { Term, Variable } from "./term.js";
import { children, substitute, withChildren } from "./walk.js";

/** What changes from one call to the next. */
export type Step =
  | { readonly kind: "up" | "down"; readonly parameter: Variable }
  | { readonly kind: "rest"; readonly parameter: Variable };

/** The step of each call of itself, where it is the same of all. */
export function stepOf(of: LogicalFunction): Step | undefined {
  const [first, ...others] = (of.body === undefined ? [] : callsIn(of.body, of.id)).map((call) => stepTo(call, of));
  if (first === undefined) return undefined;
  const isSame = (step: Step | undefined): boolean =>
    step?.kind === first.kind && step.parameter.name === first.parameter.name;
  return others.every(isSame) ? first : undefined;
}

function stepTo(call: Term, of: LogicalFunction): Step | undefined {
  if (call.kind !== "call") return undefined;
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

export function callsIn(term: Term, id: string): readonly Term[] {
  const seen = new Set<Term>([term]);
  for (const part of seen) for (const inner of children(part)) seen.add(inner);
  return [...seen].filter((part) => part.kind === "call" && part.function === id);
}

export function startOf({ kind, parameter }: Step): Term {
  return kind === "rest" ? int(0n) : variable(parameter.name, parameter.sort);
}

export interface Bound {
  readonly at: (k: Term) => Term;
  /** The first place on the way, from the start, at which the condition does not hold. */
  readonly end: Term;
  readonly when: Term;
}

/** The condition as a bound of what the step moves, and where it is one: `i !== n` bounds an i that is at most n. */
export function boundOf(condition: Term, step: Step): Bound | undefined {
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
    const end = subtract(strict === false ? add(length, int(1n)) : length, other);
    return { at: (k) => write(add(k, other), length), end, when: and() };
  }
  const moved = (side: Term): boolean => isMoved(side, name);
  const [own, other] = moved(low) ? [low, high] : [high, low];
  if (!moved(own) || mentions(other, name)) return undefined;
  const at = (k: Term): Term => substitute(own, new Map([[name, k]]));
  const beside = subtract(other, at(int(0n)));
  if (strict === undefined) {
    return step.kind === "up"
      ? { at: (k) => lessThan(at(k), other), end: beside, when: atMost(own, other) }
      : { at: (k) => lessThan(other, at(k)), end: beside, when: atMost(other, own) };
  }
  if ((step.kind === "up") !== (own === low)) return undefined;
  const behind = step.kind === "up" ? add(beside, int(1n)) : subtract(beside, int(1n));
  const end = strict ? beside : behind;
  return { at: (k) => (own === low ? write(at(k), other) : write(other, at(k))), end, when: and() };
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

export function mentions(term: Term, name: string): boolean {
  if (term.kind === "variable") return term.name === name;
  return children(term).some((part) => mentions(part, name));
}

/** The fact in the state at k: of the parameter k itself, of the rest of an array what stands k further on. */
export function stateAt(fact: Term, step: Step, k: Term): Term | undefined {
  const { name } = step.parameter;
  if (step.kind !== "rest") return substitute(fact, new Map([[name, k]]));
  const walk = (term: Term): Term | undefined => {
    if (term.kind === "variable") return term.name === name ? undefined : term;
    if (isLengthOf(term, name)) return subtract(term, k);
    if (term.kind === "apply" && term.operator === "array.get") {
      const [array, index] = term.args;
      if (array?.kind === "variable" && array.name === name && index !== undefined) {
        const at = walk(index);
        const isFirst = at?.kind === "literal" && at.value.kind === "int" && at.value.value === 0n;
        return at && arrayGet(array, isFirst ? k : add(k, at));
      }
    }
    const parts = children(term).map(walk);
    const known = parts.filter((part) => part !== undefined);
    return known.length < parts.length ? undefined : withChildren(term, known);
  };
  return walk(fact);
}
