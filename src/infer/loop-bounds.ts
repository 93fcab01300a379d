/**
 * Takes a function; gives it with the bounds of counting loops among their invariants: a variable that a loop only ever
 * raises by constants stays at least what it was at first, and one raised once a round by 1 under the guard `i < n` does
 * not pass n. Such clauses are inductive by their form, so that adding them never breaks a proof; they are proved like
 * the author's all the same. Source: the interval part of Cousot, Cousot, "Static determination of dynamic properties of
 * programs" (ISOP 1976), read off the syntax.
 */
import { type ChangedRoot, changedBy, showTerm, statementsOf } from "../calculus/index.js";
import {
  add,
  atMost,
  type Clause,
  type FunctionIR,
  freeVariables,
  int,
  isTrue,
  or,
  type Program,
  type Statement,
  same,
  subtract,
  type Term,
  use,
  type Variable,
} from "../ir/index.js";
import type { Loop } from "./loop-measures.js";

interface Given {
  readonly variable: Variable;
  readonly value: Term;
  /** Inside a loop that only moves the variable one way, the value is its bound and no longer its own. */
  readonly relation: "is" | "at least" | "at most";
}

/** What integer variables were last given, as far as that still holds. */
type Known = ReadonlyMap<string, Given>;

export function withBounds(fn: FunctionIR, program: Program): FunctionIR {
  return fn.body === undefined ? fn : { ...fn, body: bounded(fn.body, new Map(), program) };
}

function bounded(statement: Statement, known: Known, program: Program): Statement {
  switch (statement.kind) {
    case "block":
      return { ...statement, body: inTurn(statement.body, known, program) };
    case "if": {
      const then = bounded(statement.then, known, program);
      return { ...statement, then, else: bounded(statement.else, known, program) };
    }
    case "labelled":
      return { ...statement, body: bounded(statement.body, known, program) };
    case "loop":
      return boundedLoop(statement, known, program);
    default:
      return statement;
  }
}

function inTurn(body: readonly Statement[], known: Known, program: Program): readonly Statement[] {
  let now = known;
  return body.map((part) => {
    const result = bounded(part, now, program);
    now = after(part, now, program);
    return result;
  });
}

function after(part: Statement, known: Known, program: Program): Known {
  const changed = changedNames([part], program);
  const kept = new Map(
    [...known].filter(
      ([name, { value, relation }]) => (relation !== "is" || !changed.has(name)) && !mentions(value, changed),
    ),
  );
  const given = givenBy(part);
  if (given !== undefined && !mentions(given.value, new Set([given.variable.name])))
    kept.set(given.variable.name, given);
  return kept;
}

function givenBy(part: Statement): Given | undefined {
  const to = part.kind === "let" ? part.variable : part.kind === "assign" ? plainRoot(part) : undefined;
  if (to?.sort.kind !== "int" || (part.kind !== "let" && part.kind !== "assign")) return undefined;
  return part.value !== undefined && isPlain(part.value)
    ? { variable: to, value: part.value, relation: "is" }
    : undefined;
}

function plainRoot({ target }: Extract<Statement, { kind: "assign" }>): Variable | undefined {
  return target.path.length === 0 ? target.root : undefined;
}

function boundedLoop(loop: Loop, known: Known, program: Program): Loop {
  const parts = [...loop.prelude, loop.body, loop.step];
  const changed = changedNames(parts, program);
  const entries = [...known.values()].filter(({ value }) => !mentions(value, changed));
  const moved = entries.filter(({ variable }) => changed.has(variable.name));
  const still = entries.flatMap((given): readonly Given[] => {
    if (!changed.has(given.variable.name)) return [given];
    const relation = relationIn(parts, given);
    return relation === undefined ? [] : [{ ...given, relation }];
  });
  const inside: Known = new Map(still.map((given) => [given.variable.name, given]));
  const roots = changedBy(parts, program);
  const invariants = [...moved.flatMap((given) => boundsOf(given, loop, roots)), ...together(moved, loop)].map(
    (term): Clause => ({ text: showTerm(term), term, span: loop.span, inferred: true }),
  );
  return {
    ...loop,
    prelude: inTurn(loop.prelude, inside, program),
    body: bounded(loop.body, inside, program),
    invariants: [...invariants, ...loop.invariants],
  };
}

