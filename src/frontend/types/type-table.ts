/**
 * Gives the table of data types that a program's sorts refer to. Names are made from the structure alone, so that two
 * TypeScript types of one structure are one sort, and no name depends on a path or on the order of work.
 */
import type ts from "typescript";
import { invariant } from "../../base/index.js";
import {
  type DataSort,
  type DataType,
  type DataTypes,
  dataType,
  type Field,
  type LogicalFunction,
  type Sort,
} from "../../ir/index.js";
import { refinedText } from "./refinements.js";

export type Absent = "undefined" | "null";

export interface UnionMember {
  readonly tag: string | number | boolean;
  readonly fields: readonly Field[];
}

/** What a record or a union is made of. */
export type Structure =
  | { readonly kind: "record"; readonly fields: readonly Field[] }
  | { readonly kind: "union"; readonly discriminant: string; readonly members: readonly UnionMember[] };

/** A class, and what its type parameters stand for. */
export interface ClassAt {
  readonly owner: ts.ClassLikeDeclaration;
  readonly typeArguments: ReadonlyMap<ts.Symbol, Sort>;
}

export interface TypeTable {
  readonly types: DataTypes;
  /** `of`: a class whose objects are of no other type, however alike its fields are. */
  record(fields: readonly Field[], display?: string, of?: string): DataSort;
  tuple(elements: readonly Sort[], display?: string): DataSort;
  union(discriminant: string, members: readonly UnionMember[], display?: string): DataSort;
  /** Members by what they are at run time. */
  mixed(members: readonly (readonly [name: string, sort: Sort])[], display?: string): DataSort;
  /** A type that holds itself, under the name by which its parts refer to it. */
  recursive(name: string, structure: Structure, display: string): DataSort;
  /** An option of an option is one option with the absent values of both. */
  option(some: Sort, absent: readonly Absent[]): DataSort;
  /** The classes of records that only they make, by the records' names. */
  readonly classes: Map<string, ClassAt | "several">;
  /** Functions made of folds, by id. */
  readonly lifted: ReadonlyMap<string, LogicalFunction>;
  lift(made: LogicalFunction): void;
}

export function typeTable(): TypeTable {
  const types = new Map<string, DataType>();
  const lifted = new Map<string, LogicalFunction>();
  const declare = (type: DataType): DataSort => {
    if (!types.has(type.name)) types.set(type.name, type);
    return { kind: "data", name: type.name };
  };
  return {
    types,
    classes: new Map(),
    lifted,
    lift(made) {
      lifted.set(made.id, made);
    },
    record(fields, display, of) {
      // The order of the fields is that of the type which was read first: no type differs from another by it alone.
      const structure = `{${fieldTexts(fields).join(",")}}`;
      const name = of === undefined ? structure : `class ${of} ${structure}`;
      return declare({
        name,
        shape: "record",
        constructors: [{ name, fields }],
        display: display ?? name,
      });
    },
    tuple(elements, display) {
      const name = `[${elements.map(refinedText).join(",")}]`;
      const fields = elements.map((sort, i) => ({ name: String(i), sort, optional: false }));
      return declare({ name, shape: "tuple", constructors: [{ name, fields }], display: display ?? name });
    },
    union(discriminant, members, display) {
      const name = structureText({ kind: "union", discriminant, members });
      return declare({ name, ...unionOf(discriminant, members), display: display ?? name });
    },
    mixed(members, display) {
      const ordered = [...members].sort(([a], [b]) => (a < b ? -1 : 1));
      const name = `Mixed<${ordered.map(([, sort]) => refinedText(sort)).join("|")}>`;
      const constructors = ordered.map(([member, sort]) => {
        return { name: member, fields: [{ name: "value", sort, optional: false }] };
      });
      return declare({ name, shape: "mixed", constructors, display: display ?? name });
    },
    recursive(name, structure, display) {
      return declare(
        structure.kind === "record"
          ? { name, shape: "record", constructors: [{ name, fields: structure.fields }], recursive: true, display }
          : { name, ...unionOf(structure.discriminant, structure.members), recursive: true, display },
      );
    },
    option(some, absent) {
      const inner = some.kind === "data" ? types.get(some.name) : undefined;
      if (inner?.shape === "option") {
        const own = inner.constructors.flatMap((c) => (c.absent === undefined ? [] : [c.absent]));
        return this.option(someSort(inner), [...own, ...absent]);
      }
      const has = (word: Absent): boolean => absent.includes(word);
      const suffix = `${has("undefined") ? "u" : ""}${has("null") ? "n" : ""}`;
      invariant(suffix !== "", "an option has an absent value");
      return declare({
        name: `Option<${refinedText(some)},${suffix}>`,
        shape: "option",
        constructors: [
          ...(has("undefined") ? [{ name: "undefined", absent: "undefined" as const, fields: [] }] : []),
          ...(has("null") ? [{ name: "null", absent: "null" as const, fields: [] }] : []),
          { name: "some", fields: [{ name: "value", sort: some, optional: false }] },
        ],
        display: `${displayOf(some, types)}${has("undefined") ? " | undefined" : ""}${has("null") ? " | null" : ""}`,
      });
    },
  };
}

