/**
 * Takes calls of members of strings and numbers; gives JavaScript for them. `$m.text` has the members listed in
 * `ir/replay-names.ts` and takes strings only, so that nothing an object inherits is ever called.
 */
import ts from "typescript";
import { textMemberNames } from "../../ir/index.js";
import { globalName } from "../types/learnt-kinds.js";
import { isLibrary } from "../world/executable-names.js";
import { refuse, site, spanOf, type Unit } from "../world/executable-unit.js";
import { expression } from "./expressions.js";

/** Undefined where the call is of something else. */
export function textCall(node: ts.CallExpression, unit: Unit): string | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return conversionCall(node, unit);
  const { checker } = unit.function;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(callee.expression));
  const parts = type.isUnion() ? type.types : [type];
  const all = (flag: ts.TypeFlags): boolean => parts.length > 0 && parts.every((p) => (p.flags & flag) !== 0);
  const name = callee.name.text;
  const object = (): string => expression(callee.expression, unit);
  if (name === "toString" && node.arguments.length === 0 && all(ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike)) {
    return `$m.textOf(${object()})`;
  }
  if (!all(ts.TypeFlags.StringLike)) return undefined;
  if (!(textMemberNames as readonly string[]).includes(name)) return refuse(`the member ${name} of a string`);
  const args = node.arguments.map((arg) => expression(arg, unit));
  return `$m.text(${[watched(node, name, unit), `"${name}"`, object(), ...args].join(", ")})`;
}

/** The site where an argument out of range is a hazard, else none. */
function watched(node: ts.CallExpression, name: string, unit: Unit): string {
  const span = spanOf(unit, node);
  if (name === "charCodeAt" && unit.hazards.has(span, ["string.unit"])) {
    return String(site(unit, { kind: "index", span }));
  }
  if (name === "repeat" && unit.hazards.has(span, ["string.repeat"])) {
    return String(site(unit, { kind: "range", span }));
  }
  return "null";
}

/** `String(x)`, `Number(x)`, `Boolean(x)`, `parseInt(s)`: of scalars only, since objects could have a text of their own. */
function conversionCall(node: ts.CallExpression, unit: Unit): string | undefined {
  if (!ts.isIdentifier(node.expression)) return undefined;
  const name = globalName(node.expression);
  if (!["String", "Number", "Boolean", "parseInt", "parseFloat"].includes(name)) return undefined;
  const declarations = unit.function.checker.getSymbolAtLocation(node.expression)?.declarations ?? [];
  if (declarations.length === 0 || !declarations.every(isLibrary)) return undefined;
  return `$g.${name}(${node.arguments.map((arg) => `$m.scalar(${expression(arg, unit)})`).join(", ")})`;
}

export function isText(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => (part.flags & ts.TypeFlags.StringLike) !== 0);
}
