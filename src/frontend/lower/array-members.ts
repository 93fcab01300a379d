/**
 * Takes calls of an array's members that change it, and assignments to its `length`; gives assignments in place and, as
 * values, what JavaScript returns. Receiver and arguments are evaluated before anything changes.
 * Relies on `elaborate-arrays` for positions; a receiver that is no place is a new array, kept in a temporary.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import {
  apply,
  arrayGet,
  arrayLength,
  type InPlace,
  int,
  isMutable,
  ite,
  lessThan,
  type Sort,
  subtract,
  type Term,
  type Variable,
  variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { integerOf } from "../elaborate/arrays.js";
import { elaborate } from "../elaborate/elaborate.js";
import { ofTerm } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { coerce } from "../types/coerce.js";
import { receive, temporary } from "../types/receive.js";
import { type Body, emit, freshName } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { hasEffects } from "./effects.js";
import { lowerValue, spanOf, toSyntax } from "./expression.js";
import { sorted } from "./sort.js";
import { lowerTarget, present, refuseDisturbed, type Target } from "./target.js";

/** A call on a place that holds an array. */
interface Change {
  readonly target: Target;
  readonly sort: Extract<Sort, { kind: "array" }>;
  readonly node: ts.CallExpression;
  readonly span: Span;
  readonly body: Body;
  readonly use: "value" | "statement";
}

const members: Readonly<Record<string, (change: Change) => Expression>> = {
  push: (change) => grow(change, "end"),
  unshift: (change) => grow(change, "start"),
  pop: (change) => takeOut(change, "end"),
  shift: (change) => takeOut(change, "start"),
  splice,
  reverse: (change) => rearrange(change, apply("array.reverse", [change.target.value], change.sort, change.span)),
  fill,
  sort: (change) =>
    rearrange(change, { kind: "variable", ...sorted(change.target.value, change.sort, change.node, change.body) }),
};

export const changingMembers: ReadonlySet<string> = new Set([...Object.keys(members), "copyWithin"]);

