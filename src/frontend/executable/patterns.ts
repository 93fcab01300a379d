/**
 * Takes patterns of the source; gives JavaScript that takes them apart step by step, in the order of the pattern, so
 * that each position that is read has its monitor.
 */
import ts from "typescript";
import { viewOf, type Way } from "../lower/traversal.js";
import { collectionForm } from "../types/collections.js";
import { keyText } from "../world/executable-names.js";
import { refuse, site, spanOf, temporary, type Unit } from "../world/executable-unit.js";
import type { FieldPattern, Part, Pattern, Unread } from "../world/patterns.js";
import { assignedText } from "./assignments.js";
import { readEntryAt } from "./dictionaries.js";
import { expression, includesUndefined } from "./expressions.js";
import { isText } from "./text.js";

/** What a pattern takes apart, as text: a name that holds the value, or positions that are known one by one. */
export type TextSource =
  | { readonly kind: "value"; readonly text: string; readonly type: ts.Type | undefined }
  | { readonly kind: "parts"; readonly parts: readonly TextSource[] };

export function printable<Leaf>(pattern: Pattern<Leaf> | Unread): Pattern<Leaf> {
  return pattern.kind === "unread" ? refuse(pattern.what) : pattern;
}

/** The steps `leaf = part`; `store` makes one of a leaf and the text of its value. */
export function unpackText<Leaf>(
  pattern: Pattern<Leaf>,
  source: TextSource,
  unit: Unit,
  store: (leaf: Leaf, value: string) => string,
): readonly string[] {
  switch (pattern.kind) {
    case "leaf":
      return [store(pattern.leaf, wholeText(source))];
    case "object": {
      if (pattern.rest !== undefined) return restText(pattern, source, unit, store);
      return pattern.fields.flatMap((part) => partText(part, fieldText(source, part, unit), unit, store));
    }
    case "array":
      if (pattern.rest !== undefined) return restOfArray(pattern, source, unit, store);
      return items(pattern, source, unit, store);
  }
}

function items<Leaf>(
  pattern: Extract<Pattern<Leaf>, { kind: "array" }>,
  source: TextSource,
  unit: Unit,
  store: (leaf: Leaf, value: string) => string,
): readonly string[] {
  return pattern.items.flatMap((part, i) =>
    part === undefined ? [] : partText(part, positionText(source, i, part, unit), unit, store),
  );
}

function restOfArray<Leaf>(
  pattern: Extract<Pattern<Leaf>, { kind: "array" }>,
  source: TextSource,
  unit: Unit,
  store: (leaf: Leaf, value: string) => string,
): readonly string[] {
  const rest = pattern.rest;
  if (rest === undefined || source.kind === "parts") return refuse("the rest of an array");
  const [name, before] = named(source.text, unit);
  const after: TextSource = { kind: "value", text: `$m.rest(${name}, ${pattern.items.length})`, type: source.type };
  const inner: TextSource = { kind: "value", text: name, type: source.type };
  return [...before, ...items(pattern, inner, unit, store), ...unpackText(rest, after, unit, store)];
}

/** The fields that the type has and the pattern does not name, as the lowering has them. */
function restText<Leaf>(
  pattern: Extract<Pattern<Leaf>, { kind: "object" }>,
  source: TextSource,
  unit: Unit,
  store: (leaf: Leaf, value: string) => string,
): readonly string[] {
  const rest = pattern.rest;
  if (rest === undefined) return [];
  const [name, before] = named(wholeText(source), unit);
  const inner: TextSource = { kind: "value", text: name, type: undefined };
  const fields = pattern.fields.flatMap((part) => partText(part, fieldText(inner, part, unit), unit, store));
  const holes = pattern.fields.map((part) => `${keyString(part, unit)}: ${temporary(unit)}`);
  const kept = temporary(unit);
  const others: TextSource = { kind: "value", text: kept, type: undefined };
  const taken = `{ ${[...holes, `...${kept}`].join(", ")} } = ${name}`;
  return [...before, ...fields, `${temporary(unit)} = (${taken})`, ...unpackText(rest, others, unit, store)];
}

function named(text: string, unit: Unit): readonly [string, readonly string[]] {
  if (/^[\w$]+$/u.test(text)) return [text, []];
  const name = temporary(unit);
  return [name, [`${name} = ${text}`]];
}

function partText<Leaf>(
  part: Part<Leaf>,
  source: TextSource,
  unit: Unit,
  store: (leaf: Leaf, value: string) => string,
): readonly string[] {
  const value = part.fallback === undefined ? source : defaultedText(source, part.fallback, unit);
  if (part.pattern.kind === "leaf" || value.kind === "parts") return unpackText(part.pattern, value, unit, store);
  const [name, before] = named(value.text, unit);
  return [...before, ...unpackText(part.pattern, { ...value, text: name }, unit, store)];
}

function defaultedText(source: TextSource, fallback: ts.Expression, unit: Unit): TextSource {
  const name = temporary(unit);
  const text = `((${name} = ${wholeText(source)}) === (void 0) ? ${expression(fallback, unit)} : ${name})`;
  return { kind: "value", text, type: source.kind === "value" ? source.type : undefined };
}

