/**
 * Takes expressions; gives them with quotients and remainders by what is no literal as unknown functions of which only
 * bounds are known. Beside quantifiers and folds, Z3 loses itself in the products that such a division stands for, and it
 * has no term that a trigger could match; most loops over divisors need no more than that equal divisions are equal.
 * Soundness: SMT-LIB's `div` and `mod` satisfy each axiom (a test asks Z3), so that what has no model here has none there.
 * A model of this form is not a model of division, and is never looked at.
 */
import type { Expressions } from "./expressions.js";
import { boolean, integer, type Node } from "./node.js";
import { partsFirst } from "./symbols.js";

const keys: Readonly<Record<string, string>> = { div: "int.quotient", mod: "int.modulo" };

export interface OpenDivisions {
  of(root: Node): Node;
  /** Whether there was one to open. */
  met(): boolean;
}

export function openDivisions(x: Expressions): OpenDivisions {
  const memo = new Map<Node, Node>();
  let met = false;
  const of = (node: Node): Node => memo.get(node) ?? node;
  const step = (node: Node): Node => {
    const args = node.args.map(of);
    const [a, b] = args;
    const key = node.head.kind === "builtin" ? keys[node.head.text] : undefined;
    if (key !== undefined && node.sort === integer && a !== undefined && b !== undefined && !isLiteral(b)) {
      met = true;
      return x.unknown(key, [a, b], integer);
    }
    // What stays the same keeps what is known of it, as its literal summand.
    return args.every((arg, i) => arg === node.args[i]) ? node : x.make(node.head, args, node.sort);
  };
  return {
    of(root) {
      for (const part of partsFirst(root)) if (!memo.has(part)) memo.set(part, step(part));
      return of(root);
    },
    met: () => met,
  };
}

function isLiteral({ head, args }: Node): boolean {
  return head.kind === "builtin" && args.length === 0;
}

/** Of all dividends and divisors, each found by its own use: `0 <= r < |b|`, and what is so of small and equal ones. */
export function divisionAxioms(x: Expressions): readonly Node[] {
  const [a, b] = [0, 1].map((level) => x.make({ kind: "bound", level }, [], integer));
  if (a === undefined || b === undefined) return [];
  const [zero, one] = [x.integer(0n), x.integer(1n)];
  const isPositive = x.and(x.bool("<=", zero, a), x.bool("<", zero, b));
  const isSmaller = x.and(x.bool("<=", zero, a), x.bool("<", a, b));
  const isItself = x.and(x.identical(a, b), x.not(x.identical(b, zero)));
  const all = (use: Node, facts: readonly Node[]): Node => {
    const head = { kind: "quantifier", quantifier: "forall", level: 0, sorts: [integer, integer] } as const;
    return x.make({ ...head, patterns: [[use]] }, [x.and(...facts)], boolean);
  };
  const rest = x.unknown("int.modulo", [a, b], integer);
  const quotient = x.unknown("int.quotient", [a, b], integer);
  return [
    all(rest, [
      x.implies(x.bool("<", zero, b), x.and(x.bool("<=", zero, rest), x.bool("<", rest, b))),
      x.implies(x.bool("<", b, zero), x.and(x.bool("<=", zero, rest), x.bool("<", rest, x.difference(zero, b)))),
      x.implies(isSmaller, x.identical(rest, a)),
      x.implies(isPositive, x.bool("<=", rest, a)),
      x.implies(isItself, x.identical(rest, zero)),
      x.implies(x.identical(b, one), x.identical(rest, zero)),
    ]),
    all(quotient, [
      x.implies(isPositive, x.and(x.bool("<=", zero, quotient), x.bool("<=", quotient, a))),
      x.implies(x.and(x.bool("<", zero, a), x.bool("<", one, b)), x.bool("<", quotient, a)),
      x.implies(isSmaller, x.identical(quotient, zero)),
      x.implies(isItself, x.identical(quotient, one)),
      x.implies(x.identical(b, one), x.identical(quotient, a)),
    ]),
  ];
}
