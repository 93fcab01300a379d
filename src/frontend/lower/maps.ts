/**
 * Takes what code does with a Map or Set: making one, `set`, `add`, `delete`, `clear`; gives assignments of the place
 * that holds it. `get` and `has` are terms (`elaborate/maps.ts`). `set` and `add` give the Map itself: a chain of them
 * is one statement after the other, and its value is the name that owns the Map.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import {
  apply,
  type MapSort,
  mapDelete,
  mapEmpty,
  mapHas,
  mapSet,
  type Sort,
  sameRepresentation,
  stringSort,
  type Term,
  unit,
  variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { needed } from "../elaborate/arithmetic.js";
import { elaborate } from "../elaborate/elaborate.js";
import { iterated } from "../elaborate/maps.js";
import { mapOfPairs } from "../elaborate/objects.js";
import { type Elaborated, ofTerm } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { coerce } from "../types/coerce.js";
import { type CollectionCall, collectionCall, collectionMade } from "../types/collections.js";
import { receive, temporary } from "../types/receive.js";
import { refinedText, unrefined } from "../types/refinements.js";
import { optionOf, someSort } from "../types/type-table.js";
import { sortOfMade } from "../types/types.js";
import { type Body, emit } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { name } from "./assignment.js";
import { hasEffects } from "./effects.js";
import { lowerValue, operands, spanOf, toSyntax } from "./expression.js";
import { lowerTarget, present, refuseDisturbed, type Target } from "./target.js";

type Use = "value" | "statement";

/** A call of a member of a Map or Set; undefined where the node is no such call. */
export function lowerCollectionCall(node: ts.CallExpression, body: Body, use: Use): Expression | undefined {
  const found = collectionCall(node, body.site.file.checker);
  if (found === undefined) return undefined;
  switch (found.method) {
    case "get":
    case "has":
    case "union":
    case "intersection":
    case "difference":
    case "symmetricDifference":
    case "isSubsetOf":
    case "isSupersetOf":
    case "isDisjointFrom":
      return question(node, found, body);
    case "set":
    case "add":
    case "delete":
    case "clear":
      return change(node, found, body, use);
    case "keys":
    case "values":
    case "entries":
      return view(node, found, body);
    case "forEach":
      return unsupported({
        code: "unsupported.call",
        span: spanOf(node, body),
        message: `\`${found.method}\` is not read here.`,
        hint: "Go through it with `for…of`.",
      });
  }
}

/** As syntax: the elaborator gives its term. */
function question(node: ts.CallExpression, found: CollectionCall, body: Body): Expression {
  const span = spanOf(node, body);
  const [object, ...args] = operands([found.object, ...node.arguments], body);
  if (object === undefined || args.length !== 1) return wrongArguments(span);
  const member: Expression = {
    kind: "member",
    object,
    property: found.method,
    propertySpan: spanOf(node.expression, body),
    optional: ts.isPropertyAccessExpression(node.expression) && node.expression.questionDotToken !== undefined,
    span: spanOf(node.expression, body),
  };
  return { kind: "call", callee: member, args, optional: false, span };
}

/** What a spread or `Array.from` reads; elsewhere the elaborator refuses it. */
function view(node: ts.CallExpression, found: CollectionCall, body: Body): Expression {
  const span = spanOf(node, body);
  if (found.optional || node.arguments.length > 0) return wrongArguments(span);
  const object = toSyntax(found.object, body);
  const callee = { kind: "member", object, property: found.method, propertySpan: span, optional: false, span } as const;
  return { kind: "call", callee, args: [], optional: false, span };
}

function wrongArguments(span: Span): never {
  return unsupported({
    code: "unsupported.call",
    span,
    message: "This member of a Map or Set is read with its usual arguments.",
  });
}

type MapTarget = Target & { readonly sort: MapSort };

function change(node: ts.CallExpression, found: CollectionCall, body: Body, use: Use): Expression {
  const span = spanOf(node, body);
  if (found.optional && !body.linked.has(withoutParentheses(node.expression))) {
    return unsupported({
      code: "unsupported.call",
      span,
      message: "A change behind `?.` is not read.",
      hint: "Test the value in an `if` before.",
    });
  }
  const target = mapTarget(found.object, node.arguments, span, body);
  switch (found.method) {
    case "delete":
      return remove(node, target, body, use);
    case "clear":
      emit(body, { kind: "assign", target: target.place, value: mapEmpty(target.sort), inPlace: "rearranges", span });
      return { kind: "undefined", span };
    default:
      put(node, target, body);
      return use === "statement" ? { kind: "undefined", span } : itself(target, span);
  }
}

