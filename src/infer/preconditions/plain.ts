/**
 * Takes a condition; gives one that says the same as a person would have written it: `!(a ==> false)` is `a`, `!(a < b)`
 * is `b <= a` of exact numbers (not of doubles, which may be no numbers), `0 <= a - b` is `b <= a`, a length that is not
 * 0 is above it, and a conjunction loses its doubles.
 */
import { showTerm } from "../../calculus/index.js";
import { and, atMost, int, lessThan, not, type Operator, or, same, type Term, trueTerm } from "../../ir/index.js";

export function plain(term: Term): Term {
  if (term.kind === "quantifier") return { ...term, body: plain(term.body) };
  if (term.kind !== "apply") return term;
  const [first, second] = term.args;
  switch (term.operator) {
    case "and":
    case "or": {
      const { operator } = term;
      const parts = term.args.map(plain).flatMap((t) => (t.kind === "apply" && t.operator === operator ? t.args : [t]));
      const kept = [...new Map(parts.map((part) => [showTerm(part), part])).values()];
      return operator === "and" ? and(...kept) : or(...kept);
    }
    case "implies":
      return first === undefined || second === undefined ? term : { ...term, args: [plain(first), plain(second)] };
    case "not":
      return first === undefined ? term : negation(first);
    case "int.atMost":
    case "int.lessThan":
      return first === undefined || second === undefined ? term : comparison(term.operator, first, second);
    default:
      return term;
  }
}

/** The opposites of the orders: the operands change places. */
const opposites: Partial<Record<Operator, Operator>> = {
  "int.lessThan": "int.atMost",
  "int.atMost": "int.lessThan",
  "real.lessThan": "real.atMost",
  "real.atMost": "real.lessThan",
};

export function negation(term: Term): Term {
  if (term.kind !== "apply") return not(term);
  const [first, second] = term.args;
  if (first === undefined) return not(term);
  if (term.operator === "not") return plain(first);
  if (second === undefined) return not(term);
  if (term.operator === "implies") return plain(and(first, not(second)));
  if (term.operator === "or") return plain(and(...term.args.map(not)));
  if (term.operator === "and") return or(...term.args.map(negation));
  if (term.operator === "same") return difference(term, first, second);
  const opposite = opposites[term.operator];
  return opposite === undefined ? not(term) : plain({ ...term, operator: opposite, args: [second, first] });
}

/** `a - b !== 0` is `a !== b`, and a length that is not 0 is above it. */
function difference(equation: Term, first: Term, second: Term): Term {
  const [value, other] = isZero(first) ? [second, first] : [first, second];
  if (!isZero(other)) return not(equation);
  if (isLength(value)) return lessThan(int(0n), value);
  const [a, b] = value.kind === "apply" && value.operator === "int.subtract" ? value.args : [];
  return a === undefined || b === undefined ? not(equation) : not(same(a, b));
}

/** Brings what is taken away to the other side, where 0 or a number stands there. */
function comparison(operator: "int.atMost" | "int.lessThan", left: Term, right: Term): Term {
  const made = operator === "int.atMost" ? atMost : lessThan;
  const low = literalOf(left);
  const [a, b] = partsOf("int.subtract", right);
  if (low === 0n && a !== undefined && b !== undefined) return strictly(made(b, a));
  const [c, d] = partsOf("int.subtract", left);
  const by = d === undefined ? undefined : literalOf(d);
  if (c !== undefined && by !== undefined && by > 0n) {
    if (showTerm(c) === showTerm(right)) return trueTerm;
    // `n - 1 < m` is `n <= m`.
    if (operator === "int.lessThan" && by === 1n) return atMost(c, right);
  }
  return strictly(made(left, right));
}

/** `1 <= n` is `0 < n`, of lengths and numbers alike. */
function strictly(term: Term): Term {
  if (term.kind !== "apply" || term.operator !== "int.atMost") return term;
  const [low, value] = term.args;
  return low !== undefined && value !== undefined && literalOf(low) === 1n ? lessThan(int(0n), value) : term;
}

function partsOf(operator: Operator, term: Term): readonly Term[] {
  return term.kind === "apply" && term.operator === operator ? term.args : [];
}

function literalOf(term: Term): bigint | undefined {
  return term.kind === "literal" && term.value.kind === "int" ? term.value.value : undefined;
}

function isZero(term: Term): boolean {
  return literalOf(term) === 0n;
}

function isLength(term: Term): boolean {
  return term.kind === "apply" && ["array.length", "string.length", "map.size"].includes(term.operator);
}
