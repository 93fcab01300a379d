// Building arrays: map, filter, reverse, copy, fill, concatenate, zip, prefix sums.

//@ ensures \result.length === xs.length
//@ ensures forall(k, 0 <= k && k < xs.length ==> \result[k] === xs[k] * 2)
export function doubleAll(xs: number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < xs.length; i++) {
    out.push(xs[i] * 2);
  }
  return out;
}

//@ ensures \result.length === xs.length
//@ ensures forall(k, 0 <= k && k < \result.length ==> \result[k] >= 0)
export function absAll(xs: number[]): number[] {
  const out: number[] = [];
  for (const x of xs) {
    if (x < 0) out.push(-x);
    else out.push(x);
  }
  return out;
}

//@ ensures \result.length <= xs.length
//@ ensures forall(k, 0 <= k && k < \result.length ==> \result[k] > 0)
export function positives(xs: number[]): number[] {
  const result: number[] = [];
  for (const x of xs) {
    if (x > 0) {
      result.push(x);
    }
  }
  return result;
}

//@ ensures \result.length === xs.length
//@ ensures forall(k, 0 <= k && k < xs.length ==> \result[k] === xs[xs.length - 1 - k])
export function reversed(xs: number[]): number[] {
  const result: number[] = [];
  for (let i = xs.length - 1; i >= 0; i--) {
    result.push(xs[i]);
  }
  return result;
}

//@ modifies xs
//@ ensures xs.length === \old(xs.length)
//@ ensures forall(k, 0 <= k && k < xs.length ==> xs[k] === \old(xs[xs.length - 1 - k]))
export function reverseInPlace(xs: number[]): void {
  let i = 0;
  let j = xs.length - 1;
  while (i < j) {
    const t = xs[i];
    xs[i] = xs[j];
    xs[j] = t;
    i++;
    j--;
  }
}

//@ requires n >= 0 && n < 1000000
//@ ensures \result.length === n
//@ ensures forall(k, 0 <= k && k < n ==> \result[k] === k)
export function upTo(n: number): number[] {
  const xs: number[] = [];
  for (let i = 0; i < n; i++) xs.push(i);
  return xs;
}

