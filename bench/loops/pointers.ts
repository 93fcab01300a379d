// Two pointers, windows, partitions, merges.

//@ ensures \result ==> forall(k, 0 <= k && k < xs.length ==> xs[k] === xs[xs.length - 1 - k])
export function isPalindromeArray(xs: number[]): boolean {
  let left = 0;
  let right = xs.length - 1;
  while (left < right) {
    if (xs[left] !== xs[right]) return false;
    left++;
    right--;
  }
  return true;
}

//@ requires forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
//@ ensures \result !== undefined ==> 0 <= \result[0] && \result[0] < \result[1] && \result[1] < xs.length
//@ ensures \result !== undefined ==> xs[\result[0]] + xs[\result[1]] === target
export function pairWithSum(xs: number[], target: number): [number, number] | undefined {
  let i = 0;
  let j = xs.length - 1;
  while (i < j) {
    const sum = xs[i] + xs[j];
    if (sum === target) return [i, j];
    if (sum < target) i++;
    else j--;
  }
  return undefined;
}

//@ requires forall(i, forall(j, 0 <= i && i < j && j < a.length ==> a[i] <= a[j]))
//@ requires forall(i, forall(j, 0 <= i && i < j && j < b.length ==> b[i] <= b[j]))
//@ ensures \result.length === a.length + b.length
//@ ensures forall(i, forall(j, 0 <= i && i < j && j < \result.length ==> \result[i] <= \result[j]))
export function merge(a: number[], b: number[]): number[] {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (j >= b.length || (i < a.length && a[i] <= b[j])) {
      out.push(a[i]);
      i++;
    } else {
      out.push(b[j]);
      j++;
    }
  }
  return out;
}

//@ ensures \result.length === a.length + b.length
export function mergeLengths(a: number[], b: number[]): number[] {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] <= b[j]) out.push(a[i++]);
    else out.push(b[j++]);
  }
  while (i < a.length) out.push(a[i++]);
  while (j < b.length) out.push(b[j++]);
  return out;
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures 0 <= \result && \result <= xs.length
//@ ensures forall(k, 0 <= k && k < \result ==> xs[k] < pivot)
//@ ensures forall(k, \result <= k && k < xs.length ==> xs[k] >= pivot)
export function partition(xs: number[], pivot: number): number {
  let store = 0;
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] < pivot) {
      const t = xs[i];
      xs[i] = xs[store];
      xs[store] = t;
      store++;
    }
  }
  return store;
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures forall(k, 0 <= k && k < \result ==> xs[k] !== 0)
//@ ensures forall(k, \result <= k && k < xs.length ==> xs[k] === 0)
//@ ensures 0 <= \result && \result <= xs.length
export function moveZeroes(xs: number[]): number {
  let write = 0;
  for (let read = 0; read < xs.length; read++) {
    if (xs[read] !== 0) {
      xs[write] = xs[read];
      write++;
    }
  }
  for (let i = write; i < xs.length; i++) {
    xs[i] = 0;
  }
  return write;
}

//@ requires forall(k, 0 <= k && k < xs.length ==> xs[k] === 0 || xs[k] === 1 || xs[k] === 2)
//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
export function sortColors(xs: number[]): void {
  let low = 0;
  let mid = 0;
  let high = xs.length - 1;
  while (mid <= high) {
    if (xs[mid] === 0) {
      xs[mid] = xs[low];
      xs[low] = 0;
      low++;
      mid++;
    } else if (xs[mid] === 1) {
      mid++;
    } else {
      xs[mid] = xs[high];
      xs[high] = 2;
      high--;
    }
  }
}

//@ requires 0 < k && k <= xs.length
//@ ensures forall(i, 0 <= i && i + k <= xs.length ==> sum(j, i, i + k, xs[j]) <= \result)
export function maxWindowSum(xs: number[], k: number): number {
  let window = 0;
  for (let i = 0; i < k; i++) {
    window += xs[i];
  }
  let best = window;
  for (let i = k; i < xs.length; i++) {
    window += xs[i] - xs[i - k];
    if (window > best) best = window;
  }
  return best;
}

//@ requires forall(k, 0 <= k && k < heights.length ==> heights[k] >= 0)
//@ ensures \result >= 0
export function maxArea(heights: number[]): number {
  let left = 0;
  let right = heights.length - 1;
  let best = 0;
  while (left < right) {
    const h = Math.min(heights[left], heights[right]);
    best = Math.max(best, h * (right - left));
    if (heights[left] < heights[right]) left++;
    else right--;
  }
  return best;
}

//@ ensures 0 <= \result && \result <= xs.length
export function longestRun(xs: number[]): number {
  let best = 0;
  let run = 0;
  for (let i = 0; i < xs.length; i++) {
    if (i > 0 && xs[i] === xs[i - 1]) {
      run++;
    } else {
      run = 1;
    }
    if (run > best) best = run;
  }
  return best;
}

//@ ensures \result ==> forall(k, 0 <= k && k + 1 < xs.length ==> xs[k] <= xs[k + 1])
//@ ensures !\result ==> exists(k, 0 <= k && k + 1 < xs.length && xs[k] > xs[k + 1])
export function isSorted(xs: number[]): boolean {
  for (let i = 1; i < xs.length; i++) {
    if (xs[i - 1] > xs[i]) return false;
  }
  return true;
}

//@ requires needle.length <= hay.length
//@ ensures \result === forall(k, 0 <= k && k < needle.length ==> hay[k] === needle[k])
export function hasPrefix(hay: number[], needle: number[]): boolean {
  let same = true;
  for (let i = 0; i < needle.length && same; i++) {
    if (hay[i] !== needle[i]) same = false;
  }
  return same;
}

//@ ensures \result === (a.length === b.length && forall(k, 0 <= k && k < a.length ==> a[k] === b[k]))
export function arraysEqual(a: number[], b: number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}

//@ requires forall(k, 0 <= k && k < sub.length ==> sub[k] >= 0)
//@ ensures 0 <= \result && \result <= sub.length
export function matchedPrefix(sub: number[], all: number[]): number {
  let i = 0;
  for (let j = 0; j < all.length && i < sub.length; j++) {
    if (all[j] === sub[i]) i++;
  }
  return i;
}

//@ ensures \result >= 0
//@ ensures \result <= a.length && \result <= b.length
export function commonSorted(a: number[], b: number[]): number {
  let i = 0, j = 0, n = 0;
  while (i < a.length && j < b.length) {
    if (a[i] < b[j]) i++;
    else if (a[i] > b[j]) j++;
    else {
      n++;
      i++;
      j++;
    }
  }
  return n;
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures 0 <= \result && \result <= xs.length
//@ ensures forall(k, 0 <= k && k < \result ==> xs[k] % 2 === 0)
//@ ensures forall(k, \result <= k && k < xs.length ==> xs[k] % 2 !== 0)
export function evensFirst(xs: number[]): number {
  let i = 0;
  let j = xs.length - 1;
  while (i <= j) {
    if (xs[i] % 2 === 0) {
      i++;
    } else {
      const t = xs[i];
      xs[i] = xs[j];
      xs[j] = t;
      j--;
    }
  }
  return i;
}

//@ ensures \result >= 0
//@ ensures forall(i, 0 <= i && i < xs.length ==> xs[i] <= \result || xs[i] < 0)
export function kadane(xs: number[]): number {
  let best = 0;
  let here = 0;
  for (const x of xs) {
    here = Math.max(0, here + x);
    best = Math.max(best, here);
  }
  return best;
}
