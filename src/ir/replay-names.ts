/**
 * Gives the names that a printed executable may use of JavaScript's own, each as a property of `$g`: what the frontend
 * prints and what the monitor captures before the run must be one list (`frontend/executable/executable.ts`,
 * `counterexample/runtime-text.ts`). All are pure functions or error classes.
 */
const mathNames = [
  "abs",
  "ceil",
  "clz32",
  "floor",
  "imul",
  "max",
  "min",
  "pow",
  "round",
  "sign",
  "sqrt",
  "trunc",
] as const;
const numberNames = ["isFinite", "isInteger", "isNaN", "isSafeInteger", "parseFloat", "parseInt"] as const;
const numberConstants = ["EPSILON", "MAX_SAFE_INTEGER", "MAX_VALUE", "MIN_SAFE_INTEGER", "MIN_VALUE"] as const;
const errorNames = [
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
] as const;

/** Name in `$g` -> the JavaScript expression that it is. */
export const globalNames: Readonly<Record<string, string>> = Object.fromEntries([
  ...mathNames.map((name) => [`Math_${name}`, `Math.${name}`]),
  ...[...numberNames, ...numberConstants].map((name) => [`Number_${name}`, `Number.${name}`]),
  ["BigInt_asIntN", "BigInt.asIntN"],
  ["BigInt_asUintN", "BigInt.asUintN"],
  ["Object_is", "Object.is"],
  ["Array_isArray", "Array.isArray"],
  ["String_fromCharCode", "String.fromCharCode"],
  ...["String", "Number", "BigInt", "Boolean", "parseInt", "parseFloat"].map((name) => [name, name]),
  ...errorNames.map((name) => [name, name]),
]);

/** Members of String.prototype that a printed executable may call, on strings and with scalar arguments. */
export const textMemberNames = [
  "at",
  "charAt",
  "charCodeAt",
  "codePointAt",
  "concat",
  "endsWith",
  "includes",
  "indexOf",
  "lastIndexOf",
  "localeCompare",
  "padEnd",
  "padStart",
  "repeat",
  "replace",
  "replaceAll",
  "slice",
  "split",
  "startsWith",
  "substring",
  "toLowerCase",
  "toString",
  "toUpperCase",
  "trim",
  "trimEnd",
  "trimStart",
  "valueOf",
] as const;
