/**
 * Gives the operators of terms. Every operator is total as mathematics (outside its domain its value is arbitrary but
 * fixed); the partial ones, marked (p), owe their condition wherever they are used, see `calculus/definedness.ts`.
 * The meaning of each is JavaScript's on values of the sort; `semantics` evaluates them and `smt` encodes them.
 */
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
  | "int.remainder"
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
  // Strings of UTF-16 code units.
  | "string.length"
  | "string.concat"
  | "string.lessThan"
  | "string.atMost"
  // Arrays as values.
  | "array.length"
  /** array.get(a, i) (p): 0 <= i < length */
  | "array.get"
  /** array.set(a, i, v) (p): 0 <= i <= length; at i = length the array grows by one */
  | "array.set"
  | "array.push"
  /** array.literal(v, …): the array of its arguments */
  | "array.literal"
  // Maps as values; a set is a map to the unit.
  | "map.empty"
  | "map.size"
  | "map.has"
  /** map.get(m, k) (p): k is a key of m */
  | "map.get"
  /** map.set(m, k, v): a new key comes last, an old one keeps its place */
  | "map.set"
  | "map.delete"
  /** map.keys(m): the array of the keys in order */
  | "map.keys"
  /** map.position(m, k) (p): where the key k stands among the keys; k is a key of m */
  | "map.position";
