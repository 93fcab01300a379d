/**
 * Takes expressions without effects, of clauses and of code alike; gives typed terms, bottom-up. One elaborator, so
 * that every operator has one meaning. Relies on: `Surroundings` for names and for what differs between the two.
 */
import { assertNever, nearest } from "../../base/index.js";
import type { Expression } from "../../contract/index.js";
import { bigint, boolTerm, dataType, iff, resultName, type Sort, type Term, variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { invalid } from "../syntax/refusal.js";
import { truth, valueOfKey } from "../types/coerce.js";
import { both, either, follows } from "../types/evaluated.js";
import { mismatch, outside } from "../types/mismatch.js";
import { asMember, mixedInside, mixedOf, typeOf } from "../types/mixed.js";
import { optionOf, someSort } from "../types/type-table.js";
import { arithmetic, comparison, complement, needed, negate, type Operand } from "./arithmetic.js";
import { bits, complementBits } from "./bits.js";
import { numberConstant } from "./builtins.js";
import { letIn } from "./callback.js";
import { call, globalName } from "./calls.js";
import { chain } from "./chain.js";
import { coalesce, conditional, logical } from "./choice.js";
import { dictionaryOf, entryIfAny, hasKey, keyNamed, keyOf } from "./dictionaries.js";
import { equality, isAbsent } from "./equality.js";
import { arrayLiteral } from "./literals.js";
import { membership } from "./maps.js";
import { element, elementIfAny, member } from "./members.js";
import { objectLiteral } from "./object-literals.js";
import { quantifier } from "./quantifier.js";
import { toNumber } from "./text.js";

/** `wanted` is what the place would like: it guides literals, and binds nobody. */
export function elaborate(e: Expression, cx: Surroundings, wanted?: Sort): Elaborated {
  return chain(e, cx, (rest, inner) => elaborate(rest, inner, wanted)) ?? elaborateOne(e, cx, wanted);
}

function elaborateOne(e: Expression, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  switch (e.kind) {
    case "number":
      return { kind: "number", value: e.value, span: e.span };
    case "bigint":
      return ofTerm({ ...bigint(e.value), span: e.span });
    case "string":
      return ofTerm({
        kind: "literal",
        value: { kind: "string", value: e.value },
        sort: { kind: "string", literals: [e.value] },
        span: e.span,
      });
    case "boolean":
      return ofTerm({ ...boolTerm(e.value), span: e.span });
    case "null":
    case "undefined":
      return { kind: "absent", which: e.kind, span: e.span };
    case "name":
      return named(e.name, e.span, cx);
    case "this":
      if (cx.receiver !== undefined) return ofTerm(variable(cx.receiver.name, cx.receiver.sort, e.span));
      return outside("unsupported.this", e.span, "`this` is not read here.", "Pass the value as a parameter.");
    case "result":
      return result(e.span, cx);
    case "old":
      return old(e.of, e.span, cx, wanted);
    case "unary":
      return unary(e, cx);
    case "binary":
      return binary(e, cx, wanted);
    case "conditional":
      return conditional(e, cx, wanted);
    case "member":
      return memberOf(e, cx, wanted, mayLack(wanted, cx));
    case "index":
      return mayLack(wanted, cx) ? maybeAbsent(e, cx) : indexOf(e, cx);
    case "call":
      return call(e, cx, wanted);
    case "array":
      return arrayLiteral(e, wanted, cx);
    case "object":
      return objectLiteral(e, wanted, cx);
    case "nonNull":
      return e.member === undefined ? nonNull(e.of, e.span, cx, wanted) : taken(e.of, e.member, e.span, cx, wanted);
    case "spread":
      return outside("unsupported.expression", e.span, "A spread stands in an array or among arguments only.");
    case "quantifier":
      return quantifier(e, cx);
    case "lambda":
      return outside(
        "unsupported.function-value",
        e.span,
        "A function is read here as the argument of an array's method alone.",
      );
    case "let":
      return letIn(e, cx, wanted);
    case "unsupported":
      return outside("unsupported.expression", e.span, `${e.construct} has no meaning in a clause.`);
    default:
      return assertNever(e);
  }
}

/** A boolean term: in code by JavaScript's truthiness. */
export function condition(e: Expression, cx: Surroundings): Term {
  if (e.kind === "binary" && (e.operator === "&&" || e.operator === "||")) {
    const combine = e.operator === "&&" ? both : either;
    return spanned(combine(condition(e.left, cx), condition(e.right, cx)), e.span);
  }
  if (e.kind === "unary" && e.operator === "!") return complement(condition(e.operand, cx), e.span);
  return truth(testedElement(e, cx) ?? asked(e, cx), e.span, cx);
}

/** `!rows[i]` of objects asks whether the element is there: reading outside of the array is no fault (SEMANTICS, section 3). */
function testedElement(e: Expression, cx: Surroundings): Elaborated | undefined {
  if (e.kind !== "index" || cx.place !== "code") return undefined;
  const found = elementIfAny(operand(e.object, cx), operand(e.index, cx), e.span, cx);
  const option = found?.kind === "term" ? optionOf(found.term.sort, cx.table.types) : undefined;
  if (option === undefined) return undefined;
  const inside = someSort(option);
  const isObject = inside.kind === "array" || inside.kind === "map" || inside.kind === "data";
  return isObject && mixedOf(inside, cx.table.types) === undefined ? found : undefined;
}

export function operand(e: Expression, cx: Surroundings, wanted?: Sort): Operand {
  return { value: elaborate(e, cx, wanted), span: e.span };
}

/** A term that the caller just built keeps the place it came from. */
export function spanned(term: Term, span: Span): Term {
  return term.kind === "apply" && term.span === undefined ? { ...term, span } : term;
}

function named(name: string, span: Span, cx: Surroundings): Elaborated {
  const entity = cx.resolve(name);
  if (entity === undefined) return unknownName(name, span, cx);
  switch (entity.kind) {
    case "variable":
      return ofTerm(variable(entity.variable.name, entity.variable.sort, span));
    case "constant":
      return entity.value;
    case "function":
      return outside("unsupported.function-value", span, "A function used as a value is not read yet.");
    case "enum":
      return outside("unsupported.expression", span, `The enum \`${name}\` by itself is not read.`, "Name a member.");
    case "class":
      return outside("unsupported.expression", span, `The class \`${name}\` by itself is not read.`, "Name a member.");
    case "global": {
      if (entity.name === "undefined") return { kind: "absent", which: "undefined", span };
      const value = numberConstant(entity.name);
      if (value !== undefined) return { kind: "number", value, span };
      return outside("unsupported.expression", span, `\`${entity.name}\` by itself is not read.`);
    }
    default:
      return assertNever(entity);
  }
}

/** What clauses write with a backslash. */
const ownWords: ReadonlyMap<string, string> = new Map([
  ["result", "\\result"],
  ["old", "\\old(…)"],
]);

export function unknownName(name: string, span: Span, cx: Surroundings): never {
  const near = ownWords.get(name) ?? nearest(name, cx.candidates());
  const hint = near === undefined ? undefined : `Did you mean \`${near}\`?`;
  if (cx.place === "code") return outside("unsupported.name", span, `\`${name}\` is not known here.`, hint);
  return invalid({ code: "clause.unknown-name", span, message: `\`${name}\` is not known here.`, hint });
}

export function result(span: Span, cx: Surroundings): Elaborated {
  if (cx.result === undefined || cx.result.kind === "unit") {
    const message =
      cx.result === undefined
        ? "`\\result` stands in `ensures` only."
        : "The function returns nothing, so there is no `\\result`.";
    return invalid({ code: "clause.result", span, message });
  }
  return ofTerm(variable(resultName, cx.result, span));
}

function old(of: Expression, span: Span, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  if (cx.atEntry === undefined) {
    return invalid({
      code: "clause.old",
      span,
      message: "`\\old` has no meaning here: the clause speaks of the entry itself.",
      hint: "Write the expression without `\\old`.",
    });
  }
  const inner = elaborate(of, { ...cx, resolve: cx.atEntry, atEntry: undefined, result: undefined }, wanted);
  if (inner.kind !== "term") return inner;
  return ofTerm({ kind: "old", of: inner.term, sort: inner.term.sort, span });
}

function unary(e: Extract<Expression, { kind: "unary" }>, cx: Surroundings): Elaborated {
  switch (e.operator) {
    case "!":
      return ofTerm(complement(condition(e.operand, cx), e.span));
    case "-":
      return negate(operand(e.operand, cx), e.span, cx);
    case "+": {
      const value = needed(operand(e.operand, cx), cx);
      return toNumber(value, e.span, cx);
    }
    case "~":
      return complementBits(operand(e.operand, cx), e.span, cx);
    case "typeof":
      return ofTerm(typeOf(maybeAbsent(e.operand, cx), e.span, cx));
    default:
      return assertNever(e.operator);
  }
}

function binary(e: Extract<Expression, { kind: "binary" }>, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  const { operator } = e;
  switch (operator) {
    case "&&":
    case "||":
      return logical(e, operator, cx, wanted);
    case "==>":
      return ofTerm(spanned(follows(condition(e.left, cx), condition(e.right, cx)), e.span));
    case "<==>":
      return ofTerm(spanned(iff(condition(e.left, cx), condition(e.right, cx)), e.span));
    case "??":
      return coalesce(e, cx, wanted);
    case "===":
    case "!==":
    case "==":
    case "!=":
      return ofTerm(equals(e, cx));
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
    case "**":
      return arithmetic(operator, operand(e.left, cx), operand(e.right, cx), e.span, cx);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparison(operator, operand(e.left, cx), operand(e.right, cx), e.span, cx);
    case "in":
      if (cx.place === "clause") return ofTerm(membership(e.left, e.right, e.span, cx));
      return ofTerm(keyInside(e, cx));
    case "&":
    case "|":
    case "^":
    case "<<":
    case ">>":
    case ">>>":
      return bits(operator, operand(e.left, cx), operand(e.right, cx), e.span, cx);
    default:
      return assertNever(operator);
  }
}

/** `k in d` of code */
function keyInside(e: Extract<Expression, { kind: "binary" }>, cx: Surroundings): Term {
  const key = operand(e.left, cx);
  const of = dictionaryOf(operand(e.right, cx), cx);
  if (of === undefined) return outside("unsupported.operator", e.operatorSpan, "`in` is not read here.");
  return hasKey(of, keyOf(key, of.sort, cx), e.span, cx);
}

function equals(e: Extract<Expression, { kind: "binary" }>, cx: Surroundings): Term {
  const negated = e.operator === "!==" || e.operator === "!=";
  const loose = e.operator === "==" || e.operator === "!=";
  const left = comparand(e.left, e.right, cx);
  const right = comparand(e.right, e.left, cx, sortHint(left.value));
  const term = loose ? looseEquality(left, right, e.operatorSpan, cx) : equality(left, right, e.span, cx);
  return negated ? complement(term, e.span) : spanned(term, e.span);
}

export function sortHint(value: Elaborated): Sort | undefined {
  return value.kind === "term" ? value.term.sort : undefined;
}

/** An operand of `===`; an element compared with undefined may be missing. */
function comparand(e: Expression, other: Expression, cx: Surroundings, wanted?: Sort): Operand {
  const value = other.kind === "undefined" || other.kind === "null" ? maybeAbsent(e, cx) : asked(e, cx, wanted);
  return { value, span: e.span };
}

/** `==` is read where it converts nothing: against undefined and null, and between primitives of one type. */
function looseEquality(left: Operand, right: Operand, span: Span, cx: Surroundings): Term {
  if (right.value.kind === "absent") return isAbsent(left.value, ["undefined", "null"], span, cx);
  if (left.value.kind === "absent") return isAbsent(right.value, ["undefined", "null"], span, cx);
  const primitive = primitiveOf(left.value);
  if (primitive !== undefined && primitive === primitiveOf(right.value)) return equality(left, right, span, cx);
  return outside("unsupported.loose-equality", span, "`==` converts its operands.", "Write `===` or `!==`.");
}

function primitiveOf(value: Elaborated): "number" | "string" | "bool" | undefined {
  if (value.kind === "number") return "number";
  if (value.kind !== "term") return undefined;
  const { kind } = value.term.sort;
  if (kind === "string" || kind === "bool") return kind;
  return kind === "int" || kind === "real" || kind === "double" ? "number" : undefined;
}

/** SEMANTICS, section 3: where the type already says undefined, a missing element is a value. */
function mayLack(wanted: Sort | undefined, cx: Surroundings): boolean {
  if (wanted?.kind !== "data") return false;
  return dataType(cx.table.types, wanted.name).constructors.some((c) => c.absent === "undefined");
}

export function maybeAbsent(e: Expression, cx: Surroundings): Elaborated {
  const chained = chain(e, cx, maybeAbsent);
  if (chained !== undefined) return chained;
  if (e.kind === "index") {
    const found = elementIfAny(operand(e.object, cx), operand(e.index, cx), e.span, cx);
    return found ?? indexOf(e, cx);
  }
  return e.kind === "member" ? memberOf(e, cx, undefined, true) : elaborate(e, cx);
}

/** A value that is asked whether it is true: what a dictionary does not hold is not. */
export function asked(e: Expression, cx: Surroundings, wanted?: Sort): Elaborated {
  const chained = chain(e, cx, asked);
  if (chained !== undefined) return chained;
  if (e.kind === "member") return memberOf(e, cx, wanted, true);
  if (e.kind !== "index") return elaborate(e, cx, wanted);
  const object = operand(e.object, cx);
  const dictionary = object.value.kind === "term" ? dictionaryOf(object, cx) : undefined;
  if (dictionary === undefined) return elaborate(e, cx, wanted);
  return ofTerm(entryIfAny(dictionary, keyOf(operand(e.index, cx), dictionary.sort, cx), e.span, cx));
}

/** `lacking`: of a dictionary, a missing key is undefined. */
function memberOf(
  e: Extract<Expression, { kind: "member" }>,
  cx: Surroundings,
  wanted: Sort | undefined,
  lacking: boolean,
): Elaborated {
  const entity = e.object.kind === "name" ? cx.resolve(e.object.name) : undefined;
  const constant = entity?.kind === "enum" ? entity.members.get(e.property) : undefined;
  if (typeof constant === "number") return { kind: "number", value: constant, span: e.span };
  if (constant !== undefined) return elaborate({ kind: "string", value: constant, span: e.span }, cx);
  const held = entity?.kind === "class" ? entity.field(e.property, e.span) : undefined;
  if (held !== undefined) return held;
  const global = globalName(e, cx);
  if (global !== undefined) {
    const value = numberConstant(global);
    if (value !== undefined) return { kind: "number", value, span: e.span };
    return outside("unsupported.expression", e.span, `\`${global}\` is not read.`);
  }
  const object = operand(e.object, cx);
  const dictionary = lacking && object.value.kind === "term" ? dictionaryOf(object, cx) : undefined;
  if (dictionary === undefined) return member(object, e.property, e.span, wanted, cx);
  const key = keyOf(keyNamed(e.property, e.propertySpan), dictionary.sort, cx);
  return ofTerm(entryIfAny(dictionary, key, e.span, cx));
}

function indexOf(e: Extract<Expression, { kind: "index" }>, cx: Surroundings): Elaborated {
  return element(operand(e.object, cx), operand(e.index, cx), e.span, cx);
}

function nonNull(of: Expression, span: Span, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  const value = elaborate(of, cx, wanted);
  if (value.kind === "absent") return mismatch(cx, span, `\`${value.which}!\` is never there.`);
  const held = value.kind === "term" ? valueOfKey(value.term) : undefined;
  return held === undefined ? needed({ value, span }, cx) : ofTerm(held);
}

/** The member of a mixed union for which TypeScript takes the value; itself where it is none. */
function taken(of: Expression, name: string, span: Span, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  const value = elaborate(of, cx, wanted);
  if (value.kind !== "term" || mixedInside(value.term.sort, cx.table.types) === undefined) return value;
  const inner = needed({ value, span }, cx);
  const type = inner.kind === "term" ? mixedOf(inner.term.sort, cx.table.types) : undefined;
  const term = inner.kind === "term" && type !== undefined ? asMember(inner.term, type, name, span) : undefined;
  return term === undefined ? value : ofTerm(term);
}
