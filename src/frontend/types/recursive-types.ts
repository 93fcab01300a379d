/**
 * Takes TypeScript types that hold values of themselves, directly or through others; gives their sorts. Such a type has
 * a name of its own: what it is called, and a hash of the structure of all recursive types that it reaches. So two types
 * of one name and one structure are one sort, whatever file they stand in and through whichever of them one comes.
 */
import ts from "typescript";
import { hashText } from "../../base/index.js";
import { anySort, type DataSort, dataType, type Sort } from "../../ir/index.js";
import { classOf, isExtending, isNominal } from "../world/classes.js";
import { refinedText } from "./refinements.js";
import { type Structure, structureText, typeTable } from "./type-table.js";
import { classArguments, isThis, ofClass, type Reading, readInside, refuse, structureOf, textOf } from "./types.js";

/** More types than these under one type are not looked through. */
const most = 500;

/** Is it a type of objects that is among those that its values are made of? */
export function holdsItself(type: ts.Type, checker: ts.TypeChecker): boolean {
  return isNamed(type, checker) && reached(type, checker).has(type);
}

export function readRecursive(type: ts.Type, cx: Reading): DataSort {
  const { checker } = cx;
  const group = [...reached(type, checker)].filter((part) => holdsItself(part, checker));
  const called = calledIn(group, cx);
  const texts = textsOf(group, called, type, cx);
  const named = new Map(
    group.map((part): [ts.Type, DataSort] => {
      const inside = [...reached(part, checker)].flatMap((p) => texts.get(p) ?? []);
      const name = `${called.get(part)?.name ?? ""}~${hashText(JSON.stringify(inside.sort())).slice(0, 16)}`;
      return [part, { kind: "data", name }];
    }),
  );
  // A number in it is its own, not that of the variable that holds the data.
  const inner: Reading = { ...cx, kind: "int", inside: [], named };
  for (const [part, { name }] of named) {
    const made = cx.table.recursive(name, structureOf(part, inner), textOf(part, cx));
    const owner = classOf(part, cx.project);
    const typeArguments = owner && classArguments(owner, part, inner);
    if (owner !== undefined && typeArguments !== undefined && (typeArguments.size > 0 || isNominal(owner)))
      ofClass(made, { owner, typeArguments }, cx.table);
  }
  const sort = named.get(type);
  if (sort === undefined || !hasValues(sort, inner)) {
    return refuse(type, cx, "A value of it would have to be endless: let the recursive field be absent somewhere.");
  }
  if (anySort(sort, inner.table.types, (part) => part.kind === "map")) {
    return refuse(type, cx, "Maps inside types that contain themselves are not read.", "unsupported.recursive-type");
  }
  const { types } = inner.table;
  if (anySort(sort, types, (part) => part.kind === "data" && dataType(types, part.name).shape === "mixed")) {
    const hint = "Unions without a discriminant inside types that contain themselves are not read.";
    return refuse(type, cx, hint, "unsupported.recursive-type");
  }
  return sort;
}

/** What each type is called: as it is written, where type arguments count as what they stand for. */
function calledIn(group: readonly ts.Type[], cx: Reading): ReadonlyMap<ts.Type, DataSort> {
  const isInside = (part: ts.Type): boolean =>
    group.includes(part) || [...reached(part, cx.checker)].some((p) => group.includes(p));
  const nameOf = (part: ts.Type): string => {
    const isReference = ((part as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
    const given = part.aliasTypeArguments ?? (isReference ? cx.checker.getTypeArguments(part as ts.TypeReference) : []);
    const symbol = part.aliasSymbol ?? part.symbol;
    if (given.length === 0 || symbol === undefined || given.some(isInside)) return textOf(part, cx);
    // The last argument of a class's own type is its `this`.
    const own = given.filter((type) => !isThis(type));
    return `${symbol.name}<${own.map((type) => refinedText(readInside(type, cx))).join(", ")}>`;
  };
  return new Map(group.map((part): [ts.Type, DataSort] => [part, { kind: "data", name: nameOf(part) }]));
}

/** Each type's structure as text, where recursive types stand for what they are called. */
function textsOf(
  group: readonly ts.Type[],
  called: ReadonlyMap<ts.Type, DataSort>,
  type: ts.Type,
  cx: Reading,
): ReadonlyMap<ts.Type, string> {
  if (new Set([...called.values()].map(({ name }) => name)).size < group.length) {
    return refuse(type, cx, "Two recursive types in it have one name: rename one.", "unsupported.recursive-type");
  }
  const scratch: Reading = { ...cx, kind: "int", table: typeTable(), inside: [], named: called };
  return new Map(
    group.map((part): [ts.Type, string] => {
      const structure: Structure = structureOf(part, scratch);
      return [part, `${called.get(part)?.name ?? ""} = ${structureText(structure)}`];
    }),
  );
}

/** Types that values of the type are made of, transitively; not itself, unless it is. */
function reached(type: ts.Type, checker: ts.TypeChecker): ReadonlySet<ts.Type> {
  const found = new Set<ts.Type>();
  const queue = [...partsOf(type, checker)];
  for (let part = queue.pop(); part !== undefined && found.size < most; part = queue.pop()) {
    if (found.has(part)) continue;
    found.add(part);
    queue.push(...partsOf(part, checker));
  }
  return found;
}

/** The types of fields and elements; of a union those of its members. Absent values are left out. */
function partsOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  if (type.isUnion()) {
    const objects = type.types.filter((part) => part.flags & ts.TypeFlags.Object);
    const isList = (part: ts.Type): boolean => checker.isArrayType(part) || checker.isTupleType(part);
    return objects.length === type.types.length && !objects.some(isList)
      ? objects.flatMap((part) => partsOf(part, checker))
      : objects;
  }
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    return checker.getTypeArguments(type as ts.TypeReference).map((part) => checker.getNonNullableType(part));
  }
  if (!isNamed(type, checker)) return [];
  return checker
    .getPropertiesOfType(type)
    .filter((p) => (p.flags & ts.SymbolFlags.Property) !== 0)
    .map((p) => checker.getNonNullableType(checker.getTypeOfSymbol(p)));
}

/** A record or a union of objects, none of JavaScript's own. */
function isNamed(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnion()) return type.types.every((part) => isNamed(part, checker));
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return false;
  if (checker.isArrayType(type) || checker.isTupleType(type)) return false;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return false;
  const declarations = type.symbol?.declarations ?? [];
  return !declarations.some((d) => (ts.isClassLike(d) && isExtending(d)) || d.getSourceFile().isDeclarationFile);
}

/** Is there a finite value? */
function hasValues(sort: Sort, cx: Reading): boolean {
  const visit = (part: Sort, inside: readonly string[]): boolean => {
    if (part.kind !== "data") return true;
    if (inside.includes(part.name)) return false;
    const within = [...inside, part.name];
    return dataType(cx.table.types, part.name).constructors.some((c) => c.fields.every((f) => visit(f.sort, within)));
  };
  return visit(sort, []);
}
