/**
 * Takes two versions of a text; gives which line of one is which line of the other, by a shortest edit script over lines
 * (Myers, "An O(ND) difference algorithm and its variations", 1986). The checked-out file is that of the merge commit;
 * comments need the lines of the head.
 */
export interface LineMap {
  /** The line of `to`, from 1, that a line of `from` became; undefined where it is not in `to`. */
  forward(line: number): number | undefined;
  /** The line of `from` that a line of `to` was. */
  backward(line: number): number | undefined;
}

/** Past this many edits the versions are told apart by their common beginning and end alone. */
const mostEdits = 500;

export const sameLines: LineMap = { forward: (line) => line, backward: (line) => line };

export function lineMap(from: string, to: string): LineMap {
  if (from === to) return sameLines;
  const a = from.split(/\r\n|\r|\n/u);
  const b = to.split(/\r\n|\r|\n/u);
  const forth = new Map<number, number>();
  const back = new Map<number, number>();
  for (const [i, j] of matches(a, b)) {
    forth.set(i + 1, j + 1);
    back.set(j + 1, i + 1);
  }
  return { forward: (line) => forth.get(line), backward: (line) => back.get(line) };
}

type Pair = readonly [number, number];

function matches(a: readonly string[], b: readonly string[]): Pair[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const head = Array.from({ length: start }, (_, i): Pair => [i, i]);
  const middle = shortestEdit(a.slice(start, a.length - tail), b.slice(start, b.length - tail));
  const end = Array.from({ length: tail }, (_, i): Pair => [a.length - tail + i, b.length - tail + i]);
  return [...head, ...middle.map(([i, j]): Pair => [i + start, j + start]), ...end];
}

/** Furthest reaching paths, one round an edit, then the way back from the end. */
function shortestEdit(a: readonly string[], b: readonly string[]): Pair[] {
  const rounds: Map<number, number>[] = [];
  let reach = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, mostEdits); edits++) {
    rounds.push(reach);
    const next = new Map(reach);
    for (let k = -edits; k <= edits; k += 2) {
      let x = comesFromAbove(reach, k, edits) ? at(reach, k + 1) : at(reach, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return wayBack(rounds, a.length, b.length);
    }
    reach = next;
  }
  return [];
}

function at(reach: ReadonlyMap<number, number>, k: number): number {
  return reach.get(k) ?? -1;
}

function comesFromAbove(reach: ReadonlyMap<number, number>, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && at(reach, k - 1) < at(reach, k + 1));
}

function wayBack(rounds: readonly ReadonlyMap<number, number>[], length: number, otherLength: number): Pair[] {
  const pairs: Pair[] = [];
  let x = length;
  let y = otherLength;
  for (let edits = rounds.length - 1; edits >= 0; edits--) {
    const reach = rounds[edits] ?? new Map<number, number>();
    const k = x - y;
    const before = comesFromAbove(reach, k, edits) ? k + 1 : k - 1;
    const fromX = at(reach, before);
    const fromY = fromX - before;
    while (x > fromX && y > fromY && x > 0) pairs.push([--x, --y]);
    x = fromX;
    y = fromY;
  }
  return pairs.reverse();
}
