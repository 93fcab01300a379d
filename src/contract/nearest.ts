/**
 * Takes a word and the words that are allowed; gives the nearest one. Distance is that of F. Damerau (1964) in its
 * optimal string alignment form: insertions, deletions, replacements and swaps of neighbours.
 */
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

/** The allowed word at the least distance, the first one among equals; undefined if even that one is unlike the word. */
export function nearestWord(word: string, allowed: readonly string[]): string | undefined {
  let best: { readonly word: string; readonly distance: number } | undefined;
  const lower = word.toLowerCase().slice(0, 40);
  for (const candidate of allowed) {
    const distance = editDistance(lower, candidate.toLowerCase());
    if (best === undefined || distance < best.distance) best = { word: candidate, distance };
  }
  return best !== undefined && best.distance <= Math.max(2, Math.floor(word.length / 2)) ? best.word : undefined;
}
