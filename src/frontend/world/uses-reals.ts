/** Takes a body and the sorts around it; says whether some value in it is an exact real, so that rounding is ignored. */
import { assertNever } from "../../base/index.js";
import {
  anySort,
  children,
  type DataTypes,
  type Sort,
  type Statement,
  type Term,
  termsOfStep,
} from "../../ir/index.js";

export function usesReals(body: Statement, sorts: readonly Sort[], types: DataTypes): boolean {
  const seen = new Set<Term>();
  const inTerm = (term: Term): boolean => {
    if (seen.has(term)) return false;
    seen.add(term);
    return holdsReal(term.sort, types) || children(term).some(inTerm);
  };
  return sorts.some((sort) => holdsReal(sort, types)) || termsIn(body).some(inTerm);
}

export function holdsReal(sort: Sort, types: DataTypes): boolean {
  return anySort(sort, types, (part) => part.kind === "real");
}

/** All terms of a body, those of its clauses too. */
export function termsIn(s: Statement): readonly Term[] {
  switch (s.kind) {
    case "let":
    case "return":
      return s.value === undefined ? [] : [s.value];
    case "assign":
      return [s.value, ...s.target.path.flatMap(termsOfStep)];
    case "block":
      return s.body.flatMap(termsIn);
    case "if":
      return [s.condition, ...termsIn(s.then), ...termsIn(s.else)];
    case "loop":
      return [
        ...s.invariants.map((c) => c.term),
        ...(s.variant?.kind === "measure" ? s.variant.terms : []),
        ...(s.doneWith ?? []).map((c) => c.term),
        ...s.prelude.flatMap(termsIn),
        s.condition,
        ...termsIn(s.body),
        ...termsIn(s.step),
      ];
    case "labelled":
      return termsIn(s.body);
    case "call":
      return s.args.map((a) => a.value);
    case "assert":
    case "assume":
      return [s.clause.term];
    case "use":
      return s.args;
    case "order":
      return [s.array, s.comparison.term];
    case "break":
    case "continue":
    case "throw":
    case "havoc":
      return [];
    default:
      return assertNever(s);
  }
}
