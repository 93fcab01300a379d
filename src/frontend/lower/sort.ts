/**
 * Takes `sort` and `toSorted`; emits an `order` statement with what ECMA-262, section 23.1.3.30 (SortIndexedProperties),
 * says of the result: the same elements, each moved to one place; and, where the comparison is consistent on the elements
 * present, that they are in its order and that equal ones keep theirs.
 * Soundness: a comparison that is not consistent gives any permutation, so that consistency is a condition inside what is
 * known and has to be proved to be of use (`() => 1`; `a < b ? -1 : 1` of equal elements; what is not a number).
 */
import ts from "typescript";
import { stableHash } from "../../base/index.js";
import type { Expression } from "../../contract/index.js";
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  bool,
  children,
  double,
  forall,
  iff,
  implies,
  int,
  intSort,
  lessThan,
  natSort,
  not,
  realOf,
  type Sort,
  same,
  substitute,
  type Term,
  tabulate,
  trueTerm,
  type Variable,
  variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { callbackOf } from "../elaborate/callback.js";
import { type Comparison, hasConsistentForm, risingTexts } from "../elaborate/consistent-comparison.js";
import { computes } from "../elaborate/fold.js";
import { permutationOf } from "../elaborate/sum.js";
import { ofTerm } from "../syntax/entity.js";
import { orderLetter } from "../syntax/order-name.js";
import { unsupported } from "../syntax/refusal.js";
import { settle } from "../types/coerce.js";
import { isTotal } from "../types/evaluated.js";
import { temporary } from "../types/receive.js";
import { unrefined } from "../types/refinements.js";
import { type Body, emit, freshName } from "../world/body.js";
import { plainTerm } from "../world/effective-contract.js";
import { withoutParentheses } from "../world/functions.js";
import { callbackSyntax } from "./callback.js";
import { lowerValue, spanOf } from "./expression.js";

type ArraySort = Extract<Sort, { kind: "array" }>;

/** `xs.toSorted(f)`: a new array of the same elements. Undefined where the call is something else. */
export function callOfToSorted(node: ts.CallExpression, body: Body): Expression | undefined {
  const callee = withoutParentheses(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.questionDotToken !== undefined) return undefined;
  const { checker } = body.site.file;
  const isArray = checker.isArrayType(checker.getTypeAtLocation(callee.expression));
  if (callee.name.text !== "toSorted" || !isArray) return undefined;
  const span = spanOf(node, body);
  const value = lowerValue(callee.expression, body);
  const term = settle(value, body.cx);
  if (term.sort.kind !== "array") return undefined;
  const array = term.kind === "variable" ? term : variable(temporary(body, term, span, "a").name, unrefined(term.sort));
  return { kind: "name", name: sorted(array, term.sort, node, body).name, span };
}

/** The sorted elements, as a new variable. */
export function sorted(array: Term, sort: ArraySort, node: ts.CallExpression, body: Body): Variable {
  const span = spanOf(node, body);
  if (body.termsOnly) {
    unsupported({ code: "unsupported.call", span, message: "Sorting is a statement: it has no meaning in logic." });
  }
  const element = unrefined(sort.element);
  const comparison = comparisonOf(node, element, body);
  owe(comparison, array, span, body);
  const integers: Sort = { kind: "array", element: intSort };
  const positions: Variable = { name: freshName(body, orderLetter), sort: integers };
  const places: Variable = { name: freshName(body, orderLetter), sort: integers };
  const result: Variable = { name: freshName(body, "t"), sort: { kind: "array", element: sort.element } };
  const at: Variable = { name: body.cx.freshBinder("k"), sort: natSort };
  const moved = arrayGet(array, arrayGet(use(positions), use(at)));
  emit(body, {
    kind: "order",
    array,
    comparison: { left: comparison.left, right: comparison.right, term: comparison.sign },
    positions,
    places,
    result,
    value: tabulate(arrayLength(array), at, moved),
    known: known({ array, positions, places, result, comparison, node, body }),
    span,
  });
  body.tokens.set(result.name, { kind: "variable", variable: result });
  return result;
}

function use(v: Variable): Term {
  return variable(v.name, v.sort);
}

function comparisonOf(node: ts.CallExpression, element: Sort, body: Body): Comparison {
  const [fn] = node.arguments;
  const left: Variable = { name: body.cx.freshBinder("left"), sort: element };
  const right: Variable = { name: body.cx.freshBinder("right"), sort: element };
  if (fn === undefined) return { left, right, ...inCodeUnits(use(left), use(right), spanOf(node, body)) };
  const callback = callbackOf(callbackSyntax(fn, [element, element], body), "sort", spanOf(node, body), body.cx);
  const value = settle(callback.apply([ofTerm(use(left)), ofTerm(use(right))]), body.cx);
  return { left, right, ...signOf(value, spanOf(fn, body)) };
}

