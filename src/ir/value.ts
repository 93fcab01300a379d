/**
 * Gives values of the sorts: what the reference interpreter computes with, what a model is decoded to, and what a run
 * is read back as. Integers and reals are exact; doubles are JavaScript numbers.
 */
import type { MapForm } from "./sort.js";

export type Value =
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "int"; readonly value: bigint }
  /** In lowest terms, denominator above 0. */
  | { readonly kind: "real"; readonly numerator: bigint; readonly denominator: bigint }
  | { readonly kind: "double"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "unit" }
  /** In order of insertion; no two keys are the same. */
  | { readonly kind: "map"; readonly form: MapForm; readonly entries: readonly (readonly [Value, Value])[] }
  | { readonly kind: "array"; readonly items: readonly Value[] }
  | { readonly kind: "data"; readonly type: string; readonly constructor: string; readonly fields: readonly Value[] };
