/**
 * Every axiom of texts is true of JavaScript's strings: its text is evaluated for adversarial values of its variables,
 * each member by JavaScript itself.
 */
import { expect, test } from "vitest";
import { parseSExpressions, type SExpression } from "../../../src/smt/s-expression.js";
import { textMembers, textOfLiteral, withTextAxioms } from "../../../src/smt/text-axioms.js";

type Value = string | number | boolean;

const texts = ["", "a", "b", "ab", "ba", "aba", "abab", "\ud83d\ude00", "\ud83d", "\uffff", "a\u0000"];
const numbers = [-2, -1, 0, 1, 2, 3, 4, 97, 65535, 65536];

const substr = (s: string, a: number, n: number): string =>
  a < 0 || a >= s.length || n <= 0 ? "" : s.slice(a, Math.min(a + n, s.length));
const differs = (a: string, b: string): number =>
  [...Array(a.length).keys()].find((i) => a.charCodeAt(i) !== b.charCodeAt(i)) ?? 0;

/** SMT-LIB's strings over UTF-16 code units. Outside the text a unit is anything: 7 here. */
// biome-ignore lint/suspicious/noExplicitAny: a table of functions of several signatures.
const meaning: Readonly<Record<string, (...args: any[]) => Value>> = {
  "s.len": (s: string) => s.length,
  "s.unit": (s: string, i: number) => (i >= 0 && i < s.length ? s.charCodeAt(i) : 7),
  "s.++": (a: string, b: string) => a + b,
  "s.substr": substr,
  "s.at": (s: string, i: number) => s.charAt(i),
  "s.to_code": (s: string) => (s.length === 1 ? s.charCodeAt(0) : -1),
  "s.from_code": (n: number) => (n >= 0 && n <= 65535 ? String.fromCharCode(n) : ""),
  "s.eq": (a: string, b: string) => a === b,
  "s.diff": differs,
  "s.prefixof": (t: string, s: string) => s.startsWith(t),
  "s.suffixof": (t: string, s: string) => s.endsWith(t),
  "s.contains": (s: string, t: string) => s.includes(t),
  "s.indexof": (s: string, t: string, i: number) => (i < 0 || i > s.length ? -1 : s.indexOf(t, i)),
  "=": (a: Value, b: Value) => a === b,
  "<": (a: number, b: number) => a < b,
  "<=": (a: number, b: number) => a <= b,
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b?: number) => (b === undefined ? -a : a - b),
  "=>": (a: boolean, b: boolean) => !a || b,
  not: (a: boolean) => !a,
  and: (...all: boolean[]) => all.every(Boolean),
  or: (...all: boolean[]) => all.some(Boolean),
  ite: (c: boolean, a: Value, b: Value) => (c ? a : b),
};

function evaluate(of: SExpression, values: ReadonlyMap<string, Value>): Value {
  if (of.kind !== "list") {
    const name = of.kind === "atom" ? of.text : "";
    return values.get(name) ?? Number(name);
  }
  const [head, ...args] = of.items;
  const name = head?.kind === "atom" ? head.text : "";
  const own = meaning[name];
  if (own === undefined) throw new Error(`no meaning for ${name}`);
  return own(...args.map((a) => evaluate(a, values)));
}

function holds(axiom: string): number {
  const [parsed] = parseSExpressions(axiom);
  if (parsed?.kind !== "list") throw new Error("no list");
  const [, binders, annotated] = parsed.items;
  if (binders?.kind !== "list" || annotated?.kind !== "list") throw new Error("no quantifier");
  const [, body] = annotated.items;
  const variables = binders.items.map((b) =>
    b.kind === "list" ? b.items.map((i) => (i.kind === "atom" ? i.text : "")) : [],
  );
  let checked = 0;
  const go = (i: number, values: ReadonlyMap<string, Value>): void => {
    const [name, sort] = variables[i] ?? [];
    if (name === undefined || body === undefined) {
      checked += 1;
      if (body !== undefined) expect(evaluate(body, values), `${axiom} ${JSON.stringify([...values])}`).toBe(true);
      return;
    }
    for (const value of sort === "Text" ? texts : numbers) go(i + 1, new Map([...values, [name, value]]));
  };
  go(0, new Map());
  return checked;
}

test.each(Object.entries(textMembers))("what is known of %s is true of JavaScript's strings", (_, { axioms }) => {
  for (const axiom of axioms) expect(holds(axiom)).toBeGreaterThan(5);
});

test("a literal is known by its units", () => {
  const text = withTextAxioms("(assert (= s.l_61_ffff (s.++ s.l x)))\n");
  expect(text).toContain(
    "(and (= (s.len s.l_61_ffff) 2) (= (s.unit s.l_61_ffff 0) 97) (= (s.unit s.l_61_ffff 1) 65535))",
  );
  expect(text).toContain("(declare-const s.l Text)");
  expect(textOfLiteral('"a\\u{22}\\u{d83d}"')).toBe('a"\ud83d');
});
