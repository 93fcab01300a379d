// Arithmetic by loops: gcd, power, roots, digits, divisors, primes, Fibonacci, factorial.

function gcdOf(a: number, b: number): number {
  return b <= 0 ? a : gcdOf(b, a % b);
}

//@ requires a >= 0 && b >= 0
//@ ensures \result === gcdOf(a, b)
export function gcd(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y > 0) {
    const r = x % y;
    x = y;
    y = r;
  }
  return x;
}

//@ requires a > 0 && b > 0
//@ ensures \result > 0 && \result <= a && \result <= b
export function gcdBySubtraction(a: number, b: number): number {
  while (a !== b) {
    if (a > b) a -= b;
    else b -= a;
  }
  return a;
}

function fact(n: number): number {
  return n <= 0 ? 1 : n * fact(n - 1);
}

//@ requires n >= 0
//@ ensures \result === fact(n)
export function factorial(n: number): number {
  let result = 1;
  for (let i = 2; i <= n; i++) {
    result *= i;
  }
  return result;
}

//@ requires n >= 0
//@ ensures \result === fact(n)
export function factorialDown(n: number): number {
  let result = 1;
  let k = n;
  while (k > 0) {
    result = result * k;
    k--;
  }
  return result;
}

function fib(n: number): number {
  return n <= 0 ? 0 : n === 1 ? 1 : fib(n - 1) + fib(n - 2);
}

//@ requires n >= 0
//@ ensures \result === fib(n)
export function fibonacci(n: number): number {
  let a = 0;
  let b = 1;
  for (let i = 0; i < n; i++) {
    const next = a + b;
    a = b;
    b = next;
  }
  return a;
}

function pow(b: number, e: number): number {
  return e <= 0 ? 1 : b * pow(b, e - 1);
}

//@ requires exponent >= 0
//@ ensures \result === pow(base, exponent)
export function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) {
    result *= base;
  }
  return result;
}

//@ requires exponent >= 0
//@ ensures \result === base ** exponent
export function powerByLoop(base: number, exponent: number): number {
  let result = 1;
  let left = exponent;
  while (left > 0) {
    result *= base;
    left -= 1;
  }
  return result;
}

//@ requires n >= 0
//@ ensures \result * \result <= n && n < (\result + 1) * (\result + 1)
export function integerSqrt(n: number): number {
  let r = 0;
  while ((r + 1) * (r + 1) <= n) {
    r++;
  }
  return r;
}

//@ requires n >= 0
//@ ensures \result * \result <= n && n < (\result + 1) * (\result + 1)
export function sqrtByHalving(n: number): number {
  let lo = 0;
  let hi = n + 1;
  while (hi - lo > 1) {
    const mid = Math.floor((lo + hi) / 2);
    if (mid * mid <= n) lo = mid;
    else hi = mid;
  }
  return lo;
}

//@ requires a >= 0 && b > 0
//@ ensures a === \result.quotient * b + \result.remainder
//@ ensures 0 <= \result.remainder && \result.remainder < b
export function divide(a: number, b: number): { quotient: number; remainder: number } {
  let quotient = 0;
  let remainder = a;
  while (remainder >= b) {
    remainder -= b;
    quotient++;
  }
  return { quotient, remainder };
}

//@ requires a >= 0
//@ ensures \result === a * b
export function multiply(a: number, b: number): number {
  let product = 0;
  for (let i = 0; i < a; i++) {
    product += b;
  }
  return product;
}

function digits(n: number): number {
  return n < 10 ? n : (n % 10) + digits(Math.floor(n / 10));
}

//@ requires n >= 0
//@ ensures \result === digits(n)
export function digitSum(n: number): number {
  let s = 0;
  while (n > 0) {
    s += n % 10;
    n = Math.floor(n / 10);
  }
  return s;
}

//@ requires n >= 0
//@ ensures \result >= 1
export function digitCount(n: number): number {
  let count = 1;
  while (n >= 10) {
    n = Math.floor(n / 10);
    count++;
  }
  return count;
}

//@ requires n >= 2
//@ ensures \result === forall(d, 2 <= d && d < n ==> n % d !== 0)
export function isPrime(n: number): boolean {
  for (let d = 2; d < n; d++) {
    if (n % d === 0) return false;
  }
  return true;
}

//@ requires n >= 2
//@ ensures 2 <= \result && \result <= n
//@ ensures n % \result === 0
//@ ensures forall(d, 2 <= d && d < \result ==> n % d !== 0)
export function smallestDivisor(n: number): number {
  let d = 2;
  while (n % d !== 0) {
    d++;
  }
  return d;
}

//@ requires n >= 1
//@ ensures \result === count(d, 1, n + 1, n % d === 0)
export function divisorCount(n: number): number {
  let c = 0;
  for (let d = 1; d <= n; d++) {
    if (n % d === 0) c++;
  }
  return c;
}

//@ requires n >= 1
//@ ensures forall(k, 0 <= k && k < \result.length ==> 1 <= \result[k] && n % \result[k] === 0)
export function divisors(n: number): number[] {
  const out: number[] = [];
  for (let d = 1; d <= n; d++) {
    if (n % d === 0) out.push(d);
  }
  return out;
}

//@ requires n >= 1
//@ ensures 2 ** \result <= n && n < 2 ** (\result + 1)
export function floorLog2(n: number): number {
  let log = 0;
  let p = 1;
  while (p * 2 <= n) {
    p *= 2;
    log++;
  }
  return log;
}

//@ requires n >= 0
//@ ensures \result >= 0
export function collatzBounded(n: number, limit: number): number {
  let steps = 0;
  while (n > 1 && steps < limit) {
    n = n % 2 === 0 ? Math.floor(n / 2) : 3 * n + 1;
    steps++;
  }
  return steps;
}

//@ requires n >= 0
//@ ensures \result === (n % 2 === 0)
export function isEvenByTwo(n: number): boolean {
  let rest = n;
  while (rest >= 2) {
    rest -= 2;
  }
  return rest === 0;
}

//@ requires a >= 0 && b >= 0
//@ ensures \result === a * b
export function multiplyByAdding(a: number, b: number): number {
  let product = 0;
  let times = b;
  while (times > 0) {
    product += a;
    times--;
  }
  return product;
}

//@ requires a >= 0 && b >= 0
//@ ensures \result === a * b
export function russianPeasant(a: number, b: number): number {
  let result = 0;
  while (b > 0) {
    if (b % 2 === 1) result += a;
    a = a * 2;
    b = Math.floor(b / 2);
  }
  return result;
}

//@ requires n >= 0
//@ ensures \result * \result <= n && n < (\result + 1) * (\result + 1)
export function isqrtDown(n: number): number {
  let r = n;
  while (r * r > n) r--;
  return r;
}

//@ requires n >= 1
//@ ensures 2 ** \result <= n && n < 2 ** (\result + 1)
export function log2Floor(n: number): number {
  let p = 1;
  let k = 0;
  while (p * 2 <= n) {
    p *= 2;
    k++;
  }
  return k;
}

//@ requires n >= 0 && m >= 0
//@ ensures \result >= 0
export function odometer(n: number, m: number): number {
  let i = n;
  let j = m;
  let steps = 0;
  while (i > 0 || j > 0) {
    if (j > 0) j--;
    else {
      i--;
      j = m;
    }
    steps++;
  }
  return steps;
}
