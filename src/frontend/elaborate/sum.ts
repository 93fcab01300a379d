/**
 * Takes `sum(k, lo, hi, e)`, `count(k, lo, hi, P)` and `perm(a, b)` of clauses; gives their terms. A range goes from lo to
 * below hi, and is empty where hi is at most lo.
 */
import type { Expression } from "../../contract/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  bool,
  forall,
  int,
  intSort,
  type Sort,
  same,
  substitute,
  type Term,
  use,
  type Variable,
  variable,
} from "../../ir/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, settle } from "../types/coerce.js";
import { mismatch, outside } from "../types/mismatch.js";
import { unrefined } from "../types/refinements.js";
import { needed } from "./arithmetic.js";
import { withNames } from "./callback.js";
import { condition, elaborate } from "./elaborate.js";
import { countOf, evaluatedOver, type Range, sumOf } from "./fold.js";

type Call = Extract<Expression, { kind: "call" }>;

/** The word that the call's name stands for, where no declaration of the program has it. */
export function builtinWord(e: Call, cx: Surroundings): "sum" | "count" | "perm" | undefined {
  if (e.callee.kind !== "name" || e.optional || cx.place === "code") return undefined;
  const { name } = e.callee;
  const word = name.replace("\\", "");
  if (word !== "sum" && word !== "count" && word !== "perm") return undefined;
  return name.startsWith("\\") || cx.resolve(name) === undefined ? word : undefined;
}

export function callOfBuiltin(word: "sum" | "count" | "perm", e: Call, cx: Surroundings): Elaborated {
  return ofTerm(word === "perm" ? permutation(e, cx) : overRange(word, e, cx));
}

function overRange(word: "sum" | "count", e: Call, cx: Surroundings): Term {
  const [name, from, to, of] = e.args;
  if (name?.kind !== "name" || from === undefined || to === undefined || of === undefined || e.args.length > 4) {
    const what = word === "sum" ? "e" : "P";
    return mismatch(cx, e.span, `It is \`${word}(k, from, to, ${what})\`: a name, a range and what depends on it.`);
  }
  const integer = (part: Expression): Term =>
    coerce(needed({ value: elaborate(part, cx), span: part.span }, cx), intSort, part.span, cx);
  const index: Variable = { name: cx.freshBinder(name.name), sort: intSort };
  const range: Range = { low: integer(from), high: integer(to), index };
  const bound: Elaborated = { kind: "term", term: variable(index.name, intSort), bound: true };
  const inner = withNames(new Map([[name.name, bound]]), cx);
  if (word === "count") {
    const test = condition(of, inner);
    return evaluatedOver(range, test, countOf(range, test, cx).value, cx);
  }
  const term = settle(needed({ value: elaborate(of, inner), span: of.span }, inner), inner);
  if (term.sort.kind !== "int" && term.sort.kind !== "real") {
    return outside("unsupported.expression", of.span, "A sum is of integers or of exact reals.");
  }
  return evaluatedOver(range, term, sumOf(range, term, cx).value, cx);
}

/** The same elements, each as often. */
function permutation(e: Call, cx: Surroundings): Term {
  const [first, second] = e.args;
  const arrays = [first, second].map((part) => {
    const value = part === undefined ? undefined : needed({ value: elaborate(part, cx), span: part.span }, cx);
    return value?.kind === "term" && value.term.sort.kind === "array" ? value.term : undefined;
  });
  const [a, b] = arrays;
  if (a === undefined || b === undefined || e.args.length > 2) {
    return mismatch(cx, e.span, "`perm` takes two arrays.");
  }
  if (a.sort.kind !== "array" || b.sort.kind !== "array") return mismatch(cx, e.span, "`perm` takes two arrays.");
  const element = unrefined(a.sort.element);
  if (JSON.stringify(unrefined(b.sort)) !== JSON.stringify(unrefined(a.sort))) {
    return mismatch(cx, e.span, "The arrays have elements of different types.");
  }
  return permutationOf(a, b, element, cx);
}

export function permutationOf(a: Term, b: Term, element: Sort, cx: Surroundings): Term {
  const value: Variable = { name: cx.freshBinder("v"), sort: element };
  const often = (array: Term): Term => {
    const index: Variable = { name: cx.freshBinder("k"), sort: intSort };
    // The array as one value, whatever it is made of: its length is asked for in any case, so that it is evaluated.
    const whole: Variable = { name: cx.freshBinder("a"), sort: unrefined(array.sort) };
    const test = same(arrayGet(use(whole), variable(index.name, intSort)), variable(value.name, element));
    const counted = countOf({ low: int(0n), high: arrayLength(use(whole)), index }, test, cx).value;
    return substitute(counted, new Map([[whole.name, array]]));
  };
  const equallyOften = forall([value], same(often(a), often(b)));
  const stated = and(same(arrayLength(a), arrayLength(b)), equallyOften);
  return apply("array.permutation", [a, b, stated], bool);
}
