/**
 * Gives the rows of the members of strings over Z3's theory, whose characters are code units under `encoding=bmp`, with
 * JavaScript's edge cases (ECMA-262, section 22.1.3). What has no definition there is an unknown function of its
 * arguments, of which `axioms` says what is known.
 */
import type { StringOperator } from "../ir/index.js";
import type { Expressions } from "./expressions.js";
import { float, integer, type Node, text } from "./node.js";
import { argument, binary, type Row, unary } from "./row.js";

const zero = (x: Expressions): Node => x.integer(0n);
const lengthOf = (x: Expressions, s: Node): Node => x.int("str.len", s);
const literal = (x: Expressions, value: string): Node => x.literal({ kind: "string", value });

function known(x: Expressions, a: Node): bigint | undefined {
  const { base, by } = x.offset(a);
  return base === undefined ? by : undefined;
}

const atLeastZero = (x: Expressions, a: Node): Node => {
  const value = known(x, a);
  if (value !== undefined) return x.literal({ kind: "bool", value: value >= 0n });
  return isLength(a) ? x.literal({ kind: "bool", value: true }) : x.bool("<=", zero(x), a);
};

function isLength(a: Node): boolean {
  return a.head.kind === "builtin" && a.head.text === "str.len";
}

const orZero = (x: Expressions, a: Node): Node => x.ite(atLeastZero(x, a), a, zero(x));

/** From `start` on, as far as `end`; positions beyond the length do no harm, and `start` is at least 0. */
const cut = (x: Expressions, s: Node, start: Node, end: Node): Node =>
  x.builtin("str.substr", [s, start, x.difference(end, start)], text);

/** A position counted from the end where it is negative; it may still be. */
const fromEnd = (x: Expressions, s: Node, at: Node): Node => x.ite(atLeastZero(x, at), at, x.sum(lengthOf(x, s), at));

const slice: Row = (x, use) => {
  const s = argument(use, 0);
  const start = fromEnd(x, s, argument(use, 1));
  return cut(x, s, x.ite(atLeastZero(x, argument(use, 1)), start, orZero(x, start)), fromEnd(x, s, argument(use, 2)));
};

const substring: Row = (x, use) => {
  const [a, b] = [orZero(x, argument(use, 1)), orZero(x, argument(use, 2))];
  const s = argument(use, 0);
  // The end of the text is never before another position that counts.
  if (isLength(b) && b.args[0] === s) return cut(x, s, a, b);
  const ordered = x.bool("<=", a, b);
  return x.ite(ordered, cut(x, s, a, b), cut(x, s, b, a));
};

/** Within 0 and the length. */
const clamped = (x: Expressions, s: Node, at: Node): Node => {
  if (known(x, at) === 0n) return at;
  const length = lengthOf(x, s);
  if (at === length) return at;
  return x.ite(x.bool("<=", at, length), orZero(x, at), length);
};

const isZero = (x: Expressions, a: Node): boolean => known(x, a) === 0n;

/** The text from a position on, which is the text itself from 0 on. */
const tail = (x: Expressions, s: Node, at: Node): Node =>
  isZero(x, at) ? s : cut(x, s, clamped(x, s, at), lengthOf(x, s));

const indexOf: Row = (x, use) => {
  const [s, t] = [argument(use, 0), argument(use, 1)];
  return x.int("str.indexof", s, t, clamped(x, s, argument(use, 2)));
};

const endsWith: Row = (x, use) => {
  const [s, t, end] = [argument(use, 0), argument(use, 1), argument(use, 2)];
  const whole = end === lengthOf(x, s);
  return x.bool("str.suffixof", t, whole ? s : cut(x, s, zero(x), clamped(x, s, end)));
};

export const characterAt = (x: Expressions, s: Node, i: Node): Node => x.builtin("str.at", [s, i], text);
export const unitAt = (x: Expressions, s: Node, i: Node): Node => x.int("str.to_code", characterAt(x, s, i));

const within = (x: Expressions, low: bigint, a: Node, high: bigint): Node =>
  x.and(x.bool("<=", x.integer(low), a), x.bool("<=", a, x.integer(high)));

/** The two halves of a surrogate pair at a position (ECMA-262, 11.1.4), and whether they are one. */
function pairAt(x: Expressions, s: Node, i: Node) {
  const [high, low] = [unitAt(x, s, i), unitAt(x, s, x.sum(i, x.integer(1n)))];
  // Beyond the end `low` is -1, which is in no range.
  return { high, low, isPair: x.and(within(x, 0xd800n, high, 0xdbffn), within(x, 0xdc00n, low, 0xdfffn)) };
}

const codePoint = (x: Expressions, s: Node, i: Node): Node => {
  const { high, low, isPair } = pairAt(x, s, i);
  // (high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000
  const point = x.sum(
    x.sum(x.int("*", x.integer(0x400n), high), low),
    x.integer(0x10000n - 0xdc00n - 0xd800n * 0x400n),
  );
  return x.ite(isPair, point, high);
};

