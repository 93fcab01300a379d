/**
 * Takes a term over a callee's parameters, and arguments that may hold bound variables of the caller's clause; gives the
 * term over the arguments. Binders that would capture are renamed first (substitution as in Curry and Feys).
 */
import { children, freeVariables, type Term, variable, withChildren } from "../ir/index.js";

export function instantiate(term: Term, replacement: ReadonlyMap<string, Term>): Term {
  const taken = new Set([...replacement.values()].flatMap((value) => [...freeVariables(value).keys()]));
  const walk = (node: Term, map: ReadonlyMap<string, Term>): Term => {
    if (node.kind === "variable") return map.get(node.name) ?? node;
    // What stands under `old` is read in another state.
    if (node.kind === "old") return node;
    if (node.kind !== "quantifier") {
      return withChildren(
        node,
        children(node).map((child) => walk(child, map)),
      );
    }
    const inner = new Map(map);
    const binders = node.binders.map((b) => {
      if (!taken.has(b.name)) {
        inner.delete(b.name);
        return b;
      }
      const name = freshName(b.name, taken);
      taken.add(name);
      inner.set(b.name, variable(name, b.sort));
      return { name, sort: b.sort };
    });
    return { ...node, binders, body: walk(node.body, inner) };
  };
  return walk(term, replacement);
}

function freshName(name: string, taken: ReadonlySet<string>): string {
  let count = 1;
  while (taken.has(`${name}'${count}`)) count++;
  return `${name}'${count}`;
}
