/**
 * Takes expressions without effects, of clauses and of code alike; gives typed terms, bottom-up. One elaborator, so
 * that every operator has one meaning. Relies on: `Surroundings` for names and for what differs between the two.
 */
import { assertNever } from "../base/index.js";
import type { Expression } from "../contract/index.js";
import { apply, bool, boolTerm, iff, is, ite, resultName, type Sort, type Term, variable } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { arithmetic, comparison, complement, needed, negate, type Operand } from "./arithmetic.js";
import { callGlobal, numberConstant } from "./builtins.js";
import { coerce, joinSorts, truth, unwrap } from "./coerce.js";
import { type Elaborated, type Entity, ofTerm, type Surroundings } from "./entity.js";
import { equality, isAbsent } from "./equality.js";
import { both, either, follows } from "./evaluated.js";
import { arrayLiteral, objectLiteral } from "./literals.js";
import { element, elementIfAny, member } from "./members.js";
import { describe, mismatch, outside } from "./mismatch.js";
import { nearest } from "./nearest.js";
import { invalid } from "./refusal.js";
import { absentOf, optionOf } from "./type-table.js";

/** `wanted` is what the place would like: it guides literals, and binds nobody. */
export function elaborate(e: Expression, cx: Surroundings, wanted?: Sort): Elaborated {
  switch (e.kind) {
    case "number":
      return { kind: "number", value: e.value, span: e.span };
    case "bigint":
      return outside("unsupported.type", e.span, "`bigint` is not read yet.", "Write a number.");
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
      return outside("unsupported.this", e.span, "`this` is not read yet.", "Pass the value as a parameter.");
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
      return memberOf(e, cx, wanted);
    case "index":
      return indexOf(e, cx);
    case "call":
      return call(e, cx);
    case "array":
      return arrayLiteral(e, wanted, cx);
    case "object":
      return objectLiteral(e, wanted, cx);
    case "nonNull":
      return nonNull(e.of, e.span, cx, wanted);
    case "quantifier":
      return quantifier(e, cx);
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
  return truth(elaborate(e, cx), e.span, cx);
}

export function operand(e: Expression, cx: Surroundings, wanted?: Sort): Operand {
  return { value: elaborate(e, cx, wanted), span: e.span };
}

/** A term that the caller just built keeps the place it came from. */
function spanned(term: Term, span: Span): Term {
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

function unknownName(name: string, span: Span, cx: Surroundings): never {
  const near = nearest(name, cx.candidates());
  const hint = near === undefined ? undefined : `Did you mean \`${near}\`?`;
  if (cx.place === "code") return outside("unsupported.name", span, `\`${name}\` is not known here.`, hint);
  return invalid({ code: "clause.unknown-name", span, message: `\`${name}\` is not known here.`, hint });
}

function result(span: Span, cx: Surroundings): Elaborated {
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
      if (value.kind === "number") return value;
      // Adding nothing: a number stays as it is; only refuses what is none.
      return ofTerm(coerce(value, numericSort(value, e.span, cx), e.span, cx));
    }
    case "~":
    case "typeof":
      return outside("unsupported.operator", e.span, `\`${e.operator}\` is not read yet.`);
    default:
      return assertNever(e.operator);
  }
}

function numericSort(value: Elaborated, span: Span, cx: Surroundings): Sort {
  const sort = value.kind === "term" ? value.term.sort : undefined;
  if (sort?.kind === "int" || sort?.kind === "real" || sort?.kind === "double") return sort;
  return mismatch(cx, span, `A number is wanted here; this is ${describe(value, cx)}.`);
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
    case "&":
    case "|":
    case "^":
    case "<<":
    case ">>":
    case ">>>":
      return outside("unsupported.operator", e.operatorSpan, `\`${operator}\` is not read yet.`);
    default:
      return assertNever(operator);
  }
}

function equals(e: Extract<Expression, { kind: "binary" }>, cx: Surroundings): Term {
  const negated = e.operator === "!==" || e.operator === "!=";
  const loose = e.operator === "==" || e.operator === "!=";
  const left = comparand(e.left, e.right, cx);
  const right = comparand(e.right, e.left, cx, sortHint(left.value));
  const term = loose ? looseEquality(left, right, e.operatorSpan, cx) : equality(left, right, e.span, cx);
  return negated ? complement(term, e.span) : spanned(term, e.span);
}

function sortHint(value: Elaborated): Sort | undefined {
  return value.kind === "term" ? value.term.sort : undefined;
}