type Sign = Pick<Comparison, "sign" | "isNumber">;

/** Without a comparison the elements are compared as texts. */
function inCodeUnits(left: Term, right: Term, span: Span): Sign {
  if (left.sort.kind !== "string") {
    return unsupported({
      code: "unsupported.call",
      span,
      message: "Without a comparison the elements are sorted by their texts: 10 comes before 9.",
      hint: "Pass a comparison: `(a, b) => a - b`.",
    });
  }
  return { sign: signBy("string.lessThan", left, right), isNumber: trueTerm };
}

type Less = "string.lessThan" | "int.lessThan" | "real.lessThan" | "double.lessThan";

function signBy(less: Less, a: Term, b: Term): Term {
  const before = apply(less, [a, b], bool);
  const after = apply(less, [b, a], bool);
  return apply("ite", [before, int(-1n), apply("ite", [after, int(1n), int(0n)], intSort)], intSort);
}

/**
 * Only the sign counts. That of a difference of exact numbers is known without computing it; in JavaScript it is right
 * also where the difference is rounded (IEEE 754-2019, section 4: rounding is monotonic, and no difference underflows).
 */
function signOf(term: Term, span: Span): Sign {
  const [first, second, third] = term.kind === "apply" ? term.args : [];
  if (term.kind === "apply" && first !== undefined && second !== undefined) {
    if (term.operator === "int.subtract" || term.operator === "real.subtract") {
      const less = term.operator === "int.subtract" ? "int.lessThan" : "real.lessThan";
      return { sign: signBy(less, first, second), isNumber: trueTerm };
    }
    if (term.operator === "ite" && third !== undefined) {
      const [then, otherwise] = [signOf(second, span), signOf(third, span)];
      return {
        sign: apply("ite", [first, then.sign, otherwise.sign], intSort),
        isNumber: and(implies(first, then.isNumber), implies(not(first), otherwise.isNumber)),
      };
    }
  }
  switch (term.sort.kind) {
    case "int":
      return { sign: term, isNumber: trueTerm };
    case "real":
      return { sign: signBy("real.lessThan", term, realOf(0)), isNumber: trueTerm };
    case "double":
      return {
        sign: signBy("double.lessThan", term, double(0)),
        isNumber: not(apply("double.isNaN", [term], bool)),
      };
    default:
      return unsupported({
        code: "unsupported.call",
        span,
        message: "A comparison gives a number.",
        hint: "Give one below 0 where the first comes first, above 0 where the second does, else 0.",
      });
  }
}

/** The term for the elements at two positions. */
function between(term: Term, { left, right }: Comparison, array: Term, i: Term, j: Term): Term {
  return substitute(
    term,
    new Map([
      [left.name, arrayGet(array, i)],
      [right.name, arrayGet(array, j)],
    ]),
  );
}

function inside(array: Term, ...indices: readonly Term[]): Term {
  return and(...indices.flatMap((i) => [atMost(int(0n), i), lessThan(i, arrayLength(array))]));
}

/** What the comparison owes, of each two elements: JavaScript may compare any. */
function owe(comparison: Comparison, array: Term, span: Span, body: Body): void {
  const { sign } = comparison;
  if (isTotal(sign) && !computes(sign)) return;
  const [i, j] = indices(2, body);
  if (i === undefined || j === undefined) return;
  const pair = between(sign, comparison, array, use(i), use(j));
  const reached = and(inside(array, use(i), use(j)), not(same(use(i), use(j))));
  const value = forall([i, j], implies(reached, same(pair, pair)));
  emit(body, { kind: "let", variable: { name: freshName(body, "t"), sort: bool }, value, span });
}

function indices(count: number, body: Body): readonly Variable[] {
  return Array.from({ length: count }, () => ({ name: body.cx.freshBinder("i"), sort: intSort }));
}

interface Order {
  readonly array: Term;
  readonly positions: Variable;
  readonly places: Variable;
  readonly result: Variable;
  readonly comparison: Comparison;
  readonly node: ts.CallExpression;
  readonly body: Body;
}

