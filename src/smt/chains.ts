/**
 * Takes assertions; gives them with what follows from a quantifier and Z3 would not find. What a chain of neighbours says of all pairs: where `a[k] <= a[k + 1]` holds of every k
 * of a range, `a[i] <= a[j]` holds of all i < j of it. Z3 does no induction, so that without this a search in an array that
 * is known to be sorted by its neighbours is not proved.
 * Soundness: the relation is transitive and the range has no holes (each bound is linear in k alone), so that what is
 * added follows by induction on j - i. It is added only where the chain is known, never to what is to be shown.
 */
import { type Expressions, isBuiltin } from "./expressions.js";
import { boolean, child, integer, type Node } from "./node.js";
import { replaced } from "./substitute.js";
import { distance, moves } from "./triggers.js";

const transitive: ReadonlySet<string> = new Set(["<=", "<", ">=", ">", "=", "str.<=", "str.<", "fp.leq", "fp.lt"]);
const comparisons: ReadonlySet<string> = new Set(["<=", "<", ">=", ">"]);

export function withChains(assertions: readonly Node[], x: Expressions): readonly Node[] {
  const memo = new Map<Node, Node>();
  /** The same condition, stronger where it is known to hold. */
  const known = (node: Node): Node => {
    const found = memo.get(node);
    if (found !== undefined) return found;
    const result = strengthened(node);
    memo.set(node, result);
    return result;
  };
  const strengthened = (node: Node): Node => {
    if (node.levels.length > 0 || !node.binds) return node;
    if (isBuiltin(node, "and")) return x.and(...node.args.map(known));
    if (isBuiltin(node, "or")) return x.or(...node.args.map(known));
    if (isBuiltin(node, "=>")) return x.implies(child(node, 0), known(child(node, 1)));
    return x.and(node, ...movedCopies(node, x), ...pairsOf(node, x));
  };
  return assertions.map(known);
}

/**
 * The same for the integers moved by n, where an array is read at `k - n`: so is one part of a concatenation. Triggers
 * match the bound variable alone.
 */
export function movedCopies(node: Node, x: Expressions): readonly Node[] {
  const { head } = node;
  if (head.kind !== "quantifier" || head.quantifier !== "forall" || head.sorts.length !== 1) return [];
  if (head.sorts[0] !== integer || head.patterns.length > 0) return [];
  const body = child(node, 0);
  const own = x.make({ kind: "bound", level: head.level }, [], integer);
  return moves(body, head.level, x).map((by) =>
    x.make(head, [replaced(x, body, new Map([[head.level, x.sum(own, by)]]))], boolean),
  );
}

/** What holds of all pairs, where the node is a chain; nothing where it is not. */
function pairsOf(node: Node, x: Expressions): readonly Node[] {
  const { head } = node;
  if (head.kind !== "quantifier" || head.quantifier !== "forall") return [];
  if (head.sorts.length !== 1 || head.sorts[0] !== integer) return [];
  const { guards, conclusions } = parts(child(node, 0));
  if (!guards.every((guard) => isBound(guard, head.level, x))) return [];
  return conclusions.flatMap((conclusion) => pairs(conclusion, guards, head.level, x) ?? []);
}

/** Of `a && b ==> (c ==> d && e)` the guards a, b, c and the conclusions d, e. */
function parts(body: Node): { readonly guards: readonly Node[]; readonly conclusions: readonly Node[] } {
  if (!isBuiltin(body, "=>")) return { guards: [], conclusions: conjuncts(body) };
  const { guards, conclusions } = parts(child(body, 1));
  return { guards: [...conjuncts(child(body, 0)), ...guards], conclusions };
}

function conjuncts(node: Node): readonly Node[] {
  return isBuiltin(node, "and") ? node.args.flatMap(conjuncts) : [node];
}

/** A bound of the variable from one side, or nothing of it at all: what holds at two places holds in between. */
function isBound(guard: Node, level: number, x: Expressions): boolean {
  if (!guard.levels.includes(level)) return true;
  if (guard.head.kind !== "builtin" || !comparisons.has(guard.head.text) || guard.args.length !== 2) return false;
  const sides = guard.args.filter((side) => side.levels.includes(level));
  const [side] = sides;
  if (sides.length !== 1 || side === undefined) return false;
  const { base } = x.offset(side);
  return base?.head.kind === "bound" && base.head.level === level;
}

function pairs(conclusion: Node, guards: readonly Node[], level: number, x: Expressions): Node | undefined {
  if (conclusion.head.kind !== "builtin" || !transitive.has(conclusion.head.text)) return undefined;
  const [first, second, ...more] = conclusion.args;
  if (first === undefined || second === undefined || more.length > 0 || !first.levels.includes(level)) return undefined;
  const at = (of: Node, index: Node): Node => replaced(x, of, new Map([[level, index]]));
  const bound = (by: number): Node => x.make({ kind: "bound", level: level + by }, [], integer);
  const next = x.sum(bound(0), x.integer(1n));
  const rises = at(first, next) === second;
  if (!rises && at(second, next) !== first) return undefined;
  const earlier = rises ? first : second;
  // Moved so that the arrays are read at exactly the bound variables, which triggers need.
  const by = x.integer(distance(earlier, level, x.offset));
  const [low, high] = [x.difference(bound(0), by), x.difference(bound(1), by)];
  const before = x.difference(high, x.integer(1n));
  const [p, q] = rises ? [low, high] : [high, low];
  const related = x.builtin(conclusion.head.text, [at(earlier, p), at(earlier, q)], boolean);
  const inside = guards.flatMap((guard) => [at(guard, low), at(guard, before)]);
  const body = x.implies(x.and(x.bool("<", bound(0), bound(1)), ...inside), related);
  const head = { kind: "quantifier", quantifier: "forall", level, sorts: [integer, integer], patterns: [] } as const;
  return x.make(head, [body], boolean);
}
