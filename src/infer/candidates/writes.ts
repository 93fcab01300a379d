/**
 * Gives what the rounds have written, and what they have left alone: elements pushed or set at a counter, what was known of
 * them when they were pushed, and elements and lengths as they were on entry.
 */
import { instantiate } from "../../calculus/index.js";
import {
  add,
  and,
  arrayGet,
  arrayLength,
  atMost,
  children,
  forall,
  freeVariables,
  implies,
  int,
  lessThan,
  not,
  type Statement,
  same,
  subtract,
  type Term,
  use,
  withChildren,
} from "../../ir/index.js";
import type { Candidate, Generator, LoopContext } from "../loop-context.js";
import { boundNames, countersOf, integersOf, lengthOf, onEntry, placesOf, termKey } from "../vocabulary.js";

/** An array that gets an element, with what was tested on the way there. */
interface Write {
  readonly array: Term;
  /** Undefined where it is pushed. */
  readonly index: Term | undefined;
  readonly value: Term;
  readonly tested: readonly Term[];
}

export function writesOf({ loop }: Pick<LoopContext, "loop">): readonly Write[] {
  const found: Write[] = [];
  const values = new Map<string, Term>();
  const read = (statement: Statement, tested: readonly Term[]): readonly Term[] => {
    switch (statement.kind) {
      case "block": {
        let known = tested;
        for (const part of statement.body) known = read(part, known);
        return known;
      }
      case "let":
        if (statement.value !== undefined) values.set(statement.variable.name, instantiate(statement.value, values));
        return tested;
      case "if": {
        const condition = instantiate(statement.condition, values);
        read(statement.then, [...tested, condition]);
        read(statement.else, [...tested, not(condition)]);
        if (leaves(statement.then)) return [...tested, not(condition)];
        return leaves(statement.else) ? [...tested, condition] : tested;
      }
      case "labelled":
        return read(statement.body, tested);
      case "assign":
        found.push(...written(statement, values, tested));
        return tested;
      default:
        return tested;
    }
  };
  read(loop.body, []);
  return found;
}

function leaves(statement: Statement): boolean {
  if (statement.kind === "block") return statement.body.some(leaves);
  return ["return", "break", "continue", "throw"].includes(statement.kind);
}

function written(
  { target, value }: Extract<Statement, { kind: "assign" }>,
  values: ReadonlyMap<string, Term>,
  tested: readonly Term[],
): readonly Write[] {
  const [step, ...more] = target.path;
  if (target.path.length === 0 && value.kind === "apply" && value.operator === "array.push") {
    const [array, pushed] = value.args;
    if (array?.kind !== "variable" || array.name !== target.root.name || pushed === undefined) return [];
    return [{ array, index: undefined, value: instantiate(pushed, values), tested }];
  }
  if (step?.kind !== "index" || more.length > 0 || target.root.sort.kind !== "array") return [];
  return [
    { array: use(target.root), index: instantiate(step.index, values), value: instantiate(value, values), tested },
  ];
}

export const writes: Generator = (context) => {
  const inScope = new Set(context.scope.map(({ name }) => name));
  return writesOf(context).flatMap((write) => {
    const known = { ...write, tested: write.tested.flatMap(conjunctsOf) };
    const isInScope = (term: Term): boolean => [...freeVariables(term).keys()].every((name) => inScope.has(name));
    return [
      ...(isInScope(write.value) ? positions(known, context) : []),
      ...known.tested.flatMap((test) => properties(known, test, context)).filter(isInScope),
    ];
  });
};

function conjunctsOf(term: Term): readonly Term[] {
  return term.kind === "apply" && term.operator === "and" ? term.args.flatMap(conjunctsOf) : [term];
}

