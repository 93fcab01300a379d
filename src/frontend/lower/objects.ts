/**
 * Takes `delete`, and calls of the functions of `Object` that code alone has: `Object.create(null)`, `Object.assign`, and
 * lists of the fields of an object that was built from a literal; gives them as syntax, effects before them.
 */
import ts from "typescript";
import type { Expression, Property } from "../../contract/index.js";
import { dataType, mapDelete } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { isDictionaryTerm, keyNamed, keyOf } from "../elaborate/dictionaries.js";
import { elaborate } from "../elaborate/elaborate.js";
import { unsupported } from "../syntax/refusal.js";
import { coerce } from "../types/coerce.js";
import { isBareObject, isEntryAccess, objectMember } from "../types/dictionaries.js";
import { receive } from "../types/receive.js";
import { absentOf, optionOf } from "../types/type-table.js";
import { type Body, emit } from "../world/body.js";
import { writtenKey } from "../world/executable-names.js";
import { withoutParentheses } from "../world/functions.js";
import { keep, lowerValue, operands, spanOf } from "./expression.js";
import { symbolOf } from "./name.js";
import { fieldTarget, lowerTarget, present, refuseDisturbed } from "./target.js";

/** `delete d[k]` takes the entry away; `delete o.x` of an optional field makes it missing. Both are true. */
export function lowerDelete(node: ts.DeleteExpression, body: Body): Expression {
  const span = spanOf(node, body);
  let inner = withoutParentheses(node.expression);
  while (ts.isNonNullExpression(inner)) inner = withoutParentheses(inner.expression);
  if (!(ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner))) return refuseDelete(span);
  if (inner.questionDotToken !== undefined) return refuseDelete(span);
  if (!isEntryAccess(inner, body.site.file.checker)) return deleteField(inner, span, body);
  const keys = ts.isElementAccessExpression(inner) ? [inner.argumentExpression] : [];
  const target = present(lowerTarget(inner.expression, body, keys), spanOf(inner.expression, body), body);
  refuseDisturbed(target, keys, span, body);
  const of = target.value;
  if (!isDictionaryTerm(of)) return refuseDelete(span);
  const key = keyOf(
    ts.isElementAccessExpression(inner)
      ? { value: lowerValue(inner.argumentExpression, body), span: spanOf(inner.argumentExpression, body) }
      : keyNamed(inner.name.text, spanOf(inner.name, body)),
    of.sort,
    body.cx,
  );
  emit(body, { kind: "assign", target: target.place, value: mapDelete(of, key, span), inPlace: "rearranges", span });
  return { kind: "boolean", value: true, span };
}

/** What tells a missing field from one that is undefined is not read of records. */
function deleteField(
  node: ts.ElementAccessExpression | ts.PropertyAccessExpression,
  span: Span,
  body: Body,
): Expression {
  if (!ts.isPropertyAccessExpression(node)) return refuseDelete(span);
  const target = lowerTarget(node, body, []);
  const option = optionOf(target.sort, body.cx.table.types);
  if (option === undefined || !absentOf(option).includes("undefined")) return refuseDelete(span);
  const value = coerce({ kind: "absent", which: "undefined", span }, target.sort, span, body.cx);
  emit(body, { kind: "assign", target: target.place, value, span });
  return { kind: "boolean", value: true, span };
}

function refuseDelete(span: Span): never {
  return unsupported({
    code: "unsupported.expression",
    span,
    message: "`delete` is read on an entry of a dictionary and on an optional field.",
    hint: "Use a `Map`, or assign undefined to the field.",
  });
}

/** Undefined where the call is of nothing that is read here; `Object.keys` of dictionaries is read by the elaborator. */
export function lowerObjectCall(node: ts.CallExpression, body: Body): Expression | undefined {
  const { checker } = body.site.file;
  const name = objectMember(node.expression, checker);
  const span = spanOf(node, body);
  if (isBareObject(node, checker)) return { kind: "object", properties: [], span };
  switch (name) {
    case "assign":
      return assigned(node, span, body);
    case "keys":
    case "values":
    case "entries":
      return fieldsOfLiteral(node, name, span, body);
    default:
      return undefined;
  }
}

/** `Object.assign({}, a, b)` is `{ ...a, ...b }`, but that a key `__proto__` is no entry: it sets the prototype. */
function assigned(node: ts.CallExpression, span: Span, body: Body): Expression {
  const [target, ...sources] = node.arguments;
  const made = target === undefined ? undefined : withoutParentheses(target);
  const isNew = made !== undefined && ts.isObjectLiteralExpression(made) && made.properties.length === 0;
  const [source, another] = sources;
  if (target !== undefined && !isNew && source !== undefined && another === undefined) {
    const fields = writtenFields(source);
    if (fields !== undefined) return assignedInto(target, fields, span, body);
  }
  if (!isNew || sources.some(ts.isSpreadElement)) {
    return unsupported({
      code: "unsupported.call",
      span,
      message: "`Object.assign` is read with `{}` as its target, or with one literal of the fields to write.",
      hint: "Assign the fields one by one, or write `{ ...a, ...b }`.",
    });
  }
  const properties = operands(sources, body).map((value): Property => {
    return { name: "", value, span: value.span, spread: { tag: undefined, assigned: true } };
  });
  return { kind: "object", properties, span };
}

