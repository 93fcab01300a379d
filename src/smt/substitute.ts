/**
 * Takes an expression, a bound variable's level and a value; gives the expression with the value in its place, which is
 * what reading a lambda means. Simplifies on the way as `expressions` does.
 * Soundness: a binder inside that would catch a variable of the value gets another level first.
 */
import type { Expressions } from "./expressions.js";
import { mapPart } from "./maps.js";
import { boolean, child, integer, type Node, type SmtSort } from "./node.js";

export function substitute(x: Expressions, root: Node, level: number, value: Node): Node {
  return replaced(x, root, new Map([[level, value]]));
}

/** Several levels at once. */
export function replaced(x: Expressions, root: Node, values: ReadonlyMap<number, Node>): Node {
  const memo = new Map<Node, Node>();
  const walk = (node: Node): Node => {
    if (!node.levels.some((l) => values.has(l))) return node;
    const known = memo.get(node);
    if (known !== undefined) return known;
    const result = step(node);
    memo.set(node, result);
    return result;
  };
  const step = (node: Node): Node => {
    const { head } = node;
    if (head.kind === "bound") return values.get(head.level) ?? node;
    if (head.kind === "quantifier") return quantifier(node, head.sorts);
    if (head.kind === "lambda") {
      const { body, start } = opened(node, [head.index]);
      return x.make({ ...head, level: start }, [body], node.sort);
    }
    return rebuilt(x, node, node.args.map(walk));
  };
  const quantifier = (node: Node, sorts: readonly SmtSort[]): Node => {
    const { body, start } = opened(node, sorts);
    return node.head.kind === "quantifier"
      ? x.make({ ...node.head, level: start, patterns: [] }, [body], node.sort)
      : node;
  };
  /** The body of a binder, whose own variables move above all that is free in it and in the values. */
  const opened = (node: Node, sorts: readonly SmtSort[]): { readonly body: Node; readonly start: number } => {
    const own = node.head.kind === "quantifier" || node.head.kind === "lambda" ? node.head.level : 0;
    const isOwn = (l: number): boolean => l >= own && l < own + sorts.length;
    const free = node.levels.flatMap((l) => values.get(l)?.levels ?? [l]);
    const start = Math.max(own, ...free.map((l) => l + 1));
    const inner = new Map([...values].filter(([l]) => !isOwn(l)));
    sorts.forEach((sort, i) => {
      inner.set(own + i, x.make({ kind: "bound", level: start + i }, [], sort));
    });
    return { body: replaced(x, child(node, 0), inner), start };
  };
  return walk(root);
}

/** The same symbol over new arguments, simplified as when it is first written. */
export function rebuilt(x: Expressions, node: Node, args: readonly Node[]): Node {
  const { head } = node;
  const first = args[0];
  if (first === undefined || args.every((a, i) => a === node.args[i])) return node;
  switch (head.kind) {
    case "builtin":
      return builtin(x, head.text, args, node.sort);
    case "array.length":
      return x.lengthOf(first);
    case "array.items":
      return x.itemsOf(first);
    case "map.part":
      return mapPart(x, first, head.part);
    case "field":
      return first.head.kind === "constructor" && first.head.index === head.index
        ? child(first, head.field)
        : x.make(head, args, node.sort);
    case "tester":
      return first.head.kind === "constructor"
        ? x.literal({ kind: "bool", value: first.head.index === head.index })
        : x.make(head, args, node.sort);
    default:
      return x.make(head, args, node.sort);
  }
}

function builtin(x: Expressions, text: string, args: readonly Node[], sort: SmtSort): Node {
  const [a, b, c] = args;
  if (a === undefined) return x.builtin(text, args, sort);
  switch (text) {
    case "not":
      return x.not(a);
    case "and":
      return x.and(...args);
    case "or":
      return x.or(...args);
  }
  if (b === undefined) return x.builtin(text, args, sort);
  const isInteger = sort === integer && args.length === 2;
  switch (text) {
    case "+":
      return isInteger ? x.sum(a, b) : x.builtin(text, args, sort);
    case "-":
      return isInteger ? x.difference(a, b) : x.builtin(text, args, sort);
    case "=>":
      return x.implies(a, b);
    case "=":
      return sort === boolean && args.length === 2 ? x.identical(a, b) : x.builtin(text, args, sort);
    case "select":
      return x.element(a, b);
    case "ite":
      return c === undefined ? x.builtin(text, args, sort) : x.ite(a, b, c);
    default:
      return x.builtin(text, args, sort);
  }
}