/** Undefined where the call changes no array. */
export function callThatChanges(
  node: ts.CallExpression,
  body: Body,
  use: "value" | "statement",
): Expression | undefined {
  const callee = withoutParentheses(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (callee.questionDotToken !== undefined && !body.linked.has(callee)) return undefined;
  const name = callee.name.text;
  const lower = Object.hasOwn(members, name) ? members[name] : undefined;
  if ((lower === undefined && name !== "copyWithin") || !isArray(callee.expression, body)) return undefined;
  const span = spanOf(node, body);
  if (lower === undefined) {
    return unsupported({
      code: "unsupported.call",
      span,
      message: "`copyWithin` is not read.",
      hint: "Write a loop over the elements.",
    });
  }
  const found = receiver(callee.expression, node.arguments, span, body);
  const target = present(found, span, body);
  const { sort } = target;
  if (sort.kind !== "array") {
    return unsupported({ code: "unsupported.call", span, message: `\`${name}\` is read on arrays.` });
  }
  return lower({ target, sort, node, span, body, use });
}

function isArray(node: ts.Expression, body: Body): boolean {
  const { checker } = body.site.file;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  return checker.isArrayType(type);
}

/** The place of the array, or a temporary for one that was just made. */
function receiver(node: ts.Expression, later: readonly ts.Expression[], span: Span, body: Body): Target {
  const inner = withoutParentheses(node);
  const isPlace =
    ts.isIdentifier(inner) ||
    ts.isPropertyAccessExpression(inner) ||
    ts.isElementAccessExpression(inner) ||
    ts.isNonNullExpression(inner);
  if (isPlace) {
    const target = lowerTarget(inner, body, later);
    refuseDisturbed(target, later, span, body);
    return target;
  }
  const value = lowerValue(inner, body);
  if (value.kind !== "term") {
    return unsupported({ code: "unsupported.call", span, message: "The receiver is no array." });
  }
  const made = temporary(body, value.term, spanOf(inner, body));
  const term: Term = { kind: "variable", ...made };
  return { place: { root: made, path: [] }, sort: made.sort, value: term, owner: undefined, what: "the array" };
}

function nothing(span: Span): Expression {
  return { kind: "undefined", span };
}

function named(of: Variable, span: Span): Expression {
  return { kind: "name", name: of.name, span };
}

function assign({ target, span, body }: Change, value: Term, inPlace: InPlace): void {
  emit(body, { kind: "assign", target: target.place, value, inPlace, span });
}

/** Arguments that become elements, each in a temporary where a later one could disturb it. */
function elements(change: Change, args: readonly ts.Expression[]): readonly Term[] {
  const { target, sort, body } = change;
  const kept = args.length > 1;
  return args.map((arg) => {
    const at = spanOf(arg, body);
    if (ts.isSpreadElement(arg)) {
      const value = lowerValue(arg.expression, body, sort);
      const term = receive(body, value, { sort, owner: target.owner, what: "the elements" }, at);
      const added = apply("array.concat", [term], sort, at);
      // Soundness: the elements are taken in their turn, before a later argument changes them.
      return kept ? variable(temporary(body, added, at).name, sort) : added;
    }
    const value = lowerValue(arg, body, sort.element);
    const term = receive(body, value, { sort: sort.element, owner: target.owner, what: "the element" }, at);
    return kept ? variable(temporary(body, term, at).name, term.sort) : term;
  });
}

/** The elements as an array: runs of single ones are literals. */
function asArray({ sort, span, node }: Change, terms: readonly Term[], args = node.arguments.slice()): Term {
  const pieces: Term[] = [];
  let run: Term[] = [];
  const close = (): void => {
    if (run.length > 0) pieces.push(apply("array.literal", run, sort, span));
    run = [];
  };
  terms.forEach((term, i) => {
    const arg = args[i];
    if (arg === undefined || !ts.isSpreadElement(arg)) run.push(term);
    else {
      close();
      pieces.push(term);
    }
  });
  close();
  const [only] = pieces;
  if (only === undefined) return apply("array.literal", [], sort, span);
  return pieces.length === 1 ? only : apply("array.concat", pieces, sort, span);
}

/** `push` and `unshift`: the value is the new length. */
function grow(change: Change, where: "start" | "end"): Expression {
  const { target, sort, node, span, body, use } = change;
  const terms = elements(change, node.arguments);
  const isPlain = !node.arguments.some(ts.isSpreadElement);
  if (where === "end" && isPlain) {
    for (const term of terms) assign(change, apply("array.push", [target.value, term], sort, span), "grows");
  } else if (terms.length > 0) {
    const added = asArray(change, terms);
    const parts = where === "end" ? [target.value, added] : [added, target.value];
    assign(change, apply("array.concat", parts, sort, span), where === "end" ? "grows" : "rearranges");
  }
  if (use === "statement") return nothing(span);
  return named(temporary(body, { ...arrayLength(target.value), span } as Term, span), span);
}

/** `pop` and `shift`: the value is the element, or undefined of an empty array. */
function takeOut(change: Change, where: "start" | "end"): Expression {
  const { target, sort, span, use } = change;
  const array = target.value;
  const length = arrayLength(array);
  const taken = use === "value" ? keepTaken(change, where) : undefined;
  const rest = where === "end" ? [array, int(0n), int(-1n)] : [array, int(1n), length];
  const value = apply("array.slice", rest, sort, span);
  const leaves = taken === undefined ? {} : { leaves: taken };
  emit(change.body, { kind: "assign", target: target.place, value, inPlace: "rearranges", ...leaves, span });
  return taken === undefined ? nothing(span) : named(taken, span);
}

function keepTaken({ target, sort, span, body }: Change, where: "start" | "end"): Variable {
  const array = target.value;
  const length = arrayLength(array);
  const index = where === "end" ? subtract(length, int(1n)) : int(0n);
  const option = body.cx.table.option(sort.element, ["undefined"]);
  // Without a place of its own: nothing is owed where the array is empty.
  const value = ite(lessThan(int(0n), length), coerce(ofTerm(arrayGet(array, index)), option, span, body.cx), {
    kind: "construct",
    sort: option,
    constructor: "undefined",
    args: [],
  });
  return taken(value, span, body);
}

/** Declares what leaves the array, of whatever sort: an option of the element, or an array of elements. */
function taken(value: Term, span: Span, body: Body): Variable {
  const found: Variable = { name: freshName(body, "t"), sort: value.sort };
  emit(body, { kind: "let", variable: found, value, span });
  body.tokens.set(found.name, { kind: "variable", variable: found });
  return found;
}

/** `splice(start, count?, ...items)`: the value is the array of the elements that are gone. */
function splice(change: Change): Expression {
  const { target, sort, node, span, body, use } = change;
  const [startNode, countNode, ...items] = node.arguments;
  if ([startNode, countNode].some((arg) => arg !== undefined && ts.isSpreadElement(arg))) {
    return unsupported({ code: "unsupported.call", span, message: "The first arguments of `splice` are positions." });
  }
  const array = target.value;
  const length = arrayLength(array);
  const from = startNode === undefined ? length : position(startNode, node.arguments.slice(1), body);
  const count =
    countNode === undefined ? (startNode === undefined ? int(0n) : length) : position(countNode, items, body);
  const terms = elements(change, items);
  const inserted = asArray(change, terms, items);
  const gone = use === "value" ? taken(removed(array, from, count, sort, span), span, body) : undefined;
  assign(change, apply("array.splice", [array, from, count, inserted], sort, span), "rearranges");
  return gone === undefined ? nothing(span) : named(gone, span);
}

/** An integer argument, kept where later arguments have effects. */
function position(node: ts.Expression, later: readonly ts.Expression[], body: Body): Term {
  const syntax = toSyntax(node, body);
  const term = integerOf({ value: elaborate(syntax, body.cx), span: syntax.span }, body.cx);
  if (!later.some((arg) => hasEffects(arg, body))) return term;
  return { kind: "variable", ...temporary(body, term, syntax.span) };
}

/** The elements from the start on, `count` of them where there are as many. */
function removed(array: Term, from: Term, count: Term, sort: Sort, span: Span): Term {
  const length = arrayLength(array);
  const zero = int(0n);
  const isLiteral = (term: Term): boolean =>
    term.kind === "literal" && term.value.kind === "int" && term.value.value >= 0n;
  const fromEnd = apply("int.add", [length, from], { kind: "int" });
  const start = isLiteral(from) ? from : ite(lessThan(from, zero), ite(lessThan(fromEnd, zero), zero, fromEnd), from);
  const many = isLiteral(count) ? count : ite(lessThan(count, zero), zero, count);
  return apply("array.slice", [array, start, apply("int.add", [start, many], { kind: "int" })], sort, span);
}

/** `reverse` and `fill` return the array itself. */
function rearrange(change: Change, value: Term): Expression {
  const { target, span, body, use } = change;
  assign(change, value, "rearranges");
  if (use === "statement") return nothing(span);
  if (target.place.path.length === 0) return named(target.place.root, span);
  return named(temporary(body, target.value, span), span);
}

/** Soundness: all slots get the one value, so that an object would be shared. */
function fill(change: Change): Expression {
  const { target, sort, node, span, body } = change;
  const [valueNode, fromNode, toNode] = node.arguments;
  if (valueNode === undefined || isMutable(sort.element, body.cx.table.types)) {
    return unsupported({
      code: valueNode === undefined ? "unsupported.call" : "aliasing",
      span,
      message: valueNode === undefined ? "`fill` takes a value." : "All elements would be one object.",
      hint: "Assign the elements one by one.",
    });
  }
  const syntax = toSyntax(valueNode, body, sort.element);
  const at = spanOf(valueNode, body);
  const given = receive(
    body,
    elaborate(syntax, body.cx, sort.element),
    { sort: sort.element, owner: target.owner, what: "the element" },
    at,
  );
  const later = node.arguments.slice(1);
  const value: Term = later.some((arg) => hasEffects(arg, body))
    ? { kind: "variable", ...temporary(body, given, at) }
    : given;
  const from = fromNode === undefined ? int(0n) : position(fromNode, node.arguments.slice(2), body);
  const to = toNode === undefined ? arrayLength(target.value) : position(toNode, [], body);
  return rearrange(change, apply("array.fill", [target.value, value, from, to], sort, span));
}

/** `a.length = n`: the elements from n on are gone; making it longer would leave holes. */
export function assignLength(array: Target, n: Term, span: Span, body: Body): void {
  const value = apply("array.truncate", [array.value, n], array.sort, span);
  emit(body, { kind: "assign", target: array.place, value, inPlace: "rearranges", span });
}
