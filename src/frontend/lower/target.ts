/**
 * Takes expressions that are written or changed; gives the place they name: a variable and a path, whose indices are
 * evaluated once, before the value (ECMA-262, section 13.15.2).
 */
import ts from "typescript";
import {
  type Accessor,
  arrayGet,
  type DataConstructor,
  type DataType,
  dataType,
  field,
  freeVariables,
  intSort,
  isMutable,
  mapGet,
  type Place,
  type Sort,
  type Term,
  type Variable,
  variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { needed, type Operand } from "../elaborate/arithmetic.js";
import { type Dictionary, entryIfAny, isDictionaryTerm, keyNamed, keyOf } from "../elaborate/dictionaries.js";
import { elaborate } from "../elaborate/elaborate.js";
import type { Elaborated } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { coerce } from "../types/coerce.js";
import { collectionCall } from "../types/collections.js";
import { mixedOf } from "../types/mixed.js";
import { temporary } from "../types/receive.js";
import { optionOf, someSort } from "../types/type-table.js";
import type { Body, Owner } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { hasEffects } from "./effects.js";
import { keep, spanOf, toSyntax } from "./expression.js";
import { symbolOf } from "./name.js";
import { assignedBy } from "./reached-code.js";

/** A place that can be written, and what it holds now. */
export interface Target {
  readonly place: Place;
  readonly sort: Sort;
  readonly value: Term;
  readonly owner: Owner | undefined;
  readonly what: string;
  /** Of `d[k]`: the value where k may be missing, and the dictionary with the key. */
  readonly entry?: { readonly ifAny: Term; readonly of: Dictionary; readonly key: Term } | undefined;
  /** Of `o[k]` where the type of k lists names: one of several fields, by the key. The place is then the first one's. */
  readonly choices?: readonly { readonly test: Term; readonly place: Place }[];
}

/** The place that an expression names. `later`: what is evaluated before the place is read or written. */
export function lowerTarget(node: ts.Expression, body: Body, later: readonly ts.Expression[]): Target {
  const inner = withoutParentheses(node);
  if (ts.isNonNullExpression(inner))
    return present(lowerTarget(inner.expression, body, later), spanOf(inner, body), body);
  if (ts.isIdentifier(inner)) return variableTarget(inner, body);
  if (inner.kind === ts.SyntaxKind.ThisKeyword && body.cx.receiver !== undefined)
    return receiverTarget(body.cx.receiver);
  if (ts.isElementAccessExpression(inner) && inner.questionDotToken === undefined) {
    return elementTarget(inner, body, later);
  }
  if (ts.isPropertyAccessExpression(inner) && inner.questionDotToken === undefined) {
    refuseSetter(inner, body);
    const object = lowerTarget(inner.expression, body, later);
    refuseDisturbed(object, later, spanOf(inner, body), body);
    const held = present(object, spanOf(inner.expression, body), body);
    if (isDictionaryTerm(held.value)) {
      return entryTarget(
        held,
        held.value,
        keyNamed(inner.name.text, spanOf(inner.name, body)),
        spanOf(inner, body),
        body,
      );
    }
    return fieldTarget(object, inner.name.text, spanOf(inner, body), body, inner.expression);
  }
  const found = collectionCall(inner, body.site.file.checker);
  if (ts.isCallExpression(inner) && found?.method === "get" && !found.optional) {
    return valueTarget(inner, found.object, body, later);
  }
  return unsupported({
    code: "unsupported.expression",
    span: spanOf(inner, body),
    message: "Only variables, their elements and their fields are written.",
  });
}

/** Soundness: writing what has a setter is a call, which may write anything else. */
function refuseSetter(node: ts.PropertyAccessExpression, body: Body): void {
  const name = node.name.text;
  if (((body.site.file.checker.getSymbolAtLocation(node.name)?.flags ?? 0) & ts.SymbolFlags.Accessor) === 0) return;
  unsupported({
    code: "unsupported.expression",
    span: spanOf(node, body),
    message: `Writing \`${name}\` calls its setter, which is read as a statement \`o.${name} = …\` alone.`,
    hint: `Write \`o.${name} = o.${name} + …\`, or a method that takes the value.`,
  });
}

/**
 * Soundness: effects between finding an object and writing it might put another object in its place, or give its
 * variable another one.
 */
export function refuseDisturbed(object: Target, later: readonly ts.Expression[], span: Span, body: Body): void {
  const inside = object.place.path.length > 0 && later.some((node) => hasEffects(node, body));
  if (!inside && !later.some((node) => isRepointed(object.place.root.name, node, body))) return;
  unsupported({
    code: "unsupported.evaluation-order",
    span,
    message: inside
      ? "The value written has effects, and the place lies inside an object."
      : "The value written gives the variable another object.",
    hint: "Compute the value in a statement before.",
  });
}

function isRepointed(root: string, node: ts.Expression, body: Body): boolean {
  return assignedBy(node, body).has(root);
}

function variableTarget(node: ts.Identifier, body: Body): Target {
  const symbol = symbolOf(node, body);
  const local = symbol === undefined ? undefined : body.locals.get(symbol);
  if (local === undefined) {
    return unsupported({
      code: "unsupported.constant",
      span: spanOf(node, body),
      message: `\`${node.text}\` is no parameter and no local of the function; it cannot be written here.`,
    });
  }
  const { sort, name: root } = local.variable;
  return {
    place: { root: local.variable, path: [] },
    sort,
    value: variable(root, sort, spanOf(node, body)),
    owner: local.owner,
    what: `\`${node.text}\``,
  };
}

/** `this` is never re-pointed: only its parts are written. */
function receiverTarget(receiver: Variable): Target {
  const value = variable(receiver.name, receiver.sort);
  return { place: { root: receiver, path: [] }, sort: receiver.sort, value, owner: undefined, what: "`this`" };
}

function elementTarget(node: ts.ElementAccessExpression, body: Body, later: readonly ts.Expression[]): Target {
  const span = spanOf(node, body);
  const all = [node.argumentExpression, ...later];
  const object = present(lowerTarget(node.expression, body, all), spanOf(node.expression, body), body);
  refuseDisturbed(object, all, span, body);
  const syntax = toSyntax(node.argumentExpression, body);
  const disturbed = later.some((expression) => hasEffects(expression, body));
  const index = elaborate(disturbed ? keep(syntax, body) : syntax, body.cx);
  if (object.sort.kind === "data") {
    if (dataType(body.cx.table.types, object.sort.name).shape === "tuple")
      return tupleTarget(object, index, span, body);
    return refuseKey(node, span);
  }
  if (isDictionaryTerm(object.value)) {
    return entryTarget(object, object.value, { value: index, span: syntax.span }, span, body);
  }
  if (object.sort.kind !== "array") {
    return unsupported({ code: "unsupported.expression", span, message: "Only elements of arrays are written." });
  }
  const plain = coerce(needed({ value: index, span: syntax.span }, body.cx), intSort, syntax.span, body.cx);
  const at = frozen(plain, syntax.span, body);
  const accessor: Accessor = { kind: "index", index: at, span };
  return {
    place: { root: object.place.root, path: [...object.place.path, accessor] },
    sort: object.sort.element,
    value: arrayGet(object.value, at, span),
    owner: object.owner,
    what: "the element",
  };
}

/** A field that is written by a key may be any of them, or have a setter. */
function refuseKey(node: ts.ElementAccessExpression, span: Span): never {
  const key = node.argumentExpression;
  const name = ts.isStringLiteralLike(key) ? key.text : undefined;
  return unsupported({
    code: "unsupported.expression",
    span,
    message: `A field of an object is written by its name, not by a key${name === undefined ? "" : ` in brackets`}.`,
    hint:
      name === undefined
        ? "Write `o.name = …` in a branch for each key; where the keys are data, use a Map."
        : `Write \`.${name}\` in place of the brackets.`,
  });
}

/** What a dictionary holds under a key; the key is there where it is read, and where something inside is written. */
function entryTarget(object: Target, of: Dictionary, given: Operand, span: Span, body: Body): Target {
  const key = frozen(keyOf(given, of.sort, body.cx), given.span, body);
  return {
    place: { root: object.place.root, path: [...object.place.path, { kind: "key", key, span }] },
    sort: of.sort.value,
    value: mapGet(of, key, span),
    owner: object.owner,
    what: "the value",
    entry: { ifAny: entryIfAny(of, key, span, body.cx), of, key },
  };
}

/** Soundness: an index that is read from an object must not follow what is written to the place: `a[a[0]] = 1`. */
export function frozen(index: Term, span: Span, body: Body): Term {
  const { types } = body.cx.table;
  if (![...freeVariables(index).values()].some((v) => isMutable(v.sort, types))) return index;
  return { kind: "variable", ...temporary(body, index, span) };
}

/** What a Map holds under a key: that the key is there is owed. */
function valueTarget(
  node: ts.CallExpression,
  object: ts.Expression,
  body: Body,
  later: readonly ts.Expression[],
): Target {
  const span = spanOf(node, body);
  const [keyNode] = node.arguments;
  const all = [...node.arguments, ...later];
  const map = present(lowerTarget(object, body, all), spanOf(object, body), body);
  refuseDisturbed(map, all, span, body);
  const { sort } = map;
  if (sort.kind !== "map" || keyNode === undefined || node.arguments.length !== 1) {
    return unsupported({ code: "unsupported.call", span, message: "`get` is read on a Map, with a key." });
  }
  const syntax = toSyntax(keyNode, body, sort.key);
  const disturbed = later.some((expression) => hasEffects(expression, body));
  const value = elaborate(disturbed ? keep(syntax, body, sort.key) : syntax, body.cx, sort.key);
  const key = frozen(coerce(needed({ value, span }, body.cx), sort.key, syntax.span, body.cx), syntax.span, body);
  const accessor: Accessor = { kind: "key", key, span };
  return {
    place: { root: map.place.root, path: [...map.place.path, accessor] },
    sort: sort.value,
    value: mapGet(map.value, key, span),
    owner: map.owner,
    what: "the value",
  };
}

function tupleTarget(object: Target, index: Elaborated, span: Span, body: Body): Target {
  if (index.kind !== "number") {
    return unsupported({
      code: "unsupported.expression",
      span,
      message: "Which field or position this names is not told by the type of its key.",
      hint: "Name the field, or position, by a literal: `o.x`, `t[0]`.",
    });
  }
  return fieldTarget(object, String(index.value), span, body);
}

/** Into the value of an option: owed where it may be absent. */
export function present(target: Target, span: Span, body: Body): Target {
  const option = optionOf(target.sort, body.cx.table.types);
  const held = option === undefined ? target : inside(target, "some", someSort(option), span);
  return objectOf(held, span, body);
}

/** Into the one member of a mixed union that can be changed: that it is this one is owed. */
function objectOf(target: Target, span: Span, body: Body): Target {
  const { types } = body.cx.table;
  const members = mixedOf(target.sort, types)?.constructors ?? [];
  const objects = members.flatMap((c) => c.fields.flatMap((f) => (isMutable(f.sort, types) ? [{ c, f }] : [])));
  const [only, another] = objects;
  if (only === undefined) return target;
  if (another !== undefined) {
    return unsupported({
      code: "unsupported.expression",
      span,
      message: "Which member of the union is written is not read here.",
      hint: "Build a new value in place of writing into this one.",
    });
  }
  return inside(target, only.c.name, only.f.sort, span);
}

function inside(target: Target, member: string, sort: Sort, span: Span): Target {
  const accessor: Accessor = { kind: "field", constructor: member, field: "value", span };
  return {
    ...target,
    entry: undefined,
    place: { root: target.place.root, path: [...target.place.path, accessor] },
    sort,
    value: field(target.value, member, "value", sort, span),
  };
}

export function fieldTarget(outer: Target, name: string, span: Span, body: Body, of?: ts.Expression): Target {
  const object = present(outer, span, body);
  const type = object.sort.kind === "data" ? dataType(body.cx.table.types, object.sort.name) : undefined;
  if (object.sort.kind === "array" && name === "length") {
    return unsupported({
      code: "unsupported.statement",
      span,
      message: "Assigning `length` is not read yet.",
      hint: "Build a new array.",
    });
  }
  const having = type?.constructors.flatMap((c) => {
    const found = c.fields.find((f) => f.name === name);
    return found === undefined ? [] : [{ constructor: c.name, sort: found.sort }];
  });
  const narrowed = type && of && memberByType(of, type, body)?.name;
  const [only, another] = (having ?? []).filter((h) => narrowed === undefined || h.constructor === narrowed);
  if (type === undefined || only === undefined || another !== undefined) {
    return unsupported({
      code: "unsupported.expression",
      span,
      message: `The field \`${name}\` cannot be written here.`,
      hint: "Build a new object with the field changed.",
    });
  }
  const accessor: Accessor = { kind: "field", constructor: only.constructor, field: name, span };
  return {
    place: { root: object.place.root, path: [...object.place.path, accessor] },
    sort: only.sort,
    value: field(object.value, only.constructor, name, only.sort, span),
    // A field's kind of number is its own.
    owner: type.shape === "tuple" ? object.owner : undefined,
    what: `\`${name}\``,
  };
}

/**
 * The member of the union that TypeScript takes the object for, as a choice among several that have the field: that it
 * is this one is owed where it is written.
 */
export function memberByType(of: ts.Expression, type: DataType, body: Body): DataConstructor | undefined {
  const { checker } = body.site.file;
  const property = type.discriminant && checker.getPropertyOfType(checker.getTypeAtLocation(of), type.discriminant);
  if (!property) return undefined;
  const text = checker.typeToString(checker.getTypeOfSymbol(property));
  return type.constructors.find((c) => JSON.stringify(c.tag) === text);
}