/** An operand of `===`; an element compared with undefined may be missing. */
function comparand(e: Expression, other: Expression, cx: Surroundings, wanted?: Sort): Operand {
  const value = other.kind === "undefined" || other.kind === "null" ? maybeAbsent(e, cx) : elaborate(e, cx, wanted);
  return { value, span: e.span };
}

/** `==` is read where it means the same for every value: against undefined and null. */
function looseEquality(left: Operand, right: Operand, span: Span, cx: Surroundings): Term {
  if (right.value.kind === "absent") return isAbsent(left.value, ["undefined", "null"], cx);
  if (left.value.kind === "absent") return isAbsent(right.value, ["undefined", "null"], cx);
  return outside("unsupported.loose-equality", span, "`==` converts its operands.", "Write `===` or `!==`.");
}

function maybeAbsent(e: Expression, cx: Surroundings): Elaborated {
  if (e.kind === "index" && !e.optional) {
    const found = elementIfAny(operand(e.object, cx), operand(e.index, cx), e.span, cx);
    if (found !== undefined) return found;
  }
  return elaborate(e, cx);
}

function logical(
  e: Extract<Expression, { kind: "binary" }>,
  operator: "&&" | "||",
  cx: Surroundings,
  wanted: Sort | undefined,
): Elaborated {
  const left = elaborate(e.left, cx, wanted);
  const isBool = left.kind === "term" && left.term.sort.kind === "bool";
  if (isBool || cx.place === "clause") {
    const first = truth(left, e.left.span, cx);
    const right = elaborate(e.right, cx, wanted);
    if (right.kind === "term" && right.term.sort.kind === "bool") {
      return ofTerm(spanned(operator === "&&" ? both(first, right.term) : either(first, right.term), e.span));
    }
    return mismatch(
      cx,
      e.right.span,
      `Both sides of \`${operator}\` are booleans here; this is ${describe(right, cx)}.`,
    );
  }
  if (operator === "&&") {
    return outside(
      "unsupported.operator",
      e.span,
      "`&&` of values that are no booleans is not read.",
      "Write `c ? a : b`.",
    );
  }
  return choose(
    truth(left, e.left.span, cx),
    left,
    e.left.span,
    elaborate(e.right, cx, wanted),
    e.right.span,
    e.span,
    cx,
  );
}

/** The left value where the test holds (there it is present), else the right one. */
function choose(
  test: Term,
  left: Elaborated,
  leftSpan: Span,
  right: Elaborated,
  rightSpan: Span,
  span: Span,
  cx: Surroundings,
): Elaborated {
  const present = left.kind === "term" ? needed({ value: left, span: leftSpan }, cx) : left;
  if (present.kind === "absent") return right;
  return branches(test, present, leftSpan, right, rightSpan, span, undefined, cx);
}

function coalesce(e: Extract<Expression, { kind: "binary" }>, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  const left = maybeAbsent(e.left, cx);
  const right = elaborate(e.right, cx, wanted);
  if (left.kind === "absent") return right;
  const option = left.kind === "term" ? optionOf(left.term.sort, cx.table.types) : undefined;
  if (left.kind !== "term" || option === undefined) return left;
  const present = ofTerm(unwrap(left.term, option, e.left.span));
  return branches(is(left.term, "some"), present, e.left.span, right, e.right.span, e.span, wanted, cx);
}

function conditional(
  e: Extract<Expression, { kind: "conditional" }>,
  cx: Surroundings,
  wanted: Sort | undefined,
): Elaborated {
  const test = condition(e.condition, cx);
  const then = elaborate(e.then, cx, wanted);
  const otherwise = elaborate(e.else, cx, wanted ?? sortHint(then));
  return branches(test, then, e.then.span, otherwise, e.else.span, e.span, wanted, cx);
}

function branches(
  test: Term,
  then: Elaborated,
  thenSpan: Span,
  otherwise: Elaborated,
  otherwiseSpan: Span,
  span: Span,
  wanted: Sort | undefined,
  cx: Surroundings,
): Elaborated {
  const sort = joinSorts(then, otherwise, cx) ?? wanted;
  if (sort === undefined) {
    return mismatch(cx, span, `The branches are ${describe(then, cx)} and ${describe(otherwise, cx)}.`);
  }
  const [a, b] = [coerce(then, sort, thenSpan, cx), coerce(otherwise, sort, otherwiseSpan, cx)];
  return ofTerm(apply("ite", [test, a, b], sort, span));
}

