/**
 * Gives the axioms of texts as SMT-LIB text: each member's signature, and what is known of it with the trigger that
 * brings it in. `s.unit` is the code unit at a position, `s.eq` is equality, `s.diff` a position where two texts differ.
 * Soundness: each is true of JavaScript's strings, which `test/unit/smt/text-axioms.test.ts` evaluates.
 */

interface Member {
  readonly arity: number;
  readonly signature: string;
  readonly axioms: readonly string[];
}

const all = (binders: string, body: string, trigger: string): string =>
  `(forall (${binders}) (! ${body} :pattern (${trigger})))`;

const inside = (i: string, s: string): string => `(and (<= 0 ${i}) (< ${i} (s.len ${s})))`;
const from = (i: string, s: string): string => `(and (<= 0 ${i}) (<= ${i} (s.len ${s})))`;

export const textMembers = {
  len: {
    arity: 1,
    signature: "(Text) Int",
    axioms: [all("(s Text)", "(<= 0 (s.len s))", "(s.len s)")],
  },
  unit: {
    arity: 2,
    signature: "(Text Int) Int",
    axioms: [
      all(
        "(s Text) (i Int)",
        `(=> ${inside("i", "s")} (and (<= 0 (s.unit s i)) (<= (s.unit s i) 65535)))`,
        "(s.unit s i)",
      ),
    ],
  },
  "++": {
    arity: 2,
    signature: "(Text Text) Text",
    axioms: [
      all("(a Text) (b Text)", "(= (s.len (s.++ a b)) (+ (s.len a) (s.len b)))", "(s.++ a b)"),
      all(
        "(a Text) (b Text) (i Int)",
        "(=> (and (<= 0 i) (< i (+ (s.len a) (s.len b)))) (= (s.unit (s.++ a b) i) (ite (< i (s.len a)) (s.unit a i) (s.unit b (- i (s.len a))))))",
        "(s.unit (s.++ a b) i)",
      ),
    ],
  },
  substr: {
    arity: 3,
    signature: "(Text Int Int) Text",
    axioms: [
      all(
        "(s Text) (a Int) (n Int)",
        `(= (s.len (s.substr s a n)) (ite (and ${inside("a", "s")} (< 0 n)) (ite (<= n (- (s.len s) a)) n (- (s.len s) a)) 0))`,
        "(s.substr s a n)",
      ),
      all(
        "(s Text) (a Int) (n Int) (i Int)",
        `(=> ${inside("i", "(s.substr s a n)")} (= (s.unit (s.substr s a n) i) (s.unit s (+ a i))))`,
        "(s.unit (s.substr s a n) i)",
      ),
    ],
  },
  at: {
    arity: 2,
    signature: "(Text Int) Text",
    axioms: [
      all("(s Text) (i Int)", `(= (s.len (s.at s i)) (ite ${inside("i", "s")} 1 0))`, "(s.at s i)"),
      all("(s Text) (i Int)", `(=> ${inside("i", "s")} (= (s.unit (s.at s i) 0) (s.unit s i)))`, "(s.at s i)"),
    ],
  },
  to_code: {
    arity: 1,
    signature: "(Text) Int",
    axioms: [all("(s Text)", "(= (s.to_code s) (ite (= (s.len s) 1) (s.unit s 0) (- 1)))", "(s.to_code s)")],
  },
  from_code: {
    arity: 1,
    signature: "(Int) Text",
    axioms: [
      all(
        "(n Int)",
        "(ite (and (<= 0 n) (<= n 65535)) (and (= (s.len (s.from_code n)) 1) (= (s.unit (s.from_code n) 0) n)) (= (s.len (s.from_code n)) 0))",
        "(s.from_code n)",
      ),
    ],
  },
  eq: {
    arity: 2,
    signature: "(Text Text) Bool",
    axioms: [
      all("(a Text) (b Text)", "(=> (s.eq a b) (= a b))", "(s.eq a b)"),
      all(
        "(a Text) (b Text)",
        `(=> (and (= (s.len a) (s.len b)) (=> ${inside("(s.diff a b)", "a")} (= (s.unit a (s.diff a b)) (s.unit b (s.diff a b))))) (s.eq a b))`,
        "(s.eq a b)",
      ),
    ],
  },
  diff: { arity: 2, signature: "(Text Text) Int", axioms: [] },
  prefixof: {
    arity: 2,
    signature: "(Text Text) Bool",
    axioms: [
      all(
        "(t Text) (s Text)",
        "(= (s.prefixof t s) (and (<= (s.len t) (s.len s)) (s.eq (s.substr s 0 (s.len t)) t)))",
        "(s.prefixof t s)",
      ),
    ],
  },
  suffixof: {
    arity: 2,
    signature: "(Text Text) Bool",
    axioms: [
      all(
        "(t Text) (s Text)",
        "(= (s.suffixof t s) (and (<= (s.len t) (s.len s)) (s.eq (s.substr s (- (s.len s) (s.len t)) (s.len t)) t)))",
        "(s.suffixof t s)",
      ),
    ],
  },
  contains: {
    arity: 2,
    signature: "(Text Text) Bool",
    axioms: [all("(s Text) (t Text)", "(= (s.contains s t) (<= 0 (s.indexof s t 0)))", "(s.contains s t)")],
  },
  indexof: {
    arity: 3,
    signature: "(Text Text Int) Int",
    axioms: [
      all("(s Text) (t Text) (i Int)", "(<= (- 1) (s.indexof s t i))", "(s.indexof s t i)"),
      all(
        "(s Text) (t Text) (i Int)",
        "(=> (<= 0 (s.indexof s t i)) (and (<= 0 i) (<= i (s.indexof s t i)) (<= (+ (s.indexof s t i) (s.len t)) (s.len s)) (s.eq (s.substr s (s.indexof s t i) (s.len t)) t)))",
        "(s.indexof s t i)",
      ),
      all(
        "(s Text) (t Text) (i Int)",
        `(=> (and (= (s.len t) 0) ${from("i", "s")}) (= (s.indexof s t i) i))`,
        "(s.indexof s t i)",
      ),
      all(
        "(s Text) (t Text) (i Int) (j Int)",
        `(=> (and (= (s.len t) 1) (<= 0 i) (<= i j) (< j (s.len s)) (or (< (s.indexof s t i) 0) (< j (s.indexof s t i)))) (not (= (s.unit s j) (s.unit t 0))))`,
        "(s.indexof s t i) (s.unit s j)",
      ),
      all(
        "(s Text) (t Text) (i Int) (j Int) (n Int)",
        "(=> (and (= n (s.len t)) (<= 0 i) (<= i j) (<= (+ j n) (s.len s)) (s.eq (s.substr s j n) t)) (and (<= 0 (s.indexof s t i)) (<= (s.indexof s t i) j)))",
        "(s.indexof s t i) (s.substr s j n)",
      ),
    ],
  },
  "<": { arity: 2, signature: "(Text Text) Bool", axioms: [] },
  "<=": { arity: 2, signature: "(Text Text) Bool", axioms: [] },
  replace: { arity: 3, signature: "(Text Text Text) Text", axioms: [] },
  replace_all: { arity: 3, signature: "(Text Text Text) Text", axioms: [] },
  from_int: { arity: 1, signature: "(Int) Text", axioms: [] },
} as const satisfies Readonly<Record<string, Member>>;

