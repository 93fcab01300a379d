/**
 * Gives the expressions of SMT-LIB as a hash-consed DAG: equal expressions are one object, whatever objects the terms
 * were, so that the text depends on structure alone and stays linear in it.
 * Symbols of a program (variables, types, functions) are kept as what they are; `print` gives them canonical names.
 * Bound variables are named by levels, binders scope as in any language; `binders` gives each its depth (de Bruijn's
 * levels) before printing, which makes renamed binders equal.
 */
import { invariant } from "../base/index.js";

/** Sorts by the text of `representation`, with parts that IR has no name for. */
export type SmtSort =
  | {
      readonly kind: "plain";
      readonly text: "Bool" | "Int" | "Real" | "Float64" | "String" | "(_ BitVec 64)" | "(_ BitVec 32)";
    }
  | { readonly kind: "unit" }
  | { readonly kind: "data"; readonly name: string }
  /** The pair (length, items) of an array. */
  | { readonly kind: "array"; readonly element: SmtSort }
  /** SMT-LIB's own total arrays, `(Array Int element)`, or from another sort than the integers. */
  | { readonly kind: "items"; readonly element: SmtSort; readonly index?: SmtSort }
  /** A map: see `maps.ts`. */
  | { readonly kind: "map"; readonly key: SmtSort; readonly value: SmtSort };

export type MapPart = "size" | "keys" | "places" | "values";
export type SmtMap = Extract<SmtSort, { kind: "map" }>;

export type Head =
  /** A symbol of SMT-LIB, with its indices: `+`, `(_ to_fp 11 53)`, or a literal. */
  | { readonly kind: "builtin"; readonly text: string }
  /** A variable of the program; of an array or a map, one of its parts. */
  | { readonly kind: "constant"; readonly name: string; readonly part: "whole" | "length" | "items" | MapPart }
  | { readonly kind: "bound"; readonly level: number }
  | { readonly kind: "constructor"; readonly type: string; readonly index: number }
  | { readonly kind: "tester"; readonly type: string; readonly index: number }
  | { readonly kind: "field"; readonly type: string; readonly index: number; readonly field: number }
  | { readonly kind: "unit" }
  | { readonly kind: "array.pair"; readonly element: SmtSort }
  | { readonly kind: "array.length"; readonly element: SmtSort }
  | { readonly kind: "array.items"; readonly element: SmtSort }
  | { readonly kind: "map.make"; readonly of: SmtMap }
  | { readonly kind: "map.part"; readonly of: SmtMap; readonly part: MapPart }
  /** The logical symbol of a function; `any` is its value outside the precondition. */
  | { readonly kind: "function"; readonly id: string; readonly any: boolean }
  /** An uninterpreted symbol of the encoding itself; equal keys are one symbol. */
  | { readonly kind: "unknown"; readonly key: string }
  | {
      readonly kind: "quantifier";
      readonly quantifier: "forall" | "exists";
      readonly level: number;
      readonly sorts: readonly SmtSort[];
      /** Empty until `binders` chooses them, when all simplifications are done. */
      readonly patterns: readonly (readonly Node[])[];
    }
  /** The total array of its body's values, by the index that the level names. */
  | { readonly kind: "lambda"; readonly level: number; readonly index: SmtSort };

export interface Node {
  /** Order of creation; never printed. */
  readonly id: number;
  readonly head: Head;
  readonly args: readonly Node[];
  readonly sort: SmtSort;
  /** Levels of the bound variables that are free in it, ascending. */
  readonly levels: readonly number[];
  /** A quantifier or a lambda stands in it. */
  readonly binds: boolean;
}

export const boolean: SmtSort = { kind: "plain", text: "Bool" };
export const integer: SmtSort = { kind: "plain", text: "Int" };
export const rational: SmtSort = { kind: "plain", text: "Real" };
export const float: SmtSort = { kind: "plain", text: "Float64" };
export const bits64: SmtSort = { kind: "plain", text: "(_ BitVec 64)" };
export const bits32: SmtSort = { kind: "plain", text: "(_ BitVec 32)" };
export const text: SmtSort = { kind: "plain", text: "String" };

/** Equal for equal sorts only. Type names are quoted, since they may hold any character. */
export function sortKey(sort: SmtSort): string {
  switch (sort.kind) {
    case "plain":
      return sort.text;
    case "unit":
      return "()";
    case "data":
      return JSON.stringify(sort.name);
    case "array":
      return `[${sortKey(sort.element)}]`;
    case "items":
      return `{${sort.index === undefined ? "" : `${sortKey(sort.index)}=>`}${sortKey(sort.element)}}`;
    case "map":
      return `<${sortKey(sort.key)}=>${sortKey(sort.value)}>`;
  }
}

export interface Builder {
  make(head: Head, args: readonly Node[], sort: SmtSort): Node;
}

/** A table of its own a builder; nodes of different builders are never mixed. */
export function nodeBuilder(): Builder {
  const table = new Map<string, Node>();
  return {
    make(head, args, sort) {
      const key = `${headKey(head)}|${sortKey(sort)}|${args.map((a) => a.id).join(",")}`;
      const known = table.get(key);
      if (known !== undefined) return known;
      const binds = head.kind === "quantifier" || head.kind === "lambda" || args.some((a) => a.binds);
      const node: Node = { id: table.size, head, args, sort, levels: freeLevels(head, args), binds };
      table.set(key, node);
      return node;
    },
  };
}

function headKey(head: Head): string {
  switch (head.kind) {
    case "builtin":
      return `b${head.text}`;
    case "constant":
      return `v${head.part} ${head.name}`;
    case "bound":
      return `q${head.level}`;
    case "constructor":
    case "tester":
      return `${head.kind} ${head.index} ${head.type}`;
    case "field":
      return `field ${head.index} ${head.field} ${head.type}`;
    case "unit":
      return "unit";
    case "array.pair":
    case "array.length":
    case "array.items":
      return `${head.kind} ${sortKey(head.element)}`;
    case "map.make":
      return `map ${sortKey(head.of)}`;
    case "map.part":
      return `${head.part} ${sortKey(head.of)}`;
    case "function":
      return `f${head.any ? "!" : ""} ${head.id}`;
    case "unknown":
      return `u ${head.key}`;
    case "quantifier": {
      const patterns = head.patterns.map((p) => p.map((n) => n.id).join(" ")).join(";");
      return `${head.quantifier} ${head.level} ${head.sorts.map(sortKey).join(" ")} ${patterns}`;
    }
    case "lambda":
      return `lambda ${head.level} ${sortKey(head.index)}`;
  }
}

function freeLevels(head: Head, args: readonly Node[]): readonly number[] {
  if (head.kind === "bound") return [head.level];
  const found = new Set<number>();
  for (const arg of args) for (const level of arg.levels) found.add(level);
  if (head.kind === "quantifier") for (let i = 0; i < head.sorts.length; i++) found.delete(head.level + i);
  if (head.kind === "lambda") found.delete(head.level);
  return found.size === 0 ? closed : [...found].sort((a, b) => a - b);
}

const closed: readonly number[] = [];

/** The child at a place, which the caller knows to be there. */
export function child(node: { readonly args: readonly Node[] }, index: number): Node {
  const found = node.args[index];
  invariant(found !== undefined, `a node lacks argument ${index}`);
  return found;
}
