/**
 * Takes patterns and what they are matched with; hands each leaf its value, in JavaScript's order. An array pattern is
 * read by index: a position without a default owes that it is there, where its type does not say `undefined`.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import {
  type DataConstructor,
  dataType,
  field,
  freeVariables,
  mapDelete,
  type Sort,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { needed } from "../elaborate/arithmetic.js";
import { type Dictionary, isDictionaryTerm, keyNamed, keyOf } from "../elaborate/dictionaries.js";
import { elaborate, maybeAbsent } from "../elaborate/elaborate.js";
import { type Elaborated, ofTerm } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { settle } from "../types/coerce.js";
import { temporary } from "../types/receive.js";
import { absentOf, fieldsOfRecord, optionOf } from "../types/type-table.js";
import type { Body } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import type { FieldPattern, Part, Pattern, Unread } from "../world/patterns.js";
import { fallbacksOf } from "../world/patterns.js";
import { hasEffects } from "./effects.js";
import { operands, spanOf, toSyntax } from "./expression.js";
import { symbolOf } from "./name.js";

/** What a pattern takes apart: a value that may be read more than once, or positions that are known one by one. */
export type Source =
  | { readonly kind: "value"; readonly syntax: Expression }
  | { readonly kind: "parts"; readonly parts: readonly Source[]; readonly span: Span };

export type Receive<Leaf> = (leaf: Leaf, value: Expression) => void;

/** The term under a name of its own: it is read where the name is. */
export function namedTerm(term: Term, span: Span, body: Body): Expression {
  body.counter += 1;
  const name = `term ${body.counter}`;
  body.tokens.set(name, { kind: "constant", value: ofTerm(term) });
  return { kind: "name", name, span };
}

export function readable<Leaf>(pattern: Pattern<Leaf> | Unread, body: Body): Pattern<Leaf> {
  if (pattern.kind === "unread") {
    return unsupported({
      code: "unsupported.variable",
      span: spanOf(pattern.node, body),
      message: `${pattern.what} in a pattern is not read.`,
      hint: "Take the field by its name.",
    });
  }
  return pattern;
}

/**
 * What stands right of a pattern, evaluated once. `written`: what the pattern itself gives other values.
 */
export function sourceOf<Leaf>(
  node: ts.Expression,
  pattern: Pattern<Leaf>,
  body: Body,
  written: Written,
  wanted?: Sort,
): Source {
  refuseEffects(pattern, body);
  const inner = withoutParentheses(node);
  const span = spanOf(node, body);
  if (ts.isArrayLiteralExpression(inner) && pattern.kind === "array" && pattern.rest === undefined) {
    const isPlain = !inner.elements.some((e) => ts.isSpreadElement(e) || ts.isOmittedExpression(e));
    if (isPlain) {
      const parts = operands(inner.elements, body).map((e) => once(e, body, written));
      return { kind: "parts", parts, span };
    }
  }
  return once(toSyntax(node, body, wanted), body, written, wanted);
}

/** What a pattern gives other values: variables by their names, places by their last field; undefined stands for any. */
export interface Written {
  readonly variables: ReadonlySet<string>;
  readonly fields: ReadonlySet<string | undefined>;
}

export const nothingWritten: Written = { variables: new Set(), fields: new Set() };

/**
 * The value as it is before anything is assigned. Soundness: what is read at its turn must not have been given another
 * value by then [`[o.a, o.b] = [o.b, o.a]`], under whatever name of the object; what is written inside an object that
 * stays is read as it then is.
 */
function once(syntax: Expression, body: Body, written: Written, wanted?: Sort): Source {
  const value = elaborate(syntax, body.cx, wanted);
  if (value.kind !== "term" || value.term.kind === "literal") return { kind: "value", syntax };
  const names = [...freeVariables(value.term).keys()];
  const fields = fieldsOn(syntax);
  const stays = fields !== undefined && !names.some((name) => written.variables.has(name));
  if (stays && (fields.length === 0 || isKept(fields, value.term, written))) return { kind: "value", syntax };
  const kept = temporary(body, value.term, syntax.span);
  return { kind: "value", syntax: { kind: "name", name: kept.name, span: syntax.span } };
}

/** The fields of a path; undefined of what is no path. */
function fieldsOn(syntax: Expression): readonly string[] | undefined {
  if (syntax.kind === "name" || syntax.kind === "this") return [];
  if (syntax.kind !== "member" || syntax.optional) return undefined;
  const before = fieldsOn(syntax.object);
  return before && [...before, syntax.property];
}

