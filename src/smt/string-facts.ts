/**
 * Takes an application of a string function that is unknown to the encoding; gives what is known of its value (ECMA-262,
 * section 22.1.3), as `axioms.ts` does for all unknown functions.
 * Soundness: each fact is true of JavaScript's own value for all arguments that its function can have there; the
 * differential tests ask that of every row.
 */
import type { Expressions } from "./expressions.js";
import { child, type Node, text } from "./node.js";

export function stringFact(x: Expressions, node: Node): Node | undefined {
  switch (node.head.kind === "unknown" ? node.head.key : "") {
    case "string.trim":
      return x.and(trimmed(x, node), bare(x, node, "start"), bare(x, node, "end"), contains(x, child(node, 0), node));
    case "string.trimStart":
      return x.and(trimmed(x, node), bare(x, node, "start"), x.bool("str.suffixof", node, child(node, 0)));
    case "string.trimEnd":
      return x.and(trimmed(x, node), bare(x, node, "end"), x.bool("str.prefixof", node, child(node, 0)));
    case "string.toLowerCase":
    case "string.toUpperCase":
      return otherCase(x, node);
    case "string.repeat":
      return repeated(x, node);
    case "string.fill":
      return filling(x, node);
    case "string.split":
      return parts(x, node);
    case "string.points":
      return points(x, node);
    case "string.lastIndexOf":
      return lastPosition(x, node);
    case "string.compare":
      return x.implies(x.identical(child(node, 0), child(node, 1)), x.identical(node, x.integer(0n)));
    case "string.parseInt":
      // An integer, NaN or an infinity: rounding towards zero changes none of them.
      return x.identical(x.double("fp.roundToIntegral", x.builtin("RTZ", [], node.sort), node), node);
    default:
      return undefined;
  }
}

const zero = (x: Expressions): Node => x.integer(0n);
const one = (x: Expressions): Node => x.integer(1n);
const empty = (x: Expressions): Node => x.literal({ kind: "string", value: "" });
const lengthOf = (x: Expressions, s: Node): Node => x.int("str.len", s);
const isEmpty = (x: Expressions, s: Node): Node => x.identical(s, empty(x));
const contains = (x: Expressions, s: Node, part: Node): Node => x.bool("str.contains", s, part);
const concat = (x: Expressions, ...all: readonly Node[]): Node => x.builtin("str.++", all, text);
const cut = (x: Expressions, s: Node, from: Node, count: Node): Node => x.builtin("str.substr", [s, from, count], text);
const unitAt = (x: Expressions, s: Node, i: Node): Node => x.int("str.to_code", x.builtin("str.at", [s, i], text));

/** WhiteSpace and LineTerminator (ECMA-262, sections 12.2 and 12.3), as ranges of code units. */
const blanks: readonly (readonly [bigint, bigint])[] = [
  [0x9n, 0xdn],
  [0x20n, 0x20n],
  [0xa0n, 0xa0n],
  [0x1680n, 0x1680n],
  [0x2000n, 0x200an],
  [0x2028n, 0x2029n],
  [0x202fn, 0x202fn],
  [0x205fn, 0x205fn],
  [0x3000n, 0x3000n],
  [0xfeffn, 0xfeffn],
];

const isBlank = (x: Expressions, unit: Node): Node =>
  x.or(
    ...blanks.map(([low, high]) =>
      low === high
        ? x.identical(unit, x.integer(low))
        : x.and(x.bool("<=", x.integer(low), unit), x.bool("<=", unit, x.integer(high))),
    ),
  );

const endOf = (x: Expressions, s: Node, side: "start" | "end"): Node =>
  unitAt(x, s, side === "start" ? zero(x) : x.difference(lengthOf(x, s), one(x)));

/** Not longer; and all of it where it has nothing to lose. */
function trimmed(x: Expressions, node: Node): Node {
  const s = child(node, 0);
  const key = node.head.kind === "unknown" ? node.head.key : "";
  const sides = (["start", "end"] as const).filter(
    (side) => key !== `string.trim${side === "start" ? "End" : "Start"}`,
  );
  const nothing = x.and(...sides.map((side) => x.not(isBlank(x, endOf(x, s, side)))));
  return x.and(
    x.bool("<=", lengthOf(x, node), lengthOf(x, s)),
    x.implies(x.or(isEmpty(x, s), nothing), x.identical(node, s)),
  );
}

/** Empty, or without white space at the side. */
function bare(x: Expressions, node: Node, side: "start" | "end"): Node {
  return x.or(isEmpty(x, node), x.not(isBlank(x, endOf(x, node, side))));
}

/** No text of one unit or more is mapped to the empty one (Unicode, SpecialCasing); the mapping is idempotent. */
function otherCase(x: Expressions, node: Node): Node {
  const s = child(node, 0);
  const key = node.head.kind === "unknown" ? node.head.key : "";
  const kept = x.identical(isEmpty(x, s), isEmpty(x, node));
  const isAgain = s.head.kind === "unknown" && s.head.key === key;
  return isAgain ? x.and(kept, x.identical(node, s)) : x.and(kept, x.identical(x.unknown(key, [node], text), node));
}

/** Counts that are known up to here are written out. */
const fewest = 8n;

