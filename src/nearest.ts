/**
 * Takes a word and the words that would have been right; gives the one that was probably meant.
 * Relies on: V. Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals", 1966.
 */

/** The nearest candidate, if it is near: a third of its letters may be wrong, and two swapped ones always. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = word.length <= 3 ? 1 : Math.max(2, Math.floor(word.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  const best = ranked[0];
  if (best !== undefined && best.steps <= limit) return best.candidate;
  return word.length > 2 ? candidates.find((candidate) => candidate.startsWith(word)) : undefined;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
