/**
 * Gives values of the sorts: what the reference interpreter computes with, what a model is decoded to, and what a run
 * is read back as. Integers and reals are exact; doubles are JavaScript numbers.
 */
import type { Behaviour } from "./behaviour.js";
import type { Foreign, MapForm } from "./sort.js";

export type Value =
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "bigint"; readonly value: bigint }
  /** In lowest terms, denominator above 0. */
  | { readonly kind: "real"; readonly numerator: bigint; readonly denominator: bigint }
  | { readonly kind: "double"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "unit" }
  /** In order of insertion; no two keys are the same. */
  | { readonly kind: "map"; readonly form: MapForm; readonly entries: readonly (readonly [Value, Value])[] }
  /** Of a type outside the subset: one value an id. A value of a type parameter is an integer. */
  | {
      readonly kind: "opaque";
      readonly type: string;
      readonly foreign: Foreign;
      readonly id: bigint;
      /** Of a function that can be called: what a run has it return, by its id. */
      readonly behaves?: Behaviour;
    }
  | { readonly kind: "array"; readonly items: readonly Value[] }
  | { readonly kind: "data"; readonly type: string; readonly constructor: string; readonly fields: readonly Value[] };
