/**
 * Gives mixed unions: those whose members JavaScript tells apart by `typeof`, `Array.isArray` and `=== null`, not by a
 * field. Which member a value is, is a constructor named by what it is at run time; a use of a member owes it.
 * Soundness: two members never have one name, so that the test of a name is the test that JavaScript makes.
 */
import ts from "typescript";
import {
  and,
  apply,
  bool,
  boolTerm,
  type DataType,
  type DataTypes,
  dataType,
  falseTerm,
  field,
  is,
  ite,
  not,
  or,
  type Sort,
  string,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { Elaborated, Surroundings } from "../syntax/entity.js";
import { afterEvaluating, both, either } from "./evaluated.js";
import { isFunctionType, isOfEveryValue } from "./foreign.js";
import { outside } from "./mismatch.js";
import { absentOf, optionOf, someSort } from "./type-table.js";

/** What `typeof` says, arrays apart from other objects. */
export type MemberName = "array" | "bigint" | "boolean" | "function" | "number" | "object" | "string" | "symbol";

export function mixedOf(sort: Sort, types: DataTypes): DataType | undefined {
  const type = sort.kind === "data" ? types.get(sort.name) : undefined;
  return type?.shape === "mixed" ? type : undefined;
}

/** A mixed union, also inside an option. */
export function mixedInside(sort: Sort, types: DataTypes): DataType | undefined {
  const option = optionOf(sort, types);
  return mixedOf(option === undefined ? sort : someSort(option), types);
}

export function memberSort(type: DataType, name: string): Sort | undefined {
  return type.constructors.find((c) => c.name === name)?.fields[0]?.sort;
}

/** The member that a value of the sort would be; undefined of mixed unions and options, which are no single one. */
export function memberName(sort: Sort, types: DataTypes): MemberName | undefined {
  switch (sort.kind) {
    case "int":
    case "real":
    case "double":
      return "number";
    case "bool":
      return "boolean";
    case "string":
    case "bigint":
    case "array":
      return sort.kind;
    case "map":
      return "object";
    case "unit":
      return undefined;
    case "opaque":
      return sort.foreign === "any" ? undefined : sort.foreign;
    case "data": {
      const { shape } = dataType(types, sort.name);
      if (shape === "option" || shape === "mixed") return undefined;
      return shape === "tuple" ? "array" : "object";
    }
  }
}

/** The value as that member (p): that it is this one is owed. */
export function asMember(term: Term, type: DataType, name: string, span: Span): Term | undefined {
  const sort = memberSort(type, name);
  if (term.kind === "construct" && term.constructor === name) return term.args[0];
  return sort && field(term, name, "value", sort, span);
}

/** Each member that the value may be, with its test; one case of a value that is not mixed. */
export interface MemberCase {
  readonly name: MemberName | undefined;
  readonly test: Term;
  readonly value: Term;
}

export function memberCases(term: Term, span: Span, types: DataTypes): readonly MemberCase[] {
  const type = mixedOf(term.sort, types);
  if (type === undefined) return [{ name: memberName(term.sort, types), test: boolTerm(true), value: term }];
  return type.constructors.flatMap((c) => {
    const value = asMember(term, type, c.name, span);
    return value === undefined ? [] : [{ name: c.name as MemberName, test: is(term, c.name), value }];
  });
}

/** By the member that it is; the last case is owed where no other holds. */
export function byMember(cases: readonly { readonly test: Term; readonly value: Term }[]): Term | undefined {
  const last = cases.at(-1);
  return last && cases.slice(0, -1).reduceRight<Term>((rest, c) => ite(c.test, c.value, rest), last.value);
}

/** `typeof x`: a string by cases. */
export function typeOf(value: Elaborated, span: Span, cx: Surroundings): Term {
  if (value.kind === "number") return { ...string("number"), span };
  if (value.kind === "absent") return string(value.which === "null" ? "object" : "undefined");
  const { term } = value;
  const { types } = cx.table;
  const option = optionOf(term.sort, types);
  const inner = option === undefined ? term : field(term, "some", "value", someSort(option), span);
  const cases = memberCases(inner, span, types);
  for (const { value: member } of cases) refuseUnclear(member.sort, span, cx);
  const present = cases.map(({ name, test }) => ({ test, value: wordOf(name) }));
  const known = byMember(present) ?? string("undefined");
  if (option === undefined) return known.kind === "literal" ? afterEvaluating(term, known) : known;
  return absentOf(option).reduce<Term>(
    (rest, which) => ite(is(term, which), string(which === "null" ? "object" : "undefined"), rest),
    known,
  );
}

/** Soundness: strings and arrays have the type `{ length: number }`, so that a value of it may be no plain object. */
function refuseUnclear(sort: Sort, span: Span, cx: Surroundings): void {
  if (sort.kind === "opaque" && sort.foreign === "any") {
    outside(
      "unsupported.type",
      span,
      `What a value of type \`${sort.name}\` is at run time is not known from its type.`,
      "Give its values a field that tells them apart.",
    );
  }
  if (sort.kind === "opaque" && sort.foreign === undefined) {
    outside(
      "unsupported.type-parameter",
      span,
      `What a value of type ${sort.name} is depends on what it stands for.`,
      "Write the function for the concrete type.",
    );
  }
  const type = sort.kind === "data" ? dataType(cx.table.types, sort.name) : undefined;
  if (type?.shape !== "record") return;
  const needed = type.constructors.flatMap((c) => c.fields.filter((f) => !f.optional).map((f) => f.name));
  if (needed.length === 0 || !needed.every(isOfEveryValue)) return;
  outside(
    "unsupported.type",
    span,
    `A string or an array may pass for \`${type.display}\`, so that this does not tell what the value is.`,
    "Give the type a field that strings and arrays do not have.",
  );
}

function wordOf(name: MemberName | undefined): Term {
  if (name === undefined) return string("undefined");
  return string(name === "array" ? "object" : name);
}

/** `Array.isArray(x)`. */
export function isArray(value: Elaborated, span: Span, cx: Surroundings): Term {
  if (value.kind !== "term") return falseTerm;
  const { term } = value;
  const { types } = cx.table;
  const option = optionOf(term.sort, types);
  const inner = option === undefined ? term : field(term, "some", "value", someSort(option), span);
  const cases = memberCases(inner, span, types);
  for (const { value: member } of cases) refuseUnclear(member.sort, span, cx);
  const arrays = cases.filter(({ name }) => name === "array");
  const tests = or(...arrays.map(({ test }) => test));
  if (option !== undefined) return and(is(term, "some"), tests);
  return tests.kind === "literal" ? afterEvaluating(term, tests) : tests;
}

/** `t === "text"` where t is one of some literals by cases: without strings, a test of the cases. */
export function textTest(term: Term, text: string): Term | undefined {
  if (term.kind === "literal") return boolTerm(term.value.kind === "string" && term.value.value === text);
  const [test, then, otherwise] = term.kind === "apply" && term.operator === "ite" ? term.args : [];
  if (test === undefined || then === undefined || otherwise === undefined) return undefined;
  const [a, b] = [textTest(then, text), textTest(otherwise, text)];
  if (a === undefined || b === undefined) return undefined;
  if (a.kind === "literal" && b.kind === "literal" && a.value.kind === "bool" && b.value.kind === "bool") {
    if (a.value.value === b.value.value) return afterEvaluating(test, a);
    return a.value.value ? test : not(test);
  }
  if (a.kind === "literal" && a.value.kind === "bool") return a.value.value ? either(test, b) : both(not(test), b);
  return apply("ite", [test, a, b], bool);
}

/** `number & { readonly __brand: "metres" }`: at run time the primitive. */
export function brandedPrimitive(type: ts.Type): ts.Type | undefined {
  if (!type.isIntersection()) return undefined;
  return type.types.find((part) => (part.flags & primitives) !== 0);
}

const primitives =
  ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.BigIntLike;

/** What `typeof` and `Array.isArray` say of the values of a type that is no union. */
export function memberOfType(given: ts.Type): MemberName | undefined {
  const type = brandedPrimitive(given) ?? given;
  if (type.flags & ts.TypeFlags.BooleanLike) return "boolean";
  if (type.flags & ts.TypeFlags.StringLike) return "string";
  if (type.flags & ts.TypeFlags.NumberLike) return "number";
  if (type.flags & ts.TypeFlags.BigIntLike) return "bigint";
  if (type.flags & ts.TypeFlags.ESSymbolLike) return "symbol";
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return undefined;
  if (isFunctionType(type)) return "function";
  return isListType(type) ? "array" : "object";
}

/** Arrays and tuples, by the declaration that they come from. */
function isListType(type: ts.Type): boolean {
  const { target } = type as ts.TypeReference;
  const isTuple = target !== undefined && (target.objectFlags & ts.ObjectFlags.Tuple) !== 0;
  const name = type.symbol?.name;
  const declarations = type.symbol?.declarations ?? [];
  const isLibrary = declarations.length > 0 && declarations.every((d) => d.getSourceFile().isDeclarationFile);
  return isTuple || (isLibrary && (name === "Array" || name === "ReadonlyArray"));
}
