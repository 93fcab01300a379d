/**
 * Gives the types that generated programs use, with values of each at the edges of JavaScript's meaning (SEMANTICS, section 9).
 */
export type Shape =
  | "int"
  | "double"
  | "boolean"
  | "string"
  | "ints"
  | "strings"
  | "record"
  | "records"
  | "option"
  | "nullable"
  | "union"
  | "mixed"
  | "pair"
  | "map"
  | "set"
  | "literal"
  | "counter"
  | "matrix"
  | "sample"
  | "bigint";

export const shapes: readonly Shape[] = [
  "int",
  "string",
  "boolean",
  "ints",
  "strings",
  "record",
  "option",
  "double",
  "union",
  "nullable",
  "pair",
  "map",
  "set",
  "records",
  "literal",
  "mixed",
  "counter",
  "matrix",
  "sample",
  "bigint",
];

/** A value as JavaScript has it. */
export type Given =
  | number
  | bigint
  | boolean
  | string
  | undefined
  | null
  | readonly Given[]
  | ReadonlyMap<Given, Given>
  | ReadonlySet<Given>
  | { readonly [name: string]: Given };

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
const strings = ["", "a", "ab", "aba", " b ", "A,b", "\u{1f600}", "\ud800x", "0", "12", "constructor", "__proto__"];

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
      return [[], ["a"], ["", "b"], ["a", "b", "a"], ["\u{1f600}", "B"]];
    case "record":
      return [
        { n: 0, s: "" },
        { n: 2, s: "ab", o: 3 },
        { n: -1, s: "__proto__", o: undefined },
      ];
    case "records":
      return [
        [],
        [{ n: 1, s: "a" }],
        [
          { n: 0, s: "", o: 1 },
          { n: 2, s: "ab" },
        ],
      ];
    case "option":
      return [undefined, 0, 1, 5];
    case "nullable":
      return [null, "", "ab"];
    case "union":
      return [
        { kind: "a", n: 1 },
        { kind: "b", s: "x" },
        { kind: "a", n: 0 },
      ];
    case "mixed":
      return [0, "", 3, "ab"];
    case "pair":
      return [
        [0, ""],
        [-2, "ab"],
      ];
    case "map":
      return [
        new Map(),
        new Map([["a", 1]]),
        new Map([
          ["b", 0],
          ["", 2],
          ["__proto__", 3],
        ]),
      ];
    case "set":
      return [new Set(), new Set([0]), new Set([3, 1, -1])];
    case "literal":
      return ["red", "green", "blue"];
    case "counter":
      return [
        { count: 0, log: [] },
        { count: 2, log: [1, 2] },
      ];
    case "matrix":
      return [[], [[1]], [[], [2, 0]], [[1, 2], [3], []]];
    case "sample":
      return [
        { n: 0, x: -0 },
        { n: 1, x: Number.NaN },
        { n: -3, x: 0.5 },
      ];
    case "bigint":
      return [0n, 1n, -7n, 2n ** 64n, -(2n ** 53n) - 1n];
  }
}

/** Declared once in each file of generated programs. */
export const prelude = `
export interface Rec { n: number; s: string; o?: number }
export type Uni = { kind: "a"; n: number } | { kind: "b"; s: string };
export type Color = "red" | "green" | "blue";
export class Counter {
  count: number;
  log: number[];
  constructor(start: number) {
    this.count = start;
    this.log = [];
  }
  last(otherwise: number): number {
    return this.log[this.log.length - 1] ?? otherwise;
  }
  get doubled(): number {
    return this.count * 2;
  }
  //@ ensures this.count === \\old(this.count) + by
  //@ ensures \\result === this.count
  bump(by: number): number {
    this.count += by;
    return this.count;
  }
}
export interface Sample {
  n: number;
  //@ type x double
  x: number;
}
const limit = 100;
function withDefault(x: number, by = x + 1): number {
  return x * 10 + by;
}
function total(start: number, ...rest: number[]): number {
  let sum = start;
  for (const x of rest) {
    sum += x;
  }
  return sum;
}
function firstOf<T>(xs: readonly T[], otherwise: T): T {
  const [first = otherwise] = xs;
  return first;
}
function twice(f: (x: number) => number, x: number): number {
  return f(f(x));
}
function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}
function addTo(xs: number[], x: number): number {
  xs.push(x);
  return xs.length;
}
function label(c: Color): number {
  switch (c) {
    case "red":
      return 1;
    case "green":
      return 2;
    default:
      return 3;
  }
}
//@ ensures \\result === (x > y ? x : y)
function larger(x: number, y: number): number {
  if (x > y) return x;
  return y;
}
//@ pure
//@ decreases n > 0 ? n : 0
function triangle(n: number): number {
  return n <= 0 || n > 10 ? 0 : n + triangle(n - 1);
}
//@ throws n < 0
//@ ensures \\result === n
function natural(n: number): number {
  if (n < 0) throw new RangeError("below 0");
  return n;
}
function described(u: Uni): string {
  if (u.kind === "a") return "a" + u.n;
  return u.s;
}
`;

export function typeText(shape: Shape): string {
  const texts: Readonly<Record<Shape, string>> = {
    int: "number",
    double: "number",
    boolean: "boolean",
    string: "string",
    ints: "number[]",
    strings: "string[]",
    record: "Rec",
    records: "Rec[]",
    option: "number | undefined",
    nullable: "string | null",
    union: "Uni",
    mixed: "number | string",
    pair: "[number, string]",
    map: "Map<string, number>",
    set: "Set<number>",
    literal: "Color",
    counter: "Counter",
    matrix: "number[][]",
    sample: "Sample",
    bigint: "bigint",
  };
  return texts[shape];
}
