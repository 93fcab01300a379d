/**
 * Takes variables and limits; gives assertions that their values are small, deeply, for models that people can read.
 * Doubles are left as they are, since not-a-number and the infinities are often the point.
 */
import { assertNever } from "../base/index.js";
import { type DataTypes, dataType, type Sort, type Variable } from "../ir/index.js";
import { keyAt, mapPart, valueAt } from "./maps.js";
import type { Node } from "./node.js";
import type { Translator } from "./translate.js";

export interface Bounds {
  readonly variables: readonly Variable[];
  /** Largest absolute value of integers and reals. */
  readonly magnitude: bigint;
  /** Largest length of arrays and strings. */
  readonly length: number;
}

/** Inside arrays of arrays, and three levels down in recursive data, nothing is bounded any more. */
const deepest = 5;

export function boundsOf(bounds: Bounds, types: DataTypes, translate: Translator): readonly Node[] {
  const { x } = translate;
  const atMostLength = (length: Node): Node => x.bool("<=", length, x.integer(BigInt(bounds.length)));

  const bound = (value: Node, sort: Sort, depth = 0): Node => {
    if (depth > deepest) return x.literal({ kind: "bool", value: true });
    switch (sort.kind) {
      case "int":
      case "bigint":
      case "opaque":
        return between(value, x.integer(-bounds.magnitude), x.integer(bounds.magnitude));
      case "real":
        return between(value, real(-bounds.magnitude), real(bounds.magnitude));
      case "string":
        return atMostLength(x.int("str.len", value));
      case "array": {
        const length = x.lengthOf(value);
        const elements = Array.from({ length: bounds.length }, (_, i) => {
          const index = x.integer(BigInt(i));
          return x.implies(x.bool("<", index, length), bound(x.select(value, index), sort.element, depth + 1));
        });
        return x.and(atMostLength(length), ...elements);
      }
      case "map": {
        const size = mapPart(x, value, "size");
        const entries = Array.from({ length: bounds.length }, (_, i) => {
          const position = x.integer(BigInt(i));
          const key = keyAt(x, value, position);
          const inside = x.and(bound(key, sort.key, depth + 1), bound(valueAt(x, value, key), sort.value, depth + 1));
          return x.implies(x.bool("<", position, size), inside);
        });
        return x.and(atMostLength(size), ...entries);
      }
      case "data": {
        const inside = depth + (dataType(types, sort.name).recursive === true ? 2 : 0);
        return x.and(
          ...dataType(types, sort.name).constructors.map((c) => {
            const fields = c.fields.map((f) => bound(translate.field(value, c.name, f.name), f.sort, inside));
            return x.implies(translate.isConstructor(value, c.name), x.and(...fields));
          }),
        );
      }
      case "bool":
      case "double":
      case "unit":
        return x.literal({ kind: "bool", value: true });
      default:
        return assertNever(sort);
    }
  };
  const real = (numerator: bigint): Node => x.literal({ kind: "real", numerator, denominator: 1n });
  const between = (value: Node, low: Node, high: Node): Node =>
    x.and(x.bool("<=", low, value), x.bool("<=", value, high));

  return bounds.variables.map((v) => bound(translate.constant(v.name, v.sort), v.sort));
}
