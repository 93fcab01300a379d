/**
 * Takes and gives exact rationals in lowest terms with a denominator above 0, as `Value` keeps reals. Relies on BigInt.
 * Every finite double is a dyadic rational (IEEE 754-2019, section 3.3), so that reading one is exact.
 */
import { invariant } from "../base/index.js";

export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function rational(numerator: bigint, denominator = 1n): Rational {
  invariant(denominator !== 0n, "a rational has a denominator");
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(absolute(numerator), absolute(denominator));
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function addRationals(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function negateRational(a: Rational): Rational {
  return { numerator: -a.numerator, denominator: a.denominator };
}

export function multiplyRationals(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The divisor must not be 0. */
export function divideRationals(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Below 0, 0 or above 0, as a is below, equal to or above b. */
export function compareRationals(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The greatest integer not above a / b; b must not be 0. */
/** The largest integer whose square is not above `of`, which is not negative: Newton's iteration from above. */
export function rootFloor(of: bigint): bigint {
  if (of < 2n) return of;
  let root = 1n << BigInt(Math.ceil(of.toString(2).length / 2));
  for (;;) {
    const next = (root + of / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

export function floorRational(a: Rational): bigint {
  return floorDivide(a.numerator, a.denominator);
}

/** The exact value of a finite double. */
export function rationalOfDouble(value: number): Rational {
  invariant(Number.isFinite(value), "only finite doubles are rationals");
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return rational(BigInt(scaled), denominator);
}

/**
 * The double nearest to a rational. The quotient is taken to at least 66 bits with the remainder folded into the last
 * one, so that the one rounding that matters is the conversion's (ties to even); subnormal results may round twice.
 */
export function doubleOfRational(value: Rational): number {
  const bits = (n: bigint): number => absolute(n).toString(2).length;
  const shift = BigInt(Math.max(0, 66 - bits(value.numerator) + bits(value.denominator)));
  const scaled = absolute(value.numerator) << shift;
  const quotient = scaled / value.denominator;
  const sticky = scaled % value.denominator === 0n ? quotient : quotient | 1n;
  let result = Number(sticky);
  // A power of two below the smallest normal number would lose the scale in one step.
  for (let left = Number(shift); left > 0; left -= 512) result /= 2 ** Math.min(left, 512);
  return value.numerator < 0n ? -result : result;
}
