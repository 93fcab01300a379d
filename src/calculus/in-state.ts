/**
 * Takes a term over program variables, and states as maps from variables to terms; gives the term's value in a state:
 * variables from the current state, what stands under `old` from the state at entry.
 * Relies on single-assignment names ("x@3", "path?2") never being names of the source, so that the values put in
 * cannot be captured by the author's binders.
 */
import { invariant } from "../base/index.js";
import { children, type Term, withChildren } from "../ir/index.js";

export type Values = ReadonlyMap<string, Term>;

interface Scope {
  readonly bound: ReadonlySet<string>;
  readonly now: Map<Term, Term>;
  readonly before: Map<Term, Term>;
}

/**
 * Soundness: a variable that neither state knows is a defect of ours and stops the work; leaving it as it is would give
 * two different states one value.
 */
export function inState(term: Term, current: Values, entry: Values): Term {
  const walk = (node: Term, atEntry: boolean, scope: Scope): Term => {
    const memo = atEntry ? scope.before : scope.now;
    const known = memo.get(node);
    if (known !== undefined) return known;
    const result = rewrite(node, atEntry, scope);
    memo.set(node, result);
    return result;
  };
  const rewrite = (node: Term, atEntry: boolean, scope: Scope): Term => {
    switch (node.kind) {
      case "variable": {
        if (scope.bound.has(node.name)) return node;
        const value = (atEntry ? entry : current).get(node.name);
        invariant(value !== undefined, `${node.name} has no value ${atEntry ? "at entry" : "in this state"}`);
        return value;
      }
      case "old":
        return walk(node.of, true, scope);
      case "quantifier": {
        const bound = new Set([...scope.bound, ...node.binders.map((b) => b.name)]);
        return withChildren(node, [walk(node.body, atEntry, { bound, now: new Map(), before: new Map() })]);
      }
      case "tabulate": {
        const inner = { bound: new Set([...scope.bound, node.binder.name]), now: new Map(), before: new Map() };
        return withChildren(node, [walk(node.length, atEntry, scope), walk(node.body, atEntry, inner)]);
      }
      default:
        return withChildren(
          node,
          children(node).map((child) => walk(child, atEntry, scope)),
        );
    }
  };
  return walk(term, false, { bound: new Set(), now: new Map(), before: new Map() });
}
