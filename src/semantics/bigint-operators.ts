/**
 * Takes an operator on `bigint` and its values; gives JavaScript's value, by its own operators (ECMA-262, section 6.1.6.2).
 */
import type { BigIntOperator, Value } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { type Evaluated, outOfFuel, outside } from "./evaluation.js";

const big = (value: bigint): Value => ({ kind: "bigint", value });
const int = (value: bigint): Value => ({ kind: "int", value });
const bool = (value: boolean): Value => ({ kind: "bool", value });

/** Values with more bits than this are not computed. */
const mostBits = 8192n;
const largestSafe = 2n ** 53n - 1n;

export function isBigIntOperator(operator: string): operator is BigIntOperator {
  return operator.startsWith("bigint.");
}

/** `b` is that of the operand where the operation takes one alone. */
export function applyBigInt(operator: BigIntOperator, a: bigint, b: bigint, span: Span | undefined): Evaluated {
  switch (operator) {
    case "bigint.ofInt":
      return big(a);
    case "bigint.toInt":
      return int(a);
    case "bigint.toNumber":
      return a <= largestSafe && a >= -largestSafe ? int(a) : outside("range", span);
    case "bigint.lessThan":
      return bool(a < b);
    case "bigint.atMost":
      return bool(a <= b);
    case "bigint.negate":
      return big(-a);
    case "bigint.add":
      return big(a + b);
    case "bigint.subtract":
      return big(a - b);
    case "bigint.multiply":
      return isComputed(a) && isComputed(b) ? big(a * b) : outOfFuel;
    case "bigint.power":
      if (b < 0n) return outside("power", span);
      return a !== 0n && a !== 1n && a !== -1n && widthOf(a) * b > mostBits ? outOfFuel : big(a ** b);
    case "bigint.divide":
      return b === 0n ? outside("division", span) : big(a / b);
    case "bigint.remainder":
      return b === 0n ? outside("division", span) : big(a % b);
    case "bigint.bitAnd":
      return big(a & b);
    case "bigint.bitOr":
      return big(a | b);
    case "bigint.bitXor":
      return big(a ^ b);
    case "bigint.shiftLeft":
      return b > mostBits ? outOfFuel : big(a << b);
    case "bigint.shiftRight":
      return b < -mostBits ? outOfFuel : big(a >> b);
    case "bigint.asUintN":
      return a < 0n || a > mostBits ? outOfFuel : big(BigInt.asUintN(Number(a), b));
    case "bigint.asIntN":
      return a < 0n || a > mostBits ? outOfFuel : big(BigInt.asIntN(Number(a), b));
  }
}

/** A number that is squared again and again soon has more digits than there is memory. */
function isComputed(factor: bigint): boolean {
  return BigInt.asIntN(Number(mostBits), factor) === factor;
}

function widthOf(a: bigint): bigint {
  return BigInt(a.toString(2).length);
}