/** Counters that every round moves once, by the same or by opposite steps, keep their distance or their sum. */
function together(moved: readonly Given[], loop: Loop): readonly Term[] {
  const counters = moved.flatMap((given) => {
    const step = given.relation === "is" ? stepOfEveryRound(loop, given.variable.name) : undefined;
    return step === undefined ? [] : [{ ...given, step }];
  });
  return counters.slice(1).flatMap((b, i) => {
    const a = counters[i];
    if (a === undefined || (a.step !== b.step && a.step !== -b.step)) return [];
    const way = subtract(use(a.variable), a.value);
    const other = a.step === b.step ? subtract(use(b.variable), b.value) : subtract(b.value, use(b.variable));
    return [same(way, other)];
  });
}

/** By how much each round that comes to its end moves the counter; undefined where rounds may differ. */
function stepOfEveryRound(loop: Loop, name: string): bigint | undefined {
  const parts = [...loop.prelude, loop.body, loop.step];
  const steps = parts.flatMap(statementsOf).flatMap((part) => stepOf(part, name));
  const [only] = steps;
  if (only === undefined || steps.length > 1) return undefined;
  const isIt = (part: Statement): boolean => stepOf(part, name).length > 0;
  const list = (part: Statement): readonly Statement[] => (part.kind === "block" ? part.body.flatMap(list) : [part]);
  if (list(loop.step).some(isIt)) return only;
  const body = list(loop.body);
  const position = body.findIndex(isIt);
  const before = body.slice(0, position).flatMap(statementsOf);
  const skipped = before.some((part) => part.kind === "continue" && part.label === loop.label);
  return position < 0 || skipped ? undefined : only;
}

/** Which way all the statements move the variable, if they agree with each other and with what was known. */
function relationIn(parts: readonly Statement[], given: Given): "at least" | "at most" | undefined {
  const steps = parts.flatMap(statementsOf).flatMap((part) => stepOf(part, given.variable.name));
  const rises = given.relation !== "at most" && steps.every((step) => step !== undefined && step > 0n);
  const falls = given.relation !== "at least" && steps.every((step) => step !== undefined && step < 0n);
  if (steps.length === 0 || rises === falls) return undefined;
  return rises ? "at least" : "at most";
}

function boundsOf(given: Given, loop: Loop, changed: readonly ChangedRoot[]): readonly Term[] {
  const { variable, value: first } = given;
  const parts = [...loop.prelude, loop.body, loop.step];
  const relation = relationIn(parts, given);
  if (relation === undefined) return [];
  const rising = relation === "at least";
  const counter = use(variable);
  const far = movesByOne(parts, given)
    ? guards(loop.condition).flatMap((guard) => farBound(guard, variable.name, rising, changed))
    : [];
  return rising
    ? [atMost(first, counter), ...far.map((limit) => or(atMost(counter, limit), atMost(counter, first)))]
    : [atMost(counter, first), ...far.map((limit) => or(atMost(limit, counter), atMost(first, counter)))];
}

/** At most once a round, by 1, from a value that is known. */
function movesByOne(parts: readonly Statement[], { variable: { name }, relation }: Given): boolean {
  const [step, ...others] = parts.flatMap(statementsOf).flatMap((part) => stepOf(part, name));
  const one = others.length === 0 && (step === 1n || step === -1n);
  return one && relation === "is" && !inInnerLoop(parts, name);
}

