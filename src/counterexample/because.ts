/**
 * Takes a clause that is false of some values, as the author wrote it and as a term; gives what makes it so, in its own
 * words: `\result` must be 1, which is `sum(k, 0, xs.length, xs[k])`. Text and term are taken apart together; where they
 * do not agree nothing is said. Relies on: nothing is decided here, it only words what a run has shown.
 */
import { sameTerm } from "../calculus/index.js";
import { resultName, type Term, type Value } from "../ir/index.js";
import {
  doubleOfRational,
  type Environment,
  evaluate,
  rationalOfDouble,
  showValue,
  type Theory,
  truth,
} from "../semantics/index.js";
import { type Divided, divided, quantifierBody } from "./clause-parts.js";

interface Explaining {
  readonly theory: Theory;
  readonly environment: Environment;
  readonly fuel: { left: number };
  /** Right below a quantifier. */
  readonly isInstance?: boolean;
}

const fuel = 60_000;
const longestText = 80;
const longestValue = 100;
/** Quotients by more are told as the double next to them. */
const readable = 1_000_000n;

export function because(text: string, term: Term, environment: Environment, theory: Theory): string | undefined {
  return whyFalse(text, term, { theory, environment, fuel: { left: fuel } });
}

/** Undefined where there is no more to say than that it is false. */
function whyFalse(text: string, term: Term, at: Explaining): string | undefined {
  if (term.kind === "quantifier") return instanceOf(text, term, at);
  const parts = divided(text);
  if (parts === undefined || term.kind !== "apply") return undefined;
  switch (parts.operator) {
    case "&&":
      return ofConjunction(parts.parts, operandsOf(term, "and", parts), at);
    case "||":
      return ofDisjunction(parts.parts, operandsOf(term, "or", parts), at);
    case "==>":
      return term.operator === "implies" ? ofImplication(parts.parts, term.args, at) : undefined;
    case "<==>":
      return term.operator === "iff" || term.operator === "same" ? ofSides(parts, term.args, at) : undefined;
    case "!":
      return term.operator === "not" ? `${quoted(parts.parts[0])} is true` : undefined;
    case "===":
    case "==":
      return ofEquality(parts, term, at);
    case "!==":
    case "!=":
      return ofDifference(parts, term, at);
    case "<":
    case "<=":
      return isOrder(term) ? ofSides(parts, term.args, at) : undefined;
    case ">":
    case ">=":
      return isOrder(term) ? ofSides(parts, term.args.toReversed(), at) : undefined;
  }
}

/** Of a part of what is false, where it must be said which part it is. */
function said(text: string, term: Term, at: Explaining): string {
  const why = whyFalse(text, term, at);
  if (why !== undefined) return why;
  const parts = divided(text);
  const [left, right = ""] = parts?.operator === "===" ? parts.parts : [];
  return left === resultName ? `\`${left}\` must be ${right}` : `${quoted(text)} is false`;
}

/** `a && b && c` may be one node or nested; a part in parentheses is one all the same. */
function operandsOf(
  term: Extract<Term, { kind: "apply" }>,
  operator: "and" | "or",
  { parts }: Divided,
): readonly Term[] | undefined {
  if (term.operator !== operator) return undefined;
  const flat = (of: Term): readonly Term[] =>
    of.kind === "apply" && of.operator === operator ? of.args.flatMap(flat) : [of];
  return [term.args, flat(term)].find(({ length }) => length === parts.length);
}

function ofConjunction(
  texts: readonly string[],
  terms: readonly Term[] | undefined,
  at: Explaining,
): string | undefined {
  const wrong = terms?.findIndex((term) => truthOf(term, at) === false) ?? -1;
  const [text, term] = [texts[wrong], terms?.[wrong]];
  return text === undefined || term === undefined ? undefined : said(text, term, at);
}

const mostParts = 3;

function ofDisjunction(
  texts: readonly string[],
  terms: readonly Term[] | undefined,
  at: Explaining,
): string | undefined {
  if (terms === undefined || terms.length > mostParts) return undefined;
  const reasons = terms.map((term, i) => said(texts[i] ?? "", term, at));
  // Each of them says what is due: it is due that one of them is so.
  if (reasons.every((reason) => reason.includes(" must be ")))
    return `none of these is so: ${texts.map(quoted).join(", ")}`;
  return reasons.join("; ");
}

function ofImplication([given = "", due = ""]: readonly string[], terms: readonly Term[], at: Explaining) {
  const [, conclusion] = terms;
  if (conclusion === undefined) return undefined;
  const why = said(due, conclusion, at);
  // Which positions are meant is known from the one that is told.
  if (at.isInstance === true && isRange(given)) return why;
  return given.length > longestText ? why : `${quoted(given)} is true, and ${why}`;
}

/** `0 <= k && k < xs.length` */
function isRange(text: string): boolean {
  const parts = divided(text);
  if (parts?.operator === "&&") return parts.parts.every(isRange);
  return parts !== undefined && /^[<>]=?$/u.test(parts.operator);
}

