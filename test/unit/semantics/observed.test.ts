/** JavaScript values as values of sorts and back, and as text that can be pasted. */
import { expect, test } from "vitest";
import type { DataType, Sort, Value } from "../../../src/ir/index.js";
import { fromObserved, sameValue, showValue, toJavaScript } from "../../../src/semantics/index.js";

const int: Sort = { kind: "int" };
const maybe: DataType = {
  name: "Option<int,un>",
  shape: "option",
  display: "number | null | undefined",
  constructors: [
    { name: "undefined", absent: "undefined", fields: [] },
    { name: "null", absent: "null", fields: [] },
    { name: "some", fields: [{ name: "value", sort: int, optional: false }] },
  ],
};
const shape: DataType = {
  name: "Shape",
  shape: "union",
  discriminant: "kind",
  display: "Shape",
  constructors: [
    { name: "circle", tag: "circle", fields: [{ name: "r", sort: { kind: "double" }, optional: false }] },
    { name: "none", tag: 0, fields: [] },
  ],
};
const user: DataType = {
  name: "User",
  shape: "record",
  display: "User",
  constructors: [
    {
      name: "User",
      fields: [
        { name: "name", sort: { kind: "string" }, optional: false },
        { name: "age", sort: { kind: "data", name: maybe.name }, optional: true },
        { name: "a-b", sort: { kind: "array", element: int }, optional: false },
      ],
    },
  ],
};
const pair: DataType = {
  name: "Pair",
  shape: "tuple",
  display: "[number, Shape]",
  constructors: [
    {
      name: "Pair",
      fields: [
        { name: "0", sort: int, optional: false },
        { name: "1", sort: { kind: "data", name: "Shape" }, optional: false },
      ],
    },
  ],
};
const types = new Map([maybe, shape, user, pair].map((t) => [t.name, t]));
const data = (type: string, member: string, ...fields: Value[]): Value => ({
  kind: "data",
  type,
  constructor: member,
  fields,
});
const number = (value: number): Value => ({ kind: "int", value: BigInt(value) });
const text = (value: string): Value => ({ kind: "string", value });
const sortOf = (value: Value): Sort =>
  value.kind === "data" ? { kind: "data", name: value.type } : { kind: "double" };

const absentAge = data(maybe.name, "undefined");
const cases: readonly (readonly [Value, string])[] = [
  [{ kind: "double", value: -0 }, "-0"],
  [{ kind: "double", value: Number.NaN }, "NaN"],
  [{ kind: "double", value: 1e21 }, "1e+21"],
  [data(maybe.name, "null"), "null"],
  [data(maybe.name, "some", number(-3)), "-3"],
  [data("Shape", "circle", { kind: "double", value: 0.5 }), '{ kind: "circle", r: 0.5 }'],
  [data("Shape", "none"), "{ kind: 0 }"],
  [
    data("User", "User", text('a"\n\u{1f600}'), absentAge, { kind: "array", items: [number(1)] }),
    '{ name: "a\\"\\n\\u{1f600}", "a-b": [1] }',
  ],
  [data("Pair", "Pair", number(1), data("Shape", "none")), "[1, { kind: 0 }]"],
];

test.each(cases)("%o shows as %s, and comes back from JavaScript as it was", (value, shown) => {
  expect(showValue(value, types)).toBe(shown);
  const read = fromObserved(toJavaScript(value, types), sortOf(value), types);
  expect(read.kind === "read" && sameValue(read.value, value)).toBe(true);
});

test("what is no value of the sort says why", () => {
  const problem = (json: unknown, sort: Sort): string => {
    const read = fromObserved(json, sort, types);
    return read.kind === "mismatch" ? read.problem : "read";
  };
  expect(problem(0.5, int)).toBe("0.5 is not an integer");
  expect(problem({ $: "number", is: "NaN" }, int)).toBe("NaN is not a finite number");
  expect(problem({ $: "undefined" }, int)).toBe("undefined is not a number");
  expect(problem([1, { $: "undefined" }], { kind: "array", element: int })).toBe("[1]: undefined is not a number");
  expect(problem([1, { $: "hole" }], { kind: "array", element: int })).toBe("[1]: an object is not a number");
  expect(problem({ $: "object", of: [["kind", "square"]] }, { kind: "data", name: "Shape" })).toBe(
    "an object is no member of Shape",
  );
  expect(problem([1], { kind: "data", name: "Pair" })).toBe("an array is not a [number, Shape]");
  expect(problem({ $: "object", of: [["name", "x"]] }, { kind: "data", name: "User" })).toBe(
    "a-b: undefined is not an array",
  );
});

test("-0 and numbers beyond the safe integers are the integers they denote", () => {
  expect(fromObserved({ $: "number", is: "-0" }, int, types)).toEqual({ kind: "read", value: number(0) });
  expect(fromObserved(2 ** 60, int, types)).toEqual({ kind: "read", value: { kind: "int", value: 2n ** 60n } });
});

test("a real that is a double shows as one, another as a quotient, and runs as the nearest", () => {
  expect(showValue({ kind: "real", numerator: 5n, denominator: 2n }, types)).toBe("2.5");
  expect(showValue({ kind: "real", numerator: 1n, denominator: 3n }, types)).toBe("1 / 3");
  expect(toJavaScript({ kind: "real", numerator: 1n, denominator: 3n }, types)).toBe(1 / 3);
  expect(toJavaScript({ kind: "real", numerator: -1n, denominator: 10n }, types)).toBe(-0.1);
  expect(toJavaScript({ kind: "real", numerator: 10n ** 400n, denominator: 10n ** 399n }, types)).toBe(10);
});

test("zeros are the same, NaN is itself, kinds of numbers are apart", () => {
  const double = (value: number): Value => ({ kind: "double", value });
  expect(sameValue(double(0), double(-0))).toBe(true);
  expect(sameValue(double(Number.NaN), double(Number.NaN))).toBe(true);
  expect(sameValue({ kind: "array", items: [number(1)] }, { kind: "array", items: [number(1), number(2)] })).toBe(
    false,
  );
});