/** The place of the Map; the links of a chain before this one are carried out first. */
function mapTarget(object: ts.Expression, later: readonly ts.Expression[], span: Span, body: Body): MapTarget {
  const { checker } = body.site.file;
  const inner = ts.isParenthesizedExpression(object) ? object.expression : object;
  const before = ts.isCallExpression(inner) ? collectionCall(inner, checker) : undefined;
  if (ts.isCallExpression(inner) && (before?.method === "set" || before?.method === "add")) {
    const target = mapTarget(before.object, [...inner.arguments, ...later], span, body);
    put(inner, target, body);
    return target;
  }
  if (ts.isNewExpression(inner)) return madeTarget(inner, span, body);
  const found = lowerTarget(inner, body, later);
  refuseDisturbed(found, later, span, body);
  const target = present(found, span, body);
  const { sort } = target;
  if (sort.kind === "map") return { ...target, sort };
  return unsupported({ code: "unsupported.call", span, message: "This is not known to be a Map or a Set." });
}

/** `new Map().set(…)`: the Map has a name of ours. */
function madeTarget(node: ts.NewExpression, span: Span, body: Body): MapTarget {
  const value = needed({ value: lowerValue(node, body), span }, body.cx);
  const { sort } = value.kind === "term" ? value.term : { sort: undefined };
  if (value.kind !== "term" || sort?.kind !== "map") return wrongArguments(span);
  const made = temporary(body, value.term, span);
  return {
    place: { root: made, path: [] },
    sort,
    value: variable(made.name, made.sort),
    owner: undefined,
    what: "the new value",
  };
}

/** `m.set(k, v)` writes the slot of the key; an element of a Set is a key without a value. */
function put(node: ts.CallExpression, target: MapTarget, body: Body): void {
  const span = spanOf(node, body);
  const [keyNode, valueNode] = node.arguments;
  const isSet = target.sort.form === "set";
  if (keyNode === undefined || node.arguments.length !== (isSet ? 1 : 2)) throw wrongArguments(span);
  const key = keyTerm(keyNode, target, body, valueNode === undefined ? [] : [valueNode]);
  const { value: sort } = target.sort;
  if (isSet || valueNode === undefined) {
    emit(body, {
      kind: "assign",
      target: target.place,
      value: mapSet(target.value, key, unit, span),
      inPlace: "grows",
      span,
    });
    return;
  }
  const at = spanOf(valueNode, body);
  const value = receive(body, lowerValue(valueNode, body, sort), { sort, owner: target.owner, what: "the value" }, at);
  const path = [...target.place.path, { kind: "key", key, span } as const];
  emit(body, { kind: "assign", target: { root: target.place.root, path }, value, span });
}

/** The key as it is when the call begins; a key of another sort than the Map's widens it. */
function keyTerm(node: ts.Expression, target: MapTarget, body: Body, later: readonly ts.Expression[]): Term {
  const span = spanOf(node, body);
  const { key: sort } = target.sort;
  const term = receive(body, lowerValue(node, body, sort), { sort, owner: target.owner, what: "the key" }, span);
  if (term.kind === "literal" || !later.some((expression) => hasEffects(expression, body))) return term;
  return { kind: "variable", ...temporary(body, term, span) };
}

function remove(node: ts.CallExpression, target: MapTarget, body: Body, use: Use): Expression {
  const span = spanOf(node, body);
  const [keyNode] = node.arguments;
  if (keyNode === undefined || node.arguments.length !== 1) return wrongArguments(span);
  const value = needed({ value: lowerValue(keyNode, body, target.sort.key), span }, body.cx);
  const key = coerce(value, target.sort.key, spanOf(keyNode, body), body.cx);
  const had = use === "statement" ? undefined : temporary(body, mapHas(target.value, key), span);
  emit(body, {
    kind: "assign",
    target: target.place,
    value: mapDelete(target.value, key, span),
    inPlace: "rearranges",
    span,
  });
  return had === undefined ? { kind: "undefined", span } : name(had.name, span);
}

