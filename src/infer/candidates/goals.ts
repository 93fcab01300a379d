/**
 * Gives what has to hold behind the loop, made weaker so that it may hold in each round: a bound replaced by a counter, a
 * range cut at a counter, a result variable replaced by another, conclusions without their conditions.
 * Source: Furia, Meyer, Velder, "Loop invariants: analysis, classification, and examples" (ACM Computing Surveys 2014).
 */

import { instantiate } from "../../calculus/index.js";
import {
  add,
  and,
  atMost,
  binders,
  boolTerm,
  children,
  freeVariables,
  implies,
  int,
  lessThan,
  not,
  subtract,
  type Term,
  use,
  withChildren,
} from "../../ir/index.js";
import type { Candidate, Generator, LoopContext } from "../loop-context.js";
import { integersOf, isMoving, isScalarKind, termKey as key } from "../vocabulary.js";

export const goals: Generator = (context) =>
  relaxed(
    context.goals.flatMap((goal) => cores(goal, context)),
    context,
  );

/** The conditions, and those of the author's `requires` that speak of what the loop changes. */
export const kept: Generator = (context) => {
  const { fn, changed } = context;
  const names = new Set(changed);
  return fn.contract.requires
    .map(({ term }) => term)
    .filter((term) => [...freeVariables(term).keys()].some((n) => names.has(n)));
};

export function relaxed(from: readonly Term[], context: LoopContext): readonly Candidate[] {
  const moving = integersOf(context).filter((term) => isMoving(term, context));
  return from.flatMap((core) => {
    // Products under an order are dear to the prover: they are tried as they are and with plain counters.
    const isDear = !hasQuantifier(core) && !hasCall(core) && !isLinear(core) && !isEquality(core);
    const coupled = isDear ? [core] : [core, ...uncoupled(core, context)];
    return coupled.flatMap((term): readonly Candidate[] => [
      term,
      ...moving.flatMap((counter) => cutRanges(term, counter)),
      ...replaceable(term).flatMap((part) =>
        moving.flatMap((counter) => (isDear ? replacedWith(term, part, counter) : replacedBy(term, part, counter))),
      ),
    ]);
  });
}

/** What a counter may stand for: of plain comparisons, whose bounds are found as such, only what is no literal. */
function replaceable(term: Term): readonly Term[] {
  const parts = integersIn(term);
  if (hasQuantifier(term) || hasCall(term)) return parts;
  return isLinear(term) ? [] : parts.filter((part) => part.kind !== "literal" && !isProduct(part));
}

function isEquality(term: Term): boolean {
  return term.kind === "apply" && term.operator === "same";
}

function isProduct(term: Term): boolean {
  return term.kind === "apply" && term.operator === "int.multiply";
}

function hasCall(term: Term): boolean {
  return term.kind === "call" || children(term).some(hasCall);
}

function isLinear(term: Term): boolean {
  const linear = ["int.add", "int.subtract", "int.lessThan", "int.atMost", "same", "not", "and", "or", "implies"];
  if (term.kind === "variable" || term.kind === "literal") return true;
  if (term.kind !== "apply") return false;
  if (term.operator === "array.length" || term.operator === "string.length") return true;
  return linear.includes(term.operator) && term.args.every((arg) => arg.sort.kind !== "real" && isLinear(arg));
}

/** The condition itself, its conclusion, its alternatives, the quantified parts of it and their denials. */
function cores(goal: Term, context: LoopContext): readonly Term[] {
  const found = [goal];
  const walk = (term: Term): void => {
    if (term.kind === "quantifier") {
      found.push(term.quantifier === "forall" ? term : denied(term));
      found.push(term.quantifier === "forall" ? denied(term) : term);
      return;
    }
    if (term.kind !== "apply" || !isBoolean(term)) return;
    for (const part of term.args) walk(part);
    const [, second] = term.args;
    if (term.operator === "implies" && second !== undefined) found.push(second);
    if (term.operator === "or") found.push(...term.args);
  };
  walk(goal);
  return found.filter((term) => isMoving(term, context) || hasQuantifier(term) || term === goal);
}

function hasQuantifier(term: Term): boolean {
  return term.kind === "quantifier" || children(term).some(hasQuantifier);
}

function isBoolean(term: Term): boolean {
  return term.sort.kind === "bool";
}

/** `exists` as `forall` of the denial, and the other way round; a guard stays a guard. */
function denied(term: Extract<Term, { kind: "quantifier" }>): Term {
  const { quantifier, body } = term;
  return { ...term, quantifier: quantifier === "forall" ? "exists" : "forall", body: deniedBody(body, quantifier) };
}

function deniedBody(body: Term, quantifier: "forall" | "exists"): Term {
  if (body.kind === "quantifier" && body.quantifier === quantifier) return denied(body);
  if (body.kind === "apply") {
    const [first, second] = body.args;
    if (quantifier === "forall" && body.operator === "implies" && first !== undefined && second !== undefined)
      return and(first, second.kind === "quantifier" ? denied(second) : not(second));
    if (quantifier === "exists" && body.operator === "and") {
      const guards = body.args.slice(0, -1);
      const last = body.args.at(-1) ?? boolTerm(true);
      return implies(and(...guards), last.kind === "quantifier" ? denied(last) : not(last));
    }
  }
  return not(body);
}

