/**
 * Takes definitions with what they call; gives them in groups, callees first; a group is a strongly connected component.
 * Source: Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2), 1972.
 */
export interface Calls {
  readonly id: string;
  readonly calls: ReadonlySet<string>;
}

export function definitionOrder<D extends Calls>(definitions: readonly D[]): readonly (readonly D[])[] {
  const byId = new Map(definitions.map((d) => [d.id, d]));
  const index = new Map<string, number>();
  const stack: D[] = [];
  const groups: D[][] = [];

  const visit = (d: D): number => {
    const number = index.size;
    index.set(d.id, number);
    let lowest = number;
    stack.push(d);
    for (const id of d.calls) {
      const callee = byId.get(id);
      if (callee === undefined) continue;
      const seen = index.get(id);
      if (seen === undefined) lowest = Math.min(lowest, visit(callee));
      else if (stack.includes(callee)) lowest = Math.min(lowest, seen);
    }
    if (lowest === number) groups.push(stack.splice(stack.indexOf(d)));
    return lowest;
  };

  for (const d of definitions) if (!index.has(d.id)) visit(d);
  return groups;
}
