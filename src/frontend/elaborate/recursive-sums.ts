/**
 * Takes a recursive function that adds something up on its way through a range or an array, as
 * `xs.length === 0 ? 0 : xs[0] + total(xs.slice(1))` does; gives the sum over the range that it is. Z3 does no induction, and
 * of a sum more is known: that parts add up, and that only the elements count.
 * Soundness: `f(p) = D(p) ? g(p) + f(next(p)) : z`, where D once false stays so and z is the same for all p, so that f(p)
 * is z and the sum of g over the states behind p in which D holds, by induction on how far p is from where D ends.
 */
import {
  add,
  apply,
  boundOf,
  callsIn,
  children,
  int,
  intSort,
  ite,
  type LogicalFunction,
  mentions,
  not,
  type RecursiveSum,
  realOf,
  startOf,
  stateAt,
  stepOf,
  subtract,
  type Term,
  variable,
  withChildren,
} from "../../ir/index.js";
import type { Surroundings } from "../syntax/entity.js";
import { unrefined } from "../types/refinements.js";
import { sumOf } from "./fold.js";

/** Undefined where it is no such function. */
export function recursiveSum(of: LogicalFunction, cx: Surroundings): RecursiveSum | undefined {
  const { body } = of;
  const sort = unrefined(of.result);
  if (body === undefined || (sort.kind !== "int" && sort.kind !== "real")) return undefined;
  const step = stepOf(of);
  if (step === undefined) return undefined;
  const whole = choice(body, of.id);
  const summand = whole && summandOf(whole.goesOn, of.id);
  if (whole === undefined || summand === undefined) return undefined;
  const { name } = step.parameter;
  const bound = boundOf(whole.condition, step);
  if (bound === undefined || mentions(whole.end, name)) return undefined;
  const index = { name: "#step", sort: intSort };
  const term = stateAt(summand, step, variable(index.name, intSort));
  if (term === undefined) return undefined;
  const start = startOf(step);
  const [low, high] = step.kind === "down" ? [add(bound.end, int(1n)), add(start, int(1n))] : [start, bound.end];
  const by = distanceOfReads(term, index.name);
  const range = { low: add(low, int(by)), high: add(high, int(by)), index };
  const sum = sumOf(range, movedBy(term, index.name, by), cx).value;
  return { value: plus(whole.end, sum), when: bound.when };
}

/** n, where every read that the index has a part in is at `index + n`: then arrays can be read at the index itself. */
function distanceOfReads(term: Term, index: string): bigint {
  const found = new Set<bigint>();
  const visit = (part: Term): void => {
    if (part.kind === "apply" && part.operator === "array.get") {
      const at = part.args[1];
      const by = at === undefined ? undefined : offsetFrom(at, index);
      if (by !== undefined) found.add(by);
    }
    children(part).forEach(visit);
  };
  visit(term);
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? 0n : only;
}

/** n of `index + n`. */
function offsetFrom(term: Term, index: string): bigint | undefined {
  if (term.kind === "variable") return term.name === index ? 0n : undefined;
  if (term.kind !== "apply" || (term.operator !== "int.add" && term.operator !== "int.subtract")) return undefined;
  const [own, by] = term.args;
  if (own?.kind !== "variable" || own.name !== index) return undefined;
  if (by?.kind !== "literal" || by.value.kind !== "int") return undefined;
  return term.operator === "int.add" ? by.value.value : -by.value.value;
}

/** The term for the range that lies n further: `index - n` in place of the index. */
function movedBy(term: Term, index: string, by: bigint): Term {
  if (by === 0n) return term;
  const own = variable(index, intSort);
  if (offsetFrom(term, index) === by) return own;
  if (term.kind === "variable") return term.name === index ? subtract(own, int(by)) : term;
  return withChildren(
    term,
    children(term).map((part) => movedBy(part, index, by)),
  );
}

interface Choice {
  readonly condition: Term;
  readonly goesOn: Term;
  readonly end: Term;
}

/** `condition ? … f(next) … : end`, however it is written. */
function choice(term: Term, id: string): Choice | undefined {
  if (term.kind !== "apply" || term.operator !== "ite") return undefined;
  const [condition, then, otherwise] = term.args;
  if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
  const holds = (t: Term): boolean => callsIn(t, id).length > 0;
  if (holds(condition) || holds(then) === holds(otherwise)) return undefined;
  return holds(then)
    ? { condition, goesOn: then, end: otherwise }
    : { condition: not(condition), goesOn: otherwise, end: then };
}

/** What is added to the call, whichever way is taken. */
function summandOf(term: Term, id: string): Term | undefined {
  const holds = (t: Term): boolean => callsIn(t, id).length > 0;
  const nothing = term.sort.kind === "real" ? realOf(0) : int(0n);
  if (term.kind === "call" && term.function === id) return term.args.some(holds) ? undefined : nothing;
  if (term.kind !== "apply") return undefined;
  const [first, second, third] = term.args;
  if (first === undefined || second === undefined) return undefined;
  switch (term.operator) {
    case "int.add":
    case "real.add": {
      if (holds(first) === holds(second)) return undefined;
      const [inner, other] = holds(first) ? [first, second] : [second, first];
      const rest = summandOf(inner, id);
      return rest && plus(rest, other);
    }
    case "int.subtract":
    case "real.subtract": {
      const rest = holds(second) ? undefined : summandOf(first, id);
      return rest && apply(term.operator, [rest, second], unrefined(term.sort));
    }
    case "ite": {
      if (holds(first) || third === undefined) return undefined;
      const [then, otherwise] = [summandOf(second, id), summandOf(third, id)];
      return then && otherwise && ite(first, then, otherwise);
    }
    default:
      return undefined;
  }
}

function plus(a: Term, b: Term): Term {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  return a.sort.kind === "real" ? apply("real.add", [a, b], { kind: "real" }) : add(a, b);
}

function isZero(term: Term): boolean {
  if (term.kind !== "literal") return false;
  return term.value.kind === "int"
    ? term.value.value === 0n
    : term.value.kind === "real" && term.value.numerator === 0n;
}
