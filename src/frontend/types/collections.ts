/**
 * Tells JavaScript's own Map and Set apart from everything else, by the declarations of its library, and says which of
 * their members change them.
 */
import ts from "typescript";
import { isLibrary } from "../world/executable-names.js";

const forms: Readonly<Record<string, "map" | "set">> = {
  Map: "map",
  ReadonlyMap: "map",
  Set: "set",
  ReadonlySet: "set",
};

/** The form of a Map or Set type; a parameter's `ReadonlyMap` is one too. */
export function collectionForm(type: ts.Type): "map" | "set" | undefined {
  const name = libraryName(type);
  return name === undefined || !Object.hasOwn(forms, name) ? undefined : forms[name];
}

export function isWeak(type: ts.Type): boolean {
  const name = libraryName(type);
  return name === "WeakMap" || name === "WeakSet";
}

function libraryName(type: ts.Type): string | undefined {
  const declarations = type.symbol?.declarations ?? [];
  return declarations.length > 0 && declarations.every(isLibrary) ? type.symbol.name : undefined;
}

/** What two Sets have in common (ECMA-262, sections 24.2.4.5 to 24.2.4.17); none of them changes either. */
export const setMethods = [
  "union",
  "intersection",
  "difference",
  "symmetricDifference",
  "isSubsetOf",
  "isSupersetOf",
  "isDisjointFrom",
] as const;

export type SetMethod = (typeof setMethods)[number];

export type Method =
  | SetMethod
  | "get"
  | "has"
  | "set"
  | "add"
  | "delete"
  | "clear"
  | "keys"
  | "values"
  | "entries"
  | "forEach";

const methods: Readonly<Record<"map" | "set", readonly Method[]>> = {
  map: ["get", "has", "set", "delete", "clear", "keys", "values", "entries", "forEach"],
  set: ["has", "add", "delete", "clear", "keys", "values", "entries", "forEach", ...setMethods],
};

export interface CollectionCall {
  readonly form: "map" | "set";
  readonly method: Method;
  /** The expression whose value is the Map or Set. */
  readonly object: ts.Expression;
  readonly optional: boolean;
}

/** A call of a member of a Map or Set. */
export function collectionCall(node: ts.Node, checker: ts.TypeChecker): CollectionCall | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const callee = bare(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const form = collectionForm(checker.getNonNullableType(checker.getTypeAtLocation(callee.expression)));
  const method = form === undefined ? undefined : methods[form].find((name) => name === callee.name.text);
  if (form === undefined || method === undefined) return undefined;
  const optional = callee.questionDotToken !== undefined || node.questionDotToken !== undefined;
  return { form, method, object: callee.expression, optional };
}

/** `m.keys().next().value` and its like: the first of what a new iterator of a Map or Set gives, or undefined. */
export function firstOfCollection(node: ts.Node, checker: ts.TypeChecker): CollectionCall | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "value" || node.questionDotToken) return undefined;
  const next = bare(node.expression);
  if (!ts.isCallExpression(next) || next.arguments.length > 0 || next.questionDotToken) return undefined;
  const callee = bare(next.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "next" || callee.questionDotToken)
    return undefined;
  const found = collectionCall(bare(callee.expression), checker);
  const isView = found !== undefined && ["keys", "values", "entries"].includes(found.method);
  return isView && !found.optional ? found : undefined;
}

/** Does the call change the Map or Set? */
export function changesCollection(node: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const found = collectionCall(node, checker);
  return found !== undefined && ["set", "add", "delete", "clear", "forEach"].includes(found.method);
}

/** `new Map(…)` and `new Set(…)` of JavaScript's own classes. */
export function collectionMade(node: ts.NewExpression, checker: ts.TypeChecker): "map" | "set" | undefined {
  const callee = bare(node.expression);
  if (!ts.isIdentifier(callee) || (callee.text !== "Map" && callee.text !== "Set")) return undefined;
  const declarations = checker.getSymbolAtLocation(callee)?.declarations ?? [];
  if (declarations.length === 0 || !declarations.every(isLibrary)) return undefined;
  return callee.text === "Map" ? "map" : "set";
}

function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? bare(node.expression) : node;
}
