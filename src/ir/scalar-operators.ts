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
