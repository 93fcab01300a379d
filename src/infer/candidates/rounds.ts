/**
 * Gives what the rounds so far have established, read off the body: what a test found of the element at a counter (by not
 * leaving the loop, or by what it led to), for all values that the counter has had.
 */
import { instantiate } from "../../calculus/index.js";
import {
  and,
  apply,
  arrayLength,
  atMost,
  binders,
  bool,
  children,
  exists,
  forall,
  freeVariables,
  implies,
  int,
  lessThan,
  not,
  type Statement,
  type Term,
  use,
  type Variable,
} from "../../ir/index.js";
import type { Generator, LoopContext } from "../loop-context.js";
import { boundNames, countersOf, lengthOf, ownStatements, termKey } from "../vocabulary.js";

/** Tests in the rounds, with what inner variables stand for worked in. */
export function testsOf({ loop }: LoopContext): readonly Term[] {
  const values = new Map<string, Term>();
  const found: Term[] = [];
  const add = (term: Term): void => {
    for (const atom of atoms(instantiate(term, values))) found.push(atom);
  };
  const read = (statement: Statement): void => {
    switch (statement.kind) {
      case "let":
        if (statement.value === undefined) return;
        for (const test of testsInside(statement.value)) add(test);
        values.set(statement.variable.name, instantiate(statement.value, values));
        return;
      case "assign":
        for (const test of [...testsInside(statement.value), ...ordered(statement)]) add(test);
        return;
      case "if":
        add(statement.condition);
        return;
      default:
        return;
    }
  };
  for (const part of loop.prelude) for (const own of ownStatements(part)) read(own);
  add(loop.condition);
  for (const own of ownStatements(loop.body)) read(own);
  return found;
}

function testsInside(value: Term): readonly Term[] {
  const own = value.kind === "apply" && value.operator === "ite" && value.args[0] !== undefined ? [value.args[0]] : [];
  return [...own, ...children(value).flatMap(testsInside)];
}

/** `m = Math.max(m, x)` makes `x <= m`. */
function ordered({ target, value }: Extract<Statement, { kind: "assign" }>): readonly Term[] {
  if (target.path.length > 0 || value.kind !== "apply") return [];
  const [, name] = /^(?:int|real)\.(maximum|minimum)$/u.exec(value.operator) ?? [];
  if (name === undefined) return [];
  const kind = value.operator.startsWith("int") ? "int" : "real";
  const own = use(target.root);
  return value.args.map((arg) => apply(`${kind}.atMost`, name === "maximum" ? [arg, own] : [own, arg], bool));
}

/** The parts that a connective joins, without their denials. */
function atoms(term: Term): readonly Term[] {
  if (term.kind === "apply" && ["and", "or", "not", "implies"].includes(term.operator)) return term.args.flatMap(atoms);
  return [term];
}

export const rounds: Generator = (context) => {
  const counters = countersOf(context);
  const inScope = new Set(context.scope.map(({ name }) => name));
  const tests = testsOf(context).filter((test) => [...freeVariables(test).keys()].every((name) => inScope.has(name)));
  const flags = context.scope.filter(({ name, sort }) => sort.kind === "bool" && context.changed.has(name)).map(use);
  return counters.flatMap((counter) =>
    tests
      .filter(
        (test) =>
          counter.kind === "variable" && freeVariables(test).has(counter.name) && test !== context.loop.condition,
      )
      .flatMap((test) => {
        const all = overRange(counter, test, context);
        return [...all, ...flags.flatMap((flag) => withFlag(flag, counter, test, all, context))];
      }),
  );
};

/** Of all values from the first on, or down to it, that lie behind. */
function overRange(counter: Term, test: Term, context: LoopContext): readonly Term[] {
  const [index] = boundNames(context);
  return [test, not(test)].flatMap((body) => {
    const inside = at(body, counter, index);
    return rangesOf(counter, test, context).map((range) => forall([index], implies(range(use(index)), inside)));
  });
}

function at(body: Term, counter: Term, index: Variable): Term {
  return counter.kind === "variable" ? instantiate(body, new Map([[counter.name, use(index)]])) : body;
}

export function rangesOf(counter: Term, of: Term, context: LoopContext): readonly ((k: Term) => Term)[] {
  const first = counter.kind === "variable" ? context.first.get(counter.name) : undefined;
  const own = first === undefined ? [] : [first];
  const lows = distinct([int(0n), ...own, ...firstsOfOthers(counter, own, context)]);
  const highs = lengthsIn(of);
  return [
    ...lows.map((low) => (k: Term) => and(atMost(low, k), lessThan(k, counter))),
    ...(first === undefined ? [] : [(k: Term) => and(lessThan(counter, k), atMost(k, first))]),
    ...highs.map((high) => (k: Term) => and(lessThan(counter, k), lessThan(k, high))),
    ...highs.map((high) => (k: Term) => and(atMost(counter, k), lessThan(k, high))),
  ];
}

/** What other counters start from may be where the range begins: `let at = i; for (let j = i + 1; …)`. */
function firstsOfOthers(counter: Term, own: readonly Term[], { first, changed, scope }: LoopContext): readonly Term[] {
  const names = scope.filter(({ name, sort }) => sort.kind === "int" && changed.has(name)).map(({ name }) => name);
  const keys = new Set(own.map(termKey));
  return names.flatMap((name) => {
    const value = first.get(name);
    const isOther = counter.kind === "variable" && counter.name !== name;
    return value !== undefined && isOther && value.kind === "variable" && !keys.has(termKey(value)) ? [value] : [];
  });
}

function distinct(terms: readonly Term[]): readonly Term[] {
  const isZero = (term: Term): boolean =>
    term.kind === "literal" && term.value.kind === "int" && term.value.value === 0n;
  return terms.filter((term, i) => i === 0 || !isZero(term));
}

/** Of the arrays and strings that are read in it. */
function lengthsIn(term: Term): readonly Term[] {
  const found = new Map<string, Term>();
  const walk = (node: Term, bound: ReadonlySet<string>): void => {
    if (node.kind === "variable" && !bound.has(node.name)) {
      const length = node.sort.kind === "array" ? arrayLength(node) : lengthOf(node);
      if (length !== undefined) found.set(node.name, length);
    }
    const inner = new Set([...bound, ...binders(node).map(({ name }) => name)]);
    for (const child of children(node)) walk(child, inner);
  };
  walk(term, new Set());
  return [...found.values()];
}

/** A flag that a test sets: what is so while it stands, and why where it fell. */
function withFlag(flag: Term, counter: Term, test: Term, all: readonly Term[], context: LoopContext): readonly Term[] {
  const [index] = boundNames(context);
  const some = [test, not(test)].flatMap((body) =>
    rangesOf(counter, test, context).map((range) => exists([index], and(range(use(index)), at(body, counter, index)))),
  );
  return [flag, not(flag)].flatMap((now) => [...all, ...some].map((fact) => implies(now, fact)));
}