/** The fields of a literal without spreads; undefined where it is none. */
function writtenFields(node: ts.Expression): ReadonlyMap<string, ts.Expression> | undefined {
  const inner = withoutParentheses(node);
  if (!ts.isObjectLiteralExpression(inner)) return undefined;
  const fields = inner.properties.map((p): readonly [string, ts.Expression] | undefined => {
    if (ts.isShorthandPropertyAssignment(p)) return [p.name.text, p.name];
    const name = ts.isPropertyAssignment(p) ? writtenKey(p.name) : undefined;
    return name === undefined || name === "__proto__" || !ts.isPropertyAssignment(p)
      ? undefined
      : [name, p.initializer];
  });
  const known = fields.filter((field) => field !== undefined);
  const made = new Map(known);
  return known.length === fields.length && made.size === known.length ? made : undefined;
}

/** `Object.assign(o, { a: x, b: y })`: the values are computed, then the fields written in their order; o is the value. */
function assignedInto(
  node: ts.Expression,
  fields: ReadonlyMap<string, ts.Expression>,
  span: Span,
  body: Body,
): Expression {
  const later = [...fields.values()];
  const target = lowerTarget(node, body, later);
  refuseDisturbed(target, later, span, body);
  const targets = [...fields.keys()].map((name) => fieldTarget(target, name, span, body));
  const values = operands(
    later,
    body,
    targets.map(({ sort }) => sort),
  ).map((syntax, i) => {
    // One value is computed before anything is written.
    return later.length === 1 ? syntax : keep(syntax, body, targets[i]?.sort);
  });
  targets.forEach((of, i) => {
    const syntax = values[i];
    if (syntax === undefined) return;
    const value = receive(
      body,
      elaborate(syntax, body.cx, of.sort),
      { sort: of.sort, owner: of.owner, what: of.what },
      syntax.span,
    );
    emit(body, { kind: "assign", target: of.place, value, span });
  });
  const { root, path } = target.place;
  return path.length === 0 && root.name !== "this"
    ? { kind: "name", name: root.name, span }
    : { kind: "undefined", span };
}

/** The fields of an object that is named once, by a literal that has all of them (SEMANTICS, section 3). */
function fieldsOfLiteral(
  node: ts.CallExpression,
  way: "keys" | "values" | "entries",
  span: Span,
  body: Body,
): Expression | undefined {
  const [object, ...more] = node.arguments;
  const inner = object === undefined ? undefined : withoutParentheses(object);
  if (inner === undefined || !ts.isIdentifier(inner) || more.length > 0) return undefined;
  const names = namesOfLiteral(inner, body);
  if (names === undefined) return undefined;
  const [of] = operands([inner], body);
  if (of === undefined) return undefined;
  const items = names.map((name): Expression => {
    const key: Expression = { kind: "string", value: name, span };
    const value: Expression = { kind: "member", object: of, property: name, propertySpan: span, optional: false, span };
    if (way === "keys") return key;
    return way === "values" ? value : { kind: "array", items: [key, value], span };
  });
  return { kind: "array", items, span };
}

function namesOfLiteral(node: ts.Identifier, body: Body): readonly string[] | undefined {
  const symbol = symbolOf(node, body);
  const local = symbol === undefined ? undefined : body.locals.get(symbol);
  const declaration = symbol?.valueDeclaration;
  if (local === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const isConst = (declaration.parent.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
  const { sort } = local.variable;
  const written = isConst && declaration.initializer !== undefined ? literalNames(declaration.initializer) : undefined;
  const type = sort.kind === "data" ? dataType(body.cx.table.types, sort.name) : undefined;
  const [only] = type?.shape === "record" ? type.constructors : [];
  if (written === undefined || only === undefined) return undefined;
  const isAll = only.fields.length === written.length && only.fields.every((f) => written.includes(f.name));
  // JavaScript's own order of the names.
  return isAll ? Object.keys(Object.fromEntries(written.map((name) => [name, true]))) : undefined;
}

function literalNames(node: ts.Expression): readonly string[] | undefined {
  let inner = withoutParentheses(node);
  while (ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner)) inner = withoutParentheses(inner.expression);
  if (!ts.isObjectLiteralExpression(inner)) return undefined;
  const names = inner.properties.map((p) => {
    if (ts.isShorthandPropertyAssignment(p)) return p.name.text;
    return ts.isPropertyAssignment(p) ? writtenKey(p.name) : undefined;
  });
  const known = names.filter((name): name is string => name !== undefined && name !== "__proto__");
  return known.length === names.length && new Set(known).size === known.length ? known : undefined;
}