/** No field on the way is written. What a getter gives, or a length, may rest on others. */
function isKept(fields: readonly string[], value: Term, written: Written): boolean {
  if (written.fields.size === 0) return true;
  return !written.fields.has(undefined) && !fields.some((f) => written.fields.has(f)) && isPlainPath(value);
}

function isPlainPath(term: Term): boolean {
  return term.kind === "variable" || (term.kind === "field" && isPlainPath(term.of));
}

/** Soundness: a default is evaluated only where the part is undefined, so that it must change nothing. */
export function refuseEffects<Leaf>(pattern: Pattern<Leaf>, body: Body): void {
  const found = fallbacksOf(pattern).find((node) => hasEffects(node, body));
  if (found === undefined) return;
  unsupported({
    code: "unsupported.evaluation-order",
    span: spanOf(found, body),
    message: "Whether this default is evaluated depends on the value, and it has effects.",
    hint: "Take the part first, and test it for `undefined` in a statement after.",
  });
}

export function unpack<Leaf>(pattern: Pattern<Leaf>, source: Source, body: Body, receive: Receive<Leaf>): void {
  switch (pattern.kind) {
    case "leaf":
      receive(pattern.leaf, wholeOf(source));
      return;
    case "object":
      for (const part of pattern.fields) {
        if (isLeftOut(part, body)) continue;
        unpack(part.pattern, defaulted(fieldOf(source, part, body), part, body), body, receive);
      }
      if (pattern.rest !== undefined) unpack(pattern.rest, restOf(source, pattern, body), body, receive);
      return;
    case "array":
      unpackArray(pattern, source, body, receive);
  }
}

function unpackArray<Leaf>(
  pattern: Extract<Pattern<Leaf>, { kind: "array" }>,
  source: Source,
  body: Body,
  receive: Receive<Leaf>,
): void {
  const span = spanOf(pattern.node, body);
  if (source.kind === "value") refuseOthers(source.syntax, span, body);
  pattern.items.forEach((part, i) => {
    if (part === undefined) return;
    const at = spanOf(part.node, body);
    unpack(part.pattern, defaulted(positionOf(source, i, at), part, body), body, receive);
  });
  if (pattern.rest === undefined) return;
  const from: Expression = { kind: "number", text: String(pattern.items.length), value: pattern.items.length, span };
  const callee: Expression = {
    kind: "member",
    object: wholeOf(source),
    property: "slice",
    propertySpan: span,
    optional: false,
    span,
  };
  const slice: Expression = { kind: "call", callee, args: [from], optional: false, span };
  unpack(pattern.rest, { kind: "value", syntax: slice }, body, receive);
}

/** Soundness: an array pattern goes by the iterator, which is an index only for arrays and tuples. */
function refuseOthers(syntax: Expression, span: Span, body: Body): void {
  const value = needed({ value: elaborate(syntax, body.cx), span: syntax.span }, body.cx);
  const sort = value.kind === "term" ? value.term.sort : undefined;
  const isTuple = sort?.kind === "data" && dataType(body.cx.table.types, sort.name).shape === "tuple";
  if (sort?.kind === "array" || isTuple) return;
  unsupported({
    code: "unsupported.variable",
    span,
    message: "An array pattern is read where the value is an array or a tuple.",
    hint: "Take the parts by index.",
  });
}

export function wholeOf(source: Source): Expression {
  if (source.kind === "value") return source.syntax;
  return { kind: "array", items: source.parts.map(wholeOf), span: source.span };
}

function positionOf(source: Source, i: number, span: Span): Source {
  if (source.kind === "parts") return source.parts[i] ?? { kind: "value", syntax: { kind: "undefined", span } };
  const index: Expression = { kind: "number", text: String(i), value: i, span };
  return { kind: "value", syntax: { kind: "index", object: source.syntax, index, optional: false, span } };
}

/** `[key]: name` where nothing reads the name: it only says what the rest is without. */
function isLeftOut<Leaf>(part: FieldPattern<Leaf>, body: Body): boolean {
  const { node } = part.pattern;
  if (part.computed === undefined || part.pattern.kind !== "leaf" || !ts.isIdentifier(node)) return false;
  const { checker } = body.site.file;
  const symbol = checker.getSymbolAtLocation(node);
  const isRead = (at: ts.Node): boolean => {
    if (ts.isIdentifier(at) && at !== node && at.text === node.text && symbolOf(at, body) === symbol) return true;
    return ts.forEachChild(at, (child) => (isRead(child) ? true : undefined)) === true;
  };
  return symbol !== undefined && !isRead(body.site.file.sourceFile);
}