export function wholeText(source: TextSource): string {
  return source.kind === "value" ? source.text : `[${source.parts.map(wholeText).join(", ")}]`;
}

function keyString<Leaf>(part: FieldPattern<Leaf>, unit: Unit): string {
  return part.computed === undefined ? keyText(part.key) : `[${expression(part.computed, unit)}]`;
}

function fieldText<Leaf>(source: TextSource, part: FieldPattern<Leaf>, unit: Unit): TextSource {
  if (part.computed !== undefined) {
    return { kind: "value", text: entryOfSpan(unit, part, wholeText(source)), type: undefined };
  }
  return { kind: "value", text: `${wholeText(source)}[${keyString(part, unit)}]`, type: undefined };
}

/** `[key]: name` of a dictionary; of other objects the hazards are none that a run could watch. */
function entryOfSpan<Leaf>(unit: Unit, part: FieldPattern<Leaf>, object: string): string {
  if (part.computed === undefined) return refuse("a computed key");
  return readEntryAt(spanOf(unit, part.node), object, expression(part.computed, unit), unit);
}

function positionText<Leaf>(source: TextSource, i: number, part: Part<Leaf>, unit: Unit): TextSource {
  if (source.kind === "parts") return source.parts[i] ?? { kind: "value", text: "(void 0)", type: undefined };
  const span = spanOf(unit, part.node);
  const { checker } = unit.function;
  const element =
    source.type && checker.getIndexTypeOfType(checker.getNonNullableType(source.type), ts.IndexKind.Number);
  const mayLack = part.fallback !== undefined || (element !== undefined && includesUndefined(element));
  const watched = !mayLack && unit.hazards.has(span, ["array.get"]);
  const text = watched
    ? `$m.get(${site(unit, { kind: "index", span })}, ${source.text}, ${i})`
    : `$m.at(${source.text}, ${i})`;
  return { kind: "value", text, type: element };
}

/** What stands right of a pattern: an array literal is taken apart as it is written. */
export function textSource<Leaf>(
  node: ts.Expression,
  pattern: Pattern<Leaf>,
  unit: Unit,
): { readonly before: readonly string[]; readonly source: TextSource } {
  let inner = node;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  const list = ts.isArrayLiteralExpression(inner) && !inner.elements.some(ts.isSpreadElement) ? inner : undefined;
  if (list !== undefined && pattern.kind === "array" && pattern.rest === undefined) {
    const parts = list.elements.map((e): readonly [string, TextSource] => {
      const name = temporary(unit);
      return [`${name} = ${expression(e, unit)}`, { kind: "value", text: name, type: undefined }];
    });
    return { before: parts.map(([step]) => step), source: { kind: "parts", parts: parts.map(([, part]) => part) } };
  }
  const name = temporary(unit);
  const type = unit.function.checker.getTypeAtLocation(node);
  return { before: [`${name} = ${expression(node, unit)}`], source: { kind: "value", text: name, type } };
}

/** `({ a, b } = o)` as a list of steps; its own value is nobody's. */
export function patternAssignment(node: ts.Expression, pattern: Pattern<ts.Expression>, unit: Unit): string {
  const { before, source } = textSource(node, pattern, unit);
  const steps = unpackText(pattern, source, unit, (leaf, value) => assignedText(leaf, value, unit));
  return `(${[...before, ...steps, "(void 0)"].join(", ")})`;
}

export interface ElementSource {
  readonly over: ts.Expression;
  /** What is gone through is no array. */
  readonly form?: "map" | "set" | "text";
  readonly element: TextSource;
}

/** What a `for…of` binds in each round. */
export function elementSource(node: ts.ForOfStatement, array: string, index: string, unit: Unit): ElementSource {
  let over = node.expression;
  while (ts.isParenthesizedExpression(over)) over = over.expression;
  const view = viewOf(over);
  const object = view?.of ?? over;
  const { checker } = unit.function;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(object));
  const form = collectionForm(type);
  if (form !== undefined) return collectionSource(form, view?.way, object, `$m.at(${array}, ${index})`);
  if (isText(type) && view === undefined) {
    return { over, form: "text", element: { kind: "value", text: `$m.point(${array}, ${index})`, type: undefined } };
  }
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  const item: TextSource = { kind: "value", text: `$m.at(${array}, ${index})`, type: element };
  const key: TextSource = { kind: "value", text: index, type: undefined };
  if (view?.way === "keys") return { over: object, element: key };
  return { over: object, element: view?.way === "entries" ? { kind: "parts", parts: [key, item] } : item };
}

/** A Map or Set is gone through as the array of its keys or entries, which nothing in the body changes. */
function collectionSource(form: "map" | "set", way: Way | undefined, over: ts.Expression, at: string): ElementSource {
  const value = (text: string): TextSource => ({ kind: "value", text, type: undefined });
  const key = form === "set" ? value(at) : value(`$m.at(${at}, 0)`);
  const item = form === "set" ? key : value(`$m.at(${at}, 1)`);
  if (way === "keys") return { over, form, element: key };
  if (way === "values" || (way === undefined && form === "set")) return { over, form, element: item };
  return { over, form, element: { kind: "parts", parts: [key, item] } };
}
