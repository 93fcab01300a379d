/**
 * Gives variables as what functions of the contract give for a part of their arguments: `s === sumOf(xs, i)`, and what is
 * left together with what is done: `s + digits(n) === digits(\\old(n))`.
 */
import { instantiate } from "../../calculus/index.js";
import { add, apply, children, freeVariables, int, subtract, type Term, use } from "../../ir/index.js";
import { type Generator, type LoopContext, mentions } from "../loop-context.js";
import { countersOf, integersOf, isMoving, isScalarKind, termKey } from "../vocabulary.js";

/** Variables that hold what functions of the contract give for a part of their arguments. */
export const calls: Generator = (context) => {
  const { fn, goals: behind } = context;
  const found = new Map<string, Call>();
  const collect = (term: Term): void => {
    if (isFunction(term)) found.set(termKey(term), term);
    for (const child of children(term)) collect(child);
  };
  const places = instancesOf(context);
  const collectFrom = (term: Term): void => {
    collect(term);
    if (term.kind !== "quantifier") {
      for (const child of children(term)) collectFrom(child);
      return;
    }
    const [variable] = term.binders.filter(({ sort }) => sort.kind === "int");
    if (variable === undefined) return;
    for (const place of places) collectFrom(instantiate(term.body, new Map([[variable.name, place]])));
  };
  for (const term of [...behind, ...fn.contract.ensures.map((clause) => clause.term)]) collectFrom(term);
  const counters = countersOf(context);
  const lengths = integersOf(context).filter((t) => isMoving(t, context) && t.kind !== "variable");
  const scalars = context.scope
    .filter(({ name, sort }) => context.changed.has(name) && isScalarKind(sort.kind))
    .map(use);
  const own = new Set(context.scope.map(({ name }) => name));
  return [...found.values()].flatMap((call) => {
    const forms = argumentForms(call, [...counters, ...lengths]).filter((form) =>
      [...freeVariables(form).keys()].every((name) => own.has(name)),
    );
    const closed = [...freeVariables(call).keys()].every((name) => own.has(name));
    const whole = closed ? [call] : [];
    return forms.flatMap((form) => [
      // What a function gives for the variable itself says nothing of it.
      ...scalars.filter((s) => s.sort.kind === form.sort.kind && !isPart(s, form)).map((s) => equal(s, form)),
      ...whole.flatMap((of) => [
        ...(form === of ? [] : [equal(form, of)]),
        ...scalars.flatMap((s) => combined(s, form).map((sum) => equal(sum, of))),
      ]),
    ]);
  });
};

/** Where a bound variable may stand: at a counter, or a fixed distance before it. */
function instancesOf(context: LoopContext): readonly Term[] {
  const counters = countersOf(context);
  const still = integersOf(context).filter((term) => term.kind === "variable" && !isMoving(term, context));
  return counters.flatMap((counter) => [counter, ...still.map((distance) => subtract(counter, distance))]).slice(0, 8);
}

type Call = Extract<Term, { kind: "call" | "apply" }>;

function isFunction(term: Term): term is Call {
  return (
    (term.kind === "call" ||
      (term.kind === "apply" && (term.operator === "int.power" || term.operator === "int.remainder"))) &&
    isScalarKind(term.sort.kind)
  );
}

function isPart(variable: Term, of: Term): boolean {
  return variable.kind === "variable" && mentions(of, new Set([variable.name]));
}

function equal(a: Term, b: Term): Term {
  return apply("same", [a, b], { kind: "bool" });
}

function combined(variable: Term, form: Term): readonly Term[] {
  if (variable.sort.kind !== form.sort.kind || (form.sort.kind !== "int" && form.sort.kind !== "real")) return [];
  const kind = form.sort.kind;
  return (["add", "multiply"] as const).map((name) => apply(`${kind}.${name}`, [variable, form], { kind }));
}

const mostForms = 160;

/** The call with counters in place of at most two of its integer arguments. */
function argumentForms(call: Call, counters: readonly Term[]): readonly Term[] {
  const choices = [...counters, ...counters.flatMap((c) => [add(c, int(1n)), subtract(c, int(1n))])];
  const open = call.args.flatMap((arg, i) => (arg.sort.kind === "int" ? [i] : []));
  const asItIs = [call];
  const one = open.flatMap((i) => choices.map((choice) => withArgument(call, i, choice)));
  const two = open.flatMap((i) =>
    open
      .filter((j) => j > i)
      .flatMap((j) => counters.flatMap((a) => counters.map((b) => withArgument(withArgument(call, i, a), j, b)))),
  );
  return [...asItIs, ...one, ...two].slice(0, mostForms);
}

function withArgument(call: Call, at: number, value: Term): Call {
  return { ...call, args: call.args.with(at, value) };
}
