/**
 * Gives the names that a printed executable may use of JavaScript's own, each as a property of `$g`: what the frontend
 * prints and what the monitor captures before the run must be one list (`frontend/executable.ts`,
 * `counterexample/runtime-text.ts`). All are pure functions or error classes.
 */
const mathNames = ["abs", "ceil", "floor", "max", "min", "round", "sign", "sqrt", "trunc"] as const;
const numberNames = ["isFinite", "isInteger", "isNaN", "isSafeInteger"] as const;
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
  ["Object_is", "Object.is"],
  ...errorNames.map((name) => [name, name]),
]);
