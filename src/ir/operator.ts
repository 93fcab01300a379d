/**
 * Gives the operators of terms. Every operator is total as mathematics (outside its domain its value is arbitrary but
 * fixed); the partial ones, marked (p), owe their condition wherever they are used, see `calculus/definedness.ts`.
 * The meaning of each is JavaScript's on values of the sort; `semantics` evaluates them and `smt` encodes them.
 */
import type { BigIntOperator, BitOperator, StringOperator } from "./scalar-operators.js";

export type Operator =
  // Logic. `and` and `or` take any number of arguments; definedness reads them left to right.
  | "not"
  | "and"
  | "or"
  | "implies"
  | "iff"
  /** ite(condition, then, else) */
  | "ite"
  /** Structural equality of two values of one sort: lengths and elements, fields; leaves by Object.is, the zeros equal. */
  | "same"
  // Exact integers.
  | "int.negate"
  | "int.add"
  | "int.subtract"
  | "int.multiply"
  | "int.power"
  /** Math.floor(a / b) (p), Math.trunc(a / b) (p), Math.ceil(a / b) (p), a % b with the sign of a (p): divisor not 0 */
  | "int.floorDivide"
  | "int.truncateDivide"
  | "int.ceilDivide"
  /** Math.round(a / b) (p), halves up: divisor not 0. In code it owes |a| <= 2^52, where the quotient's own rounding crosses no half. */
  | "int.roundDivide"
  | "int.remainder"
  /** Math.floor(Math.sqrt(n)) (p), Math.ceil(Math.sqrt(n)) (p): n not negative. In code all on roots owe n < 2^52, below which a root is rounded across no integer. */
  | "int.rootFloor"
  | "int.rootCeiling"
  /** k <= Math.sqrt(n), k < Math.sqrt(n); false of a negative n. */
  | "int.atMostRoot"
  | "int.belowRoot"
  /** Number.isInteger(Math.sqrt(n)) */
  | "int.isSquare"
  | "int.absolute"
  | "int.minimum"
  | "int.maximum"
  | "int.sign"
  | "int.lessThan"
  | "int.atMost"
  // Exact reals.
  | "real.fromInt"
  | "real.negate"
  | "real.add"
  | "real.subtract"
  | "real.multiply"
  /** (p): divisor not 0 */
  | "real.divide"
  | "real.absolute"
  | "real.minimum"
  | "real.maximum"
  | "real.lessThan"
  | "real.atMost"
  /** To int. `round` is Math.round: halves go up. */
  | "real.floor"
  | "real.ceiling"
  | "real.truncate"
  | "real.round"
  | "real.isInteger"
  /** To int (p): owes real.isInteger */
  | "real.toInt"
  // IEEE 754 doubles; JavaScript's +, -, *, /, %, <, <=, ===, Math.*.
  | "double.fromInt"
  | "double.negate"
  | "double.add"
  | "double.subtract"
  | "double.multiply"
  | "double.divide"
  | "double.remainder"
  | "double.absolute"
  | "double.minimum"
  | "double.maximum"
  | "double.floor"
  | "double.ceiling"
  | "double.truncate"
  | "double.round"
  | "double.sqrt"
  | "double.lessThan"
  | "double.atMost"
  | "double.equal"
  /** Object.is */
  | "double.is"
  | "double.isNaN"
  | "double.isFinite"
  | "double.isInteger"
  | "double.isSafeInteger"
  /** To int (p): owes double.isInteger */
  | "double.toInt"
  /** To int: the integer part, 0 for NaN and the infinities; what bit operations start from. */
  | "double.integerPart"
  // Strings of UTF-16 code units.
  | "string.length"
  | "string.concat"
  | "string.lessThan"
  | "string.atMost"
  | StringOperator
  // 32-bit integers, as JavaScript's bit operations take and give them.
  | BitOperator
  // Integers of the type `bigint`.
  | BigIntOperator
  /**
   * function.apply(f, v, …): what the function value f returns. It is a function of f and the arguments: that f returns,
   * changes nothing and gives equal results for equal arguments is recorded at entry.
   */
  | "function.apply"
  // Values of recursive data types.
  /** How many values and elements it is made of, itself included: that of a part is smaller than that of the whole. */
  | "data.size"
  /** It has, deeply, what its sort says: `nat`, literal unions (see `typeFacts`). */
  | "data.typed"
  /** The integers in it, deeply, are safe ones, and arrays have at most 2^32 - 1 elements. */
  | "data.safe"
  // Arrays as values.
  | "array.length"
  /** array.get(a, i) (p): 0 <= i < length */
  | "array.get"
  /** array.set(a, i, v) (p): 0 <= i <= length; at i = length the array grows by one */
  | "array.set"
  | "array.push"
  /**
   * array.permutation(a, b, stated): the same elements, each as often (by `same`). `stated` says it for provers, as
   * counts of all values; what is evaluated is a and b.
   */
  | "array.permutation"
  /** array.literal(v, …): the array of its arguments */
  | "array.literal"
  // Maps as values; a set is a map to the unit.
  | "map.empty"
  | "map.size"
  | "map.has"
  /**
   * map.found(m, k) (p): map.has, asked by JavaScript's own way of reading an object: k is a key of m, or no name that
   * objects have from Object.prototype
   */
  | "map.found"
  /** map.get(m, k) (p): k is a key of m */
  | "map.get"
  /** map.set(m, k, v): a new key comes last, an old one keeps its place */
  | "map.set"
  | "map.delete"
  /** map.copy(m): a new map with the same entries */
  | "map.copy"
  /** map.merge(a, b): the entries of a, then those of b; where both have a key, the value of b in the place of a */
  | "map.merge"
  /** map.restrict(a, b), map.without(a, b): the entries of a whose keys are, and are not, keys of b, in the order of a */
  | "map.restrict"
  | "map.without"
  /** map.enumerated(m): the same entries in the order in which JavaScript goes through an object's own properties */
  | "map.enumerated"
  /** map.ofKeys(a): the set of the elements of an array; map.ofPairs(a, b): a map from a[i] to b[i], the last one winning */
  | "map.ofKeys"
  | "map.ofPairs"
  /** map.keys(m): the array of the keys in order */
  | "map.keys"
  /** map.position(m, k) (p): where the key k stands among the keys; k is a key of m */
  | "map.position"
  /** array.slice(a, from, to): a.slice(from, to); positions below 0 count from the end */
  | "array.slice"
  /** array.concat(a, b, …): [...a, ...b, …] */
  | "array.concat"
  /** array.reverse(a): a.toReversed() */
  | "array.reverse"
  /** array.fill(a, v, from, to): what a.fill(v, from, to) makes of a */
  | "array.fill"
  /** array.repeat(v, n) (p): n times v; 0 <= n < 2^32 */
  | "array.repeat"
  /** array.splice(a, start, count, b): what a.splice(start, count, ...b) makes of a */
  | "array.splice"
  /** array.truncate(a, n) (p): the first n elements, what a.length = n makes of a; 0 <= n <= length */
  | "array.truncate"
  /** array.includes(a, v, from): a.includes(v, from), by `same`; of scalars alone */
  | "array.includes"
  /** array.indexOf(a, v, from) and array.lastIndexOf(a, v, from): by `===`; of scalars alone */
  | "array.indexOf"
  | "array.lastIndexOf"
  /** array.join(a, s): the strings of a with s between them */
  | "array.join"
  /** array.minimum(a), array.maximum(a) (p): of integers or reals; a is not empty */
  | "array.minimum"
  | "array.maximum";
