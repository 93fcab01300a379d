/**
 * Takes terms; gives SMT expressions. Each operator's meaning is a row of `operators`; `same` is expanded by sort here,
 * since it needs the data types. Memoises by the identity of terms within each scope.
 * Relies on terms without `old`, as obligations are.
 */
import { assertNever, invariant } from "../base/index.js";
import {
  binders,
  children,
  type DataTypes,
  dataType,
  type LogicalFunction,
  type MapSort,
  type Sort,
  sameRepresentation,
  type Term,
  typeFacts,
  type Value,
  variable,
} from "../ir/index.js";
import { indexOf, lastIndexOf, position } from "./array-operators.js";
import { axiomOf } from "./axioms.js";
import { type Expressions, expressions } from "./expressions.js";
import { hasKey, makeMap, mapPart, mapParts, partSort, valueAt } from "./maps.js";
import { boolean, child, integer, type Node, nodeBuilder, type SmtSort } from "./node.js";
import { operators } from "./operators.js";
import { findConstructor, identityIsSameness, smtSort } from "./sorts.js";
import { distance } from "./triggers.js";

export interface Translator {
  readonly x: Expressions;
  readonly types: DataTypes;
  /** A term over the program's variables. */
  readonly term: (term: Term) => Node;
  /** A term in which some names are bound: function parameters. */
  readonly open: (term: Term, bound: Binding) => Node;
  /** A program variable as a constant; an array and a map are made of several. */
  readonly constant: (name: string, sort: Sort) => Node;
  /** The sort under which a constant was first met. */
  readonly sortOf: (name: string) => Sort;
  readonly field: (of: Node, name: string, field: string) => Node;
  readonly isConstructor: (of: Node, name: string) => Node;
  /** The permutations that were stated so far, each by what says it, of the arrays a and b. */
  readonly permutations: () => readonly Permutation[];
  /** What is known of a value of an unknown function of the encoding, if anything. */
  readonly axiom: (node: Node) => Node | undefined;
}

export interface Permutation {
  readonly stated: Node;
  readonly a: Node;
  readonly b: Node;
}

/** Bound names and the nodes they stand for, with the next free level, and the terms already read under it. */
export interface Binding {
  readonly names: ReadonlyMap<string, Node>;
  readonly depth: number;
  readonly memo: Map<Term, Node>;
}

