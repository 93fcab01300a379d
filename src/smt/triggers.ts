/**
 * Takes the body of a quantifier; gives its triggers: reads of known arrays and applications of unknown functions at
 * exactly the bound variables. A trigger that arithmetic could hide, or none at all, is left to Z3.
 * Source: de Moura and Bjørner, "Efficient E-matching for SMT solvers", CADE 2007; the choice follows Dafny's rules.
 */
import { type Expressions, isBuiltin, type Offset } from "./expressions.js";
import { child, type Node } from "./node.js";
import { reachable } from "./symbols.js";

/** More alternatives than these cost more instances than they find. */
const most = 4;

/** Further copies of a quantifier cost more than they find. */
const mostMoves = 3;

/** What Z3 writes out on reading: a function that does not call itself. No trigger can hold it. */
export type IsMacro = (id: string) => boolean;

interface Choice {
  readonly levels: ReadonlySet<number>;
  readonly isMacro: IsMacro;
}

export function triggers(body: Node, levels: readonly number[], isMacro: IsMacro): readonly (readonly Node[])[] {
  const candidates = collect(body, { levels: new Set(levels), isMacro });
  const covers = (terms: readonly Node[]): boolean => levels.every((l) => terms.some((t) => t.levels.includes(l)));
  const alone = candidates.filter((c) => covers([c]));
  if (alone.length > 0) return alone.slice(0, most).map((c) => [c]);
  return together(candidates, levels).filter(covers);
}

/**
 * By how much to move a bound variable so that some array is read at exactly it: `a[k + 1]` alone gives Z3 nothing to
 * match. 0 where it is so read already, or nowhere at a fixed distance.
 */
export function distance(body: Node, level: number, offset: (index: Node) => Offset): bigint {
  const found = new Set<bigint>();
  for (const node of reachable([body])) {
    if (!isRead(node)) continue;
    const { base, by } = offset(child(node, 1));
    if (base?.head.kind === "bound" && base.head.level === level) found.add(by);
  }
  const [first] = [...found].sort((a, b) => (a < b ? -1 : 1));
  return first === undefined || found.has(0n) ? 0n : first;
}

/** What a bound variable is moved by where an array is read at it and something else: n of `a[k - n]`, -n of `a[k + n]`. */
export function moves(body: Node, level: number, x: Expressions): readonly Node[] {
  const found = new Set<Node>();
  const isOwn = (node: Node | undefined): boolean => node?.head.kind === "bound" && node.head.level === level;
  for (const node of reachable([body])) {
    if (!isRead(node)) continue;
    const { base } = x.offset(child(node, 1));
    const [a, b] = base?.args ?? [];
    if (base === undefined || a === undefined || b === undefined || base.args.length !== 2) continue;
    const closed = (by: Node): boolean => by.levels.length === 0;
    if (isBuiltin(base, "-") && isOwn(a) && closed(b)) found.add(b);
    const by = isOwn(a) ? b : a;
    if (isBuiltin(base, "+") && (isOwn(a) || isOwn(b)) && closed(by)) found.add(x.difference(x.integer(0n), by));
  }
  return [...found].slice(0, mostMoves);
}

/** One multi-pattern: for each bound variable the first candidates that hold it. */
function together(candidates: readonly Node[], levels: readonly number[]): readonly (readonly Node[])[] {
  const chosen = levels.map((level) => candidates.filter((c) => c.levels.includes(level)));
  const alternatives = Math.min(most, ...chosen.map((c) => c.length));
  const patterns: Node[][] = [];
  for (let i = 0; i < alternatives; i++) {
    patterns.push([...new Set(chosen.flatMap((c) => c.slice(i, i + 1)))]);
  }
  return patterns;
}

/** In order of first occurrence, left to right; inside nested binders only what does not hold their variables. */
function collect(body: Node, choice: Choice): readonly Node[] {
  const { levels } = choice;
  const found = new Set<Node>();
  const seen = new Set<Node>();
  const deepest = Math.max(...levels);
  const walk = (node: Node): void => {
    if (seen.has(node) || !node.levels.some((l) => levels.has(l))) return;
    seen.add(node);
    if (node.levels.every((l) => l <= deepest) && isTrigger(node, choice)) found.add(node);
    node.args.forEach(walk);
  };
  walk(body);
  return [...found];
}

function isTrigger(node: Node, choice: Choice): boolean {
  if (isRead(node)) {
    return readsAt(child(node, 1), choice.levels) && isStable(child(node, 0), choice);
  }
  const isFunction = node.head.kind === "function" || node.head.kind === "unknown";
  return isFunction && node.args.length > 0 && isStable(node, choice);
}

/** A read of an array, or of a text, at an index. */
function isRead(node: Node): boolean {
  return isBuiltin(node, "select") || isBuiltin(node, "str.at") || isBuiltin(node, "s.unit");
}

/** The index is a bound variable of this quantifier, or does not depend on them. */
function readsAt(index: Node, levels: ReadonlySet<number>): boolean {
  return index.head.kind === "bound" || !index.levels.some((l) => levels.has(l));
}

/** Free of symbols that Z3 rewrites: variables, reads, parts, unknown functions and constructors only. */
function isStable(node: Node, choice: Choice): boolean {
  switch (node.head.kind) {
    case "bound":
    case "constant":
    case "unit":
      return true;
    case "builtin":
      if (node.args.length === 0) return true;
      return node.head.text === "select" && node.args.every((a) => isStable(a, choice));
    case "field":
    case "array.length":
    case "array.items":
    case "array.pair":
    case "map.make":
    case "map.part":
    case "constructor":
    case "unknown":
      return node.args.every((a) => isStable(a, choice));
    case "function":
      return (node.head.any || !choice.isMacro(node.head.id)) && node.args.every((a) => isStable(a, choice));
    case "tester":
    case "quantifier":
    case "lambda":
      return false;
  }
}
