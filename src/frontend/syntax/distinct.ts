/** Takes `requires` clauses; gives the pairs that `distinct(a, b)` names, and the clauses without them. */
import type { ClauseSyntax, Expression } from "../../contract/index.js";
import type { ReadParameter } from "../lower/parameters.js";
import { Refusal } from "./refusal.js";

type Formula = Extract<ClauseSyntax, { expression: Expression }>;

export function distinctPairs(
  clauses: readonly ClauseSyntax[],
  parameters: readonly ReadParameter[],
  faults: Refusal[],
): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (const clause of clauses) {
    if (clause.keyword !== "requires") continue;
    for (const part of conjuncts(clause.expression)) {
      if (!isDistinct(part)) continue;
      const names = part.args.map((arg) => nameOf(arg, parameters));
      const [a, b] = names;
      if (a === undefined || b === undefined || names.length !== 2 || a === b) {
        const message = "`distinct` names two different parameters.";
        faults.push(new Refusal("invalid", { code: "clause.distinct", span: part.span, message }));
      } else {
        pairs.push([a, b]);
      }
    }
  }
  return pairs;
}

function nameOf(arg: Expression, parameters: readonly ReadParameter[]): string | undefined {
  return arg.kind === "name" ? parameters.find((p) => p.name === arg.name)?.variable.name : undefined;
}

/** Undefined where nothing else is said. */
export function withoutDistinct(clause: Formula): Formula | undefined {
  if (clause.keyword !== "requires") return clause;
  const parts = conjuncts(clause.expression);
  const rest = parts.filter((part) => !isDistinct(part));
  if (rest.length === parts.length) return clause;
  const [first, ...others] = rest;
  if (first === undefined) return undefined;
  const expression = others.reduce<Expression>(
    (left, right) => ({ kind: "binary", operator: "&&", left, right, operatorSpan: right.span, span: clause.span }),
    first,
  );
  return { ...clause, expression };
}

function conjuncts(e: Expression): readonly Expression[] {
  return e.kind === "binary" && e.operator === "&&" ? [...conjuncts(e.left), ...conjuncts(e.right)] : [e];
}

function isDistinct(e: Expression): e is Extract<Expression, { kind: "call" }> {
  return e.kind === "call" && e.callee.kind === "name" && /^\\?distinct$/u.test(e.callee.name);
}