//@ requires n >= 0 && n < 1000000
//@ ensures \result.length === n
//@ ensures forall(k, 0 <= k && k < n ==> \result[k] === value)
export function filled(n: number, value: number): number[] {
  const xs: number[] = [];
  while (xs.length < n) {
    xs.push(value);
  }
  return xs;
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures forall(k, 0 <= k && k < xs.length ==> xs[k] === 0)
export function clear(xs: number[]): void {
  for (let i = 0; i < xs.length; i++) {
    xs[i] = 0;
  }
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures forall(k, 0 <= k && k < xs.length ==> xs[k] === \old(xs)[k] + 1)
export function incrementAll(xs: number[]): void {
  for (let i = 0; i < xs.length; i++) {
    xs[i] += 1;
  }
}

//@ ensures \result.length === a.length + b.length
//@ ensures forall(k, 0 <= k && k < a.length ==> \result[k] === a[k])
//@ ensures forall(k, 0 <= k && k < b.length ==> \result[a.length + k] === b[k])
export function concatenated(a: number[], b: number[]): number[] {
  const result: number[] = [];
  for (const x of a) result.push(x);
  for (const y of b) result.push(y);
  return result;
}

//@ ensures \result.length === Math.min(a.length, b.length)
//@ ensures forall(k, 0 <= k && k < \result.length ==> \result[k] === a[k] + b[k])
export function addPairs(a: number[], b: number[]): number[] {
  const n = Math.min(a.length, b.length);
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    out.push(a[i] + b[i]);
  }
  return out;
}

//@ ensures \result.length === xs.length
//@ ensures forall(k, 0 <= k && k < xs.length ==> \result[k] === sum(j, 0, k + 1, xs[j]))
export function prefixSums(xs: number[]): number[] {
  const out: number[] = [];
  let running = 0;
  for (const x of xs) {
    running += x;
    out.push(running);
  }
  return out;
}

//@ modifies xs
//@ requires 0 <= i && i < xs.length
//@ ensures xs.length === \old(xs).length - 1
//@ ensures forall(k, 0 <= k && k < i ==> xs[k] === \old(xs)[k])
//@ ensures forall(k, i <= k && k < xs.length ==> xs[k] === \old(xs)[k + 1])
export function removeAt(xs: number[], i: number): void {
  for (let j = i; j < xs.length - 1; j++) {
    xs[j] = xs[j + 1];
  }
  xs.pop();
}

//@ requires forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
//@ ensures \result.length <= xs.length
//@ ensures forall(k, 0 <= k && k + 1 < \result.length ==> \result[k] < \result[k + 1])
export function dedupeSorted(xs: number[]): number[] {
  const out: number[] = [];
  for (const x of xs) {
    if (out.length === 0 || out[out.length - 1] !== x) {
      out.push(x);
    }
  }
  return out;
}

//@ requires k >= 0 && k <= xs.length
//@ ensures \result.length === xs.length
//@ ensures forall(j, 0 <= j && j < xs.length - k ==> \result[j] === xs[j + k])
//@ ensures forall(j, 0 <= j && j < k ==> \result[xs.length - k + j] === xs[j])
export function rotatedLeft(xs: number[], k: number): number[] {
  const out: number[] = [];
  for (let i = k; i < xs.length; i++) out.push(xs[i]);
  for (let i = 0; i < k; i++) out.push(xs[i]);
  return out;
}

//@ requires 0 <= start && start <= end && end <= xs.length
//@ ensures \result.length === end - start
//@ ensures forall(k, 0 <= k && k < \result.length ==> \result[k] === xs[start + k])
export function subarray(xs: number[], start: number, end: number): number[] {
  const out: number[] = [];
  for (let i = start; i < end; i++) {
    out.push(xs[i]);
  }
  return out;
}

//@ requires lo <= hi
//@ ensures \result.length === xs.length
//@ ensures forall(k, 0 <= k && k < \result.length ==> lo <= \result[k] && \result[k] <= hi)
export function clampAll(xs: number[], lo: number, hi: number): number[] {
  const out = xs.slice();
  for (let i = 0; i < out.length; i++) {
    if (out[i] < lo) out[i] = lo;
    else if (out[i] > hi) out[i] = hi;
  }
  return out;
}

//@ requires xs.length > 0
//@ ensures \result.length === xs.length
//@ ensures forall(k, 0 <= k && k < xs.length ==> forall(j, 0 <= j && j <= k ==> xs[j] <= \result[k]))
export function runningMax(xs: number[]): number[] {
  const out: number[] = [];
  let best = xs[0];
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] > best) best = xs[i];
    out.push(best);
  }
  return out;
}

//@ requires a.length === b.length
//@ ensures \result.length === 2 * a.length
//@ ensures forall(k, 0 <= k && k < a.length ==> \result[2 * k] === a[k] && \result[2 * k + 1] === b[k])
export function interleave(a: number[], b: number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < a.length; i++) {
    out.push(a[i]);
    out.push(b[i]);
  }
  return out;
}

//@ modifies xs
//@ requires 0 <= from && from <= to && to <= xs.length
//@ ensures xs.length === \old(xs).length
//@ ensures forall(k, from <= k && k < to ==> xs[k] === v)
//@ ensures forall(k, 0 <= k && k < from ==> xs[k] === \old(xs)[k])
//@ ensures forall(k, to <= k && k < xs.length ==> xs[k] === \old(xs)[k])
export function fillRange(xs: number[], from: number, to: number, v: number): void {
  for (let i = from; i < to; i++) {
    xs[i] = v;
  }
}

//@ ensures \result.length === n * n
//@ requires n >= 0 && n <= 1000
export function flatGrid(n: number): number[] {
  const out: number[] = [];
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++) {
      out.push(r * n + c);
    }
  }
  return out;
}
