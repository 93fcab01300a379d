/**
 * Gives the types that generated programs use, with values of each at the edges of JavaScript's meaning (SEMANTICS, section 9),
 * and how a value is written in code and pinned in a clause.
 */
export type Shape = "int" | "double" | "boolean" | "string" | "ints" | "strings" | "record" | "option" | "union";

/** A value as JavaScript has it. */
export type Given = number | boolean | string | undefined | readonly Given[] | { readonly [name: string]: Given };

const integers = [
  0,
  1,
  -1,
  2,
  3,
  -7,
  10,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 32 - 1,
  2 ** 32,
  2 ** 32 + 1,
  2 ** 53 - 1,
  1 - 2 ** 53,
];
const doubles = [
  0,
  1,
  -0,
  0.5,
  0.1,
  0.2,
  -1.5,
  2.5,
  Number.NaN,
  Infinity,
  -Infinity,
  2 ** 53,
  2 ** 53 + 2,
  1e300,
  5e-324,
];
const strings = ["", "a", "ab", "aba", " b ", "A,b", "\u{1f600}", "\ud800x", "0", "12"];

export function valuesOf(shape: Shape): readonly Given[] {
  switch (shape) {
    case "int":
      return integers;
    case "double":
      return doubles;
    case "boolean":
      return [false, true];
    case "string":
      return strings;
    case "ints":
      return [[], [1], [0, 1], [3, 1, 2], [2, 2], [-1, 0, 5, 5]];
    case "strings":
      return [[], ["a"], ["", "b"], ["a", "b", "a"]];
    case "record":
      return [
        { n: 0, s: "" },
        { n: 2, s: "ab" },
      ];
    case "option":
      return [undefined, 0, 1, 5];
    case "union":
      return [
        { kind: "a", n: 1 },
        { kind: "b", s: "x" },
      ];
  }
}

/** As TypeScript. */
export function show(value: Given, shape: Shape): string {
  if (value === undefined) return "undefined";
  if (typeof value === "string") return text(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return number(value);
  if (isList(value)) return `[${value.map((item) => show(item, shape)).join(", ")}]`;
  return `{ ${Object.entries(value)
    .map(([name, part]) => `${name}: ${show(part, shape)}`)
    .join(", ")} }`;
}

function isList(value: Given): value is readonly Given[] {
  return Array.isArray(value);
}

function number(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "(-Infinity)";
  if (Object.is(value, -0)) return "(-0)";
  return value < 0 ? `(${value})` : String(value);
}

function text(value: string): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]/gu, (c) =>
    [...c.split("")].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  );
}

/** A clause that holds of this value alone. */
export function pinned(name: string, value: Given, shape: Shape): string {
  if (shape === "double") return `Object.is(${name}, ${show(value, shape)})`;
  if (isList(value) && value.length === 0) return `${name}.length === 0`;
  return `${name} === ${show(value, shape)}`;
}