/** In the order of the sort, which need not be that of the fields it was asked for with. */
export function fieldsOfRecord(sort: DataSort, { types }: TypeTable): readonly Field[] {
  return dataType(types, sort.name).constructors[0]?.fields ?? [];
}

/** A text that tells structures apart. */
export function structureText(structure: Structure): string {
  if (structure.kind === "record") return `{${fieldTexts(structure.fields).join(",")}}`;
  return inOrder(structure.members)
    .map((m) => memberText(structure.discriminant, m))
    .join("|");
}

function unionOf(discriminant: string, members: readonly UnionMember[]) {
  const constructors = inOrder(members).map((m) => ({ name: String(m.tag), tag: m.tag, fields: m.fields }));
  return { shape: "union", discriminant, constructors } as const;
}

function inOrder(members: readonly UnionMember[]): readonly UnionMember[] {
  return [...members].sort((a, b) => (tagText(a.tag) < tagText(b.tag) ? -1 : 1));
}

/** A sort as the author would write it as a type. */
export function displayOf(sort: Sort, types: DataTypes): string {
  if (sort.kind === "data") return types.get(sort.name)?.display ?? sort.name;
  if (sort.kind === "bool") return "boolean";
  if (sort.kind === "unit") return "void";
  if (sort.kind === "opaque") return sort.name;
  if (sort.kind === "map") {
    const key = displayOf(sort.key, types);
    if (sort.form === "set") return `Set<${key}>`;
    return `${sort.form === "map" ? "Map" : "Record"}<${key}, ${displayOf(sort.value, types)}>`;
  }
  if (sort.kind === "array") {
    const element = displayOf(sort.element, types);
    return /[|&]/u.test(element) ? `(${element})[]` : `${element}[]`;
  }
  return refinedText(sort);
}

export function optionOf(sort: Sort, types: DataTypes): DataType | undefined {
  const type = sort.kind === "data" ? types.get(sort.name) : undefined;
  return type?.shape === "option" ? type : undefined;
}

/** The sort inside an option. */
export function someSort(option: DataType): Sort {
  const found = option.constructors.find((c) => c.name === "some")?.fields[0];
  invariant(found !== undefined, "an option has a constructor `some` with one field");
  return found.sort;
}

export function absentOf(option: DataType): readonly Absent[] {
  return option.constructors.flatMap((c) => (c.absent === undefined ? [] : [c.absent]));
}

/** In one order, whatever the order in which a type has them. */
function fieldTexts(fields: readonly Field[]): readonly string[] {
  return [...fields].sort((a, b) => (a.name < b.name ? -1 : 1)).map(fieldText);
}

function fieldText(field: Field): string {
  const name = /^[A-Za-z_$][\w$]*$/u.test(field.name) ? field.name : JSON.stringify(field.name);
  return `${name}${field.optional ? "?" : ""}:${refinedText(field.sort)}`;
}

function memberText(discriminant: string, member: UnionMember): string {
  return `{${[`${discriminant}=${tagText(member.tag)}`, ...fieldTexts(member.fields)].join(",")}}`;
}

function tagText(tag: string | number | boolean): string {
  return JSON.stringify(tag);
}
