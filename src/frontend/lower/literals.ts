/** Takes template, array and object literals of code; gives them as syntax, parts with effects evaluated in order. */
import ts from "typescript";
import type { Expression, Property } from "../../contract/index.js";
import { bool, dataType, field, same, string, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { needed } from "../elaborate/arithmetic.js";
import { isDictionaryTerm } from "../elaborate/dictionaries.js";
import { elaborate } from "../elaborate/elaborate.js";
import { unsupported } from "../syntax/refusal.js";
import { temporary } from "../types/receive.js";
import { optionOf, someSort } from "../types/type-table.js";
import { type Body, emit, undetermined } from "../world/body.js";
import { enumKey, writtenKey } from "../world/executable-names.js";
import { withoutParentheses } from "../world/functions.js";
import { operands, spanOf, words } from "./expression.js";
import { memberByType } from "./target.js";

export function template(node: ts.TemplateExpression, body: Body): Expression {
  const parts = operands(
    node.templateSpans.map((s) => s.expression),
    body,
  );
  const head: Expression = { kind: "string", value: node.head.text, span: spanOf(node.head, body) };
  return node.templateSpans.reduce<Expression>((text, part, i) => {
    const value = parts[i];
    if (value === undefined) return text;
    // Only strings are read inside a template: of other values JavaScript makes text, and `+` refuses them.
    const joined = plus(text, value, spanOf(part, body));
    if (part.literal.text === "") return joined;
    return plus(
      joined,
      { kind: "string", value: part.literal.text, span: spanOf(part.literal, body) },
      spanOf(part, body),
    );
  }, head);
}

function plus(left: Expression, right: Expression, span: Span): Expression {
  return { kind: "binary", operator: "+", left, right, operatorSpan: span, span };
}

export function arrayLiteral(node: ts.ArrayLiteralExpression, body: Body): Expression {
  for (const element of node.elements) {
    if (ts.isOmittedExpression(element)) {
      unsupported({
        code: "unsupported.expression",
        span: spanOf(element, body),
        message: "Arrays with holes are not read.",
        hint: "Push the elements one by one.",
      });
    }
  }
  return { kind: "array", items: operands(node.elements, body), span: spanOf(node, body) };
}

export function objectLiteral(node: ts.ObjectLiteralExpression, body: Body): Expression {
  const parts = node.properties.map((property) => partOf(property, body));
  // A computed key is evaluated before the value beside it.
  const evaluated = parts.flatMap((part): readonly Evaluated[] => [
    ...(part.key === undefined ? [] : [{ part, node: part.key, isKey: true }]),
    { part, node: part.value, isKey: false },
  ]);
  const all = operands(
    evaluated.map((e) => e.node),
    body,
    undefined,
    (syntax, i) => (evaluated[i]?.part.isSpread && !evaluated[i]?.isKey ? spreadNow(syntax, body) : undefined),
  );
  const found = (part: Part, isKey: boolean): Expression | undefined =>
    all[evaluated.findIndex((e) => e.part === part && e.isKey === isKey)];
  const properties = parts.flatMap((part): readonly Property[] => {
    const { name, span, isSpread, value: source } = part;
    const evaluated = found(part, false);
    const key = found(part, true);
    if (evaluated === undefined) return [];
    const value = isSpread || key !== undefined ? evaluated : (tagTaken(source, evaluated, body) ?? evaluated);
    if (!isSpread) return [{ name, ...(key === undefined ? {} : { key }), value, span }];
    if (isPieced(value)) return [{ name, value, span, spread: { tag: undefined } }];
    const once = readManyTimes(value, body);
    const there = part === parts[0] ? undefined : optionalFields(source, once, span, body);
    return [{ name, value: once, span, spread: { tag: tagByType(source, once, body), ...(there && { there }) } }];
  });
  return { kind: "object", properties, span: spanOf(node, body) };
}

/** `{ kind: s.kind, … }` where TypeScript knows which member s is: the tag, which is owed to be the one. */
function tagTaken(node: ts.Expression, syntax: Expression, body: Body): Expression | undefined {
  if (!ts.isPropertyAccessExpression(withoutParentheses(node))) return undefined;
  const type = body.site.file.checker.getTypeAtLocation(node);
  if (!type.isStringLiteral()) return undefined;
  const value = elaborate(syntax, body.cx);
  if (value.kind !== "term" || value.discriminantOf === undefined || value.term.sort.kind !== "string")
    return undefined;
  const { span } = syntax;
  const text = `${node.getText()} is ${JSON.stringify(type.value)}`;
  const clause = { text, term: same(value.term, string(type.value)), span };
  emit(body, { kind: "assert", clause, owes: "mark", span });
  return { kind: "string", value: type.value, span };
}

interface Evaluated {
  readonly part: Part;
  readonly node: ts.Expression;
  readonly isKey: boolean;
}

interface Part {
  readonly name: string;
  readonly key?: ts.Expression;
  readonly value: ts.Expression;
  readonly isSpread: boolean;
  readonly span: Span;
}

function partOf(property: ts.ObjectLiteralElementLike, body: Body): Part {
  const span = spanOf(property, body);
  if (ts.isShorthandPropertyAssignment(property) && property.objectAssignmentInitializer === undefined) {
    return { name: property.name.text, value: property.name, isSpread: false, span };
  }
  if (ts.isSpreadAssignment(property)) return { name: "", value: property.expression, isSpread: true, span };
  const { checker } = body.site.file;
  const name = ts.isPropertyAssignment(property)
    ? (writtenKey(property.name) ?? enumKey(property.name, checker))
    : undefined;
  if (ts.isPropertyAssignment(property) && name !== undefined) {
    return { name, value: property.initializer, isSpread: false, span };
  }
  if (ts.isPropertyAssignment(property) && ts.isComputedPropertyName(property.name)) {
    return { name: "", key: property.name.expression, value: property.initializer, isSpread: false, span };
  }
  return unsupported({
    code: "unsupported.expression",
    span,
    message: `\`${words(property)}\` is not read.`,
    hint: "Write each field as `name: value`.",
  });
}

/** Soundness: the fields of an object that is spread are taken before later parts are evaluated, which may change them. */
function spreadNow(syntax: Expression, body: Body): Expression {
  const { span } = syntax;
  const value = needed({ value: elaborate(syntax, body.cx), span }, body.cx);
  const term = value.kind === "term" ? value.term : undefined;
  if (term !== undefined && isDictionaryTerm(term)) {
    const copied: Term = { kind: "apply", operator: "map.copy", args: [term], sort: term.sort, span };
    return { kind: "name", name: temporary(body, copied, span).name, span };
  }
  const sort = term?.sort.kind === "data" ? term.sort : undefined;
  const type = sort && dataType(body.cx.table.types, sort.name);
  const [only] = type?.shape === "record" ? type.constructors : [];
  if (term === undefined || sort === undefined || only === undefined) {
    return unsupported({
      code: "unsupported.evaluation-order",
      span,
      message: "This object is spread before a part that may change it.",
      hint: "Compute the parts after it in statements before, and put their names here.",
    });
  }
  const args = only.fields.map((f) => field(term, only.name, f.name, f.sort, span));
  const copy: Term = { kind: "construct", sort, constructor: only.name, args, span };
  return { kind: "name", name: temporary(body, copy, span).name, span };
}

/** `...(c ? { a } : {})`, `...(c && { a })`, `...(o ?? {})`: parts of its own, not one object. */
function isPieced(value: Expression): boolean {
  if (value.kind === "conditional") return value.then.kind === "object" || value.else.kind === "object";
  if (value.kind === "binary") return ["&&", "||", "??"].includes(value.operator);
  return value.kind === "object" || value.kind === "undefined" || value.kind === "null";
}

/** Which of the optional fields that are undefined are there all the same is not known of an object. */
function optionalFields(
  source: ts.Expression,
  syntax: Expression,
  span: Span,
  body: Body,
): ReadonlyMap<string, string> | undefined {
  const value = elaborate(syntax, body.cx);
  if (value.kind !== "term") return undefined;
  const { types } = body.cx.table;
  const option = optionOf(value.term.sort, types);
  const sort = option === undefined ? value.term.sort : someSort(option);
  const type = sort.kind === "data" ? dataType(types, sort.name) : undefined;
  if (type?.shape !== "record" && type?.shape !== "union") return undefined;
  const fields = type.constructors.flatMap((c) => c.fields.filter((f) => f.optional).map((f) => f.name));
  const open = [...new Set(fields)].filter((name) => !isExact(source, name, body));
  return new Map(open.map((name) => [name, undetermined(body, bool, span).name]));
}

/** With `exactOptionalPropertyTypes` a field that is there is undefined only where its type says so. */
function isExact(source: ts.Expression, name: string, body: Body): boolean {
  const { checker, exactOptionalPropertyTypes } = body.site.file;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(source));
  const parts = type.isUnion() ? type.types : [type];
  const declarations = parts.flatMap((p) => checker.getPropertyOfType(p, name)?.declarations ?? []);
  return (
    exactOptionalPropertyTypes &&
    declarations.length > 0 &&
    declarations.every((d) => {
      const node = ts.isPropertySignature(d) ? d.type : undefined;
      const declared = node && checker.getTypeFromTypeNode(node);
      const members = declared?.isUnion() === true ? declared.types : declared === undefined ? [] : [declared];
      return members.length > 0 && members.every((m) => (m.flags & ts.TypeFlags.Undefined) === 0);
    })
  );
}

/** Each field is read from the object that is spread. */
function readManyTimes(syntax: Expression, body: Body): Expression {
  if (syntax.kind === "name" || syntax.kind === "this") return syntax;
  const value = needed({ value: elaborate(syntax, body.cx), span: syntax.span }, body.cx);
  if (value.kind !== "term") return syntax;
  return { kind: "name", name: temporary(body, value.term, syntax.span).name, span: syntax.span };
}

/** The member of a union that TypeScript takes the object for. */
function tagByType(node: ts.Expression, syntax: Expression, body: Body): string | number | boolean | undefined {
  const value = elaborate(syntax, body.cx);
  if (value.kind !== "term" || value.term.sort.kind !== "data") return undefined;
  const type = dataType(body.cx.table.types, value.term.sort.name);
  return type.shape === "union" ? memberByType(node, type, body)?.tag : undefined;
}
