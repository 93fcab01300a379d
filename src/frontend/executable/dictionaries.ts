/**
 * Takes what a program does with objects that serve as dictionaries; gives JavaScript for it with monitors. In a run only
 * own properties are ever read, whatever the key: what an object would find in Object.prototype is a hazard.
 */
import ts from "typescript";
import type { Span } from "../../source/index.js";
import { isBareObject, isDictionaryValue, isEntryAccess, objectMember } from "../types/dictionaries.js";
import { stringText } from "../world/executable-names.js";
import { site, spanOf, type Unit } from "../world/executable-unit.js";

/** How parts are printed: as values, and as what a spread takes the elements of. */
export interface Printer {
  readonly value: (node: ts.Expression) => string;
  readonly elements: (node: ts.Expression) => string;
}

/** `d[k]`, `d.k`, `k in d`, `delete d[k]`, and members of `Object`; undefined for anything else. */
export function dictionaryText(node: ts.Expression, print: Printer, unit: Unit): string | undefined {
  const { checker } = unit.function;
  if (ts.isDeleteExpression(node)) return removal(node, print, unit);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) {
    if (!isDictionaryValue(node.right, checker)) return undefined;
    const span = spanOf(unit, node);
    const at = unit.hazards.has(span, ["map.found"]) ? site(unit, { kind: "prototype", span }) : "null";
    return `$m.within(${at}, ${print.value(node.left)}, ${print.value(node.right)})`;
  }
  if (isEntryAccess(node, checker) && !ts.isOptionalChain(node)) {
    return readEntry(node, print.value(node.expression), entryKey(node, print), unit);
  }
  return ts.isCallExpression(node) ? callOfObject(node, print, unit) : undefined;
}

/** The key of an entry as JavaScript. */
export function entryKey(node: ts.ElementAccessExpression | ts.PropertyAccessExpression, print: Printer): string {
  return ts.isElementAccessExpression(node) ? print.value(node.argumentExpression) : stringText(node.name.text);
}

export function readEntry(node: ts.Expression, object: string, key: string, unit: Unit): string {
  return readEntryAt(spanOf(unit, node), object, key, unit);
}

/** What is read at the place, by an access or by a pattern. */
export function readEntryAt(span: Span, object: string, key: string, unit: Unit): string {
  if (unit.hazards.has(span, ["map.get"])) return `$m.held(${site(unit, { kind: "absent", span })}, ${object}, ${key})`;
  return entryIfAnyAt(span, object, key, unit);
}

/** A missing entry is undefined there. */
export function readEntryIfAny(node: ts.Expression, object: string, key: string, unit: Unit): string {
  return entryIfAnyAt(spanOf(unit, node), object, key, unit);
}

function entryIfAnyAt(span: Span, object: string, key: string, unit: Unit): string {
  const at = unit.hazards.has(span, ["map.found"]) ? site(unit, { kind: "prototype", span }) : "null";
  return `$m.entry(${at}, ${object}, ${key})`;
}

export function writeEntry(node: ts.Expression, object: string, key: string, value: string, unit: Unit): string {
  const span = spanOf(unit, node);
  const at = unit.hazards.asserted("prototype", span) ? site(unit, { kind: "prototype", span }) : "null";
  return `$m.store(${at}, ${object}, ${key}, ${value})`;
}

function removal(node: ts.DeleteExpression, print: Printer, unit: Unit): string | undefined {
  let inner: ts.Expression = node.expression;
  while (ts.isParenthesizedExpression(inner) || ts.isNonNullExpression(inner)) inner = inner.expression;
  if (!isEntryAccess(inner, unit.function.checker) || ts.isOptionalChain(inner)) return undefined;
  return `$m.remove(${print.value(inner.expression)}, ${entryKey(inner, print)})`;
}

function callOfObject(node: ts.CallExpression, print: Printer, unit: Unit): string | undefined {
  const { checker } = unit.function;
  if (isBareObject(node, checker)) return "({ __proto__: null })";
  const name = objectMember(node.expression, checker);
  const [first, second, ...more] = node.arguments;
  const isAbout = first !== undefined && isDictionaryValue(first, checker);
  if (first !== undefined && second === undefined) {
    if (name === "fromEntries") return `$m.fromPairs(${print.elements(first)})`;
    if (isAbout && (name === "keys" || name === "values" || name === "entries")) {
      return `$m.enumerated(${stringText(name)}, ${print.value(first)})`;
    }
  }
  if (name === "keys" || name === "values" || name === "entries") {
    // The fields of a literal, which is all that is read of other objects.
    return first === undefined ? undefined : `$m.enumerated(${stringText(name)}, ${print.value(first)})`;
  }
  if (name === "assign") {
    if (
      first !== undefined &&
      second !== undefined &&
      !(ts.isObjectLiteralExpression(first) && first.properties.length === 0)
    )
      return more.length > 0 ? undefined : `$m.into(${print.value(first)}, ${print.value(second)})`;
    const parts = node.arguments.slice(1).map((arg) => print.value(arg));
    return `$m.assigned([${parts.join(", ")}])`;
  }
  if (name !== "hasOwn" || first === undefined || second === undefined || more.length > 0) return undefined;
  return isDictionaryValue(first, checker) ? `$m.own(${print.value(first)}, ${print.value(second)})` : undefined;
}