function repeated(x: Expressions, node: Node): Node {
  const [s, count] = [child(node, 0), child(node, 1)];
  const { base, by } = x.offset(count);
  if (base === undefined && by >= 0n && by <= fewest) {
    const copies = Array.from({ length: Number(by) }, () => s);
    const [only] = copies;
    const whole = only === undefined ? empty(x) : copies.length === 1 ? only : concat(x, ...copies);
    return x.identical(node, whole);
  }
  const some = x.bool("<=", one(x), count);
  return x.and(
    x.implies(x.identical(count, zero(x)), isEmpty(x, node)),
    x.implies(x.identical(count, one(x)), x.identical(node, s)),
    x.implies(x.bool("<=", zero(x), count), x.identical(lengthOf(x, node), x.int("*", count, lengthOf(x, s)))),
    x.implies(some, x.and(x.bool("str.prefixof", s, node), x.bool("str.suffixof", s, node))),
    x.implies(some, x.bool("<=", lengthOf(x, s), lengthOf(x, node))),
  );
}

/** What `padStart` and `padEnd` add: as much of the filling, over and over, as is missing. */
function filling(x: Expressions, node: Node): Node {
  const [of, count] = [child(node, 0), child(node, 1)];
  return x.implies(
    x.and(x.bool("<", zero(x), count), x.not(isEmpty(x, of))),
    x.and(
      x.identical(lengthOf(x, node), count),
      x.or(x.bool("str.prefixof", of, node), x.bool("str.prefixof", node, of)),
    ),
  );
}

/** What stands between the separators, which are found from the left; between all units where the separator is empty. */
function parts(x: Expressions, node: Node): Node {
  const [s, separator] = [child(node, 0), child(node, 1)];
  const [items, count] = [x.itemsOf(node), x.lengthOf(node)];
  const at = (i: bigint): Node => x.element(items, x.integer(i));
  const is = (n: bigint): Node => x.identical(count, x.integer(n));
  const inside = (k: Node): Node => x.and(x.bool("<=", zero(x), k), x.bool("<", k, count));
  const first = x.int("str.indexof", s, separator, zero(x));
  const between = x.and(
    x.bool("<=", one(x), count),
    x.identical(is(1n), x.not(contains(x, s, separator))),
    x.implies(is(1n), x.identical(at(0n), s)),
    x.bool("str.prefixof", at(0n), s),
    x.implies(contains(x, s, separator), x.identical(at(0n), cut(x, s, zero(x), first))),
    x.implies(is(2n), x.identical(s, concat(x, at(0n), separator, at(1n)))),
    x.bool("<=", count, x.sum(lengthOf(x, s), one(x))),
    x.quantified("forall", [items, count, s, separator], (k) =>
      x.implies(
        inside(k),
        x.and(
          x.not(contains(x, x.element(items, k), separator)),
          x.bool("<=", lengthOf(x, x.element(items, k)), lengthOf(x, s)),
        ),
      ),
    ),
  );
  const units = x.and(
    x.identical(count, lengthOf(x, s)),
    x.quantified("forall", [items, count, s], (k) =>
      x.implies(inside(k), x.identical(x.element(items, k), x.builtin("str.at", [s, k], text))),
    ),
  );
  return x.ite(isEmpty(x, separator), units, between);
}

/** Each code point has one unit or two. */
function points(x: Expressions, node: Node): Node {
  const s = child(node, 0);
  const [items, count] = [x.itemsOf(node), x.lengthOf(node)];
  return x.and(
    x.bool("<=", count, lengthOf(x, s)),
    x.bool("<=", lengthOf(x, s), x.int("*", x.integer(2n), count)),
    x.quantified("forall", [items, count], (k) => {
      const length = lengthOf(x, x.element(items, k));
      const inside = x.and(x.bool("<=", zero(x), k), x.bool("<", k, count));
      return x.implies(inside, x.and(x.bool("<=", one(x), length), x.bool("<=", length, x.integer(2n))));
    }),
  );
}

/** Beyond this no string goes on, so that a search from there is one of the whole. */
const endless = 2n ** 53n;

/** -1 where the text up to the last place does not contain it; else the last position where it stands. */
function lastPosition(x: Expressions, node: Node): Node {
  const [s, part, from] = [child(node, 0), child(node, 1), child(node, 2)];
  const { base, by } = x.offset(from);
  const length = lengthOf(x, s);
  const isWhole = base === undefined && by >= endless;
  const atLeastZero = x.ite(x.bool("<=", zero(x), from), from, zero(x));
  const last = isWhole ? length : x.ite(x.bool("<=", from, length), atLeastZero, length);
  const searched = isWhole ? s : cut(x, s, zero(x), x.sum(last, lengthOf(x, part)));
  const found = x.bool("<=", zero(x), node);
  const next = x.sum(node, one(x));
  const after = cut(x, searched, next, x.difference(lengthOf(x, searched), next));
  return x.and(
    x.bool("<=", x.integer(-1n), node),
    x.identical(found, contains(x, searched, part)),
    x.implies(
      found,
      x.and(
        x.bool("<=", node, last),
        x.bool("<=", x.sum(node, lengthOf(x, part)), length),
        x.identical(cut(x, s, node, lengthOf(x, part)), part),
        x.or(isEmpty(x, part), x.not(contains(x, after, part))),
      ),
    ),
  );
}
