/**
 * Takes a function's parameters; gives what is taken for granted of the arguments at entry (SEMANTICS, sections 1, 2, 4),
 * each with the condition by which a run can tell.
 */
import {
  type Assumption,
  and,
  anySort,
  children,
  type DataTypes,
  deepFacts,
  type EffectiveContract,
  isMutable,
  isTrue,
  lengthFact,
  type OpaqueSort,
  type Statement,
  safeInteger,
  type Term,
  trueTerm,
  typeFacts,
  type Variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { termsIn } from "./uses-reals.js";

export function entryAssumptions(
  parameters: readonly Variable[],
  types: DataTypes,
  span: Span,
  strictNullChecks: boolean,
): readonly Assumption[] {
  const every = (leaf: (part: Term) => Term, predicate?: "data.safe"): Term =>
    and(...parameters.map((p) => deepFacts(use(p), p.sort, leaf, types, predicate)));
  const facts = and(...parameters.map((p) => typeFacts(use(p), p.sort, types)), every(lengthFact));
  const safe = every(safeInteger, "data.safe");
  const found: Assumption[] = [];
  const assume = (kind: Assumption["kind"], text: string, term: Term): void => {
    found.push({ kind, text, predicate: { kind: "runs", term }, span });
  };
  if (parameters.length > 0) assume("input.types", "the arguments have their declared types", facts);
  for (const { name, compared } of opaqueSorts(parameters, types)) {
    // A run lets integers stand for its values, so that there both hold by construction.
    assume("input.types", `${name} stands for a type without undefined and null`, trueTerm);
    if (compared === true) {
      const text = `\`===\` compares values of ${name} by what they are: none is NaN, no two are equal objects`;
      assume("input.types", text, trueTerm);
    }
  }
  if (parameters.some((p) => isMutable(p.sort, types))) {
    // A run builds its arguments apart, so that there it holds by construction.
    assume(
      "input.forest",
      "no object is reachable in two ways from the arguments, but that those of like type may be one object",
      trueTerm,
    );
  }
  if (!isTrue(safe)) assume("safe-integers", "numbers in the arguments are integers within ±(2^53 − 1)", safe);
  if (!strictNullChecks) {
    assume(
      "strict-null-off",
      "null and undefined occur only where a type says so, which the project does not check",
      trueTerm,
    );
  }
  return found;
}

/** Does the body or a clause call a function value? What it calls is a callee's own matter, and recorded there. */
export function appliesValues(body: Statement, { requires, ensures, throws, variant }: EffectiveContract): boolean {
  const seen = new Set<Term>();
  const inTerm = (term: Term): boolean => {
    if (seen.has(term)) return false;
    seen.add(term);
    return (term.kind === "apply" && term.operator === "function.apply") || children(term).some(inTerm);
  };
  const clauses = [...requires, ...ensures, ...(throws ?? [])].map((c) => c.term);
  return [...clauses, ...(variant?.kind === "measure" ? variant.terms : []), ...termsIn(body)].some(inTerm);
}

/** Of functions that are called as they were passed: a run passes such ones alone. */
export function functionsAreValues(span: Span): Assumption {
  const text =
    "functions that are called as values return, change nothing, look at no more than the arguments that their types name, and give equal results for equal ones; numbers that they give are safe integers";
  return { kind: "input.functions", text, predicate: { kind: "runs", term: trueTerm }, span };
}

function opaqueSorts(parameters: readonly Variable[], types: DataTypes): readonly OpaqueSort[] {
  const found = new Map<string, OpaqueSort>();
  for (const { sort } of parameters) {
    anySort(sort, types, (part) => {
      if (part.kind === "opaque" && part.foreign === undefined) found.set(part.name, part);
      return false;
    });
  }
  return [...found.values()];
}

function use(variable: Variable): Term {
  return { kind: "variable", ...variable };
}