/** Element k is what was written when the counter had the value that belongs to k. */
function positions({ array, index, value }: Write, context: LoopContext): readonly Term[] {
  const [name] = boundNames(context);
  const k = use(name);
  const counters = countersOf(context);
  const read = asOnEntry(value, context);
  const length = arrayLength(array);
  if (index === undefined) {
    const all = and(atMost(int(0n), k), lessThan(k, length));
    const values = counters.flatMap((counter) => {
      if (counter.kind !== "variable") return [];
      const first = context.first.get(counter.name);
      const places = first === undefined ? [k] : [k, add(first, k), subtract(first, k)];
      return places.map((place) => instantiate(read, new Map([[counter.name, place]])));
    });
    return [read, ...values].map((element) => forall([name], implies(all, same(arrayGet(array, k), element))));
  }
  return counters.flatMap((counter) => {
    if (counter.kind !== "variable" || !freeVariables(index).has(counter.name)) return [];
    const first = context.first.get(counter.name);
    const at = (term: Term): Term => instantiate(term, new Map([[counter.name, k]]));
    const ranges = [
      and(atMost(first ?? int(0n), k), lessThan(k, counter)),
      ...(first === undefined ? [] : [and(lessThan(counter, k), atMost(k, first))]),
    ];
    return ranges.map((range) => forall([name], implies(range, same(arrayGet(array, at(index)), at(read)))));
  });
}

/** With what the loop changes read as it was on entry, where that has a name. */
function asOnEntry(value: Term, context: LoopContext): Term {
  const replacement = new Map<string, Term>();
  for (const variable of freeVariables(value).values()) {
    if (!context.changed.has(variable.name) || lengthOf(use(variable)) === undefined) continue;
    const before = onEntry(use(variable), context.fn);
    if (before !== undefined) replacement.set(variable.name, before);
  }
  return instantiate(value, replacement);
}

/** What was tested of a value before it was pushed is so of all elements. */
function properties({ array, index, value }: Write, test: Term, context: LoopContext): readonly Term[] {
  if (index !== undefined) return [];
  const [name] = boundNames(context);
  const k = use(name);
  const wanted = termKey(value);
  let seen = false;
  const walk = (node: Term): Term => {
    if (node.sort.kind === value.sort.kind && termKey(node) === wanted) {
      seen = true;
      return arrayGet(array, k);
    }
    return withChildren(node, children(node).map(walk));
  };
  const body = walk(test);
  return seen ? [forall([name], implies(and(atMost(int(0n), k), lessThan(k, arrayLength(array))), body))] : [];
}

const mostLimits = 4;

/** Arrays that the loop changes: as long as they were, and elements not reached yet as they were. */
export const frames: Generator = (context) => {
  const [name] = boundNames(context);
  const k = use(name);
  const arrays = placesOf(context).filter(
    (place) => place.sort.kind === "array" && [...freeVariables(place).keys()].some((n) => context.changed.has(n)),
  );
  const limits = integersOf(context)
    .filter((term) => term.kind === "variable")
    .slice(0, mostLimits);
  return arrays.flatMap((array): readonly Candidate[] => {
    const before = onEntry(array, context.fn) ?? firstOf(array, context);
    if (before === undefined) return [];
    const isSame = same(arrayGet(array, k), arrayGet(before, k));
    const length = arrayLength(array);
    const over = (range: Term): Term => forall([name], implies(range, isSame));
    return [
      same(length, arrayLength(before)),
      over(and(atMost(int(0n), k), lessThan(k, length))),
      ...limits.flatMap((limit): readonly Candidate[] => [
        [over(and(atMost(limit, k), lessThan(k, length))), over(and(lessThan(limit, k), lessThan(k, length)))],
        [over(and(atMost(int(0n), k), atMost(k, limit))), over(and(atMost(int(0n), k), lessThan(k, limit)))],
        ...limits.flatMap((other): readonly Candidate[] =>
          other === limit
            ? []
            : [[over(and(atMost(limit, k), atMost(k, other))), over(and(atMost(limit, k), lessThan(k, other)))]],
        ),
      ]),
    ];
  });
};

/** What a local array was made of, where that still has a name. */
function firstOf(array: Term, { first }: LoopContext): Term | undefined {
  const value = array.kind === "variable" ? first.get(array.name) : undefined;
  if (value?.kind === "variable") return value;
  const [of] = value?.kind === "apply" && value.operator === "array.slice" ? value.args : [];
  return of?.kind === "variable" ? of : undefined;
}
