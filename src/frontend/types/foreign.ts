/**
 * Gives sorts to types outside the subset, so that what only passes their values on is read all the same: a record with
 * a `Date` in it, a list of handlers, a payload of type `unknown`.
 *
 * Soundness: nothing turns a value that is read into one that is not, or back: no name of the subset ever reaches an
 * object through a value of such a sort. What `typeof` says of one is known only where no value of another kind has its
 * members; calling it, or looking into it, is refused where it is done.
 */
import ts from "typescript";
import {
  bigintSort,
  bool,
  type DataSort,
  type DataType,
  doubleSort,
  type Foreign,
  type OpaqueSort,
  type Sort,
  stringSort,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { isLibrary } from "../world/executable-names.js";
import { outside } from "./mismatch.js";
import type { TypeTable } from "./type-table.js";

export function foreignSort(name: string, foreign: Foreign): OpaqueSort {
  return foreign === "any" ? { kind: "opaque", name, foreign } : { kind: "opaque", name, foreign, compared: true };
}

/** Every value but undefined and null, by what `typeof` and `Array.isArray` say of it. */
export function presentValue(table: TypeTable): DataSort {
  const primitives = [
    ["bigint", bigintSort],
    ["boolean", bool],
    ["number", doubleSort],
    ["string", stringSort],
  ] as const;
  return table.mixed([...primitives, ...objects(), ["symbol", foreignSort("symbol", "symbol")]], "unknown");
}

/** The type `object`. */
export function anyObject(table: TypeTable): DataSort {
  return table.mixed(objects(), "object");
}

function objects(): readonly (readonly [string, Sort])[] {
  return [
    ["array", foreignSort("unknown[]", "array")],
    ["function", foreignSort("Function", "function")],
    ["object", foreignSort("object", "object")],
  ];
}

/** What `unknown`, `any`, `{}` and `object` are read as. */
export function isOfAnyType(type: DataType): boolean {
  const names = type.constructors.map((c) => c.name);
  return type.shape === "mixed" && names.includes("function") && names.includes("array") && names.includes("object");
}

/** What `typeof` and `Array.isArray` say of all values of a type that is no union. */
export function foreignKind(type: ts.Type, checker: ts.TypeChecker): Foreign {
  if (type.flags & ts.TypeFlags.ESSymbolLike) return "symbol";
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return "any";
  if (isFunctionType(type)) return "function";
  if (checker.isArrayType(type) || checker.isTupleType(type)) return "array";
  const own = checker.getPropertiesOfType(type).some((p) => !isOfEveryValue(p.name) && !isOptional(p));
  return own && isClassLike(type) ? "object" : "any";
}

export function isFunctionType(type: ts.Type): boolean {
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return true;
  return type.symbol?.name === "Function" && (type.symbol.declarations ?? []).every(isLibrary);
}

function isClassLike(type: ts.Type): boolean {
  return ((type.symbol?.flags ?? 0) & (ts.SymbolFlags.Class | ts.SymbolFlags.Variable)) !== 0;
}

function isOptional(property: ts.Symbol): boolean {
  return (property.flags & ts.SymbolFlags.Optional) !== 0;
}

/** A property that strings, numbers, arrays or functions have too. */
export function isOfEveryValue(name: string): boolean {
  return /^\d+$/u.test(name) || name === "name" || name === "length" || prototypes.some((p) => name in p);
}

const prototypes: readonly object[] = [
  String.prototype,
  Number.prototype,
  Array.prototype,
  Function.prototype,
  BigInt.prototype,
  Symbol.prototype,
];

/** An object of JavaScript's library or of a package, with methods: what it does is not known from its type. */
export function isForeignObject(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (!(type.flags & ts.TypeFlags.Object) || checker.isArrayType(type) || checker.isTupleType(type)) return false;
  const declarations = type.symbol?.declarations ?? [];
  if (declarations.length === 0 || !declarations.every((d) => d.getSourceFile().isDeclarationFile)) return false;
  return checker.getPropertiesOfType(type).some((p) => (p.flags & ts.SymbolFlags.Method) !== 0);
}

/** Refuses to look into a value of a type that is not read, or to call it. */
export function refuseInside(type: string, span: Span): never {
  return outside(
    "unsupported.type",
    span,
    `A value of type \`${type}\` is only passed on: what it holds and does is not read.`,
    "Pass what is needed of it as a parameter, or move this into a function marked `//@ extern`.",
  );
}