function fieldOf<Leaf>(source: Source, part: FieldPattern<Leaf>, body: Body): Source {
  const span = spanOf(part.node, body);
  if (part.computed !== undefined) {
    const index = toSyntax(part.computed, body);
    return { kind: "value", syntax: { kind: "index", object: wholeOf(source), index, optional: false, span } };
  }
  const syntax: Expression = {
    kind: "member",
    object: wholeOf(source),
    property: part.key,
    propertySpan: span,
    optional: false,
    span,
  };
  return { kind: "value", syntax };
}

/** The part, or the default where it is undefined; null is a value like others. */
function defaulted<Leaf>(source: Source, part: Part<Leaf>, body: Body): Source {
  if (part.fallback === undefined) return source;
  if (source.kind === "parts") return source;
  const { syntax } = source;
  const { span } = syntax;
  const value = maybeAbsent(syntax, body.cx);
  const option = value.kind === "term" ? optionOf(value.term.sort, body.cx.table.types) : undefined;
  const absent = value.kind === "absent" ? [value.which] : option === undefined ? [] : absentOf(option);
  if (!absent.includes("undefined")) return source;
  const fallback = toSyntax(part.fallback, body);
  if (value.kind === "absent") return { kind: "value", syntax: fallback };
  const operatorSpan = spanOf(part.fallback, body);
  if (!absent.includes("null")) {
    const right = fallback;
    return { kind: "value", syntax: { kind: "binary", operator: "??", left: syntax, right, operatorSpan, span } };
  }
  const right: Expression = { kind: "undefined", span };
  const condition: Expression = { kind: "binary", operator: "===", left: syntax, right, operatorSpan, span };
  // biome-ignore lint/suspicious/noThenProperty: the syntax tree calls the branch by its name; nobody awaits it.
  return { kind: "value", syntax: { kind: "conditional", condition, then: fallback, else: syntax, span } };
}

/** The fields that the pattern does not name. What else the object holds, its type does not say either. */
function restOf<Leaf>(source: Source, pattern: Extract<Pattern<Leaf>, { kind: "object" }>, body: Body): Source {
  const syntax = wholeOf(source);
  const span = spanOf(pattern.node, body);
  const value = needed({ value: elaborate(syntax, body.cx), span }, body.cx);
  if (value.kind === "term" && isDictionaryTerm(value.term)) return restOfDictionary(value.term, pattern, body);
  const ctor = pattern.fields.some((part) => part.computed !== undefined) ? undefined : recordOf(value, body);
  if (value.kind !== "term" || ctor === undefined) {
    return unsupported({
      code: "unsupported.variable",
      span,
      message: "The rest of an object is read where its type is one record or a dictionary.",
      hint: "Take the fields by their names.",
    });
  }
  const term = settle(value, body.cx);
  const taken = new Set(pattern.fields.map((part) => part.key));
  const fields = ctor.fields.filter((f) => !taken.has(f.name));
  const sort = body.cx.table.record(fields);
  const args = fieldsOfRecord(sort, body.cx.table).map((f) => field(term, ctor.name, f.name, f.sort, span));
  const made: Term = { kind: "construct", sort, constructor: sort.name, args, span };
  return { kind: "value", syntax: namedTerm(made, span, body) };
}

/** The entries whose keys the pattern does not name, in a new object, which has Object.prototype. */
function restOfDictionary<Leaf>(
  of: Dictionary,
  pattern: Extract<Pattern<Leaf>, { kind: "object" }>,
  body: Body,
): Source {
  const span = spanOf(pattern.node, body);
  const { form, key: keys, value } = of.sort;
  const sort: Sort = { kind: "map", form, key: keys, value };
  const copy: Term = { kind: "apply", operator: "map.copy", args: [of], sort, span };
  const made = pattern.fields.reduce<Term>((rest, part) => {
    const at = spanOf(part.node, body);
    const key =
      part.computed === undefined
        ? keyNamed(part.key, at)
        : { value: elaborate(toSyntax(part.computed, body), body.cx), span: spanOf(part.computed, body) };
    return mapDelete(rest, keyOf(key, of.sort, body.cx), at);
  }, copy);
  return { kind: "value", syntax: namedTerm(made, span, body) };
}

function recordOf(value: Elaborated, body: Body): DataConstructor | undefined {
  if (value.kind !== "term" || value.term.sort.kind !== "data") return undefined;
  const type = dataType(body.cx.table.types, value.term.sort.name);
  return type.shape === "record" ? type.constructors[0] : undefined;
}
