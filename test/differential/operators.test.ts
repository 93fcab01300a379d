/** The reference meaning of every operator against JavaScript itself, on random and adversarial values. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { apply, type Operator, type Sort, type Term, type Value } from "../../src/ir/index.js";
import { evaluate } from "../../src/semantics/index.js";

const theory = { types: new Map(), logical: new Map() };
const int = (value: bigint | number): Value => ({ kind: "int", value: BigInt(value) });
const double = (value: number): Value => ({ kind: "double", value });
const text = (value: string): Value => ({ kind: "string", value });

function run(operator: Operator, values: readonly Value[], sort: Sort = { kind: "bool" }) {
  const args = values.map((value): Term => ({ kind: "literal", value, sort: { kind: "unit" } }));
  return evaluate(apply(operator, args, sort), { values: new Map() }, theory);
}

const special = [0, -0, Number.NaN, Infinity, -Infinity, 0.5, -0.5, 2.5, -2.5, 1e16, 2 ** 53 - 1, 5e-324, 1.7e308];
const doubles = fc.oneof(fc.double(), fc.constantFrom(...special), fc.integer().map(Number));
const wholes = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.integer(),
  fc.constantFrom(0, 1, -1, 2 ** 31, -(2 ** 31)),
);
const texts = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "a", "\u{1f600}", "\ud800", "\uffff"));

const onDoubles: Partial<Record<Operator, (a: number, b: number) => number | boolean>> = {
  "double.negate": (a) => -a,
  "double.add": (a, b) => a + b,
  "double.subtract": (a, b) => a - b,
  "double.multiply": (a, b) => a * b,
  "double.divide": (a, b) => a / b,
  "double.remainder": (a, b) => a % b,
  "double.absolute": (a) => Math.abs(a),
  "double.minimum": (a, b) => Math.min(a, b),
  "double.maximum": (a, b) => Math.max(a, b),
  "double.floor": (a) => Math.floor(a),
  "double.ceiling": (a) => Math.ceil(a),
  "double.truncate": (a) => Math.trunc(a),
  "double.round": (a) => Math.round(a),
  "double.sqrt": (a) => Math.sqrt(a),
  "double.lessThan": (a, b) => a < b,
  "double.atMost": (a, b) => a <= b,
  "double.equal": (a, b) => a === b,
  "double.is": (a, b) => Object.is(a, b),
  "double.isNaN": (a) => Number.isNaN(a),
  "double.isFinite": (a) => Number.isFinite(a),
  "double.isInteger": (a) => Number.isInteger(a),
  "double.isSafeInteger": (a) => Number.isSafeInteger(a),
};

test.each(Object.entries(onDoubles))("%s is JavaScript's", (operator, meaning) => {
  fc.assert(
    fc.property(doubles, doubles, (a, b) => {
      const value = run(operator as Operator, [double(a), double(b)]);
      const expected = meaning?.(a, b);
      const got = value.kind === "double" || value.kind === "bool" ? value.value : value;
      expect(Object.is(got, expected), `${operator}(${a}, ${b}) gave ${String(got)}, not ${expected}`).toBe(true);
    }),
  );
});

/** On integers whose results are safe, JavaScript's numbers are exact: then both must agree. */
const onIntegers: Partial<Record<Operator, (a: number, b: number) => number | boolean>> = {
  "int.negate": (a) => -a,
  "int.add": (a, b) => a + b,
  "int.subtract": (a, b) => a - b,
  "int.multiply": (a, b) => a * b,
  "int.floorDivide": (a, b) => Math.floor(a / b),
  "int.truncateDivide": (a, b) => Math.trunc(a / b),
  "int.ceilDivide": (a, b) => Math.ceil(a / b),
  // Beyond, the quotient is rounded across halves: not safe.
  "int.roundDivide": (a, b) => (Math.abs(a) <= 2 ** 52 ? Math.round(a / b) : Number.POSITIVE_INFINITY),
  "int.remainder": (a, b) => a % b,
  "int.absolute": (a) => Math.abs(a),
  "int.minimum": (a, b) => Math.min(a, b),
  "int.maximum": (a, b) => Math.max(a, b),
  "int.sign": (a) => Math.sign(a),
  "int.lessThan": (a, b) => a < b,
  "int.atMost": (a, b) => a <= b,
};

test.each(Object.entries(onIntegers))("%s is JavaScript's where that is exact", (operator, meaning) => {
  fc.assert(
    fc.property(wholes, wholes, (a, b) => {
      const expected = meaning?.(a, b);
      if (typeof expected === "number" && !Number.isSafeInteger(expected)) return;
      const value = run(operator as Operator, [int(a), int(b)]);
      const got = value.kind === "int" ? Number(value.value) : value.kind === "bool" ? value.value : value;
      // An exact integer has one zero only.
      expect(got === expected, `${operator}(${a}, ${b}) gave ${String(got)}, not ${expected}`).toBe(true);
    }),
  );
});