/** Soundness: the value of a chain is the Map itself, which only a variable of its own can stand for. */
function itself(target: MapTarget, span: Span): Expression {
  if (target.place.path.length === 0) return name(target.place.root.name, span);
  return unsupported({
    code: "aliasing",
    span,
    message: "The Map gets a second name here: `set` and `add` give the Map itself.",
    hint: "Use the Map by its own name afterwards.",
  });
}

/** `new Map()`, `new Map([[k, v], …])`, `new Set([x, …])`; undefined where it makes something else. */
export function newCollection(node: ts.NewExpression, body: Body, wanted: Sort | undefined): Expression | undefined {
  const form = collectionMade(node, body.site.file.checker);
  if (form === undefined) return undefined;
  const span = spanOf(node, body);
  const sort = sortOfNew(node, form, body, wanted);
  const token = `made ${body.counter++}`;
  body.tokens.set(token, { kind: "constant", value: ofTerm(contentOf(node, sort, body)) });
  return { kind: "name", name: token, span };
}

/** By its type arguments, else as the place wants it, else as the checker reads it off the content. */
function sortOfNew(node: ts.NewExpression, form: "map" | "set", body: Body, wanted: Sort | undefined): MapSort {
  const option = wanted === undefined ? undefined : optionOf(wanted, body.cx.table.types);
  const asked = option === undefined ? wanted : someSort(option);
  if (asked?.kind === "map" && asked.form === form) return asked;
  const { checker } = body.site.file;
  const contextual = checker.getContextualType(node);
  const own = checker.getTypeAtLocation(node);
  const isBare = node.typeArguments === undefined && (node.arguments ?? []).length === 0;
  const type = isBare && contextual !== undefined ? checker.getNonNullableType(contextual) : own;
  const sort = sortOfMade(type, "int", spanOf(node, body), body.world.reader(body.site.file));
  if (sort.kind === "map") return sort;
  const key = type.flags & ts.TypeFlags.Object ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
  if (key !== undefined && key.flags & ts.TypeFlags.Object) {
    return unsupported({
      code: "unsupported.identity",
      span: spanOf(node, body),
      message: `A \`${checker.typeToString(type)}\` tells objects apart by identity, which has no meaning here.`,
      hint: "Use a string or a number that stands for the object as the key: `` `${p.x},${p.y}` ``.",
    });
  }
  return unsupported({
    code: "unsupported.type",
    span: spanOf(node, body),
    message: "Nothing says what this holds.",
    hint: `Write its type: \`new ${form === "map" ? "Map<string, number>" : "Set<string>"}()\`.`,
  });
}

function contentOf(node: ts.NewExpression, sort: MapSort, body: Body): Term {
  const span = spanOf(node, body);
  const [content, ...more] = node.arguments ?? [];
  const empty = mapEmpty(sort, span);
  if (content === undefined) return empty;
  const list = ts.isArrayLiteralExpression(content) ? content : undefined;
  if (list === undefined && more.length === 0) return ofCollection(content, sort, span, body);
  const isSpread = list?.elements.some((e) => ts.isSpreadElement(e)) === true;
  if (isSpread && more.length === 0) return ofCollection(content, sort, span, body);
  if (list === undefined || more.length > 0 || isSpread) {
    return unsupported({
      code: "unsupported.call",
      span,
      message: "A Map or Set is read made of nothing or of entries that are written out.",
      hint: "Make it empty and add the entries in a loop.",
    });
  }
  return sort.form === "set" ? ofElements(list, sort, body) : ofEntries(list, sort, body);
}

/** A new Map or Set with the content of another, of an array, or of the characters of a string. */
function ofCollection(content: ts.Expression, sort: MapSort, span: Span, body: Body): Term {
  const wanted = contentSort(sort, body);
  const syntax = toSyntax(content, body, wanted);
  const value = listOf(syntax, body) ?? contentOfText(syntax, wanted, body);
  const term = value.kind === "term" ? value.term : undefined;
  if (term?.sort.kind === "map" && refinedText(term.sort) === refinedText(sort)) {
    return { kind: "apply", operator: "map.copy", args: [term], sort, span };
  }
  if (term?.sort.kind === "array") {
    const made = ofArray(term, sort, span, body);
    if (made !== undefined) return receive(body, ofTerm(made), { sort, what: "the content" }, span);
  }
  return unsupported({
    code: "unsupported.call",
    span,
    message: "This is not read as the content of a Map or Set.",
    hint: "Make it empty and add the entries in a loop.",
  });
}

