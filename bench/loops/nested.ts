// Matrices, nested loops, sorting.

//@ ensures \result === sum(r, 0, m.length, sum(c, 0, m[r].length, m[r][c]))
export function matrixTotal(m: number[][]): number {
  let total = 0;
  for (let r = 0; r < m.length; r++) {
    for (let c = 0; c < m[r].length; c++) {
      total += m[r][c];
    }
  }
  return total;
}

//@ requires forall(r, 0 <= r && r < m.length ==> m[r].length === m.length)
//@ ensures \result === sum(k, 0, m.length, m[k][k])
export function trace(m: number[][]): number {
  let t = 0;
  for (let i = 0; i < m.length; i++) {
    t += m[i][i];
  }
  return t;
}

//@ requires rows >= 0 && cols >= 0 && rows < 10000 && cols < 10000
//@ ensures \result.length === rows
//@ ensures forall(r, 0 <= r && r < rows ==> \result[r].length === cols)
//@ ensures forall(r, 0 <= r && r < rows ==> forall(c, 0 <= c && c < cols ==> \result[r][c] === 0))
export function zeroMatrix(rows: number, cols: number): number[][] {
  const m: number[][] = [];
  for (let r = 0; r < rows; r++) {
    const row: number[] = [];
    for (let c = 0; c < cols; c++) {
      row.push(0);
    }
    m.push(row);
  }
  return m;
}

//@ ensures \result === exists(i, exists(j, 0 <= i && i < j && j < xs.length && xs[i] === xs[j]))
export function hasEqualPair(xs: number[]): boolean {
  for (let i = 0; i < xs.length; i++) {
    for (let j = i + 1; j < xs.length; j++) {
      if (xs[i] === xs[j]) return true;
    }
  }
  return false;
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
export function selectionSort(xs: number[]): void {
  for (let i = 0; i < xs.length; i++) {
    let least = i;
    for (let j = i + 1; j < xs.length; j++) {
      if (xs[j] < xs[least]) least = j;
    }
    const t = xs[i];
    xs[i] = xs[least];
    xs[least] = t;
  }
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
export function insertionSort(xs: number[]): void {
  for (let i = 1; i < xs.length; i++) {
    let j = i;
    while (j > 0 && xs[j - 1] > xs[j]) {
      const t = xs[j];
      xs[j] = xs[j - 1];
      xs[j - 1] = t;
      j--;
    }
  }
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
export function bubbleSort(xs: number[]): void {
  for (let end = xs.length - 1; end > 0; end--) {
    for (let i = 0; i < end; i++) {
      if (xs[i] > xs[i + 1]) {
        const t = xs[i];
        xs[i] = xs[i + 1];
        xs[i + 1] = t;
      }
    }
  }
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
export function bubbleSortLength(xs: number[]): void {
  let swapped = true;
  let rounds = 0;
  while (swapped && rounds < xs.length) {
    swapped = false;
    for (let i = 1; i < xs.length; i++) {
      if (xs[i - 1] > xs[i]) {
        const t = xs[i];
        xs[i] = xs[i - 1];
        xs[i - 1] = t;
        swapped = true;
      }
    }
    rounds++;
  }
}

//@ requires n >= 0
//@ ensures \result === n * n
export function countCells(n: number): number {
  let cells = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      cells++;
    }
  }
  return cells;
}

//@ ensures \result.length === m.length
//@ ensures forall(r, 0 <= r && r < m.length ==> \result[r] === sum(c, 0, m[r].length, m[r][c]))
export function rowSums(m: number[][]): number[] {
  const sums: number[] = [];
  for (const row of m) {
    let s = 0;
    for (const x of row) {
      s += x;
    }
    sums.push(s);
  }
  return sums;
}

//@ requires forall(r, 0 <= r && r < m.length ==> m[r].length === cols)
//@ requires cols >= 0 && cols < 10000
//@ ensures \result.length === cols
//@ ensures forall(c, 0 <= c && c < cols ==> \result[c].length === m.length)
//@ ensures forall(c, 0 <= c && c < cols ==> forall(r, 0 <= r && r < m.length ==> \result[c][r] === m[r][c]))
export function transposed(m: number[][], cols: number): number[][] {
  const out: number[][] = [];
  for (let c = 0; c < cols; c++) {
    const column: number[] = [];
    for (let r = 0; r < m.length; r++) {
      column.push(m[r][c]);
    }
    out.push(column);
  }
  return out;
}

//@ ensures \result ==> forall(r, 0 <= r && r < m.length ==> forall(c, 0 <= c && c < m[r].length ==> m[r][c] >= 0))
export function allNonNegative(m: number[][]): boolean {
  for (const row of m) {
    for (const x of row) {
      if (x < 0) return false;
    }
  }
  return true;
}

//@ requires n >= 0
//@ ensures forall(k, 0 <= k && k < \result.length ==> 2 <= \result[k] && \result[k] <= n)
export function primesUpTo(n: number): number[] {
  const primes: number[] = [];
  for (let i = 2; i <= n; i++) {
    let prime = true;
    for (let d = 2; d * d <= i; d++) {
      if (i % d === 0) {
        prime = false;
        break;
      }
    }
    if (prime) primes.push(i);
  }
  return primes;
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures forall(i, 0 <= i && i + 1 < xs.length ==> xs[i] <= xs[i + 1])
export function selectionBySwap(xs: number[]): void {
  for (let i = 0; i < xs.length; i++) {
    let min = i;
    for (let j = i + 1; j < xs.length; j++) {
      if (xs[j] < xs[min]) min = j;
    }
    if (min !== i) {
      const tmp = xs[i];
      xs[i] = xs[min];
      xs[min] = tmp;
    }
  }
}

//@ modifies xs
//@ ensures xs.length === \old(xs).length
//@ ensures forall(i, forall(j, 0 <= i && i < j && j < xs.length ==> xs[i] <= xs[j]))
export function insertionBySwaps(xs: number[]): void {
  for (let i = 1; i < xs.length; i++) {
    let j = i;
    while (j > 0 && xs[j - 1] > xs[j]) {
      [xs[j - 1], xs[j]] = [xs[j], xs[j - 1]];
      j--;
    }
  }
}

//@ requires n >= 0
//@ ensures \result === n * n
export function squareByLoops(n: number): number {
  let c = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) c++;
  }
  return c;
}

//@ ensures \result === sum(r, 0, m.length, sum(c, 0, m[r].length, m[r][c]))
export function matrixSum(m: number[][]): number {
  let s = 0;
  for (let r = 0; r < m.length; r++) {
    for (let c = 0; c < m[r].length; c++) {
      s += m[r][c];
    }
  }
  return s;
}
