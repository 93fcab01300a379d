/**
 * Gives the ways to write SMT expressions over a node builder, with the simplifications that keep arrays apart into
 * length and items: a part of a pair is that part, a choice between arrays chooses each part.
 */
import { invariant } from "../base/index.js";
import { type ScalarValue, scalarLiteral } from "./literals.js";
import { makeMap, mapPart, mapParts } from "./maps.js";
import {
  type Builder,
  boolean,
  child,
  float,
  type Head,
  integer,
  type Node,
  rational,
  type SmtSort,
  text,
} from "./node.js";
import { substitute } from "./substitute.js";

export interface Expressions {
  readonly make: (head: Head, args: readonly Node[], sort: SmtSort) => Node;
  /** A symbol of SMT-LIB applied. */
  readonly builtin: (symbol: string, args: readonly Node[], sort: SmtSort) => Node;
  readonly bool: (symbol: string, ...args: readonly Node[]) => Node;
  readonly int: (symbol: string, ...args: readonly Node[]) => Node;
  readonly real: (symbol: string, ...args: readonly Node[]) => Node;
  readonly double: (symbol: string, ...args: readonly Node[]) => Node;
  readonly literal: (value: ScalarValue) => Node;
  readonly integer: (value: bigint) => Node;
  /** Of integers, with literal summands gathered at the end: `(k - 1) + 1` is `k`, and so is `(k - n) + n`, which a trigger can match. */
  readonly sum: (a: Node, b: Node) => Node;
  readonly difference: (a: Node, b: Node) => Node;
  /** The literal summand of an integer, and the rest. */
  readonly offset: (a: Node) => Offset;
  readonly ite: (condition: Node, then: Node, otherwise: Node) => Node;
  readonly and: (...args: readonly Node[]) => Node;
  readonly or: (...args: readonly Node[]) => Node;
  readonly not: (arg: Node) => Node;
  readonly implies: (condition: Node, conclusion: Node) => Node;
  /** SMT-LIB's `=`: identity of values, not the `same` of programs. */
  readonly identical: (a: Node, b: Node) => Node;
  readonly pair: (length: Node, items: Node) => Node;
  readonly lengthOf: (array: Node) => Node;
  readonly itemsOf: (array: Node) => Node;
  readonly select: (array: Node, index: Node) => Node;
  /** The element of items: of a lambda its body there, of a store what is known to stand there. */
  readonly element: (items: Node, index: Node) => Node;
  /** Items by index, an integer unless another sort is given. What the body says holds no bound variable but those of `over` and the index itself. */
  readonly lambda: (over: readonly Node[], body: (index: Node) => Node, index?: SmtSort) => Node;
  /** A quantifier over one integer, or a value of another sort, in the same way. */
  readonly quantified: (
    quantifier: "forall" | "exists",
    over: readonly Node[],
    body: (index: Node) => Node,
    of?: SmtSort,
  ) => Node;
  /** Doubles that are converted integers, to those integers: a row that meets one can reason about the integer. */
  readonly converted: Map<Node, Node>;
  /** Integers that are in the range of 32 bits with sign by how they were built. */
  readonly narrow: Set<Node>;
  readonly unknown: (key: string, args: readonly Node[], sort: SmtSort) => Node;
}

export interface Offset {
  /** Undefined for a literal. */
  readonly base: Node | undefined;
  readonly by: bigint;
}

const scalarSorts: Readonly<Record<ScalarValue["kind"], SmtSort>> = {
  bool: boolean,
  int: integer,
  bigint: integer,
  real: rational,
  double: float,
  string: text,
};

