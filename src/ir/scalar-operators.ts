/**
 * Gives the operators on strings and bits, parts of `Operator`. Those marked (p) owe their condition, as there.
 */

/** Members of strings. Positions are integers of any size; where one may be left out, the frontend gives its default. */
export type StringOperator =
  /** s[i] (p), s.charCodeAt(i) (p), s.codePointAt(i) (p): 0 <= i < length */
  | "string.get"
  | "string.unit"
  | "string.codePoint"
  /** How many code units the code point at i has (p): 1 or 2. */
  | "string.pointWidth"
  /** s.charAt(i): empty outside. */
  | "string.charAt"
  /** String.fromCharCode(n) */
  | "string.fromUnit"
  | "string.slice"
  | "string.substring"
  | "string.indexOf"
  | "string.lastIndexOf"
  | "string.includes"
  | "string.startsWith"
  | "string.endsWith"
  | "string.trim"
  | "string.trimStart"
  | "string.trimEnd"
  | "string.toLowerCase"
  | "string.toUpperCase"
  /** s.repeat(n) (p): n >= 0 */
  | "string.repeat"
  | "string.padStart"
  | "string.padEnd"
  /** With a string as pattern; `$` in the replacement has JavaScript's meaning. */
  | "string.replace"
  | "string.replaceAll"
  /** s.split(separator), [...s] */
  | "string.split"
  | "string.points"
  /** s.localeCompare(t) */
  | "string.compare"
  /** String(n) of an integer, of a double. */
  | "string.ofInt"
  | "string.ofDouble"
  /** Number(s), parseInt(s, radix), parseFloat(s): doubles. */
  | "string.toNumber"
  | "string.parseInt"
  | "string.parseFloat";

export type BitOperator =
  | "int.bitAnd"
  | "int.bitOr"
  | "int.bitXor"
  | "int.shiftLeft"
  | "int.shiftRight"
  | "int.shiftRightUnsigned"
  /** `x | 0` and `x >>> 0`: the low 32 bits, with sign and without. */
  | "int.toInt32"
  | "int.toUint32"
  /** Math.imul, Math.clz32 */
  | "int.multiply32"
  | "int.leadingZeros";

/** JavaScript's operators on values of type `bigint`: exact, bit operations in two's complement without end. */
export type BigIntOperator =
  /** BigInt(n) of an integer; the integer that it is. */
  | "bigint.ofInt"
  | "bigint.toInt"
  /** Number(b) as an integer (p): within ±(2^53 − 1), beyond which it is rounded. */
  | "bigint.toNumber"
  | "bigint.lessThan"
  | "bigint.atMost"
  | "bigint.negate"
  | "bigint.add"
  | "bigint.subtract"
  | "bigint.multiply"
  /** (p): exponent at least 0 */
  | "bigint.power"
  /** Towards 0 (p): divisor not 0; the remainder has the sign of the dividend (p). */
  | "bigint.divide"
  | "bigint.remainder"
  | "bigint.bitAnd"
  | "bigint.bitOr"
  | "bigint.bitXor"
  /** By a count below 0 the other way. */
  | "bigint.shiftLeft"
  | "bigint.shiftRight"
  /** BigInt.asUintN(bits, b), BigInt.asIntN(bits, b); the bits are an integer literal. */
  | "bigint.asUintN"
  | "bigint.asIntN";
