/**
 * Takes TypeScript types; gives sorts, declaring the data types they need. What has no sort is refused with its text.
 * Relies on: the checker for declared shapes only, never for narrowing.
 */
import ts from "typescript";
import {
  bigintSort,
  bool as boolSort,
  type DataSort,
  type Field,
  isMutable,
  type Sort,
  stringSort,
  unitSort,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { Project } from "../project.js";
import { attempt, unsupported } from "../syntax/refusal.js";
import { classOf, fieldName, fieldNodes, isNominal } from "../world/classes.js";
import { collectionForm, isWeak } from "./collections.js";
import { isDictionary } from "./dictionaries.js";
import { anyObject, foreignKind, foreignSort, isOfEveryValue, presentValue } from "./foreign.js";
import { signatureOf } from "./function-values.js";
import { brandedPrimitive, type MemberName, memberName, memberOfType } from "./mixed.js";
import { type NumberKind, sortOfKind } from "./number-kind.js";
import { holdsItself, readRecursive } from "./recursive-types.js";
import { refinedText } from "./refinements.js";
import { markInType, ownMark } from "./type-marks.js";
import {
  type Absent,
  type ClassAt,
  optionOf,
  type Structure,
  someSort,
  type TypeTable,
  type UnionMember,
} from "./type-table.js";

/** What type parameters stand for, by the symbols of their declarations. */
export type TypeArguments = ReadonlyMap<ts.Symbol, Sort>;

export interface TypeReader {
  readonly table: TypeTable;
  readonly project: Project;
  readonly checker: ts.TypeChecker;
  readonly typeArguments?: TypeArguments | undefined;
}

export interface Reading extends TypeReader {
  readonly span: Span;
  /** What `number` stands for where no mark of a field says otherwise. */
  readonly kind: NumberKind;
  /** Object types that are being read, to find recursion. */
  readonly inside: readonly ts.Type[];
  /** Types that hold themselves, by the sorts under which their parts are to know them. */
  readonly named: ReadonlyMap<ts.Type, DataSort>;
}

export function sortOfType(type: ts.Type, kind: NumberKind, span: Span, reader: TypeReader): Sort {
  return read(type, { ...reader, span, kind, inside: [], named: new Map() });
}

/** As `sortOfType` for a type that something is made of here: what cannot be read is refused, not passed on. */
export function sortOfMade(type: ts.Type, kind: NumberKind, span: Span, reader: TypeReader): Sort {
  return readKnown(type, [type], { ...reader, span, kind, inside: [], named: new Map() });
}

/** A type argument of a type that is being read; a number of it is an integer. */
export function readInside(type: ts.Type, cx: Reading): Sort {
  return read(type, { ...cx, kind: "int" });
}

function read(type: ts.Type, cx: Reading): Sort {
  if (type.flags & ts.TypeFlags.Void) return unitSort;
  const parts = type.isUnion() ? type.types : [type];
  const absent: Absent[] = [];
  if (parts.some((p) => p.flags & ts.TypeFlags.Undefined)) absent.push("undefined");
  if (parts.some((p) => p.flags & ts.TypeFlags.Null)) absent.push("null");
  const present = parts.filter((p) => !(p.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
  if (present.length === 0) {
    if (absent.length === 1 && absent[0] === "undefined") return unitSort;
    return refuse(type, cx, "Only values that are sometimes present have a meaning here.");
  }
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return readUnknown(type, cx);
  const some = readPresent(type, present, cx);
  return absent.length === 0 ? some : cx.table.option(some, absent);
}

/** Inside a type that holds itself no mixed union stands: there its values are only passed on. */
function readUnknown(type: ts.Type, cx: Reading): Sort {
  const present = cx.named.size > 0 ? foreignSort(textOf(type, cx), "any") : presentValue(cx.table);
  return cx.table.option(present, ["undefined", "null"]);
}

/** The parts of a type without undefined and null. What is not read is a value that is passed on (`foreign`). */
function readPresent(type: ts.Type, parts: readonly ts.Type[], cx: Reading): Sort {
  const found = attempt(() => readKnown(type, parts, cx));
  if ("value" in found) return found.value;
  const { code } = found.refusal.diagnostic;
  // Soundness: what a type parameter stands for may be absent, too, which is then recorded.
  if (parts.some((p) => p.flags & ts.TypeFlags.TypeParameter)) throw found.refusal;
  if (code !== "unsupported.type" && code !== "unsupported.identity") throw found.refusal;
  const [only, ...more] = parts;
  const kind = only === undefined || more.length > 0 ? "any" : foreignKind(only, cx.checker);
  const sort = foreignSort(textOf(cx.checker.getNonNullableType(type), cx), kind);
  const signature = only !== undefined && kind === "function" ? signatureOf(only, cx, read) : undefined;
  return signature === undefined ? sort : { ...sort, signature };
}

function readKnown(type: ts.Type, parts: readonly ts.Type[], cx: Reading): Sort {
  const argument = parts.length === 1 && parts[0] !== undefined ? argumentOf(parts[0], cx) : undefined;
  if (argument !== undefined) return argument;
  const all = (flag: ts.TypeFlags): boolean => parts.every((p) => (p.flags & flag) !== 0);
  const members = membersOf(parts);
  if (members !== undefined) return readMixed(type, members, cx);
  const [single] = parts;
  const primitive = single !== undefined && parts.length === 1 ? brandedPrimitive(single) : undefined;
  if (primitive !== undefined) return readPresent(type, [primitive], cx);
  if (all(ts.TypeFlags.BooleanLike)) return boolSort;
  if (all(ts.TypeFlags.BigIntLike)) return bigintSort;
  if (all(ts.TypeFlags.StringLike)) return readString(type, parts, cx);
  if (all(ts.TypeFlags.Number)) return sortOfKind(cx.kind);
  if (all(ts.TypeFlags.NumberLike)) {
    const literals = integersOf(parts);
    if (literals !== undefined) return { kind: "int", literals };
    return refuse(type, cx, "Write `number` and say in a clause which values it has, or use string literals.");
  }
  if (all(ts.TypeFlags.NonPrimitive)) return anyObject(cx.table);
  if (!all(ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return refuse(type, cx, hintFor(parts));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return readObject(only, cx);
  return readUnion(type, parts, cx);
}

/** The parts by what `typeof` and `Array.isArray` say of their values; undefined where they say one thing of all. */
function membersOf(parts: readonly ts.Type[]): ReadonlyMap<MemberName, readonly ts.Type[]> | undefined {
  const found = new Map<MemberName, ts.Type[]>();
  for (const part of parts) {
    const name = memberOfType(part);
    if (name === undefined) return undefined;
    found.set(name, [...(found.get(name) ?? []), part]);
  }
  return found.size > 1 ? found : undefined;
}

/**
 * Soundness: one alone of `true` and `false` has no sort of its own, so that a test of it would say less than it does.
 */
function readMixed(type: ts.Type, members: ReadonlyMap<MemberName, readonly ts.Type[]>, cx: Reading): Sort {
  const sorts = [...members].map(([name, parts]): [MemberName, Sort] => {
    if (name === "boolean" && parts.length === 1 && parts.some((p) => p.flags & ts.TypeFlags.BooleanLiteral)) {
      return refuse(type, cx, "Write `null` or `undefined` in place of the one boolean.");
    }
    return [name, readPresent(parts.length === 1 ? (parts[0] ?? type) : type, parts, cx)];
  });
  if (sorts.some(([name, sort]) => name !== memberName(sort, cx.table.types))) return refuse(type, cx);
  return cx.table.mixed(sorts, textOf(cx.checker.getNonNullableType(type), cx));
}

/** `this` as a type: of the class's own objects, as a class that another extends is not read by its own text. */
export function isThis(type: ts.Type): boolean {
  return (type as ts.Type & { readonly isThisType?: boolean }).isThisType === true;
}

/** What a type parameter stands for; where the checker has narrowed it to `T & {}`, without absent values. */
function argumentOf(type: ts.Type, cx: Reading): Sort | undefined {
  if (isThis(type)) {
    const own = cx.checker.getBaseConstraintOfType(type);
    return own === undefined ? undefined : read(own, cx);
  }
  if (type.flags & ts.TypeFlags.TypeParameter && type.symbol !== undefined) return cx.typeArguments?.get(type.symbol);
  if (!type.isIntersection()) return undefined;
  const [parameter, ...more] = type.types.filter((part) => part.flags & ts.TypeFlags.TypeParameter);
  const rest = type.types.filter((part) => part !== parameter);
  const isPlain = rest.every((part) => part.flags & ts.TypeFlags.Object && isEmptyObject(part, cx));
  const sort = parameter === undefined || more.length > 0 || !isPlain ? undefined : argumentOf(parameter, cx);
  const option = sort && optionOf(sort, cx.table.types);
  return option === undefined ? sort : someSort(option);
}

/** `{}` */
function isEmptyObject(type: ts.Type, cx: Reading): boolean {
  const isBare = type.getCallSignatures().length === 0 && type.getConstructSignatures().length === 0;
  const holdsNothing =
    cx.checker.getPropertiesOfType(type).length === 0 && cx.checker.getIndexInfosOfType(type).length === 0;
  return isBare && holdsNothing && type.symbol?.name === "__type";
}

/** The members of a union of integer literals or of a numeric enum, in ascending order. */
function integersOf(parts: readonly ts.Type[]): readonly bigint[] | undefined {
  const values = parts.map((p) => (p.isNumberLiteral() && Number.isSafeInteger(p.value) ? BigInt(p.value) : undefined));
  const known = values.filter((value) => value !== undefined);
  return known.length < parts.length ? undefined : known.sort((a, b) => (a < b ? -1 : 1));
}

function readString(type: ts.Type, parts: readonly ts.Type[], cx: Reading): Sort {
  const open = ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping;
  if (parts.some((p) => p.flags & open)) return stringSort;
  const literals = parts.map((p) => (p.isStringLiteral() ? p.value : undefined));
  if (literals.some((text) => text === undefined))
    return refuse(type, cx, "Use `string` or a union of string literals.");
  return { kind: "string", literals: literals.filter((text) => text !== undefined).sort() };
}

function readObject(type: ts.Type, cx: Reading): Sort {
  const { checker } = cx;
  const known = cx.named.get(type) ?? (holdsItself(type, checker) ? readRecursive(type, cx) : undefined);
  if (known !== undefined) return known;
  if (isEmptyObject(type, cx)) return presentValue(cx.table);
  if (cx.inside.includes(type)) {
    return refuse(type, cx, "Only objects hold values of their own type.", "unsupported.recursive-type");
  }
  const inner: Reading = { ...cx, inside: [...cx.inside, type] };
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    return element === undefined ? refuse(type, cx) : { kind: "array", element: read(element, inner) };
  }
  if (checker.isTupleType(type)) return readTuple(type as ts.TupleTypeReference, inner);
  const form = collectionForm(type);
  if (form !== undefined) return readCollection(type as ts.TypeReference, form, inner);
  if (isDictionary(type, checker)) return readDictionary(type, inner);
  const owner = classOf(type, cx.project);
  if (owner !== undefined) return readClass(owner, type, inner) ?? refuse(type, cx, "None of its fields are read.");
  return cx.table.record(fieldsOf(type, undefined, inner), textOf(type, cx));
}

/** The data of a class's instances; undefined where no field can be read. A field that cannot is left out. */
function readClass(owner: ts.ClassLikeDeclaration, type: ts.Type | undefined, cx: Reading): DataSort | undefined {
  const fields = classFields(owner, type, cx);
  if (fields.length === 0) return undefined;
  const name = owner.name?.text ?? "this";
  const display = type === undefined ? name : textOf(type, cx);
  const typeArguments = classArguments(owner, type, cx);
  if (typeArguments.size === 0 && !isNominal(owner)) return cx.table.record(fields, display);
  const of = [name, ...[...typeArguments.values()].map(refinedText)].join(" ");
  return ofClass(cx.table.record(fields, display, of), { owner, typeArguments }, cx.table);
}

/** Remembers whose objects these are, by which clauses find their methods. */
export function ofClass(sort: DataSort, at: ClassAt, { classes }: TypeTable): DataSort {
  const known = classes.get(sort.name);
  const isOther = known !== undefined && (known === "several" || known.owner !== at.owner);
  classes.set(sort.name, isOther ? "several" : at);
  return sort;
}

/** What the type parameters of the class stand for in one of its instance types. */
export function classArguments(
  owner: ts.ClassLikeDeclaration,
  type: ts.Type | undefined,
  cx: Reading,
): ReadonlyMap<ts.Symbol, Sort> {
  const found = new Map<ts.Symbol, Sort>();
  if (owner.typeParameters === undefined || type === undefined) return found;
  const given = cx.checker.getTypeArguments(type as ts.TypeReference);
  owner.typeParameters.forEach((parameter, i) => {
    const symbol = cx.checker.getSymbolAtLocation(parameter.name);
    const argument = given[i];
    if (symbol !== undefined && argument !== undefined) found.set(symbol, readInside(argument, cx));
  });
  return found;
}

function classFields(owner: ts.ClassLikeDeclaration, type: ts.Type | undefined, cx: Reading): readonly Field[] {
  const { checker, project, table } = cx;
  const properties = type === undefined ? [] : checker.getPropertiesOfType(type);
  return fieldNodes(owner).flatMap((member): Field[] => {
    const name = fieldName(member);
    if (name === undefined) return [];
    const optional = member.questionToken !== undefined;
    const kind = ownMark(member, project) ?? markInType(member.type, checker, project) ?? "int";
    // As the instance type has it, with what the class's type parameters stand for there.
    const property = properties.find((p) => p.declarations?.includes(member));
    const declared = property === undefined ? checker.getTypeAtLocation(name) : checker.getTypeOfSymbol(property);
    const found = attempt(() => read(declared, { ...cx, kind }));
    if ("refusal" in found || found.value.kind === "unit") return [];
    return [{ name: name.text, sort: optional ? table.option(found.value, ["undefined"]) : found.value, optional }];
  });
}

/** As a type that says the class would be read. */
export function classSort(owner: ts.ClassLikeDeclaration, span: Span, reader: TypeReader): DataSort | undefined {
  const symbol = owner.name && reader.checker.getSymbolAtLocation(owner.name);
  const type = symbol && reader.checker.getDeclaredTypeOfSymbol(symbol);
  if (type !== undefined && holdsItself(type, reader.checker)) {
    const sort = sortOfType(type, "int", span, reader);
    return sort.kind === "data" ? sort : undefined;
  }
  const inside = type === undefined ? [] : [type];
  return readClass(owner, type, { ...reader, span, kind: "int", inside, named: new Map() });
}

/** Map, Set and their read-only forms. */
function readCollection(type: ts.TypeReference, form: "map" | "set", cx: Reading): Sort {
  const [keyType, valueType] = cx.checker.getTypeArguments(type);
  if (keyType === undefined || (form === "map" && valueType === undefined)) return refuse(type, cx);
  const given = read(keyType, cx);
  // Which integers a key may be is not kept: quantifiers over keys run through all integers.
  const key: Sort = given.kind === "int" && given.literals !== undefined ? { kind: "int" } : given;
  if (key.kind !== "string" && key.kind !== "int" && key.kind !== "bool" && key.kind !== "double") {
    return refuseKey(type, key, cx);
  }
  if (form === "set" || valueType === undefined) return { kind: "map", form: "set", key, value: unitSort };
  const value = read(valueType, cx);
  if (value.kind === "unit") return refuse(type, cx, "A Map to nothing is a Set.");
  return { kind: "map", form, key, value };
}

/** `Record<string, T>`, `{ [k: string]: T }`: an object that holds one kind of value under names that are not known. */
function readDictionary(type: ts.Type, cx: Reading): Sort {
  const [info, ...more] = cx.checker.getIndexInfosOfType(type);
  const isNumber = info !== undefined && (info.keyType.flags & ts.TypeFlags.Number) !== 0;
  const isString = info !== undefined && (info.keyType.flags & ts.TypeFlags.String) !== 0;
  if (info === undefined || more.length > 0 || !(isNumber || isString)) {
    return refuse(type, cx, "Use a `Map`, or `Record<string, T>` whose keys are any strings.");
  }
  const value = read(info.type, cx);
  if (value.kind === "unit") return refuse(type, cx, "Use a `Set`.");
  return { kind: "map", form: "record", key: isString ? stringSort : { kind: "int" }, value };
}

function refuseKey(type: ts.Type, key: Sort, cx: Reading): never {
  const isNamed = key.kind === "data" && [...cx.named.values()].some(({ name }) => name === key.name);
  if (!isNamed && !isMutable(key, cx.table.types)) {
    return refuse(type, cx, "Keys of a Map and elements of a Set are integers, doubles, strings or booleans.");
  }
  return unsupported({
    code: "unsupported.identity",
    span: cx.span,
    message: `A \`${textOf(type, cx)}\` tells objects apart by identity, which has no meaning here.`,
    hint: "Use a string or a number that stands for the object as the key.",
  });
}

/** What an object type or a union of these is made of, where its parts know the types of `cx.named` by name. */
export function structureOf(type: ts.Type, cx: Reading): Structure {
  const owner = classOf(type, cx.project);
  if (owner !== undefined) return { kind: "record", fields: classFields(owner, type, cx) };
  if (!type.isUnion()) return { kind: "record", fields: fieldsOf(type, undefined, cx) };
  return unionStructure(type, type.types, cx);
}

function readTuple(type: ts.TupleTypeReference, cx: Reading): Sort {
  if (type.target.elementFlags.some((flag) => flag !== ts.ElementFlags.Required)) {
    return refuse(type, cx, "Only tuples of a fixed length are read.");
  }
  return cx.table.tuple(
    cx.checker.getTypeArguments(type).map((element) => read(element, cx)),
    textOf(type, cx),
  );
}

/** A union of object types, told apart by a field whose type is another literal in each. */
function readUnion(type: ts.Type, parts: readonly ts.Type[], cx: Reading): Sort {
  const core = cx.checker.getNonNullableType(type);
  const known = cx.named.get(core) ?? (holdsItself(core, cx.checker) ? readRecursive(core, cx) : undefined);
  if (known !== undefined) return known;
  const { discriminant, members } = unionStructure(type, parts, cx);
  return cx.table.union(discriminant, members, textOf(type, cx));
}

function unionStructure(type: ts.Type, parts: readonly ts.Type[], cx: Reading): Extract<Structure, { kind: "union" }> {
  const discriminant = discriminantOf(parts, cx.checker);
  if (discriminant === undefined) {
    return refuse(type, cx, 'A union of objects needs a field with another literal in each member: `kind: "circle"`.');
  }
  const members = parts.map((part): UnionMember => {
    const tag = tagOf(part, discriminant, cx.checker);
    if (tag === undefined || cx.checker.isArrayType(part) || cx.checker.isTupleType(part)) return refuse(type, cx);
    return { tag, fields: fieldsOf(part, discriminant, { ...cx, inside: [...cx.inside, part] }) };
  });
  return { kind: "union", discriminant, members };
}

function discriminantOf(parts: readonly ts.Type[], checker: ts.TypeChecker): string | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  const names = checker.getPropertiesOfType(first).map((p) => p.name);
  const usual = ["kind", "type", "tag"].filter((name) => names.includes(name));
  return [...usual, ...names.filter((name) => !usual.includes(name)).sort()].find((name) => {
    const tags = parts.map((part) => tagOf(part, name, checker));
    return !tags.includes(undefined) && new Set(tags.map(String)).size === parts.length;
  });
}

function tagOf(part: ts.Type, name: string, checker: ts.TypeChecker): string | number | boolean | undefined {
  const property = checker.getPropertyOfType(part, name);
  if (property === undefined || property.flags & ts.SymbolFlags.Optional) return undefined;
  const type = checker.getTypeOfSymbol(property);
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
  if (type.flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type) === "true";
  return undefined;
}

function fieldsOf(type: ts.Type, without: string | undefined, cx: Reading): readonly Field[] {
  const { checker } = cx;
  const isPlain =
    type.getCallSignatures().length === 0 &&
    type.getConstructSignatures().length === 0 &&
    checker.getIndexInfosOfType(type).length === 0 &&
    !((type.symbol?.flags ?? 0) & (ts.SymbolFlags.Class | ts.SymbolFlags.Enum | ts.SymbolFlags.Module));
  const properties = checker.getPropertiesOfType(type);
  if (!isPlain || properties.some((p) => !isDataField(p) && !isMethod(p))) {
    return refuse(type, cx, "Records with plain fields, arrays, tuples and discriminated unions are read.");
  }
  // `{}` is the type of every value but undefined and null.
  if (properties.length === 0) return refuse(type, cx, "Write the fields that it has.");
  if (properties.every((p) => isMethod(p) && isOfEveryValue(p.name))) return refuse(type, cx);
  return properties.filter((p) => p.name !== without).map((property) => readField(property, type, cx));
}

/** A method of an interface: a function that the object holds. */
function isMethod(property: ts.Symbol): boolean {
  const declarations = property.declarations ?? [];
  if (!(property.flags & ts.SymbolFlags.Method) || property.name.startsWith("__@")) return false;
  return declarations.every(
    (d) => (ts.isMethodSignature(d) || ts.isMethodDeclaration(d)) && !d.getSourceFile().isDeclarationFile,
  );
}

/** Not a method, an accessor, or a member of a class or of a library's type. */
function isDataField(property: ts.Symbol): boolean {
  if (!(property.flags & ts.SymbolFlags.Property) || property.name.startsWith("__@")) return false;
  return (property.declarations ?? []).every(
    (d) => ts.isPropertySignature(d) || ts.isPropertyAssignment(d) || ts.isShorthandPropertyAssignment(d),
  );
}

function readField(property: ts.Symbol, owner: ts.Type, cx: Reading): Field {
  const declaration = property.valueDeclaration;
  const written = declaration !== undefined && ts.isPropertySignature(declaration) ? declaration : undefined;
  const mark =
    (written && ownMark(written, cx.project)) ?? (written && markInType(written.type, cx.checker, cx.project));
  const kind = mark ?? (written !== undefined && belongsToName(written) ? "int" : cx.kind);
  const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  const sort = read(cx.checker.getTypeOfSymbol(property), { ...cx, kind });
  if (sort.kind === "unit") return refuse(owner, cx, `Its field ${property.name} can only be undefined.`);
  return { name: property.name, sort: optional ? cx.table.option(sort, ["undefined"]) : sort, optional };
}

/** A field of an interface or of an alias: its number is its own, not that of the variable that holds the record. */
function belongsToName(field: ts.PropertySignature): boolean {
  let outer: ts.Node = field.parent;
  while (ts.isTypeLiteralNode(outer) || ts.isUnionTypeNode(outer) || ts.isParenthesizedTypeNode(outer)) {
    outer = outer.parent;
  }
  return ts.isInterfaceDeclaration(outer) || ts.isTypeAliasDeclaration(outer);
}

export function textOf(type: ts.Type, cx: Reading): string {
  return cx.checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
}

function hintFor(parts: readonly ts.Type[]): string {
  const has = (flag: ts.TypeFlags): boolean => parts.some((p) => (p.flags & flag) !== 0);
  if (has(ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return "Give it a type that says what it holds.";
  if (has(ts.TypeFlags.TypeParameter))
    return "Write the function for the concrete type, or let it have the parameter itself.";
  if (has(ts.TypeFlags.Intersection)) return "Write one interface with all the fields.";
  if (parts.some(isWeak)) return "Use a Map or a Set whose keys are strings or numbers.";
  return "Numbers, booleans, strings, arrays, tuples, records and discriminated unions are read.";
}

export function refuse(
  type: ts.Type,
  cx: Reading,
  hint?: string,
  code: "unsupported.type" | "unsupported.recursive-type" = "unsupported.type",
): never {
  return unsupported({
    code,
    span: cx.span,
    message: `The type \`${textOf(type, cx)}\` is outside the subset.`,
    hint: hint ?? hintFor([type]),
  });
}
