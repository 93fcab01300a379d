// Maps, sets, frequency tables.

//@ ensures forall(k, 0 <= k && k < xs.length ==> \result.has(xs[k]))
export function toSet(xs: number[]): Set<number> {
  const seen = new Set<number>();
  for (const x of xs) {
    seen.add(x);
  }
  return seen;
}

//@ ensures \result === exists(i, exists(j, 0 <= i && i < j && j < xs.length && xs[i] === xs[j]))
export function hasDuplicate(xs: number[]): boolean {
  const seen = new Set<number>();
  for (const x of xs) {
    if (seen.has(x)) return true;
    seen.add(x);
  }
  return false;
}

//@ ensures forall(k, 0 <= k && k < xs.length ==> \result.has(xs[k]))
//@ ensures forall(v: number, \result.has(v) ==> \result.get(v) >= 1)
export function frequencies(xs: number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const x of xs) {
    const n = counts.get(x);
    if (n === undefined) counts.set(x, 1);
    else counts.set(x, n + 1);
  }
  return counts;
}

//@ ensures forall(v: number, \result.has(v) ==> \result.get(v) === count(k, 0, xs.length, xs[k] === v))
export function exactFrequencies(xs: number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const x of xs) {
    counts.set(x, (counts.get(x) ?? 0) + 1);
  }
  return counts;
}

//@ ensures \result !== undefined ==> 0 <= \result[0] && \result[0] < \result[1] && \result[1] < nums.length
//@ ensures \result !== undefined ==> nums[\result[0]] + nums[\result[1]] === target
export function twoSum(nums: number[], target: number): [number, number] | undefined {
  const seen = new Map<number, number>();
  for (let i = 0; i < nums.length; i++) {
    const j = seen.get(target - nums[i]);
    if (j !== undefined) return [j, i];
    seen.set(nums[i], i);
  }
  return undefined;
}

//@ ensures \result.length <= xs.length
//@ ensures forall(k, 0 <= k && k < xs.length ==> \result.includes(xs[k]))
export function unique(xs: number[]): number[] {
  const out: number[] = [];
  for (const x of xs) {
    if (!out.includes(x)) out.push(x);
  }
  return out;
}

//@ ensures forall(k, 0 <= k && k < \result.length ==> b.has(\result[k]))
export function commonElements(a: number[], b: Set<number>): number[] {
  const out: number[] = [];
  for (const x of a) {
    if (b.has(x)) out.push(x);
  }
  return out;
}

//@ requires forall(k, 0 <= k && k < xs.length ==> 0 <= xs[k] && xs[k] < 10)
//@ ensures \result.length === 10
//@ ensures forall(d, 0 <= d && d < 10 ==> \result[d] === count(k, 0, xs.length, xs[k] === d))
export function histogram(xs: number[]): number[] {
  const buckets = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const x of xs) {
    buckets[x]++;
  }
  return buckets;
}

//@ ensures forall(v: number, \result.has(v) ==> a.has(v) && b.has(v))
export function intersection(a: Set<number>, b: Set<number>): Set<number> {
  const both = new Set<number>();
  for (const x of a) {
    if (b.has(x)) both.add(x);
  }
  return both;
}

//@ ensures \result === (xs.length - count(k, 0, xs.length, table.has(xs[k])))
export function unknownCount(xs: number[], table: Map<number, string>): number {
  let missing = 0;
  for (const x of xs) {
    if (!table.has(x)) missing++;
  }
  return missing;
}

//@ ensures forall(v: number, \result.has(v) === (a.has(v) || b.has(v)))
export function union(a: Set<number>, b: Set<number>): Set<number> {
  const u = new Set<number>();
  for (const x of a) u.add(x);
  for (const x of b) u.add(x);
  return u;
}

//@ ensures forall(w: string, \result.has(w) ==> \result.get(w) === count(k, 0, words.length, words[k] === w))
export function wordCounts(words: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const w of words) {
    counts.set(w, (counts.get(w) ?? 0) + 1);
  }
  return counts;
}