/** One closure, longer than most: each small function below is one kind of term, over one memory. */
export function translator(types: DataTypes, logical: ReadonlyMap<string, LogicalFunction> = new Map()): Translator {
  const x = expressions(nodeBuilder());
  const free: Binding = { names: new Map(), depth: 0, memo: new Map() };
  const sorts = new Map<string, Sort>();
  const permutations = new Map<Node, Permutation>();

  const constant = (name: string, sort: Sort): Node => {
    const whole = smtSort(sort);
    const known = sorts.get(name);
    invariant(known === undefined || sameRepresentation(known, sort), `${name} has two sorts`);
    sorts.set(name, known ?? sort);
    if (whole.kind === "map") {
      const parts = mapParts.map((part) => x.make({ kind: "constant", name, part }, [], partSort(whole, part)));
      return makeMap(x, whole, parts);
    }
    if (whole.kind !== "array") return x.make({ kind: "constant", name, part: "whole" }, [], whole);
    const length = x.make({ kind: "constant", name, part: "length" }, [], { kind: "plain", text: "Int" });
    const items: SmtSort = { kind: "items", element: whole.element };
    return x.pair(length, x.make({ kind: "constant", name, part: "items" }, [], items));
  };

  const walk = (term: Term, bound: Binding): Node => {
    const known = bound.memo.get(term);
    if (known !== undefined) return known;
    const node = build(term, bound);
    bound.memo.set(term, node);
    return node;
  };

  const build = (term: Term, bound: Binding): Node => {
    switch (term.kind) {
      case "variable":
        return bound.names.get(term.name) ?? constant(term.name, term.sort);
      case "literal":
        return value(term.value, term.sort);
      case "apply":
        return operation(term, bound);
      case "construct": {
        const args = term.args.map((a) => walk(a, bound));
        return constructed(term.sort.name, term.constructor, args);
      }
      case "field":
        return field(walk(term.of, bound), term.constructor, term.field);
      case "is":
        return isConstructor(walk(term.of, bound), term.constructor);
      case "withField":
        return changed(walk(term.of, bound), term.constructor, term.field, walk(term.value, bound));
      case "quantifier":
        return quantifier(term, bound);
      case "tabulate":
        return tabulated(term, bound);
      case "call": {
        const elementsOnly = logical.get(term.function)?.lifted?.elementsOnly ?? [];
        const args = term.args.map((a, i) => {
          const value = walk(a, bound);
          return elementsOnly.includes(i) ? x.itemsOf(value) : value;
        });
        return x.make({ kind: "function", id: term.function, any: false }, args, smtSort(term.sort));
      }
      case "old":
        invariant(false, "an obligation holds no old");
        return x.literal({ kind: "bool", value: false });
      default:
        return assertNever(term);
    }
  };

  const value = (literal: Value, sort: Sort): Node => {
    switch (literal.kind) {
      case "unit":
        return x.make({ kind: "unit" }, [], { kind: "unit" });
      case "array": {
        invariant(sort.kind === "array", "an array literal has an array sort");
        const args = literal.items.map((item) => value(item, sort.element));
        return operators["array.literal"](x, { args, terms: [], sort: smtSort(sort) });
      }
      case "map": {
        invariant(sort.kind === "map", "a map literal has a map sort");
        const start = operators["map.empty"](x, { args: [], terms: [], sort: smtSort(sort) });
        return literal.entries.reduce((map, [key, item]) => {
          const args = [map, value(key, sort.key), value(item, sort.value)];
          return operators["map.set"](x, { args, terms: [], sort: smtSort(sort) });
        }, start);
      }
      case "data": {
        const found = findConstructor(types, literal.type, literal.constructor);
        const args = found.constructor.fields.map((f, i) => {
          const part = literal.fields[i];
          invariant(part !== undefined, `a literal of ${literal.type} lacks ${f.name}`);
          return value(part, f.sort);
        });
        return constructed(literal.type, literal.constructor, args);
      }
      case "opaque":
        return x.integer(literal.id);
      case "bigint":
        return x.integer(literal.value);
      default:
        return x.literal(literal);
    }
  };

  const operation = (term: Extract<Term, { kind: "apply" }>, bound: Binding): Node => {
    const args = term.args.map((a) => walk(a, bound));
    const sort = term.args[0]?.sort;
    switch (term.operator) {
      case "same":
        invariant(sort !== undefined, "same takes two arguments");
        return same(child({ args }, 0), child({ args }, 1), sort);
      case "array.permutation":
        permutations.set(child({ args }, 2), {
          a: child({ args }, 0),
          b: child({ args }, 1),
          stated: child({ args }, 2),
        });
        return child({ args }, 2);
      case "array.includes":
        invariant(sort?.kind === "array", "what is searched is an array");
        return includes(child({ args }, 0), child({ args }, 1), child({ args }, 2), sort.element);
      case "array.indexOf":
        return indexOf(x, child({ args }, 0), child({ args }, 1), child({ args }, 2));
      case "array.lastIndexOf":
        return lastIndexOf(x, child({ args }, 0), child({ args }, 1), child({ args }, 2));
      default:
        return operators[term.operator](x, { args, terms: term.args, sort: smtSort(term.sort) });
    }
  };

  /** Lengths and elements in range, fields; leaves by Object.is, except that the zeros are equal (SEMANTICS, section 3). */
  const same = (a: Node, b: Node, sort: Sort): Node => {
    if (a === b) return x.literal({ kind: "bool", value: true });
    if (identityIsSameness(sort, types)) return x.identical(a, b);
    switch (sort.kind) {
      case "double":
        return x.or(x.identical(a, b), x.and(x.bool("fp.isZero", a), x.bool("fp.isZero", b)));
      case "array": {
        const element = (k: Node): Node =>
          x.implies(
            x.and(x.bool("<=", x.integer(0n), k), x.bool("<", k, x.lengthOf(a))),
            same(x.select(a, k), x.select(b, k), sort.element),
          );
        return x.and(x.identical(x.lengthOf(a), x.lengthOf(b)), x.quantified("forall", [a, b], element));
      }
      case "map":
        return sameMaps(a, b, sort);
      case "data": {
        const type = dataType(types, sort.name);
        if (type.recursive === true) {
          // What is identical is the same; more is not known of recursive data that hold arrays or doubles.
          return x.or(x.identical(a, b), x.unknown(`same ${sort.name}`, [a, b], boolean));
        }
        return x.or(
          ...type.constructors.map((c) =>
            x.and(
              isConstructor(a, c.name),
              isConstructor(b, c.name),
              ...c.fields.map((f) => same(field(a, c.name, f.name), field(b, c.name, f.name), f.sort)),
            ),
          ),
        );
      }
      default:
        invariant(false, `sameness on ${sort.kind} is identity`);
        return a;
    }
  };

  /** The same keys with the same values, in whatever order. That sizes are equal follows by counting, which Z3 does not. */
  const sameMaps = (a: Node, b: Node, sort: MapSort): Node => {
    const depth = Math.max(-1, ...a.levels, ...b.levels) + 1;
    const key = boundVariable(depth, smtSort(sort.key));
    const [inA, inB] = [hasKey(x, a, key), hasKey(x, b, key)];
    const values =
      sort.value.kind === "unit"
        ? x.literal({ kind: "bool", value: true })
        : x.implies(inA, same(valueAt(x, a, key), valueAt(x, b, key), sort.value));
    return x.and(
      x.identical(mapPart(x, a, "size"), mapPart(x, b, "size")),
      quantified("forall", depth, [key], x.and(x.identical(inA, inB), values)),
    );
  };

  const includes = (array: Node, value: Node, from: Node, element: Sort): Node => {
    const start = position(x, from, x.lengthOf(array));
    return x.quantified("exists", [array, value, start], (k) => {
      const inRange = x.and(x.bool("<=", start, k), x.bool("<", k, x.lengthOf(array)));
      return x.and(inRange, same(x.select(array, k), value, element));
    });
  };

  /** JavaScript's `===` on scalars and options of them. */
  const strictlyEqual = (a: Node, b: Node): Node => {
    if (a.sort.kind === "plain" && a.sort.text === "Float64") return x.bool("fp.eq", a, b);
    if (a.sort.kind !== "data") return x.identical(a, b);
    const type = dataType(types, a.sort.name);
    return x.or(
      ...type.constructors.map((c) =>
        x.and(
          isConstructor(a, c.name),
          isConstructor(b, c.name),
          ...c.fields.map((f) => strictlyEqual(field(a, c.name, f.name), field(b, c.name, f.name))),
        ),
      ),
    );
  };

  const constructed = (type: string, name: string, args: readonly Node[]): Node => {
    const { index } = findConstructor(types, type, name);
    return x.make({ kind: "constructor", type, index }, args, { kind: "data", name: type });
  };

  const field = (of: Node, name: string, fieldName: string): Node => {
    invariant(of.sort.kind === "data", "a field is of a data value");
    const found = findConstructor(types, of.sort.name, name);
    const position = found.constructor.fields.findIndex((f) => f.name === fieldName);
    const declared = found.constructor.fields[position];
    invariant(declared !== undefined, `${of.sort.name}.${name} has no field ${fieldName}`);
    if (of.head.kind === "constructor" && of.head.index === found.index) return child(of, position);
    const head = { kind: "field", type: of.sort.name, index: found.index, field: position } as const;
    return x.make(head, [of], smtSort(declared.sort));
  };

  const isConstructor = (of: Node, name: string): Node => {
    invariant(of.sort.kind === "data", "only a data value has a constructor");
    const { type, index } = findConstructor(types, of.sort.name, name);
    if (type.constructors.length === 1) return x.literal({ kind: "bool", value: true });
    if (of.head.kind === "constructor") return x.literal({ kind: "bool", value: of.head.index === index });
    return x.make({ kind: "tester", type: of.sort.name, index }, [of], boolean);
  };

  const changed = (of: Node, name: string, fieldName: string, to: Node): Node => {
    invariant(of.sort.kind === "data", "a field is of a data value");
    const found = findConstructor(types, of.sort.name, name);
    const parts = found.constructor.fields.map((f) => (f.name === fieldName ? to : field(of, name, f.name)));
    return constructed(of.sort.name, name, parts);
  };

  const boundVariable = (level: number, sort: SmtSort): Node => x.make({ kind: "bound", level }, [], sort);

  const quantified = (kind: "forall" | "exists", level: number, binders: readonly Node[], body: Node): Node => {
    const levels = binders.map((_, i) => level + i);
    if (!levels.some((l) => body.levels.includes(l)) && body.args.length === 0) return body;
    const sorts = binders.map((b) => b.sort);
    return x.make({ kind: "quantifier", quantifier: kind, level, sorts, patterns: [] }, [body], boolean);
  };

  const quantifier = (term: Extract<Term, { kind: "quantifier" }>, bound: Binding): Node => {
    const binders = term.binders.map((b, i) => boundVariable(bound.depth + i, smtSort(b.sort)));
    const plain = scope(term, bound, binders);
    const moves = binders.map((b, i) => distance(plain, bound.depth + i, x.offset) * (b.sort === integer ? 1n : 0n));
    if (moves.every((by) => by === 0n)) return quantified(term.quantifier, bound.depth, binders, plain);
    // The integers moved by a number are the integers again.
    const moved = binders.map((b, i) => x.difference(b, x.integer(moves[i] ?? 0n)));
    return quantified(term.quantifier, bound.depth, binders, scope(term, bound, moved));
  };

  const tabulated = (term: Extract<Term, { kind: "tabulate" }>, bound: Binding): Node => {
    const items = x.lambda([...bound.names.values()], (index) => {
      const names = new Map(bound.names).set(term.binder.name, index);
      const level = index.head.kind === "bound" ? index.head.level : bound.depth;
      return walk(term.body, { names, depth: Math.max(bound.depth, level + 1), memo: new Map() });
    });
    const length = walk(term.length, bound);
    const isLength =
      term.length.kind === "apply" && (term.length.operator === "array.length" || term.length.operator === "map.size");
    const zero = x.integer(0n);
    return x.pair(isLength ? length : x.ite(x.bool("<=", zero, length), length, zero), items);
  };

  /** The body under its binders' ranges, where the bound names stand for the given nodes. */
  const scope = (term: Extract<Term, { kind: "quantifier" }>, bound: Binding, values: readonly Node[]): Node => {
    const names = new Map(bound.names);
    term.binders.forEach((b, i) => {
      names.set(b.name, child({ args: values }, i));
    });
    const inner: Binding = { names, depth: bound.depth + values.length, memo: new Map() };
    // Soundness: a bound variable ranges over its type, so that an assumed `forall` says nothing outside it.
    const ranges = x.and(...term.binders.map((b) => walk(typeFacts(variable(b.name, b.sort), b.sort, types), inner)));
    const body = walk(term.body, inner);
    return term.quantifier === "forall" ? x.implies(ranges, body) : x.and(ranges, body);
  };

  const sortOf = (name: string): Sort => {
    const found = sorts.get(name);
    invariant(found !== undefined, `${name} is no constant of this encoding`);
    return found;
  };

  /** Reads parts before wholes without recursion, since the paths of long functions are deep. */
  const deep = (root: Term): Node => {
    const stack: Term[] = [root];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const bound = binders(top).length > 0 ? 1 : 0;
      const parts = children(top);
      const waiting = parts.slice(0, parts.length - bound).filter((c) => !free.memo.has(c));
      if (waiting.length > 0) stack.push(...waiting);
      else {
        walk(top, free);
        stack.pop();
      }
    }
    return walk(root, free);
  };

  const axiom = (node: Node): Node | undefined => axiomOf(x, node, strictlyEqual);

  return {
    x,
    types,
    term: deep,
    open: walk,
    constant,
    sortOf,
    field,
    isConstructor,
    permutations: () => [...permutations.values()],
    axiom,
  };
}