function memberOf(e: Extract<Expression, { kind: "member" }>, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  const global = globalName(e, cx);
  if (global !== undefined) {
    const value = numberConstant(global);
    if (value !== undefined) return { kind: "number", value, span: e.span };
    return outside("unsupported.expression", e.span, `\`${global}\` is not read.`);
  }
  if (!e.optional) return member(operand(e.object, cx), e.property, e.span, wanted, cx);
  return optionalPart(elaborate(e.object, cx), e.object.span, e.span, cx, (object) =>
    member(object, e.property, e.span, wanted, cx),
  );
}

function indexOf(e: Extract<Expression, { kind: "index" }>, cx: Surroundings): Elaborated {
  if (!e.optional) return element(operand(e.object, cx), operand(e.index, cx), e.span, cx);
  return optionalPart(elaborate(e.object, cx), e.object.span, e.span, cx, (object) =>
    element(object, operand(e.index, cx), e.span, cx),
  );
}

/** `x?.part`: undefined where x is absent. */
function optionalPart(
  object: Elaborated,
  objectSpan: Span,
  span: Span,
  cx: Surroundings,
  part: (object: Operand) => Elaborated,
): Elaborated {
  const option = object.kind === "term" ? optionOf(object.term.sort, cx.table.types) : undefined;
  if (object.kind !== "term" || option === undefined) return part({ value: object, span: objectSpan });
  const value = part({ value: ofTerm(unwrap(object.term, option, objectSpan)), span: objectSpan });
  const absent: Elaborated = { kind: "absent", which: "undefined", span };
  return branches(is(object.term, "some"), value, span, absent, span, span, undefined, cx);
}

/** `Math.abs` as a dotted name, where `Math` is JavaScript's own. */
function globalName(e: Expression, cx: Surroundings): string | undefined {
  if (e.kind === "name") {
    const entity: Entity | undefined = cx.resolve(e.name);
    return entity?.kind === "global" ? entity.name : undefined;
  }
  if (e.kind !== "member" || e.optional) return undefined;
  const object = globalName(e.object, cx);
  return object === undefined ? undefined : `${object}.${e.property}`;
}

const numberTests = ["isInteger", "isSafeInteger", "isNaN", "isFinite"];

function call(e: Extract<Expression, { kind: "call" }>, cx: Surroundings): Elaborated {
  const global = globalName(e.callee, cx);
  if (global !== undefined) {
    refuseTestOfField(global, e, cx);
    return callGlobal(
      global,
      e.args.map((arg) => operand(arg, cx)),
      e.span,
      cx,
    );
  }
  if (e.callee.kind !== "name" || e.optional) {
    return outside(
      "unsupported.call",
      e.span,
      "Only functions called by name are read.",
      "Write it as a function of its own.",
    );
  }
  const { name } = e.callee;
  const entity = cx.resolve(name);
  if (entity === undefined && /^\\?(?:perm|sum|count|distinct)$/u.test(name)) {
    return outside("unsupported.expression", e.span, `\`${name}\` is not read here yet.`);
  }
  if (entity === undefined) return unknownName(name, e.callee.span, cx);
  if (entity.kind !== "function") return mismatch(cx, e.callee.span, `\`${name}\` is not a function.`);
  return pureCall(entity.id, e, cx);
}

/**
 * Soundness: an unmarked field enters as an integer by assumption, so that a test of it would be true without need.
 */
function refuseTestOfField(global: string, e: Extract<Expression, { kind: "call" }>, cx: Surroundings): void {
  const [arg] = e.args;
  if (!numberTests.includes(global.replace("Number.", "")) || arg?.kind !== "member" || arg.property === "length")
    return;
  const value = elaborate(arg, cx);
  if (value.kind !== "term" || needed({ value, span: arg.span }, cx).kind !== "term") return;
  const inner = needed({ value, span: arg.span }, cx);
  if (inner.kind === "term" && inner.term.sort.kind === "int") {
    outside(
      "unsupported.mark",
      e.span,
      "The field is an integer by assumption, so that the test says nothing.",
      "Mark the field `//@ type x double`.",
    );
  }
}