/** Squares and their neighbours up to 2^52, where a double's root is the closest to an integer that it is not. */
const radicands = fc.oneof(
  fc.integer({ min: -3, max: 200 }),
  fc
    .tuple(fc.integer({ min: 0, max: 2 ** 26 }), fc.constantFrom(-1, 0, 1))
    .map(([k, off]) => k * k + off)
    .filter((n) => n < 2 ** 52),
  fc.constantFrom(2 ** 52 - 1, (2 ** 26 - 1) ** 2, (2 ** 26 - 1) ** 2 + 1),
);

test("roots of integers below 2^52 are JavaScript's", () => {
  fc.assert(
    fc.property(radicands, fc.constantFrom(-2, -1, 0, 1, 2, 3), (n, off) => {
      const root = Math.sqrt(n);
      const k = Math.floor(Number.isNaN(root) ? 0 : root) + off;
      expect(run("int.atMostRoot", [int(k), int(n)])).toEqual({ kind: "bool", value: k <= root });
      expect(run("int.belowRoot", [int(k), int(n)])).toEqual({ kind: "bool", value: k < root });
      expect(run("int.isSquare", [int(n)])).toEqual({ kind: "bool", value: Number.isInteger(root) });
      if (n < 0)
        expect(run("int.rootFloor", [int(n)])).toMatchObject({ kind: "unknown", reason: "outside the domain" });
      else {
        expect(run("int.rootFloor", [int(n)])).toEqual(int(Math.floor(root)));
        expect(run("int.rootCeiling", [int(n)])).toEqual(int(Math.ceil(root)));
      }
    }),
    { numRuns: 2_000 },
  );
});

test("int.power is JavaScript's on small operands, and unknown below exponent 0", () => {
  fc.assert(
    fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -3, max: 12 }), (a, b) => {
      const value = run("int.power", [int(a), int(b)]);
      if (b < 0) expect(value).toMatchObject({ kind: "unknown", reason: "outside the domain" });
      else expect(value).toEqual(int(a ** b));
    }),
  );
});

test("reals are exact: dyadic arithmetic that doubles do exactly agrees with them", () => {
  const quarters = fc.integer({ min: -4000, max: 4000 }).map((n) => n / 4);
  const real = (value: number): Value => {
    const scaled = BigInt(value * 16);
    const divisor = [16n, 8n, 4n, 2n, 1n].find((d) => scaled % d === 0n) ?? 1n;
    return { kind: "real", numerator: scaled / divisor, denominator: 16n / divisor };
  };
  fc.assert(
    fc.property(quarters, quarters, (a, b) => {
      expect(run("real.add", [real(a), real(b)])).toEqual(real(a + b));
      expect(run("real.subtract", [real(a), real(b)])).toEqual(real(a - b));
      expect(run("real.multiply", [real(a), real(b)])).toEqual(real(a * b));
      expect(run("real.lessThan", [real(a), real(b)])).toEqual({ kind: "bool", value: a < b });
      expect(run("real.floor", [real(a)])).toEqual(int(Math.floor(a)));
      expect(run("real.ceiling", [real(a)])).toEqual(int(Math.ceil(a)));
      expect(run("real.truncate", [real(a)])).toEqual(int(Math.trunc(a)));
      expect(run("real.round", [real(a)])).toEqual(int(Math.round(a)));
      expect(run("real.isInteger", [real(a)])).toEqual({ kind: "bool", value: Number.isInteger(a) });
    }),
  );
  const third = run("real.divide", [real(1), real(3)]);
  expect(third).toEqual({ kind: "real", numerator: 1n, denominator: 3n });
});

test("strings compare and join by code units", () => {
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      expect(run("string.length", [text(a)])).toEqual(int(a.length));
      expect(run("string.concat", [text(a), text(b)])).toEqual(text(a + b));
      expect(run("string.lessThan", [text(a), text(b)])).toEqual({ kind: "bool", value: a < b });
      expect(run("string.atMost", [text(a), text(b)])).toEqual({ kind: "bool", value: a <= b });
    }),
  );
});

test("arrays are read, written and grown as JavaScript's, outside their bounds they are unknown", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: -2, max: 12 }), fc.integer(), (list, i, v) => {
      const array: Value = { kind: "array", items: list.map(int) };
      expect(run("array.length", [array])).toEqual(int(list.length));
      const read = run("array.get", [array, int(i)]);
      const item = list[i];
      if (item === undefined) expect(read).toMatchObject({ kind: "unknown", hazard: "index" });
      else expect(read).toEqual(int(item));
      const written = run("array.set", [array, int(i), int(v)]);
      if (i < 0 || i > list.length) {
        expect(written).toMatchObject({ kind: "unknown", hazard: "write" });
      } else {
        const copy = [...list];
        copy[i] = v;
        expect(written).toEqual({ kind: "array", items: copy.map(int) });
      }
      expect(run("array.push", [array, int(v)])).toEqual({ kind: "array", items: [...list, v].map(int) });
    }),
  );
});
