/**
 * Takes a file's text before and after a change; gives a notice if it has fewer contract clauses than it had: what
 * nobody asks for any more is not checked, and a reader of a green run should know. Clauses are told by their look.
 */
import type { Report } from "./finding.js";
import { counted } from "./printable.js";

const clauseLine =
  /^[ \t]*\/\/[ \t]*@[ \t]*(?:requires|ensures|throws|invariant|decreases|assert|verify|example|modifies)\b/gmu;

export function countClauses(text: string): number {
  return [...text.matchAll(clauseLine)].length;
}

/** Texts are undefined where the file does not exist. */
export function clauseLoss(
  file: string,
  before: string | undefined,
  after: string | undefined,
): Report["notices"][number] | undefined {
  const had = countClauses(before ?? "");
  const has = countClauses(after ?? "");
  if (has >= had) return undefined;
  return { code: "contracts.fewer", message: `${counted(had, "contract clause")} before, ${has} now`, file };
}
