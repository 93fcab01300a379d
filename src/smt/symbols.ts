/**
 * Takes an expression; gives the program's variables and functions in it. Memoised by node in a table that the caller
 * keeps as long as the nodes live.
 */
import type { Node } from "./node.js";

export interface Symbols {
  readonly variables: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

/** A reader of symbols with its own memory, for roots that are asked again and again. */
export function symbolReader(): (root: Node) => Symbols {
  const memo = new Map<Node, Symbols>();
  return (root) => {
    const known = memo.get(root);
    if (known !== undefined) return known;
    const found = symbolsOf(root);
    memo.set(root, found);
    return found;
  };
}

function symbolsOf(root: Node): Symbols {
  const variables = new Set<string>();
  const functions = new Set<string>();
  for (const node of reachable([root])) {
    if (node.head.kind === "constant") variables.add(node.head.name);
    if (node.head.kind === "function") functions.add(node.head.id);
  }
  return { variables, functions };
}

/** Every node under the roots once, in no particular order. Without recursion, since paths of programs can be deep. */
export function reachable(roots: readonly Node[]): ReadonlySet<Node> {
  const seen = new Set<Node>(roots);
  // A Set's iterator also visits what is added on the way.
  for (const node of seen) for (const arg of node.args) seen.add(arg);
  return seen;
}

/** Every node under the root once, parts before wholes, left to right. Without recursion. */
export function partsFirst(root: Node): readonly Node[] {
  const done = new Set<Node>();
  const stack: { readonly node: Node; next: number }[] = [{ node: root, next: 0 }];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const arg = frame.node.args[frame.next];
    frame.next += 1;
    if (arg === undefined) {
      done.add(frame.node);
      stack.pop();
    } else if (!done.has(arg)) {
      stack.push({ node: arg, next: 0 });
    }
  }
  return [...done];
}
