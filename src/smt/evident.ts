/**
 * Takes assertions; tells those that contradict each other by their form alone: a fact that is asserted and denied, a
 * comparison of literals that is false. What goals come to is often that much, and a query costs more than to look.
 * Soundness: says so only of what has no model whatever its symbols mean. One node is one expression (`node.ts`).
 */
import type { Node } from "./node.js";

interface Claim {
  readonly node: Node;
  readonly holds: boolean;
}

export function contradict(assertions: readonly Node[]): boolean {
  const known = { held: new Set<Node>(), denied: new Set<Node>() };
  const waiting: Claim[] = assertions.map((node) => ({ node, holds: true }));
  for (let claim = waiting.pop(); claim !== undefined; claim = waiting.pop()) {
    const { node, holds } = claim;
    const [same, contrary] = holds ? [known.held, known.denied] : [known.denied, known.held];
    if (contrary.has(node) || isFalse(claim)) return true;
    if (same.has(node)) continue;
    same.add(node);
    waiting.push(...partsOf(claim));
  }
  return false;
}

/** What must each be so, where the whole is. */
function partsOf({ node, holds }: Claim): readonly Claim[] {
  const { head, args } = node;
  if (head.kind !== "builtin") return [];
  const all = (parts: readonly Node[], so: boolean): readonly Claim[] =>
    parts.map((part) => ({ node: part, holds: so }));
  switch (head.text) {
    case "not":
      return all(args, !holds);
    case "and":
      return holds ? all(args, true) : [];
    case "or":
      return holds ? [] : all(args, false);
    case "=>":
      return holds ? [] : [...all(args.slice(0, -1), true), ...all(args.slice(-1), false)];
    default:
      return [];
  }
}

function isFalse({ node: { head, args }, holds }: Claim): boolean {
  if (head.kind !== "builtin") return false;
  if (head.text === "true") return !holds;
  if (head.text === "false") return holds;
  const [a, b] = args.length === 2 ? args.map(integerOf) : [];
  if (a === undefined || b === undefined) return false;
  switch (head.text) {
    case "<=":
      return a <= b !== holds;
    case "<":
      return a < b !== holds;
    case ">=":
      return a >= b !== holds;
    case ">":
      return a > b !== holds;
    default:
      return false;
  }
}

function integerOf({ head, sort }: Node): bigint | undefined {
  if (head.kind !== "builtin" || sort.kind !== "plain" || sort.text !== "Int") return undefined;
  const found = /^(?:(\d+)|\(- (\d+)\))$/u.exec(head.text);
  if (found === null) return undefined;
  return found[1] === undefined ? -BigInt(found[2] ?? 0) : BigInt(found[1]);
}