function ofEquality({ parts: [left = "", right = ""] }: Divided, term: Term, at: Explaining): string | undefined {
  const terms = sidesOf(term);
  if (terms === undefined) return undefined;
  const [a, b] = terms.map((term) => shownValueOf(term, at));
  if (a === undefined || b === undefined) return undefined;
  const [isLeft, isRight] = [left === resultName, right === resultName];
  if (!isLeft && !isRight) return ofSides({ operator: "===", parts: [left, right] }, terms, at);
  const [other, value] = isLeft ? [right, b] : [left, a];
  return isValueItself(other, value) ? undefined : `\`${resultName}\` must be ${value}, which is ${quoted(other)}`;
}

function ofDifference({ parts: [left = "", right = ""] }: Divided, term: Term, at: Explaining): string | undefined {
  const [inner] = term.kind === "apply" && term.operator === "not" ? term.args : [];
  if (inner?.kind !== "apply" || !isEquality(inner)) return undefined;
  const value = inner.args[0] === undefined ? undefined : shownValueOf(inner.args[0], at);
  if (value === undefined) return undefined;
  if (isValueItself(right, value)) return `${quoted(left)} is ${value}`;
  return `${quoted(left)} and ${quoted(right)} are both ${value}`;
}

/** What each side is; of one that is written as its value nothing. */
function ofSides({ parts }: Divided, terms: readonly Term[], at: Explaining): string | undefined {
  const told = parts.flatMap((text, i) => {
    const term = terms[i];
    const value = term === undefined ? undefined : shownValueOf(term, at);
    return value === undefined || isValueItself(text, value) ? [] : [`${quoted(text)} is ${value}`];
  });
  return told.length === 0 ? undefined : told.join(", ");
}

/** The first instance of which it is false, as it was found when the run was judged. */
function instanceOf(text: string, term: Extract<Term, { kind: "quantifier" }>, at: Explaining): string | undefined {
  const body = quantifierBody(text, term.quantifier);
  if (body === undefined || term.quantifier === "exists") return undefined;
  let found: ReadonlyMap<string, Value> | undefined;
  const { environment, theory } = at;
  const value = truth(term, environment, theory, {
    meter: at.fuel,
    onInstance: (bound) => {
      found = new Map(bound);
    },
  });
  if (value !== false || found === undefined) return undefined;
  const bound = found;
  const own = term.binders.filter(({ name }) => bound.has(name));
  const where = own.flatMap(({ name }) => {
    const instance = bound.get(name);
    return instance === undefined ? [] : [`${name.replace(/[$@'?].*$/u, "")} = ${shown(instance, at)}`];
  });
  const values = new Map([...environment.values, ...bound]);
  const entry = new Map([...(environment.entry ?? environment.values), ...bound]);
  const inside = said(body, term.body, { ...at, environment: { values, entry }, isInstance: true });
  if (where.length === 0) return inside;
  const nested = /^at (?=\w+ = )/u.test(inside) ? `, ${inside.slice(3)}` : `: ${inside}`;
  return `at ${where.join(", ")}${nested}`;
}

function truthOf(term: Term, { environment, theory, fuel: meter }: Explaining): boolean | undefined {
  const value = truth(term, environment, theory, { meter });
  return typeof value === "boolean" ? value : undefined;
}

function shownValueOf(term: Term, at: Explaining): string | undefined {
  const value = evaluate(term, at.environment, at.theory, { meter: at.fuel });
  return value.kind === "unknown" ? undefined : shown(value, at);
}

function shown(value: Value, { theory }: Explaining): string {
  if (value.kind === "real" && value.denominator > readable) return shownAbout(value);
  return shortened(showValue(value, theory.types), longestValue);
}

function isValueItself(text: string, value: string): boolean {
  return text.replaceAll("'", '"') === value || text === "[]" || text === "{}";
}

/** The sides of an equality; where one may be absent, that it is there is a part of its own. */
function sidesOf(term: Term): readonly Term[] | undefined {
  if (term.kind !== "apply") return undefined;
  if (isEquality(term)) return term.args;
  const [there, same] = term.operator === "and" ? term.args : [];
  if (there?.kind !== "is" || same?.kind !== "apply" || !isEquality(same)) return undefined;
  const whole = there.of;
  return same.args.map((side) => (side.kind === "field" && sameTerm(side.of, whole) ? whole : side));
}

function isEquality(term: Extract<Term, { kind: "apply" }>): boolean {
  return term.operator === "same" || term.operator === "iff" || term.operator === "double.equal";
}

function isOrder({ operator }: Extract<Term, { kind: "apply" }>): boolean {
  return /\.(?:lessThan|atMost)$/u.test(operator);
}

function quoted(text = ""): string {
  return `\`${shortened(text, longestText)}\``;
}

function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

function shownAbout(value: Extract<Value, { kind: "real" }>): string {
  const nearest = doubleOfRational(value);
  const { numerator, denominator } = rationalOfDouble(nearest);
  return numerator === value.numerator && denominator === value.denominator ? `${nearest}` : `about ${nearest}`;
}
