/**
 * Takes assignments, `++` and `--`; gives JavaScript for them with monitors. A target's parts are evaluated once and
 * before the value, as JavaScript does: compound forms keep them in temporaries of the function.
 */
import ts from "typescript";
import { isEntryAccess } from "../types/dictionaries.js";
import { fieldText, isField, stringText } from "../world/executable-names.js";
import { refuse, site, spanOf, temporary, type Unit } from "../world/executable-unit.js";
import { assignmentPattern, isPatternTarget } from "../world/patterns.js";
import { lengthTarget } from "./arrays.js";
import { helperCall, projectCall } from "./calls.js";
import { readEntry, readEntryIfAny, writeEntry } from "./dictionaries.js";
import { describe, expression, integer, isFieldByName, operation, readElement } from "./expressions.js";
import { patternAssignment, printable } from "./patterns.js";

const compound: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.PlusEqualsToken]: "+",
  [ts.SyntaxKind.MinusEqualsToken]: "-",
  [ts.SyntaxKind.AsteriskEqualsToken]: "*",
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken]: "**",
  [ts.SyntaxKind.SlashEqualsToken]: "/",
  [ts.SyntaxKind.PercentEqualsToken]: "%",
  [ts.SyntaxKind.AmpersandEqualsToken]: "&",
  [ts.SyntaxKind.BarEqualsToken]: "|",
  [ts.SyntaxKind.CaretEqualsToken]: "^",
  [ts.SyntaxKind.LessThanLessThanEqualsToken]: "<<",
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken]: ">>",
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken]: ">>>",
};

const lazyOperators: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.QuestionQuestionEqualsToken]: "??",
  [ts.SyntaxKind.BarBarEqualsToken]: "||",
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken]: "&&",
};

export function assignment(node: ts.BinaryExpression, unit: Unit): string {
  const ofSetter = setterText(node, unit);
  if (ofSetter !== undefined) return ofSetter;
  if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    if (!isPatternTarget(node.left)) return plain(node, unit);
    return patternAssignment(node.right, printable(assignmentPattern(node.left)), unit);
  }
  const lazy = lazyOperators[node.operatorToken.kind];
  if (lazy !== undefined) {
    const target = targetOf(node.left, unit, "twice");
    const value = expression(node.right, unit);
    return `(${[...target.before, `${target.readIfAny ?? target.read} ${lazy} (${target.write(value)})`].join(", ")})`;
  }
  const operator = compound[node.operatorToken.kind];
  if (operator === undefined) return refuse(`the operator ${node.operatorToken.getText()}`);
  const target = targetOf(node.left, unit, "twice");
  const value = operation(operator, target.read, expression(node.right, unit), node, unit);
  return `(${[...target.before, target.write(value)].join(", ")})`;
}

/** An assignment that runs a setter is a call. */
function setterText(node: ts.BinaryExpression, unit: Unit): string | undefined {
  const helper = unit.function.inlined.get(node);
  if (helper !== undefined) return helperCall(node, helper, [expression(node.right, unit)], unit);
  const callee = unit.function.calls.get(node);
  return callee === undefined ? undefined : projectCall(node, callee, unit);
}

/** The value stored in the target. */
export function assignedText(node: ts.Expression, value: string, unit: Unit): string {
  return targetOf(node, unit, "once").write(value);
}

function plain(node: ts.BinaryExpression, unit: Unit): string {
  const target = targetOf(node.left, unit, "once");
  return `(${target.write(expression(node.right, unit))})`;
}

/** `x++` and its like; the value of the postfix form is the old one. */
export function step(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, unit: Unit): string {
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-";
  const isBigint = unit.function.checker.getTypeAtLocation(node.operand).flags & ts.TypeFlags.BigIntLike;
  const one = isBigint ? "1n" : "1";
  const target = targetOf(node.operand, unit, "twice");
  if (ts.isPrefixUnaryExpression(node) || isDiscarded(node)) {
    return `(${[...target.before, target.write(integer(`(${target.read} ${operator} ${one})`, node, unit))].join(", ")})`;
  }
  const old = temporary(unit);
  const next = target.write(integer(`(${old} ${operator} ${one})`, node, unit));
  return `(${[...target.before, `${old} = ${target.read}`, next, old].join(", ")})`;
}