export function expressions(builder: Builder): Expressions {
  const make = builder.make;
  const builtin = (symbol: string, args: readonly Node[], sort: SmtSort): Node =>
    make({ kind: "builtin", text: symbol }, args, sort);
  const offsets = new Map<Node, Offset>();
  const literal = (value: ScalarValue): Node => {
    const node = builtin(scalarLiteral(value), [], scalarSorts[value.kind]);
    if (value.kind === "int") offsets.set(node, { base: undefined, by: value.value });
    return node;
  };
  const number = (value: bigint): Node => literal({ kind: "int", value });
  const offset = (a: Node): Offset => offsets.get(a) ?? { base: a, by: 0n };
  const moved = (base: Node | undefined, by: bigint): Node => {
    if (base === undefined) return number(by);
    if (by === 0n) return base;
    const node = builtin(by > 0n ? "+" : "-", [base, number(by > 0n ? by : -by)], integer);
    offsets.set(node, { base, by });
    return node;
  };
  const sum = (a: Node, b: Node): Node => {
    const [p, q] = [offset(a), offset(b)];
    if (p.base === undefined) return moved(q.base, p.by + q.by);
    const back = q.base === undefined ? undefined : (minuend(p.base, q.base) ?? minuend(q.base, p.base));
    if (back !== undefined) return moved(back, p.by + q.by);
    return moved(q.base === undefined ? p.base : builtin("+", [p.base, q.base], integer), p.by + q.by);
  };
  const difference = (a: Node, b: Node): Node => {
    const [p, q] = [offset(a), offset(b)];
    if (q.base === undefined) return moved(p.base, p.by - q.by);
    if (p.base === q.base) return number(p.by - q.by);
    const [one, other] = p.base !== undefined && isBuiltin(p.base, "+") ? p.base.args : [];
    if (other === q.base && one !== undefined) return moved(one, p.by - q.by);
    if (one === q.base && other !== undefined) return moved(other, p.by - q.by);
    if (p.base === undefined) return builtin("-", [number(p.by - q.by), q.base], integer);
    return moved(builtin("-", [p.base, q.base], integer), p.by - q.by);
  };
  const yes = literal({ kind: "bool", value: true });
  const no = literal({ kind: "bool", value: false });
  const nary = (symbol: "and" | "or", unit: Node, zero: Node, args: readonly Node[]): Node => {
    const rest = [...new Set(args.filter((a) => a !== unit))];
    if (rest.includes(zero)) return zero;
    const first = rest[0];
    if (first === undefined) return unit;
    return rest.length === 1 ? first : builtin(symbol, rest, boolean);
  };
  const and = (...args: readonly Node[]): Node => nary("and", yes, no, args);
  const or = (...args: readonly Node[]): Node => nary("or", no, yes, args);
  const not = (arg: Node): Node => {
    if (arg === yes) return no;
    if (arg === no) return yes;
    return isBuiltin(arg, "not") ? child(arg, 0) : builtin("not", [arg], boolean);
  };
  const pair = (length: Node, items: Node): Node => {
    const element = elementOf(items.sort);
    return make({ kind: "array.pair", element }, [length, items], { kind: "array", element });
  };
  const part = (array: Node, index: 0 | 1): Node => {
    if (array.head.kind === "array.pair") return child(array, index);
    const element = elementOf(array.sort);
    return index === 0
      ? make({ kind: "array.length", element }, [array], integer)
      : make({ kind: "array.items", element }, [array], { kind: "items", element });
  };
  const ite = (condition: Node, then: Node, otherwise: Node): Node => {
    if (condition === yes || then === otherwise) return then;
    if (condition === no) return otherwise;
    if (then.sort.kind === "array") {
      return pair(ite(condition, part(then, 0), part(otherwise, 0)), ite(condition, part(then, 1), part(otherwise, 1)));
    }
    if (then.sort.kind === "map") {
      const of = then.sort;
      const parts = mapParts.map((p) => ite(condition, mapPart(made, then, p), mapPart(made, otherwise, p)));
      return makeMap(made, of, parts);
    }
    return builtin("ite", [condition, then, otherwise], then.sort);
  };
  const identical = (a: Node, b: Node): Node => {
    if (a === b) return yes;
    if (a.sort.kind === "array" && (a.head.kind === "array.pair" || b.head.kind === "array.pair")) {
      return and(identical(part(a, 0), part(b, 0)), identical(part(a, 1), part(b, 1)));
    }
    if (a.sort.kind === "map" && (a.head.kind === "map.make" || b.head.kind === "map.make")) {
      return and(...mapParts.map((p) => identical(mapPart(made, a, p), mapPart(made, b, p))));
    }
    return builtin("=", [a, b], boolean);
  };
  const element = (items: Node, index: Node): Node => {
    if (items.head.kind === "lambda") return substitute(made, child(items, 0), items.head.level, index);
    if (isBuiltin(items, "store")) {
      const [at, place] = [offset(child(items, 1)), offset(index)];
      if (at.base === place.base) return at.by === place.by ? child(items, 2) : element(child(items, 0), index);
    }
    if (isBuiltin(items, "ite") && [child(items, 1), child(items, 2)].some((i) => i.head.kind === "lambda")) {
      return ite(child(items, 0), element(child(items, 1), index), element(child(items, 2), index));
    }
    return builtin("select", [items, index], elementOf(items.sort));
  };
  /** A bound variable that none of the given expressions holds, and the body under it. */
  const under = (
    over: readonly Node[],
    body: (index: Node) => Node,
    index: SmtSort,
  ): { readonly level: number; readonly body: Node } => {
    const level = Math.max(-1, ...over.flatMap((node) => node.levels)) + 1;
    const inner = body(make({ kind: "bound", level }, [], index));
    const known = new Set([level, ...over.flatMap((node) => node.levels)]);
    invariant(
      inner.levels.every((l) => known.has(l)),
      "the body of a binder holds only the variables that it was made over",
    );
    return { level, body: inner };
  };
  const lambda = (over: readonly Node[], body: (index: Node) => Node, index: SmtSort = integer): Node => {
    const inner = under(over, body, index);
    // What reads an array at every index is that array.
    if (isBuiltin(inner.body, "select")) {
      const [items, at] = [child(inner.body, 0), child(inner.body, 1)];
      const isIndex = at.head.kind === "bound" && at.head.level === inner.level;
      if (isIndex && !items.levels.includes(inner.level)) return items;
    }
    const items: SmtSort = { kind: "items", element: inner.body.sort };
    const head = { kind: "lambda", level: inner.level, index } as const;
    return make(head, [inner.body], index === integer ? items : { ...items, index });
  };
  const quantified = (
    quantifier: "forall" | "exists",
    over: readonly Node[],
    body: (index: Node) => Node,
    of: SmtSort = integer,
  ): Node => {
    const inner = under(over, body, of);
    if (inner.body === yes || inner.body === no) return inner.body;
    const head = { kind: "quantifier", quantifier, level: inner.level, sorts: [of], patterns: [] } as const;
    return make(head, [inner.body], boolean);
  };
  const made: Expressions = {
    make,
    builtin,
    bool: (symbol, ...args) => builtin(symbol, args, boolean),
    int: (symbol, ...args) => builtin(symbol, args, integer),
    real: (symbol, ...args) => builtin(symbol, args, rational),
    double: (symbol, ...args) => builtin(symbol, args, float),
    literal,
    integer: number,
    sum,
    difference,
    offset,
    ite,
    and,
    or,
    not,
    implies: (condition, conclusion) => {
      if (condition === yes) return conclusion;
      if (condition === no || conclusion === yes) return yes;
      return builtin("=>", [condition, conclusion], boolean);
    },
    identical,
    pair,
    lengthOf: (array) => part(array, 0),
    itemsOf: (array) => part(array, 1),
    select: (array, index) => element(part(array, 1), index),
    element,
    lambda,
    quantified,
    converted: new Map(),
    narrow: new Set(),
    unknown: (key, args, sort) => make({ kind: "unknown", key }, args, sort),
  };
  return made;
}

/** u of `u - v`, for that v. */
function minuend(difference: Node, v: Node): Node | undefined {
  return isBuiltin(difference, "-") && difference.args.length === 2 && difference.args[1] === v
    ? difference.args[0]
    : undefined;
}

export function isBuiltin(node: Node, symbol: string): boolean {
  return node.head.kind === "builtin" && node.head.text === symbol;
}

export function isTrueNode(node: Node): boolean {
  return isBuiltin(node, "true");
}

function elementOf(sort: SmtSort): SmtSort {
  if (sort.kind === "array" || sort.kind === "items") return sort.element;
  throw new TypeError(`no array: ${sort.kind}`);
}
