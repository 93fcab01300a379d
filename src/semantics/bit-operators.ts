/**
 * Takes a bit operation and its integers; gives JavaScript's value. The operands of JavaScript's are taken modulo 2^32
 * first (ECMA-262, section 7.1.6), which `BigInt.asIntN` does for integers of any size.
 */
import type { BitOperator } from "../ir/index.js";

const low32 = (a: bigint): number => Number(BigInt.asIntN(32, a));

const operations: Readonly<Record<BitOperator, (a: number, b: number) => number>> = {
  "int.bitAnd": (a, b) => a & b,
  "int.bitOr": (a, b) => a | b,
  "int.bitXor": (a, b) => a ^ b,
  "int.shiftLeft": (a, b) => a << b,
  "int.shiftRight": (a, b) => a >> b,
  "int.shiftRightUnsigned": (a, b) => a >>> b,
  "int.toInt32": (a) => a | 0,
  "int.toUint32": (a) => a >>> 0,
  "int.multiply32": Math.imul,
  "int.leadingZeros": (a) => Math.clz32(a),
};

export function isBitOperator(operator: string): operator is BitOperator {
  return Object.hasOwn(operations, operator);
}

/** `b` is missing where the operation takes one operand. */
export function applyBits(operator: BitOperator, a: bigint, b: bigint | undefined): bigint {
  return BigInt(operations[operator](low32(a), low32(b ?? 0n)));
}
