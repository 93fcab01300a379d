/**
 * Takes a value and the place that is to hold it; gives the term to store. What the place promises beyond the value's
 * representation is asserted here (`owes: "mark"`); a local of unknown kind of number widens instead.
 */
import { type Clause, isTrue, type Sort, type Statement, type Term, typeFacts, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { Elaborated } from "../syntax/entity.js";
import { type Body, emit, freshName, type Owner, Restart } from "../world/body.js";
import { coerce, fits } from "./coerce.js";
import { memberSort, mixedOf } from "./mixed.js";
import { joinKinds, kindOf, kindOfLiteral, type NumberKind } from "./number-kind.js";
import { unrefined } from "./refinements.js";
import { displayOf, optionOf, someSort } from "./type-table.js";

export interface Receiver {
  readonly sort: Sort;
  readonly owner?: Owner | undefined;
  /** In the author's words: `x`, `the result`. */
  readonly what: string;
}

export function receive(body: Body, value: Elaborated, to: Receiver, span: Span): Term {
  if (to.owner !== undefined) widen(body, value, to.sort, to.owner);
  const term = coerce(value, to.sort, span, body.cx);
  oweMark(body, term, to.sort, to.what, span);
  return term;
}

/** Asserts the refinements of the sort, where the term does not show them by its form. */
export function oweMark(body: Body, term: Term, sort: Sort, what: string, span: Span): void {
  if (fits(term, sort, body.cx)) return;
  const { types } = body.cx.table;
  const text = `${what} is ${displayOf(sort, types)}`;
  const clause: Clause = { text, term: typeFacts(term, sort, types), span };
  if (!isTrue(clause.term)) emit(body, assertion(clause));
}

function assertion(clause: Clause): Statement {
  return { kind: "assert", clause, owes: "mark", span: clause.span };
}

/** Declares a temporary that holds the value. */
export function temporary(body: Body, value: Term, span: Span, letter = "t"): Variable {
  const sort = unrefined(value.sort);
  oweMark(body, value, sort, "the value", span);
  const variable: Variable = { name: freshName(body, letter), sort };
  emit(body, { kind: "let", variable, value, span });
  body.tokens.set(variable.name, { kind: "variable", variable });
  return variable;
}

function widen(body: Body, value: Elaborated, sort: Sort, owner: Owner): void {
  const wanted = neededKind(value, sort, body);
  if (wanted === undefined) return;
  const known = body.kinds.get(owner) ?? "int";
  const joined = joinKinds(known, wanted);
  // At the widest kind nothing more can change; what does not fit then is refused by `coerce`.
  if (joined === known) return;
  body.kinds.set(owner, joined);
  throw new Restart();
}

/** The kind of number that the place would need to hold the value; undefined where it holds it already. */
function neededKind(value: Elaborated, to: Sort, body: Body): NumberKind | undefined {
  const { types } = body.cx.table;
  const option = optionOf(to, types);
  if (option !== undefined) {
    const from = value.kind === "term" ? optionOf(value.term.sort, types) : undefined;
    return from === undefined
      ? neededKind(value, someSort(option), body)
      : kindBetween(someSort(from), someSort(option), body);
  }
  if (value.kind === "absent") return undefined;
  const number = numberMember(to, body);
  if (number !== undefined) return neededKind(value, number, body);
  if (value.kind === "number") return between(kindOfLiteral(value.value), kindOf(to));
  return kindBetween(value.term.sort, to, body);
}

function kindBetween(from: Sort, to: Sort, body: Body): NumberKind | undefined {
  const { types } = body.cx.table;
  const outer = optionOf(from, types);
  const target = optionOf(to, types);
  if (outer !== undefined || target !== undefined) {
    return kindBetween(outer ? someSort(outer) : from, target ? someSort(target) : to, body);
  }
  const number = numberMember(to, body);
  if (number !== undefined) return kindBetween(numberMember(from, body) ?? from, number, body);
  if (from.kind === "map" && to.kind === "map") {
    return kindBetween(from.key, to.key, body) ?? kindBetween(from.value, to.value, body);
  }
  if (from.kind === "array" && to.kind === "array") return kindBetween(from.element, to.element, body);
  const kind = kindOf(from);
  return kind === undefined ? undefined : between(kind, kindOf(to));
}

function numberMember(sort: Sort, body: Body): Sort | undefined {
  const mixed = mixedOf(sort, body.cx.table.types);
  return mixed && memberSort(mixed, "number");
}

function between(from: NumberKind, to: NumberKind | undefined): NumberKind | undefined {
  if (to === undefined) return undefined;
  const joined = joinKinds(from, to);
  return joined === to || (joined === "int" && to === "nat") ? undefined : joined;
}
