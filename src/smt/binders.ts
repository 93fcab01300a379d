/**
 * Takes finished expressions; gives them with each binder at the level of its depth and each quantifier with its
 * triggers, so that equal expressions have one text whatever was simplified on the way.
 * Soundness: printing shares equal parts under binders, which is right only if no binder stands inside another of its
 * own level or of a higher one.
 */
import { type Expressions, isBuiltin } from "./expressions.js";
import { child, type Node, type SmtSort } from "./node.js";
import { partsFirst, reachable } from "./symbols.js";
import { type IsMacro, triggers } from "./triggers.js";

/** `depth` is the number of variables bound around the expression, at the levels below it. */
export function binderNames(x: Expressions, isMacro: IsMacro): (node: Node, depth: number) => Node {
  const closed = new Map<Node, Node>();

  const walk = (node: Node, depth: number, names: ReadonlyMap<number, Node>, memo: Map<Node, Node>): Node => {
    if (!node.binds && node.levels.length === 0) return node;
    const known = memo.get(node);
    if (known !== undefined) return known;
    const result = rename(node, depth, names, memo);
    memo.set(node, result);
    return result;
  };

  const rename = (node: Node, depth: number, names: ReadonlyMap<number, Node>, memo: Map<Node, Node>): Node => {
    const { head } = node;
    if (head.kind === "bound") return names.get(head.level) ?? node;
    if (head.kind === "lambda") {
      const body = inside(node, head.level, [head.index], depth, names);
      return x.make({ ...head, level: depth }, [body], node.sort);
    }
    if (head.kind === "quantifier") {
      const levels = head.sorts.map((_, i) => depth + i);
      const body = inside(node, head.level, head.sorts, depth, names);
      // What was given triggers keeps them, but for those that read what is chosen between two: Z3 takes none.
      const inner = innerNames(head.level, head.sorts, depth, names);
      const given = head.patterns.map((p) => p.map((n) => walk(n, depth + levels.length, inner, new Map())));
      const kept = given.filter((pattern) => ![...reachable(pattern)].some(isChoice));
      const patterns = kept.length > 0 ? kept : triggers(body, levels, isMacro);
      return x.make({ ...head, level: depth, patterns }, [body], node.sort);
    }
    const args = node.args.map((a) => walk(a, depth, names, memo));
    return args.every((a, i) => a === node.args[i]) ? node : x.make(head, args, node.sort);
  };

  const inside = (
    node: Node,
    level: number,
    sorts: readonly SmtSort[],
    depth: number,
    names: ReadonlyMap<number, Node>,
  ): Node => {
    return walk(child(node, 0), depth + sorts.length, innerNames(level, sorts, depth, names), new Map());
  };

  const innerNames = (
    level: number,
    sorts: readonly SmtSort[],
    depth: number,
    names: ReadonlyMap<number, Node>,
  ): ReadonlyMap<number, Node> => {
    const inner = new Map(names);
    sorts.forEach((sort, i) => {
      inner.set(level + i, x.make({ kind: "bound", level: depth + i }, [], sort));
    });
    return inner;
  };

  return (node, depth) => {
    if (depth > 0) return walk(node, depth, new Map(), new Map());
    // Parts before wholes, since the paths of long functions are deep; what stands under binders is not.
    for (const part of partsFirst(node)) if (part.levels.length === 0) walk(part, 0, new Map(), closed);
    return walk(node, 0, new Map(), closed);
  };
}

function isChoice(node: Node): boolean {
  return isBuiltin(node, "ite");
}