export type TextMember = keyof typeof textMembers;

/**
 * The text of a query over abstract texts, from its text over strings whose members are renamed: the sort, the members
 * and axioms, and each literal by its units.
 */
export function withTextAxioms(query: string): string {
  const literals = [...new Set(query.match(/(?<=[( ])s\.l(?:_[0-9a-f]+)*(?=[) ])/g))];
  const members = Object.entries<Member>(textMembers);
  return [
    "(declare-sort Text 0)",
    ...members.map(([name, { signature }]) => `(declare-fun s.${name} ${signature})`),
    ...literals.map((name) => `(declare-const ${name} Text)`),
    ...members.flatMap(([, { axioms }]) => axioms.map((axiom) => `(assert ${axiom})`)),
    ...literals.map(literalFacts),
    // No literal is left in which the word could stand.
    query.replace(/\bString\b/g, "Text"),
  ].join("\n");
}

function literalFacts(name: string): string {
  const units = name.split("_").slice(1);
  const each = units.map((unit, i) => `(= (s.unit ${name} ${i}) ${Number.parseInt(unit, 16)})`);
  return `(assert (and ${[`(= (s.len ${name}) ${units.length})`, ...each].join(" ")}))`;
}

/** The string that an SMT-LIB literal of ours denotes; empty for other text. */
export function textOfLiteral(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
