/**
 * Takes a function; gives the literals of its body and contract: the values at which its behaviour may change.
 */
import { children, type FunctionIR, type Statement, type Term, termsOfStep, type Value } from "../ir/index.js";
import { doubleOfRational } from "../semantics/index.js";

export interface Literals {
  readonly integers: readonly bigint[];
  readonly doubles: readonly number[];
  readonly strings: readonly string[];
}

export function literalsOf(fn: FunctionIR): Literals {
  const { requires, ensures, throws } = fn.contract;
  const clauses = [...requires, ...ensures, ...(throws ?? [])].map((clause) => clause.term);
  const values: Value[] = [];
  const seen = new Set<Term>();
  const visit = (term: Term): void => {
    if (seen.has(term)) return;
    seen.add(term);
    if (term.kind === "literal") values.push(term.value);
    children(term).forEach(visit);
  };
  for (const term of [...clauses, ...(fn.body === undefined ? [] : termsOf(fn.body))]) visit(term);
  return {
    integers: unique(values.flatMap((v) => (v.kind === "int" || v.kind === "bigint" ? [v.value] : []))),
    doubles: unique(
      values.flatMap((v) => (v.kind === "double" ? [v.value] : v.kind === "real" ? [doubleOfRational(v)] : [])),
    ),
    strings: unique(values.flatMap((v) => (v.kind === "string" ? [v.value] : []))),
  };
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

function termsOf(statement: Statement): readonly Term[] {
  switch (statement.kind) {
    case "let":
    case "return":
      return statement.value === undefined ? [] : [statement.value];
    case "assign":
      return [statement.value, ...statement.target.path.flatMap(termsOfStep)];
    case "block":
      return statement.body.flatMap(termsOf);
    case "if":
      return [statement.condition, ...termsOf(statement.then), ...termsOf(statement.else)];
    case "loop":
      return [
        ...statement.prelude.flatMap(termsOf),
        statement.condition,
        ...statement.invariants.map((clause) => clause.term),
        ...(statement.doneWith ?? []).map((clause) => clause.term),
        ...termsOf(statement.body),
        ...termsOf(statement.step),
      ];
    case "labelled":
      return termsOf(statement.body);
    case "call":
      return statement.args.map((arg) => arg.value);
    case "assert":
    case "assume":
      return [statement.clause.term];
    case "use":
      return statement.args;
    case "order":
      return [statement.array, statement.comparison.term];
    case "break":
    case "continue":
    case "throw":
    case "havoc":
      return [];
  }
}
