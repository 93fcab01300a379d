// Sums, counts, averages, products of lists.

//@ ensures \result === sum(k, 0, xs.length, xs[k])
export function total(xs: number[]): number {
  let s = 0;
  for (let i = 0; i < xs.length; i++) {
    s += xs[i];
  }
  return s;
}

//@ ensures \result === xs.reduce((a, b) => a + b, 0)
export function totalOf(xs: number[]): number {
  let acc = 0;
  for (const x of xs) acc += x;
  return acc;
}

//@ ensures \result === count(k, 0, xs.length, xs[k] > 0)
//@ ensures 0 <= \result && \result <= xs.length
export function countPositive(xs: number[]): number {
  let n = 0;
  for (const x of xs) {
    if (x > 0) n++;
  }
  return n;
}

//@ ensures \result === xs.filter(x => x % 2 === 0).length
export function countEven(xs: number[]): number {
  let evens = 0;
  for (let i = 0; i < xs.length; i += 1) {
    if (xs[i] % 2 !== 0) continue;
    evens += 1;
  }
  return evens;
}

//@ requires n >= 0
//@ ensures 2 * \result === n * (n + 1)
export function triangle(n: number): number {
  let s = 0;
  for (let i = 1; i <= n; i++) s += i;
  return s;
}

//@ requires n >= 0
//@ ensures 6 * \result === n * (n + 1) * (2 * n + 1)
export function sumOfSquares(n: number): number {
  let s = 0;
  for (let i = 1; i <= n; i++) {
    s += i * i;
  }
  return s;
}

//@ requires n >= 0
//@ ensures \result === n * n
export function sumOfOdds(n: number): number {
  let s = 0;
  let odd = 1;
  for (let i = 0; i < n; i++) {
    s += odd;
    odd += 2;
  }
  return s;
}

//@ requires forall(k, 0 <= k && k < xs.length ==> xs[k] >= 0)
//@ ensures \result >= 0
export function totalOfPositives(xs: number[]): number {
  let sum = 0;
  for (const x of xs) {
    sum += x;
  }
  return sum;
}

//@ requires grades.length > 0
//@ requires forall(k, 0 <= k && k < grades.length ==> 0 <= grades[k] && grades[k] <= 100)
//@ ensures 0 <= \result && \result <= 100
export function average(grades: number[]): number {
  let sum = 0;
  for (const g of grades) sum += g;
  return Math.floor(sum / grades.length);
}

interface Line {
  price: number;
  quantity: number;
}

//@ ensures \result === sum(k, 0, lines.length, lines[k].price * lines[k].quantity)
export function cartTotal(lines: Line[]): number {
  let result = 0;
  for (const line of lines) {
    result += line.price * line.quantity;
  }
  return result;
}

//@ requires a.length === b.length
//@ ensures \result === sum(k, 0, a.length, a[k] * b[k])
export function dot(a: number[], b: number[]): number {
  let result = 0;
  for (let i = 0; i < a.length; i++) {
    result += a[i] * b[i];
  }
  return result;
}

//@ ensures \result === count(k, 0, xs.length, xs[k] === x)
export function occurrences(xs: number[], x: number): number {
  let n = 0;
  let i = 0;
  while (i < xs.length) {
    if (xs[i] === x) n++;
    i++;
  }
  return n;
}

//@ ensures \result.pos + \result.neg + \result.zero === xs.length
export function signs(xs: number[]): { pos: number; neg: number; zero: number } {
  let pos = 0;
  let neg = 0;
  let zero = 0;
  for (const x of xs) {
    if (x > 0) pos++;
    else if (x < 0) neg++;
    else zero++;
  }
  return { pos, neg, zero };
}

//@ requires from <= to
//@ requires 0 <= from && to <= xs.length
//@ ensures \result === sum(k, from, to, xs[k])
export function sumRange(xs: number[], from: number, to: number): number {
  let s = 0;
  for (let i = from; i < to; i++) s += xs[i];
  return s;
}

//@ ensures \result === sum(k, 0, xs.length, xs[k])
export function totalBackwards(xs: number[]): number {
  let s = 0;
  for (let i = xs.length - 1; i >= 0; i--) {
    s += xs[i];
  }
  return s;
}

function sumUpTo(xs: number[], n: number): number {
  return n <= 0 || n > xs.length ? 0 : sumUpTo(xs, n - 1) + xs[n - 1];
}

//@ ensures \result === sumUpTo(xs, xs.length)
export function totalRecursively(xs: number[]): number {
  let t = 0;
  for (let i = 0; i < xs.length; i++) {
    t = t + xs[i];
  }
  return t;
}

//@ ensures \result === sum(k, 0, xs.length, xs[k] > 0 ? xs[k] : 0)
export function sumPositive(xs: number[]): number {
  let s = 0;
  for (const x of xs) {
    if (x > 0) s += x;
  }
  return s;
}

//@ ensures \result === count(k, 0, xs.length, lo <= xs[k] && xs[k] <= hi)
export function countBetween(xs: number[], lo: number, hi: number): number {
  let c = 0;
  for (let i = xs.length - 1; i >= 0; i--) {
    if (xs[i] >= lo && xs[i] <= hi) c++;
  }
  return c;
}

//@ requires n >= 0
//@ ensures \result === 2 ** n - 1
export function sumOfPowers(n: number): number {
  let s = 0;
  let p = 1;
  for (let i = 0; i < n; i++) {
    s += p;
    p *= 2;
  }
  return s;
}

//@ ensures \result === sum(k, 0, xs.length, k % 2 === 0 ? xs[k] : -xs[k])
export function alternating(xs: number[]): number {
  let s = 0;
  let sign = 1;
  for (let i = 0; i < xs.length; i++) {
    s += sign * xs[i];
    sign = -sign;
  }
  return s;
}