function known(order: Order): Term {
  const { array, positions, places, result, comparison, body } = order;
  const [i, j] = indices(2, body);
  if (i === undefined || j === undefined) return trueTerm;
  const [p, q, r] = [use(positions), use(places), use(result)];
  const length = arrayLength(array);
  const lengths = [p, q, r].map((of) => same(arrayLength(of), length));
  const position = arrayGet(p, use(i));
  const place = arrayGet(q, use(i));
  const there = inside(array, use(i));
  const bijective = [
    forall([i], implies(there, and(inside(array, position), same(arrayGet(q, position), use(i))))),
    forall([i], implies(there, and(inside(array, place), same(arrayGet(p, place), use(i))))),
    forall([i], implies(there, same(arrayGet(r, use(i)), arrayGet(array, position)))),
    forall([i], implies(there, same(arrayGet(array, use(i)), arrayGet(r, place)))),
  ];
  const signAt = between(comparison.sign, comparison, r, use(i), use(j));
  const rising = and(inside(array, use(i), use(j)), lessThan(use(i), use(j)));
  const ordered = forall([i, j], implies(rising, atMost(signAt, int(0n))));
  const stable = forall([i, j], implies(and(rising, same(signAt, int(0n))), lessThan(position, arrayGet(p, use(j)))));
  const texts = risingTexts(comparison)?.map((text) => between(text, comparison, r, use(i), use(j)));
  const inOrder = texts === undefined ? trueTerm : forall([i, j], implies(rising, apply("string.atMost", texts, bool)));
  const isByForm = hasConsistentForm(comparison);
  return and(
    ...lengths,
    ...bijective,
    ...multiset(order),
    ...(isByForm ? [] : comparedTexts(order)),
    implies(isByForm ? trueTerm : isConsistent(comparison.sign, order), and(ordered, stable, inOrder)),
  );
}

/**
 * That each value is as often among the sorted elements: said only where some clause of the function can speak of how
 * often, since what is known of counts costs a prover more than all the rest.
 */
function multiset({ array, result, body, node }: Order): readonly Term[] {
  if (!/\b(?:perm|count|sum)\s*\(/u.test(textAround(node, body)) || array.sort.kind !== "array") return [];
  return [permutationOf(use(result), array, unrefined(array.sort.element), body.cx)];
}

/**
 * `localeCompare` is a consistent comparator of all strings (ECMA-262, section 22.1.3.12), whatever the place; said of
 * each comparison of the same part of both elements.
 */
function comparedTexts(order: Order): readonly Term[] {
  const { comparison } = order;
  const { left, right } = comparison;
  const swap = new Map([
    [left.name, use(right)],
    [right.name, use(left)],
  ]);
  const found = new Map<string, Term>();
  const visit = (term: Term): void => {
    const [a, b] = term.kind === "apply" && term.operator === "string.compare" ? term.args : [];
    if (a !== undefined && b !== undefined && identity(substitute(a, swap)) === identity(b)) {
      found.set(identity(term), term);
      found.set(identity(substitute(term, swap)), substitute(term, swap));
    }
    children(term).forEach(visit);
  };
  visit(comparison.sign);
  return [...found.values()].map((term) =>
    isConsistent(term, { ...order, comparison: { ...comparison, isNumber: trueTerm } }),
  );
}

/** The declaration with its clauses; of what is inlined, the whole file. */
function textAround(node: ts.Node, body: Body): string {
  const { sourceFile } = body.site.file;
  const whole = ts.findAncestor(node, (n) => ts.isSourceFile(n.parent) || ts.isClassLike(n.parent));
  return whole === undefined || body.inlining.length > 0 ? sourceFile.text : whole.getFullText(sourceFile);
}

function identity(term: Term): string {
  return stableHash(plainTerm(term));
}

/** ECMA-262, section 23.1.3.30: the comparison is a number and gives a total preorder of the elements present. */
function isConsistent(sign: Term, { array, comparison, body }: Order): Term {
  const [i, j, k] = indices(3, body);
  if (i === undefined || j === undefined || k === undefined) return trueTerm;
  const zero = int(0n);
  const at = (a: Variable, b: Variable): Term => between(sign, comparison, array, use(a), use(b));
  const notAfter = (a: Variable, b: Variable): Term => atMost(at(a, b), zero);
  const isNumber = between(comparison.isNumber, comparison, array, use(i), use(j));
  const antisymmetric = iff(lessThan(at(i, j), zero), lessThan(zero, at(j, i)));
  return and(
    forall([i, j], implies(inside(array, use(i), use(j)), and(isNumber, antisymmetric))),
    forall(
      [i, j, k],
      implies(and(inside(array, use(i), use(j), use(k)), notAfter(i, j), notAfter(j, k)), notAfter(i, k)),
    ),
  );
}
