/**
 * Takes a word and the words that would have been right; gives the one that was probably meant. Distance is that of
 * F. Damerau (1964) in its optimal string alignment form: insertions, deletions, replacements and swaps of neighbours.
 */

/** A longer word is cut: it is like nothing that could have been meant. */
const longest = 40;

/**
 * The first of the nearest candidates, if it is near: a third of the letters may be wrong (`within` says another number), two
 * in any longer word; else one that begins as the word does.
 */
export function nearest(word: string, candidates: readonly string[], within = nearEnough(word)): string | undefined {
  const lower = word.slice(0, longest).toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, steps: editDistance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  const [best] = ranked;
  if (best !== undefined && best.steps <= within) return best.candidate;
  return word.length > 2 ? candidates.find((candidate) => candidate.startsWith(word)) : undefined;
}

function nearEnough({ length }: string): number {
  return length <= 3 ? 1 : Math.max(2, Math.floor(length / 3));
}

export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(at(previous, j) + 1, at(row, j - 1) + 1, replaced, swapped ? at(before, j - 2) + 1 : replaced));
    }
    before = previous;
    previous = row;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