function pureCall(id: string, e: Extract<Expression, { kind: "call" }>, cx: Surroundings): Elaborated {
  const callee = cx.pureCallee(id, e.span);
  if (e.args.length > callee.parameters.length) {
    return mismatch(cx, e.span, `\`${callee.name}\` takes ${callee.parameters.length} arguments.`);
  }
  const args = callee.parameters.map((parameter, i) => {
    const arg = e.args[i];
    const value: Elaborated | undefined = arg === undefined ? undefined : elaborate(arg, cx, parameter.variable.sort);
    return argumentTerm(value, parameter, arg?.span ?? e.span, callee.name, cx);
  });
  return ofTerm({ kind: "call", function: id, args, sort: callee.result, span: e.span });
}

/** The value that the callee sees: a missing or undefined argument is the parameter's default. */
export function argumentTerm(
  value: Elaborated | undefined,
  parameter: {
    readonly variable: { readonly name: string; readonly sort: Sort };
    readonly fallback: Elaborated | undefined;
  },
  span: Span,
  callee: string,
  cx: Surroundings,
): Term {
  const { sort, name } = parameter.variable;
  const { fallback } = parameter;
  if (value === undefined || (value.kind === "absent" && value.which === "undefined")) {
    if (fallback !== undefined) return coerce(fallback, sort, span, cx);
    const option = optionOf(sort, cx.table.types);
    if (value === undefined && option !== undefined && absentOf(option).includes("undefined")) {
      return coerce({ kind: "absent", which: "undefined", span }, sort, span, cx);
    }
    if (value === undefined) return mismatch(cx, span, `\`${callee}\` also needs its argument \`${name}\`.`);
  }
  const option = value.kind === "term" ? optionOf(value.term.sort, cx.table.types) : undefined;
  const mayBeMissing = option !== undefined && absentOf(option).includes("undefined");
  if (fallback === undefined || value.kind !== "term" || !mayBeMissing) return coerce(value, sort, span, cx);
  return ite(is(value.term, "undefined"), coerce(fallback, sort, span, cx), coerce(value, sort, span, cx));
}

function nonNull(of: Expression, span: Span, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  const value = elaborate(of, cx, wanted);
  if (value.kind === "absent") return mismatch(cx, span, `\`${value.which}!\` is never there.`);
  const inner = needed({ value, span }, cx);
  return inner;
}

function quantifier(e: Extract<Expression, { kind: "quantifier" }>, cx: Surroundings): Elaborated {
  if (e.bare === true && cx.resolve(e.quantifier) !== undefined) {
    return outside(
      "unsupported.expression",
      e.span,
      `\`${e.quantifier}\` is a name of the program here.`,
      `Write \`\\${e.quantifier}\` for the quantifier.`,
    );
  }
  const sort: Sort = e.binder.type === undefined ? { kind: "int" } : cx.sortOfTypeText(e.binder.type);
  if (
    sort.kind !== "int" &&
    sort.kind !== "bool" &&
    sort.kind !== "real" &&
    sort.kind !== "double" &&
    sort.kind !== "string"
  ) {
    return outside("unsupported.type", e.binder.span, "A bound variable is a number, a boolean or a string.");
  }
  const bound = { name: cx.freshBinder(e.binder.name), sort };
  const entity: Entity = { kind: "variable", variable: bound };
  const extend = (resolve: (name: string) => Entity | undefined) => (name: string) =>
    name === e.binder.name ? entity : resolve(name);
  const inner: Surroundings = {
    ...cx,
    resolve: extend(cx.resolve),
    atEntry: cx.atEntry && extend(cx.atEntry),
    candidates: () => [...cx.candidates(), e.binder.name],
  };
  const body = withBinderFacts(condition(e.body, inner), e.quantifier, bound, cx);
  return ofTerm({
    kind: "quantifier",
    quantifier: e.quantifier,
    binders: [unrefinedBinder(bound)],
    body,
    sort: bool,
    span: e.span,
  });
}

/** A `nat` ranges over the integers from 0: said in the body, so that it does not rest on facts of sorts. */
function withBinderFacts(
  body: Term,
  kind: "forall" | "exists",
  bound: { readonly name: string; readonly sort: Sort },
  _cx: Surroundings,
): Term {
  if (bound.sort.kind !== "int" || bound.sort.nat !== true) return body;
  const range = apply(
    "int.atMost",
    [
      { kind: "literal", value: { kind: "int", value: 0n }, sort: { kind: "int" } },
      variable(bound.name, { kind: "int" }),
    ],
    bool,
  );
  return kind === "forall" ? follows(range, body) : both(range, body);
}

function unrefinedBinder(bound: { readonly name: string; readonly sort: Sort }): { name: string; sort: Sort } {
  return bound.sort.kind === "int" ? { name: bound.name, sort: { kind: "int" } } : bound;
}
