/**
 * Takes a goal's symbols and the facts in program order; gives the facts that can matter: those that share a variable,
 * transitively. A definition matters only if its variable does, since on its own it is never false.
 * Soundness: leaving facts out can only lose a proof; a model of a slice is asked again with all facts by `prove`.
 */
import type { Node } from "./node.js";
import type { Symbols } from "./symbols.js";

/** A fact as an expression. `defines` names the variable of a definition. */
export interface EncodedFact {
  readonly node: Node;
  readonly defines: string | undefined;
}

export function slice(
  facts: readonly EncodedFact[],
  roots: readonly Node[],
  symbols: (node: Node) => Symbols,
): readonly EncodedFact[] {
  const wakes = waking(facts, symbols);
  const chosen = new Set<EncodedFact>();
  const queue: Node[] = [...roots];
  const reached = new Set<string>();
  for (const fact of facts) {
    // A closed fact can be false by itself, so that it always matters.
    if (symbols(fact.node).variables.size > 0) continue;
    chosen.add(fact);
    queue.push(fact.node);
  }
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const name of symbols(node).variables) {
      if (reached.has(name)) continue;
      reached.add(name);
      for (const fact of wakes.get(name) ?? []) {
        if (chosen.has(fact)) continue;
        chosen.add(fact);
        queue.push(fact.node);
      }
    }
  }
  return facts.filter((f) => chosen.has(f));
}

/** From each variable to the facts that matter as soon as it does. */
function waking(
  facts: readonly EncodedFact[],
  symbols: (node: Node) => Symbols,
): ReadonlyMap<string, readonly EncodedFact[]> {
  const wakes = new Map<string, EncodedFact[]>();
  for (const fact of facts) {
    const names = fact.defines === undefined ? symbols(fact.node).variables : [fact.defines];
    for (const name of names) {
      const known = wakes.get(name);
      if (known === undefined) wakes.set(name, [fact]);
      else known.push(fact);
    }
  }
  return wakes;
}
