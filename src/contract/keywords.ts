/**
 * Gives the words that begin a clause (the table of ANNOTATIONS), what else may follow `//@`, and how a comment's
 * first words are read.
 */
import { editDistance } from "../base/index.js";

/** Where a clause may stand. */
export type Target = "function" | "loop" | "statement" | "file" | "any";

export const keywords = {
  requires: ["function"],
  ensures: ["function"],
  throws: ["function"],
  example: ["function"],
  modifies: ["function"],
  decreases: ["function", "loop"],
  invariant: ["loop"],
  done_with: ["loop"],
  type: ["any"],
  verify: ["function"],
  pure: ["function"],
  refine: ["function"],
  contract: ["function"],
  extern: ["function"],
  assert: ["statement"],
  assume: ["statement"],
  use: ["statement"],
  ghost: ["statement"],
  havoc: ["statement"],
  autohavoc: ["file", "function"],
  "declare-type": ["file"],
  skip: ["statement", "function"],
  backend: ["file"],
  "safe-slice": ["file"],
  overflow: ["file", "function"],
  import: ["file"],
} as const satisfies Record<string, readonly Target[]>;

export type Keyword = keyof typeof keywords;

export const keywordList = Object.keys(keywords) as readonly Keyword[];

const longestFirst = [...keywordList].sort((a, b) => b.length - a.length);

/** Comments of other tools that start with an `@` of their own. */
const foreign = /^(?:ts-(?:check|nocheck|ignore|expect-error)\b|source(?:Mapping)?URL\b|jsx|flow\b|formatter:)/u;

/** The keyword that the text starts with, as a whole word. */
export function keywordAt(text: string): Keyword | undefined {
  return longestFirst.find((word) => text.startsWith(word) && !/^\w/u.test(text.slice(word.length)));
}

/** How the text of a line comment, its slashes included, is read. */
export type Opening =
  | { readonly kind: "none" }
  | { readonly kind: "clause"; readonly keyword: Keyword; readonly at: number }
  /** `//@` and at least three spaces: a further line of the clause above, if there is one. */
  | { readonly kind: "further"; readonly at: number; readonly otherwise: Opening }
  | { readonly kind: "unknown"; readonly word: string; readonly at: number };

export function openingOf(text: string): Opening {
  const marker = /^\/\/(\s*)@(\s*)/u.exec(text);
  if (marker === null) return { kind: "none" };
  const at = marker[0].length;
  const before = marker[1] ?? "";
  const after = marker[2] ?? "";
  const opening = openingAfter(text.slice(at), at, before === "" || after !== "");
  return after.length >= 3 && text.length > at ? { kind: "further", at, otherwise: opening } : opening;
}

/**
 * `certain`: `//@word` and `// @ word` are ours. `// @word` is how every other tool writes its tags, and also what a
 * formatter makes of `//@word`; there a word that is no keyword is an error only if it is plainly a slip for one.
 */
function openingAfter(rest: string, at: number, certain: boolean): Opening {
  const keyword = keywordAt(rest);
  if (keyword !== undefined) return { kind: "clause", keyword, at };
  if (foreign.test(rest)) return { kind: "none" };
  const word = /^[\w-]*/u.exec(rest)?.[0] ?? "";
  if (certain && (word !== "" || at === 3)) return { kind: "unknown", word, at };
  return isSlip(word) && rest[word.length] !== "(" ? { kind: "unknown", word, at } : { kind: "none" };
}

function isSlip(word: string): boolean {
  const lower = word.toLowerCase();
  return keywordList.some((keyword) => keyword.length >= 6 && editDistance(lower, keyword) <= 1);
}