/** With another of the loop's variables in place of one. */
function uncoupled(term: Term, { scope, changed }: LoopContext): readonly Term[] {
  const free = [...freeVariables(term).values()].filter(
    ({ name, sort }) => changed.has(name) && isScalarKind(sort.kind),
  );
  return free.flatMap((variable) =>
    scope
      .filter(
        (other) => other.name !== variable.name && changed.has(other.name) && other.sort.kind === variable.sort.kind,
      )
      .map((other) => instantiate(term, new Map([[variable.name, use(other)]]))),
  );
}

/** Integer parts over free variables alone, literals among them, each once. */
function integersIn(term: Term): readonly Term[] {
  const found = new Map<string, Term>();
  const walk = (node: Term, bound: ReadonlySet<string>): void => {
    if (node.sort.kind === "int" && ![...freeVariables(node).keys()].some((name) => bound.has(name))) {
      found.set(key(node), node);
    }
    const inner = new Set([...bound, ...binders(node).map(({ name }) => name)]);
    for (const child of children(node)) walk(child, inner);
  };
  walk(term, new Set());
  return [...found.values()];
}

/** The counter itself, one more and one less. */
function near(counter: Term): readonly Term[] {
  return [counter, add(counter, int(1n)), subtract(counter, int(1n))];
}

function replacedBy(term: Term, part: Term, counter: Term): readonly Term[] {
  return near(counter).flatMap((by) => replacedWith(term, part, by));
}

/** All occurrences replaced, and each alone where there are few. */
function replacedWith(term: Term, part: Term, by: Term): readonly Term[] {
  const wanted = key(part);
  if (wanted === key(by)) return [];
  let count = 0;
  const replace = (only: number | undefined): Term => {
    let seen = 0;
    const walk = (node: Term): Term => {
      if (node.kind === "old" && node !== part) return node;
      if (node.sort.kind === "int" && key(node) === wanted) {
        seen += 1;
        return only === undefined || only === seen ? by : node;
      }
      return withChildren(node, children(node).map(walk));
    };
    const result = walk(term);
    count = seen;
    return result;
  };
  const all = replace(undefined);
  if (count === 0) return [];
  if (count < 2 || count > 3) return [all];
  return [all, ...Array.from({ length: count }, (_, i) => replace(i + 1))];
}

/** The range of a bound variable cut at a counter, from above and from below, as far as runs allow. */
function cutRanges(term: Term, counter: Term): readonly Candidate[] {
  if (term.kind !== "quantifier" || term.quantifier !== "forall") return conclusionCut(term, counter);
  const [at, above, below] = near(counter);
  if (at === undefined || above === undefined || below === undefined) return [];
  const integers = chain(term)
    .flatMap(({ binders: own }) => own)
    .filter(({ sort }) => sort.kind === "int");
  return integers.flatMap((variable) => {
    const k = use(variable);
    return [
      [above, at, below].map((limit) => guarded(term, lessThan(k, limit))),
      [below, at, above].map((limit) => guarded(term, atMost(limit, k))),
    ];
  });
}

/** Of `A ==> forall …` the range inside is cut. */
function conclusionCut(term: Term, counter: Term): readonly Candidate[] {
  if (term.kind !== "apply" || term.operator !== "implies") return [];
  const [condition, conclusion] = term.args;
  if (condition === undefined || conclusion?.kind !== "quantifier") return [];
  return cutRanges(conclusion, counter).map((cut) =>
    "kind" in cut ? implies(condition, cut) : cut.map((way) => implies(condition, way)),
  );
}

type Quantified = Extract<Term, { kind: "quantifier" }>;

function chain(term: Quantified): readonly Quantified[] {
  const inner = innermost(term);
  return inner === undefined ? [term] : [term, ...chain(inner)];
}

function innermost({ body, quantifier }: Quantified): Quantified | undefined {
  if (body.kind === "quantifier" && body.quantifier === quantifier) return body;
  const conclusion = body.kind === "apply" && body.operator === "implies" ? body.args[1] : undefined;
  return conclusion?.kind === "quantifier" && conclusion.quantifier === quantifier ? conclusion : undefined;
}

/** The guard stands with the innermost one, where all bound variables have their values. */
function guarded(term: Quantified, guard: Term): Term {
  const { body } = term;
  if (body.kind === "quantifier" && body.quantifier === term.quantifier) return { ...term, body: guarded(body, guard) };
  if (body.kind === "apply" && body.operator === "implies") {
    const [condition, conclusion] = body.args;
    if (condition !== undefined && conclusion !== undefined) {
      if (conclusion.kind === "quantifier" && conclusion.quantifier === term.quantifier)
        return { ...term, body: implies(condition, guarded(conclusion, guard)) };
      return { ...term, body: implies(and(condition, guard), conclusion) };
    }
  }
  return { ...term, body: implies(guard, body) };
}
