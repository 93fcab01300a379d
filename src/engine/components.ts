/**
 * Takes a call graph; gives its strongly connected components, callees before callers, so that every function is worked
 * on when all it relies on has a verdict. Relies on: R. Tarjan, "Depth-first search and linear graph algorithms", 1972;
 * written with a stack of its own, since call chains of generated code can be longer than JavaScript's stack.
 */

export interface Component {
  /** In the order in which the functions were given. */
  readonly members: readonly string[];
  /** A cycle: more than one member, or one that calls itself. */
  readonly recursive: boolean;
}

interface Visit {
  readonly node: string;
  readonly successors: readonly string[];
  next: number;
}

/** Components of the nodes reachable from `roots`, callees first. Successors that are not nodes are left out. */
export function components(
  roots: readonly string[],
  calls: ReadonlyMap<string, readonly string[]>,
): readonly Component[] {
  const order = new Map([...calls.keys()].map((id, i) => [id, i]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open = new Set<string>();
  const pending: string[] = [];
  const found: Component[] = [];

  const enter = (node: string): Visit => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    open.add(node);
    pending.push(node);
    return { node, successors: (calls.get(node) ?? []).filter((id) => calls.has(id)), next: 0 };
  };
  const lower = (node: string, to: number): void => {
    low.set(node, Math.min(low.get(node) ?? to, to));
  };
  const close = (visit: Visit): void => {
    if (low.get(visit.node) !== index.get(visit.node)) return;
    const members = pending.splice(pending.lastIndexOf(visit.node));
    for (const member of members) open.delete(member);
    members.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    found.push({ members, recursive: members.length > 1 || visit.successors.includes(visit.node) });
  };
  const explore = (root: string): void => {
    const stack = [enter(root)];
    for (let visit = stack.at(-1); visit !== undefined; visit = stack.at(-1)) {
      const successor = visit.successors[visit.next++];
      if (successor === undefined) {
        close(visit);
        stack.pop();
        const parent = stack.at(-1);
        if (parent !== undefined) lower(parent.node, low.get(visit.node) ?? 0);
      } else if (!index.has(successor)) stack.push(enter(successor));
      else if (open.has(successor)) lower(visit.node, index.get(successor) ?? 0);
    }
  };

  for (const root of roots) if (calls.has(root) && !index.has(root)) explore(root);
  return found;
}

/** All that reaches one of `from` along the edges backwards, `from` included: those who depend on it. */
export function dependents(
  from: ReadonlySet<string>,
  calls: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const callers = new Map<string, string[]>();
  for (const [caller, callees] of calls)
    for (const callee of callees) callers.set(callee, [...(callers.get(callee) ?? []), caller]);
  const reached = new Set(from);
  const queue = [...from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop())
    for (const caller of callers.get(id) ?? []) {
      if (reached.has(caller)) continue;
      reached.add(caller);
      queue.push(caller);
    }
  return reached;
}