function isDiscarded(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.CommaToken)
    return isDiscarded(parent);
  return ts.isExpressionStatement(parent) || (ts.isForStatement(parent) && parent.incrementor === node);
}

interface Target {
  /** What is evaluated first. */
  readonly before: readonly string[];
  readonly read: string;
  /** Where the part may be missing, and is asked whether it is there. */
  readonly readIfAny?: string;
  readonly write: (value: string) => string;
}

function targetOf(written: ts.Expression, unit: Unit, used: "once" | "twice"): Target {
  let node = written;
  while (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) node = node.expression;
  if (ts.isIdentifier(node)) {
    const name = expression(node, unit);
    if (![...unit.printed.values()].includes(name)) return refuse(`an assignment of ${node.text}`);
    return { before: [], read: name, write: (value) => `${name} = ${value}` };
  }
  if (ts.isOptionalChain(node)) return refuse("an optional target");
  const kept = (part: ts.Expression): { readonly name: string; readonly before: readonly string[] } => {
    const text = expression(part, unit);
    if (used === "once") return { name: text, before: [] };
    const name = temporary(unit);
    return { name, before: [`${name} = ${text}`] };
  };
  const array = lengthTarget(node, unit);
  if (array !== undefined) {
    const { name, before } = kept(array);
    const at = site(unit, { kind: "range", span: spanOf(unit, node.parent) });
    return { before, read: `${name}.length`, write: (value) => `$m.shorten(${at}, ${name}, ${value})` };
  }
  if (isEntryAccess(node, unit.function.checker)) {
    const object = kept(node.expression);
    const key = ts.isElementAccessExpression(node)
      ? kept(node.argumentExpression)
      : { name: stringText(node.name.text), before: [] };
    return {
      before: [...object.before, ...key.before],
      read: readEntry(node, object.name, key.name, unit),
      readIfAny: readEntryIfAny(node, object.name, key.name, unit),
      write: (value) => writeEntry(node, object.name, key.name, value, unit),
    };
  }
  if (ts.isPropertyAccessExpression(node)) {
    if (!isField(unit.function.checker.getSymbolAtLocation(node.name))) return refuse(`the property ${node.name.text}`);
    const object = kept(node.expression);
    const place = `${object.name}${fieldText(node.name)}`;
    return { before: object.before, read: place, write: (value) => `${place} = ${value}` };
  }
  if (!ts.isElementAccessExpression(node)) return refuse(`${describe(node)} as a target`);
  if (isFieldByName(node, unit.function.checker)) {
    const [object, key] = [kept(node.expression), kept(node.argumentExpression)];
    const place = `${object.name}[${key.name}]`;
    return { before: [...object.before, ...key.before], read: place, write: (value) => `${place} = ${value}` };
  }
  return elementTarget(node, kept(node.expression), kept(node.argumentExpression), unit);
}

function elementTarget(
  node: ts.ElementAccessExpression,
  array: { readonly name: string; readonly before: readonly string[] },
  index: { readonly name: string; readonly before: readonly string[] },
  unit: Unit,
): Target {
  const { checker } = unit.function;
  const isTuple = checker.isTupleType(checker.getNonNullableType(checker.getTypeAtLocation(node.expression)));
  return {
    before: [...array.before, ...index.before],
    read: readElement(node, array.name, index.name, unit),
    write: (value) =>
      isTuple
        ? `$m.put(${array.name}, ${index.name}, ${value})`
        : `$m.set(${site(unit, { kind: "write", span: spanOf(unit, node) })}, ${array.name}, ${index.name}, ${value})`,
  };
}
