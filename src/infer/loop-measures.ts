/**
 * Takes a loop; gives measures that its guard suggests, the likeliest first. They are guesses, proved like any other.
 * Source: the distance of a guard's sides, as in Podelski, Rybalchenko, "A complete method for the synthesis of linear
 * ranking functions" (VMCAI 2004), read off the syntax.
 */
import { changedBy, sameTerm, statementsOf } from "../calculus/index.js";
import {
  add,
  apply,
  children,
  freeVariables,
  int,
  intSort,
  ite,
  not,
  type Program,
  type Statement,
  substitute,
  subtract,
  type Term,
} from "../ir/index.js";

export type Loop = Extract<Statement, { kind: "loop" }>;
export type Measure = readonly Term[];

export function loopMeasures(loop: Loop, program: Program): readonly Measure[] {
  const changed = new Set(changedBy([...loop.prelude, loop.body, loop.step], program).map(({ root }) => root.name));
  const values = valuesAtHead(loop.prelude, program);
  const found = [loop.condition, ...escapes(loop)].flatMap((guard) => distances(substitute(guard, values)));
  const inner = new Set(
    [...loop.prelude, loop.body, loop.step]
      .flatMap(statementsOf)
      .flatMap((s) => (s.kind === "let" ? s.variable.name : [])),
  );
  return distinct(
    found.filter(
      (measure) =>
        measure.some((term) => mentions(term, changed)) &&
        !measure.some((term) => mentions(term, inner) || readsElement(term)),
    ),
  );
}

/** What the guard's temporaries are at the head of the round: in `while (n-- > 0)` what is compared is `n` there. */
function valuesAtHead(prelude: Loop["prelude"], program: Program): ReadonlyMap<string, Term> {
  const values = new Map<string, Term>();
  const changed = new Set<string>();
  for (const statement of prelude) {
    if (statement.kind === "let" && statement.value !== undefined && !mentions(statement.value, changed)) {
      values.set(statement.variable.name, substitute(statement.value, values));
    }
    for (const { root } of changedBy([statement], program)) if (!values.has(root.name)) changed.add(root.name);
  }
  return values;
}

/** What holds after the guarded exits that a round begins with: `if (i >= n) break`. */
function escapes(loop: Loop): readonly Term[] {
  const parts = loop.body.kind === "block" ? loop.body.body : [loop.body];
  return parts.flatMap((part) => {
    if (part.kind !== "if") return [];
    if (exits(part.then, loop.label)) return [not(part.condition)];
    return exits(part.else, loop.label) ? [part.condition] : [];
  });
}

function exits(statement: Statement, label: string): boolean {
  const last = statementsOf(statement).at(-1);
  return last?.kind === "return" || last?.kind === "throw" || (last?.kind === "break" && last.label === label);
}

/** Measures that are at least 0 while the guard holds. */
function distances(guard: Term): readonly Measure[] {
  if (guard.kind !== "apply") return [];
  const [first, second] = guard.args;
  switch (guard.operator) {
    case "and":
      return guard.args.flatMap(distances);
    case "or":
      return ofAlternatives(guard.args);
    case "int.lessThan":
    case "bigint.lessThan":
    // What is not above a root is not above what the root is of.
    case "int.belowRoot":
      return between(first, second, 0n);
    case "int.atMost":
    case "bigint.atMost":
    case "int.atMostRoot":
      return between(first, second, 1n);
    case "not":
      return first === undefined ? [] : ofDenied(first);
    default:
      return [];
  }
}

function ofDenied(term: Term): readonly Measure[] {
  if (term.kind !== "apply") return [];
  const [first, second] = term.args;
  switch (term.operator) {
    case "int.lessThan":
    case "bigint.lessThan":
      return between(second, first, 1n);
    case "int.atMost":
    case "bigint.atMost":
      return between(second, first, 0n);
    // `x !== y` does not say which is larger: both ways are tried, last.
    case "same":
      return [...between(first, second, 0n), ...between(second, first, 0n)];
    case "or":
      return term.args.flatMap((part) => distances(not(part)));
    case "and":
      return ofAlternatives(term.args.map(not));
    case "not":
      return first === undefined ? [] : distances(first);
    default:
      return [];
  }
}

/**
 * `p || q`: what is left of both together. A variable among them is the flag of the first round of a `do`: it falls
 * before the rest has to.
 */
function ofAlternatives(parts: readonly Term[]): readonly Measure[] {
  const [flag, ...rest] = parts;
  if (flag?.kind === "variable") {
    const inner = rest.length === 1 && rest[0] !== undefined ? distances(rest[0]) : ofAlternatives(rest);
    return inner.map((measure) => [ite(flag, int(1n), int(0n)), ...measure]);
  }
  const each = parts.map((part) => distances(part)[0]?.[0]);
  const known = each.filter((term) => term !== undefined);
  if (known.length === 0 || known.length < each.length) return [];
  const left = known.map((term) => apply("int.maximum", [int(0n), term], intSort));
  return [[left.reduce(add)]];
}

function between(low: Term | undefined, high: Term | undefined, more: bigint): readonly Measure[] {
  if (low?.sort.kind === "bigint" && high?.sort.kind === "bigint") {
    return between(asInteger(low), asInteger(high), more);
  }
  if (low?.sort.kind !== "int" || high?.sort.kind !== "int") return [];
  const distance = isZero(low) ? high : subtract(high, low);
  return [[more === 0n ? distance : add(distance, int(more))]];
}

function asInteger(term: Term): Term {
  return term.kind === "literal" && term.value.kind === "bigint"
    ? int(term.value.value)
    : apply("bigint.toInt", [term], intSort);
}

/** An element says nothing of what is left, and reading it would owe its place. */
function readsElement(term: Term): boolean {
  if (term.kind === "apply" && (term.operator === "array.get" || term.operator === "map.get")) return true;
  return children(term).some(readsElement);
}

function isZero(term: Term): boolean {
  return term.kind === "literal" && term.value.kind === "int" && term.value.value === 0n;
}

function mentions(term: Term, names: ReadonlySet<string>): boolean {
  return [...freeVariables(term).keys()].some((name) => names.has(name));
}

export function distinct(measures: readonly Measure[]): readonly Measure[] {
  return measures.filter((measure, i) => !measures.slice(0, i).some((earlier) => sameMeasure(earlier, measure)));
}

function sameMeasure(a: Measure, b: Measure): boolean {
  return a.length === b.length && a.every((term, i) => b[i] !== undefined && sameTerm(term, b[i]));
}
