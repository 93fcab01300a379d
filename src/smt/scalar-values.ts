/**
 * Takes what Z3 printed for a value of a scalar sort; gives the value, or undefined where there is none exactly
 * (algebraic numbers, terms that did not reduce).
 */
import type { Value } from "../ir/index.js";
import type { SExpression } from "./s-expression.js";

export type ScalarKind = "bool" | "int" | "real" | "double" | "string";

export function scalarValue(kind: ScalarKind, of: SExpression): Value | undefined {
  switch (kind) {
    case "bool": {
      const text = atom(of);
      return text === "true" || text === "false" ? { kind, value: text === "true" } : undefined;
    }
    case "int": {
      const value = rational(of);
      return value?.denominator === 1n ? { kind, value: value.numerator } : undefined;
    }
    case "real": {
      const value = rational(of);
      return value === undefined ? undefined : { kind, ...value };
    }
    case "double": {
      const value = double(of);
      return value === undefined ? undefined : { kind, value };
    }
    case "string":
      return of.kind === "string" ? { kind, value: unescaped(of.text) } : undefined;
  }
}

interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** `5`, `5.0`, `0.25`, `(- x)`, `(/ x y)`. */
function rational(of: SExpression): Rational | undefined {
  const text = atom(of);
  if (text !== undefined) {
    const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
    if (match === null) return undefined;
    const decimals = match[2] ?? "";
    return reduced(BigInt(`${match[1]}${decimals}`), 10n ** BigInt(decimals.length));
  }
  if (of.kind !== "list") return undefined;
  const [head, ...parts] = of.items;
  const [a, b] = parts.map(rational);
  const symbol = head === undefined ? undefined : atom(head);
  if (symbol === "-" && parts.length === 1 && a !== undefined) return { ...a, numerator: -a.numerator };
  if (symbol !== "/" || parts.length !== 2 || a === undefined || b === undefined || b.numerator === 0n)
    return undefined;
  return reduced(a.numerator * b.denominator, a.denominator * b.numerator);
}

function reduced(numerator: bigint, denominator: bigint): Rational {
  const divisor = greatestCommonDivisor(
    numerator < 0n ? -numerator : numerator,
    denominator < 0n ? -denominator : denominator,
  );
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** `(fp #b0 #b… #x…)` and the special values `(_ NaN 11 53)`, `(_ +oo 11 53)`, `(_ -zero 11 53)`, … */
function double(of: SExpression): number | undefined {
  if (of.kind !== "list") return undefined;
  const [head, ...parts] = of.items.map(atom);
  if (head === "_") return special[parts[0] ?? ""];
  if (head !== "fp" || parts.length !== 3) return undefined;
  const bits = parts.map((p) => (p === undefined ? "" : bitsOf(p))).join("");
  if (bits.length !== 64) return undefined;
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0b${bits}`));
  return view.getFloat64(0);
}

const special: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  "+oo": Number.POSITIVE_INFINITY,
  "-oo": Number.NEGATIVE_INFINITY,
  "+zero": 0,
  "-zero": -0,
};

function bitsOf(literal: string): string {
  if (literal.startsWith("#b")) return literal.slice(2);
  if (!literal.startsWith("#x")) return "";
  return [...literal.slice(2)].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
}

function unescaped(text: string): string {
  return text.replace(
    /\\u\{([0-9a-fA-F]{1,5})\}|\\u([0-9a-fA-F]{4})/g,
    (_, braced: string | undefined, plain: string | undefined) =>
      String.fromCharCode(Number.parseInt(braced ?? plain ?? "0", 16)),
  );
}

function atom(of: SExpression): string | undefined {
  return of.kind === "atom" ? of.text : undefined;
}
