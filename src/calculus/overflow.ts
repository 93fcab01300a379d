/**
 * Takes a node of a term of code; gives the condition that its value is a safe integer, if it is one of the operations
 * whose value may not be (SEMANTICS, section 1). Clauses compute exactly and owe nothing here.
 */
import { and, atMost, int, lessThan, type Operator, type Term } from "../ir/index.js";

/** Number.MAX_SAFE_INTEGER. */
const largestSafe = 2n ** 53n - 1n;

const operations: ReadonlySet<Operator> = new Set<Operator>([
  "int.negate",
  "int.add",
  "int.subtract",
  "int.multiply",
  "int.power",
]);

/** Up to here the quotient of integers is rounded across no half, and below it a root across no integer (SEMANTICS, section 1). */
const largestHalved = 2n ** 52n;

export function overflowCondition(node: Term): Term | undefined {
  if (node.kind === "apply" && node.operator === "int.roundDivide") return dividendCondition(node.args[0]);
  const radicand = node.kind === "apply" ? radicandOf(node) : undefined;
  if (radicand !== undefined) return lessThan(radicand, int(largestHalved));
  if (node.kind !== "apply" || !operations.has(node.operator) || isNegatedLiteral(node)) return undefined;
  return and(atMost(int(-largestSafe), node), atMost(node, int(largestSafe)));
}

/** What an operation on roots is of. */
function radicandOf({ operator, args }: Extract<Term, { kind: "apply" }>): Term | undefined {
  switch (operator) {
    case "int.rootFloor":
    case "int.rootCeiling":
    case "int.isSquare":
      return args[0];
    case "int.atMostRoot":
    case "int.belowRoot":
      return args[1];
    default:
      return undefined;
  }
}

function dividendCondition(dividend: Term | undefined): Term | undefined {
  if (dividend === undefined) return undefined;
  return and(atMost(int(-largestHalved), dividend), atMost(dividend, int(largestHalved)));
}

/** `-1` and its like: nobody wants to be told of a literal. */
function isNegatedLiteral(node: Extract<Term, { kind: "apply" }>): boolean {
  const [operand] = node.args;
  if (node.operator !== "int.negate" || operand?.kind !== "literal" || operand.value.kind !== "int") return false;
  return operand.value.value <= largestSafe && operand.value.value >= -largestSafe;
}
