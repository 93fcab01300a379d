/**
 * Takes a clause's text; gives what its outermost operator joins, as written. It knows brackets, strings and the strength
 * of the operators of clauses (ANNOTATIONS, "Expressions"), and gives up on what it does not.
 */
const levels = [["<==>"], ["==>"], ["||"], ["&&"], ["===", "!==", "==", "!="], ["<=", ">=", "<", ">"]] as const;

export type Joining = (typeof levels)[number][number] | "!";

export interface Divided {
  readonly operator: Joining;
  readonly parts: readonly string[];
}

interface Found {
  readonly operator: Exclude<Joining, "!">;
  readonly at: number;
}

/** Longest first, so that none is taken for a part of another; those that only keep others whole are never joined. */
const symbols = [
  "<==>",
  "==>",
  "===",
  "!==",
  ">>>",
  "=>",
  "==",
  "!=",
  "<=",
  ">=",
  "||",
  "&&",
  "<<",
  ">>",
  "??",
  "<",
  ">",
];

export function divided(written: string): Divided | undefined {
  const text = unwrapped(written);
  const found = outermost(text);
  if (found === undefined) return undefined;
  for (const level of levels) {
    const here = found.filter(({ operator }) => (level as readonly string[]).includes(operator));
    const [first, ...others] = here;
    if (first === undefined) continue;
    // `a ==> b ==> c` is `a ==> (b ==> c)`; of the others only `&&` and `||` may stand more than once.
    if (first.operator === "==>") return { operator: "==>", parts: split(text, [first]) };
    if (others.length > 0 && first.operator !== "&&" && first.operator !== "||") return undefined;
    return { operator: first.operator, parts: split(text, here) };
  }
  return text.startsWith("!") ? { operator: "!", parts: [unwrapped(text.slice(1))] } : undefined;
}

/** What a quantifier says of its variable: all after the first comma. */
export function quantifierBody(written: string, quantifier: "forall" | "exists"): string | undefined {
  const text = unwrapped(written);
  const begin = new RegExp(`^\\\\?${quantifier}\\(`, "u").exec(text);
  if (begin === null || closing(text, begin[0].length - 1) !== text.length - 1) return undefined;
  const inside = text.slice(begin[0].length, -1);
  let comma = -1;
  scan(inside, (i, depth) => {
    if (comma < 0 && depth === 0 && inside[i] === ",") comma = i;
    return 1;
  });
  // A type with arguments has commas of its own.
  return comma < 0 || inside.slice(0, comma).includes("<") ? undefined : unwrapped(inside.slice(comma + 1));
}

function split(text: string, at: readonly Found[]): readonly string[] {
  const starts = [0, ...at.map((found) => found.at + found.operator.length)];
  const ends = [...at.map((found) => found.at), text.length];
  return starts.map((start, i) => unwrapped(text.slice(start, ends[i])));
}

/** Without blanks and parentheses around the whole. */
function unwrapped(written: string): string {
  let text = written.trim();
  while (text.startsWith("(") && closing(text, 0) === text.length - 1) text = text.slice(1, -1).trim();
  return text;
}

function closing(text: string, open: number): number {
  let found = -1;
  scan(text.slice(open), (i, depth) => {
    if (found < 0 && i > 0 && depth === 0) found = open + i;
    return 1;
  });
  return found;
}

/** Operators outside all brackets; undefined where a conditional is among them, whose parts are none of the clause's. */
function outermost(text: string): readonly Found[] | undefined {
  const found: Found[] = [];
  let conditional = false;
  scan(text, (at, depth) => {
    if (depth > 0) return 1;
    const symbol = symbols.find((one) => text.startsWith(one, at));
    if (symbol === undefined) {
      conditional ||= text[at] === "?" && text[at + 1] !== ".";
      return 1;
    }
    const operator = levels.flat().find((one) => one === symbol);
    if (operator !== undefined) found.push({ operator, at });
    else if (symbol === "=>") conditional = true;
    return symbol.length;
  });
  return conditional ? undefined : found;
}

/** Visits each place outside strings with the depth of brackets after its character; what is visited says how far to go on. */
function scan(text: string, visit: (at: number, depth: number) => number): void {
  let depth = 0;
  for (let i = 0; i < text.length; ) {
    const c = text[i] ?? "";
    if (c === '"' || c === "'" || c === "`") {
      i = endOfString(text, i);
      continue;
    }
    if ("([{".includes(c)) depth += 1;
    if (")]}".includes(c)) depth -= 1;
    i += visit(i, depth);
  }
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === text[start]) return i + 1;
  }
  return text.length;
}
