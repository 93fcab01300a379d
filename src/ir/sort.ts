/**
 * Gives the sorts of the typed program: what kind of value a term denotes.
 * `nat` and `literals` are refinements: they do not change how a value is represented, only what is known of it. A value
 * that enters a refined place owes the refinement as an obligation; a value that comes out of one grants it as a fact.
 */
export type Sort =
  | { readonly kind: "bool" }
  /** Exact integers; `nat` adds "at least 0", `literals` "one of these". */
  | { readonly kind: "int"; readonly nat?: true; readonly literals?: readonly bigint[] }
  /** Exact integers of the type `bigint`: no operation mixes them with numbers but comparison and conversion. */
  | { readonly kind: "bigint" }
  | { readonly kind: "real" }
  /** IEEE 754 binary64, bit-exact. */
  | { readonly kind: "double" }
  /** UTF-16 code units; `literals` adds "one of these". */
  | { readonly kind: "string"; readonly literals?: readonly string[] }
  /** The one value of `void` and of a missing result. */
  | { readonly kind: "unit" }
  | { readonly kind: "array"; readonly element: Sort }
  /**
   * A finite map from keys to values, in order of insertion; of a set, the values are the unit. `record` is an object
   * that serves as one: its keys are strings, or integers that JavaScript makes strings of. Keys are scalar, and are one key where `same` says so.
   */
  | { readonly kind: "map"; readonly form: MapForm; readonly key: Sort; readonly value: Sort }
  /** Records, tuples, unions and options; the definition stands in `Program.types` under this name. */
  | { readonly kind: "data"; readonly name: string }
  /**
   * A type parameter, or a type outside the subset (`foreign`): nothing is known of its values but whether two are the
   * same. `compared`: `===` tells them apart as `same` does; of a type parameter, because the author says so. Provers and runs let integers stand for them: no operator reads more of them.
   */
  | {
      readonly kind: "opaque";
      readonly name: string;
      readonly compared?: true;
      readonly foreign?: Foreign;
      /** Of functions that can be called: what they take and give. */
      readonly signature?: FunctionSignature;
    };

/** Of a function value: no value of `result` can be changed in place, and none refines how it is represented. */
export interface FunctionSignature {
  readonly parameters: readonly Sort[];
  readonly result: Sort;
}

/**
 * Of a type outside the subset, whose values are only passed on: what `typeof` and `Array.isArray` say of them all, or
 * "any" where that is not one thing. `===` on all but "any" is identity.
 */
export type Foreign = "array" | "function" | "object" | "symbol" | "any";

export type MapForm = "map" | "set" | "record";

export type MapSort = Extract<Sort, { kind: "map" }>;
export type OpaqueSort = Extract<Sort, { kind: "opaque" }>;
export type DataSort = Extract<Sort, { kind: "data" }>;
export type ArraySort = Extract<Sort, { kind: "array" }>;

export interface Field {
  readonly name: string;
  readonly sort: Sort;
  /** Declared with `?`: the sort is then an option, and a missing field reads as undefined. */
  readonly optional: boolean;
}

export interface DataConstructor {
  readonly name: string;
  /** Union members: the value of the discriminant field. The discriminant itself is not among `fields`. */
  readonly tag?: string | number | boolean;
  /** Options: the absent value that this constructor stands for. */
  readonly absent?: "undefined" | "null";
  readonly fields: readonly Field[];
}

/**
 * - record: one constructor, named as the type; a JavaScript object with the fields (and an unknown rest).
 * - tuple: one constructor; a JavaScript array whose fields are named "0", "1", …
 * - union: a constructor a member, told apart by `discriminant`.
 * - mixed: a constructor a member, with the one field "value", told apart by what the value is at run time; named as
 *   `typeof` and `Array.isArray` say: "number", "string", "boolean", "bigint", "symbol", "function", "array" or "object".
 * - option: constructors "undefined" and/or "null" without fields, and "some" with the one field "value".
 */
export interface DataType {
  readonly name: string;
  readonly shape: "record" | "tuple" | "union" | "mixed" | "option";
  readonly discriminant?: string;
  readonly constructors: readonly DataConstructor[];
  /** Its values can hold values of itself. Facts about all of such a value are predicates, never written out. */
  readonly recursive?: true;
  /** The TypeScript type as a person would write it, for messages. */
  readonly display: string;
}

export type DataTypes = ReadonlyMap<string, DataType>;