/** Literals in it are pairs. */
function contentSort({ form, key, value }: MapSort, body: Body): Sort {
  const element = form === "set" ? key : body.cx.table.tuple([unrefined(key), unrefined(value)]);
  return { kind: "array", element };
}

/** `m.keys()` and its like, as the array that a spread makes of it. */
function listOf(syntax: Expression, body: Body): Elaborated | undefined {
  if (syntax.kind !== "call" || syntax.callee.kind !== "member" || syntax.args.length > 0) return undefined;
  if (!["keys", "values", "entries"].includes(syntax.callee.property)) return undefined;
  const listed = iterated(syntax, body.cx);
  return listed === undefined ? undefined : ofTerm(listed);
}

/** A string is gone through by its code points. */
function contentOfText(syntax: Expression, wanted: Sort, body: Body): Elaborated {
  const value = needed({ value: elaborate(syntax, body.cx, wanted), span: syntax.span }, body.cx);
  if (value.kind !== "term" || value.term.sort.kind !== "string") return value;
  return ofTerm(apply("string.points", [value.term], { kind: "array", element: stringSort }, syntax.span));
}

function ofArray(array: Term, sort: MapSort, span: Span, body: Body): Term | undefined {
  if (sort.form === "map") return mapOfPairs(array, unrefinedMap(sort), "map", { span }, body.cx);
  const element = array.sort.kind === "array" ? array.sort.element : undefined;
  if (element === undefined || !sameRepresentation(element, sort.key)) return undefined;
  return setOfElements(array, { ...sort, key: element }, span);
}

/** The distinct elements in order of first occurrence: of a list that is made of others, as the union of theirs. */
function setOfElements(array: Term, sort: MapSort, span: Span): Term {
  const whole: Term = { kind: "apply", operator: "map.ofKeys", args: [array], sort, span };
  if (array.kind !== "apply") return whole;
  const [first, ...others] = array.args;
  if (first === undefined) return whole;
  switch (array.operator) {
    case "array.concat": {
      const union = (a: Term, b: Term): Term => ({ kind: "apply", operator: "map.merge", args: [a, b], sort, span });
      return others.map((part) => setOfElements(part, sort, span)).reduce(union, setOfElements(first, sort, span));
    }
    case "array.push":
      return others.reduce((set, key) => mapSet(set, key, unit, span), setOfElements(first, sort, span));
    case "array.literal":
      return array.args.reduce((set, key) => mapSet(set, key, unit, span), mapEmpty(sort, span));
    case "map.keys": {
      const isSet = first.sort.kind === "map" && first.sort.form === "set" && sameRepresentation(first.sort, sort);
      return isSet ? { kind: "apply", operator: "map.copy", args: [first], sort, span } : whole;
    }
    default:
      return whole;
  }
}

function unrefinedMap(sort: MapSort): MapSort {
  return { ...sort, key: unrefined(sort.key), value: unrefined(sort.value) };
}

function ofElements(list: ts.ArrayLiteralExpression, sort: MapSort, body: Body): Term {
  const keys = operands(
    list.elements,
    body,
    list.elements.map(() => sort.key),
  );
  return keys.reduce<Term>((set, key) => mapSet(set, termOf(key, sort.key, body), unit, key.span), mapEmpty(sort));
}

function ofEntries(list: ts.ArrayLiteralExpression, sort: MapSort, body: Body): Term {
  const parts = list.elements.flatMap((e): readonly ts.Expression[] => {
    if (ts.isArrayLiteralExpression(e) && e.elements.length === 2 && !e.elements.some(ts.isSpreadElement)) {
      return e.elements;
    }
    return unsupported({
      code: "unsupported.expression",
      span: spanOf(e, body),
      message: "An entry is read as `[key, value]`, written out.",
      hint: "Make the Map empty and add the entries in a loop.",
    });
  });
  const values = operands(
    parts,
    body,
    parts.map((_, i) => (i % 2 === 0 ? sort.key : sort.value)),
  );
  let map: Term = mapEmpty(sort);
  for (let i = 0; i + 1 < values.length; i += 2) {
    const [key, value] = values.slice(i, i + 2);
    if (key === undefined || value === undefined) break;
    map = mapSet(map, termOf(key, sort.key, body), termOf(value, sort.value, body), value.span);
  }
  return map;
}

function termOf(syntax: Expression, sort: Sort, body: Body): Term {
  return receive(body, elaborate(syntax, body.cx, sort), { sort, what: "the entry" }, syntax.span);
}
