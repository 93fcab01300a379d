/**
 * Takes terms with roots of integers; gives the exact integer operations that they are: `Math.floor(Math.sqrt(n))`,
 * `i <= Math.sqrt(n)`, `Number.isInteger(Math.sqrt(n))`. Below 2^52, which is owed, a root is rounded across no integer
 * and to none that it is not (SEMANTICS, section 1): of n = k² + 1 it lies 2^-27 above k, and doubles there are closer.
 */
import { and, apply, bool, int, natSort, not, type Operator, type Sort, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";

interface Root {
  /** What the root is of. */
  readonly of: Term;
  /** The place of the `Math.sqrt`. */
  readonly span: Span | undefined;
}

function rootOfInteger(term: Term): Root | undefined {
  if (term.kind !== "apply" || term.operator !== "double.sqrt") return undefined;
  const [of] = term.args.map(integerOf);
  return of === undefined ? undefined : { of, span: term.span };
}

function integerOf(term: Term): Term | undefined {
  if (term.kind === "apply" && term.operator === "double.fromInt") return term.args[0];
  if (term.kind !== "literal" || term.value.kind !== "double" || !Number.isSafeInteger(term.value.value))
    return undefined;
  return int(BigInt(term.value.value));
}

function on(operator: Operator, args: readonly Term[], sort: Sort, { span }: Root): Term {
  return apply(operator, args, sort, span);
}

/** A root from 0 on; undefined where the term is no root of an integer, or is not rounded to one side. */
export function roundedRoot(name: string, term: Term): Term | undefined {
  const root = rootOfInteger(term);
  if (root === undefined) return undefined;
  if (name === "Math.floor" || name === "Math.trunc") return on("int.rootFloor", [root.of], natSort, root);
  return name === "Math.ceil" ? on("int.rootCeiling", [root.of], natSort, root) : undefined;
}

export function isIntegerRoot(term: Term): Term | undefined {
  const root = rootOfInteger(term);
  return root && on("int.isSquare", [root.of], bool, root);
}

/** `low < high` or `low <= high` of doubles, of which one is a root and the other an integer. */
export function comparedRoot(strict: boolean, low: Term, high: Term): Term | undefined {
  const [left, right] = [integerOf(low), integerOf(high)];
  const [leftRoot, rightRoot] = [rootOfInteger(low), rootOfInteger(high)];
  if (left !== undefined && rightRoot !== undefined)
    return on(strict ? "int.belowRoot" : "int.atMostRoot", [left, rightRoot.of], bool, rightRoot);
  if (right === undefined || leftRoot === undefined) return undefined;
  // Of a negative number every comparison is false, this one and its opposite.
  const opposite = on(strict ? "int.atMostRoot" : "int.belowRoot", [right, leftRoot.of], bool, leftRoot);
  return and(notNegative(leftRoot), not(opposite));
}

export function equalRoot(a: Term, b: Term): Term | undefined {
  const [root, other] =
    rootOfInteger(a) === undefined ? [rootOfInteger(b), integerOf(a)] : [rootOfInteger(a), integerOf(b)];
  if (root === undefined || other === undefined) return undefined;
  const atMost = on("int.atMostRoot", [other, root.of], bool, root);
  return and(atMost, not(on("int.belowRoot", [other, root.of], bool, root)));
}

function notNegative({ of }: Root): Term {
  return apply("int.atMost", [int(0n), of], bool);
}
