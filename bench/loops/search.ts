// Searching: linear, from behind, binary, first that fits.

//@ ensures -1 <= \result && \result < xs.length
//@ ensures \result >= 0 ==> xs[\result] === x
//@ ensures \result === -1 ==> forall(k, 0 <= k && k < xs.length ==> xs[k] !== x)
export function linearSearch(xs: number[], x: number): number {
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] === x) return i;
  }
  return -1;
}

//@ ensures \result >= 0 ==> \result < xs.length && xs[\result] === x
//@ ensures \result >= 0 ==> forall(k, \result < k && k < xs.length ==> xs[k] !== x)
//@ ensures \result < 0 ==> forall(k, 0 <= k && k < xs.length ==> xs[k] !== x)
export function lastIndexOf(xs: number[], x: number): number {
  let i = xs.length - 1;
  while (i >= 0 && xs[i] !== x) i--;
  return i;
}

//@ ensures \result === exists(k, 0 <= k && k < xs.length && xs[k] === x)
export function contains(xs: number[], x: number): boolean {
  for (const y of xs) {
    if (y === x) return true;
  }
  return false;
}

//@ requires forall(i, forall(j, 0 <= i && i <= j && j < xs.length ==> xs[i] <= xs[j]))
//@ ensures \result === -1 ==> forall(k, 0 <= k && k < xs.length ==> xs[k] !== x)
//@ ensures \result !== -1 ==> 0 <= \result && \result < xs.length && xs[\result] === x
export function binarySearch(xs: number[], x: number): number {
  let lo = 0;
  let hi = xs.length - 1;
  while (lo <= hi) {
    const mid = Math.floor((lo + hi) / 2);
    if (xs[mid] === x) return mid;
    if (xs[mid] < x) lo = mid + 1;
    else hi = mid - 1;
  }
  return -1;
}

//@ requires forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
//@ ensures 0 <= \result && \result <= xs.length
//@ ensures forall(k, 0 <= k && k < \result ==> xs[k] < x)
//@ ensures forall(k, \result <= k && k < xs.length ==> xs[k] >= x)
export function lowerBound(xs: number[], x: number): number {
  let lo = 0;
  let hi = xs.length;
  while (lo < hi) {
    const mid = lo + Math.floor((hi - lo) / 2);
    if (xs[mid] < x) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

//@ requires forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
//@ ensures forall(k, 0 <= k && k < \result ==> xs[k] <= x)
//@ ensures forall(k, \result <= k && k < xs.length ==> xs[k] > x)
export function upperBound(xs: readonly number[], x: number): number {
  let left = 0, right = xs.length;
  while (left < right) {
    const middle = (left + right) >> 1;
    if (xs[middle] > x) right = middle;
    else left = middle + 1;
  }
  return left;
}

//@ ensures \result === -1 || (0 <= \result && \result < xs.length && xs[\result] > limit)
//@ ensures forall(k, 0 <= k && k < xs.length && (k < \result || \result === -1) ==> xs[k] <= limit)
export function firstAbove(xs: number[], limit: number): number {
  let found = -1;
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] > limit) {
      found = i;
      break;
    }
  }
  return found;
}

interface User {
  id: number;
  name: string;
}

//@ ensures \result !== undefined ==> \result.id === id
//@ ensures \result === undefined ==> forall(k, 0 <= k && k < users.length ==> users[k].id !== id)
export function findUser(users: User[], id: number): User | undefined {
  for (const user of users) {
    if (user.id === id) return user;
  }
  return undefined;
}

//@ requires exists(k, 0 <= k && k < xs.length && xs[k] === x)
//@ ensures 0 <= \result && \result < xs.length && xs[\result] === x
export function mustFind(xs: number[], x: number): number {
  let i = 0;
  while (xs[i] !== x) {
    i++;
  }
  return i;
}

//@ requires m.length > 0
//@ requires forall(r, 0 <= r && r < m.length ==> m[r].length === width)
//@ ensures \result === exists(r, 0 <= r && r < m.length && exists(c, 0 <= c && c < width && m[r][c] === x))
export function inMatrix(m: number[][], width: number, x: number): boolean {
  for (let r = 0; r < m.length; r++) {
    for (let c = 0; c < width; c++) {
      if (m[r][c] === x) return true;
    }
  }
  return false;
}

//@ requires a.length > 0
//@ ensures 0 <= \result && \result < a.length
//@ ensures forall(k, 0 <= k && k < a.length ==> Math.abs(a[\result] - x) <= Math.abs(a[k] - x))
export function nearest(a: number[], x: number): number {
  let best = 0;
  for (let i = 1; i < a.length; i++) {
    if (Math.abs(a[i] - x) < Math.abs(a[best] - x)) {
      best = i;
    }
  }
  return best;
}

//@ requires forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
//@ ensures 0 <= \result && \result <= xs.length
//@ ensures forall(k, 0 <= k && k < \result ==> xs[k] < x)
//@ ensures forall(k, \result <= k && k < xs.length ==> xs[k] >= x)
export function insertPosition(xs: number[], x: number): number {
  let at = 0;
  while (at < xs.length && xs[at] < x) at++;
  return at;
}

//@ ensures \result >= -1
export function searchFlag(xs: number[], x: number): number {
  let i = 0;
  let found = false;
  while (i < xs.length && !found) {
    if (xs[i] === x) found = true;
    else i++;
  }
  return found ? i : -1;
}
