/**
 * Takes a term over a callee's parameters, and arguments that may hold bound variables of the caller's clause; gives the
 * term over the arguments. Binders that would capture are renamed first (substitution as in Curry and Feys).
 */
import { children, freeVariables, type Term, type Variable, variable, withChildren } from "../ir/index.js";

type Replacement = ReadonlyMap<string, Term>;

export function instantiate(term: Term, replacement: Replacement): Term {
  const taken = new Set([...replacement.values()].flatMap((value) => [...freeVariables(value).keys()]));
  const walk = (node: Term, map: Replacement): Term => {
    switch (node.kind) {
      case "variable":
        return map.get(node.name) ?? node;
      // What stands under `old` is read in another state.
      case "old":
        return node;
      case "quantifier": {
        const inner = rebind(node.binders, map, taken);
        return { ...node, binders: inner.binders, body: walk(node.body, inner.map) };
      }
      case "tabulate": {
        const inner = rebind([node.binder], map, taken);
        const [binder = node.binder] = inner.binders;
        return { ...node, length: walk(node.length, map), binder, body: walk(node.body, inner.map) };
      }
      default:
        return withChildren(
          node,
          children(node).map((child) => walk(child, map)),
        );
    }
  };
  return walk(term, replacement);
}

/** The binders under names of their own, and what is replaced below them. */
function rebind(
  binders: readonly Variable[],
  map: Replacement,
  taken: Set<string>,
): { readonly binders: readonly Variable[]; readonly map: Replacement } {
  const inner = new Map(map);
  const renamed = binders.map((b) => {
    if (!taken.has(b.name)) {
      inner.delete(b.name);
      return b;
    }
    const name = freshName(b.name, taken);
    taken.add(name);
    inner.set(b.name, variable(name, b.sort));
    return { name, sort: b.sort };
  });
  return { binders: renamed, map: inner };
}

function freshName(name: string, taken: ReadonlySet<string>): string {
  let count = 1;
  while (taken.has(`${name}'${count}`)) count++;
  return `${name}'${count}`;
}