const pointWidth = (x: Expressions, s: Node, i: Node): Node =>
  x.ite(pairAt(x, s, i).isPair, x.integer(2n), x.integer(1n));

const decimal = (x: Expressions, n: Node): Node => {
  const digits = (of: Node): Node => x.builtin("str.from_int", [of], text);
  const negative = x.builtin("str.++", [literal(x, "-"), digits(x.int("-", n))], text);
  return x.ite(atLeastZero(x, n), digits(n), negative);
};

/** `front` says on which side the filling stands. */
const pad =
  (front: boolean): Row =>
  (x, use) => {
    const [s, width, filling] = [argument(use, 0), argument(use, 1), argument(use, 2)];
    const count = x.difference(width, lengthOf(x, s));
    const fill = x.unknown("string.fill", [filling, count], text);
    const padded = x.builtin("str.++", front ? [fill, s] : [s, fill], text);
    const nothing = x.or(x.bool("<=", count, zero(x)), x.identical(filling, literal(x, "")));
    return x.ite(nothing, s, padded);
  };

/** `$` in a replacement stands for parts of the match: what the result then is, is left open. */
const replaced =
  (symbol: "str.replace" | "str.replace_all", key: string): Row =>
  (x, use) => {
    const [s, pattern, by] = [argument(use, 0), argument(use, 1), argument(use, 2)];
    const plain = x.builtin(symbol, [s, pattern, by], text);
    const term = use.terms[2];
    const value = term?.kind === "literal" && term.value.kind === "string" ? term.value.value : undefined;
    const special =
      value === undefined
        ? x.bool("str.contains", by, literal(x, "$"))
        : x.literal({ kind: "bool", value: value.includes("$") });
    // Z3 replaces nothing where the pattern is empty and all are to be replaced; JavaScript puts it between all units.
    const empty =
      symbol === "str.replace" ? x.literal({ kind: "bool", value: false }) : isEmpty(x, pattern, use.terms[1]);
    return x.ite(x.or(special, empty), x.unknown(key, [s, pattern, by], text), plain);
  };

function isEmpty(x: Expressions, node: Node, term: Parameters<Row>[1]["terms"][number] | undefined): Node {
  if (term?.kind === "literal" && term.value.kind === "string") {
    return x.literal({ kind: "bool", value: term.value.value === "" });
  }
  return x.identical(node, literal(x, ""));
}

/** Unknown to the encoding, but fixed: equal arguments give equal values. */
const open =
  (key: string): Row =>
  (x, use) =>
    x.unknown(key, use.args, use.sort);

export const stringOperators: Readonly<Record<StringOperator, Row>> = {
  "string.get": binary(characterAt),
  "string.charAt": binary(characterAt),
  "string.unit": binary(unitAt),
  "string.codePoint": binary(codePoint),
  "string.pointWidth": binary(pointWidth),
  // ECMA-262, 22.1.2.1: modulo 2^16.
  "string.fromUnit": unary((x, n) => x.builtin("str.from_code", [x.int("mod", n, x.integer(65536n))], text)),
  "string.slice": slice,
  "string.substring": substring,
  "string.indexOf": indexOf,
  "string.lastIndexOf": (x, use) => x.unknown("string.lastIndexOf", use.args, integer),
  "string.includes": (x, use) => x.bool("str.contains", tail(x, argument(use, 0), argument(use, 2)), argument(use, 1)),
  "string.startsWith": (x, use) =>
    x.bool("str.prefixof", argument(use, 1), tail(x, argument(use, 0), argument(use, 2))),
  "string.endsWith": endsWith,
  "string.trim": open("string.trim"),
  "string.trimStart": open("string.trimStart"),
  "string.trimEnd": open("string.trimEnd"),
  "string.toLowerCase": open("string.toLowerCase"),
  "string.toUpperCase": open("string.toUpperCase"),
  "string.repeat": open("string.repeat"),
  "string.padStart": pad(true),
  "string.padEnd": pad(false),
  "string.replace": replaced("str.replace", "string.replace"),
  "string.replaceAll": replaced("str.replace_all", "string.replaceAll"),
  "string.split": open("string.split"),
  "string.points": open("string.points"),
  "string.compare": (x, use) => x.unknown("string.compare", use.args, integer),
  "string.ofInt": unary(decimal),
  "string.ofDouble": open("string.ofDouble"),
  "string.toNumber": (x, use) => x.unknown("string.toNumber", use.args, float),
  "string.parseInt": (x, use) => x.unknown("string.parseInt", use.args, float),
  "string.parseFloat": (x, use) => x.unknown("string.parseFloat", use.args, float),
};
