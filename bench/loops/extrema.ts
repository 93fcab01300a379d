// The largest, the smallest, and where they stand.

//@ requires xs.length > 0
//@ ensures forall(k, 0 <= k && k < xs.length ==> xs[k] <= \result)
//@ ensures exists(k, 0 <= k && k < xs.length && xs[k] === \result)
export function maximum(xs: number[]): number {
  let best = xs[0];
  for (let i = 1; i < xs.length; i++) {
    if (xs[i] > best) best = xs[i];
  }
  return best;
}

//@ requires xs.length > 0
//@ ensures forall(k, 0 <= k && k < xs.length ==> \result <= xs[k])
export function minimum(xs: readonly number[]): number {
  let least = xs[0];
  for (const x of xs) {
    least = Math.min(least, x);
  }
  return least;
}

//@ requires xs.length >= 1
//@ ensures 0 <= \result && \result < xs.length
//@ ensures forall(k, 0 <= k && k < xs.length ==> xs[\result] >= xs[k])
export function indexOfMax(xs: number[]): number {
  let at = 0;
  for (let i = 1; i < xs.length; i++) {
    if (xs[i] > xs[at]) at = i;
  }
  return at;
}

//@ requires xs.length > 0
//@ ensures \result.min <= \result.max
//@ ensures forall(k, 0 <= k && k < xs.length ==> \result.min <= xs[k] && xs[k] <= \result.max)
export function range(xs: number[]): { min: number; max: number } {
  let min = xs[0];
  let max = xs[0];
  for (let i = 1; i < xs.length; i++) {
    const x = xs[i];
    if (x < min) {
      min = x;
    } else if (x > max) {
      max = x;
    }
  }
  return { min, max };
}

//@ requires xs.length >= 2
//@ ensures \result.second <= \result.first
//@ ensures forall(k, 0 <= k && k < xs.length ==> xs[k] <= \result.first)
export function twoLargest(xs: number[]): { first: number; second: number } {
  let first = Math.max(xs[0], xs[1]);
  let second = Math.min(xs[0], xs[1]);
  for (let i = 2; i < xs.length; i++) {
    if (xs[i] > first) {
      second = first;
      first = xs[i];
    } else if (xs[i] > second) {
      second = xs[i];
    }
  }
  return { first, second };
}

//@ requires xs.length > 0
//@ ensures \result === xs.reduce((a, b) => Math.max(a, b), xs[0])
export function maxLikeReduce(xs: number[]): number {
  let m = xs[0];
  for (const x of xs) {
    m = Math.max(m, x);
  }
  return m;
}

//@ requires words.length > 0
//@ ensures forall(k, 0 <= k && k < words.length ==> words[k].length <= \result.length)
export function longestWord(words: string[]): string {
  let longest = words[0];
  for (const word of words) {
    if (word.length > longest.length) longest = word;
  }
  return longest;
}

//@ ensures \result >= 0
//@ ensures forall(k, 0 <= k && k < prices.length ==> prices[k] - prices[0] <= \result)
export function maxProfit(prices: number[]): number {
  if (prices.length === 0) return 0;
  let cheapest = prices[0];
  let best = 0;
  for (let i = 1; i < prices.length; i++) {
    best = Math.max(best, prices[i] - cheapest);
    cheapest = Math.min(cheapest, prices[i]);
  }
  return best;
}

interface Item {
  name: string;
  price: number;
}

//@ requires items.length > 0
//@ ensures forall(k, 0 <= k && k < items.length ==> items[k].price >= \result)
export function cheapestPrice(items: Item[]): number {
  let price = items[0].price;
  for (const item of items) {
    if (item.price < price) price = item.price;
  }
  return price;
}

//@ requires xs.length > 0
//@ ensures forall(k, 0 <= k && k < xs.length ==> Math.abs(xs[k]) <= \result)
export function maxAbs(xs: number[]): number {
  let m = 0;
  for (let i = 0; i < xs.length; i++) {
    const a = xs[i] < 0 ? -xs[i] : xs[i];
    if (a > m) {
      m = a;
    }
  }
  return m;
}
