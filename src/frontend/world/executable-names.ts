/**
 * Decides what a printed text may name: properties, JavaScript's own functions, constants. Everything else is refused,
 * so that no name reaches what a value inherits.
 */
import ts from "typescript";
import { globalNames } from "../../ir/index.js";
import { refuse } from "./executable-unit.js";

const forbidden: ReadonlySet<string> = new Set([
  "__proto__",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
  "constructor",
  "prototype",
  "caller",
  "callee",
  "arguments",
  "then",
  "toString",
  "toLocaleString",
  "toJSON",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
]);

/** A property's name that is safe to print after a dot; it names an own property of a record. */
export function propertyName(name: string): string {
  if (forbidden.has(name)) return refuse(`the property ${name}`);
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : refuse(`the property ${JSON.stringify(name)}`);
}

/** A field after its object. A private name is a property of a name that no other can have: objects of runs are plain. */
export function fieldText(name: ts.MemberName): string {
  return ts.isPrivateIdentifier(name) ? `[${stringText(name.text)}]` : `.${propertyName(name.text)}`;
}

/** A key of an object literal. */
export function keyText(name: ts.PropertyName | string): string {
  const text = typeof name === "string" ? name : writtenKey(name);
  if (text === undefined) return refuse("a computed key");
  if (forbidden.has(text)) return refuse(`the property ${text}`);
  return stringText(text);
}

/** A key that is a constant by its form. */
export function writtenKey(name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name)) return name.text;
  const inner = ts.isComputedPropertyName(name) ? name.expression : undefined;
  return inner !== undefined && ts.isStringLiteralLike(inner) ? inner.text : undefined;
}

/** The key in `[Color.Red]: …` of an enum. */
export function enumKey(name: ts.PropertyName, checker: ts.TypeChecker): string | undefined {
  const of = ts.isComputedPropertyName(name) ? name.expression : undefined;
  if (of === undefined || !ts.isPropertyAccessExpression(of)) return undefined;
  const declaration = checker.getSymbolAtLocation(of.name)?.valueDeclaration;
  const isMember = declaration !== undefined && ts.isEnumMember(declaration);
  const value = isMember ? checker.getConstantValue(declaration) : undefined;
  return value === undefined ? undefined : String(value);
}

/** A field declared by the program, no method and no accessor. */
export function isField(symbol: ts.Symbol | undefined): boolean {
  if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Property) === 0) return false;
  if ((symbol.flags & (ts.SymbolFlags.Accessor | ts.SymbolFlags.Method)) !== 0) return false;
  const { declarations = [] } = symbol;
  // What a mapped type makes of names alone (`Record<"a" | "b", T>`) has no declaration.
  return declarations.length === 0 || declarations.some((d) => !isLibrary(d));
}

/** Declared by TypeScript's own library. */
export function isLibrary(declaration: ts.Declaration): boolean {
  const file = declaration.getSourceFile();
  return file.isDeclarationFile && /(^|\/)lib\.[\w.]*d\.ts$/.test(file.fileName);
}

/** `Math.floor`, `Number.MAX_SAFE_INTEGER`, `RangeError`, as JavaScript's own, to their text; undefined for others. */
export function globalText(node: ts.Expression, checker: ts.TypeChecker): string | undefined {
  const path = ts.isIdentifier(node)
    ? [node.text]
    : ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)
      ? [node.expression.text, node.name.text]
      : [];
  const name = path.join("_");
  if (!Object.hasOwn(globalNames, name)) return undefined;
  const root = ts.isPropertyAccessExpression(node) ? node.expression : node;
  const declarations = checker.getSymbolAtLocation(root)?.declarations ?? [];
  return declarations.length > 0 && declarations.every(isLibrary) ? `$g.${name}` : undefined;
}

/** `undefined`, `NaN`, `Infinity`, as JavaScript's own; and the numbers that `Number` names so. */
export function constantText(node: ts.Expression, checker: ts.TypeChecker): string | undefined {
  const texts: Readonly<Record<string, string>> = {
    undefined: "(void 0)",
    NaN: "(0 / 0)",
    Infinity: "(1 / 0)",
    "Number.NaN": "(0 / 0)",
    "Number.POSITIVE_INFINITY": "(1 / 0)",
    "Number.NEGATIVE_INFINITY": "(-1 / 0)",
  };
  const dotted = ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression);
  const root = dotted ? node.expression : node;
  if (!ts.isIdentifier(root)) return undefined;
  const name = dotted ? `${root.getText()}.${node.name.text}` : root.text;
  const declarations = checker.getSymbolAtLocation(root)?.declarations ?? [];
  return Object.hasOwn(texts, name) && declarations.every(isLibrary) ? texts[name] : undefined;
}

/** A string literal in printable ASCII. */
export function stringText(value: string): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