/** By how much a statement raises the counter; nothing where it leaves it alone, undefined where it may do anything. */
function stepOf(part: Statement, name: string): readonly (bigint | undefined)[] {
  if (part.kind === "let") return part.variable.name === name ? [undefined] : [];
  if (part.kind === "call") {
    const given = part.target?.name === name || part.args.some(({ place }) => place?.root.name === name);
    return given ? [undefined] : [];
  }
  if (part.kind !== "assign" || part.target.root.name !== name) return [];
  const { value } = part;
  if (value.kind !== "apply" || (value.operator !== "int.add" && value.operator !== "int.subtract")) return [undefined];
  const [left, right] = value.args;
  if (left?.kind !== "variable" || left.name !== name) return [undefined];
  if (right?.kind !== "literal" || right.value.kind !== "int") return [undefined];
  return [value.operator === "int.add" ? right.value.value : -right.value.value];
}

function inInnerLoop(parts: readonly Statement[], name: string): boolean {
  const loops = parts.flatMap(statementsOf).filter((part): part is Loop => part.kind === "loop");
  return loops.some((loop) =>
    [...loop.prelude, loop.body, loop.step].flatMap(statementsOf).some((part) => stepOf(part, name).length > 0),
  );
}

function guards(condition: Term): readonly Term[] {
  if (condition.kind === "apply" && condition.operator === "and") return condition.args.flatMap(guards);
  return isTrue(condition) ? [] : [condition];
}

/** Where the guard stops a counter that moves by 1: at n for `i < n`, one further for `i <= n`. */
function farBound(guard: Term, name: string, rising: boolean, changed: readonly ChangedRoot[]): readonly Term[] {
  if (guard.kind !== "apply" || (guard.operator !== "int.lessThan" && guard.operator !== "int.atMost")) return [];
  const [low, high] = guard.args;
  const [counter, limit] = rising ? [low, high] : [high, low];
  if (counter?.kind !== "variable" || counter.name !== name || limit === undefined) return [];
  const names = new Set(changed.map(({ root }) => root.name));
  if (!isPlain(limit) || (mentions(limit, names) && !(rising && onlyGrows(limit, changed)))) return [];
  if (guard.operator === "int.lessThan") return [limit];
  return [rising ? add(limit, int(1n)) : subtract(limit, int(1n))];
}

/** The length of an array in which elements change, or to which some come: a counter below it stays below it. */
function onlyGrows(limit: Term, changed: readonly ChangedRoot[]): boolean {
  if (limit.kind !== "apply" || limit.operator !== "array.length") return false;
  const names: string[] = [];
  let at = limit.args[0];
  while (at?.kind === "field") {
    names.unshift(at.field);
    at = at.of;
  }
  const parts = changed.find(({ root }) => at?.kind === "variable" && root.name === at.name)?.parts ?? [];
  return parts.every(({ path, extent }) => {
    const isWay = path.every((step, i) => names[i] === undefined || (step.kind === "field" && step.field === names[i]));
    if (!isWay || path.length > names.length) return true;
    return path.length === names.length && extent !== "whole";
  });
}

/** Integer terms that always have a value: the bounds owe nothing. */
function isPlain(term: Term): boolean {
  if (term.sort.kind !== "int") return false;
  if (term.kind === "variable" || term.kind === "literal") return true;
  if (term.kind !== "apply") return false;
  if (term.operator === "array.length" || term.operator === "string.length") return term.args.every(isPlace);
  return (term.operator === "int.add" || term.operator === "int.subtract") && term.args.every(isPlain);
}

/** A variable, or a field of a record: only values with one constructor have fields that carry its type's own name. */
function isPlace(term: Term): boolean {
  if (term.kind === "field")
    return term.of.sort.kind === "data" && term.constructor === term.of.sort.name && isPlace(term.of);
  return term.kind === "variable";
}

function changedNames(statements: readonly Statement[], program: Program): ReadonlySet<string> {
  return new Set(changedBy(statements, program).map(({ root }) => root.name));
}

function mentions(term: Term, names: ReadonlySet<string>): boolean {
  return [...freeVariables(term).keys()].some((name) => names.has(name));
}
