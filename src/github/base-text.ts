/**
 * Takes a file's diff and its text in the head; gives its text in the base, by undoing the hunks. A history of one
 * commit has no base to read, and the diff says all of it. Undefined where diff and text do not belong together.
 */
import type { FileDiff } from "../source/index.js";

export function baseText(diff: FileDiff, headText: string): string | undefined {
  if (diff.basePath === undefined) return undefined;
  const head = diff.status === "deleted" ? [] : headText.split("\n");
  const base: string[] = [];
  let next = 1;
  for (const hunk of diff.hunks) {
    // A hunk that only deletes is said to start after the line above it.
    const adds = hunk.lines.some(({ headLine }) => headLine !== undefined);
    const start = hunk.headStart + (adds ? 0 : 1);
    while (next < start && next <= head.length) base.push(head[next++ - 1] ?? "");
    for (const line of hunk.lines) {
      if (line.kind !== "deleted" && head[next++ - 1] !== line.text) return undefined;
      if (line.kind !== "added") base.push(line.text);
    }
  }
  base.push(...head.slice(next - 1));
  return base.join("\n");
}
